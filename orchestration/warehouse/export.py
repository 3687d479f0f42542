"""The marts of a day as files, for tools that cannot call a function: `panelwatch export --as-of DAY`."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb

from orchestration.errors import PanelwatchError
from orchestration.warehouse.as_of import MARTS
from orchestration.warehouse.sql import literal, quoted, scalar

FORMATS = {"csv": "FORMAT csv, HEADER", "parquet": "FORMAT parquet"}


def export_as_of(con: duckdb.DuckDBPyConnection, day: date, clock: str, folder: Path) -> dict[Path, int]:
    """Write what was known on a day, by `clock` (`as_of` or `known_to_us`), as CSV and Parquet; file → rows.

    Files are written beside their names and then renamed, so that none is ever half there. Raises PanelwatchError where
    the published file has no such functions or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        written = {}
        for subject, mart in MARTS.items():
            function = quoted(f"{subject}_{clock}")
            con.execute(f"CREATE OR REPLACE TEMP TABLE exported AS FROM marts.{function}({literal(str(day))})")
            rows = scalar(con, "SELECT count(*) FROM exported")
            for suffix, options in FORMATS.items():
                target = folder / f"{mart}_{clock}_{day}.{suffix}"
                unfinished = target.with_name(target.name + ".tmp")
                con.execute(f"COPY exported TO {literal(unfinished)} ({options})")
                unfinished.replace(target)
                written[target] = rows
    except duckdb.CatalogException as error:
        raise PanelwatchError("The published file has no as-of functions yet: run `panelwatch run` again.") from error
    except (OSError, duckdb.IOException) as error:
        raise PanelwatchError(f"Cannot write to {folder}: {str(error).splitlines()[0]}") from error
    return written
