"""What the command line asks of the published file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.warehouse import reading
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import publish
from orchestration.warehouse.reading import ClaimFilter
from tests.unit.warehouse.small_marts import LEAD, SENTENCE, change_build, make_build


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> WarehousePaths:
    paths = WarehousePaths(tmp_path_factory.mktemp("reading"))
    make_build(paths)
    change_build(
        paths,
        "UPDATE marts.fct_claims SET event_end = NULL, time_precision = 'since', claim_type = 'weapons.tempo'"
        " WHERE claim_id = 'claim2'",
        "INSERT INTO marts.bridge_claim_sources VALUES ('claim1', 2, 'x', 'person')",
        "UPDATE marts.fct_claims SET asserted_by = 'x' WHERE claim_id = 'claim1'",
    )
    publish(paths)
    return paths


@pytest.fixture
def con(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    with reading.open_published(paths) as con:
        yield con


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (ClaimFilter(), ["claim2", "claim1", "claim0"]),
        (ClaimFilter(limit=1), ["claim2"]),
        (ClaimFilter(claim_types=("weapons.launch",)), ["claim1", "claim0"]),
        (ClaimFilter(claim_types=("weapons",)), ["claim2", "claim1", "claim0"]),
        (ClaimFilter(claim_types=("finance", "weapons.tempo")), ["claim2"]),
        (ClaimFilter(item="missile"), ["claim2", "claim1", "claim0"]),
        (ClaimFilter(item="icbm"), ["claim0"]),
        (ClaimFilter(actor="kp"), ["claim2", "claim1", "claim0"]),
        (ClaimFilter(actor="US"), []),
        (ClaimFilter(document_id="doc1"), ["claim1"]),
        (ClaimFilter(since=date(2022, 1, 2)), ["claim2", "claim1"]),
        (ClaimFilter(since=date(2025, 1, 1)), ["claim2"]),  # it holds since 2022
        (ClaimFilter(until=date(2022, 1, 1)), ["claim0"]),
        (ClaimFilter(since=date(2022, 1, 1), until=date(2022, 1, 1), claim_types=("weapons.launch",)), ["claim0"]),
    ],
)
def test_claims_are_filtered(con: duckdb.DuckDBPyConnection, wanted: ClaimFilter, found: list[str]) -> None:
    assert reading.list_claims(con, wanted).column("claim_id").to_pylist() == found


def test_a_claim_comes_with_its_document(con: duckdb.DuckDBPyConnection) -> None:
    row = reading.list_claims(con, ClaimFilter(document_id="doc1")).to_pylist()[0]
    assert (row["quote"], row["title"], row["published_on"]) == (SENTENCE, "Title 1", date(2022, 1, 2))


@pytest.mark.parametrize("identifier", ["claim1", "fact1"])
def test_a_number_leads_back_to_its_bytes(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths, identifier: str
) -> None:
    explained = reading.explain(con, paths, identifier)
    assert explained.mart == "fct_weapons_tests"
    assert explained.fact is not None
    assert explained.fact["value_best"] == 2
    (evidence,) = explained.claims
    assert evidence.paragraph == f"{LEAD} {SENTENCE} More 1."
    assert evidence.paragraph[evidence.start : evidence.end] == SENTENCE
    assert [link["source"] for link in evidence.chain] == ["publisher", "kr_jcs", "x"]
    assert evidence.document["title"] == "Title 1"
    assert "text" not in evidence.document
    assert evidence.landing == paths.landing / "do" / "doc1"


@pytest.mark.parametrize(
    ("identifier", "said"), [("nothing", "No claim and no fact"), ("", "No claim"), ("claim", "More than one")]
)
def test_an_id_that_names_nothing_or_much_is_an_error(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths, identifier: str, said: str
) -> None:
    with pytest.raises(reading.NotFound, match=said) as caught:
        reading.explain(con, paths, identifier)
    assert caught.value.exit_code == 2


@given(st.text("ab \n", max_size=60), st.data())
def test_a_paragraph_holds_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    begin, stop = reading.paragraph_around(text, start, end)
    assert 0 <= begin <= start <= end <= stop <= len(text)
    assert "\n\n" not in text[begin:start].lstrip()
    assert "\n\n" not in text[end:stop].rstrip()


def test_status_counts_what_is_published(paths: WarehousePaths) -> None:
    status = reading.status(paths)
    assert status.published is not None
    assert (status.documents, status.claims, status.rejected, status.holder) == (3, 3, 0, None)
    assert status.bytes > 0


def test_an_empty_folder_has_a_status_but_nothing_to_read(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path / "new")
    assert reading.status(paths) == reading.Status(None, {}, 0, None)
    with pytest.raises(reading.NothingPublished, match="panelwatch run"), reading.open_published(paths):
        pass


def test_a_damaged_file_is_one_clear_line(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    paths.published.write_bytes(b"damaged" * 1000)
    with pytest.raises(reading.NothingPublished, match="cannot be read") as caught, reading.open_published(paths):
        pass
    assert "\n" not in caught.value.message
