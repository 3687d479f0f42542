"""A build database with a few marts made by hand: what publishing and reading need, without a run of dbt."""

from __future__ import annotations

import json
from datetime import date, datetime

import duckdb

from orchestration.warehouse.paths import WarehousePaths

BUILT_AT = datetime(2026, 1, 2, 3, 4, 5)
# emoji, a combining accent, a joined emoji: offsets that count bytes, UTF-16 or graphemes go wrong after these
LEAD = "Seoul 🚀 cafe\u0301 👨\u200d👩\u200d👧 said:"
SENTENCE = "North Korea fired two missiles."

_TABLES = """
    CREATE SCHEMA marts;
    CREATE SCHEMA raw;
    CREATE TABLE raw.private (secret VARCHAR);
    CREATE TABLE marts.dim_documents (
        document_id VARCHAR NOT NULL, uri VARCHAR, title VARCHAR, published_on DATE, text VARCHAR,
        PRIMARY KEY (document_id));
    CREATE TABLE marts.fct_claims (
        claim_id VARCHAR NOT NULL, document_id VARCHAR NOT NULL, claim_type VARCHAR, quote VARCHAR, char_start INTEGER,
        char_end INTEGER, actor VARCHAR, item VARCHAR, quantity DOUBLE, amount DECIMAL(20, 2), event_start DATE,
        event_end DATE, time_precision VARCHAR, asserted_by VARCHAR, PRIMARY KEY (claim_id));
    CREATE TABLE marts.bridge_claim_sources (
        claim_id VARCHAR NOT NULL, depth INTEGER NOT NULL, source VARCHAR, source_kind VARCHAR,
        PRIMARY KEY (claim_id, depth));
    CREATE TABLE marts.fct_claim_details (
        claim_id VARCHAR, document_id VARCHAR, attribute VARCHAR, value VARCHAR, quote VARCHAR, char_start INTEGER,
        char_end INTEGER);
    CREATE TABLE marts.bridge_fact_claims (
        fact_id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL, fact_type VARCHAR, is_first_claim BOOLEAN,
        attached_by VARCHAR, anchor_claim_id VARCHAR);
    CREATE TABLE marts.fact_aliases (alias_id VARCHAR NOT NULL, fact_id VARCHAR NOT NULL, claim_id VARCHAR NOT NULL);
    CREATE TABLE marts.bridge_claim_links (
        claim_id VARCHAR NOT NULL, antecedent_id VARCHAR NOT NULL, relation VARCHAR, cue VARCHAR);
    CREATE TABLE marts.dim_items (item_id VARCHAR);
    CREATE TABLE marts.dim_sources (source_id VARCHAR, name VARCHAR);
    INSERT INTO marts.dim_sources VALUES ('kr_jcs', 'Joint Chiefs of Staff');
    CREATE TABLE marts.bridge_item_ancestors (item_id VARCHAR, ancestor_id VARCHAR, distance INTEGER);
    CREATE TABLE marts.fct_weapons_tests (
        fact_id VARCHAR NOT NULL, fact_type VARCHAR, grain VARCHAR, status VARCHAR, value_best DOUBLE,
        PRIMARY KEY (fact_id));
    CREATE TABLE marts.rejected_documents (document_id VARCHAR, reason VARCHAR);
    CREATE TABLE marts.publish_info (
        built_at TIMESTAMP, run_id VARCHAR, fingerprint VARCHAR, extractor VARCHAR, extractor_version VARCHAR,
        panelwatch_version VARCHAR);
    COMMENT ON TABLE marts.fct_claims IS 'What one document says: a claim''s row.';
    COMMENT ON COLUMN marts.fct_claims.quote IS 'The document''s own characters.';
    INSERT INTO marts.bridge_item_ancestors VALUES
        ('missile', 'missile', 0), ('icbm', 'icbm', 0), ('icbm', 'missile', 1);
    INSERT INTO marts.dim_items VALUES ('missile'), ('icbm');
"""


