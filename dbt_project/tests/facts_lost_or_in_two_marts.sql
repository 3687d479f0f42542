-- Every fact is one row of exactly one fact mart, the one of its type: no join loses or doubles it.
{%- set marts = {
    'fct_weapons_tests': ['weapons.launch', 'weapons.nuclear_test'],
    'fct_weapons_capabilities': ['weapons.capability', 'weapons.tempo'],
    'fct_cyber_attacks': ['finance.cyber_theft', 'finance.cyber_operation'],
    'fct_laundering': ['finance.laundering'],
    'fct_illicit_trade': ['finance.trade'],
    'fct_revenue': ['finance.revenue', 'finance.labour'],
    'fct_sanctions_measures': ['sanctions.measure'],
    'fct_designations': ['sanctions.designation', 'sanctions.delisting'],
    'fct_sanctions_decisions': ['sanctions.decision'],
} %}

with

marts as (

    {% for mart, types in marts.items() %}
    select
        fact_id,
        fact_type in ('{{ types | join("', '") }}') as is_of_type
    from {{ ref(mart) }}
    {{ 'union all' if not loop.last }}
    {% endfor %}

),

facts as (

    select fact_id from {{ ref('int_facts') }}

),

rows_per_fact as (

    select
        coalesce(facts.fact_id, marts.fact_id) as fact_id,
        count(marts.fact_id) as mart_rows,
        count(facts.fact_id) as fact_rows,
        bool_and(marts.is_of_type) as is_of_type
    from facts
    full outer join marts on facts.fact_id = marts.fact_id
    group by coalesce(facts.fact_id, marts.fact_id)

)

select *
from rows_per_fact
where mart_rows != 1 or fact_rows != 1 or not is_of_type
