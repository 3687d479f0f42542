{#- The Security Council has taken up to three months over its answer to a test. -#}
{%- set answer_days = 120 -%}
with

facts as (

    select * from {{ ref('int_facts') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

laundering as (

    select * from {{ ref('fct_laundering') }}

),

item_ancestors as (

    select * from {{ ref('int_item_ancestors') }}

),

party_ancestors as (

    select * from {{ ref('int_party_ancestors') }}

),

events as (

    select * from facts
    where grain = 'event' and status = 'occurred' and event_start is not null and event_end is not null

),

aggregates as (

    select
        fact_id,
        fact_type,
        actor,
        item,
        target,
        event_start,
        event_end
    from facts
    where
        grain = 'aggregate'
        and status = 'occurred'
        and event_end >= event_start
        and (value_best is not null or amount_best is not null)

),

-- Both by year, so that an event meets only the totals of its kind that reach into its year.
aggregate_years as (

    select
        *,
        unnest(range(year(event_start), year(event_end) + 1)) as in_year
    from aggregates

),

parts as (

    select
        events.fact_id,
        aggregate_years.fact_id as related_fact_id
    from events
    inner join aggregate_years
        on
            events.fact_type = aggregate_years.fact_type
            and year(events.event_start) = aggregate_years.in_year
            and events.event_start >= aggregate_years.event_start
            and events.event_end <= aggregate_years.event_end
    left join item_ancestors
        on events.item = item_ancestors.item_id and aggregate_years.item = item_ancestors.ancestor_id
    left join party_ancestors
        on events.actor = party_ancestors.party_id and aggregate_years.actor = party_ancestors.ancestor_id
    where
        (aggregate_years.item is null or events.item = aggregate_years.item or item_ancestors.item_id is not null)
        and (
            aggregate_years.actor is null
            or events.actor = aggregate_years.actor
            or party_ancestors.party_id is not null
        )
        and (aggregate_years.target is null or events.target = aggregate_years.target)

),

-- The sum that a theft took and a laundering moved is the same money where the author is the same and the theft came
-- first; where two thefts fit, nobody knows.
same_sum as (

    select
        launderings.fact_id,
        min(thefts.fact_id) as related_fact_id
    from facts as launderings
    inner join facts as thefts
        on
            launderings.currency = thefts.currency
            and launderings.amount_best = thefts.amount_best
    left join party_ancestors
        on thefts.actor = party_ancestors.party_id and launderings.actor = party_ancestors.ancestor_id
    where
        launderings.fact_type = 'finance.laundering'
        and thefts.fact_type = 'finance.cyber_theft'
        and thefts.grain = 'event'
        and thefts.status = 'occurred'
        and coalesce(thefts.event_start <= launderings.event_end, true)
        and (launderings.actor is null or launderings.actor = thefts.actor or party_ancestors.party_id is not null)
    group by launderings.fact_id
    having count(distinct thefts.fact_id) = 1

),

-- One source's count or sum of one thing since one day, told again later: the later one holds the earlier.
tellings as (

    select
        claims.fact_id,
        claims.origin_source,
        facts.fact_type,
        facts.item,
        facts.target,
        facts.actor,
        facts.event_start,
        coalesce(facts.value_unit, facts.currency) as unit,
        max(claims.published_on) as last_said_on
    from claims
    inner join facts on claims.fact_id = facts.fact_id
    where
        facts.grain in ('aggregate', 'standing')
        and facts.status in ('occurred', 'in_force')
        and facts.event_start is not null
        and (facts.value_best is not null or facts.amount_best is not null)
        and claims.time_precision in ('since', 'range')
        and claims.event_end is not distinct from facts.event_end
        and claims.polarity != 'denied'
        -- A count since a day runs to the day it is told, a closed period ends by itself.
        and (facts.event_end is null or facts.event_end = claims.published_on)
    group by all

),

later as (

    select
        fact_id,
        lag(fact_id) over same_scope as related_fact_id,
        last_said_on > lag(last_said_on) over same_scope as is_later
    from tellings
    window
        same_scope as (
            partition by origin_source, fact_type, item, target, actor, event_start, unit
            order by last_said_on asc, fact_id asc
        )

),

tests as (

    select
        facts.event_start as tested_on,
        facts.fact_id,
        claims.document_id,
        claims.char_start,
        claims.char_end
    from facts
    inner join claims on facts.fact_id = claims.fact_id
    where
        facts.fact_type in ('weapons.launch', 'weapons.nuclear_test')
        and facts.grain = 'event'
        and facts.status in ('occurred', 'attempted')

),

-- A sentence that tells of a test and of an act of the months after it tells of the answer.
answers as (

    select
        facts.fact_id,
        tests.fact_id as related_fact_id
    from facts
    inner join claims on facts.fact_id = claims.fact_id
    inner join tests
        on
            claims.document_id = tests.document_id
            and claims.char_start < tests.char_end
            and claims.char_end > tests.char_start
    where
        facts.fact_type like 'sanctions.%'
        and facts.grain = 'event'
        and facts.event_start between tests.tested_on and tests.tested_on + {{ answer_days }}

),

related as (

    select
        fact_id,
        related_fact_id,
        'part_of' as relation,
        'same kind, within its period' as basis
    from parts
    union all
    select
        fact_id,
        proceeds_of_fact_id as related_fact_id,
        if(amount_role in ('seized', 'frozen'), 'seizure_of', 'proceeds_of') as relation,
        if(proceeds_basis = 'same_sentence', 'told in one sentence', 'the only theft of its document') as basis
    from laundering
    where proceeds_of_fact_id is not null
    union all
    select
        same_sum.fact_id,
        same_sum.related_fact_id,
        'proceeds_of' as relation,
        'the same sum' as basis
    from same_sum
    inner join laundering on same_sum.fact_id = laundering.fact_id
    where laundering.proceeds_of_fact_id is null
    union all
    select distinct
        fact_id,
        related_fact_id,
        'response_to' as relation,
        'told in one sentence with the test before it' as basis
    from answers
    union all
    select distinct
        fact_id,
        related_fact_id,
        'supersedes' as relation,
        'the same source since the same day, told later' as basis
    from later
    where is_later and related_fact_id != fact_id

)

select
    fact_id,
    related_fact_id,
    relation,
    basis
from related
