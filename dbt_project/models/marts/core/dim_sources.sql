with

sources as (

    select * from {{ ref('int_sources') }}

),

aliases as (

    select * from {{ ref('stg_reference__aliases') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

names as (

    select
        entity_id,
        list(distinct alias order by alias) as names
    from aliases
    where entity_kind = 'source'
    group by entity_id

),

claims_per_origin as (

    select
        origin_source,
        count(*)::integer as claim_count
    from claims
    group by origin_source

)

select
    sources.source_id,
    sources.name,
    sources.source_kind,
    sources.family,
    sources.role,
    sources.parent_id,
    sources.is_listed,
    list_sort(list_distinct(list_append(coalesce(names.names, []), sources.name))) as names,
    coalesce(claims_per_origin.claim_count, 0) as claim_count
from sources
left join names on sources.source_id = names.entity_id
left join claims_per_origin on sources.source_id = claims_per_origin.origin_source
