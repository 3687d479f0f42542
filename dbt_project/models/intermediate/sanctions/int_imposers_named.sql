with

sources as (

    select * from {{ ref('int_sources') }}

)

-- Sanctions are a state's or a body's, whichever office signs them: "Treasury" and "Washington" impose the same ones.
select
    source_id,
    case
        when family = 'EU' then 'eu'
        when regexp_full_match(family, '[A-Z]{2}') then family
        when family = 'un' then 'un_security_council'
        else source_id
    end as imposer
from sources
