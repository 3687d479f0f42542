with

source as (

    select * from {{ ref('party_relations') }}

),

renamed as (

    select
        nullif(party_id, '') as party_id,
        nullif(related_party_id, '') as related_party_id,
        nullif(relation, '') as relation,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
