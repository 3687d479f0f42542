with

source as (

    select * from {{ source('raw', 'claim_links') }}

),

renamed as (

    select
        document_id,
        claim_id,
        antecedent_id,
        relation,
        cue,
        extractor,
        extractor_version
    from source

)

select * from renamed
