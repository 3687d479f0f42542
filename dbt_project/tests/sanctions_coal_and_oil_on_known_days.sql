-- What the Security Council allowed on four days that people ask for, as the resolutions have it. The 2,000,000 barrels
-- of resolution 2375 were replaced before they took effect: a row with them here means that succession is broken.
with

asked as (

    select * from (
        values
        (date '2017-01-01', 'coal', 'export_cap', 7500000.0, 'resolution_2321'),
        (date '2017-06-01', 'coal', 'export_cap', 7500000.0, 'resolution_2321'),
        (date '2017-09-01', 'coal', 'export_ban', null, 'resolution_2371'),
        (date '2018-01-01', 'coal', 'export_ban', null, 'resolution_2371'),
        (date '2017-11-01', 'refined_petroleum', 'import_cap', 500000.0, 'resolution_2375'),
        (date '2018-01-01', 'refined_petroleum', 'import_cap', 500000.0, 'resolution_2397'),
        (date '2018-01-01', 'crude_oil', 'import_cap', 4000000.0, 'resolution_2397')
    ) as expected (day, item, measure, limit_quantity, instrument)

),

found as (

    select
        asked.day,
        in_force.item,
        in_force.measure,
        in_force.limit_quantity,
        in_force.instrument
    from (select distinct day, item from asked) as asked
    inner join {{ ref('sanctions_in_force') }} as in_force
        on
            asked.item = in_force.item
            and asked.day between in_force.valid_from and coalesce(in_force.valid_to, date '9999-12-31')
    where in_force.imposer = 'un_security_council'

)

(select 'missing' as problem, * from asked except select 'missing' as problem, * from found)
union all
(select 'too many' as problem, * from found except select 'too many' as problem, * from asked)
