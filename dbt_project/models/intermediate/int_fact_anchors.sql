with

claims as (

    select * from {{ ref('int_claims_keyed') }}

),

item_pairs as (

    select * from {{ ref('int_item_pairs') }}

),

told_together as (

    select * from {{ ref('int_items_told_together') }}

),

-- What the claims of a day name, and by how many claims.
days as (

    select
        block,
        coalesce(subject, 'missile') as subject,
        seoul_start as day_start,
        count(*) as claim_count
    from claims
    where
        telling = 'day'
        and (subject is not null or block = 'weapons.launch')
        and claim_type in (
            'weapons.launch', 'weapons.nuclear_test', 'finance.cyber_theft', 'finance.cyber_operation',
            'sanctions.designation', 'sanctions.delisting', 'sanctions.decision', 'sanctions.measure'
        )
    group by block, coalesce(subject, 'missile'), seoul_start

),

ranked_days as (

    select
        *,
        -- A class tells more than a kind, a kind more than "a missile"; then the one that most claims name.
        (
            case subject when 'missile' then 2 when 'ballistic_missile' then 1 else 0 end,
            -claim_count,
            subject
        ) as precedence
    from days

),

-- Two kinds that may be one event on that day.
day_pairs as (

    select
        ranked_days.block,
        ranked_days.subject,
        ranked_days.day_start,
        item_pairs.other_item_id
    from ranked_days
    inner join item_pairs on ranked_days.block = item_pairs.block and ranked_days.subject = item_pairs.item_id
    union
    select
        block,
        item_id as subject,
        day_start,
        other_item_id
    from told_together

),

-- One launch is reported in several classes: the foremost of those that may be one is its name. What may be one with
-- none of the foremost is a launch of its own; a likeness of a likeness is none.
preceded as (

    select
        later.block,
        later.subject,
        later.day_start,
        earlier.subject as foremost
    from ranked_days as later
    inner join day_pairs
        on
            later.block = day_pairs.block
            and later.subject = day_pairs.subject
            and later.day_start = day_pairs.day_start
    inner join ranked_days as earlier
        on
            later.block = earlier.block
            and later.day_start = earlier.day_start
            and day_pairs.other_item_id = earlier.subject
    where earlier.precedence < later.precedence

),

foremost_days as (

    select ranked_days.*
    from ranked_days
    left join preceded
        on
            ranked_days.block = preceded.block
            and ranked_days.subject = preceded.subject
            and ranked_days.day_start = preceded.day_start
    where preceded.subject is null

),

covered as (

    select distinct
        preceded.block,
        preceded.subject,
        preceded.day_start
    from preceded
    inner join foremost_days
        on
            preceded.block = foremost_days.block
            and preceded.foremost = foremost_days.subject
            and preceded.day_start = foremost_days.day_start

),

day_anchors as (

    select
        ranked_days.block,
        ranked_days.subject,
        ranked_days.day_start,
        ranked_days.day_start as day_end,
        ranked_days.claim_count
    from ranked_days
    left join covered
        on
            ranked_days.block = covered.block
            and ranked_days.subject = covered.subject
            and ranked_days.day_start = covered.day_start
    where covered.subject is null

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

-- A named victim or party without a day in that year: the year will do. The same one in another year is another event.
years as (

    select
        block,
        subject,
        date_trunc('year', seoul_start)::date as day_start,
        count(*) as claim_count
    from claims
    where
        telling = 'period'
        and not is_event_denied
        and subject is not null
        and block in ('cyber', 'sanctions.designation', 'sanctions.delisting')
        and year(seoul_start) = year(seoul_end)
    group by block, subject, date_trunc('year', seoul_start)

),

year_anchors as (

    select
        years.block,
        years.subject,
        years.day_start,
        (years.day_start + interval 1 year - interval 1 day)::date as day_end,
        years.claim_count
    from years
    left join day_anchors
        on
            years.block = day_anchors.block
            and years.subject = day_anchors.subject
            and years.day_start = date_trunc('year', day_anchors.day_start)
    where day_anchors.subject is null

),

-- A round of sanctions is dated well enough by its month, where no claim gives the day.
months as (

    select
        block,
        subject,
        date_trunc('month', seoul_start)::date as day_start,
        count(*) as claim_count
    from claims
    where
        block = 'sanctions.measure'
        and telling = 'period'
        and subject is not null
        and day_count between 2 and 31
        and date_trunc('month', seoul_start) = date_trunc('month', seoul_end)
    group by block, subject, date_trunc('month', seoul_start)

),

month_anchors as (

    select
        months.block,
        months.subject,
        months.day_start,
        (months.day_start + interval 1 month - interval 1 day)::date as day_end,
        months.claim_count
    from months
    left join day_anchors
        on
            months.block = day_anchors.block
            and months.subject = day_anchors.subject
            and months.day_start = date_trunc('month', day_anchors.day_start)
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
    from month_anchors
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
        case
            when anchors.is_day then anchors.day_start::varchar
            when anchors.block = 'sanctions.measure' then strftime(anchors.day_start, '%Y-%m')
            else year(anchors.day_start)::varchar
        end
    ) as anchor_key,
    anchors.block,
    anchors.subject,
    anchors.day_start,
    anchors.day_end,
    anchors.is_day,
    anchors.claim_count,
    ordinals.ordinal_ever
from anchors
left join ordinals
    on
        anchors.block = ordinals.block
        and anchors.subject = ordinals.subject
        and anchors.day_start = ordinals.day_start
        and anchors.is_day
