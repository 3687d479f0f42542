"""The fingerprint changes with every input that shows in the marts, and with nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from orchestration.extraction.claim import Extraction, Extractor
from orchestration.warehouse import fingerprint, load, schema
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import publish
from tests.unit.warehouse.rows import document, rejection, sighting
from tests.unit.warehouse.small_marts import BUILT_AT, make_build

Change = Callable[[duckdb.DuckDBPyConnection, Path], None]


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        load.prepare_tables(con)
        load.store_documents(con, [document("a"), document("b")])
        load.add_sightings(con, [sighting("a", "file:///a.txt"), sighting("b", "file:///b.txt")])
        yield con


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name in ("reference/items.csv", "dbt/models/m.sql", "dbt/target/m.sql"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("one")
    return tmp_path


def _of(con: duckdb.DuckDBPyConnection, project: Path, version: str = "v1") -> str:
    return fingerprint.input_fingerprint(
        con,
        [Extractor(name="cascade", version=version, read=lambda _: Extraction())],
        project / "reference",
        project / "dbt",
    )


CHANGES: dict[str, Change] = {
    "document": lambda con, _: load.store_documents(con, [document("c")]),
    "published": lambda con, _: load.store_documents(con, [document("a", published_on=date(2020, 1, 1))]),
    "title": lambda con, _: load.store_documents(con, [document("a", title="Other")]),
    "rejection": lambda con, _: load.store_rejections(con, [rejection("x")]),
    "reference": lambda _, project: (project / "reference/items.csv").write_text("two") and None,
    "model": lambda _, project: (project / "dbt/models/m.sql").write_text("two") and None,
    "renamed model": lambda _, project: (project / "dbt/models/m.sql").rename(project / "dbt/models/n.sql") and None,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_new_input_changes_it(con: duckdb.DuckDBPyConnection, project: Path, change: Change) -> None:
    before = _of(con, project)
    change(con, project)
    assert _of(con, project) != before


def test_another_extractor_version_changes_it(con: duckdb.DuckDBPyConnection, project: Path) -> None:
    assert _of(con, project, "v2") != _of(con, project)


SAME: dict[str, Change] = {
    "same documents again": lambda con, _: load.store_documents(con, [document("b"), document("a")]),
    "seen again elsewhere": lambda con, _: (
        load.add_sightings(con, [sighting("a", "file:///copy.txt", datetime(2030, 1, 1))]) and None
    ),
    "dbt wrote its output": lambda _, project: (project / "dbt/target/m.sql").write_text("two") and None,
}


@pytest.mark.parametrize("change", SAME.values(), ids=SAME.keys())
def test_what_shows_in_no_mart_leaves_it(con: duckdb.DuckDBPyConnection, project: Path, change: Change) -> None:
    before = _of(con, project)
    change(con, project)
    assert _of(con, project) == before


def test_a_missing_title_is_not_an_empty_one(con: duckdb.DuckDBPyConnection, project: Path) -> None:
    load.store_documents(con, [document("a", title=None, publisher="x")])
    without = _of(con, project)
    load.store_documents(con, [document("a", title="", publisher="x")])
    assert _of(con, project) != without


def test_build_info_says_what_the_build_is_made_of() -> None:
    extractor = Extractor(name="cascade", version="v9", read=lambda _: Extraction())
    info = fingerprint.build_info(run_id="r", fingerprint="f", extractors=[extractor])
    assert {**info, "built_at": ""} == {
        "built_at": "",
        "run_id": "r",
        "fingerprint": "f",
        "extractor": "cascade",
        "extractor_version": "v9",
        "panelwatch_version": fingerprint.panelwatch_version(),
    }
    with duckdb.connect() as con:
        load.prepare_tables(con)
        load.write_build_info(con, {"old": "1"})
        load.write_build_info(con, info)
        assert dict(con.execute("SELECT key, value FROM raw.build_info").fetchall()) == info


def test_the_published_one_is_read_back(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    assert fingerprint.published_fingerprint(paths) is None
    make_build(paths, fingerprint="abc")
    publish(paths)
    info = fingerprint.last_published(paths)
    assert info is not None
    assert (info.fingerprint, info.built_at, info.run_id) == ("abc", BUILT_AT, "run-1")
    assert info.age.total_seconds() > 0


@pytest.mark.parametrize("content", [b"", b"not a database" * 1000])
def test_a_damaged_published_file_has_none(tmp_path: Path, content: bytes) -> None:
    paths = WarehousePaths(tmp_path)
    paths.published.write_bytes(content)
    assert fingerprint.published_fingerprint(paths) is None


def test_schema_knows_build_info() -> None:
    assert schema.TABLES["build_info"].key == ("key",)
