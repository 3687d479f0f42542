with

source as (

    select * from {{ ref('item_compatibility') }}

),

renamed as (

    select
        nullif(item_id, '') as item_id,
        nullif(other_item_id, '') as other_item_id,
        nullif(block, '') as block,
        needs_day,
        nullif(why, '') as why,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
