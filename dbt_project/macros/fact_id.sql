{#- The id of the fact whose first claim is this one. -#}
{% macro fact_id(claim_id) -%}
    'f_' || substr(md5({{ claim_id }}), 1, 16)
{%- endmacro %}
