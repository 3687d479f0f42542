{#- Every value of a column is found in the column that the map gives for it as `model.column`; null passes. A failing
    row names column and value. -#}
{% test references_hold(model, references) %}

{% for column, referenced in references.items() %}
{%- set to_model, to_column = referenced.split('.') %}
select
    '{{ column }}' as column_name,
    child.{{ column }} as missing_value
from {{ model }} as child
anti join {{ ref(to_model) }} as parent on child.{{ column }} = parent.{{ to_column }}
where child.{{ column }} is not null
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
