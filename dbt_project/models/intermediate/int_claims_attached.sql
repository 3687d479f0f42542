{%- set reach_back_days = 60 -%}
{#- Of nuclear tests and launches into orbit there are one or two a year: the last one stays "the" test for longer. -#}
{%- set reach_back_days_rare = 180 -%}
{%- set reach_ahead_days = 45 -%}

with

claims as (

    select
        claim_id,
        document_id,
        block,
        subject,
        act,
        telling,
        is_single,
        published_on,
        certainty,
        seoul_start,
        seoul_end,
        day_count,
        time_precision,
        if(ordinal_scope = 'ever', ordinal, null) as ordinal_ever,
        item,
        item_line
    from {{ ref('int_claims_keyed') }}
    -- Only of launches may the kind be left open ("a missile"); a party that is not named is nobody in particular.
    where subject is not null or block = 'weapons.launch'

),

anchors as (

    select * from {{ ref('int_fact_anchors') }}

),

anchor_months as (

    select
        anchor_key,
        block,
        subject,
        day_start,
        date_trunc('month', day_start)::date as day_month
    from anchors
    where is_day

),

-- 1. Claims that name a day.
dated as (

    select
        claims.claim_id,
        anchors.anchor_key,
        1 as rule
    from claims
    inner join anchors
        on
            claims.block = anchors.block
            and claims.seoul_start = anchors.day_start
            and (
                claims.subject = anchors.subject
                or claims.subject is null
                or {{ may_be_any('claims.subject', 'anchors.subject') }}
            )
    where
        claims.time_precision = 'day'
        and claims.telling in ('day', 'period')
        and claims.act is null
        and anchors.is_day

),

-- 2. "Its fourth nuclear test" is the fourth, whenever the text puts it.
same_ordinal as (

    select
        claims.claim_id,
        anchors.anchor_key,
        2 as rule
    from claims
    inner join anchors
        on
            claims.block = anchors.block
            and claims.subject = anchors.subject
            and claims.ordinal_ever = anchors.ordinal_ever
    where claims.telling in ('undated', 'period') and claims.time_precision != 'day'

),

-- 3. Claims whose period, of a year at most, holds one anchor. Joined month by month, so that no claim meets every
-- anchor.
period_months as (

    select
        claim_id,
        block,
        subject,
        seoul_start,
        seoul_end,
        unnest(generate_series(date_trunc('month', seoul_start), seoul_end, interval 1 month))::date as day_month
    from claims
    where telling = 'period' and is_single and time_precision != 'day' and day_count between 2 and 366 and act is null

),

contained as (

    select
        period_months.claim_id,
        anchor_months.anchor_key,
        3 as rule
    from period_months
    inner join anchor_months
        on
            period_months.block = anchor_months.block
            and period_months.day_month = anchor_months.day_month
            and anchor_months.day_start between period_months.seoul_start and period_months.seoul_end
            and (
                period_months.subject = anchor_months.subject
                or period_months.subject is null
                or {{ may_be_any('period_months.subject', 'anchor_months.subject') }}
            )

),

-- 4. Undated claims of a document that names one fitting anchor: "the launch" in a story is the story's launch.
document_anchors as (

    select distinct
        claims.document_id,
        anchors.block,
        anchors.subject,
        anchors.anchor_key
    from dated
    inner join claims on dated.claim_id = claims.claim_id
    inner join anchors on dated.anchor_key = anchors.anchor_key

),

same_document as (

    select
        claims.claim_id,
        document_anchors.anchor_key,
        4 as rule
    from claims
    inner join document_anchors
        on
            claims.document_id = document_anchors.document_id
            and claims.block = document_anchors.block
            and (
                claims.subject = document_anchors.subject
                or claims.subject is null
                or {{ may_be_any('claims.subject', 'document_anchors.subject') }}
            )
    where claims.telling = 'undated' and claims.is_single and claims.act is null

),

-- 5. A named victim or party that has one anchor in all, or one in the year that the claim names.
named as (

    select
        claims.claim_id,
        anchors.anchor_key,
        5 as rule
    from claims
    inner join anchors on claims.block = anchors.block and claims.subject = anchors.subject
    where
        claims.block in ('cyber', 'sanctions.designation', 'sanctions.delisting')
        and claims.telling in ('undated', 'open', 'period', 'plan')
        and claims.time_precision != 'day'
        and anchors.day_start <= claims.published_on
        and (
            claims.day_count = 0
            or year(anchors.day_start) between year(claims.seoul_start) and year(claims.seoul_end)
        )

),

-- 6. News speaks of what just happened, a plan of what is about to: the one fitting anchor of the weeks around it.
near_months as (

    select
        claim_id,
        block,
        subject,
        case
            when telling = 'plan' then published_on - 1
            when subject in ('nuclear_test', 'satellite_launch_vehicle') then published_on - {{ reach_back_days_rare }}
            else published_on - {{ reach_back_days }}
        end as near_start,
        if(
            telling = 'plan',
            greatest(published_on + {{ reach_ahead_days }}, coalesce(seoul_end, published_on)),
            published_on
        ) as near_end
    from claims
    where
        telling in ('undated', 'plan')
        and subject is not null
        and is_single
        and act is null
        and block in ('weapons.launch', 'weapons.nuclear_test', 'sanctions.measure', 'sanctions.decision')

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
        6 as rule
    from near_month_rows
    inner join anchor_months
        on
            near_month_rows.block = anchor_months.block
            and near_month_rows.day_month = anchor_months.day_month
            and near_month_rows.subject = anchor_months.subject
            and anchor_months.day_start between near_month_rows.near_start and near_month_rows.near_end

),

candidates as (

    select * from dated
    union all
    select * from same_ordinal
    union all
    select * from contained
    union all
    select * from same_document
    union all
    select * from named
    union all
    select * from near

),

-- The first rule that finds anything decides, and only if it finds one: what could be two things stays by itself.
counted as (

    select
        candidates.claim_id,
        candidates.rule,
        min(candidates.anchor_key) as anchor_key,
        count(distinct candidates.anchor_key) as anchor_count
    from candidates
    inner join claims on candidates.claim_id = claims.claim_id
    inner join anchors on candidates.anchor_key = anchors.anchor_key
    -- Unequal ordinals are never one event.
    where
        coalesce(claims.ordinal_ever = anchors.ordinal_ever, true)
        -- Without a day of its own, an ICBM is not the short-range missile of the story; the missile may be either.
        and (
            candidates.rule = 1
            or claims.item is null
            or anchors.items is null
            or list_contains(anchors.item_line, claims.item)
            or coalesce(list_has_any(claims.item_line, anchors.items), true)
        )
    group by candidates.claim_id, candidates.rule
    qualify row_number() over (partition by candidates.claim_id order by candidates.rule) = 1

)

select
    claim_id,
    anchor_key,
    case rule
        when 1 then 'same_day'
        when 2 then 'same_ordinal'
        when 3 then 'in_period'
        when 4 then 'same_document'
        when 5 then 'same_name'
        else 'near_in_time'
    end as attached_by
from counted
where anchor_count = 1
