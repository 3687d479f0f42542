with

documents as (

    select * from {{ ref('int_documents') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

sources as (

    select * from {{ ref('int_sources') }}

),

claims_per_document as (

    select
        document_id,
        count(*)::integer as claim_count
    from claims
    group by document_id

)

select
    documents.document_id,
    documents.uri,
    documents.title,
    documents.publisher,
    documents.publisher_source_id,
    sources.family as publisher_family,
    sources.role as publisher_role,
    documents.published_on,
    documents.published_on_basis,
    documents.language,
    documents.text,
    documents.sha256,
    documents.ingested_at,
    documents.series_id,
    documents.version,
    documents.is_current,
    documents.superseded_on,
    documents.withdrawn_on,
    documents.url,
    documents.format,
    documents.parser_version,
    documents.byte_count,
    length(documents.text)::integer as char_count,
    documents.sighting_count,
    coalesce(claims_per_document.claim_count, 0) as claim_count,
    documents.synthetic
from documents
left join claims_per_document on documents.document_id = claims_per_document.document_id
left join sources on documents.publisher_source_id = sources.source_id
