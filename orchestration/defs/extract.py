"""Stage 2: documents into the raw tables of claims."""

from collections.abc import Iterator

import dagster as dg

from orchestration.defs.metadata import OWNERS, counts, relation_metadata
from orchestration.defs.resources import Warehouse
from orchestration.errors import PanelwatchError
from orchestration.steps.extract import extract, todays_extractors
from orchestration.warehouse.load import connect_build

TABLES = {
    "extractions": "Which version of which extractor has read which document, also where it found nothing.",
    "claims": "What each document says happened, holds or does not hold: one row a claim, with its exact characters.",
    "claim_sources": "Who is said to say so: each claim's chain of sources, from the publisher inwards.",
    "claim_details": "What a sentence tells more of a claim already made: ranges, outcomes, vessels.",
    "claim_links": "Which claims of one document speak of one thing by its wording, and which plainly of another.",
    "unread_spans": "Sentences with a trigger but no claim, and why: what to teach the extractor next.",
}


@dg.multi_asset(
    name="extract",
    outs={
        name: dg.AssetOut(
            key=["raw", name],
            description=description,
            group_name="extract",
            kinds={"python", "duckdb"},
            owners=OWNERS,
        )
        for name, description in TABLES.items()
    },
    deps=[["raw", "documents"]],
)
def extract_claims(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.Output[None]]:
    """Read every document that an installed extractor has not read as it is now."""
    try:
        by = ", ".join(f"{e.name} {e.version}" for e in todays_extractors())
        with connect_build(warehouse.paths) as con:
            report = extract(con)
            shown = {name: relation_metadata(con, "raw", name) for name in TABLES}
    except PanelwatchError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    context.log.info(f"{report.claims} claims in {report.documents} documents, by {by}.")
    own = {
        "extractions": {"extractors": by} | counts({"documents_read": report.documents}),
        "claims": counts({"new_or_read_again": report.claims}),
        "unread_spans": counts({"new_or_read_again": report.unread}),
    }
    for name in TABLES:
        yield dg.Output(None, output_name=name, metadata=shown[name] | own.get(name, {}))
