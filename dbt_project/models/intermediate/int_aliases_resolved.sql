with

aliases as (

    select * from {{ ref('stg_reference__aliases') }}

),

items as (

    select * from {{ ref('stg_reference__items') }}

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

places as (

    select * from {{ ref('stg_reference__places') }}

),

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

instruments as (

    select * from {{ ref('stg_reference__instruments') }}

),

entities as (

    select
        'item' as entity_kind,
        item_id as entity_id,
        name
    from items
    union all
    select
        'party' as entity_kind,
        party_id as entity_id,
        name
    from parties
    union all
    select
        'place' as entity_kind,
        place_id as entity_id,
        name
    from places
    union all
    select
        'source' as entity_kind,
        source_id as entity_id,
        name
    from sources
    union all
    select
        'instrument' as entity_kind,
        instrument_id as entity_id,
        name
    from instruments

),

spellings as (

    select
        entity_kind,
        entity_id,
        {{ slug('entity_id') }} as spelling
    from entities
    union
    select
        entity_kind,
        entity_id,
        {{ slug('name') }} as spelling
    from entities
    union
    select
        entity_kind,
        entity_id,
        {{ slug('alias') }} as spelling
    from aliases

),

-- A spelling that two entities of a kind share names neither, unless it is the very id of one.
resolved as (

    select
        entity_kind,
        spelling,
        case
            when count(distinct entity_id) = 1 then min(entity_id)
            else min(entity_id) filter (where {{ slug('entity_id') }} = spelling)
        end as entity_id
    from spellings
    where spelling is not null
    group by entity_kind, spelling

)

select * from resolved
where entity_id is not null
