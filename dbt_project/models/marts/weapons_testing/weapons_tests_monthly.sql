with

tests as (

    select * from {{ ref('fct_weapons_tests') }}

),

claims as (

    select
        *,
        {{ origin_rank('origin_role') }} as origin_rank
    from {{ ref('int_claims') }}
    where claim_type in ('weapons.launch', 'weapons.nuclear_test') and quantity is not null

),

documents as (

    select * from {{ ref('int_documents') }}
    where is_current

),

items as (

    select * from {{ ref('int_items') }}

),

ancestors as (

    select * from {{ ref('bridge_item_ancestors') }}

),

-- Events that occurred and can be told from each other, in their month. An event without a figure is one missile.
events as (

    select
        date_trunc('month', event_start)::date as month_start,
        coalesce(item_class, 'kind_unsaid') as item_class,
        fact_id,
        support,
        occasions_counted,
        time_basis,
        value_low is null as is_uncounted,
        if(value_unit = 'occasion', 1, coalesce(value_low, 1)) as missiles_low,
        if(value_unit = 'occasion', 1, coalesce(value_best, 1)) as missiles_best,
        if(value_unit = 'occasion', 1, coalesce(value_high, 1)) as missiles_high
    from tests
    -- "A launch in 1998" belongs to no month.
    where occasions_counted is not null and date_trunc('month', event_start) = date_trunc('month', event_end)

),

events_by_class as (

    select
        month_start,
        item_class,
        sum(occasions_counted)::integer as occasions,
        count(*) filter (where support = 'corroborated')::integer as occasions_corroborated,
        count(*) filter (where is_uncounted)::integer as occasions_without_figure,
        sum(missiles_low)::integer as missiles_low,
        sum(missiles_best)::integer as missiles_best,
        sum(missiles_high)::integer as missiles_high,
        list(distinct time_basis order by time_basis) filter (where time_basis is not null) as time_bases,
        list(fact_id order by fact_id) as fact_ids
    from events
    group by month_start, item_class

),

-- Events that no claim dates, in the month that they are inferred to be of: beside the others and in no count, for each
-- may be one that is counted already.
undated as (

    select
        date_trunc('month', event_start_inferred)::date as month_start,
        coalesce(item_class, 'kind_unsaid') as item_class,
        count(*)::integer as occasions_undated,
        list(distinct time_basis order by time_basis) as time_bases,
        list(fact_id order by fact_id) as undated_fact_ids
    from tests
    where
        grain = 'event'
        and status = 'occurred'
        and occasions_counted is null
        and time_basis in ('same_document', 'publication_day')
        and event_start_inferred is not null
    group by all

),

-- What somebody says the whole month amounted to: beside the events, never added to them. A count of launches is of
-- missiles or of occasions, whichever its text says; where it says neither, it is held against neither.
figures as (

    select
        date_trunc('month', tests.event_start)::date as month_start,
        coalesce(tests.item_class, 'kind_unsaid') as item_class,
        tests.fact_id,
        claims.counted_unit,
        case claims.counted_unit
            when 'missile' then 'missiles'
            when 'occasion' then 'occasions'
            when 'test' then 'occasions'
        end as counts,
        claims.origin_source,
        claims.origin_rank,
        claims.certainty in ('possible', 'planned') as is_unfirm,
        claims.published_on,
        claims.char_start,
        claims.claim_id,
        claims.quantity,
        coalesce(claims.quantity_high, claims.quantity) as quantity_high,
        coalesce(claims.quantity_modifier in ('at_least', 'more_than'), false) as is_open_above,
        min(claims.published_on) over (
            partition by tests.fact_id, claims.counted_unit, claims.origin_source, claims.quantity
        ) as first_said_on
    from tests
    inner join claims on tests.fact_id = claims.fact_id
    where
        tests.grain = 'aggregate'
        and tests.status = 'occurred'
        and claims.polarity = 'affirmed'
        and coalesce(claims.quantity_basis, 'total') = 'total'
        and tests.event_start is not null
        and date_trunc('month', tests.event_start) = date_trunc('month', tests.event_end)

),

-- Of each origin its latest figure: what it said before is revised, and no dispute with itself.
latest as (

    select
        *,
        (is_unfirm, origin_rank, -epoch(first_said_on::timestamp), claim_id) as standing
    from figures
    qualify
        row_number() over (
            partition by month_start, item_class, counted_unit, origin_source
            order by is_unfirm asc, first_said_on desc, char_start asc, claim_id asc
        ) = 1

),

aggregates as (

    select
        month_start,
        item_class,
        min(quantity)::integer as aggregate_low,
        arg_min(quantity, standing)::integer as aggregate_best,
        max(quantity_high)::integer as aggregate_high,
        arg_min(origin_source, standing) as aggregate_best_by,
        arg_min(counted_unit, standing) as aggregate_best_unit,
        min(quantity) filter (where counts = 'missiles')::integer as aggregate_missiles_low,
        arg_min(quantity, standing) filter (where counts = 'missiles')::integer as aggregate_missiles_best,
        max(quantity_high) filter (where counts = 'missiles')::integer as aggregate_missiles_high,
        min(quantity) filter (where counts = 'occasions')::integer as aggregate_occasions_low,
        arg_min(quantity, standing) filter (where counts = 'occasions')::integer as aggregate_occasions_best,
        max(quantity_high) filter (where counts = 'occasions')::integer as aggregate_occasions_high,
        bool_or(is_open_above) filter (where counts = 'missiles') as is_missiles_open,
        bool_or(is_open_above) filter (where counts = 'occasions') as is_occasions_open,
        list(distinct fact_id order by fact_id) as aggregate_fact_ids,
        list(distinct counted_unit order by counted_unit) as aggregate_units,
        list(distinct origin_source order by origin_source) as aggregate_said_by
    from latest
    group by month_start, item_class

),

