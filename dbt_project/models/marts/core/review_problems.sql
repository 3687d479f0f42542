with

targets as (

    select * from {{ ref('int_review_targets') }}
    where missing is not null

),

claim_reviews as (

    select * from {{ ref('stg_reference__claim_reviews') }}

),

fact_reviews as (

    select * from {{ ref('stg_reference__fact_reviews') }}

),

contradicted as (

    select * from {{ ref('int_claims_corrected') }}
    where contradiction is not null

),

claim_targets as (

    select * from {{ ref('int_review_targets') }}
    where review = 'claim_reviews' and missing is null

),

about_claims as (

    select
        targets.review_row,
        targets.missing
    from targets
    where targets.review = 'claim_reviews'
    union
    select
        claim_targets.review_row,
        contradicted.contradiction as missing
    from claim_targets
    inner join contradicted
        on
            claim_targets.claim_id = contradicted.claim_id
            and claim_targets.extractor = contradicted.extractor
    inner join claim_reviews on claim_targets.review_row = claim_reviews.review_row
    where claim_reviews.decision = 'set'

),

-- Of the other claim it is said that it is the other one.
about_facts as (

    select
        review_row,
        side = 'other_claim' as is_other,
        if(side = 'other_claim', 'other_' || missing, missing) as missing
    from targets
    where review = 'fact_reviews'

)

select
    'claim_reviews' as review,
    claim_reviews.review_row,
    about_claims.missing,
    claim_reviews.decision,
    claim_reviews.document,
    claim_reviews.claim_type,
    claim_reviews.quote,
    claim_reviews.slot,
    claim_reviews.value,
    claim_reviews.reviewer,
    claim_reviews.reviewed_on,
    claim_reviews.reason
from about_claims
inner join claim_reviews on about_claims.review_row = claim_reviews.review_row
union all
select
    'fact_reviews' as review,
    fact_reviews.review_row,
    about_facts.missing,
    fact_reviews.decision,
    if(about_facts.is_other, fact_reviews.other_document, fact_reviews.document) as document,
    if(about_facts.is_other, fact_reviews.other_claim_type, fact_reviews.claim_type) as claim_type,
    if(about_facts.is_other, fact_reviews.other_quote, fact_reviews.quote) as quote,
    null as slot,
    null as value,
    fact_reviews.reviewer,
    fact_reviews.reviewed_on,
    fact_reviews.reason
from about_facts
inner join fact_reviews on about_facts.review_row = fact_reviews.review_row
