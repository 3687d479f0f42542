{#- No row for which a condition is false; null passes. A failing row is named by the promise that it breaks. -#}
{% test promises_hold(model, promises) %}

{% for promise, condition in promises.items() %}
select '{{ promise }}' as broken_promise
from {{ model }}
where not ({{ condition }})
{{ 'union all' if not loop.last }}
{% endfor %}

{% endtest %}
