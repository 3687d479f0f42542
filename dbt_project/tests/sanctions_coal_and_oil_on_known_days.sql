-- What the Security Council allowed on days that people ask for, as the resolutions have it. The 2,000,000 barrels of
-- resolution 2375 were replaced before they took effect: a row with them here means that succession is broken.
with

asked as (

    select
        unnest([
            date '2017-01-01', date '2017-06-01', date '2017-09-01', date '2018-01-01',
            date '2017-11-01', date '2018-01-01', date '2018-01-01'
        ]) as day,
        unnest([
            'coal', 'coal', 'coal', 'coal', 'refined_petroleum', 'refined_petroleum', 'crude_oil'
        ]) as item,
        unnest([
            'export_cap', 'export_cap', 'export_ban', 'export_ban', 'import_cap', 'import_cap', 'import_cap'
        ]) as measure,
        unnest([7500000, 7500000, null, null, 500000, 500000, 4000000]) as limit_quantity,
        unnest([
            'resolution_2321', 'resolution_2321', 'resolution_2371', 'resolution_2371',
            'resolution_2375', 'resolution_2397', 'resolution_2397'
        ]) as instrument

),

in_force as (

    select * from {{ ref('sanctions_in_force') }}
    where
        imposer = 'un_security_council'
        and measure in ('export_ban', 'export_cap', 'import_ban', 'import_cap')

),

days as (

    select distinct
        day,
        item
    from asked

),

found as (

    select
        days.day,
        in_force.item,
        in_force.measure,
        in_force.limit_quantity,
        in_force.instrument
    from days
    inner join in_force
        on
            days.item = in_force.item
            and days.day between in_force.valid_from and coalesce(in_force.valid_to, date '9999-12-31')

)

select
    coalesce(asked.day, found.day) as day,
    coalesce(asked.item, found.item) as item,
    asked.measure as right_measure,
    found.measure as found_measure,
    asked.limit_quantity as right_limit,
    found.limit_quantity as found_limit,
    found.instrument as found_instrument
from asked
full outer join found
    on
        asked.day = found.day
        and asked.item = found.item
        and asked.measure = found.measure
        and asked.instrument = found.instrument
        and asked.limit_quantity is not distinct from found.limit_quantity
where asked.day is null or found.day is null
