{#- An event told only as "a missile" may be one of the missiles, not a launch into orbit nor artillery. -#}
{% macro may_be_any(claim_subject, anchor_subject) -%}
    ({{ anchor_subject }} = 'any' and {{ claim_subject }} in ('ballistic_missile', 'cruise_missile'))
{%- endmacro %}
