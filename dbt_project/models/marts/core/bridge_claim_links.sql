with

claim_links as (

    select * from {{ ref('stg_raw__claim_links') }}

),

claims as (

    select * from {{ ref('int_claims') }}

)

select
    claim_links.claim_id,
    claim_links.antecedent_id,
    claim_links.relation,
    claim_links.cue,
    claim_links.document_id
from claim_links
inner join claims
    on claim_links.claim_id = claims.claim_id and claim_links.extractor = claims.extractor
-- People may have rejected either claim.
inner join claims as antecedents
    on claim_links.antecedent_id = antecedents.claim_id and claim_links.extractor = antecedents.extractor
