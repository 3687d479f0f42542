with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type in ('weapons.capability', 'weapons.tempo')

),

claims as (

    select * from {{ ref('int_claims') }}
    where claim_type in ('weapons.capability', 'weapons.tempo')

),

items as (

    select * from {{ ref('int_items') }}

),

claimed as (

    select
        fact_id,
        mode(ability_shown order by ability_shown) filter (where ability_shown is not null) as ability,
        coalesce(list(distinct model order by model) filter (where model is not null), []) as models,
        coalesce(list(distinct origin_source order by origin_source) filter (where polarity != 'denied'), [])
            as affirmed_by,
        coalesce(list(distinct origin_source order by origin_source) filter (where polarity = 'denied'), [])
            as denied_by,
        min(published_on) filter (where polarity != 'denied') as first_affirmed_on,
        min(published_on) filter (where polarity = 'denied') as first_denied_on,
        arg_max(certainty, (published_on, claim_id)) filter (where polarity != 'denied') as latest_certainty
    from claims
    group by fact_id

)

select
    {{ leading_columns('facts') }},
    items.class_id as item_class,
    claimed.ability,
    claimed.models,
    claimed.affirmed_by,
    claimed.denied_by,
    claimed.first_affirmed_on,
    claimed.first_denied_on,
    claimed.latest_certainty
from facts
left join claimed on facts.fact_id = claimed.fact_id
left join items on facts.item = items.item_id
