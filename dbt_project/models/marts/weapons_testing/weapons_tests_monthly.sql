with

tests as (

    select * from {{ ref('fct_weapons_tests') }}

),

claims as (

    select * from {{ ref('int_claims') }}
    where claim_type in ('weapons.launch', 'weapons.nuclear_test')

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
        list(fact_id order by fact_id) as fact_ids
    from events
    group by month_start, item_class

),

-- What somebody says the whole month amounted to: beside the events, never added to them.
aggregates as (

    select
        date_trunc('month', event_start)::date as month_start,
        coalesce(item_class, 'kind_unsaid') as item_class,
        min(value_low)::integer as aggregate_low,
        arg_max(value_best, (last_reported_on, fact_id))::integer as aggregate_best,
        max(value_high)::integer as aggregate_high,
        list(fact_id order by fact_id) as aggregate_fact_ids,
        list(distinct value_unit order by value_unit) as aggregate_units
    from tests
    where
        grain = 'aggregate'
        and status = 'occurred'
        and value_best is not null
        and event_start is not null
        and date_trunc('month', event_start) = date_trunc('month', event_end)
    group by all

),

aggregate_holders as (

    select
        date_trunc('month', tests.event_start)::date as month_start,
        coalesce(tests.item_class, 'kind_unsaid') as item_class,
        list(distinct claims.origin_source order by claims.origin_source) as aggregate_said_by
    from tests
    inner join claims on tests.fact_id = claims.fact_id
    where tests.grain = 'aggregate' and tests.value_best is not null and claims.quantity is not null
    group by all

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
            (select min(held.month_start) from held)
        ) as first_month,
        greatest(
            (select max(events.month_start) from events),
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
    select ancestors.ancestor_id as item_class
    from events
    inner join ancestors on events.item_class = ancestors.item_id

),

rolled_up as (

    select
        events_by_class.month_start,
        coalesce(ancestors.ancestor_id, events_by_class.item_class) as item_class,
        sum(events_by_class.occasions)::integer as occasions_and_below,
        sum(events_by_class.missiles_best)::integer as missiles_best_and_below
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
        rolled_up.missiles_best_and_below,
        aggregates.aggregate_low,
        aggregates.aggregate_best,
        aggregates.aggregate_high,
        aggregates.aggregate_units,
        aggregate_holders.aggregate_said_by,
        grid.documents_held,
        events_by_class.fact_ids,
        aggregates.aggregate_fact_ids
    from grid
    left join events_by_class
        on grid.month_start = events_by_class.month_start and grid.item_class = events_by_class.item_class
    left join rolled_up
        on grid.month_start = rolled_up.month_start and grid.item_class = rolled_up.item_class
    left join aggregates
        on grid.month_start = aggregates.month_start and grid.item_class = aggregates.item_class
    left join aggregate_holders
        on grid.month_start = aggregate_holders.month_start and grid.item_class = aggregate_holders.item_class

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
    coalesce(aggregate_fact_ids, []) as aggregate_fact_ids
from joined
