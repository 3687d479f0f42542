"""What people see beside each materialization: rows, columns, and the first rows as a table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import dagster as dg
import duckdb

OWNERS = ["team:panelwatch"]

_PREVIEW_ROWS = 5
_PREVIEW_COLUMNS = 12
_CELL = 60  # characters of a cell that are shown


def relation_metadata(con: duckdb.DuckDBPyConnection, schema: str, name: str) -> dict[str, Any]:
    """Row count, column schema (with the comments that dbt persists) and a preview of a table or view."""
    columns = con.execute(
        "SELECT column_name, data_type, comment FROM duckdb_columns()"
        " WHERE database_name = current_database() AND schema_name = ? AND table_name = ? ORDER BY column_index",
        [schema, name],
    ).fetchall()
    if not columns:
        return {}
    relation = f'"{schema}"."{name}"'
    (count,) = con.execute(f"SELECT count(*) FROM {relation}").fetchone() or (0,)
    shown = [column for column, _, _ in columns[:_PREVIEW_COLUMNS]]
    cells = ", ".join(f'left(CAST("{column}" AS VARCHAR), {_CELL})' for column in shown)
    preview = con.execute(f"SELECT {cells} FROM {relation} LIMIT {_PREVIEW_ROWS}").fetchall()
    return {
        "dagster/row_count": count,
        "dagster/column_schema": dg.TableSchema(
            columns=[dg.TableColumn(column, kind, description=text) for column, kind, text in columns]
        ),
        "dagster/table_name": f"{schema}.{name}",
        "preview": dg.MetadataValue.md(markdown_table(shown, preview)),
    }


def markdown_table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Rows as a Markdown table; an empty cell where there is no value."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(_cell, line)) + " |" for line in lines)


def _cell(value: object) -> str:
    return "" if value is None else " ".join(str(value).split()).replace("|", "\\|")


def counts(values: Mapping[str, int]) -> dict[str, Any]:
    """Numbers as metadata, so that the UI plots them over the runs."""
    return {name: dg.MetadataValue.int(value) for name, value in values.items()}
