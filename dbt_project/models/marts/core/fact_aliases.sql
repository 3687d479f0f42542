with

claims as (

    select * from {{ ref('int_claims') }}

)

select
    {{ fact_id('claim_id') }} as alias_id,
    fact_id,
    claim_id,
    alias_id = fact_id as is_current
from claims
