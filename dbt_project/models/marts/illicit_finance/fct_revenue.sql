with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type in ('finance.revenue', 'finance.labour')

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type in ('finance.revenue', 'finance.labour')

),

valued as (

    select * from {{ ref('int_facts_valued') }}

),

-- What the claims say beside the leading columns: of figures the latest word, of all else the first.
said as (

    select
        fact_id,
        arg_min(method, told) as method,
        arg_min(campaign, told) as campaign,
        arg_min(target, told) as paid_by,
        arg_min(place, told) filter (where coalesce(place_role, 'work') = 'work') as host_place,
        arg_max(amount_role, told) as amount_role,
        arg_max(amount_basis, told) as amount_basis,
        arg_max(quantity_basis, told) as quantity_basis,
        max(published_on) filter (where quantity is not null or amount is not null) as figure_said_on
    from claims
    group by fact_id

)

select
    {{ leading_columns('facts') }},
    case facts.fact_type when 'finance.labour' then 'labour' else 'revenue' end as revenue_kind,
    case when facts.value_unit in ('worker', 'person') then facts.value_best end as worker_count,
    case when facts.fact_type = 'finance.labour' then said.host_place end as host_place,
    said.paid_by,
    said.method,
    said.campaign,
    case when facts.amount_best is not null then coalesce(said.amount_role, 'earned') end as amount_role,
    case
        when facts.amount_best is null then null
        when said.amount_basis is not null then said.amount_basis
        when facts.event_start is null or facts.event_end is null then 'cumulative'
        else 'total'
    end as amount_basis,
    case when facts.value_best is not null then said.quantity_basis end as quantity_basis,
    valued.amount_usd,
    case when said.figure_said_on is not null then least(facts.event_end, said.figure_said_on) end as figure_as_of,
    valued.usd_rate,
    valued.usd_rate_year,
    valued.usd_basis,
    case when facts.amount_counted is not null then valued.amount_usd end as amount_counted_usd
from facts
inner join said on facts.fact_id = said.fact_id
left join valued on facts.fact_id = valued.fact_id
