with

claims as (

    select * from {{ ref('int_claims_prepared') }}

),

-- One word of a party's name takes up the longer name that the document lists it under, where only one has that word.
full_names as (

    select
        short_names.document_id,
        short_names.claim_type,
        short_names.target_id,
        min(long_names.target_id) as full_target_id
    from claims as short_names
    inner join claims as long_names
        on
            short_names.document_id = long_names.document_id
            and short_names.claim_type = long_names.claim_type
            and list_contains(string_split(long_names.target_id, '_'), short_names.target_id)
    where
        short_names.claim_type in ('sanctions.designation', 'sanctions.delisting')
        and not contains(short_names.target_id, '_')
        and long_names.target_id != short_names.target_id
    group by short_names.document_id, short_names.claim_type, short_names.target_id
    having count(distinct long_names.target_id) = 1

),

-- Days by a clock that is certain. An outlet that quotes Washington may have turned its day into Seoul's already.
certain_days as (

    select distinct
        claim_type,
        item,
        seoul_start
    from claims
    where claim_type like 'weapons.%' and time_precision = 'day' and not coalesce(is_washington_day, false)

),

clocked as (

    select
        claims.claim_id,
        claims.event_start
    from claims
    inner join certain_days
        on
            claims.claim_type = certain_days.claim_type
            and claims.item = certain_days.item
            and claims.event_start = certain_days.seoul_start
    left join certain_days as next_days
        on
            claims.claim_type = next_days.claim_type
            and claims.item = next_days.item
            and claims.event_start + 1 = next_days.seoul_start
    where claims.is_washington_day and next_days.seoul_start is null

),

renamed as (

    select
        claims.* replace (
            coalesce(clocked.event_start, claims.seoul_start) as seoul_start,
            coalesce(clocked.event_start, claims.seoul_end) as seoul_end,
            coalesce(full_names.full_target_id, claims.target_id) as target_id,
            -- To go on with an order names the order and is another act.
            if(
                claims.claim_type = 'sanctions.decision'
                and regexp_matches(claims.quote, '(?i)\bcontinu(e|es|ed|ing|ation)\b')
                and claims.instrument is not null
                and claims.time_precision != 'day',
                'continued',
                claims.action
            ) as action
        )
    from claims
    left join clocked on claims.claim_id = clocked.claim_id
    left join full_names
        on
            claims.document_id = full_names.document_id
            and claims.claim_type = full_names.claim_type
            and claims.target_id = full_names.target_id

),

described as (

    select
        *,
        coalesce(seoul_end - seoul_start + 1, 0) as day_count,
        polarity = 'denied' and coalesce(polarity_scope, 'event') = 'event' as is_event_denied,
        -- A name of the lexicon, or capitalised throughout: "Bangladesh Bank", not "North Korean entities".
        coalesce(target_is_listed, false)
        or coalesce(
            length(target) > 2
            and regexp_full_match(target, '\p{Lu}[^ ,]*( (\p{Lu}[^ ,]*|\d[^ ,]*|of|and|the|for|al|de))*'),
            false
        ) as target_is_named,
        case
            when claim_type = 'weapons.nuclear_test' then 'test'
            when claim_type != 'weapons.launch' or quantity is null then quantity_unit
            when count_basis = 'occasion' then 'occasion'
            when count_basis = 'projectile' then 'missile'
            when quantity_unit in ('missile', 'rocket', 'projectile', 'shell') then 'missile'
            else 'launch'
        end as counted_unit,
        if(claim_type like 'finance.cyber_%', 'cyber', claim_type) as block,
        -- A committee or a mandate that a resolution makes is another decision than the resolution.
        coalesce(item not in ('committee', 'panel_mandate', 'panel_report', 'statement'), true) as is_act_itself,
        -- "The launch", "its nuclear test": one act without a count. A plural beside it leaves that open.
        coalesce(
            claim_type in ('weapons.launch', 'weapons.nuclear_test')
            and polarity != 'denied'
            and regexp_matches(quote, '(?i)\b(launch|test|test-fire|firing|liftoff|blast|explosion|missile|rocket)\b')
            and not regexp_matches(
                quote,
                '(?i)\b(launches|tests|firings|missiles|rockets|satellites|projectiles|blasts|explosions|devices'
                || '|series|string)\b'
            ),
            false
        ) as is_told_as_one,
        -- What might be done, or another one be done, lies ahead: a plan for all that a fact is.
        claim_type in ('weapons.launch', 'weapons.nuclear_test')
        and (
            certainty = 'planned'
            or (certainty = 'possible' and time_precision = 'none')
            or (certainty = 'estimated' and regexp_matches(quote, '(?i)\b(another|next|further)\b'))
        ) as is_ahead,
        -- A round of sanctions, as against sanctions that stand.
        claim_type = 'sanctions.measure'
        and regexp_matches(
            quote, '(?i)\b(new|newest|recently|latest|fresh|stronger|tougher|additional|expand\w*|tighten\w*)\b'
        ) as is_new_round
    from renamed

),

