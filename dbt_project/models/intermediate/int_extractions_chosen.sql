with

extractions as (

    select * from {{ ref('stg_raw__extractions') }}

)

-- Which extractor speaks for a document: the cascade where it read it, else the first by name.
select
    document_id,
    extractor,
    extractor_version
from extractions
qualify
    row_number() over (
        partition by document_id
        order by (extractor = 'cascade') desc, extractor, extracted_at desc
    ) = 1
