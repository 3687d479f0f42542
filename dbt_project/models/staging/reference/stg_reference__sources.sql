with

source as (

    select * from {{ ref('sources') }}

),

renamed as (

    select
        nullif(source_id, '') as source_id,
        nullif(name, '') as name,
        nullif(source_kind, '') as source_kind,
        nullif(family, '') as family,
        nullif(role, '') as role,
        nullif(parent_id, '') as parent_id,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
