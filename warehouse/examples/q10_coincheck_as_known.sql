-- Question 10 (reporter): Coincheck as known on 1 March 2018, on 31 March 2019, today.
-- Right: nothing ties the theft to the DPRK on 1 March 2018; an author appears with the report that names one. What
--   counts is the day of publication, the world's clock. For what this warehouse knew, take dim_documents.ingested_at.
-- Trap: as-of by our clock instead of the world's, or the other way round.
-- Not yet: these are the claims known by each day under today's facts; a fact as it would have been built on that day
--   is not kept.
select
    days.as_of,
    claims.fact_id,
    count(claims.claim_id) as claims_known,
    max(claims.amount) as highest_amount,
    min(claims.currency) as currency,
    list(distinct claims.actor order by claims.actor) filter (where claims.actor is not null) as named_as_author,
    list(distinct claims.origin_source order by claims.origin_source) filter (
        where claims.actor is not null
    ) as named_by,
    min(claims.published_on) filter (where claims.actor is not null) as named_since
from (
    select unnest([date '2018-03-01', date '2019-03-31', current_date]) as as_of
) as days
left join marts.fct_claims as claims
    on
        days.as_of >= claims.published_on
        and claims.target_id = 'coincheck'
        and claims.claim_type in ('finance.cyber_theft', 'finance.cyber_operation')
group by days.as_of, claims.fact_id
order by days.as_of asc;
