with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type = 'finance.trade'

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type = 'finance.trade'

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

valued as (

    select * from {{ ref('int_facts_valued') }}

),

sided as (

    select
        *,
        -- whoever is not the DPRK, be it the subject or the object of the sentence
        coalesce(
            counterparty,
            case
                when target <> 'KP' then coalesce(target_id, target)
                when target = 'KP' and actor <> 'KP' then coalesce(actor_id, actor)
                when target is null and actor <> 'KP' and regexp_full_match(actor, '[A-Z]{2}') then actor
            end
        ) as partner
    from claims

),

-- What the claims say beside the leading columns: of figures the latest word, of all else the first.
said as (

    select
        fact_id,
        arg_min(flow, told) as flow,
        arg_min(partner, told) as counterparty,
        arg_min(method, told) as method,
        arg_max(amount_basis, told) as amount_basis,
        arg_max(quantity_basis, told) as quantity_basis,
        max(published_on) filter (where quantity is not null or amount is not null) as figure_said_on
    from sided
    group by fact_id

)

select
    {{ leading_columns('facts') }},
    said.flow,
    said.counterparty,
    coalesce(parties.name, said.counterparty) as counterparty_name,
    said.method,
    case
        when facts.value_best is null then null
        when said.quantity_basis is not null then said.quantity_basis
        when facts.time_precision = 'since' then 'cumulative'
        else 'total'
    end as quantity_basis,
    case
        when facts.amount_best is null then null
        when said.amount_basis is not null then said.amount_basis
        when facts.time_precision = 'since' then 'cumulative'
        else 'total'
    end as amount_basis,
    valued.amount_usd,
    case when said.figure_said_on is not null then least(facts.event_end, said.figure_said_on) end as figure_as_of,
    valued.usd_rate,
    valued.usd_rate_year,
    valued.usd_basis,
    case when facts.amount_counted is not null then valued.amount_usd end as amount_counted_usd
from facts
inner join said on facts.fact_id = said.fact_id
left join valued on facts.fact_id = valued.fact_id
left join parties on said.counterparty = parties.party_id
