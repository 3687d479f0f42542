with

source as (

    select * from {{ source('raw', 'documents') }}

),

renamed as (

    select
        document_id,
        byte_count,
        format,
        parser_version,
        title,
        publisher,
        published_on,
        published_on_basis,
        language,
        url,
        synthetic,
        text,
        ingested_at
    from source

)

select * from renamed
