{#- The columns that every fact mart begins with keep what their descriptions promise; a failing row names the broken
    promise. One test for all of them, because each test costs every run its own statement. -#}
{% test leading_columns_hold(model) %}

{%- set promises = {
    'grain is known': "grain in ('event', 'aggregate', 'standing')",
    'status is known': "status in ('occurred', 'attempted', 'planned', 'reported_absent', 'ceased', 'in_force')",
    'support is known': "support in ('corroborated', 'single_source', 'disputed', 'denied_only')",
    'only an event that occurred is counted':
        "(value_counted is null and amount_counted is null) or (grain = 'event' and status = 'occurred')",
    'what is counted is the best figure':
        "coalesce(value_counted = value_best, true) and coalesce(amount_counted = amount_best, true)",
    'figures are in order':
        "coalesce(value_low <= value_best and value_best <= value_high, value_best is null) "
        ~ "and coalesce(amount_low <= amount_best and amount_best <= amount_high, amount_best is null)",
    'a figure says whose it is':
        "(value_best is null) = (value_best_by is null) and (amount_best is null) = (amount_best_by is null)",
    'certainty is known': "certainty in ('stated', 'estimated', 'alleged', 'possible', 'planned')",
    'what is only planned or possible is no more certain':
        "status != 'planned' or certainty in ('possible', 'planned')",
    'money has a currency': "(amount_best is null) = (currency is null)",
    'denied only is reported absent': "(support = 'denied_only') = (status = 'reported_absent')",
    'an absence is no event': "status != 'reported_absent' or grain != 'event' or fact_type like 'sanctions.%'",
    'days are in order': "coalesce(event_end >= event_start, true)",
    'no precision means no days': "(time_precision = 'none') = (event_start is null and event_end is null)",
    'reports are in order': "last_reported_on >= first_reported_on",
    'counts are in order': "document_count between 1 and claim_count and source_count between 1 and claim_count",
    'two independent sources corroborate, unless someone denies it':
        "independent_source_count <= source_count "
        ~ "and (support = 'corroborated') = (independent_source_count >= 2 and support not in ('disputed', 'denied_only'))",
} -%}

{% for promise, condition in promises.items() %}
select
    fact_id,
    '{{ promise }}' as broken_promise
from {{ model }}
where ({{ condition }}) is not true
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
