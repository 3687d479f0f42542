with

claims as (

    select * from {{ ref('int_claims') }}

),

rates as (

    select * from {{ ref('stg_reference__exchange_rates') }}

),

units as (

    select * from {{ ref('stg_reference__units') }}

)

select
    claims.claim_id,
    claims.document_id,
    claims.claim_type,
    claims.quote,
    claims.char_start,
    claims.char_end,
    claims.actor,
    claims.item,
    claims.measure,
    claims.flow,
    claims.target,
    claims.place,
    claims.polarity,
    claims.certainty,
    claims.quantity,
    claims.quantity_high,
    claims.quantity_unit,
    claims.quantity_modifier,
    claims.amount,
    claims.amount_high,
    claims.currency,
    claims.amount_modifier,
    claims.event_start,
    claims.event_end,
    claims.time_precision,
    claims.asserted_by,
    claims.extractor,
    claims.extractor_version,
    claims.model,
    claims.ordinal,
    claims.ordinal_scope,
    claims.count_basis,
    claims.ability,
    claims.polarity_scope,
    claims.denial_kind,
    claims.hedge,
    claims.attribution_certainty,
    claims.amount_role,
    claims.amount_basis,
    claims.quantity_basis,
    claims.amount_converted,
    claims.currency_converted,
    claims.asset_quantity,
    claims.asset_code,
    claims.method,
    claims.campaign,
    claims.counterparty,
    claims.measure_detail,
    claims.limit_period,
    claims.action,
    claims.instrument,
    claims.valid_until,
    claims.list_id,
    claims.programme,
    claims.place_role,
    claims.event_time_zone,
    claims.actor_id,
    claims.target_id,
    claims.origin_source,
    claims.place_id,
    claims.item_class,
    claims.origin_kind,
    claims.origin_family,
    claims.origin_role,
    claims.seoul_start,
    claims.seoul_end,
    claims.fact_id,
    claims.published_on,
    claims.publisher,
    claims.document_title,
    claims.document_uri,
    claims.synthetic,
    claims.reviewed,
    claims.reviewed_by,
    claims.reviewed_on,
    case
        when claims.currency = 'USD' then claims.amount
        when claims.currency_converted = 'USD' and claims.amount_converted is not null then claims.amount_converted
        else (claims.amount * rates.usd_per_unit)::decimal(20, 2)
    end as amount_usd,
    case
        when claims.amount is null then null
        when claims.currency = 'USD' then 1
        when claims.currency_converted = 'USD' and claims.amount_converted is not null
            then claims.amount_converted::double / nullif(claims.amount, 0)::double
        else rates.usd_per_unit
    end::double as usd_rate,
    case
        when not coalesce(claims.currency_converted = 'USD' and claims.amount_converted is not null, false)
            then rates.year
    end as usd_rate_year,
    case
        when claims.amount is null then null
        when claims.currency = 'USD' then 'as_written'
        when claims.currency_converted = 'USD' and claims.amount_converted is not null then 'text_conversion'
        when rates.usd_per_unit is not null then 'yearly_rate'
    end as usd_basis,
    claims.quantity * units.factor as quantity_base,
    case when claims.quantity is not null then units.base_unit end as base_unit
from claims
-- Money of a span is worth what it was at its end; of a time that is open or not over, what it was at publication.
left join rates
    on
        claims.amount is not null
        and claims.currency = rates.currency
        and year(least(claims.event_end, claims.published_on)) = rates.year
left join units on claims.quantity_unit = units.unit
