"""Stage 4: the marts become the file that readers open, and the exports."""

import json
from collections.abc import Mapping
from typing import Any

import dagster as dg

from orchestration import progress
from orchestration.defs.metadata import OWNERS, markdown_table
from orchestration.defs.resources import Warehouse
from orchestration.defs.transform import MANIFEST, PUBLISHED, transform
from orchestration.errors import PanelwatchError
from orchestration.warehouse.publish import MartDiff, publish

MARTS = [key for key in sorted(transform.keys) if key.path[0] == "marts"]


@dg.asset(
    key=PUBLISHED,
    deps=MARTS,
    group_name="publish",
    kinds={"duckdb", "parquet", "csv"},
    owners=OWNERS,
)
def published_warehouse(context: dg.AssetExecutionContext, warehouse: Warehouse) -> dg.MaterializeResult[None]:
    """`panelwatch.duckdb`, what readers open: the marts and nothing else, swapped in whole when every check has passed.

    Beside it `exports/`, each mart as Parquet and CSV.
    """

    def tell(line: str) -> None:
        context.log.info(line)
        progress.report("publish", 0, None, line)

    try:
        done = publish(warehouse.paths, on_progress=tell)
    except PanelwatchError as error:
        raise dg.Failure(str(error), allow_retries=False) from error
    return dg.MaterializeResult(
        metadata={
            "path": dg.MetadataValue.path(done.path),
            "exports": dg.MetadataValue.path(warehouse.paths.exports),
            "rows": dg.MetadataValue.md(markdown_table(["mart", "rows"], done.marts.items())),
            "difference": dg.MetadataValue.md(_difference(done.diff, done.first)),
            "changes": dg.MetadataValue.json(done.told),
            "marts_changed": sum(1 for diff in done.diff if diff.any),
            "facts": dg.MetadataValue.json(fact_counts(done.marts)),
            "seconds": round(done.seconds, 1),
        }
    )


def _difference(diff: list[MartDiff], first: bool) -> str:
    rows = [(d.mart, d.added, d.gone, d.changed) for d in diff if d.any]
    told = "The first publish: everything is new.\n\n" if first else ""
    return told + (markdown_table(["mart", "added", "gone", "changed"], rows) if rows else "No mart differs.")


def fact_counts(marts: Mapping[str, int]) -> dict[str, int]:
    """Rows of the fact marts: those with the columns that every fact has."""
    nodes: dict[str, Any] = json.loads(MANIFEST.read_text(encoding="utf-8"))["nodes"]
    facts = {node["name"] for node in nodes.values() if {"fact_type", "headline_quote"} <= set(node.get("columns", ()))}
    return {name: rows for name, rows in marts.items() if name in facts}
