-- Question 11 (analyst): what does the warehouse not know?
-- Right: documents held per source family and month; a month without documents is unknown, so figures for it are null.
-- Trap: an empty month that looks quiet.
select
    coverage.month_start,
    sum(coverage.document_count) as documents_held,
    count(*) filter (where coverage.document_count > 0) as families_held,
    sum(coverage.claim_count) as claims_read,
    sum(coverage.document_count) = 0 as is_unknown
from marts.coverage_monthly as coverage
group by coverage.month_start
order by coverage.month_start asc;
