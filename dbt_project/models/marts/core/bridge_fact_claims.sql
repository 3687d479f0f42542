with

claims as (

    select * from {{ ref('int_claims') }}

),

facts as (

    select * from {{ ref('int_facts') }}

)

select
    claims.fact_id,
    claims.claim_id,
    facts.fact_type,
    claims.document_id,
    claims.is_first_claim,
    coalesce(claims.attached_by, if(claims.act is not null, 'same_act', 'same_key')) as attached_by,
    claims.is_event_denied as is_denial
from claims
inner join facts on claims.fact_id = facts.fact_id
