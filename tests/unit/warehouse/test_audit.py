"""Each check finds what breaks it, and only that."""

from __future__ import annotations

from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.warehouse import audit
from orchestration.warehouse.paths import WarehousePaths
from tests.unit.warehouse.small_marts import change_build, make_build


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    paths = WarehousePaths(tmp_path)
    make_build(paths)
    return paths


def _failing(paths: WarehousePaths) -> dict[str, int]:
    return {r.check.name: r.failing_rows for r in audit.run_checks(paths) if not r.passed}


def test_marts_in_order_pass(paths: WarehousePaths) -> None:
    assert _failing(paths) == {}
    audit.require_passed(paths)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE marts.fct_claims SET char_start = char_start + 1, char_end = char_end + 1 WHERE claim_id = 'claim1'",
        "UPDATE marts.fct_claims SET quote = quote || ' ' WHERE claim_id = 'claim1'",
        "UPDATE marts.fct_claims SET quote = NULL WHERE claim_id = 'claim1'",
        "UPDATE marts.fct_claims SET char_end = char_start, quote = '' WHERE claim_id = 'claim1'",
        "UPDATE marts.fct_claims SET document_id = 'nowhere' WHERE claim_id = 'claim1'",
    ],
)
def test_a_quote_that_is_not_its_span_fails(paths: WarehousePaths, statement: str) -> None:
    change_build(paths, statement)
    assert _failing(paths) == {"quotes_equal_their_spans": 1}


def test_a_detail_that_is_not_its_span_fails(paths: WarehousePaths) -> None:
    change_build(
        paths,
        "INSERT INTO marts.fct_claim_details"
        " SELECT claim_id, document_id, 'range_km', '800', quote, char_start, char_end FROM marts.fct_claims",
    )
    assert _failing(paths) == {}
    change_build(paths, "UPDATE marts.fct_claim_details SET char_start = 0")
    assert _failing(paths) == {"detail_quotes_equal_their_spans": 3}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM marts.bridge_claim_sources WHERE claim_id = 'claim2'",
        "DELETE FROM marts.bridge_claim_sources WHERE claim_id = 'claim2' AND depth = 0",
        "UPDATE marts.bridge_claim_sources SET depth = 3 WHERE claim_id = 'claim2' AND depth = 1",
        "UPDATE marts.bridge_claim_sources SET source = 'US' WHERE claim_id = 'claim2' AND depth = 1",
    ],
)
def test_a_broken_source_chain_fails(paths: WarehousePaths, statement: str) -> None:
    change_build(paths, statement)
    assert _failing(paths) == {"source_chains_are_whole": 1}


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM marts.bridge_fact_claims WHERE claim_id = 'claim2'",
        "INSERT INTO marts.bridge_fact_claims (fact_id, claim_id) VALUES ('f', 'claim2')",
    ],
)
def test_a_claim_of_no_fact_or_two_fails(paths: WarehousePaths, statement: str) -> None:
    change_build(paths, statement)
    assert _failing(paths) == {"facts_rest_on_claims": 1}


def test_the_error_names_check_rows_and_claim(paths: WarehousePaths) -> None:
    change_build(paths, "UPDATE marts.fct_claims SET quote = 'made up'")
    with pytest.raises(audit.AuditFailed, match=r"quotes_equal_their_spans \(3 rows, the first: claim\d\)") as caught:
        audit.require_passed(paths)
    assert "\n" not in caught.value.message


_TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=40) | st.text(
    "a\u0301\u200d🚀👨👩\U0001f1f0\U0001f1f5한글\r\n", min_size=1, max_size=40
)


@given(_TEXT, st.data())
def test_duckdb_slices_text_as_python_does(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    row = duckdb.execute("SELECT substring(?, ? + 1, ? - ?)", [text, start, end, start]).fetchone()
    assert row == (text[start:end],)
