with

claims as (

    select * from {{ ref('int_claims') }}

),

witnessed as (

    select * from {{ ref('int_claims_witnessed') }}

)

select
    claims.fact_id,
    witnessed.witness as source_family,
    arg_min(witnessed.witness_role, {{ origin_rank('witnessed.witness_role') }}) as role,
    bool_or(witnessed.is_independent) as is_independent,
    bool_or(not claims.is_event_denied) as affirms,
    bool_or(claims.is_event_denied) as denies,
    list(distinct claims.origin_source order by claims.origin_source) as sources,
    list(distinct claims.document_id order by claims.document_id) as document_ids,
    list(distinct witnessed.original_document_id order by witnessed.original_document_id) as original_document_ids,
    count(*)::integer as claim_count,
    min(claims.published_on) as first_reported_on,
    max(claims.published_on) as last_reported_on
from claims
inner join witnessed on claims.claim_id = witnessed.claim_id
group by claims.fact_id, witnessed.witness
