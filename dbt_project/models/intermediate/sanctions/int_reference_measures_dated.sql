with

measures as (

    select * from {{ ref('stg_reference__instrument_measures') }}

),

instruments as (

    select * from {{ ref('stg_reference__instruments') }}

),

imposers as (

    select * from {{ ref('int_imposers_named') }}

),

dated as (

    select
        measures.*,
        md5(concat_ws(
            '|', measures.instrument_id, measures.measure, coalesce(measures.item_id, ''), measures.effect,
            coalesce(measures.effective_from, instruments.effective_on, instruments.adopted_on)
        )) as reference_act_id,
        coalesce(imposers.imposer, instruments.imposer) as imposer,
        instruments.adopted_on,
        coalesce(measures.effective_from, instruments.effective_on, instruments.adopted_on) as starts_on,
        least(measures.effective_until, instruments.valid_until) as ends_on,
        split_part(measures.measure, '_', 1) as direction
    from measures
    inner join instruments on measures.instrument_id = instruments.instrument_id
    left join imposers on instruments.imposer = imposers.source_id

),

-- The day on which another act takes the place of this one: the named successor's rule for the same goods in the same
-- direction, or a lifting of the same measure by anyone of the same imposer.
replaced as (

    select
        dated.reference_act_id,
        min(later.starts_on) as replaced_on
    from dated
    inner join dated as later
        on
            dated.imposer = later.imposer
            and dated.item_id is not distinct from later.item_id
            and (
                (dated.superseded_by = later.instrument_id and dated.direction = later.direction)
                or (later.effect = 'lifted' and dated.measure = later.measure and dated.starts_on < later.starts_on)
            )
    group by dated.reference_act_id

),

-- A successor without a rule of its own for the goods still ends this one, on its own day.
succeeded as (

    select
        dated.reference_act_id,
        min(coalesce(instruments.effective_on, instruments.adopted_on)) as succeeded_on
    from dated
    inner join instruments on dated.superseded_by = instruments.instrument_id
    group by dated.reference_act_id

)

select
    dated.reference_act_id,
    dated.instrument_id,
    dated.imposer,
    dated.measure,
    dated.item_id as item,
    dated.effect,
    dated.adopted_on,
    dated.starts_on as effective_from,
    dated.ends_on as effective_until,
    -- The last day in force; before `effective_from` where the act was replaced before it ever took effect.
    least(
        dated.ends_on, coalesce(replaced.replaced_on, succeeded.succeeded_on) - 1
    ) as in_force_to,
    dated.superseded_by,
    dated.limit_quantity,
    dated.limit_unit,
    dated.limit_amount,
    dated.limit_currency,
    dated.limit_period
from dated
left join replaced on dated.reference_act_id = replaced.reference_act_id
left join succeeded on dated.reference_act_id = succeeded.reference_act_id
