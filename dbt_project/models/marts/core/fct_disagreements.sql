{#- Whoever gives another figure within days corrects it, later they revise it. -#}
{%- set correction_days = 7 -%}
with

claims as (

    select
        *,
        polarity != 'denied' as is_affirmed,
        case
            when denial_kind in ('denial', 'doubt', 'negative_finding', 'not_yet') then denial_kind
            when origin_role = 'accused' then 'denial'
            else 'negative_finding'
        end as kind_of_denial,
        certainty not in ('planned', 'possible') as is_firm,
        coalesce(amount_role, if(claim_type = 'finance.cyber_theft', 'stolen', null)) as money_role,
        (published_on, document_id, char_start) as told
    from {{ ref('int_claims') }}

),

facts as (

    select * from {{ ref('int_facts') }}

),

details as (

    select * from {{ ref('stg_raw__claim_details') }}
    where attribute = 'outcome'

),

party_ancestors as (

    select * from {{ ref('int_party_ancestors') }}

),

-- Figures that may be held against each other: of one unit, or of one currency, role and basis.
figures as (

    select
        fact_id,
        claim_id,
        'count' as slot,
        concat_ws(' ', counted_unit, nullif(coalesce(quantity_basis, 'total'), 'total'), item) as compared,
        quantity as figure,
        quantity_high as figure_high,
        coalesce(if(certainty = 'estimated', 'about', quantity_modifier), 'exact') as modifier
    from claims
    where is_affirmed and is_firm and quantity > 0 and block not like 'sanctions.%'
    union all
    select
        fact_id,
        claim_id,
        'amount' as slot,
        concat_ws(' ', currency, money_role, nullif(coalesce(amount_basis, 'total'), 'total')) as compared,
        amount::double as figure,
        amount_high::double as figure_high,
        coalesce(if(certainty = 'estimated', 'about', amount_modifier), 'exact') as modifier
    from claims
    -- Limits differ by act and by period, and are told apart in `sanctions_in_force`.
    where is_affirmed and is_firm and amount > 0 and block not like 'sanctions.%'

),

distinct_figures as (

    select
        fact_id,
        slot,
        compared,
        figure,
        max(figure_high) as figure_high,
        -- Who says it most exactly says what is meant.
        arg_min(modifier, (modifier != 'exact', modifier)) as modifier,
        -- The zeros of a sum are round, those of ten launches are not.
        if(
            slot = 'count' and figure < 100,
            length(printf('%.0f', figure)),
            length(trim(replace(printf('%.2f', figure), '.', ''), '0'))
        ) as digits
    from figures
    group by fact_id, slot, compared, figure

),

several_figures as (

    select
        *,
        floor(log10(figure)) as magnitude
    from distinct_figures
    qualify count(*) over (partition by fact_id, slot, compared) > 1

),

-- The figure that another one rounds, or that lies within what its modifier allows: no two positions.
meant as (

    select
        less.fact_id,
        less.slot,
        less.compared,
        less.figure,
        arg_min(
            more.figure, (-more.digits, abs(more.figure - less.figure), more.figure)
        ) as meant_figure
    from several_figures as less
    inner join several_figures as more
        on
            less.fact_id = more.fact_id
            and less.slot = more.slot
            and less.compared = more.compared
            and less.figure != more.figure
    where
        more.modifier in ('exact', 'about')
        and (
            (less.modifier in ('at_least', 'more_than') and more.figure >= less.figure)
            or (less.modifier in ('at_most', 'less_than') and more.figure <= less.figure)
            or more.figure between less.figure and less.figure_high
            -- Cut and rounded, with the figure itself not told: 1.4 and about 1.5 billion.
            or (
                less.slot = 'amount'
                and less.modifier = 'about'
                and (more.modifier = 'exact' or more.figure < less.figure)
                and less.digits = 2
                and more.digits = 2
                and less.magnitude = more.magnitude
                and abs(less.figure - more.figure) <= power(10, less.magnitude - 1) * 1.01
            )
            or (
                more.digits > less.digits
                and (
                    -- in hundredths of the last digit that the rounder figure has
                    abs(
                        round(more.figure / power(10, more.magnitude - less.digits + 1))
                        - less.figure / power(10, more.magnitude - less.digits + 1)
                    ) < 0.01
                    or (
                        less.digits > 1
                        and abs(
                            floor(more.figure / power(10, more.magnitude - less.digits + 1))
                            - less.figure / power(10, more.magnitude - less.digits + 1)
                        ) < 0.01
                    )
                )
            )
        )
    group by less.fact_id, less.slot, less.compared, less.figure

),

figure_positions as (

    select
        figures.fact_id,
        figures.claim_id,
        figures.slot,
        figures.compared,
        coalesce(further.meant_figure, meant.meant_figure, figures.figure) as figure
    from figures
    left join meant
        on
            figures.fact_id = meant.fact_id
            and figures.slot = meant.slot
            and figures.compared = meant.compared
            and figures.figure = meant.figure
    left join meant as further
        on
            meant.fact_id = further.fact_id
            and meant.slot = further.slot
            and meant.compared = further.compared
            and meant.meant_figure = further.figure

),

-- Classes and authors of which one contains another are one position, that of the narrower.
names as (

    select distinct
        fact_id,
        'item_or_model' as slot,
        'item' as compared,
        item as name,
        item_line as line
    from claims
    where is_affirmed and is_firm and item is not null and claim_type like 'weapons.%'
    union all
    select distinct
        claims.fact_id,
        'actor' as slot,
        'actor' as compared,
        claims.actor_id as name,
        lines.line
    from claims
    left join (
        select
            party_id,
            list(ancestor_id) as line
        from party_ancestors
        group by party_id
    ) as lines on claims.actor_id = lines.party_id
    where
        claims.is_affirmed
        and claims.certainty not in ('planned', 'possible')
        and claims.actor_id is not null
        and claims.block not like 'sanctions.%'

),

narrowest as (

    select
        names.fact_id,
        names.slot,
        names.compared,
        names.name,
        names.line
    from names
    where
        not exists (
            select 1
            from names as narrower
            where
                narrower.fact_id = names.fact_id
                and narrower.slot = names.slot
                and narrower.name != names.name
                and list_contains(narrower.line, names.name)
        )

),

positions as (

    select
        fact_id,
        claim_id,
        'happened' as slot,
        'event' as compared,
        if(is_event_denied, 'did not happen', 'happened') as position,
        null::double as figure,
        if(is_event_denied, kind_of_denial, null) as denial
    from claims
    where is_firm and (is_event_denied or is_affirmed) and not (is_event_denied and kind_of_denial = 'not_yet')
    union all
    -- What is said against one attribute of what nobody denies.
    select
        fact_id,
        claim_id,
        if(polarity_scope = 'item', 'item_or_model', polarity_scope) as slot,
        case polarity_scope
            when 'item' then if(model is null, 'item', 'model')
            when 'count' then concat_ws(' ', counted_unit, item)
            when 'amount' then concat_ws(' ', currency, money_role)
            when 'ability' then coalesce(ability, 'unsaid')
            else polarity_scope
        end as compared,
        case polarity_scope
            when 'item' then concat('not ', coalesce(model, item))
            when 'count' then concat('not ', printf('%.15g', quantity))
            when 'amount' then concat('not ', printf('%.15g', amount::double))
            when 'actor' then concat('not ', coalesce(actor_id, 'the accused'))
            when 'success' then 'failure'
            when 'ability' then 'not able'
        end as position,
        case polarity_scope when 'count' then quantity when 'amount' then amount::double end as figure,
        case
            when polarity_scope = 'success' and kind_of_denial = 'negative_finding' then null
            when kind_of_denial = 'negative_finding' then 'doubt'
            else kind_of_denial
        end as denial
    from claims
    where not is_affirmed and polarity_scope in ('item', 'count', 'amount', 'actor', 'success', 'ability')
    union all
    select
        fact_id,
        claim_id,
        'ability' as slot,
        coalesce(ability, 'unsaid') as compared,
        'able' as position,
        null as figure,
        null as denial
    from claims
    where is_affirmed and is_firm and claim_type = 'weapons.capability'
    union all
    select
        claims.fact_id,
        claims.claim_id,
        'success' as slot,
        'success' as compared,
        details.value as position,
        null as figure,
        null as denial
    from claims
    inner join details on claims.claim_id = details.claim_id and claims.extractor = details.extractor
    union all
    select
        fact_id,
        claim_id,
        slot,
        compared,
        printf('%.15g', figure) as position,
        figure,
        null as denial
    from figure_positions
    union all
    select
        fact_id,
        claim_id,
        'item_or_model' as slot,
        'model' as compared,
        model as position,
        null as figure,
        null as denial
    from claims
    where is_affirmed and model is not null
    union all
    select
        claims.fact_id,
        claims.claim_id,
        narrowest.slot,
        narrowest.compared,
        narrowest.name as position,
        null as figure,
        null as denial
    from claims
    inner join narrowest
        on
            claims.fact_id = narrowest.fact_id
            and narrowest.name = if(narrowest.slot = 'actor', claims.actor_id, claims.item)
    where claims.is_affirmed and claims.is_firm
    union all
    -- A day and the month around it are one date; only what lies apart from the day of the fact is another.
    select
        claims.fact_id,
        claims.claim_id,
        'date' as slot,
        'date' as compared,
        if(
            claims.seoul_end < facts.event_start or claims.seoul_start > facts.event_end,
            concat_ws(' to ', claims.seoul_start, nullif(claims.seoul_end, claims.seoul_start)),
            concat_ws(' to ', facts.event_start, nullif(facts.event_end, facts.event_start))
        ) as position,
        null as figure,
        null as denial
    from claims
    inner join facts on claims.fact_id = facts.fact_id
    where
        claims.is_affirmed
        and claims.is_firm
        and facts.grain = 'event'
        and claims.seoul_end >= claims.seoul_start
        and facts.event_end >= facts.event_start

),

-- Nearly all facts have one position a slot, and go no further.
contested as (

    select
        fact_id,
        slot,
        compared
    from positions
    group by fact_id, slot, compared
    having min(position) != max(position)

),

contested_positions as (

    select positions.*
    from positions
    inner join contested
        on
            positions.fact_id = contested.fact_id
            and positions.slot = contested.slot
            and positions.compared = contested.compared

),

held as (

    select
        positions.fact_id,
        positions.slot,
        positions.compared,
        positions.position,
        any_value(positions.figure) as figure,
        positions.denial,
        list(distinct claims.origin_source order by claims.origin_source) as held_by,
        list(distinct claims.claim_id order by claims.claim_id) as claim_ids,
        min(claims.told) as first_told,
        min(claims.published_on) as held_since,
        max(claims.published_on) as last_said_on,
        min(claims.seoul_start) filter (where positions.denial = 'negative_finding') as period_start,
        max(claims.seoul_end) filter (where positions.denial = 'negative_finding') as period_end
    from contested_positions as positions
    inner join claims on positions.claim_id = claims.claim_id
    -- Who denies and who doubts the same are two rows.
    group by positions.fact_id, positions.slot, positions.compared, positions.position, positions.denial

),

-- When each origin first took each position, and which one it had before.
turns as (

    select
        fact_id,
        slot,
        compared,
        position,
        held_by.origin_source,
        first_on,
        lag(position) over origin_turns as position_before,
        lag(first_on) over origin_turns as before_on,
        lead(position) over origin_turns as position_after
    from (
        select
            positions.fact_id,
            positions.slot,
            positions.compared,
            positions.position,
            claims.origin_source,
            min(claims.told) as first_told,
            min(claims.published_on) as first_on
        from contested_positions as positions
        inner join claims on positions.claim_id = claims.claim_id
        group by all
    ) as held_by
    window
        origin_turns as (
            partition by fact_id, slot, compared, origin_source
            order by first_told asc, position asc
        )

),

turned as (

    select
        fact_id,
        slot,
        compared,
        position,
        arg_min(position_before, (first_on, origin_source)) filter (where position_before is not null) as supersedes,
        bool_or(first_on - before_on > {{ correction_days }}) as is_revision,
        bool_or(position_before is not null and (first_on > before_on or slot = 'amount')) as is_changed,
        bool_and(position_after is not null) as is_superseded
    from turns
    group by fact_id, slot, compared, position

),

judged as (

    select
        held.*,
        turned.supersedes,
        coalesce(turned.is_superseded, false) as is_superseded,
        case
            when held.denial is not null then held.denial
            when held.slot in ('count', 'amount') and turned.is_revision then 'revision'
            when held.slot in ('count', 'amount') and turned.is_changed then 'correction'
            when held.first_told = min(held.first_told) filter (where held.denial is null) over slots then 'stated'
            else 'difference'
        end as kind
    from held
    inner join turned
        on
            held.fact_id = turned.fact_id
            and held.slot = turned.slot
            and held.compared = turned.compared
            and held.position = turned.position
    window slots as (partition by held.fact_id, held.slot, held.compared)

),

-- Who names two things at once sees two things, missiles of two kinds on one occasion: positions are held apart.
opposed as (

    select distinct
        judged.fact_id,
        judged.slot,
        judged.compared
    from judged
    inner join judged as other
        on
            judged.fact_id = other.fact_id
            and judged.slot = other.slot
            and judged.compared = other.compared
            and judged.position < other.position
    where not list_has_any(judged.held_by, other.held_by)
    union
    select
        fact_id,
        slot,
        compared
    from judged
    where kind not in ('stated', 'difference')

)

select
    judged.fact_id,
    facts.fact_type,
    judged.slot,
    judged.compared,
    judged.position,
    judged.figure as position_value,
    judged.kind,
    judged.held_by,
    judged.claim_ids,
    judged.held_since,
    judged.last_said_on,
    judged.period_start,
    judged.period_end,
    if(judged.kind in ('revision', 'correction'), judged.supersedes, null) as supersedes_position,
    judged.slot in ('count', 'amount') and judged.is_superseded as is_superseded
from judged
inner join facts on judged.fact_id = facts.fact_id
inner join opposed
    on
        judged.fact_id = opposed.fact_id
        and judged.slot = opposed.slot
        and judged.compared = opposed.compared
