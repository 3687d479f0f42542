with

designations as (

    select * from {{ ref('fct_designations') }}

),

listings as (

    select * from {{ ref('stg_reference__party_listings') }}

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

-- One party by its id, else by its name as written; parties that are only counted have no interval.
acts as (

    select
        coalesce(party_id, {{ slug('party_name') }}) as party_key,
        party_id,
        party_name,
        list_id,
        action,
        acted_on,
        acted_on_basis,
        programme,
        case when action = 'listed' then instrument end as instrument,
        fact_id,
        'claimed' as basis
    from designations
    where
        party_kind = 'named'
        and list_id is not null
        and coalesce(party_id, party_name) is not null
        and status in ('occurred', 'in_force')
        and support <> 'denied_only'

    union all

    select
        listings.party_id as party_key,
        listings.party_id,
        parties.name as party_name,
        listings.list_id,
        'listed' as action,
        listings.listed_on as acted_on,
        'reference' as acted_on_basis,
        listings.programme,
        listings.instrument_id as instrument,
        null as fact_id,
        'reference' as basis
    from listings
    inner join parties on listings.party_id = parties.party_id
    where listings.listed_on is not null

    union all

    select
        listings.party_id as party_key,
        listings.party_id,
        parties.name as party_name,
        listings.list_id,
        'removed' as action,
        listings.removed_on as acted_on,
        'reference' as acted_on_basis,
        null as programme,
        null as instrument,
        null as fact_id,
        'reference' as basis
    from listings
    inner join parties on listings.party_id = parties.party_id
    where listings.removed_on is not null

),

-- An interval ends with a removal: a listing made again while the first one stands opens no second interval, and a
-- removal closes whatever stands. On one day a removal comes before a listing (removed and listed anew).
numbered as (

    select
        *,
        count(distinct case when action = 'removed' then acted_on end) over (
            partition by party_key, list_id
            order by acted_on
            range between unbounded preceding and current row
        ) - case when action = 'removed' then 1 else 0 end as removals_before
    from acts

),

-- An old listing that a later text only mentions, without a day, never opens an interval again after a removal.
dated as (

    select * from numbered
    where not (action = 'listed' and acted_on_basis = 'first_reported' and removals_before > 0)

),

intervals as (

    select
        party_key,
        list_id,
        removals_before,
        min(party_id) as party_id,
        first(party_name order by basis desc, acted_on asc, party_name asc) as party_name,
        min(acted_on) filter (where action = 'listed') as listed_on,
        max(acted_on) filter (where action = 'listed') as last_listed_on,
        min(acted_on) filter (where action = 'removed') as removed_on,
        list(distinct programme order by programme) filter (where programme is not null) as programmes,
        list(distinct instrument order by instrument) filter (where instrument is not null) as instruments,
        count(distinct fact_id) as fact_count,
        first(fact_id order by acted_on, fact_id) filter (where fact_id is not null) as headline_fact_id,
        case
            when bool_and(basis = 'claimed') then 'claimed'
            when bool_and(basis = 'reference') then 'reference'
            else 'both'
        end as basis
    from dated
    group by party_key, list_id, removals_before

)

select
    md5(concat_ws('|', party_key, list_id, removals_before)) as interval_id,
    party_key,
    party_id,
    party_name,
    list_id,
    coalesce(programmes, []) as programmes,
    coalesce(instruments, []) as instruments,
    listed_on as valid_from,
    removed_on - 1 as valid_to,
    last_listed_on,
    removed_on,
    basis,
    fact_count,
    headline_fact_id
from intervals
where
    -- a removal told again after the party was off the list already is no interval
    listed_on is not null
    or removals_before = 0
