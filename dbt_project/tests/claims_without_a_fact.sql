-- Every current claim is a row of the claims mart unless people rejected it, and its fact exists; nothing of an old
-- extractor is left over.
with

claims as (

    select
        claim_id,
        fact_id
    from {{ ref('fct_claims') }}

),

facts as (

    select fact_id from {{ ref('int_facts') }}

),

extractions as (

    select
        extractions.document_id,
        extractions.claim_count
    from {{ ref('stg_raw__extractions') }} as extractions
    inner join {{ ref('int_extractions_chosen') }} as chosen
        on extractions.document_id = chosen.document_id and extractions.extractor = chosen.extractor

),

rejected as (

    select claim_id from {{ ref('int_claims_corrected') }}
    where is_rejected

),

totals as (

    select
        (select count(claims.claim_id) from claims) as claims_in_mart,
        (select coalesce(sum(extractions.claim_count), 0) from extractions) as claims_extracted,
        (select count(rejected.claim_id) from rejected) as claims_rejected,
        (
            select count(claims.claim_id)
            from claims
            left join facts on claims.fact_id = facts.fact_id
            where facts.fact_id is null
        ) as claims_without_fact

)

select *
from totals
where claims_in_mart + claims_rejected != claims_extracted or claims_without_fact > 0
