{#- Over how many pairs of claims, one behind the other, people may tie facts together. -#}
{%- set merge_reach = 4 -%}
with

claims as (

    select * from {{ ref('int_claims_keyed') }}

),

attached as (

    select * from {{ ref('int_claims_attached') }}

),

groups as (

    select * from {{ ref('int_claims_grouped') }}

),

reviewed_pairs as (

    select * from {{ ref('int_fact_reviews_paired') }}

),

partnered as (

    select
        claims.*,
        attached.anchor_key,
        attached.attached_by,
        groups.group_id,
        coalesce(
            counterparty,
            if(actor_id = 'KP' or actor_id is null, target_id, actor_id),
            'unsaid'
        ) as partner_id,
        coalesce(
            ability,
            case
                when quantity_unit = 'km' then 'reach'
                when quantity_unit in ('missile', 'warhead', 'launcher') then 'possess'
            end
        ) as ability_shown,
        coalesce(seoul_start::varchar, '') || '/' || coalesce(seoul_end::varchar, '') as period_key,
        count(distinct if(ordinal_scope = 'ever', year(seoul_start), null)) over by_number as ordinal_years
    from claims
    inner join groups on claims.claim_id = groups.claim_id
    left join attached on claims.claim_id = attached.claim_id
    window by_number as (partition by block, ordinal)

),

-- Claims that hang on no anchor: the key names what they say, over which period; `claim_id` in it keeps a claim alone.
keyed as (

    select
        *,
        case
            when act is not null then concat_ws('|', 'act', block, subject, act)
            when anchor_key is not null then anchor_key
            when telling = 'absence'
                then concat_ws('|', 'absence', claim_type, item, if(time_precision = 'none', claim_id, period_key))
            when claim_type in ('weapons.launch', 'weapons.nuclear_test') and telling = 'series'
                then concat_ws(
                    '|',
                    'series',
                    claim_type,
                    item,
                    counted_unit,
                    if(time_precision = 'none' and quantity is null, claim_id, period_key),
                    -- A total without its period is a total as of its document.
                    if(time_precision = 'none', document_id, null)
                )
            when
                claim_type in ('weapons.launch', 'weapons.nuclear_test')
                and ordinal_scope = 'ever'
                and ordinal_years = 1
                and telling in ('period', 'undated')
                then concat_ws('|', 'event', claim_type, subject, 'number', ordinal)
            when claim_type in ('weapons.launch', 'weapons.nuclear_test') and telling = 'period' and is_single
                then concat_ws('|', 'event', claim_type, subject, period_key)
            when claim_type in ('weapons.launch', 'weapons.nuclear_test') then concat_ws('|', 'alone', claim_id)
            -- A show or a test stand run is an occasion, each other ability a state; a programme as such is one.
            when claim_type = 'weapons.capability' and ability_shown in ('display', 'static_test')
                then concat_ws(
                    '|', 'occasion', claim_type, item, ability_shown, if(day_count > 0, period_key, document_id)
                )
            when claim_type = 'weapons.capability'
                then concat_ws(
                    '|',
                    'standing',
                    claim_type,
                    actor_id,
                    item,
                    if(
                        item like '%\_programme' escape '\'
                        and ability_shown in ('develop', 'produce', 'possess', 'reach', 'deliver', 'other'),
                        null,
                        ability_shown
                    ),
                    -- What is made or can be done is one wherever it is; what is put or built somewhere is not.
                    if(ability_shown in ('develop', 'produce', 'possess', 'deliver', 'reach'), null, place_id),
                    if(ability_shown = 'deploy' and day_count > 0, period_key, null)
                )
            when claim_type = 'weapons.tempo'
                then concat_ws('|', 'tempo', item, if(day_count > 0, period_key, claim_id))
            when block = 'cyber' and subject is not null and telling != 'series'
                then concat_ws('|', 'event', block, subject)
            -- A sum taken on a day is one theft, though the victim is not said.
            when claim_type = 'finance.cyber_theft' and amount is not null and time_precision = 'day'
                then concat_ws('|', 'event', block, 'unsaid', currency, period_key)
            when claim_type = 'finance.cyber_theft' and amount is not null and day_count > 0
                then concat_ws(
                    '|',
                    'series',
                    claim_type,
                    item,
                    period_key,
                    nullif(amount_basis, 'total'),
                    if(amount_basis = 'share', target_id, null)
                )
            when claim_type = 'finance.cyber_theft' and amount is not null
                then concat_ws('|', 'series', claim_type, currency, amount::varchar, period_key)
            when block = 'cyber' and target_id is not null
                then concat_ws('|', 'series', block, target_id, document_id)
            -- What states say of the country's doings in general is one practice.
            when
                block = 'cyber'
                and time_precision = 'none'
                and quantity is null
                and regexp_matches(quote, '(?i)\bcyber[- ]?(activit(y|ies)|threats?)\b')
                then concat_ws('|', 'standing', block, actor_id)
            when block = 'cyber' then concat_ws('|', 'alone', claim_id)
            when claim_type = 'finance.laundering' and target_is_named
                then concat_ws('|', 'standing', claim_type, target_id, if(day_count > 0, period_key, null))
            when claim_type = 'finance.laundering'
                then concat_ws('|', 'standing', claim_type, actor_id, item, target_id, amount::varchar, document_id)
            when claim_type = 'finance.trade'
                then concat_ws(
                    '|', 'standing', claim_type, item, flow, partner_id, polarity,
                    if(day_count > 0, period_key, null), if(quantity is null, null, quantity_unit),
                    -- Goods and a partner that are not said may be any.
                    if(partner_id = 'unsaid', coalesce(place_id, document_id), null)
                )
            when claim_type = 'finance.labour' and length(place_id) > 2 -- a site, not a country
                then concat_ws('|', 'standing', claim_type, item, place_id, if(day_count > 0, period_key, null))
            when claim_type = 'finance.labour' and length(place_id) > 2 -- a site, not a country
                then concat_ws('|', 'standing', claim_type, item, place_id, if(day_count > 0, period_key, null))
            when claim_type = 'finance.labour'
                then concat_ws(
                    '|', 'standing', claim_type, actor_id, item, quantity::varchar, quantity_unit, amount::varchar,
                    amount_basis, period_key,
                    -- Workers abroad as such are one practice.
                    if(
                        item = 'labour'
                        and concat_ws('|', quantity::varchar, amount::varchar, target_id, place_id, period_key) = '/',
                        null,
                        document_id
                    )
                )
            when claim_type = 'finance.revenue' and amount is not null
                then concat_ws(
                    '|', 'series', claim_type, item, currency, amount_role, period_key,
                    -- A sum without its period is the same as an equal one.
                    if(period_key = '/', amount::varchar, null)
                )
            when claim_type = 'finance.revenue'
                then concat_ws(
                    '|', 'standing', claim_type, actor_id, item, polarity, if(item is null, document_id, null)
                )
            when claim_type = 'sanctions.measure' and telling in ('period', 'plan') and day_count > 0
                then concat_ws('|', 'event', block, subject, period_key)
            when claim_type = 'sanctions.measure' and telling = 'plan'
                then concat_ws('|', 'plan', block, subject, document_id)
            when claim_type = 'sanctions.measure'
                then concat_ws('|', 'standing', block, subject, if(is_new_round, year(published_on)::varchar, null))
            when subject is not null and claim_type in ('sanctions.designation', 'sanctions.delisting')
                then concat_ws(
                    '|',
                    'event',
                    block,
                    subject,
                    if(telling = 'plan', 'plan', null),
                    if(day_count > 0, period_key, null)
                )
            when claim_type in ('sanctions.designation', 'sanctions.delisting')
                then concat_ws(
                    '|', 'group', block, actor_family, coalesce(quantity::varchar || quantity_unit, target_id),
                    if(time_precision = 'day', period_key, document_id)
                )
            when block = 'sanctions.decision' and telling in ('period', 'undated', 'open')
                then concat_ws('|', 'event', block, subject, if(day_count > 0, period_key, document_id))
            else concat_ws('|', 'alone', claim_id)
        end as own_key
    from partnered

),

-- How far a key reaches: acts and anchors are the claim's own, a claim alone may stand with its group under any other.
ranked as materialized (

    select
        *,
        case
            when act is not null then 1
            when anchor_key is not null then 2
            when starts_with(own_key, 'event|') then 3
            when starts_with(own_key, 'alone|') then 9
            when starts_with(own_key, 'standing|') or starts_with(own_key, 'plan|') then 5
            else 4
        end as key_rank
    from keyed

),

-- What a document ties together stands under one key, the one that reaches furthest, else the first.
group_keys as (

    select
        group_id,
        arg_min(
            struct_pack(fact_key := own_key, how := time_precision, start_on := seoul_start),
            (key_rank, char_start, claim_id)
        ) as lead
    from ranked
    group by group_id

),

named as materialized (

    select
        ranked.claim_id,
        ranked.document_id,
        ranked.published_on,
        ranked.char_start,
        if(
            ranked.key_rank <= 2
            -- What holds since a day is not what was done on another one.
            or (
                ranked.time_precision = 'since'
                and ranked.block != 'cyber'
                and (group_keys.lead.how != 'since' or group_keys.lead.start_on != ranked.seoul_start)
            ),
            ranked.own_key,
            group_keys.lead.fact_key
        ) as fact_key
    from ranked
    inner join group_keys on ranked.group_id = group_keys.group_id

),

-- What people say of two claims outranks all that. Two: the later one leaves to a fact of its own.
review_sides as materialized (

    select
        reviewed_pairs.decision,
        {{ review_side('named') }} as side,
        {{ review_side('others') }} as other_side
    from reviewed_pairs
    inner join named on reviewed_pairs.claim_id = named.claim_id
    inner join named as others on reviewed_pairs.other_claim_id = others.claim_id

),

parted as materialized (

    select distinct
        greatest(side, other_side).claim_id as claim_id,
        concat_ws('|', side.fact_key, 'apart', greatest(side, other_side).claim_id) as fact_key
    from review_sides
    where decision = 'split' and side.fact_key = other_side.fact_key

),

-- One: all that stands under their two keys stands under that of the earlier claim, over some steps of such pairs.
merged_keys as (

    select
        coalesce(parted.fact_key, review_sides.side.fact_key) as fact_key,
        coalesce(other_parted.fact_key, review_sides.other_side.fact_key) as other_key,
        review_sides.side,
        review_sides.other_side
    from review_sides
    left join parted on review_sides.side.claim_id = parted.claim_id
    left join parted as other_parted on review_sides.other_side.claim_id = other_parted.claim_id
    where review_sides.decision = 'merge'

),

merge_steps as materialized (

    select
        fact_key,
        other_key,
        side
    from merged_keys
    union
    select
        other_key as fact_key,
        fact_key as other_key,
        other_side as side
    from merged_keys

),

led_0 as materialized (

    select
        fact_key,
        min(struct_pack(side := side, fact_key := fact_key)) as lead
    from merge_steps
    group by fact_key

),
{% for step in range(1, merge_reach + 1) %}
led_{{ step }} as materialized (

    select
        merge_steps.fact_key,
        min(least(own.lead, others.lead)) as lead
    from merge_steps
    inner join led_{{ step - 1 }} as own on merge_steps.fact_key = own.fact_key
    inner join led_{{ step - 1 }} as others on merge_steps.other_key = others.fact_key
    group by merge_steps.fact_key

),
{% endfor %}
reviewed as materialized (

    select
        ranked.* exclude (attached_by),
        coalesce(led.lead.fact_key, parted.fact_key, named.fact_key) as fact_key,
        if(
            coalesce(led.lead.fact_key, parted.fact_key, named.fact_key) = named.fact_key,
            ranked.attached_by,
            'reviewed'
        ) as attached_by
    from ranked
    inner join named on ranked.claim_id = named.claim_id
    left join parted on named.claim_id = parted.claim_id
    left join led_{{ merge_reach }} as led on coalesce(parted.fact_key, named.fact_key) = led.fact_key

),

-- What one row of the fact will be; a claim's own view, the fact takes its first claim's.
grained as materialized (

    select
        * exclude (own_key, key_rank),
        case
            when act is not null or anchor_key is not null then 'event'
            when regexp_matches(fact_key, '^(event|group|occasion)\|') then 'event'
            when starts_with(fact_key, 'standing|') and (quantity is not null or amount is not null) and day_count > 0
                then 'aggregate'
            when starts_with(fact_key, 'standing|') then 'standing'
            when starts_with(fact_key, 'plan|') then 'event'
            when telling = 'plan' and is_single and block in ('weapons.launch', 'weapons.nuclear_test') and quantity = 1
                then 'event'
            when claim_type in ('weapons.launch', 'weapons.nuclear_test') and telling = 'undated' and quantity = 1
                then 'event'
            when block in ('sanctions.decision') then 'event'
            else 'aggregate'
        end as claim_grain
    from reviewed

),

first_claims as (

    select
        fact_key,
        arg_min(
            claim_id,
            -- The last ones tell claims of one type on one span apart, in the order that makes their ids.
            (published_on, document_id, char_start, char_end, claim_type, item, target, actor, event_start, claim_id)
        ) as first_claim_id
    from grained
    group by fact_key

)

select
    grained.*,
    {{ fact_id('first_claims.first_claim_id') }} as fact_id,
    grained.claim_id = first_claims.first_claim_id as is_first_claim
from grained
inner join first_claims on grained.fact_key = first_claims.fact_key
