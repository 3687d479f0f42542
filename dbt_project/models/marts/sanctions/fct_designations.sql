with

facts as (

    select * from {{ ref('int_facts') }}
    where fact_type in ('sanctions.designation', 'sanctions.delisting')

),

claims as (

    select
        *,
        -- the order in which it was told: rows without a value are passed over
        (published_on, document_id, char_start, claim_id) as told
    from {{ ref('int_claims') }}
    where claim_type in ('sanctions.designation', 'sanctions.delisting')

),

listings as (

    select * from {{ ref('stg_reference__party_listings') }}

),

parties as (

    select * from {{ ref('stg_reference__parties') }}

),

imposers as (

    select * from {{ ref('int_imposers_named') }}

),

-- What the claims say of the act beside the leading columns: the first claim that says it, in order of publication.
said as (

    select
        fact_id,
        arg_min(target_id, told) as target_id,
        arg_min(target, told) as first_name,
        list(distinct target order by target) filter (where target is not null) as names_as_written,
        arg_min(list_id, told) as list_id,
        arg_min(programme, told) as programme,
        arg_min(instrument, told) as instrument,
        max(quantity) as party_count,
        bool_or(target_is_named or target_is_listed) as is_named,
        bool_or(regexp_matches(
            quote,
            '(\d|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen)\s+'
            || '(others?|more|further|additional)\b',
            'i'
        )) as is_rest
    from claims
    group by fact_id

),

acts as (

    select
        facts.*,
        case facts.fact_type when 'sanctions.delisting' then 'removed' else 'listed' end as action,
        if(said.party_count is not null and parties.kind = 'state', null, parties.party_id) as party_id,
        if(said.party_count is not null, said.first_name, coalesce(parties.name, said.first_name)) as party_name,
        said.names_as_written,
        coalesce(imposers.imposer, facts.actor) as imposer,
        said.list_id,
        said.programme,
        said.instrument,
        said.party_count,
        said.is_rest,
        case
            -- "eleven North Koreans" are no listing of North Korea
            when said.party_count is not null and (parties.kind = 'state' or not said.is_named) then 'counted'
            when said.is_named then 'named'
            else 'group'
        end as party_kind,
        parties.kind = 'state' as is_state
    from facts
    inner join said on facts.fact_id = said.fact_id
    left join parties on coalesce(said.target_id, facts.target) = parties.party_id
    left join imposers on facts.actor = imposers.source_id

),

-- Whose each list is, and which one an imposer's listings go on when no text says: a finding under section 311 is no
-- entry on the list of blocked persons, so it must be stated.
lists as (

    select
        unnest(['un_1718', 'ofac_sdn', 'fincen_311', 'eu', 'kr', 'jp']) as list_id,
        unnest(['un_security_council', 'US', 'US', 'eu', 'KR', 'JP']) as imposer,
        unnest([true, true, false, true, true, true]) as is_usual

),

reference_acts as (

    select
        party_id,
        list_id,
        programme,
        instrument_id,
        'listed' as action,
        listed_on as acted_on
    from listings
    where listed_on is not null

    union all

    select
        party_id,
        list_id,
        programme,
        instrument_id,
        'removed' as action,
        removed_on as acted_on
    from listings
    where removed_on is not null

),

-- The act of the reference lists that the fact means: on the list that it names or on any of its imposer's, inside the
-- days that the fact speaks of (three days of grace for an act told by the day of its news); where no day is said, the
-- last such act before the news.
matched as (

    select
        acts.fact_id,
        reference_acts.list_id,
        reference_acts.programme,
        reference_acts.instrument_id,
        reference_acts.acted_on
    from acts
    inner join reference_acts
        on
            acts.party_id = reference_acts.party_id
            and acts.action = reference_acts.action
    left join lists on reference_acts.list_id = lists.list_id
    where
        coalesce(acts.list_id = reference_acts.list_id, acts.imposer = lists.imposer)
        and case
            when acts.event_start is null and acts.event_end is null
                then reference_acts.acted_on <= acts.first_reported_on
            else
                reference_acts.acted_on between coalesce(acts.event_start, date '0001-01-04') - 3
                and coalesce(acts.event_end, acts.first_reported_on) + 3
        end
    qualify
        row_number() over (
            partition by acts.fact_id
            order by
                case when acts.event_start is null then reference_acts.acted_on end desc,
                abs(reference_acts.acted_on - acts.event_start),
                reference_acts.acted_on
        ) = 1

),

