-- No party is on a list after its last removal from it, unless it was listed again by an act with a day of its own.
with

removals as (

    select
        party_id,
        list_id,
        max(removed_on) as removed_on
    from {{ ref('stg_reference__party_listings') }}
    where removed_on is not null
    group by party_id, list_id

),

listings as (

    select
        party_id,
        list_id,
        max(listed_on) as listed_on
    from {{ ref('stg_reference__party_listings') }}
    group by party_id, list_id

)

select
    in_force.interval_id,
    in_force.party_id,
    in_force.list_id,
    removals.removed_on
from {{ ref('designations_in_force') }} as in_force
inner join removals
    on
        in_force.party_id = removals.party_id
        and in_force.list_id = removals.list_id
inner join listings
    on
        in_force.party_id = listings.party_id
        and in_force.list_id = listings.list_id
left join {{ ref('fct_designations') }} as anew
    on
        in_force.party_id = anew.party_id
        and in_force.list_id = anew.list_id
        and anew.action = 'listed'
        and anew.acted_on_basis = 'stated'
        and removals.removed_on <= anew.acted_on
where
    removals.removed_on > listings.listed_on
    and in_force.valid_to is null
    and anew.fact_id is null
