with

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

corrected as (

    select * from {{ ref('int_claims_corrected') }}

),

chosen as (

    select * from {{ ref('int_extractions_chosen') }}

),

documents as (

    select * from {{ ref('int_documents') }}
    where is_current

),

sources as (

    select * from {{ ref('int_sources') }}

),

source_aliases as (

    select * from {{ ref('int_aliases_resolved') }}
    where entity_kind = 'source'

),

party_aliases as (

    select * from {{ ref('int_aliases_resolved') }}
    where entity_kind = 'party'

),

place_aliases as (

    select * from {{ ref('int_aliases_resolved') }}
    where entity_kind = 'place'

),

items as (

    select * from {{ ref('int_items') }}

),

-- What people say about a claim outranks how it was read; what they reject stays in the raw table.
reviewed_claims as (

    select
        *,
        null as reviewed,
        null as reviewed_by,
        null as reviewed_on
    from claims
    anti join corrected on claims.claim_id = corrected.claim_id and claims.extractor = corrected.extractor
    union all by name
    select * exclude (is_rejected, contradiction)
    from corrected
    where not is_rejected

),

current_claims as (

    select
        claims.*,
        coalesce(claims.origin_source, claims.asserted_by) as origin_written
    from reviewed_claims as claims
    inner join chosen
        on
            claims.document_id = chosen.document_id
            and claims.extractor = chosen.extractor
            and claims.extractor_version = chosen.extractor_version

),

named as (

    select
        claims.claim_id,
        claims.document_id,
        claims.claim_type,
        claims.quote,
        claims.char_start,
        claims.char_end,
        claims.actor,
        claims.item,
        claims.measure,
        claims.flow,
        claims.target,
        claims.place,
        claims.polarity,
        claims.certainty,
        claims.quantity,
        claims.quantity_high,
        claims.quantity_unit,
        claims.quantity_modifier,
        claims.amount,
        claims.amount_high,
        claims.currency,
        claims.amount_modifier,
        claims.event_start,
        claims.event_end,
        claims.time_precision,
        claims.asserted_by,
        claims.extractor,
        claims.extractor_version,
        claims.model,
        claims.ordinal,
        claims.ordinal_scope,
        claims.count_basis,
        claims.ability,
        claims.polarity_scope,
        claims.denial_kind,
        claims.hedge,
        claims.attribution_certainty,
        claims.amount_role,
        claims.amount_basis,
        claims.quantity_basis,
        claims.amount_converted,
        claims.currency_converted,
        claims.asset_quantity,
        claims.asset_code,
        claims.method,
        claims.campaign,
        claims.counterparty,
        claims.measure_detail,
        claims.limit_period,
        claims.action,
        claims.instrument,
        claims.valid_until,
        claims.list_id,
        claims.programme,
        claims.place_role,
        claims.event_time_zone,
        claims.reviewed,
        claims.reviewed_by,
        claims.reviewed_on,
        coalesce(claims.actor_id, actor_parties.entity_id, actor_sources.entity_id, claims.actor) as actor_id,
        coalesce(claims.target_id, target_parties.entity_id, {{ slug('claims.target') }}) as target_id,
        coalesce(places.entity_id, claims.place) as place_id,
        case
            when claims.origin_written = 'publisher' then documents.publisher_source_id
            else coalesce(origins.entity_id, claims.origin_written)
        end as origin_source,
        target_parties.entity_id is not null as target_is_listed,
        documents.published_on,
        documents.publisher,
        documents.publisher_source_id,
        documents.title as document_title,
        documents.uri as document_uri,
        documents.ingested_at,
        documents.synthetic
    from current_claims as claims
    inner join documents on claims.document_id = documents.document_id
    left join party_aliases as actor_parties on {{ slug('claims.actor') }} = actor_parties.spelling
    left join source_aliases as actor_sources on {{ slug('claims.actor') }} = actor_sources.spelling
    left join party_aliases as target_parties
        on {{ slug('coalesce(claims.target_id, claims.target)') }} = target_parties.spelling
    left join place_aliases as places on {{ slug('claims.place') }} = places.spelling
    left join source_aliases as origins on {{ slug('claims.origin_written') }} = origins.spelling

),

placed as (

    select
        named.*,
        origins.source_kind as origin_kind,
        coalesce(origins.family, {{ slug('named.origin_source') }}) as origin_family,
        coalesce(origins.role, 'unplaced') as origin_role,
        coalesce(imposers.family, named.actor_id) as actor_family,
        items.class_id as item_class,
        items.root_id as item_root,
        items.depth as item_depth,
        items.ancestor_ids as item_line,
        named.claim_type like 'weapons.%'
        and named.time_precision = 'day'
        and (
            named.event_time_zone like 'America/%'
            or named.event_time_zone like 'US/%'
            -- A statement by Washington itself goes by Washington's clock, where the text does not say otherwise.
            or (named.event_time_zone is null and named.asserted_by = 'publisher' and origins.family = 'US')
        ) as is_washington_day
    from named
    left join sources as origins on named.origin_source = origins.source_id
    left join sources as imposers on named.actor_id = imposers.source_id
    left join items on named.item = items.item_id

)

-- Tests are made in the Korean morning, which is the evening before in Washington.
select
    placed.*,
    if(is_washington_day, event_start + 1, event_start) as seoul_start,
    if(is_washington_day, event_end + 1, event_end) as seoul_end
from placed
