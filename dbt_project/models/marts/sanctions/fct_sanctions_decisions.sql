with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type = 'sanctions.decision'

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
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
        arg_min(action, told) as action,
        arg_min(instrument, told) as instrument,
        max(valid_until) as valid_until
    from claims
    group by fact_id

),

-- The instrument that the claims name, or that their item is; else the only one of its kind that was adopted on the
-- days that the fact speaks of. A veto is a state's, on a draft of the Council's.
candidates as (

    select
        facts.fact_id,
        instruments.*,
        case
            when said.instrument = instruments.instrument_id then 1
            when facts.item = instruments.instrument_id then 2
            when said.instrument is not null then null
            when said.action = 'vetoed' and instruments.kind = 'vetoed_draft' then 3
            when coalesce(imposers.imposer, facts.actor) <> instruments.imposer then null
            when facts.item = instruments.kind then 3
            when
                facts.item = 'panel_mandate' and said.action = 'extended' and instruments.kind = 'mandate_renewal'
                then 3
            when
                facts.item is null and coalesce(said.action, 'adopted') = 'adopted' and instruments.kind = 'resolution'
                then 3
        end as tie
    from facts
    inner join said on facts.fact_id = said.fact_id
    left join imposers on facts.actor = imposers.source_id
    inner join instruments
        on
            said.instrument = instruments.instrument_id
            or facts.item = instruments.instrument_id
            or (
                facts.time_precision in ('day', 'month')
                and instruments.adopted_on between facts.event_start and facts.event_end
            )

),

matched as (

    select * from candidates
    where tie is not null
    qualify
        row_number() over (partition by fact_id order by tie, instrument_id) = 1
        and (tie < 3 or count(*) over (partition by fact_id) = 1)

)

select
    {{ leading_columns('facts') }},
    coalesce(imposers.imposer, facts.actor) as decided_by,
    said.action,
    coalesce(matched.instrument_id, said.instrument) as instrument,
    case
        when said.instrument is not null then 'instrument'
        when matched.tie = 2 then 'item'
        when matched.tie = 3 then 'date'
    end as instrument_basis,
    matched.name as instrument_name,
    matched.kind as instrument_kind,
    matched.adopted_on,
    matched.effective_on,
    coalesce(said.valid_until, matched.valid_until) as valid_until,
    matched.supersedes,
    case when matched.instrument_id is null then 'claimed' else 'both' end as basis
from facts
inner join said on facts.fact_id = said.fact_id
left join matched on facts.fact_id = matched.fact_id
left join imposers on facts.actor = imposers.source_id
