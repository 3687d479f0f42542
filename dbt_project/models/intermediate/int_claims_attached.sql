{%- set reach_back_days = 60 -%}
{#- Of nuclear tests and launches into orbit there are one or two a year: the last one stays "the" test for longer. -#}
{%- set reach_back_days_rare = 180 -%}
{#- A story is published within days of what it is the news of. -#}
{%- set news_days = 3 -%}
{%- set reach_ahead_days = 45 -%}
{#- A council takes two months to answer a test with sanctions. -#}
{%- set reach_ahead_days_rounds = 75 -%}
{#- How far a retelling may be wrong about the month of a theft whose victim and amount it has right. -#}
{%- set wrong_month_days = 183 -%}
{#- Share by which two figures of one sum differ after rounding or by the day's rate. -#}
{%- set rounding = 0.1 -%}
{%- set linked_rule = 10 -%}
with

all_claims as (

    select * from {{ ref('int_claims_keyed') }}

),

groups as (

    select * from {{ ref('int_claims_grouped') }}

),

apart_links as (

    select * from {{ ref('stg_raw__claim_links') }}
    where relation = 'apart'

),

item_pairs as (

    select * from {{ ref('int_item_pairs') }}

),

told_together as (

    select * from {{ ref('int_items_told_together') }}

),

anchors as (

    select * from {{ ref('int_fact_anchors') }}

),

claims as (

    select
        claim_id,
        document_id,
        block,
        subject,
        act,
        telling,
        is_single,
        is_new_round,
        published_on,
        origin_family,
        event_time_zone,
        seoul_start,
        seoul_end,
        day_count,
        time_precision,
        amount,
        currency,
        if(ordinal_scope = 'ever', ordinal, null) as ordinal_ever,
        coalesce(subject, if(block = 'weapons.launch', 'missile', null)) as kind
    from all_claims
    -- Only of launches may the kind be left open ("a missile"); a party that is not named is nobody in particular.
    where subject is not null or block = 'weapons.launch'

),

-- The kinds that the event of a claim may be reported as: its own, and those of the table.
kinds as (

    select
        claim_id,
        kind as anchor_subject,
        false as needs_day
    from claims
    union all
    select
        claims.claim_id,
        item_pairs.other_item_id as anchor_subject,
        item_pairs.needs_day
    from claims
    inner join item_pairs on claims.block = item_pairs.block and claims.kind = item_pairs.item_id

),

claim_kinds as (

    select
        claims.*,
        kinds.anchor_subject,
        kinds.needs_day
    from claims
    inner join kinds on claims.claim_id = kinds.claim_id
    where claims.act is null

),

anchor_months as (

    select
        anchor_key,
        block,
        subject,
        day_start,
        date_trunc('month', day_start)::date as day_month
    from anchors
    where is_day or block = 'sanctions.measure'

),

day_kinds as (

    select
        claim_id,
        block,
        kind,
        anchor_subject,
        seoul_start
    from claim_kinds
    where time_precision = 'day' and telling in ('day', 'period')
    union
    select
        claim_kinds.claim_id,
        claim_kinds.block,
        claim_kinds.kind,
        told_together.other_item_id as anchor_subject,
        claim_kinds.seoul_start
    from claim_kinds
    inner join told_together
        on
            claim_kinds.block = told_together.block
            and claim_kinds.kind = told_together.item_id
            and claim_kinds.seoul_start = told_together.day_start
    where claim_kinds.time_precision = 'day' and claim_kinds.telling in ('day', 'period')

),

-- 1. Claims that name a day: the event of that day under their own kind, else under the one that most claims name.
dated as (

    select
        day_kinds.claim_id,
        anchors.anchor_key,
        1 as rule
    from day_kinds
    inner join anchors
        on
            day_kinds.block = anchors.block
            and day_kinds.anchor_subject = anchors.subject
            and day_kinds.seoul_start = anchors.day_start
    where anchors.is_day
    qualify row_number() over (
        partition by day_kinds.claim_id
        order by day_kinds.kind != anchors.subject asc, anchors.claim_count desc, anchors.subject asc
    ) = 1

),

-- 2. "Its fourth nuclear test" is the fourth, whenever the text puts it.
same_ordinal as (

    select
        claim_kinds.claim_id,
        anchors.anchor_key,
        2 as rule
    from claim_kinds
    inner join anchors
        on
            claim_kinds.block = anchors.block
            and claim_kinds.anchor_subject = anchors.subject
            and claim_kinds.ordinal_ever = anchors.ordinal_ever
    where
        claim_kinds.telling in ('undated', 'period')
        and claim_kinds.time_precision != 'day'
        -- A number and a year that do not go together are those of two events.
        and coalesce(
            year(anchors.day_start) between year(claim_kinds.seoul_start) and year(claim_kinds.seoul_end), true
        )

),

-- The sums of each theft, each with the period that its claim names.
sums as (

    select distinct
        anchors.anchor_key,
        claims.subject,
        claims.currency,
        claims.amount,
        claims.seoul_start,
        claims.seoul_end,
        date_trunc('month', claims.seoul_start)::date as sum_month,
        floor(5 * ln(claims.amount))::integer as sum_size
    from claims
    inner join anchors
        on
            claims.block = anchors.block
            and claims.subject = anchors.subject
            and claims.seoul_start between anchors.day_start and anchors.day_end
    where claims.block = 'cyber' and claims.amount > 0 and claims.telling in ('day', 'period')

),

-- 3. A theft without its victim is the one theft of that day or month and sum; one of a named victim is the one of that
-- sum, even where the retelling has another month.
unnamed_sums as (

    select
        claim_id,
        currency,
        amount,
        seoul_start,
        seoul_end,
        time_precision,
        date_trunc('month', seoul_start)::date as sum_month,
        floor(5 * ln(amount))::integer + unnest([-1, 0, 1]) as sum_size
    from all_claims
    where
        claim_type = 'finance.cyber_theft'
        and subject is null
        and amount > 0
        and day_count between 1 and 31
        and coalesce(quantity, 1) = 1
        and coalesce(amount_basis, 'total') = 'total'

),

same_sum as (

    select
        unnamed_sums.claim_id,
        sums.anchor_key,
        3 as rule
    from unnamed_sums
    inner join sums
        on
            unnamed_sums.currency = sums.currency
            and unnamed_sums.sum_month = sums.sum_month
            and unnamed_sums.sum_size = sums.sum_size
    where
        abs(unnamed_sums.amount - sums.amount) <= {{ rounding }} * greatest(unnamed_sums.amount, sums.amount)
        and unnamed_sums.seoul_start <= sums.seoul_end
        and unnamed_sums.seoul_end >= sums.seoul_start
    union all
    select
        claims.claim_id,
        sums.anchor_key,
        3 as rule
    from claims
    inner join sums on claims.subject = sums.subject and claims.currency = sums.currency
    where
        claims.block = 'cyber'
        and claims.telling = 'period'
        and claims.time_precision != 'day'
        and abs(claims.amount - sums.amount) <= {{ rounding }} * greatest(claims.amount, sums.amount)
        and sums.seoul_start
        between claims.seoul_start - {{ wrong_month_days }} and claims.seoul_end + {{ wrong_month_days }}

),

-- 4. Claims whose period, of a year at most, holds one anchor. Joined month by month, so that no claim meets every
-- anchor.
period_months as (

    select
        claim_id,
        block,
        anchor_subject,
        seoul_start,
        seoul_end,
        unnest(generate_series(date_trunc('month', seoul_start), seoul_end, interval 1 month))::date as day_month
    from claim_kinds
    where
        telling = 'period'
        and is_single
        and time_precision != 'day'
        and day_count between 2 and 366
        and not needs_day

),

contained as (

    select
        period_months.claim_id,
        anchor_months.anchor_key,
        4 as rule
    from period_months
    inner join anchor_months
        on
            period_months.block = anchor_months.block
            and period_months.day_month = anchor_months.day_month
            and period_months.anchor_subject = anchor_months.subject
            and anchor_months.day_start between period_months.seoul_start and period_months.seoul_end

),

-- 5. Undated claims of a document that dates one fitting event of the days before it: "the launch" in a story is the
-- story's launch. 6. Else the only fitting event that it dates at all.
document_anchors as (

    select distinct
        claims.document_id,
        claims.published_on,
        anchors.block,
        anchors.subject,
        anchors.anchor_key,
        anchors.day_start
    from dated
    inner join claims on dated.claim_id = claims.claim_id
    inner join anchors on dated.anchor_key = anchors.anchor_key

),

same_document as (

    select
        claim_kinds.claim_id,
        document_anchors.anchor_key,
        if(
            document_anchors.day_start
            between document_anchors.published_on - {{ news_days }} and document_anchors.published_on,
            5,
            6
        ) as rule
    from claim_kinds
    inner join document_anchors
        on
            claim_kinds.document_id = document_anchors.document_id
            and claim_kinds.block = document_anchors.block
            and claim_kinds.anchor_subject = document_anchors.subject
    where claim_kinds.telling = 'undated' and claim_kinds.is_single and not claim_kinds.needs_day

),

-- 7. News speaks of what just happened, a plan of what is about to: the one fitting anchor of the days before it,
-- 8. else of the weeks around it. Washington speaks on the evening before Seoul's day.
claim_kinds_by_clock as (

    select
        *,
        if(
            block like 'weapons.%' and (origin_family = 'US' or event_time_zone like 'America/%'), 1, 0
        ) as washington_days
    from claim_kinds

),

near_months as (

    select
        claim_id,
        block,
        anchor_subject,
        case
            when telling = 'plan' then published_on - 1
            when subject is null then published_on - {{ news_days }}
            when anchor_subject in ('nuclear_test', 'satellite_launch_vehicle') or is_new_round
                then published_on - {{ reach_back_days_rare }}
            else published_on - {{ reach_back_days }}
        end as near_start,
        if(
            telling = 'plan',
            greatest(
                published_on + if(block = 'sanctions.measure', {{ reach_ahead_days_rounds }}, {{ reach_ahead_days }}),
                coalesce(seoul_end, published_on)
            ),
            published_on + washington_days
        ) as near_end,
        published_on - {{ news_days }} as news_start,
        published_on + washington_days as news_end
    from claim_kinds_by_clock
    where
        (telling = 'undated' or (telling = 'plan' and subject is not null))
        and is_single
        and not needs_day
        -- Sanctions as such stand; only a new round of them is news.
        and (block != 'sanctions.measure' or is_new_round or not contains(subject, '|regime|') or telling = 'plan')

),

near_month_rows as (

    select
        near_months.*,
        unnest(
            generate_series(date_trunc('month', near_start), least(near_end, near_start + 200), interval 1 month)
        )::date as day_month
    from near_months

),

near as (

    select
        near_month_rows.claim_id,
        anchor_months.anchor_key,
        if(anchor_months.day_start between near_month_rows.news_start and near_month_rows.news_end, 7, 8) as rule
    from near_month_rows
    inner join anchor_months
        on
            near_month_rows.block = anchor_months.block
            and near_month_rows.day_month = anchor_months.day_month
            and near_month_rows.anchor_subject = anchor_months.subject
            and anchor_months.day_start between near_month_rows.near_start and near_month_rows.near_end

),

-- 9. A named victim or party that has one anchor in all, or one in the year that the claim names. A listing that names
-- a month is of that month, and a theft that names a sum is of that sum (rule 3), or another one.
same_name as (

    select
        claims.claim_id,
        anchors.anchor_key,
        9 as rule
    from claims
    inner join anchors on claims.block = anchors.block and claims.subject = anchors.subject
    where
        claims.block in ('cyber', 'sanctions.designation', 'sanctions.delisting')
        and claims.telling in ('undated', 'open', 'period', 'plan')
        and claims.time_precision != 'day'
        and anchors.day_start <= claims.published_on
        and (
            claims.day_count = 0
            or (anchors.day_start <= claims.seoul_end and anchors.day_end >= claims.seoul_start)
            or (
                claims.block = 'cyber'
                and claims.amount is null
                and year(anchors.day_start) between year(claims.seoul_start) and year(claims.seoul_end)
            )
        )

),

candidates as (

    select * from dated
    union all
    select * from same_ordinal
    union all
    select * from same_sum
    union all
    select * from contained
    union all
    select * from same_document
    union all
    select * from near
    union all
    select * from same_name

),

-- The first rule that finds anything decides, and only if it finds one: what could be two things stays by itself.
counted as (

    select
        candidates.claim_id,
        candidates.rule,
        min(candidates.anchor_key) as anchor_key,
        count(distinct candidates.anchor_key) as anchor_count
    from candidates
    left join claims on candidates.claim_id = claims.claim_id
    inner join anchors on candidates.anchor_key = anchors.anchor_key
    -- Unequal ordinals are never one event.
    where coalesce(claims.ordinal_ever = anchors.ordinal_ever, true)
    group by candidates.claim_id, candidates.rule
    qualify row_number() over (partition by candidates.claim_id order by candidates.rule) = 1

),

-- What a document ties together speaks of one event: a claim without a day of its own takes the anchor that the surest
-- of its group have, if they have one.
grouped as (

    select
        claims.claim_id,
        claims.document_id,
        claims.block,
        claims.char_start,
        claims.telling,
        claims.time_precision,
        claims.seoul_start,
        claims.is_event_denied,
        groups.group_id,
        if(counted.anchor_count = 1, counted.anchor_key, null) as own_anchor_key,
        if(counted.anchor_count = 1, counted.rule, null) as own_rule
    from all_claims as claims
    inner join groups on claims.claim_id = groups.claim_id
    left join counted on claims.claim_id = counted.claim_id

),

group_anchors as (

    select
        group_id,
        min(own_rule) as rule,
        min(own_anchor_key) as anchor_key
    from (
        select
            *,
            min(own_rule) over (partition by group_id) as surest_rule
        from grouped
        where own_rule is not null
    ) as attached
    where own_rule = surest_rule
    group by group_id
    having count(distinct own_anchor_key) = 1

),

decided as (

    select
        grouped.claim_id,
        grouped.group_id,
        grouped.char_start,
        if(keeps_own, grouped.own_anchor_key, coalesce(group_anchors.anchor_key, grouped.own_anchor_key)) as anchor_key,
        if(keeps_own, grouped.own_rule, coalesce(group_anchors.rule, grouped.own_rule)) as strength,
        if(
            keeps_own or group_anchors.anchor_key is null or group_anchors.anchor_key = grouped.own_anchor_key,
            grouped.own_rule,
            {{ linked_rule }}
        ) as rule
    from (
        select
            *,
            -- A day or an ordinal of the claim's own outranks its group.
            coalesce(own_rule <= 2, false)
            or (time_precision = 'day' and telling != 'plan')
            -- What holds since a day is not the round of this one.
            or (time_precision = 'since' and block = 'sanctions.measure') as keeps_own
        from grouped
    ) as grouped
    left join group_anchors on grouped.group_id = group_anchors.group_id

),

-- What the text tells apart is two: the one that is held to the anchor more loosely, else the later one, gives way, and
-- those that are tied to it.
told_apart as (

    select distinct
        if(later.strength < earlier.strength, earlier.group_id, later.group_id) as group_id,
        later.anchor_key
    from apart_links
    inner join decided as later on apart_links.claim_id = later.claim_id
    inner join decided as earlier on apart_links.antecedent_id = earlier.claim_id
    where later.anchor_key = earlier.anchor_key and later.group_id != earlier.group_id

)

select
    decided.claim_id,
    decided.anchor_key,
    case decided.rule
        when 1 then 'same_day'
        when 2 then 'same_ordinal'
        when 3 then 'same_amount'
        when 4 then 'in_period'
        when 5 then 'same_document'
        when 6 then 'same_document'
        when 7 then 'near_in_time'
        when 8 then 'near_in_time'
        when 9 then 'same_name'
        else 'linked'
    end as attached_by
from decided
left join told_apart on decided.group_id = told_apart.group_id and decided.anchor_key = told_apart.anchor_key
where decided.anchor_key is not null and told_apart.group_id is null
