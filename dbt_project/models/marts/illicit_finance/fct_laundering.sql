with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type = 'finance.laundering'

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type = 'finance.laundering'

),

theft_claims as (

    select
        int_claims.fact_id,
        int_claims.document_id,
        int_claims.char_start,
        int_claims.char_end
    from {{ ref('int_claims') }} as int_claims
    inner join {{ ref('int_facts') }} as int_facts on int_claims.fact_id = int_facts.fact_id
    where
        int_facts.fact_type = 'finance.cyber_theft'
        and int_facts.grain = 'event'

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

valued as (

    select * from {{ ref('int_facts_valued') }}

),

-- What the claims say beside the leading columns: the first claim that says it, in order of publication.
said as (

    select
        fact_id,
        arg_min(target_id, told) as service_id,
        arg_min(target, told) as service_as_written,
        arg_min(method, told) as method,
        arg_min(amount_role, told) as amount_role,
        arg_min(amount_basis, told) as amount_basis,
        arg_max(asset_quantity, told) as asset_quantity,
        arg_max(asset_code, told) filter (where asset_quantity is not null) as asset_code
    from claims
    group by fact_id

),

-- Thefts whose sentence is also the sentence that tells of the laundering.
same_sentence as (

    select
        claims.fact_id,
        min(theft_claims.fact_id) as theft_fact_id
    from claims
    inner join theft_claims
        on
            claims.document_id = theft_claims.document_id
            and claims.char_start < theft_claims.char_end
            and claims.char_end > theft_claims.char_start
    group by claims.fact_id
    having count(distinct theft_claims.fact_id) = 1

),

-- The one theft that a document tells of is the one whose proceeds it follows; where it tells of several, nobody knows.
only_theft as (

    select
        document_id,
        min(fact_id) as theft_fact_id
    from theft_claims
    group by document_id
    having count(distinct fact_id) = 1

),

same_document as (

    select
        claims.fact_id,
        min(only_theft.theft_fact_id) as theft_fact_id
    from claims
    inner join only_theft on claims.document_id = only_theft.document_id
    group by claims.fact_id
    having count(distinct only_theft.theft_fact_id) = 1

)

select
    {{ leading_columns('facts') }},
    facts.actor as launderer,
    parties.party_id as service_id,
    coalesce(parties.name, said.service_as_written, facts.target) as service_name,
    parties.kind as service_kind,
    said.method,
    case when facts.amount_best is not null then coalesce(said.amount_role, 'laundered') end as amount_role,
    case when facts.amount_best is not null then coalesce(said.amount_basis, 'total') end as amount_basis,
    valued.amount_usd,
    said.asset_quantity,
    said.asset_code,
    coalesce(same_sentence.theft_fact_id, same_document.theft_fact_id) as proceeds_of_fact_id,
    case
        when same_sentence.theft_fact_id is not null then 'same_sentence'
        when same_document.theft_fact_id is not null then 'only_theft_of_document'
    end as proceeds_basis,
    valued.usd_rate,
    valued.usd_rate_year,
    valued.usd_basis,
    case when facts.amount_counted is not null then valued.amount_usd end as amount_counted_usd
from facts
inner join said on facts.fact_id = said.fact_id
left join valued on facts.fact_id = valued.fact_id
left join same_sentence on facts.fact_id = same_sentence.fact_id
left join same_document on facts.fact_id = same_document.fact_id
left join parties on coalesce(said.service_id, facts.target) = parties.party_id
