-- A rule that a later act replaced is over on the day before that act's rule for the same goods begins.
with

rules as (

    select
        *,
        split_part(measure, '_', 1) as direction
    from {{ ref('sanctions_in_force') }}

)

select
    earlier.interval_id,
    earlier.instrument,
    earlier.item,
    earlier.valid_to,
    later.instrument as replaced_by,
    later.valid_from as replaced_on
from rules as earlier
inner join rules as later
    on
        earlier.superseded_by = later.instrument
        and earlier.imposer = later.imposer
        and earlier.direction = later.direction
        and earlier.item is not distinct from later.item
where coalesce(earlier.valid_to, date '9999-12-31') >= later.valid_from
