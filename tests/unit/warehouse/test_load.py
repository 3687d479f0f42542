"""Rows go in as sets, replace what they replace, and never leave half of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from orchestration.errors import PanelwatchError
from orchestration.extraction.claim import Claim, DocumentText, Extraction, Extractor
from orchestration.warehouse import load, schema
from orchestration.warehouse.paths import WarehousePaths
from tests.unit.warehouse.rows import NOW, document, extraction, rejection, sighting

V1 = Extractor(name="cascade", version="v1", read=lambda _: Extraction())
V2 = Extractor(name="cascade", version="v2", read=lambda _: Extraction())
OTHER = Extractor(name="other", version="v1", read=lambda _: Extraction())


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        load.prepare_tables(con)
        yield con


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    row = con.execute(f"SELECT count(*) FROM raw.{table}").fetchone()
    assert row is not None
    return int(row[0])


def _pending(con: duckdb.DuckDBPyConnection, extractor: Extractor) -> set[str]:
    batches = load.documents_to_extract(con, extractor.name, extractor.version)
    found = {d.document_id for batch in batches for d in batch}
    assert load.count_to_extract(con, extractor.name, extractor.version) == len(found)
    return found


def _extract(con: duckdb.DuckDBPyConnection, extractor: Extractor, claims: int = 2) -> None:
    for batch in load.documents_to_extract(con, extractor.name, extractor.version, batch_size=2):
        load.store_extractions(con, extractor, [(d, extraction(d, claims, extractor)) for d in batch])


@pytest.mark.parametrize("table", schema.TABLES)
def test_duckdb_has_the_columns_that_python_defines(con: duckdb.DuckDBPyConnection, table: str) -> None:
    found = con.execute(
        "SELECT column_name, data_type, is_nullable FROM duckdb_columns() WHERE schema_name = 'raw' AND table_name = ?"
        " ORDER BY column_index",
        [table],
    ).fetchall()
    assert found == [(c.name, c.sql_type, c.nullable) for c in schema.columns(table)]


def test_duckdb_has_no_other_tables(con: duckdb.DuckDBPyConnection) -> None:
    found = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'raw'").fetchall()
    assert {name for (name,) in found} == set(schema.TABLES)


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.builds(
            Claim,
            claim_id=st.uuids().map(str),
            document_id=st.just("d"),
            claim_type=st.just("finance.cyber_theft"),
            quote=st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
            char_start=st.integers(0, 2**40),
            char_end=st.integers(0, 2**40),
            amount=st.none() | st.decimals(-(10**17), 10**17, places=2),
            quantity=st.none() | st.floats(allow_nan=False, allow_infinity=False),
            event_start=st.none() | st.dates(),
            ordinal=st.none() | st.integers(1, 99),
        ),
        max_size=8,
    )
)
def test_claims_come_back_as_they_went_in(con: duckdb.DuckDBPyConnection, rows: list[Claim]) -> None:
    con.execute("DELETE FROM raw.claims")
    load.insert_rows(con, "claims", rows)
    names = [c.name for c in schema.columns("claims")]
    stored = con.execute("SELECT * FROM raw.claims").fetchall()
    assert [Claim(**dict(zip(names, values, strict=True))) for values in stored] == rows


def test_a_required_value_that_is_missing_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(duckdb.ConstraintException):
        load.store_documents(con, [document("a"), document("b", text=None)])
    assert _count(con, "documents") == 0


def test_the_same_documents_again_change_nothing(con: duckdb.DuckDBPyConnection) -> None:
    for _ in range(2):
        load.store_documents(con, [document("a"), document("b"), document("a")])
    assert load.known_documents(con) == {i: load.KnownDocument("1", date(2022, 2, 7), "front_matter") for i in "ab"}


def test_a_sighting_counts_once_an_address(con: duckdb.DuckDBPyConnection) -> None:
    first, later = sighting("a", "u1"), sighting("a", "u1", datetime(2027, 1, 1))
    assert load.add_sightings(con, [first, later, sighting("a", "u2")]) == 2
    assert load.add_sightings(con, [later, sighting("b", "u1")]) == 1
    assert con.execute("SELECT seen_at FROM raw.sightings WHERE document_id = 'a' AND uri = 'u1'").fetchall() == [
        (NOW,)
    ]


def test_a_rejection_is_one_row_an_address_and_keeps_its_first_time(con: duckdb.DuckDBPyConnection) -> None:
    load.store_rejections(con, [rejection("a")])
    load.store_rejections(
        con, [rejection("a", reason="no_date", parser_version="2", rejected_at=datetime(2027, 1, 1)), rejection("b")]
    )
    rows = con.execute("SELECT document_id, reason, rejected_at FROM raw.rejections ORDER BY ALL").fetchall()
    assert rows == [("a", "no_date", NOW), ("b", "empty", NOW)]
    assert load.known_rejections(con) == {("a", "2"), ("b", "1")}


def test_what_is_read_at_last_is_no_longer_rejected(con: duckdb.DuckDBPyConnection) -> None:
    load.store_rejections(con, [rejection("a"), rejection("b")])
    load.store_documents(con, [document("a")])
    assert load.known_rejections(con) == {("b", "1")}


def test_replace_rows_replaces_by_key(con: duckdb.DuckDBPyConnection) -> None:
    load.replace_rows(con, "documents", [document("a"), document("b")])
    load.replace_rows(con, "documents", [document("a", title="x"), document("a", title="y"), document("c")])
    rows = con.execute("SELECT document_id, title FROM raw.documents ORDER BY ALL").fetchall()
    assert rows == [("a", "y"), ("b", "A title"), ("c", "A title")]


class TestDocumentsToExtract:
    """What is new, changed, or read by another version; nothing else."""

    def test_new_documents_until_they_are_read(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document(i) for i in "abcde"])
        assert _pending(con, V1) == set("abcde")
        _extract(con, V1, claims=0)
        assert _pending(con, V1) == set()
        load.store_documents(con, [document("f")])
        assert _pending(con, V1) == {"f"}

    def test_all_of_them_for_another_version_or_extractor(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a"), document("b")])
        _extract(con, V1)
        assert _pending(con, V2) == _pending(con, OTHER) == {"a", "b"}

    @pytest.mark.parametrize(
        "change", [{"published_on": date(2020, 1, 1)}, {"text": "Read anew."}, {"publisher": "Another"}]
    )
    def test_those_whose_text_or_metadata_changed(
        self, con: duckdb.DuckDBPyConnection, change: dict[str, object]
    ) -> None:
        load.store_documents(con, [document("a"), document("b")])
        _extract(con, V1)
        load.store_documents(con, [document("a", **change)])
        assert _pending(con, V1) == {"a"}

    def test_they_come_with_what_extraction_reads(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a", publisher=None)])
        (batch,) = load.documents_to_extract(con, "cascade", "v1")
        assert batch == [
            DocumentText(
                document_id="a", text="Text of a.", published_on=date(2022, 2, 7), publisher=None, language="en"
            )
        ]

    def test_batches_are_no_larger_than_asked(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document(f"d{n}") for n in range(5000)])
        sizes = [len(batch) for batch in load.documents_to_extract(con, "cascade", "v1", batch_size=1000)]
        assert sum(sizes) == 5000
        assert max(sizes) <= 1000


class TestStoreExtractions:
    """An extraction takes the place of the one before it, whole."""

    def test_rows_of_every_kind_are_stored(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a"), document("b"), document("c")])
        _extract(con, V1, claims=2)
        counts = {table: _count(con, table) for table in load.DERIVED_TABLES}
        assert counts == {
            "extractions": 3,
            "claims": 6,
            "claim_sources": 12,
            "claim_details": 6,
            "claim_links": 3,
            "unread_spans": 6,
        }
        assert con.execute(
            "SELECT DISTINCT claim_count, unread_count, amount FROM raw.extractions, raw.claims"
        ).fetchall() == [(2, 2, Decimal("1.50"))]

    def test_a_newer_version_leaves_nothing_of_the_older(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a"), document("b")])
        _extract(con, V1, claims=3)
        _extract(con, V2, claims=1)
        counts = {table: _count(con, table) for table in load.DERIVED_TABLES}
        assert counts == {
            "extractions": 2,
            "claims": 2,
            "claim_sources": 4,
            "claim_details": 2,
            "claim_links": 0,
            "unread_spans": 2,
        }

    def test_other_documents_and_extractors_keep_theirs(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a"), document("b")])
        _extract(con, V1, claims=1)
        load.store_documents(con, [document("a", text="Other text.")])
        _extract(con, V1, claims=0)
        assert con.execute("SELECT document_id FROM raw.claims").fetchall() == [("b",)]
        _extract(con, replace(OTHER, version="x"), claims=0)
        assert con.execute("SELECT document_id FROM raw.claims").fetchall() == [("b",)]

    def test_a_batch_that_fails_changes_nothing(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a")])
        _extract(con, V1, claims=2)
        text = DocumentText(document_id="a", text="t", published_on=date(2022, 2, 7))
        good = extraction(text, 1, V2)
        bad = replace(good, unread=[replace(good.unread[0], reason=None)])
        with pytest.raises(duckdb.ConstraintException):
            load.store_extractions(con, V2, [(text, bad)])
        assert con.execute("SELECT count(*), min(extractor_version) FROM raw.claims").fetchall() == [(2, "v1")]
        assert _pending(con, V1) == set()


class TestOlderTables:
    """A build database of an older Panelwatch is brought along, or refused with what to do."""

    def test_a_kept_table_gets_its_new_column(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a")])
        con.execute("ALTER TABLE raw.documents DROP COLUMN language")
        load.prepare_tables(con)
        load.store_documents(con, [document("b")])
        assert con.execute("SELECT document_id, language FROM raw.documents ORDER BY 1").fetchall() == [
            ("a", None),
            ("b", "en"),
        ]

    def test_derived_tables_fill_again(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a")])
        _extract(con, V1)
        con.execute("ALTER TABLE raw.claims DROP COLUMN hedge")
        load.prepare_tables(con)
        assert _count(con, "claims") == _count(con, "claim_sources") == 0
        assert _pending(con, V1) == {"a"}

    def test_a_required_column_that_is_missing_is_an_error(self, con: duckdb.DuckDBPyConnection) -> None:
        con.execute("ALTER TABLE raw.documents DROP COLUMN format")
        with pytest.raises(PanelwatchError, match=r"raw\.documents .* column format should be VARCHAR NOT NULL"):
            load.prepare_tables(con)

    def test_todays_tables_are_left_alone(self, con: duckdb.DuckDBPyConnection) -> None:
        load.store_documents(con, [document("a")])
        _extract(con, V1)
        load.prepare_tables(con)
        assert _count(con, "claims") == 2


def test_a_file_that_is_no_database_is_one_clear_line(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    paths.make_folders()
    paths.build_db.write_bytes(b"no database " * 1000)
    with pytest.raises(PanelwatchError, match="cannot be opened") as caught, load.connect_build(paths):
        pass
    assert "\n" not in caught.value.message
