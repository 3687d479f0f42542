"""What dbt cannot express: that every number leads back to its sentence. Nothing is published unless these pass."""

import os
from collections.abc import Iterator

import dagster as dg
import duckdb

from orchestration import progress
from orchestration.defs.metadata import markdown_table
from orchestration.defs.resources import Warehouse
from orchestration.warehouse.audit import CHECKS, Check, run_check


def _asset(check: Check) -> dg.AssetKey:
    return dg.AssetKey(["marts", check.mart])


@dg.multi_asset_check(
    name="audit",
    specs=[
        dg.AssetCheckSpec(check.name, asset=_asset(check), description=check.description, blocking=True)
        for check in CHECKS.values()
    ],
)
def audit(warehouse: Warehouse) -> Iterator[dg.AssetCheckResult]:
    """Run the checks of `warehouse.audit` over the marts as they are built, before they are published."""
    progress.report("check", 0, len(CHECKS), "checks")
    with duckdb.connect(os.fspath(warehouse.paths.build_db), read_only=True) as con:
        for count, check in enumerate(CHECKS.values(), start=1):
            result = run_check(con, check)
            progress.report("check", count, len(CHECKS), "checks")
            metadata: dict[str, dg.MetadataValue] = {"failing_rows": dg.MetadataValue.int(result.failing_rows)}
            if result.sample:
                header = list(result.sample[0])
                rows = [list(row.values()) for row in result.sample]
                metadata["first_failing_rows"] = dg.MetadataValue.md(markdown_table(header, rows))
            yield dg.AssetCheckResult(
                check_name=check.name, asset_key=_asset(check), passed=result.passed, metadata=metadata
            )
