with

sources as (

    select * from {{ ref('stg_reference__sources') }}

),

documents as (

    select * from {{ ref('int_documents') }}

),

claim_sources as (

    select * from {{ ref('stg_raw__claim_sources') }}

),

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

corrected as (

    select * from {{ ref('int_claims_corrected') }}

),

written as (

    select
        publisher_source_id as source_id,
        'publisher' as source_kind
    from documents
    union all
    select
        source as source_id,
        source_kind
    from claim_sources
    union all
    select
        asserted_by as source_id,
        null as source_kind
    from claims
    union all
    select
        origin_source as source_id,
        null as source_kind
    from claims
    where origin_source is not null
    union all
    select
        unnest([asserted_by, origin_source]) as source_id,
        null as source_kind
    from corrected

),

unlisted as (

    select
        written.source_id,
        coalesce(mode(written.source_kind), 'person') as source_kind
    from written
    left join sources on written.source_id = sources.source_id
    where sources.source_id is null and written.source_id is not null
    group by written.source_id

),

-- A source that only occurs as written is a family of its own. Its role follows from its kind where that says enough;
-- an unlisted publisher counts as an outlet, for nothing says that it saw anything itself.
placed as (

    select
        source_id,
        source_id as name,
        source_kind,
        if(source_kind = 'anonymous', 'anonymous', {{ slug('source_id') }}) as family,
        case source_kind
            when 'publisher' then 'outlet'
            when 'media' then 'outlet'
            when 'state' then 'accuser'
            when 'international_body' then 'observer'
            when 'expert_panel' then 'observer'
            when 'company' then 'analyst'
            else 'unplaced'
        end as role,
        null::varchar as parent_id,
        false as is_listed
    from unlisted

)

select
    source_id,
    name,
    source_kind,
    coalesce(family, source_id) as family,
    coalesce(role, 'unplaced') as role,
    parent_id,
    true as is_listed
from sources
union all
select * from placed
