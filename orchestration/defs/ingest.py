"""Stage 1: sources into the raw tables of documents, sightings and rejections."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, timedelta

import dagster as dg
from pydantic import Field

from orchestration.defs.metadata import OWNERS, counts, markdown_table, relation_metadata
from orchestration.defs.resources import Warehouse
from orchestration.errors import PanelwatchError
from orchestration.sources.config import Source, configured_sources
from orchestration.steps.ingest import Ingested, ingest, named_sources
from orchestration.warehouse.load import connect_build
from orchestration.warehouse.paths import WarehousePaths

TABLES = {
    "documents": "Each version of a document as received and read: its text, and what is known about it.",
    "passage_bands": "Buckets of each text's wording, and of its paragraphs': copies of one text meet in them.",
    "sightings": "Where and when bytes were seen: one row an address.",
    "rejections": "Bytes that could not be read, why, and what to do about it. They are kept in the landing.",
}
# A disk or a mount that is away for a moment; anything else raises a PanelwatchError, which is not tried again
RETRIES = dg.RetryPolicy(max_retries=2, delay=5, backoff=dg.Backoff.EXPONENTIAL)
# About looking, not about finding: every run looks at the sources, though there may be nothing new for weeks
FRESH = dg.FreshnessPolicy.time_window(fail_window=timedelta(days=3), warn_window=timedelta(hours=36))
_REJECTED_SHOWN = 50


class IngestConfig(dg.Config):
    """Where to look in this run."""

    sources: list[str] = Field(
        default=[],
        description="Files and folders. Empty: the sources of panelwatch.yml, and the inbox of the warehouse.",
    )
    published: str | None = Field(
        default=None, description="YYYY-MM-DD: the publication date of documents that state none."
    )


def sources_of_run(paths: WarehousePaths, config: IngestConfig) -> list[Source]:
    """The sources that a run reads: those it names, else the configured ones and the inbox."""
    if config.sources:
        published = date.fromisoformat(config.published) if config.published else None
        return named_sources(config.sources, published)
    inbox = [Source(name="inbox", path=paths.inbox)] if paths.inbox.exists() else []
    return configured_sources(paths.config_file) + inbox


@dg.multi_asset(
    name="ingest",
    outs={
        name: dg.AssetOut(
            key=["raw", name],
            description=description,
            group_name="ingest",
            kinds={"python", "duckdb"},
            owners=OWNERS,
            freshness_policy=FRESH if name == "documents" else None,
        )
        for name, description in TABLES.items()
    },
    retry_policy=RETRIES,
)
def ingest_documents(
    context: dg.AssetExecutionContext, config: IngestConfig, warehouse: Warehouse
) -> Iterator[dg.Output[None]]:
    """Look at the sources and take in what is new."""
    try:
        sources = sources_of_run(warehouse.paths, config)
        with connect_build(warehouse.paths) as con:
            report = ingest(warehouse.paths, con, sources, run_id=context.run_id)
            shown = {name: relation_metadata(con, "raw", name) for name in TABLES}
    except (PanelwatchError, FileNotFoundError) as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    context.log.info(f"{report.new} new documents, {report.unchanged} unchanged, {len(report.rejected)} rejected.")
    own = {
        "documents": counts({"new": report.new, "unchanged": report.unchanged, "read_again": report.read_again}),
        "passage_bands": {},
        "sightings": counts({"new": report.sightings}),
        "rejections": counts({"rejected": len(report.rejected)}) | _rejected(report),
    }
    for name in TABLES:
        yield dg.Output(None, output_name=name, metadata=shown[name] | own[name])


def _rejected(report: Ingested) -> dict[str, dg.MetadataValue]:
    rows = [(refused.uri, refused.reason, refused.advice) for refused in report.rejected[:_REJECTED_SHOWN]]
    if not rows:
        return {}
    return {
        "rejected_now": dg.MetadataValue.md(markdown_table(["uri", "reason", "advice"], rows)),
        "rejected_documents": dg.MetadataValue.json([asdict(refused) for refused in report.rejected]),
    }
