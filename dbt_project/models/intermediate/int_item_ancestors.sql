with recursive

items as (

    select * from {{ ref('stg_reference__items') }}

),

-- A tree of a handful of levels: the bound only keeps a mistaken cycle in the seed from running for ever.
climbed as (

    select
        item_id,
        item_id as ancestor_id,
        parent_id as next_id,
        0 as distance
    from items
    union all
    select
        climbed.item_id,
        climbed.next_id as ancestor_id,
        items.parent_id as next_id,
        climbed.distance + 1 as distance
    from climbed
    inner join items on climbed.next_id = items.item_id
    where climbed.distance < 12

)

select
    item_id,
    ancestor_id,
    min(distance) as distance
from climbed
group by item_id, ancestor_id
