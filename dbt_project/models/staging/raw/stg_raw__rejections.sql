with

source as (

    select * from {{ source('raw', 'rejections') }}

),

renamed as (

    select
        document_id,
        uri,
        source,
        reason,
        advice,
        byte_count,
        parser_version,
        rejected_at
    from source

)

select * from renamed
