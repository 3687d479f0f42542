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

-- Documents by number, in the order of their publication: the first to print something is the lowest.
documents as (

    select
        document_id,
        any_value(publisher_source_id) as publisher,
        row_number() over (order by any_value(published_on) asc, document_id asc) as place
    from claims
    group by document_id

),

passages as (

    select
        wordings.document_id,
        wordings.passage,
        any_value(documents.place) as place,
        unnest(any_value(wordings.buckets)) as bucket
    from wordings
    inner join claims on wordings.claim_id = claims.claim_id and wordings.extractor = claims.extractor
    inner join documents on claims.document_id = documents.document_id
    group by wordings.document_id, wordings.passage

),

-- The first to print what is in a bucket. One row a bucket and no pair of passages: a thousand copies cost as much as a
-- thousand stories, so that no bucket is too large to look into.
buckets as (

    select
        bucket,
        min(place) as first_place
    from passages
    group by bucket
    having min(place) != max(place)

),

-- A copy's original is the first print of any of its buckets, and is not followed further: a chain of small changes
-- would end at another story.
originals as (

    select
        passages.document_id,
        passages.passage,
        min(buckets.first_place) as first_place
    from passages
    inner join buckets on passages.bucket = buckets.bucket
    group by passages.document_id, passages.passage

),

traced as (

    select
        claims.claim_id,
        coalesce(documents.document_id, claims.document_id) as original_document_id,
        -- What a document says in its own name is the word of whoever printed it first.
        if(
            claims.origin_source = claims.publisher_source_id,
            coalesce(documents.publisher, claims.origin_source),
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
    left join documents on originals.first_place = documents.place

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
