{#- The columns of the key are filled and no two rows share them; the required columns are filled too. For what has no
    contract: marts declare both as constraints, which hold while the table is made. -#}
{% test key_holds(model, key, required=[]) %}

select 'two rows with one key' as broken_promise
from {{ model }}
group by {{ key | join(', ') }}
having count(*) > 1
{% for column in key + required %}
union all
select '{{ column }} is empty' as broken_promise
from {{ model }}
where {{ column }} is null
{% endfor %}

{% endtest %}
