with

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

relations as (

    select * from {{ ref('stg_reference__party_relations') }}

),

aliases as (

    select * from {{ ref('stg_reference__aliases') }}

),

names as (

    select
        entity_id,
        list(distinct alias order by alias) as names
    from aliases
    where entity_kind = 'party'
    group by entity_id

),

related as (

    select
        party_id,
        list(distinct related_party_id order by related_party_id) as related_party_ids
    from relations
    group by party_id

)

select
    parties.party_id,
    parties.name,
    parties.kind,
    parties.parent_id,
    parties.country,
    list_sort(list_distinct(list_append(coalesce(names.names, []), parties.name))) as names,
    coalesce(related.related_party_ids, []) as related_party_ids,
    parties.source_url
from parties
left join names on parties.party_id = names.entity_id
left join related on parties.party_id = related.party_id