held as (

    select
        date_trunc('month', published_on)::date as month_start,
        count(*)::integer as documents_held
    from documents
    group by all

),

bounds as (

    select
        least(
            (select min(events.month_start) from events),
            (select min(aggregates.month_start) from aggregates),
            (select min(undated.month_start) from undated),
            (select min(held.month_start) from held)
        ) as first_month,
        greatest(
            (select max(events.month_start) from events),
            (select max(aggregates.month_start) from aggregates),
            (select max(undated.month_start) from undated),
            (select max(held.month_start) from held)
        ) as last_month

),

months as (

    select unnest(generate_series(first_month, last_month, interval 1 month))::date as month_start
    from bounds

),

-- Every class that occurs, and the classes above it, so that a rolled-up figure has its row.
classes as (

    select events.item_class
    from events
    union
    select aggregates.item_class
    from aggregates
    union
    select undated.item_class
    from undated
    union
    select ancestors.ancestor_id as item_class
    from events
    inner join ancestors on events.item_class = ancestors.item_id

),

rolled_up as (

    select
        events_by_class.month_start,
        coalesce(ancestors.ancestor_id, events_by_class.item_class) as item_class,
        sum(events_by_class.occasions)::integer as occasions_and_below,
        sum(events_by_class.missiles_low)::integer as missiles_low_and_below,
        sum(events_by_class.missiles_best)::integer as missiles_best_and_below,
        sum(events_by_class.missiles_high)::integer as missiles_high_and_below
    from events_by_class
    left join ancestors on events_by_class.item_class = ancestors.item_id
    group by all

),

grid as (

    select
        months.month_start,
        classes.item_class,
        items.name as class_name,
        items.root_id as root_class,
        coalesce(held.documents_held, 0) as documents_held
    from months
    cross join classes
    left join held on months.month_start = held.month_start
    left join items on classes.item_class = items.item_id

),

joined as (

    select
        grid.month_start,
        grid.item_class,
        coalesce(grid.class_name, grid.item_class) as class_name,
        coalesce(grid.root_class, grid.item_class) as root_class,
        -- A month of which nothing was read is unknown, not quiet.
        if(grid.documents_held = 0, null, 0) as nothing_seen,
        events_by_class.occasions,
        events_by_class.occasions_corroborated,
        events_by_class.occasions_without_figure,
        events_by_class.missiles_low,
        events_by_class.missiles_best,
        events_by_class.missiles_high,
        rolled_up.occasions_and_below,
        rolled_up.missiles_low_and_below,
        rolled_up.missiles_best_and_below,
        rolled_up.missiles_high_and_below,
        aggregates.* exclude (month_start, item_class),
        grid.documents_held,
        events_by_class.fact_ids,
        undated.occasions_undated,
        undated.undated_fact_ids,
        list_sort(
            list_distinct(list_concat(coalesce(events_by_class.time_bases, []), coalesce(undated.time_bases, [])))
        ) as time_bases
    from grid
    left join events_by_class
        on grid.month_start = events_by_class.month_start and grid.item_class = events_by_class.item_class
    left join rolled_up
        on grid.month_start = rolled_up.month_start and grid.item_class = rolled_up.item_class
    left join aggregates
        on grid.month_start = aggregates.month_start and grid.item_class = aggregates.item_class
    left join undated
        on grid.month_start = undated.month_start and grid.item_class = undated.item_class

)

select
    month_start,
    item_class,
    class_name,
    root_class,
    coalesce(occasions, nothing_seen) as occasions,
    coalesce(occasions_corroborated, nothing_seen) as occasions_corroborated,
    coalesce(occasions_without_figure, nothing_seen) as occasions_without_figure,
    coalesce(missiles_low, nothing_seen) as missiles_low,
    coalesce(missiles_best, nothing_seen) as missiles_best,
    coalesce(missiles_high, nothing_seen) as missiles_high,
    coalesce(occasions_and_below, nothing_seen) as occasions_and_below,
    coalesce(missiles_best_and_below, nothing_seen) as missiles_best_and_below,
    aggregate_low,
    aggregate_best,
    aggregate_high,
    coalesce(aggregate_units, []) as aggregate_units,
    coalesce(aggregate_said_by, []) as aggregate_said_by,
    documents_held,
    coalesce(fact_ids, []) as fact_ids,
    coalesce(aggregate_fact_ids, []) as aggregate_fact_ids,
    aggregate_best_by,
    aggregate_best_unit,
    aggregate_missiles_low,
    aggregate_missiles_best,
    aggregate_missiles_high,
    aggregate_occasions_low,
    aggregate_occasions_best,
    aggregate_occasions_high,
    coalesce(missiles_low_and_below, nothing_seen) as missiles_low_and_below,
    coalesce(missiles_high_and_below, nothing_seen) as missiles_high_and_below,
    -- The events read of a month may come to less than what is claimed for it, never to more.
    case
        when aggregate_missiles_high is not null or aggregate_occasions_high is not null
            then
                coalesce(
                    is_missiles_open or coalesce(missiles_low_and_below, 0) <= aggregate_missiles_high, true
                )
                and coalesce(
                    is_occasions_open or coalesce(occasions_and_below, 0) <= aggregate_occasions_high, true
                )
    end as can_both_be_true,
    coalesce(occasions_undated, nothing_seen) as occasions_undated,
    coalesce(undated_fact_ids, []) as undated_fact_ids,
    time_bases
from joined
