"""Build time of all marts over many synthetic claims, and over twice as many: `python -m tests.benchmarks.scale`.

    python -m tests.benchmarks.scale [--claims 1000000]

The claims are those of the project's own documents, copied: each copy of a document gets an id of its own and a random
shift of all its days within twenty years, and every party that is named in one copy in three a name of its own, so that
facts are of the real sizes and their number grows with the claims. Needs no evaluation folder.
"""

from __future__ import annotations

import argparse
import math
import os
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import duckdb
import psutil

from orchestration.sources.config import Source
from orchestration.steps.extract import extract, todays_extractors
from orchestration.steps.ingest import ingest
from orchestration.warehouse.build import dbt_arguments, dbt_environment, prepare_build
from orchestration.warehouse.fingerprint import build_info
from orchestration.warehouse.load import connect_build, write_build_info
from orchestration.warehouse.paths import DBT_PROJECT, WarehousePaths
from tests.benchmarks.run import OWN_TEXTS

_DAYS = 7_300
_SHIFTED = ("published_on", "event_start", "event_end", "valid_until")
_NAMED = ("claim_id", "antecedent_id", "document_id")


def multiply(con: duckdb.DuckDBPyConnection, claims: int) -> int:
    """Put copies of every document and what hangs on it into the raw tables; returns how many claims there are."""
    (held,) = con.execute("SELECT count(*) FROM raw.claims").fetchone() or (0,)
    copies = math.ceil(claims / held)
    con.execute("SELECT setseed(0.1718)")
    con.execute(
        "CREATE TEMP TABLE copies AS SELECT document_id, copy, (random() * ?)::INTEGER - ? // 2 AS shift"
        " FROM raw.documents, range(1, ?) t (copy)",
        [_DAYS, _DAYS, copies],
    )
    tables = con.execute(
        "SELECT table_name, list(column_name) FROM duckdb_columns() WHERE schema_name = 'raw' GROUP BY ALL ORDER BY ALL"
    ).fetchall()
    for table, columns in tables:
        if "document_id" in columns and table != "rejections":
            changed = [f"{c} || '-' || copy AS {c}" for c in _NAMED if c in columns]
            changed += [f"{c} + shift AS {c}" for c in _SHIFTED if c in columns]
            if table == "claims":
                changed.append("CASE WHEN copy % 3 = 0 THEN target || ' ' || copy ELSE target END AS target")
            con.execute(
                f"INSERT INTO raw.{table} BY NAME SELECT t.* REPLACE ({', '.join(changed)})"
                f" FROM raw.{table} t JOIN copies USING (document_id)"
            )
    (made,) = con.execute("SELECT count(*) FROM raw.claims").fetchone() or (0,)
    return int(made)


def build_marts(paths: WarehousePaths) -> tuple[float, int]:
    """Run dbt as a run does, without its tests; seconds and the highest resident memory in bytes."""
    prepare_build(paths)
    command = [str(Path(sys.executable).with_name("dbt")), *dbt_arguments(), "resource_type:test"]
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        env=os.environ | dbt_environment(paths),
        cwd=DBT_PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = [0]
    threading.Thread(target=_watch, args=(process.pid, peak), daemon=True).start()
    output, _ = process.communicate()
    if process.returncode:
        raise SystemExit(f"dbt failed:\n{output[-3000:]}")
    return time.perf_counter() - began, peak[0]


def _watch(pid: int, peak: list[int]) -> None:
    try:
        while True:
            peak[0] = max(peak[0], psutil.Process(pid).memory_info().rss)
            time.sleep(0.2)
    except psutil.Error:
        return


def measure(claims: int) -> tuple[int, float, int]:
    """Claims made, seconds of the build, bytes of memory."""
    with tempfile.TemporaryDirectory() as folder:
        paths = WarehousePaths(Path(folder) / "warehouse")
        paths.make_folders()
        with connect_build(paths) as con:
            ingest(paths, con, [Source(name="scale", path=OWN_TEXTS)], run_id="scale")
            extract(con)
            write_build_info(con, build_info(run_id="scale", fingerprint="scale", extractors=todays_extractors()))
            made = multiply(con, claims)
        seconds, memory = build_marts(paths)
    return made, seconds, memory


def main() -> None:
    """Measure half as many, then all; the table goes into README.md by hand, with the machine it is from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--claims", type=int, default=1_000_000)
    claims = parser.parse_args().claims
    half, half_seconds, _ = measure(claims // 2)
    made, seconds, memory = measure(claims)
    print(f"| {half:,} claims | {half_seconds:.1f} s | |")
    print(f"| {made:,} claims | {seconds:.1f} s, {memory / 1e9:.2f} GB | limit 120 s, 4 GB |")
    print(f"| twice the claims | {seconds / half_seconds:.2f} × the time | limit 2.4 |")


if __name__ == "__main__":
    main()
