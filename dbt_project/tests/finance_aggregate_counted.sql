-- Only an event that occurred may be summed: a figure for a year or since a day never joins the events inside it.
with

facts as (

    select
        fact_id,
        grain,
        status,
        support,
        value_counted,
        amount_counted
    from {{ ref('fct_cyber_attacks') }}
    union all
    select
        fact_id,
        grain,
        status,
        support,
        value_counted,
        amount_counted
    from {{ ref('fct_laundering') }}
    union all
    select
        fact_id,
        grain,
        status,
        support,
        value_counted,
        amount_counted
    from {{ ref('fct_illicit_trade') }}
    union all
    select
        fact_id,
        grain,
        status,
        support,
        value_counted,
        amount_counted
    from {{ ref('fct_revenue') }}

)

select *
from facts
where
    (value_counted is not null or amount_counted is not null)
    and (grain <> 'event' or status <> 'occurred' or support = 'denied_only')
