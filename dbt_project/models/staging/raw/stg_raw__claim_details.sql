with

source as (

    select * from {{ source('raw', 'claim_details') }}

),

renamed as (

    select
        claim_id,
        document_id,
        attribute,
        value,
        unit,
        modifier,
        quote,
        char_start::integer as char_start,
        char_end::integer as char_end,
        extractor
    from source

)

select * from renamed
