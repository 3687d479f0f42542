"""What is published is the marts, whole, for old clients as well, and with a word on what changed."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

import duckdb
import pyarrow.parquet as pq
import pytest

from orchestration.warehouse import audit, build
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import MartDiff, PublishFailed, publish
from orchestration.warehouse.reading import mart_rows, open_published
from tests.unit.warehouse.small_marts import change_build, make_build, write_results


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    paths = WarehousePaths(tmp_path / "it's a warehouse")
    make_build(paths)
    return paths


def _files(paths: WarehousePaths) -> set[str]:
    return {p.name for p in paths.root.iterdir()}


def _changed(diff: list[MartDiff]) -> dict[str, tuple[int, int, int]]:
    return {d.mart: (d.added, d.gone, d.changed) for d in diff if d.any}


def test_the_marts_and_nothing_else_are_published(paths: WarehousePaths) -> None:
    published = publish(paths)
    with open_published(paths) as con:
        schemas = con.execute("SELECT DISTINCT schema_name FROM duckdb_tables()").fetchall()
        views = con.execute("SELECT count(*) FROM duckdb_views() WHERE NOT internal").fetchall()
        assert mart_rows(con) == published.marts
    assert (schemas, views) == ([("marts",)], [(0,)])
    assert published.marts["fct_claims"] == 3
    assert published.path == paths.published
    assert _files(paths) == {"panelwatch.duckdb", "build", "landing", "exports", "dagster", "inbox", "lock"}


def test_constraints_and_comments_come_along(paths: WarehousePaths) -> None:
    publish(paths)
    with open_published(paths) as con:
        table = con.execute("SELECT comment FROM duckdb_tables() WHERE table_name = 'fct_claims'").fetchone()
        column = con.execute(
            "SELECT comment FROM duckdb_columns() WHERE table_name = 'fct_claims' AND column_name = 'quote'"
        ).fetchone()
        kinds = con.execute(
            "SELECT constraint_type, count(*) FROM duckdb_constraints()"
            " WHERE table_name = 'fct_claims' GROUP BY ALL ORDER BY ALL"
        ).fetchall()
    assert table == ("What one document says: a claim's row.",)
    assert column == ("The document's own characters.",)
    assert kinds == [("NOT NULL", 2), ("PRIMARY KEY", 1)]


def test_exports_hold_each_mart_twice(paths: WarehousePaths) -> None:
    published = publish(paths)
    assert {p.name for p in paths.exports.iterdir()} == {
        f"{m}.{kind}" for m in published.marts for kind in ("csv", "parquet")
    }
    table = pq.read_table(paths.exports / "dim_documents.parquet")
    assert table.column("published_on").to_pylist() == [date(2022, 1, 1), date(2022, 1, 2), date(2022, 1, 3)]
    with (paths.exports / "fct_claims.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["claim_id"] for row in rows] == ["claim0", "claim1", "claim2"]


def test_the_first_publish_adds_everything(paths: WarehousePaths) -> None:
    published = publish(paths)
    assert published.first
    assert _changed(published.diff)["fct_claims"] == (3, 0, 0)


def test_the_same_again_differs_in_nothing(paths: WarehousePaths) -> None:
    publish(paths)
    make_build(paths, fingerprint="another run")
    again = publish(paths)
    assert not again.first
    assert _changed(again.diff) == {}


def test_rows_added_gone_and_changed_are_counted_by_key(paths: WarehousePaths) -> None:
    publish(paths)
    make_build(paths, documents=4)
    change_build(
        paths,
        "UPDATE marts.fct_weapons_tests SET value_best = 5 WHERE fact_id = 'fact1'",
        "DELETE FROM marts.fct_weapons_tests WHERE fact_id = 'fact2'",
        "UPDATE marts.bridge_item_ancestors SET distance = 2 WHERE distance = 1",  # it has no key
        "INSERT INTO marts.rejected_documents VALUES ('x', 'empty'), ('x', 'empty')",
    )
    diff = _changed(publish(paths).diff)
    assert diff["fct_weapons_tests"] == (1, 1, 1)
    assert diff["dim_documents"] == (1, 0, 0)
    assert diff["bridge_item_ancestors"] == (1, 1, 0)
    assert diff["rejected_documents"] == (2, 0, 0)
    assert "publish_info" not in diff


def test_marts_and_columns_may_come_and_go(paths: WarehousePaths) -> None:
    publish(paths)
    change_build(
        paths,
        "ALTER TABLE marts.dim_documents ADD COLUMN language VARCHAR DEFAULT 'en'",
        "CREATE TABLE marts.coverage_monthly AS SELECT 1 AS month",
        "DROP TABLE marts.fct_weapons_tests",
    )
    assert _changed(publish(paths).diff) == {"coverage_monthly": (1, 0, 0), "fct_weapons_tests": (0, 3, 0)}


def test_a_reader_keeps_its_version_and_a_new_process_sees_the_new_one(paths: WarehousePaths) -> None:
    publish(paths)
    with open_published(paths) as reader:
        reader.execute("SELECT count(*) FROM marts.fct_claims")
        make_build(paths, documents=7)
        publish(paths)
        assert mart_rows(reader)["fct_claims"] == 3
        assert reader.execute(
            "SELECT max(quote), sum(length(text)) > 0 FROM marts.fct_claims, marts.dim_documents"
        ).fetchone()
    with open_published(paths) as con:
        assert mart_rows(con)["fct_claims"] == 7


@pytest.mark.parametrize("status", ["fail", "error"])
def test_a_build_that_failed_is_not_published(paths: WarehousePaths, status: str) -> None:
    publish(paths)
    before = paths.published.read_bytes()
    make_build(paths, documents=5)
    write_results(paths, status)
    with pytest.raises(build.BuildFailed):
        publish(paths)
    assert paths.published.read_bytes() == before


def test_marts_that_fail_a_check_are_not_published(paths: WarehousePaths) -> None:
    publish(paths)
    before = paths.published.read_bytes()
    change_build(paths, "UPDATE marts.fct_claims SET quote = 'made up' WHERE claim_id = 'claim0'")
    with pytest.raises(audit.AuditFailed, match="quotes_equal_their_spans"):
        publish(paths)
    assert paths.published.read_bytes() == before


def test_a_build_of_a_few_models_is_not_published(paths: WarehousePaths) -> None:
    results = [
        {"status": "success", "unique_id": f"model.panelwatch.{mart}"} for mart in ("fct_claims", "dim_documents")
    ]
    (paths.dbt_target / "run_results.json").write_text(json.dumps({"results": results}), encoding="utf-8")
    with pytest.raises(build.BuildFailed, match=r"left out .*bridge_claim_sources, .*: only a build of everything"):
        publish(paths)
    assert not paths.published.exists()


def test_a_table_that_a_removed_model_left_is_not_published(paths: WarehousePaths) -> None:
    with duckdb.connect(str(paths.build_db)) as con:  # unknown to dbt's manifest
        con.execute("CREATE TABLE marts.removed AS SELECT 1 AS x")
    assert "removed" not in publish(paths).marts


def test_a_view_is_not_published(paths: WarehousePaths) -> None:
    change_build(paths, "CREATE VIEW marts.outside AS SELECT * FROM raw.private")
    with pytest.raises(PublishFailed, match="outside is a view"):
        publish(paths)
    assert _files(paths) == {"build", "landing", "dagster", "inbox", "lock"}


def test_a_damaged_published_file_is_replaced(paths: WarehousePaths) -> None:
    paths.published.write_bytes(b"damaged" * 1000)
    assert publish(paths).first
    with open_published(paths) as con:
        assert mart_rows(con)["fct_claims"] == 3


def test_progress_is_told(paths: WarehousePaths) -> None:
    told: list[str] = []
    publish(paths, told.append)
    assert told[-1] == "putting them in the place of the published ones"


def test_the_file_is_written_for_old_clients(paths: WarehousePaths) -> None:
    publish(paths)
    with duckdb.connect() as con:
        con.execute("ATTACH ? AS p (READ_ONLY)".replace("?", "'" + str(paths.published).replace("'", "''") + "'"))
        tags = con.execute(
            "SELECT tags['storage_version'] FROM duckdb_databases() WHERE database_name = 'p'"
        ).fetchone()
    assert tags is not None
    assert tags[0].startswith("v1.0.0")
