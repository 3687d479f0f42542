-- Question 1 (analyst): ICBM flight tests 2017 to 2025 by model and outcome, with the best apogee.
-- Right: one row a test. 24 March 2022 is there once, with both models: Pyongyang says Hwasong-17, Seoul Hwasong-15.
-- Trap: "no ICBM launches were reported" is a claim about launches, and no launch: grain and status keep it out. The
--   class is the same in every claim, so a table without models shows no dispute.
-- Outcomes and apogee come from the details of its claims (fct_claim_details): null where no document tells them.
select
    tests.event_start as tested_on,
    tests.fact_id,
    tests.models,
    models_disputed.fact_id is not null as is_model_disputed,
    tests.outcomes,
    tests.apogee_km,
    tests.support,
    tests.headline_quote
from marts.fct_weapons_tests as tests
inner join marts.bridge_item_ancestors as classes on tests.item = classes.item_id
left join (
    select distinct fact_id
    from marts.fct_disagreements
    where slot = 'item_or_model' and compared = 'model'
) as models_disputed on tests.fact_id = models_disputed.fact_id
where
    classes.ancestor_id = 'icbm'
    and tests.grain = 'event'
    and tests.status in ('occurred', 'attempted')
    and tests.event_start between date '2017-01-01' and date '2025-12-31'
order by tests.event_start asc;
