{#- A written name as an id: lower case, runs of anything else than letters and digits become one underscore,
    no article. -#}
{% macro slug(expression) -%}
    nullif(
        regexp_replace(trim(regexp_replace(lower({{ expression }}), '[^\p{L}\p{N}]+', '_', 'g'), '_'), '^the_', ''), ''
    )
{%- endmacro %}
