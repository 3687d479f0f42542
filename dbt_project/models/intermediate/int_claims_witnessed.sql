with

claims as (

    select * from {{ ref('int_claims_prepared') }}

),

wordings as (

    select * from {{ ref('int_claim_wordings') }}

),

sources as (

    select * from {{ ref('int_sources') }}

),

passages as (

    select
        wordings.document_id,
        wordings.passage,
        any_value(claims.published_on) as published_on,
        any_value(claims.publisher_source_id) as publisher_source_id,
        unnest(any_value(wordings.buckets)) as bucket
    from claims
    inner join wordings on claims.claim_id = wordings.claim_id and claims.extractor = wordings.extractor
    group by wordings.document_id, wordings.passage

),

-- The first to print what is in a bucket. One row a bucket and no pair of passages: a thousand copies cost as much as a
-- thousand stories, so that no bucket is too large to look into.
buckets as (

    select
        bucket,
        arg_min(
            struct_pack(document_id := document_id, published_on := published_on, publisher := publisher_source_id),
            (published_on, document_id, passage)
        ) as first_print
    from passages
    group by bucket
    having count(distinct document_id) > 1

),

-- A copy's original is the first print of any of its buckets, and is not followed further: a chain of small changes
-- would end at another story.
originals as (

    select
        passages.document_id,
        passages.passage,
        arg_min(buckets.first_print, (buckets.first_print.published_on, buckets.first_print.document_id)) as original
    from passages
    inner join buckets on passages.bucket = buckets.bucket
    group by passages.document_id, passages.passage

),

traced as (

    select
        claims.claim_id,
        coalesce(originals.original.document_id, claims.document_id) as original_document_id,
        -- What a document says in its own name is the word of whoever printed it first.
        if(
            claims.origin_source = claims.publisher_source_id,
            coalesce(originals.original.publisher, claims.origin_source),
            claims.origin_source
        ) as witness_source,
        claims.document_id,
        claims.origin_source,
        claims.origin_family,
        claims.origin_role,
        claims.origin_kind
    from claims
    left join wordings on claims.claim_id = wordings.claim_id and claims.extractor = wordings.extractor
    left join originals on wordings.document_id = originals.document_id and wordings.passage = originals.passage

),

placed as (

    select
        traced.claim_id,
        traced.original_document_id,
        traced.original_document_id != traced.document_id as is_copy,
        if(traced.witness_source = traced.origin_source, traced.origin_family, sources.family) as witness,
        if(traced.witness_source = traced.origin_source, traced.origin_role, sources.role) as witness_role,
        if(traced.witness_source = traced.origin_source, traced.origin_kind, sources.source_kind) as witness_kind
    from traced
    left join sources on traced.witness_source = sources.source_id

)

select
    claim_id,
    original_document_id,
    is_copy,
    coalesce(witness, 'unknown_publisher') as witness,
    coalesce(witness_role, 'unplaced') as witness_role,
    coalesce(
        witness_role not in ('outlet', 'unplaced') and witness_kind != 'anonymous' and witness != 'anonymous', false
    ) as is_independent
from placed
