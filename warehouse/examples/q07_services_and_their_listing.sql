-- Question 7 (compliance): which services laundered which theft's proceeds, and was the service listed on that day?
-- Right: one service a row, joined to the theft that its money came from and to its intervals on lists. The day is the
--   laundering's where a text gives one, else the day of the first report.
-- Trap: "mixers like A, B and C" as one string.
-- Mind: the theft is known where one sentence tells both, or where the document tells of no other theft; else it is
--   null.
select
    laundering.service_name,
    laundering.service_id,
    laundering.service_kind,
    laundering.launderer as said_to_be_used_by,
    laundering.amount_best,
    laundering.currency,
    thefts.victim_name as proceeds_of,
    laundering.proceeds_basis,
    coalesce(laundering.event_start, laundering.first_reported_on) as on_day,
    laundering.event_start is null as is_day_of_report,
    in_force.list_id as listed_on_that_day,
    in_force.valid_from as listed_since,
    laundering.support,
    laundering.fact_id
from marts.fct_laundering as laundering
left join marts.fct_cyber_attacks as thefts on laundering.proceeds_of_fact_id = thefts.fact_id
left join marts.designations_in_force as in_force
    on
        laundering.service_id = in_force.party_id
        and coalesce(laundering.event_start, laundering.first_reported_on)
        between in_force.valid_from and coalesce(in_force.valid_to, date '9999-12-31')
where
    laundering.service_id is not null
    and laundering.status = 'occurred'
order by thefts.victim_name asc nulls last, laundering.service_name asc, laundering.fact_id asc;
