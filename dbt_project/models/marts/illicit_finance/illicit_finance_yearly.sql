with

attacks as (

    select * from {{ ref('fct_cyber_attacks') }}

),

laundering as (

    select * from {{ ref('fct_laundering') }}

),

trade as (

    select * from {{ ref('fct_illicit_trade') }}

),

revenue as (

    select * from {{ ref('fct_revenue') }}

),

claims as (

    select
        *,
        {{ origin_rank('origin_role') }} as origin_rank
    from {{ ref('int_claims') }}
    where amount is not null

),

coverage as (

    select
        year(month_start)::integer as year,
        sum(document_count)::bigint as documents_held
    from {{ ref('coverage_monthly') }}
    group by year(month_start)

),

countable as (

    select
        fact_id,
        is_countable
    from {{ ref('int_facts') }}

),

rates as (

    select * from {{ ref('stg_reference__exchange_rates') }}

),

-- Every fact that is about money of a kind: only like is ever set beside like.
facts as (

    select
        'theft' as kind,
        fact_id,
        grain,
        status,
        support,
        event_start,
        event_end,
        amount_low,
        amount_best,
        amount_high,
        amount_counted,
        currency,
        amount_usd,
        usd_basis,
        amount_counted_usd,
        amount_role,
        amount_basis
    from attacks
    where
        attack_kind = 'theft'
        and coalesce(amount_role, 'stolen') = 'stolen'

    union all

    select
        'laundering' as kind,
        fact_id,
        grain,
        status,
        support,
        event_start,
        event_end,
        amount_low,
        amount_best,
        amount_high,
        amount_counted,
        currency,
        amount_usd,
        usd_basis,
        amount_counted_usd,
        amount_role,
        amount_basis
    from laundering
    where coalesce(amount_role, 'laundered') = 'laundered'

    union all

    select
        case flow when 'export' then 'exports' else 'imports' end as kind,
        fact_id,
        grain,
        status,
        support,
        event_start,
        event_end,
        amount_low,
        amount_best,
        amount_high,
        amount_counted,
        currency,
        amount_usd,
        usd_basis,
        amount_counted_usd,
        'earned' as amount_role,
        amount_basis
    from trade
    -- what was sold and what was bought are never one sum; where no text tells which, neither
    where flow is not null

    union all

    select
        revenue_kind as kind,
        fact_id,
        grain,
        status,
        support,
        event_start,
        event_end,
        amount_low,
        amount_best,
        amount_high,
        amount_counted,
        currency,
        amount_usd,
        usd_basis,
        amount_counted_usd,
        amount_role,
        amount_basis
    from revenue
    where coalesce(amount_role, 'earned') = 'earned'

),

-- One currency a row: dollars, also where the text itself converts to them; every other currency stays by itself, its
-- dollars at a rate of ours beside it.
said_in as (

    select
        *,
        usd_basis in ('as_written', 'text_conversion') as is_said_in_usd
    from facts
    where
        status in ('occurred', 'in_force')
        and support <> 'denied_only'

),

priced as (

    select
        said_in.*,
        case when said_in.is_said_in_usd then 'USD' else coalesce(said_in.currency, 'USD') end as row_currency,
        case when said_in.is_said_in_usd then said_in.amount_usd else said_in.amount_best end as row_amount,
        -- what the row's amount is to the amount as written: low and high figures are converted as the best one is
        case when said_in.is_said_in_usd then said_in.amount_usd / nullif(said_in.amount_best, 0) else 1 end as factor,
        coalesce(countable.is_countable, false) as is_countable
    from said_in
    left join countable on said_in.fact_id = countable.fact_id

),

-- An event counts in the year that it lies in wholly; one that is dated over a turn of the year counts in none.
events as (

    select
        year(event_start)::integer as year,
        kind,
        row_currency as currency,
        count(*) filter (where is_countable) as event_count,
        count(*) filter (where not is_countable) as events_not_counted,
        count(*) filter (where is_countable and row_amount is null) as events_without_amount,
        sum(amount_low * factor) filter (where amount_counted is not null and amount_basis = 'total')
            as event_amount_low,
        sum(row_amount) filter (where amount_counted is not null and amount_basis = 'total') as event_amount,
        sum(amount_high * factor) filter (where amount_counted is not null and amount_basis = 'total')
            as event_amount_high,
        sum(amount_counted_usd) filter (where amount_basis = 'total') as event_amount_usd,
        list(fact_id order by fact_id) as event_fact_ids
    from priced
    where
        grain = 'event'
        and year(event_start) = year(coalesce(event_end, event_start))
    group by year(event_start), kind, row_currency

),

-- What somebody says the whole year came to. A span of several years, a part of a year, a running total and a share
-- are no figure for a year.
aggregates as (

    select
        year(event_start)::integer as year,
        kind,
        row_currency as currency,
        fact_id,
        coalesce(amount_role, case kind when 'laundering' then 'laundered' else 'earned' end) as amount_role
    from priced
    where
        grain = 'aggregate'
        and amount_best is not null
        and amount_basis in ('total', 'per_year')
        and event_start = make_date(year(event_start), 1, 1)
        and event_end = make_date(year(event_start), 12, 31)

),

