with

build_info as (

    select * from {{ ref('stg_raw__build_info') }}

),

documents as (

    select count(*) as document_count from {{ ref('int_documents') }}

),

rejected as (

    select count(*) as rejected_count from {{ ref('rejected_documents') }}

),

claims as (

    select
        count(*) as claim_count,
        max(published_on) as last_published_on
    from {{ ref('int_claims') }}

),

facts as (

    select count(*) as fact_count from {{ ref('int_facts') }}

),

told as (

    select
        max(value) filter (where key = 'built_at') as built_at,
        max(value) filter (where key = 'run_id') as run_id,
        max(value) filter (where key = 'fingerprint') as fingerprint,
        max(value) filter (where key = 'extractor') as extractor,
        max(value) filter (where key = 'extractor_version') as extractor_version,
        max(value) filter (where key = 'panelwatch_version') as panelwatch_version
    from build_info

)

select
    told.built_at::timestamp as built_at,
    told.run_id,
    told.fingerprint,
    told.extractor,
    told.extractor_version,
    told.panelwatch_version,
    documents.document_count,
    rejected.rejected_count,
    claims.claim_count,
    facts.fact_count,
    claims.last_published_on
from told
cross join documents
cross join rejected
cross join claims
cross join facts
