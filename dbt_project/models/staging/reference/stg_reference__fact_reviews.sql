with

source as (

    select
        *,
        rowid as place_in_file
    from {{ ref('fact_reviews') }}

),

renamed as (

    select
        row_number() over (order by place_in_file)::integer as review_row,
        nullif(document, '') as document,
        nullif(claim_type, '') as claim_type,
        nullif(quote, '') as quote,
        nullif(narrowed_to, '') as narrowed_to,
        nullif(other_document, '') as other_document,
        nullif(other_claim_type, '') as other_claim_type,
        nullif(other_quote, '') as other_quote,
        nullif(other_narrowed_to, '') as other_narrowed_to,
        nullif(decision, '') as decision,
        nullif(reviewer, '') as reviewer,
        reviewed_on,
        nullif(reason, '') as reason
    from source

)

select * from renamed
