-- What a fact says of its support can be counted in the bridge of its sources, and nothing else is behind it.
with

facts as (

    select * from {{ ref('int_facts') }}

),

counted as (

    select
        fact_id,
        count(*) as source_count,
        count(*) filter (where affirms and is_independent) as independent_source_count
    from {{ ref('bridge_fact_sources') }}
    group by fact_id

)

select
    facts.fact_id,
    facts.support,
    counted.independent_source_count
from facts
left join counted on facts.fact_id = counted.fact_id
where
    facts.source_count is distinct from counted.source_count
    or facts.independent_source_count is distinct from counted.independent_source_count
