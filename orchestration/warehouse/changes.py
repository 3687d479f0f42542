"""What a publish changes, in words: which claims of known documents came and went, and which cells of the summaries.

Every function takes a connection with the two published files attached as `old` and `new`; a mart or a column that one
of them lacks changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.warehouse.sql import records

_EXAMPLES = 5  # claims shown of those that came, and of those that went
_CELLS = 20  # cells of the summaries that are told of
_QUOTE = 120  # code points of a sentence


@dataclass(frozen=True, slots=True)
class Summary:
    """A mart of totals per period whose cells are compared: what a row is about, what it counts and what it adds up."""

    mart: str
    key: tuple[str, ...]
    title: str  # SQL over the mart's columns: what the row is about
    count: str
    counted: str  # one of what `count` counts
    total: str
    facts: str  # column with the ids of the facts behind the row


SUMMARIES = (
    Summary(
        mart="weapons_tests_monthly",
        key=("month_start", "item_class"),
        title="class_name || ' tests ' || strftime(month_start, '%Y-%m')",
        count="occasions",
        counted="occasion",
        total="missiles_best",
        facts="fact_ids",
    ),
    Summary(
        mart="illicit_finance_yearly",
        key=("year", "kind", "currency"),
        title="kind || ' ' || year || ' in ' || currency",
        count="event_count",
        counted="event",
        total="event_amount",
        facts="event_fact_ids",
    ),
)


def told(con: duckdb.DuckDBPyConnection) -> list[str]:
    """The changes as lines, those of the summaries first; empty where there are none."""
    return [line for summary in SUMMARIES for line in summary_changes(con, summary)] + claim_changes(con)


def claim_changes(con: duckdb.DuckDBPyConnection) -> list[str]:
    """Claims of documents that both files hold and only one has: what another version of the extractor changed."""
    if not _have(con, "fct_claims", ("claim_id", "document_id", "claim_type", "quote")):
        return []
    lines = []
    for verb, there, elsewhere in (("came", "new", "old"), ("went", "old", "new")):
        rows = records(
            con,
            f"""SELECT claim_type, quote, count(*) OVER () AS claims
                FROM {there}.marts.fct_claims
                SEMI JOIN {elsewhere}.marts.dim_documents USING (document_id)
                ANTI JOIN {elsewhere}.marts.fct_claims USING (claim_id)
                ORDER BY document_id, claim_id LIMIT {_EXAMPLES}""",
        )
        if rows:
            lines.append(f"{_number(rows[0]['claims'], 'claim')} of documents read before {verb}:")
            lines += [f"  {row['claim_type']} “{_short(row['quote'])}”" for row in rows]
    return lines


def summary_changes(con: duckdb.DuckDBPyConnection, summary: Summary) -> list[str]:
    """One line for each cell whose count, total or facts differ, with the sentence of a fact that came or went."""
    columns = (*summary.key, summary.count, summary.total, summary.facts)
    if not _have(con, summary.mart, columns):
        return []
    using = ", ".join(summary.key)
    cell = f"SELECT {', '.join(columns)}, {summary.title} AS title"
    rows = records(
        con,
        f"""SELECT coalesce(n.title, o.title) AS title,
                   coalesce(n.{summary.count}, 0)::BIGINT AS count, coalesce(o.{summary.count}, 0)::BIGINT AS count_was,
                   coalesce(n.{summary.total}, 0)::DOUBLE AS total, coalesce(o.{summary.total}, 0)::DOUBLE AS total_was,
                   list_filter(coalesce(n.{summary.facts}, []),
                       lambda f: NOT list_contains(coalesce(o.{summary.facts}, []), f)) AS came,
                   list_filter(coalesce(o.{summary.facts}, []),
                       lambda f: NOT list_contains(coalesce(n.{summary.facts}, []), f)) AS went
            FROM ({cell} FROM new.marts.{summary.mart}) n
            FULL JOIN ({cell} FROM old.marts.{summary.mart}) o USING ({using})
            WHERE count <> count_was OR total <> total_was OR len(came) > 0 OR len(went) > 0
            ORDER BY {using} LIMIT {_CELLS}""",
    )
    return [_cell(con, summary, row) for row in rows]


def _cell(con: duckdb.DuckDBPyConnection, summary: Summary, row: dict[str, Any]) -> str:
    parts = []
    more = row["count"] - row["count_was"]
    if more:
        parts.append(f"{_number(abs(more), summary.counted)} {'more' if more > 0 else 'less'}")
    if row["total"] != row["total_was"]:
        parts.append(f"{row['total'] - row['total_was']:+,.0f}")
    if not parts:
        parts.append("the same figures from other facts")
    because = _because(con, "new", "came", row["came"]) or _because(con, "old", "went", row["went"])
    return f"{row['title']}: {', '.join(parts)}{because or ', because the figures of its facts changed'}"


def _because(con: duckdb.DuckDBPyConnection, side: str, verb: str, facts: list[str]) -> str:
    """The sentence behind the first of some facts, and how many there are."""
    if not facts:
        return ""
    rows = records(
        con,
        f"""SELECT c.quote FROM {side}.marts.bridge_fact_claims b JOIN {side}.marts.fct_claims c USING (claim_id)
            WHERE b.fact_id = ? ORDER BY c.claim_id LIMIT 1""",
        [facts[0]],
    )
    quote = f": “{_short(rows[0]['quote'])}”" if rows else ""
    return f", because {_number(len(facts), 'fact')} {verb}{quote}"


def _have(con: duckdb.DuckDBPyConnection, mart: str, columns: tuple[str, ...]) -> bool:
    """Whether both files have a mart with these columns."""
    rows = con.execute(
        "SELECT database_name, list(column_name) FROM duckdb_columns()"
        " WHERE database_name IN ('old', 'new') AND schema_name = 'marts' AND table_name = ? GROUP BY ALL",
        [mart],
    ).fetchall()
    return len(rows) == 2 and all(set(columns) <= set(found) for _, found in rows)


def _number(count: int, what: str) -> str:
    return f"one {what}" if count == 1 else f"{count:,} {what}s"


def _short(quote: str) -> str:
    text = " ".join(quote.split())
    return text if len(text) <= _QUOTE else text[: _QUOTE - 1] + "…"
