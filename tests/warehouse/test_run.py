"""The flow end to end, on the project's own documents: what a run leaves, and what a second one does not change."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import duckdb

from tests.warehouse.conftest import Run, panelwatch, query, write_document

LEADING = (
    *("fact_id", "fact_type", "grain", "status", "actor", "item"),
    *("target", "place", "event_start", "event_end", "time_precision", "value_low"),
    *("value_best", "value_high", "value_unit", "amount_low", "amount_best", "amount_high"),
    *("currency", "value_counted", "amount_counted", "support", "claim_count", "document_count"),
    *("source_count", "first_reported_on", "last_reported_on", "headline_quote", "headline_document_id"),
)
CLAIM_TYPES = {
    *("weapons.launch", "weapons.nuclear_test", "weapons.capability", "weapons.tempo"),
    *("finance.cyber_theft", "finance.cyber_operation", "finance.laundering", "finance.trade", "finance.labour"),
    *("finance.revenue", "sanctions.measure", "sanctions.designation", "sanctions.delisting", "sanctions.decision"),
}
FACT_MARTS = {
    *("fct_weapons_tests", "fct_weapons_capabilities", "fct_cyber_attacks", "fct_laundering", "fct_illicit_trade"),
    *("fct_revenue", "fct_sanctions_measures", "fct_designations", "fct_sanctions_decisions"),
}
NEW_LAUNCH = (
    "North Korea fired two short-range ballistic missiles into the sea on Thursday, South Korea's military said."
)
STAMP = "select value from marts.publish_info where key in ('built_at', 'fingerprint') order by key"


def test_published_file_holds_the_schema_marts_only(demo: tuple[Path, Run]) -> None:
    schemas = query(
        demo[0],
        "select schema_name from duckdb_tables() union select schema_name from duckdb_views() where not internal",
    )
    assert schemas == [("marts",)]


def test_every_quote_is_the_text_at_its_offsets(demo: tuple[Path, Run]) -> None:
    rows = query(
        demo[0],
        "select quote, text, char_start, char_end from marts.fct_claims join marts.dim_documents using (document_id)",
    )
    assert rows
    assert all(str(text)[start:end] == quote for quote, text, start, end in rows)  # type: ignore[misc]


def test_every_claim_type_is_read_and_has_exactly_one_fact_mart(demo: tuple[Path, Run]) -> None:
    read = {t for (t,) in query(demo[0], "select distinct claim_type from marts.fct_claims")}
    assert read == CLAIM_TYPES
    homes: dict[object, set[str]] = {}
    for mart in FACT_MARTS:
        for (fact_type,) in query(demo[0], f"select distinct fact_type from marts.{mart}"):
            homes.setdefault(fact_type, set()).add(mart)
    assert set(homes) == CLAIM_TYPES
    assert all(len(marts) == 1 for marts in homes.values()), homes


def test_every_fact_mart_begins_with_the_same_columns(demo: tuple[Path, Run]) -> None:
    for mart in FACT_MARTS:
        names = [
            n
            for (n,) in query(
                demo[0], f"select column_name from duckdb_columns() where table_name = '{mart}' order by column_index"
            )
        ]
        assert names[: len(LEADING)] == list(LEADING), mart


def test_every_fact_leads_back_to_a_claim_and_every_claim_to_a_fact(demo: tuple[Path, Run]) -> None:
    facts = " union all ".join(f"select fact_id from marts.{m}" for m in sorted(FACT_MARTS))
    assert query(demo[0], f"select count(*) from ({facts}) f anti join marts.bridge_fact_claims using (fact_id)") == [
        (0,)
    ]
    assert query(
        demo[0], "select count(*) from marts.fct_claims anti join marts.bridge_fact_claims using (claim_id)"
    ) == [(0,)]
    assert query(demo[0], "select count(*) - count(distinct claim_id) from marts.bridge_fact_claims") == [(0,)]


def test_only_events_that_occurred_are_counted(demo: tuple[Path, Run]) -> None:
    for mart in FACT_MARTS:
        wrong = query(
            demo[0],
            f"select fact_id from marts.{mart} where coalesce(value_counted, amount_counted) is not null"
            " and not (grain = 'event' and status = 'occurred')",
        )
        assert wrong == [], mart


def test_tables_and_columns_carry_their_descriptions(demo: tuple[Path, Run]) -> None:
    assert query(demo[0], "select table_name from duckdb_tables() where coalesce(comment, '') = ''") == []
    assert (
        query(
            demo[0],
            "select table_name, column_name from duckdb_columns()"
            " where schema_name = 'marts' and coalesce(comment, '') = ''",
        )
        == []
    )


def test_run_says_what_it_did(demo: tuple[Path, Run]) -> None:
    output = demo[1].output
    for word in ("new", "unchanged", "rejected", "claims", "fct_weapons_tests", "panelwatch.duckdb"):
        assert word in output, word


def test_second_run_changes_nothing(own_copy: Path) -> None:
    before = (own_copy / "panelwatch.duckdb").read_bytes()
    again = panelwatch("run", Path("seeds/documents"), warehouse=own_copy)
    assert again.code == 0, again.output
    assert "nothing new" in again.output.lower()
    assert (own_copy / "panelwatch.duckdb").read_bytes() == before


def test_new_document_adds_only_its_own_rows(own_copy: Path, tmp_path: Path) -> None:
    claims = "select claim_id, quote from marts.fct_claims order by all"
    before = set(query(own_copy, claims))
    one = write_document(tmp_path / "in", "one-more.md", NEW_LAUNCH)
    run = panelwatch("run", one, warehouse=own_copy)
    assert run.code == 0, run.output
    after = set(query(own_copy, claims))
    assert before < after
    assert all(str(quote) in NEW_LAUNCH for _, quote in after - before)


def test_rejected_document_is_a_row_with_advice_and_exit_code_3(own_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "empty.md").write_bytes(b"")
    (tmp_path / "dateless.md").write_text("North Korea fired a missile.\n")
    run = panelwatch("run", tmp_path / "empty.md", tmp_path / "dateless.md", warehouse=own_copy)
    assert run.code == 3, run.output
    assert "dateless.md" in run.output
    assert "--published" in run.output
    reasons = query(own_copy, "select reason from marts.rejected_documents order by 1")
    assert ("empty",) in reasons
    assert ("no_date",) in reasons


def test_dated_by_option_a_rejected_document_is_read(own_copy: Path, tmp_path: Path) -> None:
    (tmp_path / "dateless.md").write_text(NEW_LAUNCH)
    assert panelwatch("run", tmp_path / "dateless.md", warehouse=own_copy).code == 3
    run = panelwatch("run", tmp_path / "dateless.md", "--published", "2022-01-30", warehouse=own_copy)
    assert run.code == 0, run.output
    assert query(own_copy, "select published_on::varchar from marts.dim_documents where uri like '%dateless.md'") == [
        ("2022-01-30",)
    ]
    assert query(own_copy, "select count(*) from marts.rejected_documents") == [(0,)]


def test_edited_document_is_a_second_version_not_an_edit_of_the_first(own_copy: Path, tmp_path: Path) -> None:
    path = write_document(tmp_path / "in", "story.md", NEW_LAUNCH)
    assert panelwatch("run", path, warehouse=own_copy).code == 0
    path.write_text(path.read_text() + "\nThe missiles flew 190 km.\n")
    assert panelwatch("run", path, warehouse=own_copy).code == 0
    assert query(own_copy, "select count(*) from marts.dim_documents where uri like '%story.md'") == [(2,)]


def test_missing_source_is_one_clear_line(own_copy: Path) -> None:
    run = panelwatch("run", "no/such/folder", warehouse=own_copy)
    assert run.code == 2, run.output
    assert "no/such/folder" in run.output
    assert "Traceback" not in run.output


def test_explain_shows_the_sentence_behind_a_fact(demo: tuple[Path, Run]) -> None:
    ((fact, quote),) = query(
        demo[0], "select fact_id, headline_quote from marts.fct_weapons_tests order by fact_id limit 1"
    )
    run = panelwatch("explain", str(fact), warehouse=demo[0])
    assert run.code == 0, run.output
    assert "".join(str(quote).split()) in "".join(run.output.split())
    assert "Why these claims are one fact" in run.output
    assert f"fact {fact}, claim " in run.output  # the citation
    ((built,),) = query(demo[0], "select built_at::date from marts.publish_info")
    assert f"as of {built}." in run.output


def test_explain_follows_the_id_that_a_fact_had_before(demo: tuple[Path, Run]) -> None:
    ((alias, fact),) = query(
        demo[0], "select alias_id, fact_id from marts.fact_aliases where not is_current order by alias_id limit 1"
    )
    run = panelwatch("explain", str(alias), "--json", warehouse=demo[0])
    assert run.code == 0, run.output
    explained = json.loads(run.output)
    assert (explained["former_id"], explained["fact"]["fact_id"]) == (alias, fact)
    assert {r["claim_id"] for r in explained["decision"]["reasons"]} == {
        e["claim"]["claim_id"] for e in explained["claims"]
    }


def test_failing_data_test_leaves_the_published_file_as_it_was(own_copy: Path, tmp_path: Path) -> None:
    before = (own_copy / "panelwatch.duckdb").read_bytes()
    with duckdb.connect(str(own_copy / "build" / "warehouse.duckdb")) as con:
        con.execute(
            "update raw.claims set certainty = 'certain' where claim_id = (select min(claim_id) from raw.claims)"
        )
    run = panelwatch("run", write_document(tmp_path / "in", "one-more.md", NEW_LAUNCH), warehouse=own_copy)
    assert run.code == 1, run.output
    assert "certainty" in run.output
    assert "Traceback" not in run.output
    assert (own_copy / "panelwatch.duckdb").read_bytes() == before


READER = """
import sys, duckdb
con = duckdb.connect(sys.argv[1], read_only=True)
count = "select count(*) from marts.dim_documents"
print(con.execute(count).fetchone()[0], flush=True)
sys.stdin.readline()
print(con.execute(count).fetchone()[0], flush=True)
"""


def test_reader_keeps_its_version_through_a_publish_and_the_next_reader_sees_the_new_one(
    own_copy: Path, tmp_path: Path
) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", READER, str(own_copy / "panelwatch.duckdb")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert reader.stdout is not None
    held = int(reader.stdout.readline())
    run = panelwatch("run", write_document(tmp_path / "in", "one-more.md", NEW_LAUNCH), warehouse=own_copy)
    assert run.code == 0, run.output
    still, _ = reader.communicate("\n")
    assert int(still) == held
    assert query(own_copy, "select count(*) from marts.dim_documents") == [(held + 1,)]
