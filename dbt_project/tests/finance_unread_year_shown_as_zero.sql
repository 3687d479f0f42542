-- A year of which nothing was read is unknown: zero would say that it was quiet.
select *
from {{ ref('illicit_finance_yearly') }}
where
    documents_held = 0
    and event_count = 0
