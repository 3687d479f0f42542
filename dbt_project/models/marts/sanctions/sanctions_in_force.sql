with

measures as (

    select * from {{ ref('fct_sanctions_measures') }}

),

reference_acts as (

    select * from {{ ref('int_reference_measures_dated') }}

),

-- What a document may be believed to say of a measure being on or off: no plans, no denials.
acts as (

    select
        *,
        coalesce(effective_on, event_start, first_reported_on) as acted_on,
        case
            when effective_on is not null then 'effective'
            when event_start is not null then 'event'
            else 'first_reported'
        end as acted_on_basis
    from measures
    where
        status in ('occurred', 'in_force', 'ceased')
        and support <> 'denied_only'
        and imposer is not null

),

from_reference as (

    select
        reference_acts.reference_act_id as interval_id,
        reference_acts.imposer,
        reference_acts.measure,
        reference_acts.item,
        reference_acts.effect,
        reference_acts.instrument_id as instrument,
        reference_acts.effective_from as valid_from,
        'effective' as valid_from_basis,
        reference_acts.in_force_to as valid_to,
        reference_acts.superseded_by,
        reference_acts.limit_quantity,
        reference_acts.limit_unit,
        reference_acts.limit_amount,
        reference_acts.limit_currency,
        reference_acts.limit_period
    from reference_acts
    where
        reference_acts.effect <> 'lifted'
        -- an act replaced before its first day was never in force
        and (reference_acts.in_force_to is null or reference_acts.in_force_to >= reference_acts.effective_from)

),

-- A claimed act stands behind an interval when it is that act, or when it speaks of a day inside it.
supported as (

    select
        from_reference.interval_id,
        count(*) as fact_count,
        arg_min(acts.fact_id, (acts.first_reported_on, acts.fact_id)) as headline_fact_id
    from from_reference
    inner join acts
        on
            from_reference.imposer = acts.imposer
            and from_reference.measure = acts.measure
            and from_reference.item is not distinct from acts.item
    where
        acts.effect <> 'lifted'
        and (
            acts.reference_act_id = from_reference.interval_id
            or (acts.reference_act_id is not null and acts.instrument = from_reference.instrument)
            or (
                acts.reference_act_id is null
                and acts.acted_on between from_reference.valid_from
                and coalesce(from_reference.valid_to, date '9999-12-31')
            )
        )
    group by from_reference.interval_id

),

-- Acts that no reference rule covers on their day.
uncovered as (

    select acts.*
    from acts
    where
        acts.reference_act_id is null
        and not exists (
            select 1
            from from_reference
            where
                from_reference.imposer = acts.imposer
                and from_reference.measure = acts.measure
                and from_reference.item is not distinct from acts.item
                and acts.acted_on between from_reference.valid_from
                and coalesce(from_reference.valid_to, date '9999-12-31')
        )

),

-- Of these, what a known instrument does beside its rules, such as an exemption written into a ban: it begins with the
-- instrument and ends with the instrument's rule for the same goods.
rule_ends as (

    select
        instrument_id as instrument,
        item,
        max(coalesce(in_force_to, date '9999-12-31')) as last_day
    from reference_acts
    group by instrument_id, item

),

beside_rules as (

    select
        md5(concat_ws('|', uncovered.instrument, uncovered.measure, coalesce(uncovered.item, ''))) as interval_id,
        uncovered.imposer,
        uncovered.measure,
        uncovered.item,
        min(uncovered.effect) as effect,
        uncovered.instrument,
        min(uncovered.acted_on) as valid_from,
        'effective' as valid_from_basis,
        nullif(min(rule_ends.last_day), date '9999-12-31') as valid_to,
        first(uncovered.limit_quantity order by uncovered.fact_id) as limit_quantity,
        first(uncovered.limit_unit order by uncovered.fact_id) as limit_unit,
        first(uncovered.limit_amount order by uncovered.fact_id) as limit_amount,
        first(uncovered.limit_currency order by uncovered.fact_id) as limit_currency,
        first(uncovered.limit_period order by uncovered.fact_id) as limit_period,
        'both' as basis,
        count(*) as fact_count,
        arg_min(uncovered.fact_id, (uncovered.first_reported_on, uncovered.fact_id)) as headline_fact_id
    from uncovered
    left join rule_ends
        on
            uncovered.instrument = rule_ends.instrument
            and uncovered.item is not distinct from rule_ends.item
    where
        uncovered.adopted_on is not null
        and uncovered.effect <> 'lifted'
    group by uncovered.imposer, uncovered.measure, uncovered.item, uncovered.instrument

),

