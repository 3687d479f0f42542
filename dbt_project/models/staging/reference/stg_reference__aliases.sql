with

source as (

    select * from {{ ref('aliases') }}

),

renamed as (

    select
        nullif(alias, '') as alias,
        nullif(entity_kind, '') as entity_kind,
        nullif(entity_id, '') as entity_id,
        nullif(usage, '') as usage,
        case_sensitive,
        nullif(source_url, '') as source_url
    from source

)

select * from renamed
