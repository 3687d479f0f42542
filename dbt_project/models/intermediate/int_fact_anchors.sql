with

claims as (

    select * from {{ ref('int_claims_keyed') }}

),

days as (

    select distinct
        block,
        subject,
        seoul_start as day_start
    from claims
    where
        telling = 'day'
        and (subject is not null or block = 'weapons.launch')
        and claim_type in (
            'weapons.launch', 'weapons.nuclear_test', 'finance.cyber_theft', 'finance.cyber_operation',
            'sanctions.designation', 'sanctions.delisting', 'sanctions.decision', 'sanctions.measure'
        )

),

-- The number that the event has in the series since the first one, where a claim of its day gives it.
ordinals as (

    select
        block,
        subject,
        seoul_start as day_start,
        mode(ordinal order by ordinal) as ordinal_ever
    from claims
    where telling = 'day' and ordinal_scope = 'ever' and ordinal is not null
    group by block, subject, seoul_start

),

-- The classes that the claims of the day give it, and all that these are kinds of.
classes as (

    select
        block,
        subject,
        seoul_start as day_start,
        list(distinct item) filter (where item is not null) as items,
        flatten(list(distinct item_line) filter (where item_line is not null)) as item_line
    from claims
    where telling = 'day' and block = 'weapons.launch' and subject is not null
    group by block, subject, seoul_start

),

-- "A missile" of a day on which one family was fired is that family; of a day without any, an event of its own.
families_of_day as (

    select
        block,
        day_start,
        count(subject) as subject_count
    from days
    group by block, day_start

),

day_anchors as (

    select
        days.block,
        coalesce(days.subject, 'any') as subject,
        days.day_start,
        days.day_start as day_end
    from days
    inner join families_of_day
        on days.block = families_of_day.block and days.day_start = families_of_day.day_start
    where days.subject is not null or families_of_day.subject_count = 0

),

-- A named victim or party without a day in that year: the year will do. The same one in another year is another event.
years as (

    select distinct
        block,
        subject,
        date_trunc('year', seoul_start)::date as day_start
    from claims
    where
        telling = 'period'
        and not is_event_denied
        and subject is not null
        and block in ('cyber', 'sanctions.designation', 'sanctions.delisting')
        and year(seoul_start) = year(seoul_end)

),

year_anchors as (

    select
        years.block,
        years.subject,
        years.day_start,
        (years.day_start + interval 1 year - interval 1 day)::date as day_end
    from years
    left join day_anchors
        on
            years.block = day_anchors.block
            and years.subject = day_anchors.subject
            and years.day_start = date_trunc('year', day_anchors.day_start)
    where day_anchors.subject is null

),

anchors as (

    select
        *,
        true as is_day
    from day_anchors
    union all
    select
        *,
        false as is_day
    from year_anchors

)

select
    concat_ws(
        '|',
        'event',
        anchors.block,
        anchors.subject,
        if(anchors.is_day, anchors.day_start::varchar, year(anchors.day_start)::varchar)
    ) as anchor_key,
    anchors.block,
    anchors.subject,
    anchors.day_start,
    anchors.day_end,
    anchors.is_day,
    ordinals.ordinal_ever,
    classes.items,
    classes.item_line
from anchors
left join ordinals
    on
        anchors.block = ordinals.block
        and anchors.subject = ordinals.subject
        and anchors.day_start = ordinals.day_start
        and anchors.is_day
left join classes
    on
        anchors.block = classes.block
        and anchors.subject = classes.subject
        and anchors.day_start = classes.day_start
