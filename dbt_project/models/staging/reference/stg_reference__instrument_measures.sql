with

source as (

    select * from {{ ref('instrument_measures') }}

),

renamed as (

    select
        nullif(instrument_id, '') as instrument_id,
        nullif(measure, '') as measure,
        nullif(item_id, '') as item_id,
        nullif(effect, '') as effect,
        effective_from,
        effective_until,
        limit_quantity,
        nullif(limit_unit, '') as limit_unit,
        limit_amount,
        nullif(limit_currency, '') as limit_currency,
        nullif(limit_period, '') as limit_period,
        nullif(superseded_by, '') as superseded_by,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
