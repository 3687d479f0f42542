-- Question 12 (anyone): two thefts of one victim on the same calendar day six years apart (Upbit, 27 November 2019 and
--   2025).
-- Right: two facts, each with its own amount. The first figure of 2025 (54 billion won) and its correction (44.5) are
--   one.
-- Trap: one fact, because victim and calendar day agree.
-- Not yet: a claim without a day that could mean either theft stays a row of its own, whose money is not counted.
select
    attacks.fact_id,
    attacks.event_start,
    attacks.time_precision,
    attacks.amount_low,
    attacks.amount_best,
    attacks.amount_high,
    attacks.currency,
    attacks.amount_usd,
    attacks.amount_counted,
    attacks.asset_quantity,
    attacks.asset_code,
    attacks.attributed_to,
    attacks.attributed_by,
    attacks.attribution_support,
    attacks.first_reported_on,
    attacks.headline_quote
from marts.fct_cyber_attacks as attacks
where
    attacks.victim_id = 'upbit'
    and attacks.grain = 'event'
order by attacks.event_start asc nulls last;
