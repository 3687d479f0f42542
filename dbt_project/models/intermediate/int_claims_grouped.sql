{#- Six doublings climb chains of 64 links; a longer one within one document falls apart into pieces. -#}
{%- set doublings = 6 -%}
with

claims as (

    select * from {{ ref('int_claims_keyed') }}

),

claim_links as (

    select * from {{ ref('stg_raw__claim_links') }}

),

-- Each claim points back to one claim of its document at most: a tree, whose root names the group.
linked as (

    select
        claims.claim_id,
        antecedents.claim_id as root_id
    from claim_links
    inner join claims on claim_links.claim_id = claims.claim_id and claim_links.extractor = claims.extractor
    inner join claims as antecedents
        on
            claim_links.antecedent_id = antecedents.claim_id
            and claims.document_id = antecedents.document_id
            and claims.block = antecedents.block
    where claim_links.relation = 'same'
    qualify row_number() over (partition by claims.claim_id order by antecedents.char_start, antecedents.claim_id) = 1

),

climbed_0 as (

    select * from linked

),
{% for round in range(1, doublings + 1) %}
climbed_{{ round }} as materialized (

    select
        lower_links.claim_id,
        coalesce(upper_links.root_id, lower_links.root_id) as root_id
    from climbed_{{ round - 1 }} as lower_links
    left join climbed_{{ round - 1 }} as upper_links on lower_links.root_id = upper_links.claim_id

),
{% endfor %}
grouped as (

    select
        claims.claim_id,
        coalesce(climbed.root_id, claims.claim_id) as group_id
    from claims
    left join climbed_{{ doublings }} as climbed on claims.claim_id = climbed.claim_id

)

select * from grouped
