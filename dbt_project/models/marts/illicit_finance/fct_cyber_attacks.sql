with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type in ('finance.cyber_theft', 'finance.cyber_operation')

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type in ('finance.cyber_theft', 'finance.cyber_operation')

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

valued as (

    select * from {{ ref('int_facts_valued') }}

),

-- What the claims say beside the leading columns: of what may be revised the latest word, of names the first.
said as (

    select
        claims.fact_id,
        arg_min(claims.target_id, claims.told) as victim_id,
        arg_min(claims.target, claims.told) as victim_as_written,
        arg_min(claims.method, claims.told) as method,
        arg_min(claims.campaign, claims.told) as campaign,
        arg_max(claims.asset_quantity, claims.told) as asset_quantity,
        arg_max(claims.asset_code, claims.told) filter (where claims.asset_quantity is not null) as asset_code
    from claims
    group by claims.fact_id

),

-- The claims that carry the amount which the fact shows: only they say what that money is.
amounts as (

    select
        facts.fact_id,
        arg_min(claims.amount_role, claims.told) as amount_role,
        arg_min(claims.amount_basis, claims.told) as amount_basis
    from facts
    inner join claims
        on
            facts.fact_id = claims.fact_id
            and facts.amount_best = claims.amount
            and facts.currency = claims.currency
    group by facts.fact_id

),

-- Who names an author for it. A possibility is no attribution; an outlet that tells it in its own words is none either,
-- for it only repeats somebody.
attributions as (

    select
        fact_id,
        count(distinct origin_family) as families,
        list(distinct origin_source order by origin_source) as attributed_by,
        min(published_on) as attributed_since
    from claims
    where
        polarity = 'affirmed'
        and actor is not null
        and coalesce(attribution_certainty, certainty) not in ('possible', 'planned')
        and origin_role not in ('outlet', 'unplaced', 'accused')
        and origin_family <> 'anonymous'
    group by fact_id

),

retold as (

    select distinct fact_id
    from claims
    where
        polarity = 'affirmed'
        and actor is not null
        and coalesce(attribution_certainty, certainty) not in ('possible', 'planned')

),

denials as (

    select
        fact_id,
        list(distinct origin_source order by origin_source) as attribution_denied_by
    from claims
    where
        polarity = 'denied'
        and coalesce(polarity_scope, 'event') in ('event', 'actor')
        and (denial_kind = 'denial' or origin_role = 'accused')
    group by fact_id

)

select
    {{ leading_columns('facts') }},
    case facts.fact_type when 'finance.cyber_theft' then 'theft' else 'operation' end as attack_kind,
    case when retold.fact_id is not null then facts.actor end as attributed_to,
    case
        when denials.fact_id is not null and retold.fact_id is not null then 'disputed'
        when denials.fact_id is not null then 'denied_only'
        when retold.fact_id is null then 'not_attributed'
        when coalesce(attributions.families, 0) >= 2 then 'corroborated'
        when attributions.families = 1 then 'single_source'
        else 'outlets_only'
    end as attribution_support,
    coalesce(attributions.attributed_by, []) as attributed_by,
    attributions.attributed_since,
    coalesce(denials.attribution_denied_by, []) as attribution_denied_by,
    parties.party_id as victim_id,
    coalesce(parties.name, said.victim_as_written, facts.target) as victim_name,
    case
        when facts.amount_best is null then null
        when amounts.amount_role is not null then amounts.amount_role
        when facts.status = 'attempted' then 'attempted'
        when facts.fact_type = 'finance.cyber_theft' then 'stolen'
    end as amount_role,
    case
        when facts.amount_best is null then null
        when amounts.amount_basis is not null then amounts.amount_basis
        when facts.grain = 'aggregate' and (facts.event_start is null or facts.event_end is null) then 'cumulative'
        else 'total'
    end as amount_basis,
    valued.amount_usd,
    case valued.usd_basis when 'text_conversion' then 'converted_by_text' else valued.usd_basis end as amount_usd_basis,
    said.asset_quantity,
    said.asset_code,
    said.method,
    said.campaign,
    valued.usd_rate,
    valued.usd_rate_year,
    valued.usd_basis,
    case when facts.amount_counted is not null then valued.amount_usd end as amount_counted_usd
from facts
inner join said on facts.fact_id = said.fact_id
left join amounts on facts.fact_id = amounts.fact_id
left join valued on facts.fact_id = valued.fact_id
left join attributions on facts.fact_id = attributions.fact_id
left join retold on facts.fact_id = retold.fact_id
left join denials on facts.fact_id = denials.fact_id
left join parties on coalesce(said.victim_id, facts.target) = parties.party_id
