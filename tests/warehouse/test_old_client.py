"""The published file opens in DuckDB 1.1.3, as the drivers of BI tools are that old."""

from __future__ import annotations

from pathlib import Path

from orchestration.warehouse.as_of import PREFIX
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import publish
from tests.unit.warehouse.small_marts import change_build, make_build
from tests.warehouse.conftest import Run
from tests.warehouse.old_client import read_with_old_client


def test_an_old_client_reads_the_demo_warehouse(demo: tuple[Path, Run]) -> None:
    seen = read_with_old_client(demo[0] / "panelwatch.duckdb")
    assert seen["marts.fct_claims"].rows > 0
    marts = {name: table for name, table in seen.items() if not name.startswith(f"marts.{PREFIX}")}
    without = [name for name, table in marts.items() if not table.comment or not all(table.columns.values())]
    assert without == []


def test_an_old_client_reads_every_table_with_its_comments(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    make_build(paths, documents=200, filler=5_000)
    # the types that marts may have beside plain ones
    change_build(
        paths,
        "CREATE TABLE marts.typed AS SELECT ['a', 'b'] AS names, {'low': 1, 'high': 2.5} AS band,"
        " MAP {'k': 'v'} AS other, TIMESTAMP '2026-01-01' AS at, true AS flag,"
        " 1.5::DECIMAL(20, 2) AS amount, NULL::DATE AS day",
    )
    published = publish(paths)
    seen = read_with_old_client(paths.published)
    assert {name: table.rows for name, table in seen.items()} == {f"marts.{m}": n for m, n in published.marts.items()}
    assert seen["marts.fct_claims"].comment == "What one document says: a claim's row."
    assert seen["marts.fct_claims"].columns["quote"] == "The document's own characters."
