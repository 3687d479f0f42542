with

documents as (

    select * from {{ ref('int_documents') }}
    where is_current

),

sources as (

    select * from {{ ref('int_sources') }}

),

claims as (

    select * from {{ ref('int_claims') }}

),

held as (

    select
        coalesce(sources.family, 'unknown') as source_family,
        date_trunc('month', documents.published_on)::date as month_start,
        count(*)::integer as document_count
    from documents
    left join sources on documents.publisher_source_id = sources.source_id
    group by all

),

claimed as (

    select
        coalesce(sources.family, 'unknown') as source_family,
        date_trunc('month', claims.published_on)::date as month_start,
        count(*)::integer as claim_count
    from claims
    left join sources on claims.publisher_source_id = sources.source_id
    group by all

),

bounds as (

    select
        min(month_start) as first_month,
        max(month_start) as last_month
    from held

),

months as (

    select unnest(generate_series(first_month, last_month, interval 1 month))::date as month_start
    from bounds

),

families as (

    select distinct source_family
    from held

),

-- Every family in every month, so that a month of silence is a row that says 0 documents.
grid as (

    select
        families.source_family,
        months.month_start
    from families
    cross join months

)

select
    grid.source_family,
    grid.month_start,
    coalesce(held.document_count, 0) as document_count,
    coalesce(claimed.claim_count, 0) as claim_count
from grid
left join held on grid.source_family = held.source_family and grid.month_start = held.month_start
left join claimed on grid.source_family = claimed.source_family and grid.month_start = claimed.month_start
