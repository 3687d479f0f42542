-- Question 8 (reporter): what was stolen in 2022 and 2023: each figure, whose, over what scope; did its author revise
--   it?
-- Right: one row a figure and origin, with its scope; the same firm's later figure for the same scope revises its
--   first, a share stays a share, and a figure for many years stays a span. `stands_as` is empty where nobody
--   disagrees.
-- Trap: a "dispute" of a firm with itself; a total spread over years or added to its parts. What the events of a year
--   come to stands in marts.illicit_finance_yearly, beside these and never added to them.
with

figures as (

    select
        claims.event_start as scope_from,
        claims.event_end as scope_to,
        claims.origin_source as said_by,
        claims.amount,
        claims.currency,
        claims.certainty in ('possible', 'planned') as is_only_possible,
        coalesce(claims.amount_basis, attacks.amount_basis) as amount_basis,
        disagreements.kind as stands_as,
        min(claims.published_on) as first_said_on,
        min(claims.char_start) as position,
        arg_min(claims.quote, (claims.published_on, claims.char_start)) as quote
    from marts.fct_claims as claims
    inner join marts.fct_cyber_attacks as attacks on claims.fact_id = attacks.fact_id
    left join marts.fct_disagreements as disagreements
        on
            claims.fact_id = disagreements.fact_id
            and disagreements.slot = 'amount'
            and list_contains(disagreements.claim_ids, claims.claim_id)
    where
        attacks.grain = 'aggregate'
        and attacks.attack_kind = 'theft'
        and claims.amount is not null
        and coalesce(claims.amount_role, 'stolen') = 'stolen'
        and claims.event_start <= date '2023-12-31'
        and claims.event_end >= date '2022-01-01'
    group by all

)

select
    scope_from,
    scope_to,
    said_by,
    amount,
    currency,
    amount_basis,
    is_only_possible,
    stands_as,
    first_said_on,
    lead(amount) over (
        partition by scope_from, scope_to, said_by, currency, amount_basis, is_only_possible
        order by first_said_on asc, position asc
    ) as revised_to,
    quote
from figures
order by scope_from asc, scope_to asc, said_by asc, first_said_on asc, position asc;
