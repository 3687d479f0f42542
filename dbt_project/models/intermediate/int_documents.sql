with

documents as (

    select * from {{ ref('stg_raw__documents') }}

),

sightings as (

    select * from {{ ref('stg_raw__sightings') }}

),

aliases as (

    select * from {{ ref('int_aliases_resolved') }}
    where entity_kind = 'source'

),

first_sightings as (

    select
        document_id,
        arg_min(uri, (seen_at, uri)) as uri,
        arg_min(source, (seen_at, uri)) as source,
        count(*)::integer as sighting_count
    from sightings
    group by document_id

),

joined as (

    select
        documents.document_id,
        first_sightings.uri,
        documents.title,
        documents.publisher,
        coalesce(aliases.entity_id, documents.publisher, 'unknown_publisher') as publisher_source_id,
        documents.published_on,
        documents.published_on_basis,
        documents.language,
        documents.text,
        documents.document_id as sha256,
        documents.ingested_at,
        documents.document_id as series_id,
        1 as version,
        true as is_current,
        null::date as superseded_on,
        null::date as withdrawn_on,
        documents.url,
        documents.format,
        documents.parser_version,
        documents.byte_count,
        documents.synthetic,
        coalesce(first_sightings.sighting_count, 0) as sighting_count
    from documents
    left join first_sightings on documents.document_id = first_sightings.document_id
    left join aliases on {{ slug('documents.publisher') }} = aliases.spelling

)

select * from joined
