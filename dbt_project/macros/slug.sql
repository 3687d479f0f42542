{#- A written name as an id: lower case, runs of anything else than letters and digits become one underscore. -#}
{% macro slug(expression) -%}
    nullif(trim(regexp_replace(lower({{ expression }}), '[^\p{L}\p{N}]+', '_', 'g'), '_'), '')
{%- endmacro %}
