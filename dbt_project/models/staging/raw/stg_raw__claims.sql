with

source as (

    select * from {{ source('raw', 'claims') }}

),

renamed as (

    select
        claim_id,
        document_id,
        claim_type,
        quote,
        char_start::integer as char_start,
        char_end::integer as char_end,
        actor,
        item,
        measure,
        flow,
        target,
        place,
        polarity,
        certainty,
        quantity,
        quantity_high,
        quantity_unit,
        quantity_modifier,
        amount,
        amount_high,
        currency,
        amount_modifier,
        event_start,
        event_end,
        time_precision,
        asserted_by,
        extractor,
        extractor_version,
        model,
        ordinal::integer as ordinal,
        ordinal_scope,
        count_basis,
        ability,
        polarity_scope,
        denial_kind,
        hedge,
        attribution_certainty,
        amount_role,
        amount_basis,
        quantity_basis,
        amount_converted,
        currency_converted,
        asset_quantity,
        asset_code,
        method,
        campaign,
        counterparty,
        measure_detail,
        limit_period,
        action,
        instrument,
        valid_until,
        list_id,
        programme,
        place_role,
        event_time_zone,
        actor_id,
        target_id,
        origin_source
    from source

)

select * from renamed
