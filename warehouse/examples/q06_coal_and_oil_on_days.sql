-- Question 6 (compliance): coal, refined oil, crude: what was allowed on four days, up to what limit, by which act?
-- Right: coal under the cap of resolution 2321, then the ban of 2371; refined oil on 1 January 2018: 500,000 barrels a
--   year by 2397. Two limits in one row (tonnes and dollars) bind whichever is reached first.
-- Mind: `exemption` rows are exceptions written into an act, beside the ban or cap of the same goods.
-- Trap: the 2,000,000 barrels of 2375 for 2018, which 2397 replaced before they took effect.
select
    days.day,
    in_force.item,
    in_force.measure,
    in_force.limit_quantity,
    in_force.limit_unit,
    in_force.limit_amount,
    in_force.limit_currency,
    in_force.limit_period,
    in_force.instrument,
    in_force.valid_from,
    in_force.valid_to,
    in_force.basis,
    in_force.headline_fact_id
from marts.sanctions_in_force as in_force
inner join
    (
        select unnest([date '2017-01-01', date '2017-06-01', date '2017-09-01', date '2018-01-01']) as day
    ) as days
    on days.day between in_force.valid_from and coalesce(in_force.valid_to, date '9999-12-31')
where
    in_force.imposer = 'un_security_council'
    and in_force.item in ('coal', 'refined_petroleum', 'crude_oil')
order by in_force.item asc, days.day asc, in_force.measure asc;
