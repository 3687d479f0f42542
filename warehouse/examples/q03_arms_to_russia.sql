-- Question 3 (analyst): arms to Russia since August 2023: containers, shells, missiles, by whom, as of when?
-- Right: one row a figure, with who says it and as of which day; "since August 2023" grows from report to report, so
--   nothing is summed. The partner is Russia whether it sends, receives or is told of.
-- Trap: summing running totals; half of the rows under another column, because Russia is the grammatical subject.
select
    trade.item,
    claims.quantity,
    claims.quantity_modifier,
    claims.quantity_unit,
    claims.quantity_basis,
    claims.certainty,
    claims.origin_source as said_by,
    claims.published_on as as_of,
    claims.event_start as since,
    trade.fact_id,
    claims.quote
from marts.fct_illicit_trade as trade
inner join marts.fct_claims as claims on trade.fact_id = claims.fact_id
inner join marts.bridge_item_ancestors as goods on trade.item = goods.item_id
where
    trade.counterparty = 'RU'
    and trade.flow = 'export'
    and goods.ancestor_id in ('arms', 'missile')
    and claims.quantity is not null
    and claims.published_on >= date '2023-08-01'
order by claims.quantity_unit asc, claims.published_on asc, claims.claim_id asc;
