with

compatibility as (

    select * from {{ ref('stg_reference__item_compatibility') }}

)

select
    block,
    item_id,
    other_item_id,
    needs_day
from compatibility
union all
select
    block,
    other_item_id as item_id,
    item_id as other_item_id,
    needs_day
from compatibility
