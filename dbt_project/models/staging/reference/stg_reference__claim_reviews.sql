with

source as (

    select
        *,
        rowid as place_in_file
    from {{ ref('claim_reviews') }}

),

renamed as (

    select
        row_number() over (order by place_in_file)::integer as review_row,
        nullif(document, '') as document,
        nullif(claim_type, '') as claim_type,
        nullif(quote, '') as quote,
        nullif(narrowed_to, '') as narrowed_to,
        nullif(decision, '') as decision,
        nullif(slot, '') as slot,
        nullif(value, '') as value,
        nullif(reviewer, '') as reviewer,
        reviewed_on,
        nullif(reason, '') as reason
    from source

)

select * from renamed
