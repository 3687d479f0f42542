with

ancestors as (

    select * from {{ ref('int_party_ancestors') }}

)

select
    party_id,
    ancestor_id,
    distance::integer as distance
from ancestors
