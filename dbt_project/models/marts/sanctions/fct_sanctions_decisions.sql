with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type = 'sanctions.decision'

),

claims as (

    select * from {{ ref('int_claims') }}
    where claim_type = 'sanctions.decision'

),

instruments as (

    select * from {{ ref('stg_reference__instruments') }}

),

imposers as (

    select * from {{ ref('int_imposers_named') }}

),

-- What the claims say of the act beside the leading columns: the first claim that says it, in order of publication.
said as (

    select
        fact_id,
        first(action order by published_on, document_id, char_start) filter (where action is not null) as action,
        first(instrument order by published_on, document_id, char_start)
            filter (where instrument is not null) as instrument,
        max(valid_until) as valid_until
    from claims
    group by fact_id

)

select
    facts.fact_id,
    facts.fact_type,
    facts.grain,
    facts.status,
    facts.actor,
    facts.item,
    facts.target,
    facts.place,
    facts.event_start,
    facts.event_end,
    facts.time_precision,
    facts.value_low,
    facts.value_best,
    facts.value_high,
    facts.value_unit,
    facts.amount_low,
    facts.amount_best,
    facts.amount_high,
    facts.currency,
    facts.value_counted,
    facts.amount_counted,
    facts.support,
    facts.claim_count,
    facts.document_count,
    facts.source_count,
    facts.first_reported_on,
    facts.last_reported_on,
    facts.headline_quote,
    facts.headline_document_id,
    coalesce(imposers.imposer, facts.actor) as decided_by,
    said.action,
    coalesce(instruments.instrument_id, said.instrument) as instrument,
    instruments.name as instrument_name,
    instruments.kind as instrument_kind,
    instruments.adopted_on,
    instruments.effective_on,
    coalesce(said.valid_until, instruments.valid_until) as valid_until,
    instruments.supersedes,
    case when instruments.instrument_id is null then 'claimed' else 'both' end as basis
from facts
inner join said on facts.fact_id = said.fact_id
left join instruments on coalesce(said.instrument, facts.item) = instruments.instrument_id
left join imposers on facts.actor = imposers.source_id
