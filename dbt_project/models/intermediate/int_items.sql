with

items as (

    select * from {{ ref('stg_reference__items') }}

),

ancestors as (

    select * from {{ ref('int_item_ancestors') }}

),

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

climbed as (

    select
        ancestors.item_id,
        arg_min(ancestors.ancestor_id, ancestors.distance) filter (where parents.kind != 'model') as class_id,
        arg_max(ancestors.ancestor_id, ancestors.distance) as root_id,
        max(ancestors.distance) as depth,
        list(ancestors.ancestor_id) as ancestor_ids
    from ancestors
    left join items as parents on ancestors.ancestor_id = parents.item_id
    group by ancestors.item_id

),

listed as (

    select
        items.item_id,
        items.name,
        items.kind,
        items.parent_id,
        climbed.class_id,
        climbed.root_id,
        climbed.depth,
        climbed.ancestor_ids,
        true as is_listed
    from items
    left join climbed on items.item_id = climbed.item_id

),

written as (

    select distinct claims.item as item_id
    from claims
    left join items on claims.item = items.item_id
    where claims.item is not null and items.item_id is null

),

unlisted as (

    select
        item_id,
        item_id as name,
        if(starts_with(item_id, 'resolution_'), 'decision', 'unlisted') as kind,
        null::varchar as parent_id,
        item_id as class_id,
        item_id as root_id,
        0 as depth,
        [item_id] as ancestor_ids,
        false as is_listed
    from written

)

select * from listed
union all
select * from unlisted
