-- The thefts of a year come to what the attacks themselves come to, in every currency: nothing lost, nothing twice.
with

attacks as (

    select
        year(event_start) as year,
        case when usd_basis in ('as_written', 'text_conversion') then 'USD' else currency end as currency,
        case when usd_basis in ('as_written', 'text_conversion') then amount_usd else amount_counted end as amount
    from {{ ref('fct_cyber_attacks') }}
    where
        amount_counted is not null
        and amount_role = 'stolen'
        and amount_basis = 'total'
        and year(event_start) = year(coalesce(event_end, event_start))

),

summed as (

    select
        year,
        currency,
        sum(amount) as amount
    from attacks
    group by year, currency

),

yearly as (

    select
        year,
        currency,
        event_amount as amount
    from {{ ref('illicit_finance_yearly') }}
    where kind = 'theft'

)

select
    coalesce(summed.year, yearly.year) as year,
    coalesce(summed.currency, yearly.currency) as currency,
    summed.amount as by_attack,
    yearly.amount as by_year
from summed
full outer join yearly
    on
        summed.year = yearly.year
        and summed.currency = yearly.currency
where coalesce(summed.amount, 0) <> coalesce(yearly.amount, 0)
