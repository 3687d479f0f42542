with

rejections as (

    select * from {{ ref('stg_raw__rejections') }}

),

documents as (

    select * from {{ ref('stg_raw__documents') }}

)

select
    rejections.document_id,
    rejections.uri,
    rejections.source,
    rejections.reason,
    rejections.advice,
    rejections.byte_count,
    rejections.parser_version,
    rejections.rejected_at
from rejections
-- What a later run could read is rejected no more.
left join documents on rejections.document_id = documents.document_id
where documents.document_id is null
