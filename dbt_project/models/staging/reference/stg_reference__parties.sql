with

source as (

    select * from {{ ref('parties') }}

),

renamed as (

    select
        nullif(party_id, '') as party_id,
        nullif(name, '') as name,
        nullif(kind, '') as kind,
        nullif(parent_id, '') as parent_id,
        nullif(country, '') as country,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