-- `subject` names what happened apart from its day; `act` names it so well that no day is needed.
subjected as (

    select
        described.*,
        case
            when claim_type = 'weapons.launch' then nullif(item, 'missile')
            when claim_type = 'weapons.nuclear_test' then 'nuclear_test'
            -- A state as the victim names no attack on it.
            when block = 'cyber'
                then coalesce(
                    -- A campaign goes on against many: who is told as its victim is a party of his own.
                    if(target_id is null, campaign, null),
                    if(target_is_named and not regexp_full_match(target_id, '[A-Z]{2}'), target_id, null)
                )
            when claim_type in ('sanctions.designation', 'sanctions.delisting')
                then if(target_is_named, concat_ws('|', coalesce(actor_family, 'unsaid'), target_id), null)
            when claim_type = 'sanctions.decision'
                then concat_ws(
                    '|',
                    coalesce(
                        if(is_act_itself, instrument, null),
                        if(item like 'resolution_%', item, null),
                        -- Several that veto one draft are one veto.
                        concat_ws(
                            '|',
                            if(action = 'vetoed', 'un_security_council', coalesce(actor_family, 'unsaid')),
                            coalesce(item, 'decision')
                        )
                    ),
                    if(action in ('adopted', 'declared', 'published'), null, action)
                )
            when claim_type = 'sanctions.measure'
                then concat_ws(
                    '|',
                    coalesce(actor_family, 'unsaid'),
                    measure,
                    coalesce(item, 'no_item'),
                    -- Assets are frozen of somebody: two rounds of it are two measures.
                    if(
                        target_id != 'KP' and (target_is_listed or measure in ('asset_freeze', 'travel_ban')),
                        target_id,
                        null
                    )
                )
        end as subject,
        case
            when
                claim_type = 'sanctions.decision'
                and coalesce(action, 'adopted') not in ('continued', 'extended', 'amended')
                then coalesce(if(is_act_itself, instrument, null), if(item like 'resolution_%', item, null))
            when claim_type = 'sanctions.measure' then instrument
        end as act
    from described

),

-- How the claim tells of its event, which decides whether it may name one, attach to one, or stands by itself.
told as (

    select
        subjected.*,
        case
            when is_event_denied and claim_type in ('weapons.launch', 'weapons.nuclear_test')
                then if(time_precision = 'day', 'period', 'absence')
            when is_event_denied then if(day_count > 0, 'period', 'undated')
            when
                claim_type in ('weapons.launch', 'weapons.nuclear_test')
                and quantity > 1
                and time_precision != 'day'
                and not (counted_unit = 'missile' and day_count between 1 and 7)
                then 'series'
            when
                claim_type in ('weapons.launch', 'weapons.nuclear_test')
                and quantity is null
                and ordinal is null
                and not is_told_as_one
                -- Of nuclear tests there are one or two a year: "its 2009 nuclear test" is one.
                and (day_count > if(claim_type = 'weapons.launch', 31, 366) or time_precision in ('since', 'until'))
                then 'series'
            when block = 'cyber' and subject is null then 'series'
            when certainty = 'planned' or is_ahead then 'plan'
            when time_precision = 'day' then 'day'
            when day_count > 0 then 'period'
            when time_precision in ('since', 'until') then 'open'
            else 'undated'
        end as telling,
        -- Speaks of one event: a bare plural ("fired missiles in January") does not.
        case claim_type
            when 'weapons.launch'
                then coalesce(quantity = 1, false) or ordinal is not null or counted_unit = 'missile' or is_told_as_one
            when 'weapons.nuclear_test'
                then coalesce(quantity = 1, ordinal is not null or is_told_as_one or day_count between 1 and 366)
            else true
        end as is_single
    from subjected

)

select * from told
