-- Every finance fact is one row of one mart: no join loses or doubles it.
with

marts as (

    select fact_id from {{ ref('fct_cyber_attacks') }}
    union all
    select fact_id from {{ ref('fct_laundering') }}
    union all
    select fact_id from {{ ref('fct_illicit_trade') }}
    union all
    select fact_id from {{ ref('fct_revenue') }}

),

facts as (

    select fact_id from {{ ref('int_facts') }}
    where fact_type like 'finance.%'

)

select
    coalesce(facts.fact_id, marts.fact_id) as fact_id,
    count(marts.fact_id) as mart_rows
from facts
full outer join marts on facts.fact_id = marts.fact_id
group by coalesce(facts.fact_id, marts.fact_id)
having count(marts.fact_id) <> 1 or count(facts.fact_id) <> 1
