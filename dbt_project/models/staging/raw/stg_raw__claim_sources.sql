with

source as (

    select * from {{ source('raw', 'claim_sources') }}

),

renamed as (

    select
        claim_id,
        document_id,
        depth::integer as depth,
        source,
        source_kind,
        extractor
    from source

)

select * from renamed
