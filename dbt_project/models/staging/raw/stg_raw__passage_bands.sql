with

source as (

    select * from {{ source('raw', 'passage_bands') }}

),

renamed as (

    select
        document_id,
        passage,
        char_start,
        char_end,
        band,
        bucket
    from source

)

select * from renamed
