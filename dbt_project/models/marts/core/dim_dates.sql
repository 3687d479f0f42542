with

claims as (

    select * from {{ ref('int_claims') }}

),

documents as (

    select * from {{ ref('int_documents') }}

),

mentioned as (

    select seoul_start as day_mentioned from claims
    union all
    select seoul_end as day_mentioned from claims
    union all
    select published_on as day_mentioned from documents

),

bounds as (

    select
        date_trunc('year', coalesce(min(day_mentioned), date '2006-01-01')) as first_day,
        date_trunc('year', coalesce(max(day_mentioned), date '2026-01-01'))
        + interval 1 year - interval 1 day as last_day
    from mentioned
    -- A misread year must not make a calendar of millennia.
    where day_mentioned between date '1945-01-01' and date '2099-12-31'

),

days as (

    select unnest(generate_series(first_day, last_day, interval 1 day))::date as date_day
    from bounds

)

select
    date_day,
    year(date_day)::integer as calendar_year,
    quarter(date_day)::integer as quarter_of_year,
    month(date_day)::integer as month_of_year,
    date_trunc('month', date_day)::date as month_start,
    strftime(date_day, '%Y-%m') as year_month,
    strftime(date_day, '%B') as month_name,
    isoyear(date_day)::integer as iso_year,
    weekofyear(date_day)::integer as iso_week,
    isodow(date_day)::integer as iso_day_of_week,
    isodow(date_day) >= 6 as is_weekend
from days
