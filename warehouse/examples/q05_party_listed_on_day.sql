-- Question 5 (compliance): was this party, under any spelling, listed on the day of the payment, by whom, under what
--   programme; is it now?  Here: "tornado.cash", payment on 1 December 2024. Change the two constants.
-- Right: intervals per list; the party found by any of its names; listed on the day, not listed now.
-- Trap: parties only counted ("16 individuals") among the named; a mixer listed in 2022, listed again, removed in 2025,
--   shown as listed.
-- Mind: this is no screening list. It knows the parties that its documents and reference data name, and no others: no
--   row is no clearance.
select
    in_force.party_id,
    in_force.party_name,
    in_force.list_id,
    in_force.programmes,
    in_force.valid_from,
    in_force.valid_to,
    date '2024-12-01' between in_force.valid_from
    and coalesce(in_force.valid_to, date '9999-12-31') as was_listed_on_day,
    in_force.valid_to is null as is_listed_now,
    in_force.basis,
    in_force.headline_fact_id
from marts.designations_in_force as in_force
left join marts.dim_parties as parties on in_force.party_id = parties.party_id
where
    list_contains(
        list_transform(
            list_append(coalesce(parties.names, []), in_force.party_name),
            lambda name: regexp_replace(lower(name), '[^a-z0-9]', '', 'g')
        ),
        regexp_replace(lower('tornado.cash'), '[^a-z0-9]', '', 'g')
    )
order by in_force.list_id asc, in_force.valid_from asc;
