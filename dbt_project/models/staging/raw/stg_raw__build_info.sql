with

source as (

    select * from {{ source('raw', 'build_info') }}

),

renamed as (

    select
        key,
        value
    from source

)

select * from renamed
