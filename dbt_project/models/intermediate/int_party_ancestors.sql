with recursive

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

-- A tree of a handful of levels: the bound only keeps a mistaken cycle in the seed from running for ever.
-- The top may be a state, which need not be a party of its own.
climbed as (

    select
        party_id,
        party_id as ancestor_id,
        parent_id as next_id,
        0 as distance
    from parties
    union all
    select
        climbed.party_id,
        climbed.next_id as ancestor_id,
        parties.parent_id as next_id,
        climbed.distance + 1 as distance
    from climbed
    left join parties on climbed.next_id = parties.party_id
    where climbed.next_id is not null and climbed.distance < 12

)

select
    party_id,
    ancestor_id,
    min(distance) as distance
from climbed
group by party_id, ancestor_id
