with

ancestors as (

    select * from {{ ref('int_item_ancestors') }}

),

items as (

    select * from {{ ref('int_items') }}

),

-- Items that only occur in claims are their own ancestors, so that no join on the bridge drops them.
unlisted as (

    select
        item_id,
        item_id as ancestor_id,
        0 as distance
    from items
    where not is_listed

)

select
    item_id,
    ancestor_id,
    distance::integer as distance
from ancestors
union all
select
    item_id,
    ancestor_id,
    distance::integer as distance
from unlisted
