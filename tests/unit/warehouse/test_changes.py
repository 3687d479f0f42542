"""What a publish changed is told in the marts' words, with the sentence that changed it."""

from __future__ import annotations

from collections.abc import Iterator

import duckdb
import pytest

from orchestration.warehouse import changes

TABLES = """
    CREATE SCHEMA {side}.marts;
    CREATE TABLE {side}.marts.dim_documents (document_id VARCHAR);
    CREATE TABLE {side}.marts.fct_claims (claim_id VARCHAR, document_id VARCHAR, claim_type VARCHAR, quote VARCHAR);
    CREATE TABLE {side}.marts.bridge_fact_claims (fact_id VARCHAR, claim_id VARCHAR);
    CREATE TABLE {side}.marts.illicit_finance_yearly (
        year INTEGER, kind VARCHAR, currency VARCHAR, event_count BIGINT, event_amount DECIMAL(38, 2),
        event_fact_ids VARCHAR[]);
    INSERT INTO {side}.marts.dim_documents VALUES ('d1');
    INSERT INTO {side}.marts.fct_claims VALUES ('c1', 'd1', 'finance.cyber_theft', 'Hackers stole $60 million');
    INSERT INTO {side}.marts.bridge_fact_claims VALUES ('f1', 'c1');
    INSERT INTO {side}.marts.illicit_finance_yearly VALUES (2023, 'theft', 'USD', 1, 60000000, ['f1']);
"""


@pytest.fixture
def con() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as con:
        for side in ("old", "new"):
            con.execute(f"ATTACH ':memory:' AS {side}")
            con.execute(TABLES.format(side=side))
        yield con


def test_two_equal_files_differ_in_nothing(con: duckdb.DuckDBPyConnection) -> None:
    assert changes.told(con) == []


def test_one_theft_more_is_told_with_its_sum_and_its_sentence(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("INSERT INTO new.marts.dim_documents VALUES ('d2')")
    con.execute("INSERT INTO new.marts.fct_claims VALUES ('c2', 'd2', 'finance.cyber_theft', 'They took\n$54 million')")
    con.execute("INSERT INTO new.marts.bridge_fact_claims VALUES ('f2', 'c2')")
    con.execute(
        "UPDATE new.marts.illicit_finance_yearly SET event_count = 2, event_amount = 114000000,"
        " event_fact_ids = ['f1', 'f2']"
    )
    assert changes.told(con) == [
        "theft 2023 in USD: one event more, +54,000,000, because one fact came: “They took $54 million”"
    ]


def test_a_cell_that_is_gone_is_told_by_what_went(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DELETE FROM new.marts.illicit_finance_yearly")
    assert changes.told(con) == [
        "theft 2023 in USD: one event less, -60,000,000, because one fact went: “Hackers stole $60 million”"
    ]


def test_another_figure_of_the_same_fact_is_told_as_such(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE new.marts.illicit_finance_yearly SET event_amount = 61000000")
    assert changes.told(con) == ["theft 2023 in USD: +1,000,000, because the figures of its facts changed"]


def test_claims_that_another_extractor_reads_differently_came_and_went(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("UPDATE new.marts.fct_claims SET claim_id = 'c9', claim_type = 'finance.revenue'")
    con.execute("INSERT INTO new.marts.dim_documents VALUES ('d2')")
    con.execute("INSERT INTO new.marts.fct_claims VALUES ('c3', 'd2', 'finance.cyber_theft', 'of a new document')")
    assert changes.claim_changes(con) == [
        "one claim of documents read before came:",
        "  finance.revenue “Hackers stole $60 million”",
        "one claim of documents read before went:",
        "  finance.cyber_theft “Hackers stole $60 million”",
    ]


def test_a_file_of_an_older_version_without_the_summaries_is_no_error(con: duckdb.DuckDBPyConnection) -> None:
    con.execute("DROP TABLE old.marts.illicit_finance_yearly")
    con.execute("ALTER TABLE old.marts.fct_claims DROP COLUMN quote")
    assert changes.told(con) == []
