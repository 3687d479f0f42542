"""DuckDB 1.1.3 in a folder of its own: what a BI tool with an older driver makes of a published file."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

VERSION = "1.1.3"
_FOLDER = Path(__file__).resolve().parents[2] / "build" / "old_client" / f"duckdb-{VERSION}-py{sys.version_info[1]}"

_READ_ALL = """
import json, sys
import duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
tables = {}
for schema, table, comment in con.execute("SELECT schema_name, table_name, comment FROM duckdb_tables()").fetchall():
    rows = con.execute(f'SELECT * FROM "{schema}"."{table}"').fetchall()
    columns = con.execute(
        "SELECT column_name, comment FROM duckdb_columns() WHERE schema_name = ? AND table_name = ?", [schema, table]
    ).fetchall()
    tables[f"{schema}.{table}"] = {"rows": len(rows), "comment": comment, "columns": dict(columns)}
print(json.dumps({"version": duckdb.__version__, "tables": tables}))
"""


_QUERY = """
import json, sys
import duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
con.execute("SET enable_progress_bar = false")
print(json.dumps({"version": duckdb.__version__, "rows": con.execute(sys.argv[2]).fetchall()}))
"""


@dataclass(frozen=True, slots=True)
class OldTable:
    """A table as the old client sees it."""

    rows: int
    comment: str | None
    columns: dict[str, str | None]  # name → comment


def read_with_old_client(file: Path) -> dict[str, OldTable]:
    """Read every row of every table of a DuckDB file with the old client; schema.table → what it saw."""
    return {name: OldTable(**table) for name, table in _with_old_client(_READ_ALL, file)["tables"].items()}


def query_with_old_client(file: Path, sql: str) -> list[list[Any]]:
    """The rows of one query over a DuckDB file by the old client, of types that JSON has."""
    rows: list[list[Any]] = _with_old_client(_QUERY, file, sql)["rows"]
    return rows


def _with_old_client(script: str, *arguments: Path | str) -> dict[str, Any]:
    done = subprocess.run(
        # -S keeps this project's own packages out of sight
        [sys.executable, "-S", "-c", script, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(_installed())},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, f"DuckDB {VERSION} fails at {arguments}: {done.stderr.strip().splitlines()[-1]}"
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["version"] == VERSION
    return seen


def _installed() -> Path:
    """The folder with the old client, installed on the first call."""
    if not (_FOLDER / "duckdb" / "__init__.py").exists():
        pip = subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--only-binary=:all:", "--upgrade", "--target", str(_FOLDER), f"duckdb=={VERSION}"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert pip.returncode == 0, f"DuckDB {VERSION} could not be installed: {pip.stderr.strip().splitlines()[-1]}"
    return _FOLDER
