with

source as (

    select * from {{ ref('items') }}

),

renamed as (

    select
        nullif(item_id, '') as item_id,
        nullif(name, '') as name,
        nullif(kind, '') as kind,
        nullif(parent_id, '') as parent_id,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
