with

source as (

    select * from {{ source('raw', 'sightings') }}

),

renamed as (

    select
        document_id,
        uri,
        source,
        seen_at,
        run_id
    from source

)

select * from renamed
