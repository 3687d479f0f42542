with

facts as (

    select * from {{ ref('int_facts_summarised') }}

),

item_pairs as (

    select * from {{ ref('int_item_pairs') }}

),

events as (

    select
        fact_id,
        block,
        coalesce(subject, 'any') as subject,
        event_start,
        event_end,
        time_precision = 'day' as is_day
    from facts
    where grain = 'event' and status = 'occurred'

),

-- Events that are dated too loosely to be told from others, month by month.
loose_months as (

    select
        *,
        unnest(
            generate_series(date_trunc('month', event_start), least(event_end, event_start + 400), interval 1 month)
        )::date as event_month
    from events
    where not is_day and event_start is not null and event_end is not null

),

event_months as (

    select
        fact_id,
        block,
        subject,
        is_day,
        event_start,
        event_end,
        date_trunc('month', event_start)::date as event_month
    from events
    where is_day
    union all
    select
        fact_id,
        block,
        subject,
        is_day,
        event_start,
        event_end,
        event_month
    from loose_months

),

-- A loosely dated event that may be one that another row counts; of two such, the one with the lower id counts.
rivalled as (

    select distinct loose_months.fact_id
    from loose_months
    inner join event_months
        on
            loose_months.block = event_months.block
            and loose_months.event_month = event_months.event_month
            and loose_months.fact_id != event_months.fact_id
            and loose_months.event_end >= event_months.event_start
            and loose_months.event_start <= event_months.event_end
            and (event_months.is_day or loose_months.fact_id > event_months.fact_id)
    left join item_pairs
        on
            loose_months.block = item_pairs.block
            and loose_months.subject = item_pairs.item_id
            and event_months.subject = item_pairs.other_item_id
    where
        loose_months.subject = event_months.subject
        or loose_months.subject = 'any'
        or event_months.subject = 'any'
        or item_pairs.item_id is not null

),

-- An undated event counts where its name is the name of no other.
undated_alone as (

    select any_value(fact_id) as fact_id
    from events
    where block = 'cyber' and subject != 'any'
    group by subject
    having count(*) = 1

),

judged as (

    select
        facts.*,
        facts.grain = 'event'
        and facts.status = 'occurred'
        and (
            facts.time_precision = 'day'
            or (facts.event_start is not null and facts.event_end is not null and rivalled.fact_id is null)
            or undated_alone.fact_id is not null
        ) as is_countable
    from facts
    left join rivalled on facts.fact_id = rivalled.fact_id
    left join undated_alone on facts.fact_id = undated_alone.fact_id

)

select
    fact_id,
    fact_type,
    grain,
    status,
    actor,
    item,
    target,
    place,
    event_start,
    event_end,
    time_precision,
    value_low,
    value_best,
    value_high,
    value_unit,
    amount_low,
    amount_best,
    amount_high,
    currency,
    if(is_countable and value_is_total, value_best, null) as value_counted,
    if(is_countable and amount_is_total and (amount_is_loss or fact_type != 'finance.cyber_theft'), amount_best, null)
        as amount_counted,
    support,
    claim_count,
    document_count,
    source_count,
    independent_source_count,
    first_reported_on,
    last_reported_on,
    headline_quote,
    headline_document_id,
    certainty,
    value_best_by,
    amount_best_by,
    is_countable,
    event_start_inferred,
    time_basis,
    block,
    subject,
    fact_key
from judged
