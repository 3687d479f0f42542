with

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

passage_bands as (

    select * from {{ ref('stg_raw__passage_bands') }}
    where passage > 0

),

passages as (

    select
        document_id,
        passage,
        char_start,
        any_value(char_end) as char_end,
        list(bucket order by band) as buckets
    from passage_bands
    group by document_id, passage, char_start

)

-- The paragraph that a claim stands in is the last one that begins before it.
select
    claims.claim_id,
    claims.extractor,
    claims.document_id,
    passages.passage,
    passages.buckets
from claims
asof inner join passages
    on claims.document_id = passages.document_id and claims.char_start >= passages.char_start
where claims.char_start < passages.char_end
