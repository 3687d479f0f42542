"""Small forms around DuckDB's connection: one value, rows as dicts, transactions, names and texts quoted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

Parameters = list[Any] | dict[str, Any] | None


def scalar(con: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters = None) -> Any:
    """The one value of a query that gives one row."""
    # all rows are fetched: a result left unfinished blocks the connection
    return con.execute(sql, parameters).fetchall()[0][0]


def records(con: duckdb.DuckDBPyConnection, sql: str, parameters: Parameters = None) -> list[dict[str, Any]]:
    """The rows of a query, each from column name to value."""
    result = con.execute(sql, parameters)
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


@contextmanager
def transaction(con: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All of the block's changes, or none of them."""
    con.begin()
    try:
        yield
    except BaseException:
        con.rollback()
        raise
    con.commit()


def quoted(identifier: str) -> str:
    """An identifier as SQL takes it, whatever is in it."""
    return '"' + identifier.replace('"', '""') + '"'


def literal(value: str | Path) -> str:
    """A text as SQL takes it where no parameter may stand (ATTACH, COPY, COMMENT)."""
    return "'" + str(value).replace("'", "''") + "'"
