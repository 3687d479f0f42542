{#- A custom schema is called by its own name (`marts`, not `main_marts`): the published file has the
    names that people type. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
{%- endmacro %}
