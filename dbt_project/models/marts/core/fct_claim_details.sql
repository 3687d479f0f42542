with

details as (

    select * from {{ ref('stg_raw__claim_details') }}

),

claims as (

    select * from {{ ref('int_claims') }}

)

select
    details.claim_id,
    details.document_id,
    claims.fact_id,
    details.attribute,
    details.value,
    details.unit,
    details.modifier,
    details.quote,
    details.char_start,
    details.char_end
from details
inner join claims on details.claim_id = claims.claim_id and details.extractor = claims.extractor
