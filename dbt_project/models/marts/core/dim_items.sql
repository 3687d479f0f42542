with

items as (

    select * from {{ ref('int_items') }}

),

aliases as (

    select * from {{ ref('stg_reference__aliases') }}

),

names as (

    select
        entity_id,
        list(distinct alias order by alias) as names
    from aliases
    where entity_kind = 'item'
    group by entity_id

)

select
    items.item_id,
    items.name,
    items.kind,
    items.parent_id,
    items.class_id,
    items.root_id,
    items.depth::integer as depth,
    items.is_listed,
    list_sort(list_distinct(list_append(coalesce(names.names, []), items.name))) as names
from items
left join names on items.item_id = names.entity_id
