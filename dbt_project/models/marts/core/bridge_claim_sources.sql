with

claim_sources as (

    select * from {{ ref('stg_raw__claim_sources') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

sources as (

    select * from {{ ref('int_sources') }}

),

aliases as (

    select * from {{ ref('int_aliases_resolved') }}
    where entity_kind = 'source'

),

resolved as (

    select
        claim_sources.claim_id,
        claims.document_id,
        claim_sources.depth,
        claim_sources.source,
        claim_sources.source_kind,
        case
            when claim_sources.source = 'publisher' then claims.publisher_source_id
            else coalesce(aliases.entity_id, claim_sources.source)
        end as source_id,
        claim_sources.depth = max(claim_sources.depth) over (partition by claim_sources.claim_id) as is_origin
    from claim_sources
    inner join claims
        on claim_sources.claim_id = claims.claim_id and claim_sources.extractor = claims.extractor
    left join aliases on {{ slug('claim_sources.source') }} = aliases.spelling

)

select
    resolved.claim_id,
    resolved.depth,
    resolved.source,
    resolved.source_kind,
    resolved.source_id,
    sources.family,
    sources.role,
    resolved.is_origin,
    resolved.document_id
from resolved
left join sources on resolved.source_id = sources.source_id
