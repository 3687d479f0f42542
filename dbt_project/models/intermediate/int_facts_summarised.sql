{#- A story is published within days of what it is the news of. -#}
{%- set news_days = 3 -%}
with

witnessed as (

    select * from {{ ref('int_claims_witnessed') }}

),

claims as (

    select
        int_claims.*,
        witnessed.witness,
        witnessed.is_independent,
        polarity != 'denied' or not is_event_denied as is_undenied,
        certainty in ('planned', 'possible') as is_unfirm,
        {{ origin_rank('origin_role') }} as origin_rank,
        case time_precision
            when 'day' then 1
            when 'month' then 2
            when 'range' then 3
            when 'quarter' then 4
            when 'half' then 5
            when 'year' then 6
            when 'since' then 7
            when 'until' then 8
            else 9
        end as precision_rank
    from {{ ref('int_claims') }} as int_claims
    left join witnessed on int_claims.claim_id = witnessed.claim_id

),

-- The claim that speaks for the fact in each slot: undenied before denied, firm before planned, then by rank, then the
-- latest.
spoken as (

    select
        fact_id,
        arg_min(
            coalesce(actor_id, actor),
            (not is_undenied, origin_rank, -epoch(published_on::timestamp), claim_id)
        ) filter (where coalesce(actor_id, actor) is not null) as actor,
        arg_min(
            item,
            (
                not is_undenied,
                is_unfirm,
                -coalesce(item_depth, 0),
                origin_rank,
                -epoch(published_on::timestamp),
                claim_id
            )
        ) filter (where item is not null) as item,
        arg_min(
            coalesce(target_id, target), (not target_is_named, not is_undenied, origin_rank, claim_id)
        ) filter (where target is not null) as target,
        arg_min(
            struct_pack(first_day := seoul_start, last_day := seoul_end, how := time_precision),
            (not is_undenied, is_unfirm, precision_rank, origin_rank, published_on, claim_id)
        ) filter (where time_precision != 'none') as days,
        arg_min(
            counted_unit,
            (quantity_basis in ('share', 'per_year', 'per_month', 'per_worker'), is_unfirm, origin_rank, claim_id)
        ) filter (where is_undenied and quantity is not null) as value_unit,
        arg_min(
            currency,
            (amount_basis in ('share', 'per_year', 'per_month', 'per_worker'), is_unfirm, origin_rank, claim_id)
        ) filter (where is_undenied and amount is not null) as currency,
        arg_min(
            struct_pack(quote := quote, document := document_id),
            (
                not is_undenied,
                is_unfirm,
                precision_rank > 6,
                origin_rank,
                (item is null)::integer + (quantity is null)::integer + (amount is null)::integer,
                published_on,
                claim_id
            )
        ) as headline,
        mode(place_id order by place_id) filter (where place_id is not null) as place,
        -- The firmest word of the best-placed origin: an outlet that tells a suspicion as a fact does not make it one.
        arg_min(
            certainty,
            (
                not is_undenied,
                is_unfirm,
                origin_rank,
                list_position(['stated', 'estimated', 'alleged', 'possible', 'planned'], certainty)
            )
        ) as certainty
    from claims
    group by fact_id

),

counted as (

    select
        fact_id,
        bool_or(claim_type = 'finance.cyber_theft' and is_undenied) as is_theft,
        min(claim_type) as claim_type,
        any_value(claim_grain) filter (where is_first_claim) as grain,
        any_value(block) as block,
        any_value(fact_key) as fact_key,
        any_value(subject order by subject) as subject,
        bool_and(not is_undenied) as is_absence,
        -- What has not happened yet may still.
        bool_or(not is_undenied and coalesce(denial_kind, 'denial') != 'not_yet') as has_denial,
        bool_or(is_undenied and not is_unfirm) as has_firm,
        bool_and(coalesce(amount_role = 'attempted', false)) filter (where is_undenied and not is_unfirm) as is_attempt,
        arg_max(polarity, (published_on, is_unfirm, claim_id)) filter (where is_undenied) as latest_polarity,
        count(*)::integer as claim_count,
        count(distinct document_id)::integer as document_count,
        count(distinct witness)::integer as source_count,
        (count(distinct witness) filter (where is_undenied and is_independent))::integer as independent_source_count,
        min(published_on) as first_reported_on,
        max(published_on) as last_reported_on
    from claims
    group by fact_id

),

-- A figure counts from the day that its origin first gave it: who repeats an old one beside a new one has not gone
-- back.
said as (

    select
        claims.*,
        coalesce(quantity_basis, 'total') as number_basis,
        coalesce(amount_basis, 'total') as money_basis,
        coalesce(amount_role, 'stolen') as money_role,
        min(published_on) over (partition by fact_id, origin_source, quantity) as number_since,
        min(published_on) over (partition by fact_id, origin_source, amount) as money_since
    from claims
    where is_undenied

),

-- The figure that stands for the fact: of the highest-ranked origin the latest, never a mean.
best as (

    select
        said.fact_id,
        arg_min(
            struct_pack(quantity := quantity, basis := number_basis, said_by := origin_source),
            (is_unfirm, origin_rank, -epoch(number_since::timestamp), char_start, claim_id)
        ) filter (where quantity is not null and counted_unit = spoken.value_unit) as number,
        arg_min(
            struct_pack(amount := amount, basis := money_basis, role := money_role, said_by := origin_source),
            (
                money_basis != 'total',
                is_unfirm,
                origin_rank,
                -epoch(money_since::timestamp),
                char_start,
                claim_id
            )
        ) filter (where amount is not null and said.currency = spoken.currency) as money
    from said
    inner join spoken on said.fact_id = spoken.fact_id
    group by said.fact_id

),

-- Only like is held against like: what was tried for is no high figure of what was taken, a share no low one.
figures as (

    select
        said.fact_id,
        any_value(best.number) as number,
        any_value(best.money) as money,
        min(said.quantity)
        filter (where said.counted_unit = spoken.value_unit and said.number_basis = best.number.basis) as value_low,
        max(coalesce(said.quantity_high, said.quantity))
        filter (where said.counted_unit = spoken.value_unit and said.number_basis = best.number.basis) as value_high,
        min(said.amount) filter (
            where
            said.currency = spoken.currency
            and said.money_basis = best.money.basis
            and said.money_role = best.money.role
        ) as amount_low,
        max(coalesce(said.amount_high, said.amount)) filter (
            where
            said.currency = spoken.currency
            and said.money_basis = best.money.basis
            and said.money_role = best.money.role
        ) as amount_high
    from said
    inner join spoken on said.fact_id = spoken.fact_id
    inner join best on said.fact_id = best.fact_id
    group by said.fact_id

),

-- The one day of the news that a document dates, whatever claim of weapons it is that does.
document_days as (

    select
        document_id,
        min(seoul_start) as news_day
    from claims
    where
        claim_type like 'weapons.%'
        and time_precision = 'day'
        and seoul_start between published_on - {{ news_days }} and published_on
    group by document_id
    having count(distinct seoul_start) = 1

),

-- Where no claim dates an event, its day is that of the story that told it first, else the story's publication.
inferred as (

    select
        claims.fact_id,
        coalesce(document_days.news_day, claims.published_on) as inferred_on,
        if(document_days.news_day is null, 'publication_day', 'same_document') as basis
    from claims
    left join document_days on claims.document_id = document_days.document_id
    where claims.is_first_claim

),

assembled as (

    select
        counted.fact_id,
        case
            when counted.block != 'cyber' then counted.claim_type
            when counted.is_theft then 'finance.cyber_theft'
            else 'finance.cyber_operation'
        end as fact_type,
        if(counted.is_absence and counted.block not like 'sanctions.%', 'aggregate', counted.grain) as grain,
        case
            when counted.is_absence then 'reported_absent'
            when counted.latest_polarity = 'ceased' then 'ceased'
            when not counted.has_firm then 'planned'
            when counted.is_attempt then 'attempted'
            when counted.grain = 'standing' and counted.block like 'sanctions.%' then 'in_force'
            else 'occurred'
        end as status,
        spoken.actor,
        spoken.item,
        spoken.target,
        spoken.place,
        spoken.days.first_day as event_start,
        spoken.days.last_day as event_end,
        coalesce(spoken.days.how, 'none') as time_precision,
        figures.value_low,
        figures.number.quantity as value_best,
        figures.value_high,
        spoken.value_unit,
        figures.amount_low,
        figures.money.amount as amount_best,
        figures.amount_high,
        spoken.currency,
        figures.number.basis = 'total' as value_is_total,
        figures.money.basis = 'total' as amount_is_total,
        figures.money.role = 'stolen' as amount_is_loss,
        inferred.inferred_on,
        inferred.basis as inferred_basis,
        case
            when counted.is_absence then 'denied_only'
            when counted.has_denial then 'disputed'
            when counted.independent_source_count >= 2 then 'corroborated'
            else 'single_source'
        end as support,
        counted.claim_count,
        counted.document_count,
        counted.source_count,
        counted.independent_source_count,
        counted.first_reported_on,
        counted.last_reported_on,
        spoken.headline.quote as headline_quote,
        spoken.headline.document as headline_document_id,
        spoken.certainty,
        figures.number.said_by as value_best_by,
        figures.money.said_by as amount_best_by,
        counted.block,
        counted.subject,
        counted.fact_key
    from counted
    inner join spoken on counted.fact_id = spoken.fact_id
    left join figures on counted.fact_id = figures.fact_id
    left join inferred on counted.fact_id = inferred.fact_id

),

timed as (

    select
        * exclude (inferred_on, inferred_basis),
        coalesce(event_start, event_end) is null and grain = 'event' and status in ('occurred', 'attempted')
            as needs_inference,
        case
            when coalesce(event_start, event_end) is not null then 'stated'
            when needs_inference then inferred_basis
        end as time_basis,
        if(needs_inference, inferred_on, event_start) as event_start_inferred
    from assembled

)

select * exclude (needs_inference) from timed
