{#- The slots of a claim that a review may set, with their types; a list of values where only those are known. -#}
{% macro review_slots() -%}
    {%- do return({
        'actor': 'varchar', 'item': 'varchar', 'measure': 'varchar', 'flow': ['export', 'import'], 'target': 'varchar',
        'place': 'varchar', 'polarity': ['affirmed', 'denied', 'ceased'],
        'certainty': ['stated', 'estimated', 'alleged', 'possible', 'planned'],
        'quantity': 'double', 'quantity_high': 'double', 'quantity_unit': 'varchar', 'quantity_modifier': 'varchar',
        'amount': 'decimal(20,2)', 'amount_high': 'decimal(20,2)', 'currency': 'varchar', 'amount_modifier': 'varchar',
        'event_start': 'date', 'event_end': 'date',
        'time_precision': ['day', 'month', 'quarter', 'half', 'year', 'range', 'since', 'until', 'none'],
        'asserted_by': 'varchar', 'model': 'varchar', 'ordinal': 'integer', 'ordinal_scope': 'varchar',
        'count_basis': ['occasion', 'projectile', 'unclear'], 'ability': 'varchar',
        'polarity_scope': ['event', 'success', 'item', 'actor', 'amount', 'count', 'ability'],
        'denial_kind': ['denial', 'negative_finding', 'doubt', 'not_yet'], 'hedge': 'varchar',
        'attribution_certainty': ['stated', 'estimated', 'alleged', 'possible', 'planned'],
        'amount_role': 'varchar', 'amount_basis': 'varchar', 'quantity_basis': 'varchar',
        'amount_converted': 'decimal(20,2)', 'currency_converted': 'varchar', 'asset_quantity': 'double',
        'asset_code': 'varchar', 'method': 'varchar', 'campaign': 'varchar', 'counterparty': 'varchar',
        'measure_detail': 'varchar', 'limit_period': 'varchar', 'action': 'varchar', 'instrument': 'varchar',
        'valid_until': 'date', 'list_id': 'varchar', 'programme': 'varchar', 'place_role': 'varchar',
        'event_time_zone': 'varchar', 'actor_id': 'varchar', 'target_id': 'varchar', 'origin_source': 'varchar',
    }) -%}
{%- endmacro %}


{#- A text as it is compared: runs of white space are one blank. -#}
{% macro squeezed(expression) -%}
    trim(regexp_replace({{ expression }}, '\s+', ' ', 'g'))
{%- endmacro %}


{#- A claim of a reviewed pair with what tells which is the earlier one, and the key that it stands under. -#}
{% macro review_side(claims) -%}
    struct_pack(
            published_on := {{ claims }}.published_on,
            document_id := {{ claims }}.document_id,
            char_start := {{ claims }}.char_start,
            claim_id := {{ claims }}.claim_id,
            fact_key := {{ claims }}.fact_key
        )
{%- endmacro %}
