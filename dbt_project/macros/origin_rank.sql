{#- Whose word comes first: who is nearest to the thing itself; the accused last, for they have a reason to say
    otherwise. -#}
{% macro origin_rank(role) -%}
case {{ role }}
    when 'observer' then 1
    when 'regulator' then 2
    when 'analyst' then 3
    when 'accuser' then 4
    when 'victim' then 5
    when 'outlet' then 6
    when 'accused' then 8
    else 7
end
{%- endmacro %}
