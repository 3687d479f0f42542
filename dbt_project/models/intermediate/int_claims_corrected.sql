{%- set slots = review_slots() -%}
{#- What a claim's own words were resolved to gives way with the words. -#}
{%- set derived = {'actor_id': 'actor', 'target_id': 'target', 'origin_source': 'asserted_by'} -%}
with

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

reviews as (

    select * from {{ ref('stg_reference__claim_reviews') }}

),

targets as (

    select * from {{ ref('int_review_targets') }}
    where review = 'claim_reviews' and missing is null

),

decisions as materialized (

    select
        targets.claim_id,
        targets.extractor,
        reviews.review_row,
        reviews.decision,
        reviews.slot,
        reviews.value,
        reviews.reviewer,
        reviews.reviewed_on
    from targets
    inner join reviews on targets.review_row = reviews.review_row

),

-- The last word counts: on the claim as such, and on each slot.
verdicts as (

    select
        claim_id,
        extractor,
        arg_max(decision, (reviewed_on, review_row)) as reviewed,
        arg_max(reviewer, (reviewed_on, review_row)) as reviewed_by,
        max(reviewed_on) as reviewed_on,
        coalesce(
            arg_max(decision, (reviewed_on, review_row)) filter (where decision in ('accept', 'reject')) = 'reject',
            false
        ) as is_rejected
    from decisions
    group by claim_id, extractor

),

settings as (

    select
        claim_id,
        extractor,
        map_from_entries(list(struct_pack(slot := slot, value := coalesce(value, '')))) as set_values
    from (
        select *
        from decisions
        where decision = 'set'
        qualify
            row_number() over (
                partition by claim_id, extractor, slot order by reviewed_on desc, review_row desc
            ) = 1
    ) as last_settings
    group by claim_id, extractor

),

touched as (

    select
        claims.*,
        verdicts.reviewed,
        verdicts.reviewed_by,
        verdicts.reviewed_on,
        verdicts.is_rejected,
        coalesce(settings.set_values, map { }) as set_values
    from claims
    inner join verdicts on claims.claim_id = verdicts.claim_id and claims.extractor = verdicts.extractor
    left join settings on claims.claim_id = settings.claim_id and claims.extractor = settings.extractor

),

corrected as (

    select
        * replace (
            {%- for slot, kind in slots.items() %}
            if(
                map_contains(set_values, '{{ slot }}'),
                try_cast(nullif(set_values['{{ slot }}'], '') as {{ kind if kind is string else 'varchar' }}),
                {%- if slot in derived %}
                if(map_contains(set_values, '{{ derived[slot] }}'), null, {{ slot }})
                {%- else %}
                {{ slot }}
                {%- endif %}
            ) as {{ slot }}{{ ',' if not loop.last }}
            {%- endfor %}
        )
    from touched

),

judged as (

    select
        *,
        case
            when
                (time_precision = 'none') != (event_start is null and event_end is null)
                or coalesce(event_end < event_start, false)
                then 'time'
            when coalesce(quantity_high < quantity, false) then 'quantity'
            when
                coalesce(amount_high < amount, false) or (amount is not null and currency is null)
                then 'amount'
        end as contradiction
    from corrected

)

-- Corrections that contradict each other or the claim are not applied.
select * exclude (set_values)
from judged
where contradiction is null
union all by name
select
    touched.* exclude (set_values),
    judged.contradiction
from touched
inner join judged on touched.claim_id = judged.claim_id and touched.extractor = judged.extractor
where judged.contradiction is not null
