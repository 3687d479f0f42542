with

spans as (

    select * from {{ ref('stg_raw__unread_spans') }}

),

extractions as (

    select * from {{ ref('int_extractions_chosen') }}

),

documents as (

    select * from {{ ref('int_documents') }}

)

select
    spans.document_id,
    spans.quote,
    spans.char_start,
    spans.char_end,
    spans.trigger,
    spans.reason,
    spans.extractor,
    spans.extractor_version,
    documents.published_on,
    documents.publisher,
    documents.uri as document_uri
from spans
inner join extractions
    on
        spans.document_id = extractions.document_id
        and spans.extractor = extractions.extractor
        and spans.extractor_version = extractions.extractor_version
inner join documents on spans.document_id = documents.document_id
