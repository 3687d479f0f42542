with

facts as (

    select * from {{ ref('int_facts') }}
    where amount_best is not null

),

claims as (

    select * from {{ ref('int_claims') }}
    where amount_converted is not null and currency_converted = 'USD'

),

rates as (

    select * from {{ ref('stg_reference__exchange_rates') }}

),

-- What the texts themselves make of the very figure that the fact shows; of several conversions the first told.
conversions as (

    select
        facts.fact_id,
        arg_min(
            claims.amount_converted, (claims.published_on, claims.document_id, claims.char_start, claims.claim_id)
        ) as amount_usd
    from facts
    inner join claims
        on
            facts.fact_id = claims.fact_id
            and facts.amount_best = claims.amount
            and facts.currency = claims.currency
    group by facts.fact_id

),

-- Money of a span is worth what it was at its end; of a time that is open or not over, what it was at publication.
dated as (

    select
        *,
        year(least(event_end, first_reported_on))::integer as valued_year
    from facts

)

select
    dated.fact_id,
    case
        when dated.currency = 'USD' then dated.amount_best
        else coalesce(conversions.amount_usd, (dated.amount_best * rates.usd_per_unit)::decimal(20, 2))
    end as amount_usd,
    case
        when dated.currency = 'USD' then 1
        when conversions.amount_usd is not null
            then conversions.amount_usd::double / nullif(dated.amount_best, 0)::double
        else rates.usd_per_unit
    end::double as usd_rate,
    case when dated.currency <> 'USD' and conversions.amount_usd is null then rates.year end as usd_rate_year,
    case
        when dated.currency = 'USD' then 'as_written'
        when conversions.amount_usd is not null then 'text_conversion'
        when rates.usd_per_unit is not null then 'yearly_rate'
    end as usd_basis
from dated
left join conversions on dated.fact_id = conversions.fact_id
left join rates
    on
        dated.currency = rates.currency
        and dated.valued_year = rates.year