dated as (

    select
        {{ leading_columns('facts') }},
        facts.action,
        facts.party_id,
        facts.party_name,
        coalesce(facts.names_as_written, []) as names_as_written,
        facts.party_kind,
        facts.party_count,
        facts.imposer,
        coalesce(facts.list_id, matched.list_id, lists.list_id) as list_id,
        case
            when facts.list_id is not null then 'stated'
            when matched.list_id is not null then 'reference'
            when lists.list_id is not null then 'imposer'
        end as list_basis,
        coalesce(facts.programme, matched.programme) as programme,
        coalesce(facts.instrument, matched.instrument_id) as instrument,
        coalesce(
            matched.acted_on,
            case
                when facts.time_precision in ('day', 'since') then facts.event_start
                when facts.event_end is not null then least(facts.event_end, facts.first_reported_on)
                else facts.first_reported_on
            end
        ) as acted_on,
        case
            when matched.acted_on is not null then 'reference'
            when facts.time_precision in ('day', 'since') and facts.event_start is not null then 'stated'
            when facts.event_end is not null then 'end_of_period'
            else 'first_reported'
        end as acted_on_basis,
        case when matched.acted_on is null then 'claimed' else 'both' end as basis,
        facts.is_rest
    from acts as facts
    left join matched on facts.fact_id = matched.fact_id
    left join lists
        on
            facts.imposer = lists.imposer
            and lists.is_usual
            -- a measure against a whole state is no entry on a list of parties
            and not coalesce(facts.is_state, false)

),

-- One round is what one imposer puts on or takes off one list on one day. News without a day of its own is of the round
-- of the three days before it.
in_rounds as (

    select
        *,
        coalesce(
            max(acted_on) filter (where acted_on_basis <> 'first_reported') over (
                partition by imposer, list_id, action
                order by acted_on
                range between interval 3 days preceding and current row
            ),
            acted_on
        )::date as round_on,
        case
            when party_kind <> 'counted' then null
            when is_rest then 'rest'
            else 'total'
        end as count_kind,
        -- what a count is of: two counts of persons are one told twice, persons and vessels are added
        case
            when party_kind <> 'counted' then null
            when regexp_matches(party_name, 'vessel|ship|tanker', 'i') then 'vessel'
            when regexp_matches(party_name, 'entit|compan|firm|bank|organi[sz]ation|agenc|institution', 'i')
                then 'entity'
            when regexp_matches(party_name, 'part(y|ies)\b|target|name', 'i') then 'any'
            else 'person'
        end as counted_kind
    from dated
    where
        status in ('occurred', 'in_force')
        and support <> 'denied_only'
        and imposer is not null
        and list_id is not null

),

counts as (

    select
        imposer,
        list_id,
        action,
        round_on,
        count_kind,
        counted_kind,
        max(party_count) as party_count
    from in_rounds
    where count_kind is not null
    group by all

),

counted as (

    select
        imposer,
        list_id,
        action,
        round_on,
        coalesce(sum(party_count) filter (where count_kind = 'rest'), 0) as rest,
        greatest(
            coalesce(sum(party_count) filter (where count_kind = 'total' and counted_kind <> 'any'), 0),
            coalesce(max(party_count) filter (where count_kind = 'total' and counted_kind = 'any'), 0)
        ) as total
    from counts
    group by imposer, list_id, action, round_on

),

named as (

    select
        imposer,
        list_id,
        action,
        round_on,
        count(distinct coalesce(party_id, party_name)) as parties
    from in_rounds
    where party_kind = 'named'
    group by imposer, list_id, action, round_on

)

select
    dated.* exclude (is_rest),
    md5(concat_ws('|', in_rounds.imposer, in_rounds.list_id, in_rounds.action, in_rounds.round_on)) as round_id,
    in_rounds.count_kind,
    in_rounds.round_on,
    if(in_rounds.fact_id is null, null, coalesce(named.parties, 0))::integer as round_named_count,
    -- "X and 10 others" are X and ten; of 16 that are counted X may be one or not
    if(
        in_rounds.fact_id is null,
        null,
        greatest(coalesce(counted.total, 0), coalesce(named.parties, 0) + coalesce(counted.rest, 0))
    )::integer as round_count_low,
    if(
        in_rounds.fact_id is null,
        null,
        coalesce(counted.total, 0) + coalesce(named.parties, 0) + coalesce(counted.rest, 0)
    )::integer as round_count_high
from dated
left join in_rounds on dated.fact_id = in_rounds.fact_id
left join named
    on
        in_rounds.imposer = named.imposer
        and in_rounds.list_id = named.list_id
        and in_rounds.action = named.action
        and in_rounds.round_on = named.round_on
left join counted
    on
        in_rounds.imposer = counted.imposer
        and in_rounds.list_id = counted.list_id
        and in_rounds.action = counted.action
        and in_rounds.round_on = counted.round_on
