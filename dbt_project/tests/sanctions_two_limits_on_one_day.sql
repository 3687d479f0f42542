-- Where a cap stands for some goods, no other cap and no ban of the same imposer stands for them in the same direction.
with

rules as (

    select
        *,
        split_part(measure, '_', 1) as direction,
        coalesce(valid_to, date '9999-12-31') as last_day
    from {{ ref('sanctions_in_force') }}
    where
        item is not null
        and measure in ('export_ban', 'export_cap', 'import_ban', 'import_cap')

)

select
    caps.interval_id,
    others.interval_id as other_interval_id,
    caps.imposer,
    caps.item,
    caps.instrument,
    others.instrument as other_instrument
from rules as caps
inner join rules as others
    on
        caps.imposer = others.imposer
        and caps.item = others.item
        and caps.direction = others.direction
        and caps.interval_id <> others.interval_id
where
    caps.measure like '%_cap'
    and caps.valid_from <= others.last_day
    and others.valid_from <= caps.last_day
