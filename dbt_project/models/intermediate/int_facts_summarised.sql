with

claims as (

    select
        *,
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
        end as precision_rank,
        origin_role not in ('outlet', 'unplaced') and origin_kind != 'anonymous' and origin_family != 'anonymous'
            as is_own_witness
    from {{ ref('int_claims') }}

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
        mode(place_id order by place_id) filter (where place_id is not null) as place
    from claims
    group by fact_id

),

counted as (

    select
        fact_id,
        bool_or(claim_type = 'finance.cyber_theft' and is_undenied) as is_theft,
        min(claim_type) as claim_type,
        arg_min(claim_grain, (published_on, document_id, char_start, claim_id)) as grain,
        any_value(block) as block,
        any_value(fact_key) as fact_key,
        any_value(subject order by subject) as subject,
        bool_and(not is_undenied) as is_absence,
        bool_or(not is_undenied) as has_denial,
        bool_or(is_undenied and not is_unfirm) as has_firm,
        bool_and(coalesce(amount_role = 'attempted', false)) filter (where is_undenied and not is_unfirm) as is_attempt,
        arg_max(polarity, (published_on, is_unfirm, claim_id)) filter (where is_undenied) as latest_polarity,
        count(*)::integer as claim_count,
        count(distinct document_id)::integer as document_count,
        count(distinct origin_family)::integer as source_count,
        count(distinct origin_family) filter (where is_undenied and is_own_witness) as witness_count,
        min(published_on) as first_reported_on,
        max(published_on) as last_reported_on
    from claims
    group by fact_id

),

figures as (

    select
        claims.fact_id,
        min(claims.quantity) filter (where claims.counted_unit = spoken.value_unit) as value_low,
        max(coalesce(claims.quantity_high, claims.quantity))
        filter (where claims.counted_unit = spoken.value_unit) as value_high,
        arg_min(
            struct_pack(quantity := claims.quantity, is_total := coalesce(claims.quantity_basis, 'total') = 'total'),
            (claims.is_unfirm, claims.origin_rank, -epoch(claims.published_on::timestamp), claims.claim_id)
        ) filter (where claims.quantity is not null and claims.counted_unit = spoken.value_unit) as number,
        min(claims.amount) filter (where claims.currency = spoken.currency) as amount_low,
        max(coalesce(claims.amount_high, claims.amount))
        filter (where claims.currency = spoken.currency) as amount_high,
        arg_min(
            struct_pack(
                amount := claims.amount,
                is_total := coalesce(claims.amount_basis, 'total') = 'total',
                is_loss := coalesce(claims.amount_role, 'stolen') = 'stolen'
            ),
            (
                coalesce(claims.amount_basis, 'total') != 'total',
                claims.is_unfirm,
                claims.origin_rank,
                -epoch(claims.published_on::timestamp),
                claims.claim_id
            )
        ) filter (where claims.amount is not null and claims.currency = spoken.currency) as money
    from claims
    inner join spoken on claims.fact_id = spoken.fact_id
    where claims.is_undenied
    group by claims.fact_id

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
        figures.number.is_total as value_is_total,
        figures.money.is_total as amount_is_total,
        figures.money.is_loss as amount_is_loss,
        case
            when counted.is_absence then 'denied_only'
            when counted.has_denial then 'disputed'
            when counted.witness_count >= 2 then 'corroborated'
            else 'single_source'
        end as support,
        counted.claim_count,
        counted.document_count,
        counted.source_count,
        counted.first_reported_on,
        counted.last_reported_on,
        spoken.headline.quote as headline_quote,
        spoken.headline.document as headline_document_id,
        counted.block,
        counted.subject,
        counted.fact_key
    from counted
    inner join spoken on counted.fact_id = spoken.fact_id
    left join figures on counted.fact_id = figures.fact_id

)

select * from assembled
