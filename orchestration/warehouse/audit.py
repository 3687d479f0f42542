"""What must hold before anything is published and no dbt test says plainly: every number leads back to its sentence.

Each check is a query that gives the rows that break it. They run on the build database, after dbt and before the swap.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import duckdb

from orchestration.errors import PanelwatchError
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.sql import records

_SAMPLE_ROWS = 5


class AuditFailed(PanelwatchError):
    """A check that blocks publication did not pass."""


@dataclass(frozen=True, slots=True)
class Check:
    """A property of a mart: `sql` gives the rows that break it."""

    name: str
    mart: str
    description: str
    sql: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """How a check ended: how many rows break it, and the first few of them."""

    check: Check
    failing_rows: int
    sample: list[dict[str, Any]] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """No row breaks it."""
        return self.failing_rows == 0


# DuckDB's substring, like Python's slices, counts code points (substring_grapheme is the other one)
CHECKS: dict[str, Check] = {
    check.name: check
    for check in (
        Check(
            "quotes_equal_their_spans",
            "fct_claims",
            "Each claim's quote is, to the character, the text of its document from char_start to char_end.",
            """
            SELECT c.claim_id, c.document_id, c.char_start, c.char_end, c.quote
            FROM marts.fct_claims c
            LEFT JOIN marts.dim_documents d USING (document_id)
            WHERE c.quote IS DISTINCT FROM substring(d.text, c.char_start + 1, c.char_end - c.char_start)
               OR c.char_start < 0 OR c.char_end <= c.char_start
            """,
        ),
        Check(
            "detail_quotes_equal_their_spans",
            "fct_claim_details",
            "Each detail's quote is, to the character, the text of its claim's document from char_start to char_end.",
            """
            SELECT x.claim_id, x.attribute, x.char_start, x.char_end, x.quote
            FROM marts.fct_claim_details x
            LEFT JOIN marts.fct_claims c ON c.claim_id = x.claim_id
            LEFT JOIN marts.dim_documents d ON d.document_id = c.document_id
            WHERE x.quote IS DISTINCT FROM substring(d.text, x.char_start + 1, x.char_end - x.char_start)
               OR x.char_start < 0 OR x.char_end <= x.char_start
            """,
        ),
        Check(
            "source_chains_are_whole",
            "bridge_claim_sources",
            "Each claim has a source chain that starts at depth 0, skips no depth and ends with who asserts the claim.",
            """
            SELECT c.claim_id, c.asserted_by, s.links, s.first_depth, s.last_depth, s.last_source
            FROM marts.fct_claims c
            LEFT JOIN (
                SELECT claim_id, count(*) AS links, min(depth) AS first_depth, max(depth) AS last_depth,
                       arg_max(source, depth) AS last_source
                FROM marts.bridge_claim_sources GROUP BY claim_id
            ) s USING (claim_id)
            WHERE s.links IS NULL OR s.first_depth <> 0 OR s.last_depth <> s.links - 1 OR s.last_source <> c.asserted_by
            """,
        ),
        Check(
            "facts_rest_on_claims",
            "bridge_fact_claims",
            "Each claim belongs to exactly one fact.",
            """
            SELECT c.claim_id, c.claim_type, count(b.fact_id) AS facts
            FROM marts.fct_claims c
            LEFT JOIN marts.bridge_fact_claims b USING (claim_id)
            GROUP BY ALL
            HAVING count(b.fact_id) <> 1
            """,
        ),
    )
}


def run_check(con: duckdb.DuckDBPyConnection, check: Check) -> CheckResult:
    """Run one check on an open database that has the marts."""
    failing = records(con, f"SELECT *, count(*) OVER () AS failing_rows FROM ({check.sql}) LIMIT {_SAMPLE_ROWS}")
    count = failing[0]["failing_rows"] if failing else 0
    return CheckResult(check, count, [{k: v for k, v in row.items() if k != "failing_rows"} for row in failing])


def run_checks(paths: WarehousePaths) -> list[CheckResult]:
    """Run every check on the build database, which no other process may be writing."""
    with duckdb.connect(str(paths.build_db), read_only=True) as con:
        return [run_check(con, check) for check in CHECKS.values()]


def require_passed(paths: WarehousePaths) -> None:
    """Raise AuditFailed, naming check and first failing row, unless every check passes."""
    failed = [result for result in run_checks(paths) if not result.passed]
    if failed:
        told = "; ".join(f"{r.check.name} ({r.failing_rows} rows, the first: {_first(r)})" for r in failed)
        raise AuditFailed(f"Not published, {len(failed)} checks failed: {told}")


def _first(result: CheckResult) -> str:
    row = result.sample[0]
    return next(iter(row.values()))
