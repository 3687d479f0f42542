-- Parties that a text only counts ("16 individuals") are no party: no interval stands on them.
select
    in_force.interval_id,
    designations.fact_id,
    designations.headline_quote
from {{ ref('designations_in_force') }} as in_force
inner join {{ ref('fct_designations') }} as designations on in_force.headline_fact_id = designations.fact_id
where designations.party_kind = 'counted'
