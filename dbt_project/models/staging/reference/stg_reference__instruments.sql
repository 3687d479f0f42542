with

source as (

    select * from {{ ref('instruments') }}

),

renamed as (

    select
        nullif(instrument_id, '') as instrument_id,
        nullif(name, '') as name,
        nullif(imposer, '') as imposer,
        nullif(kind, '') as kind,
        adopted_on,
        effective_on,
        valid_until,
        nullif(supersedes, '') as supersedes,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
