with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type = 'sanctions.measure'

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type = 'sanctions.measure'

),

reference_acts as (

    select * from {{ ref('int_reference_measures_dated') }}

),

instruments as (

    select * from {{ ref('stg_reference__instruments') }}
    -- these impose nothing
    where kind not in ('mandate_renewal', 'vetoed_draft')

),

imposers as (

    select * from {{ ref('int_imposers_named') }}

),

-- What the claims say of the act beside the leading columns: the first claim that says it, in order of publication.
said as (

    select
        fact_id,
        arg_min(measure, told) as measure,
        arg_min(measure_detail, told) as measure_detail,
        arg_min(instrument, told) as instrument,
        arg_min(action, told) as action,
        arg_min(limit_period, told) as limit_period,
        arg_min(valid_until, told) as valid_until
    from claims
    group by fact_id

),

acts as (

    select
        facts.*,
        said.* exclude (fact_id),
        coalesce(imposers.imposer, facts.actor) as imposer,
        coalesce(facts.event_end, facts.event_start) as last_day
    from facts
    inner join said on facts.fact_id = said.fact_id
    left join imposers on facts.actor = imposers.source_id

),

-- An act of the reference data that the fact may be, by the firmest tie there is: the instrument by name, the day of
-- its adoption or effect inside the days that the fact speaks of, or, where no day is said, what was in force when it
-- was first reported.
candidates as (

    select
        acts.fact_id,
        reference_acts.*,
        case
            when acts.instrument = reference_acts.instrument_id then 1
            when
                acts.instrument is null
                and acts.event_start is not null
                and acts.time_precision <> 'since'
                and (
                    reference_acts.adopted_on between acts.event_start and acts.last_day
                    or reference_acts.effective_from between acts.event_start and acts.last_day
                )
                then 2
            when
                acts.instrument is null
                and (acts.event_start is null or acts.time_precision = 'since')
                and acts.first_reported_on between reference_acts.adopted_on
                and coalesce(reference_acts.in_force_to, date '9999-12-31')
                then 3
        end as tie,
        coalesce(reference_acts.limit_quantity = acts.value_best, false) as is_same_limit
    from acts
    inner join reference_acts
        on
            acts.imposer = reference_acts.imposer
            and acts.measure = reference_acts.measure
            and acts.item is not distinct from reference_acts.item

),

matched as (

    select * from candidates
    where tie is not null
    qualify
        row_number() over (
            partition by fact_id
            order by
                tie asc,
                is_same_limit desc,
                case when tie = 3 then effective_from end desc,
                effective_from asc,
                reference_act_id asc
        ) = 1

),

-- Where the reference data has no such rule, it may still have the instrument: the one that the claims name, else the
-- only one that the imposer adopted on the very day.
signed as (

    select
        acts.fact_id,
        min(instruments.instrument_id) as instrument_id,
        min(instruments.adopted_on) as adopted_on,
        min(coalesce(instruments.effective_on, instruments.adopted_on)) as effective_on
    from acts
    inner join instruments
        on
            acts.instrument = instruments.instrument_id
            or (acts.instrument is null and acts.time_precision = 'day' and acts.event_start = instruments.adopted_on)
    left join imposers on instruments.imposer = imposers.source_id
    where acts.imposer = coalesce(imposers.imposer, instruments.imposer)
    group by acts.fact_id
    having count(*) = 1

)

select
    {{ leading_columns('facts') }},
    facts.imposer,
    facts.measure,
    facts.measure_detail,
    case
        when matched.tie in (1, 2) then matched.effect
        when facts.status = 'ceased' or facts.action in ('revoked', 'expired') then 'lifted'
        when facts.measure = 'exemption' then 'exempted'
        when facts.grain = 'event' and facts.action = 'amended' then 'tightened'
        when facts.grain = 'event' then 'imposed'
        else 'standing'
    end as effect,
    coalesce(matched.instrument_id, facts.instrument, signed.instrument_id) as instrument,
    case
        when facts.instrument is not null then 'instrument'
        when matched.tie = 2 then 'date'
        when matched.tie = 3 then 'in_force_when_reported'
        when signed.fact_id is not null then 'date'
    end as instrument_basis,
    coalesce(matched.adopted_on, signed.adopted_on) as adopted_on,
    coalesce(
        matched.effective_from, signed.effective_on, case when facts.grain = 'event' then facts.event_start end
    ) as effective_on,
    coalesce(matched.effective_until, facts.valid_until) as effective_until,
    case
        when matched.reference_act_id is not null then matched.limit_quantity
        when facts.measure in ('export_cap', 'import_cap') then facts.value_best
    end as limit_quantity,
    case
        when matched.reference_act_id is not null then matched.limit_unit
        when facts.measure in ('export_cap', 'import_cap') then facts.value_unit
    end as limit_unit,
    case
        when matched.reference_act_id is not null then matched.limit_amount
        when facts.measure in ('export_cap', 'import_cap') then facts.amount_best
    end as limit_amount,
    case
        when matched.reference_act_id is not null then matched.limit_currency
        when facts.measure in ('export_cap', 'import_cap') then facts.currency
    end as limit_currency,
    coalesce(matched.limit_period, facts.limit_period) as limit_period,
    matched.reference_act_id,
    case when coalesce(matched.instrument_id, signed.instrument_id) is null then 'claimed' else 'both' end as basis,
    matched.in_force_to,
    matched.superseded_by
from acts as facts
left join matched on facts.fact_id = matched.fact_id
left join signed on facts.fact_id = signed.fact_id
