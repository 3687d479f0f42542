-- One party is on one list once at a time.
with

intervals as (

    select
        *,
        coalesce(valid_from, date '0001-01-01') as first_day,
        coalesce(valid_to, date '9999-12-31') as last_day
    from {{ ref('designations_in_force') }}

)

select
    earlier.interval_id,
    later.interval_id as overlapping_interval_id,
    earlier.party_key,
    earlier.list_id
from intervals as earlier
inner join intervals as later
    on
        earlier.party_key = later.party_key
        and earlier.list_id = later.list_id
        and earlier.interval_id < later.interval_id
where
    earlier.first_day <= later.last_day
    and later.first_day <= earlier.last_day
