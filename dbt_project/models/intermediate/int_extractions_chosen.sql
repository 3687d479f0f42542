with

extractions as (

    select * from {{ ref('stg_raw__extractions') }}

),

ranks as (

    select * from {{ ref('stg_reference__extractors') }}

)

-- Which extractor speaks for a document: of those that read it the one of the lowest rank, unranked ones by name.
select
    extractions.document_id,
    extractions.extractor,
    extractions.extractor_version
from extractions
left join ranks on extractions.extractor = ranks.extractor
qualify
    row_number() over (
        partition by extractions.document_id
        order by ranks.extractor_rank asc nulls last, extractions.extractor asc, extractions.extracted_at desc
    ) = 1
