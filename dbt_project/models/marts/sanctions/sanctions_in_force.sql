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
        min_by(acts.fact_id, (acts.first_reported_on, acts.fact_id)) as headline_fact_id
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

-- Acts that the reference data does not know: an interval begins with the first act, with each new limit, and after a
-- lifting; a restatement of what stands begins nothing.
unknown_acts as (

    select
        acts.*,
        case
            when acts.effect = 'lifted' then 'off'
            else concat_ws('|', 'on', acts.limit_quantity, acts.limit_unit, acts.limit_amount, acts.limit_currency)
        end as state
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
