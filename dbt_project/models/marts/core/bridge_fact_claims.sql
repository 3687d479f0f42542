with

claims as (

    select * from {{ ref('int_claims') }}

),

facts as (

    select * from {{ ref('int_facts') }}

),

-- An anchor was named by the claims of its day; of one without a day the first claim speaks for it.
anchors as (

    select
        anchor_key,
        arg_min(
            claim_id, (attached_by is distinct from 'same_day', published_on, document_id, char_start, claim_id)
        ) as anchor_claim_id
    from claims
    where anchor_key is not null
    group by anchor_key

)

select
    claims.fact_id,
    claims.claim_id,
    facts.fact_type,
    claims.document_id,
    claims.is_first_claim,
    coalesce(claims.attached_by, if(claims.act is not null, 'same_act', 'same_key')) as attached_by,
    claims.is_event_denied as is_denial,
    anchors.anchor_claim_id
from claims
inner join facts on claims.fact_id = facts.fact_id
left join anchors on claims.anchor_key = anchors.anchor_key
