-- Question 4 (analyst): a miniaturised warhead: who claimed it, who doubted it, when did each change?
-- Right: one row a position, by holder and ability, in the order of time; `position_before` is the last one of the same
--   holder's family of sources; `stands_as` is a doubt or denial where somebody else says that it can be done.
-- Trap: everything about warheads in one heap: showing a sphere is `display`, mounting one on a missile is `deliver`.
select
    claims.ability,
    claims.origin_source as held_by,
    claims.published_on as held_since,
    case
        when claims.polarity = 'denied' then coalesce(claims.denial_kind, 'denial')
        else claims.certainty
    end as position,
    lag(concat_ws(' ', claims.polarity, claims.certainty)) over (
        partition by claims.ability, claims.origin_family
        order by claims.published_on asc, claims.char_start asc
    ) as position_before,
    claims.hedge,
    disagreements.kind as stands_as,
    claims.fact_id,
    claims.quote
from marts.fct_claims as claims
left join marts.fct_disagreements as disagreements
    on
        claims.fact_id = disagreements.fact_id
        and disagreements.slot = 'ability'
        and list_contains(disagreements.claim_ids, claims.claim_id)
where
    claims.claim_type = 'weapons.capability'
    and claims.item = 'nuclear_warhead'
    and claims.ability in ('deliver', 'display')
order by claims.ability asc, claims.published_on asc, claims.claim_id asc;
