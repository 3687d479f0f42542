"""Corrections: what the command writes is what dbt reads, and a slip is one clear line."""

from __future__ import annotations

import csv
import re
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.errors import PanelwatchError
from orchestration.warehouse import reading
from orchestration.warehouse.paths import DBT_PROJECT, REFERENCE, WarehousePaths
from orchestration.warehouse.reviewing import SLOTS, Review, review_claim, review_facts
from tests.unit.warehouse.small_marts import SENTENCE, change_build, make_build

ANA = Review("Ana", date(2026, 1, 2), 'She said "no", twice')


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> WarehousePaths:
    paths = WarehousePaths(tmp_path_factory.mktemp("reviewing"))
    make_build(paths)
    change_build(
        paths,
        # claim0 and a claim beside it on the same words, of another item; claim1's quote runs over two lines
        "INSERT INTO marts.fct_claims SELECT * REPLACE ('beside' AS claim_id, 'missile' AS item)"
        " FROM marts.fct_claims WHERE claim_id = 'claim0'",
        "INSERT INTO marts.bridge_fact_claims VALUES ('fact0', 'beside', 'weapons.launch', false, 'same_key', NULL)",
        "UPDATE marts.fct_claims SET quote = 'fired  two\n missiles' WHERE claim_id = 'claim1'",
        "INSERT INTO marts.fact_aliases VALUES ('once', 'fact1', 'claim1')",
    )
    paths.build_db.replace(paths.published)  # the quote of another length is for publishing to refuse, not for this
    return paths


@pytest.fixture
def con(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    with reading.open_published(paths) as con:
        yield con


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    for name in ("claim_reviews.csv", "fact_reviews.csv"):
        heading = (REFERENCE / name).read_text(encoding="utf-8").splitlines()[0]
        (tmp_path / name).write_text(heading, encoding="utf-8")  # an editor left out the end of the line
    return tmp_path


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(newline="", encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def test_a_correction_names_its_claim_without_an_id(con: duckdb.DuckDBPyConnection, tables: Path) -> None:
    file = review_claim(con, "claim1", "set", ["quantity=3", "place="], ANA, tables)
    named = {"document": "doc1", "claim_type": "weapons.launch", "quote": "fired two missiles", "narrowed_to": ""}
    told = {"reviewer": "Ana", "reviewed_on": "2026-01-02", "reason": 'She said "no", twice'}
    assert rows(file) == [
        named | {"decision": "set", "slot": "quantity", "value": "3"} | told,
        named | {"decision": "set", "slot": "place", "value": ""} | told,
    ]


def test_the_claim_beside_it_on_the_same_words_is_not_meant(con: duckdb.DuckDBPyConnection, tables: Path) -> None:
    (row,) = rows(review_claim(con, "claim0", "reject", [], ANA, tables))
    assert (row["quote"], row["narrowed_to"]) == (SENTENCE, "item=icbm")


def test_a_slot_that_a_review_has_set_does_not_tell_claims_apart(con: duckdb.DuckDBPyConnection, tables: Path) -> None:
    review_claim(con, "beside", "set", ["item=icbm"], ANA, tables)
    row = rows(review_claim(con, "beside", "accept", [], ANA, tables))[-1]
    assert row["narrowed_to"] == ""


@pytest.mark.parametrize("identifier", ["claim1", "fact1", "once"])
def test_facts_are_named_by_their_first_claims(con: duckdb.DuckDBPyConnection, tables: Path, identifier: str) -> None:
    (row,) = rows(review_facts(con, identifier, "merge", "fact0", ANA, tables))
    assert (row["document"], row["other_document"]) == ("doc1", "doc0")
    assert (row["other_quote"], row["other_narrowed_to"], row["decision"]) == (SENTENCE, "item=icbm", "merge")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("claim1", "set", []), "takes SLOT=VALUE"),
        (("claim1", "accept", ["quantity=3"]), "take nothing more"),
        (("fact1", "reject", []), "fact1 is a fact"),
        (("claim1", "set", ["quantity"]), "not SLOT=VALUE"),
        (("claim1", "set", ["quote=x"]), "not SLOT=VALUE"),
        (("claim1", "set", ["quantity=many"]), "'many' is no DOUBLE"),
        (("claim1", "set", ["event_start=Monday"]), "'Monday' is no DATE"),
        (("claim1", "set", ["polarity=perhaps"]), "polarity is one of affirmed, ceased, denied"),
        (("claim1", "set", ["item=unobtainium"]), "no such item"),
        (("nothing", "accept", []), "No claim and no fact"),
    ],
)
def test_a_claim_that_cannot_be_corrected_so(
    con: duckdb.DuckDBPyConnection, tables: Path, arguments: tuple[str, str, list[str]], told: str
) -> None:
    before = (tables / "claim_reviews.csv").read_bytes()
    with pytest.raises(PanelwatchError, match=re.escape(told)) as caught:
        review_claim(con, *arguments, ANA, tables)
    assert caught.value.exit_code == 2
    assert "\n" not in caught.value.message
    assert (tables / "claim_reviews.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("claim0", "merge", "beside"), "are one fact already"),
        (("claim0", "split", "claim1"), "are two facts already"),
        (("claim0", "split", "fact0"), "are the same claim"),
    ],
)
def test_facts_that_are_so_already(
    con: duckdb.DuckDBPyConnection, tables: Path, arguments: tuple[str, str, str], told: str
) -> None:
    with pytest.raises(PanelwatchError, match=told):
        review_facts(con, *arguments, ANA, tables)


def test_a_review_without_a_reviewer_or_a_reason() -> None:
    for reviewer, reason in (("", "x"), ("x", " ")):
        with pytest.raises(PanelwatchError, match="is empty"):
            Review(reviewer, date(2026, 1, 2), reason)


def test_two_people_at_once_lose_no_row(paths: WarehousePaths, tables: Path) -> None:
    def write() -> None:
        with reading.open_published(paths) as own:
            for _ in range(5):
                review_claim(own, "claim1", "accept", [], ANA, tables)

    people = [threading.Thread(target=write) for _ in range(3)]
    for person in people:
        person.start()
    for person in people:
        person.join()
    written = rows(tables / "claim_reviews.csv")
    assert len(written) == 15
    assert {row["reviewer"] for row in written} == {"Ana"}


def test_the_slots_of_the_command_are_those_of_the_models() -> None:
    macro = (DBT_PROJECT / "macros" / "review_slots.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"'(\w+)': ", macro)) == set(SLOTS)
