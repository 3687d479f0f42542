with

source as (

    select * from {{ ref('extractors') }}

),

renamed as (

    select
        extractor,
        rank::integer as extractor_rank,
        nullif(reason, '') as reason
    from source

)

select * from renamed