-- And what only documents tell of: an interval begins with the first act, with each new limit, and after a lifting; a
-- restatement of what stands begins nothing.
unknown_acts as (

    select
        *,
        case
            when effect = 'lifted' then 'off'
            else concat_ws('|', 'on', limit_quantity, limit_unit, limit_amount, limit_currency)
        end as state
    from uncovered
    where
        adopted_on is null
        or effect = 'lifted'

),

compared as (

    select
        *,
        lag(state) over (
            partition by imposer, measure, item
            order by acted_on, effect = 'lifted', fact_id
        ) as state_before
    from unknown_acts

),

turns as (

    select
        *,
        count(*) filter (where state_before is distinct from state) over (
            partition by imposer, measure, item
            order by acted_on, effect = 'lifted', fact_id
        ) as turn
    from compared

),

claimed as (

    select
        imposer,
        measure,
        item,
        turn,
        min(state) as state,
        min(acted_on) as valid_from,
        max(effective_until) as effective_until,
        count(*) as fact_count,
        first(fact_id order by acted_on, fact_id) as headline_fact_id,
        first(effect order by acted_on, fact_id) as effect,
        first(acted_on_basis order by acted_on, fact_id) as valid_from_basis,
        first(instrument order by acted_on, fact_id) filter (where instrument is not null) as instrument,
        first(limit_quantity order by acted_on, fact_id) as limit_quantity,
        first(limit_unit order by acted_on, fact_id) as limit_unit,
        first(limit_amount order by acted_on, fact_id) as limit_amount,
        first(limit_currency order by acted_on, fact_id) as limit_currency,
        first(limit_period order by acted_on, fact_id) filter (where limit_period is not null) as limit_period
    from turns
    group by imposer, measure, item, turn

),

claimed_until as (

    select
        *,
        least(
            effective_until, lead(valid_from) over (partition by imposer, measure, item order by turn) - 1
        ) as valid_to
    from claimed

),

intervals as (

    select
        from_reference.*,
        case when supported.interval_id is null then 'reference' else 'both' end as basis,
        coalesce(supported.fact_count, 0) as fact_count,
        supported.headline_fact_id
    from from_reference
    left join supported on from_reference.interval_id = supported.interval_id

    union all by name

    select
        *,
        null::varchar as superseded_by
    from beside_rules

    union all by name

    select
        md5(concat_ws('|', 'claimed', imposer, measure, coalesce(item, ''), turn)) as interval_id,
        imposer,
        measure,
        item,
        effect,
        instrument,
        valid_from,
        valid_from_basis,
        valid_to,
        null::varchar as superseded_by,
        limit_quantity,
        limit_unit,
        limit_amount,
        limit_currency,
        limit_period,
        'claimed' as basis,
        fact_count,
        headline_fact_id
    from claimed_until
    where
        state <> 'off'
        and (valid_to is null or valid_to >= valid_from)

)

select
    interval_id,
    imposer,
    measure,
    item,
    valid_from,
    valid_to,
    valid_from_basis,
    effect,
    instrument,
    superseded_by,
    limit_quantity,
    limit_unit,
    limit_amount::decimal(20, 2) as limit_amount,
    limit_currency,
    limit_period,
    basis,
    fact_count::bigint as fact_count,
    headline_fact_id
from intervals
