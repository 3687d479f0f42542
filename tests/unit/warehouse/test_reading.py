"""What the command line asks of the published file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.warehouse import decision, reading
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
        "INSERT INTO marts.fact_aliases VALUES ('former1', 'fact1', 'claim1')",
        "INSERT INTO marts.bridge_claim_links VALUES ('claim1', 'claim0', 'apart', 'other_day')",
        "UPDATE marts.bridge_fact_claims SET attached_by = 'in_period', anchor_claim_id = 'claim0'"
        " WHERE claim_id = 'claim2'",
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


def test_an_id_of_an_earlier_publication_leads_to_the_fact_of_today(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths
) -> None:
    explained = reading.explain(con, paths, "former1")
    assert explained.fact is not None
    assert (explained.fact["fact_id"], explained.former_id) == ("fact1", "former1")
    assert reading.explain(con, paths, "fact1").former_id is None


def test_the_decision_is_told_in_words(con: duckdb.DuckDBPyConnection, paths: WarehousePaths) -> None:
    decided = reading.explain(con, paths, "claim2").decision
    assert decided is not None
    (reason,) = decided.reasons
    assert reason.words == "names a period with one fitting event, that of claim claim0"
    assert reason.time == "2022-01-03 – … (since), as its words mean when read on 2022-01-03"


def test_what_the_wording_tells_apart_is_why_the_near_fact_is_another(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths
) -> None:
    decided = reading.explain(con, paths, "fact1").decision
    assert decided is not None
    assert decided.reasons[0].links == [
        {"relation": "apart", "cue": "other_day", "antecedent_id": "claim0", "antecedent": SENTENCE}
    ]
    assert decided.neighbour is not None
    assert decided.neighbour.fact_id == "fact0"
    assert decided.neighbour.words == "a document tells the two apart by its wording (other_day)"


def test_a_citation_says_who_said_it_where_and_as_of_when(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths
) -> None:
    cited = [reading.explain(con, paths, claim).claims[0].citation for claim in ("claim0", "claim1")]
    where = "Panelwatch, fact fact{0}, claim claim{0}, as of 2026-01-02."
    assert cited == [
        f"Joint Chiefs of Staff: “{SENTENCE}”, in “Title 0”, 2022-01-01. {where.format(0)}",
        f"x: “{SENTENCE}”, in “Title 1”, 2022-01-02. {where.format(1)}",
    ]


@pytest.mark.parametrize(
    ("other", "words"),
    [
        ({"target": "bank_b", "event_start": date(2022, 1, 2)}, "it is about another party: bank_b, not bank_a"),
        ({"event_start": date(2022, 1, 2)}, "it is of another day: 2022-01-02, not 2022-01-01"),
        ({"grain": "aggregate"}, "it is of another grain: aggregate, not event"),
        ({"item": "slbm"}, "it is about another thing: slbm, not icbm"),
        ({}, "nothing that the claims of either say ties it to this one alone"),
    ],
)
def test_the_first_difference_that_matters_is_named(
    con: duckdb.DuckDBPyConnection, other: dict[str, object], words: str
) -> None:
    fact = {
        "target": "bank_a",
        "grain": "event",
        "item": "icbm",
        "event_start": date(2022, 1, 1),
        "time_precision": "day",
    }
    assert decision.why_apart(con, fact, [], fact | other, []) == words


def test_unequal_numbers_in_the_series_are_two_events(con: duckdb.DuckDBPyConnection) -> None:
    fourth, fifth = ({"claim_id": str(n), "ordinal": n, "ordinal_scope": "ever"} for n in (4, 5))
    words = decision.why_apart(con, {"target": "a"}, [fourth], {"target": "b"}, [fifth])
    assert words == "it has another number in the series: 5, not 4"


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
