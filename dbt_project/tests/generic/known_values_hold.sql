{#- Every column of the map has one of its values; null passes. A failing row names column and value. One test a model,
    because each test costs every run its own statement. -#}
{% test known_values_hold(model, values) %}

{% for column, known in values.items() %}
select
    '{{ column }}' as column_name,
    {{ column }} as unknown_value,
    count(*) as row_count
from {{ model }}
where {{ column }} not in ('{{ known | join("', '") }}')
group by all
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
