-- Question 2 (analyst): January 2022: how many missiles, on how many occasions, by whose count?
-- Right: 7 occasions with 11 missiles as the events have it; beside them what others count for the whole month, each
--   with what it counts: nine ballistic missiles are missiles, not launches.
-- Trap: one number, and a contradiction between nine and seven that is none: they count different things.
select
    'events' as counted_by,
    tests.item_class,
    sum(tests.occasions_counted)::integer as occasions,
    sum(tests.value_counted)::integer as missiles,
    null as as_written,
    string_agg(tests.fact_id, ' ' order by tests.event_start asc) as fact_ids
from marts.fct_weapons_tests as tests
where
    tests.fact_type = 'weapons.launch'
    and tests.grain = 'event'
    and tests.status = 'occurred'
    and tests.event_start between date '2022-01-01' and date '2022-01-31'
group by rollup (tests.item_class)
union all
select
    claims.origin_source as counted_by,
    claims.item as item_class,
    case when claims.count_basis = 'occasion' then claims.quantity end::integer as occasions,
    case when claims.count_basis = 'projectile' then claims.quantity end::integer as missiles,
    concat_ws(' ', claims.quantity::integer, claims.quantity_unit, claims.count_basis) as as_written,
    claims.fact_id as fact_ids
from marts.fct_claims as claims
inner join marts.fct_weapons_tests as tests on claims.fact_id = tests.fact_id
where
    tests.grain = 'aggregate'
    and tests.status = 'occurred'
    and claims.quantity is not null
    and tests.event_start = date '2022-01-01'
    and tests.event_end = date '2022-01-31'
order by counted_by asc, item_class asc nulls last;
