with

claims as (

    select * from {{ ref('int_claims_keyed') }}

),

day_claims as (

    select
        document_id,
        char_start,
        char_end,
        block,
        subject,
        seoul_start
    from claims
    where block = 'weapons.launch' and telling = 'day' and subject is not null and not is_event_denied

)

-- "Fired an intercontinental and two short-range missiles": one occasion, whatever flew.
select distinct
    day_claims.block,
    day_claims.subject as item_id,
    others.subject as other_item_id,
    day_claims.seoul_start as day_start
from day_claims
inner join day_claims as others
    on
        day_claims.document_id = others.document_id
        and day_claims.char_start = others.char_start
        and day_claims.char_end = others.char_end
        and day_claims.seoul_start = others.seoul_start
where day_claims.subject != others.subject
