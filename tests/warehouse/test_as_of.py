"""What was known on a day is what a warehouse of the documents of that day gives, ids included."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.warehouse.as_of import MARTS
from tests.warehouse.conftest import Run, panelwatch, query
from tests.warehouse.old_client import query_with_old_client

FAR = "2100-01-01"


def rows(cursor: duckdb.DuckDBPyConnection) -> list[str]:
    return sorted(map(repr, cursor.fetchall()))


def in_order(manifest: dict[str, Any], marts: set[str]) -> Iterator[dict[str, Any]]:
    """The models that some marts rest on, each behind those that it reads."""
    done: set[str] = set()

    def visit(unique_id: str) -> Iterator[dict[str, Any]]:
        node = manifest["nodes"].get(unique_id)
        if node is None or unique_id in done or node["resource_type"] != "model":
            return
        done.add(unique_id)
        for parent in node["depends_on"]["nodes"]:
            yield from visit(parent)
        yield node

    for unique_id, node in manifest["nodes"].items():
        if node["name"] in marts:
            yield from visit(unique_id)


@pytest.fixture(scope="module")
def manifest(demo: tuple[Path, Run]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((demo[0] / "build" / "dbt_target" / "manifest.json").read_text(encoding="utf-8"))
    return found


@pytest.mark.parametrize("clock", ["as_of", "known_to_us"])
@pytest.mark.parametrize("subject", MARTS)
def test_all_that_is_known_in_the_end_is_the_mart(demo: tuple[Path, Run], subject: str, clock: str) -> None:
    function = query(demo[0], f"SELECT * FROM marts.{subject}_{clock}('{FAR}')")
    assert sorted(map(repr, function)) == sorted(map(repr, query(demo[0], f"SELECT * FROM marts.{MARTS[subject]}")))


def test_on_any_day_the_functions_give_what_the_models_give_from_that_days_documents_alone(
    demo: tuple[Path, Run], manifest: dict[str, Any], tmp_path: Path
) -> None:
    days = [d for (d,) in query(demo[0], "SELECT DISTINCT published_on FROM marts.dim_documents ORDER BY 1")]
    compared = 0
    for day in days[3 :: max(len(days) // 6, 1)]:
        copy = tmp_path / "warehouse.duckdb"  # its relations are compiled with the name of this file
        shutil.copy(demo[0] / "build" / "warehouse.duckdb", copy)
        with duckdb.connect(str(copy)) as con:
            for table in ("claims", "claim_sources", "claim_details", "claim_links", "extractions"):
                con.execute(
                    f"DELETE FROM raw.{table} WHERE document_id IN"
                    " (SELECT document_id FROM raw.documents WHERE published_on > ?)",
                    [day],
                )
            con.execute("DELETE FROM raw.documents WHERE published_on > ?", [day])
            for node in in_order(manifest, set(MARTS.values())):
                if node["config"]["materialized"] == "table":
                    con.execute(f"CREATE OR REPLACE TABLE {node['relation_name']} AS {node['compiled_code']}")
            with duckdb.connect(str(demo[0] / "panelwatch.duckdb"), read_only=True) as published:
                for subject, mart in MARTS.items():
                    expected = rows(con.execute(f"SELECT * FROM marts.{mart}"))
                    assert rows(published.execute(f"SELECT * FROM marts.{subject}_as_of(?)", [day])) == expected, day
                    compared += bool(expected)
        copy.unlink()
    assert compared > 10


def test_before_the_first_document_nothing_is_known(demo: tuple[Path, Run]) -> None:
    for subject in MARTS:
        assert query(demo[0], f"SELECT count(*) FROM marts.{subject}_as_of('1990-01-01')") == [(0,)]
        assert query(demo[0], f"SELECT count(*) FROM marts.{subject}_known_to_us('2020-01-01')") == [(0,)]


def test_an_old_client_can_call_the_functions(demo: tuple[Path, Run]) -> None:
    for subject, mart in MARTS.items():
        (expected,) = query(demo[0], f"SELECT count(*) FROM marts.{mart}")
        for clock in ("as_of", "known_to_us"):
            sql = f"SELECT count(*) FROM marts.{subject}_{clock}('{FAR}')"
            assert query_with_old_client(demo[0] / "panelwatch.duckdb", sql) == [list(expected)]


def test_what_was_known_on_a_day_is_exported_as_files(demo: tuple[Path, Run], tmp_path: Path) -> None:
    run = panelwatch("export", tmp_path / "out", "--as-of", "2018-03-01", warehouse=demo[0])
    assert run.code == 0, run.output
    assert "Traceback" not in run.output
    for subject, mart in MARTS.items():
        expected = query(demo[0], f"SELECT count(*) FROM marts.{subject}_as_of('2018-03-01')")
        for suffix in ("csv", "parquet"):
            file = tmp_path / "out" / f"{mart}_as_of_{date(2018, 3, 1)}.{suffix}"
            with duckdb.connect() as con:
                assert con.execute(f"SELECT count(*) FROM '{file}'").fetchall() == expected


def test_a_day_that_is_none_is_one_clear_line(demo: tuple[Path, Run], tmp_path: Path) -> None:
    run = panelwatch("export", tmp_path / "out", "--as-of", "last spring", warehouse=demo[0])
    assert (run.code, run.output.strip()) == (2, "panelwatch: --as-of last spring: not a date, write YYYY-MM-DD.")
