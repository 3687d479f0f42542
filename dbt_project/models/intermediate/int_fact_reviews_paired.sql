with

reviews as (

    select * from {{ ref('stg_reference__fact_reviews') }}

),

targets as (

    select * from {{ ref('int_review_targets') }}
    where review = 'fact_reviews' and missing is null

),

pairs as (

    select
        reviews.review_row,
        reviews.decision,
        reviews.reviewed_on,
        least(targets.claim_id, other_targets.claim_id) as claim_id,
        greatest(targets.claim_id, other_targets.claim_id) as other_claim_id
    from reviews
    inner join targets on reviews.review_row = targets.review_row and targets.side = 'claim'
    inner join targets as other_targets
        on reviews.review_row = other_targets.review_row and other_targets.side = 'other_claim'
    where targets.claim_id != other_targets.claim_id

)

-- Of two decisions about the same two claims the last one counts.
select
    claim_id,
    other_claim_id,
    decision
from pairs
qualify row_number() over (partition by claim_id, other_claim_id order by reviewed_on desc, review_row desc) = 1
