with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type in ('weapons.launch', 'weapons.nuclear_test')

),

claims as (

    select * from {{ ref('int_claims') }}
    where claim_type in ('weapons.launch', 'weapons.nuclear_test')

),

details as (

    select * from {{ ref('stg_raw__claim_details') }}

),

items as (

    select * from {{ ref('int_items') }}

),

claimed as (

    select
        fact_id,
        coalesce(list(distinct model order by model) filter (where model is not null), []) as models,
        coalesce(list(distinct item order by item) filter (where item is not null), []) as items_named,
        mode(ordinal order by ordinal) filter (where ordinal_scope = 'ever') as ordinal_ever,
        mode(place_id order by place_id) filter (where place_role = 'launch_site') as launch_site,
        mode(place_id order by place_id) filter (where place_role = 'impact') as impact_area,
        coalesce(list(distinct origin_family order by origin_family) filter (where not is_event_denied), [])
            as affirmed_by,
        coalesce(list(distinct origin_family order by origin_family) filter (where is_event_denied), [])
            as denied_by
    from claims
    group by fact_id

),

detailed as (

    select
        claims.fact_id,
        coalesce(list(distinct details.value order by details.value) filter (where details.attribute = 'outcome'), [])
            as outcomes,
        mode(details.value order by details.value) filter (where details.attribute = 'launch_site') as launch_site,
        mode(details.value order by details.value) filter (where details.attribute = 'impact_area') as impact_area,
        max(try_cast(details.value as double)) filter (where details.attribute = 'range_km') as range_km,
        max(try_cast(details.value as double)) filter (where details.attribute = 'apogee_km') as apogee_km,
        max(try_cast(details.value as double)) filter (where details.attribute = 'flight_minutes') as flight_minutes,
        max(try_cast(details.value as double)) filter (where details.attribute = 'yield_kt') as yield_kt,
        max(try_cast(details.value as double)) filter (where details.attribute = 'magnitude') as magnitude
    from details
    inner join claims on details.claim_id = claims.claim_id and details.extractor = claims.extractor
    group by claims.fact_id

)

select
    {{ leading_columns('facts') }},
    items.class_id as item_class,
    claimed.models,
    claimed.items_named,
    coalesce(detailed.outcomes, []) as outcomes,
    claimed.ordinal_ever,
    coalesce(claimed.launch_site, detailed.launch_site) as launch_site,
    coalesce(claimed.impact_area, detailed.impact_area) as impact_area,
    detailed.range_km,
    detailed.apogee_km,
    detailed.flight_minutes,
    detailed.yield_kt,
    detailed.magnitude,
    claimed.affirmed_by,
    claimed.denied_by,
    case
        when facts.grain != 'event' or facts.status != 'occurred' or not facts.is_countable then null
        when facts.value_unit = 'occasion' then coalesce(facts.value_best, 1)::integer
        else 1
    end as occasions_counted,
    facts.event_start_inferred,
    facts.time_basis
from facts
left join claimed on facts.fact_id = claimed.fact_id
left join detailed on facts.fact_id = detailed.fact_id
left join items on facts.item = items.item_id
