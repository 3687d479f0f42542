with

source as (

    select * from {{ ref('exchange_rates') }}

),

renamed as (

    select
        currency,
        year,
        usd_per_unit,
        source_url
    from source

)

select * from renamed