def make_build(paths: WarehousePaths, documents: int = 3, fingerprint: str = "f1", filler: int = 0) -> None:
    """Write the build database anew with one claim and one fact a document, and the results of a dbt build that passed.

    `filler` is how many characters of text each document has beside its sentence.
    """
    paths.make_folders()
    paths.build_db.unlink(missing_ok=True)
    with duckdb.connect(str(paths.build_db)) as con:
        con.execute(_TABLES)
        for number in range(documents):
            _add_document(con, number, filler)
        con.execute(
            "INSERT INTO marts.publish_info VALUES (?, 'run-1', ?, 'cascade', 'v1', '0.1.0')", [BUILT_AT, fingerprint]
        )
    write_results(paths, "success")


def change_build(paths: WarehousePaths, *statements: str) -> None:
    """Run statements on the build database, as a model that turned out differently would have."""
    with duckdb.connect(str(paths.build_db)) as con:
        for statement in statements:
            con.execute(statement)
    write_results(paths, "success")


def write_results(
    paths: WarehousePaths, status: str, unique_id: str = "model.panelwatch.fct_claims", message: str = ""
) -> None:
    """Leave dbt's manifest and its results of a build of all marts, the last result being as given."""
    ids = {mart: f"model.panelwatch.{mart}" for mart in _marts(paths)}
    nodes = {ids[mart]: {"name": mart, "resource_type": "model", "schema": "marts"} for mart in ids}
    results = [{"status": "success", "unique_id": i} for i in ids.values()]
    failures = 3 if status == "fail" else None
    results.append({"status": status, "unique_id": unique_id, "failures": failures, "message": message})
    (paths.dbt_target / "manifest.json").write_text(json.dumps({"nodes": nodes}), encoding="utf-8")
    (paths.dbt_target / "run_results.json").write_text(json.dumps({"results": results}), encoding="utf-8")


def _marts(paths: WarehousePaths) -> list[str]:
    if not paths.build_db.exists():
        return []
    with duckdb.connect(str(paths.build_db), read_only=True) as con:
        tables = con.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts'").fetchall()
        views = con.execute("SELECT view_name FROM duckdb_views() WHERE schema_name = 'marts'").fetchall()
    return [name for (name,) in tables + views]


def _add_document(con: duckdb.DuckDBPyConnection, number: int, filler: int) -> None:
    text = f"A headline\n\n{LEAD} {SENTENCE} More {number}.\n\nAnother paragraph." + "".join(
        f" {(number * 7919 + i) * 104729 % 1000003}" for i in range(filler // 7)
    )
    start = text.index(SENTENCE)
    document, claim, fact = f"doc{number}", f"claim{number}", f"fact{number}"
    day = date(2022, 1, 1 + number % 28)
    con.execute(
        "INSERT INTO marts.dim_documents VALUES (?, ?, ?, ?, ?)",
        [document, f"file:///{number}.txt", f"Title {number}", day, text],
    )
    con.execute(
        "INSERT INTO marts.fct_claims"
        " VALUES (?, ?, 'weapons.launch', ?, ?, ?, 'KP', ?, 2, NULL, ?, ?, 'day', 'kr_jcs')",
        [claim, document, SENTENCE, start, start + len(SENTENCE), "icbm" if number == 0 else "missile", day, day],
    )
    con.execute(
        "INSERT INTO marts.bridge_claim_sources VALUES (?, 0, 'publisher', 'publisher'), (?, 1, 'kr_jcs', 'state')",
        [claim, claim],
    )
    con.execute(
        "INSERT INTO marts.bridge_fact_claims VALUES (?, ?, 'weapons.launch', true, 'same_key', NULL)", [fact, claim]
    )
    con.execute("INSERT INTO marts.fact_aliases VALUES (?, ?, ?)", [fact, fact, claim])
    con.execute("INSERT INTO marts.fct_weapons_tests VALUES (?, 'weapons.launch', 'event', 'occurred', 2)", [fact])
