with

source as (

    select * from {{ ref('party_listings') }}

),

renamed as (

    select
        nullif(party_id, '') as party_id,
        nullif(list_id, '') as list_id,
        nullif(programme, '') as programme,
        listed_on,
        removed_on,
        nullif(instrument_id, '') as instrument_id,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
