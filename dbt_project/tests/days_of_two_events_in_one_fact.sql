-- Two claims of tests or attacks that each name a day are one fact only on the same day, Seoul's, but for what people
-- merged themselves.
with

claims as (

    select * from {{ ref('int_claims') }}
    where
        claim_type in ('weapons.launch', 'weapons.nuclear_test', 'finance.cyber_theft', 'finance.cyber_operation')
        and time_precision = 'day'
        and certainty != 'planned'
        and claim_grain = 'event'

)

select
    fact_id,
    count(distinct seoul_start) as day_count
from claims
group by fact_id
having count(distinct seoul_start) > 1 and not coalesce(bool_or(attached_by = 'reviewed'), false)
