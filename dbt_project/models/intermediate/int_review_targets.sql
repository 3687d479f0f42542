{%- set slots = review_slots() -%}
with

claim_reviews as (

    select * from {{ ref('stg_reference__claim_reviews') }}

),

fact_reviews as (

    select * from {{ ref('stg_reference__fact_reviews') }}

),

claims as (

    select * from {{ ref('stg_raw__claims') }}

),

chosen as (

    select * from {{ ref('int_extractions_chosen') }}

),

documents as (

    select * from {{ ref('int_documents') }}
    where is_current

),

sightings as (

    select * from {{ ref('stg_raw__sightings') }}

),

items as (

    select * from {{ ref('stg_reference__items') }}

),

mentions as (

    select
        'claim_reviews' as review,
        review_row,
        'claim' as side,
        document,
        claim_type,
        quote,
        narrowed_to,
        case
            when decision not in ('accept', 'reject', 'set') then 'decision'
            when decision != 'set' then null
            when slot is null or slot not in ('{{ slots | join("', '") }}') then 'slot' -- noqa: LT05
            when value is null and slot in ('polarity', 'certainty', 'time_precision', 'asserted_by') then 'value'
            {%- for slot, kind in slots.items() if kind is not string %}
            when slot = '{{ slot }}' and value not in ('{{ kind | join("', '") }}') then 'value' -- noqa: LT05
            {%- endfor %}
            {%- for slot, kind in slots.items() if kind is string and kind != 'varchar' %}
            when slot = '{{ slot }}' and value is not null and try_cast(value as {{ kind }}) is null then 'value'
            {%- endfor %}
            when slot = 'item' and value is not null and value not in (select items.item_id from items) then 'value'
        end as unfit
    from claim_reviews
    union all
    select
        'fact_reviews' as review,
        review_row,
        'claim' as side,
        document,
        claim_type,
        quote,
        narrowed_to,
        if(decision in ('merge', 'split'), null, 'decision') as unfit
    from fact_reviews
    union all
    select
        'fact_reviews' as review,
        review_row,
        'other_claim' as side,
        other_document as document,
        other_claim_type as claim_type,
        other_quote as quote,
        other_narrowed_to as narrowed_to,
        null as unfit
    from fact_reviews

),

document_names as (

    select
        document_id,
        regexp_extract(uri, '[^/]+$') as document
    from sightings
    union
    select
        document_id,
        document_id as document
    from documents

),

placed as materialized (

    select
        mentions.review,
        mentions.review_row,
        mentions.side,
        mentions.claim_type,
        mentions.narrowed_to,
        documents.document_id,
        {{ squeezed('mentions.quote') }} as quote_squeezed
    from mentions
    inner join document_names on mentions.document = document_names.document
    inner join documents on document_names.document_id = documents.document_id

),

-- Only the claims of those documents, before any quote is compared.
placed_claims as materialized (

    select claims.*
    from claims
    inner join chosen
        on
            claims.document_id = chosen.document_id
            and claims.extractor = chosen.extractor
            and claims.extractor_version = chosen.extractor_version
    where claims.document_id in (select placed.document_id from placed)

),

found as (

    select distinct
        placed.review,
        placed.review_row,
        placed.side,
        claims.claim_id,
        claims.extractor
    from placed
    inner join placed_claims as claims
        on
            placed.document_id = claims.document_id
            and placed.claim_type = claims.claim_type
            and placed.quote_squeezed = {{ squeezed('claims.quote') }}
    where
        placed.narrowed_to is null
        or case split_part(placed.narrowed_to, '=', 1)
            {%- for slot in slots %}
            when '{{ slot }}' then coalesce(claims.{{ slot }}::varchar, '')
            {%- endfor %}
        end = substr(placed.narrowed_to, strpos(placed.narrowed_to, '=') + 1)

),

placed_reviews as (

    select distinct
        review,
        review_row,
        side
    from placed

)

select
    mentions.review,
    mentions.review_row,
    mentions.side,
    found.claim_id,
    found.extractor,
    case
        when mentions.unfit is not null then mentions.unfit
        when found.claim_id is not null then null
        when placed_reviews.review is null then 'document'
        else 'claim'
    end as missing
from mentions
left join found
    on
        mentions.review = found.review
        and mentions.review_row = found.review_row
        and mentions.side = found.side
left join placed_reviews
    on
        mentions.review = placed_reviews.review
        and mentions.review_row = placed_reviews.review_row
        and mentions.side = placed_reviews.side
