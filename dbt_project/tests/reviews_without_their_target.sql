{{ config(severity='warn') }}
-- A review whose claim is gone, or that cannot be applied: it stays without effect until somebody looks at it.
select
    review,
    review_row,
    missing,
    document,
    quote
from {{ ref('review_problems') }}