-- What those who speak of the whole year say, each figure with the day on which its origin first said it: a later text
-- that recalls an old figure does not make it the latest.
figures as (

    select
        aggregates.year,
        aggregates.kind,
        aggregates.currency,
        aggregates.fact_id,
        claims.origin_source,
        claims.origin_rank,
        claims.certainty in ('possible', 'planned') as is_unfirm,
        claims.published_on,
        claims.char_start,
        claims.claim_id,
        case
            when aggregates.currency = claims.currency then claims.amount
            when aggregates.currency = claims.currency_converted then claims.amount_converted
        end as amount,
        case when aggregates.currency = claims.currency then claims.amount_high end as amount_high,
        claims.amount_modifier in ('at_least', 'more_than') as is_open_above,
        min(claims.published_on) over (
            partition by
                aggregates.year,
                aggregates.kind,
                aggregates.currency,
                claims.origin_source,
                claims.currency,
                claims.amount
        ) as first_said_on
    from aggregates
    inner join claims on aggregates.fact_id = claims.fact_id
    where
        claims.polarity = 'affirmed'
        and aggregates.currency in (claims.currency, claims.currency_converted)
        and coalesce(claims.amount_basis, 'total') in ('total', 'per_year')
        and coalesce(claims.amount_role, aggregates.amount_role) = aggregates.amount_role

),

-- Of each origin its latest figure: what it said before is revised, and no dispute with itself.
latest as (

    select * from figures
    qualify
        row_number() over (
            partition by year, kind, currency, origin_source
            order by is_unfirm asc, first_said_on desc, char_start asc, claim_id asc
        ) = 1

),

claims_summed as (

    select
        year,
        kind,
        currency,
        count(*) as aggregate_count,
        min(amount) as aggregate_low,
        first(
            amount order by is_unfirm asc, origin_rank asc, published_on desc, claim_id asc
        ) as aggregate_best,
        max(coalesce(amount_high, amount)) as aggregate_high,
        bool_or(coalesce(is_open_above, false)) as is_open_above,
        first(
            origin_source order by is_unfirm asc, origin_rank asc, published_on desc, claim_id asc
        ) as aggregate_best_source,
        list(distinct fact_id order by fact_id) as aggregate_fact_ids
    from latest
    group by year, kind, currency

),

-- The most that the highest of these figures can mean: up to half of its last digit that is not zero, as it may be
-- rounded, but never more than a twentieth of it; without end where it is a least.
claimed as (

    select
        *,
        case
            when is_open_above then null
            else aggregate_high + least(
                0.5 * pow(
                    10,
                    length(aggregate_high::bigint::varchar) - length(rtrim(aggregate_high::bigint::varchar, '0'))
                ),
                0.05 * aggregate_high
            )
        end as aggregate_most
    from claims_summed

),

bounds as (

    select
        min(year) as first_year,
        max(year) as last_year
    from (
        select year from events
        union all
        select year from claimed
        union all
        select year from coverage
    ) as years

),

kinds as (

    select unnest(['theft', 'laundering', 'exports', 'imports', 'labour', 'revenue']) as kind

),

years as (

    select unnest(generate_series(first_year, last_year))::integer as year
    from bounds

),

cells as (

    select
        years.year,
        kinds.kind,
        'USD' as currency
    from years
    cross join kinds
    union
    select
        year,
        kind,
        currency
    from events
    union
    select
        year,
        kind,
        currency
    from claimed

)

select
    cells.year,
    cells.kind,
    cells.currency,
    -- nothing told of a year that nothing was read of is unknown, not zero
    coalesce(events.event_count, case when coverage.documents_held > 0 then 0 end) as event_count,
    coalesce(events.events_without_amount, case when coverage.documents_held > 0 then 0 end) as events_without_amount,
    case
        when events.event_count is not null then events.event_amount
        when coverage.documents_held > 0 then 0
    end::decimal(38, 2) as event_amount,
    claimed.aggregate_count,
    claimed.aggregate_low,
    claimed.aggregate_best,
    claimed.aggregate_high,
    claimed.aggregate_best_source,
    -- the events of a year may come to less than what is claimed for it, never to more
    case
        when events.event_amount is null or claimed.aggregate_count is null then null
        else coalesce(events.event_amount_low::double <= claimed.aggregate_most, true)
    end as can_both_be_true,
    coalesce(events.event_fact_ids, []) as event_fact_ids,
    coalesce(claimed.aggregate_fact_ids, []) as aggregate_fact_ids,
    coalesce(coverage.documents_held, 0) as documents_held,
    case
        when events.event_count is not null then events.event_amount_low
        when coverage.documents_held > 0 then 0
    end::decimal(38, 2) as event_amount_low,
    case
        when events.event_count is not null then events.event_amount_high
        when coverage.documents_held > 0 then 0
    end::decimal(38, 2) as event_amount_high,
    coalesce(events.events_not_counted, case when coverage.documents_held > 0 then 0 end) as events_not_counted,
    case
        when events.event_count is not null then events.event_amount_usd
        when coverage.documents_held > 0 then 0
    end::decimal(38, 2) as event_amount_usd,
    case
        when cells.currency = 'USD' then claimed.aggregate_best
        else (claimed.aggregate_best * rates.usd_per_unit)::decimal(20, 2)
    end as aggregate_best_usd,
    case when cells.currency = 'USD' then 1 else rates.usd_per_unit end::double as usd_rate,
    rates.year as usd_rate_year,
    case
        when cells.currency = 'USD' then 'as_written_or_text_conversion'
        when rates.usd_per_unit is not null then 'yearly_rate'
    end as usd_basis
from cells
left join events
    on
        cells.year = events.year
        and cells.kind = events.kind
        and cells.currency = events.currency
left join claimed
    on
        cells.year = claimed.year
        and cells.kind = claimed.kind
        and cells.currency = claimed.currency
left join coverage on cells.year = coverage.year
left join rates
    on
        cells.year = rates.year
        and cells.currency = rates.currency
