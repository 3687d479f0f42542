with

source as (

    select * from {{ source('raw', 'unread_spans') }}

),

renamed as (

    select
        document_id,
        quote,
        char_start::integer as char_start,
        char_end::integer as char_end,
        trigger,
        reason,
        extractor,
        extractor_version
    from source

)

select * from renamed
