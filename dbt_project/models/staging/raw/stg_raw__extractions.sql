with

source as (

    select * from {{ source('raw', 'extractions') }}

),

renamed as (

    select
        document_id,
        extractor,
        extractor_version,
        published_on,
        claim_count::integer as claim_count,
        unread_count::integer as unread_count,
        extracted_at
    from source

)

select * from renamed
