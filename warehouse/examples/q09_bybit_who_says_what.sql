-- Question 9 (reporter): Bybit: who says North Korea did it, since when, how firmly; who says how much; what does
--   Pyongyang say?
-- Right: the loss is certain and the actor attributed, by named accusers from a day on; 1.4, 1.46 and 1.5 billion are
--   one figure rounded, so that nobody `differs_on` the amount. No row with `denied` means that the warehouse holds
--   no word of Pyongyang's.
-- Trap: certainty of the act and of the actor in one column; a retelling's "March" as a second theft.
select
    attacks.fact_id,
    claims.origin_source as said_by,
    claims.origin_role,
    claims.published_on as said_on,
    claims.certainty as that_it_happened,
    claims.actor as names_as_author,
    coalesce(claims.attribution_certainty, if(claims.actor is null, null, claims.certainty)) as that_they_did_it,
    claims.polarity,
    claims.amount,
    claims.currency,
    claims.event_start as day_given,
    attacks.event_start as day_of_the_fact,
    attacks.attribution_support,
    (
        select list(disagreements.slot order by disagreements.slot)
        from marts.fct_disagreements as disagreements
        where
            disagreements.fact_id = attacks.fact_id
            and disagreements.kind != 'stated'
            and list_contains(disagreements.claim_ids, claims.claim_id)
    ) as differs_on,
    claims.quote
from marts.fct_cyber_attacks as attacks
inner join marts.fct_claims as claims on attacks.fact_id = claims.fact_id
where attacks.victim_id = 'bybit'
order by attacks.fact_id asc, claims.published_on asc, claims.char_start asc;
