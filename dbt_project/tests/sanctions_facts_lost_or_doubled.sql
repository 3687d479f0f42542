-- Every sanctions fact is one row of one mart: a join to reference data neither loses nor doubles it.
with

marts as (

    select fact_id from {{ ref('fct_sanctions_measures') }}
    union all
    select fact_id from {{ ref('fct_designations') }}
    union all
    select fact_id from {{ ref('fct_sanctions_decisions') }}

),

facts as (

    select fact_id from {{ ref('int_facts') }}
    where fact_type like 'sanctions.%'

)

select
    coalesce(facts.fact_id, marts.fact_id) as fact_id,
    count(marts.fact_id) as mart_rows
from facts
full outer join marts on facts.fact_id = marts.fact_id
group by coalesce(facts.fact_id, marts.fact_id)
having count(marts.fact_id) <> 1 or count(facts.fact_id) <> 1
