with

places as (

    select * from {{ ref('stg_reference__places') }}

),

aliases as (

    select * from {{ ref('stg_reference__aliases') }}

),

names as (

    select
        entity_id,
        list(distinct alias order by alias) as names
    from aliases
    where entity_kind = 'place'
    group by entity_id

)

select
    places.place_id,
    places.name,
    places.kind,
    places.parent_id,
    places.country,
    list_sort(list_distinct(list_append(coalesce(names.names, []), places.name))) as names
from places
left join names on places.place_id = names.entity_id
