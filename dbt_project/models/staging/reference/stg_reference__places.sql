with

source as (

    select * from {{ ref('places') }}

),

renamed as (

    select
        nullif(place_id, '') as place_id,
        nullif(name, '') as name,
        nullif(kind, '') as kind,
        nullif(parent_id, '') as parent_id,
        nullif(country, '') as country,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
