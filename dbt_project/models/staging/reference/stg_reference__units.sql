with

source as (

    select * from {{ ref('units') }}

),

renamed as (

    select
        unit,
        base_unit,
        factor,
        source_url
    from source

)

select * from renamed
