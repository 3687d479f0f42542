"""Ids are functions of the claims: no order of arrival changes them, and old ids lead to what people corrected."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb

from orchestration.warehouse import schema
from orchestration.warehouse.build import dbt_environment
from orchestration.warehouse.paths import WarehousePaths

ORDERS = 3
_IDS = "SELECT alias_id, fact_id, claim_id, is_current FROM marts.fact_aliases ORDER BY ALL"
_REASONS = (
    "SELECT claim_id, fact_id, is_first_claim, attached_by, anchor_claim_id FROM marts.bridge_fact_claims ORDER BY ALL"
)


def rebuild(paths: WarehousePaths, *models: str) -> None:
    """Make some models again, with all before them, from the tables as they are; seeds stay as they are too."""
    command = [str(Path(sys.executable).with_name("dbt")), "--quiet", "run", "--select", *(f"+{m}" for m in models)]
    done = subprocess.run(command, env=os.environ | dbt_environment(paths), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def rows(paths: WarehousePaths, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query over the build database."""
    with duckdb.connect(str(paths.build_db), read_only=True) as con:
        return con.execute(sql).fetchall()


def shuffle(paths: WarehousePaths, order: int) -> None:
    """Write the raw tables again, their rows in another order."""
    with duckdb.connect(str(paths.build_db)) as con:
        for table in schema.TABLES:
            con.execute(f"CREATE TEMP TABLE shuffled AS SELECT * FROM raw.{table} ORDER BY hash(rowid, {order})")
            con.execute(f"DELETE FROM raw.{table}")
            con.execute(f"INSERT INTO raw.{table} SELECT * FROM shuffled")
            con.execute("DROP TABLE shuffled")


def test_no_order_of_arrival_changes_an_id(own_copy: Path) -> None:
    paths = WarehousePaths(own_copy)
    ids, reasons = rows(paths, _IDS), rows(paths, _REASONS)
    claims = rows(paths, "SELECT claim_id FROM raw.claims")
    for order in range(ORDERS):
        shuffle(paths, order)
        assert rows(paths, "SELECT claim_id FROM raw.claims") != claims
        rebuild(paths, "fact_aliases", "bridge_fact_claims")
        assert rows(paths, _IDS) == ids
        assert rows(paths, _REASONS) == reasons


def _row(paths: WarehousePaths, where: str) -> dict[str, Any]:
    """The first launch of a document for which a condition holds, whose words no other claim has, and its fact."""
    names = ("claim_id", "document_id", "claim_type", "quote", "fact_id", "file")
    found = rows(
        paths,
        f"""SELECT c.claim_id, c.document_id, c.claim_type, c.quote, c.fact_id, regexp_extract(d.uri, '[^/]+$')
            FROM marts.fct_claims c JOIN marts.dim_documents d USING (document_id)
            WHERE (SELECT count(*) FROM marts.fct_claims o WHERE o.document_id = c.document_id
                   AND o.claim_type = c.claim_type AND o.quote = c.quote) = 1 AND {where}
            ORDER BY d.published_on, c.document_id, c.char_start LIMIT 1""",
    )
    return dict(zip(names, found[0], strict=True))


def test_what_people_decide_is_in_the_marts_and_old_ids_lead_there(own_copy: Path) -> None:
    paths = WarehousePaths(own_copy)
    alone = "(SELECT claim_count FROM marts.fct_weapons_tests f WHERE f.fact_id = c.fact_id) = 1"
    first = _row(paths, f"claim_type = 'weapons.launch' AND {alone}")
    second = _row(paths, f"claim_type = 'weapons.launch' AND {alone} AND c.fact_id <> '{first['fact_id']}'")
    wrong = _row(paths, "claim_type = 'sanctions.designation'")
    later = "EXISTS (SELECT 1 FROM marts.bridge_fact_claims b WHERE b.claim_id = c.claim_id AND NOT b.is_first_claim)"
    shared = _row(paths, later)
    (elder,) = rows(
        paths,
        f"""SELECT c.document_id, c.claim_type, c.quote FROM marts.bridge_fact_claims b
            JOIN marts.fct_claims c USING (claim_id) WHERE b.fact_id = '{shared["fact_id"]}' AND b.is_first_claim""",
    )
    by = ("Ana", "2026-01-02", "so it is")
    with duckdb.connect(str(paths.build_db)) as con:
        con.executemany(
            "INSERT INTO reference.claim_reviews VALUES (?, ?, ?, NULL, ?, ?, ?, ?, ?, ?)",
            [
                # spaces as somebody copied them out of a page, and a file by its name
                [wrong["file"], wrong["claim_type"], wrong["quote"].replace(" ", " \n "), "reject", None, None, *by],
                [first["document_id"], first["claim_type"], first["quote"], "set", "quantity", "7", *by],
                ["gone.md", "weapons.launch", "Nobody says this any more.", "accept", None, None, *by],
            ],
        )
        pairs = [[*_named(first), None, *_named(second), None, "merge", *by]]
        pairs += [[*_named(shared), None, *elder, None, "split", *by]]
        con.executemany(f"INSERT INTO reference.fact_reviews VALUES ({', '.join('?' * 12)})", pairs)
    rebuild(paths, "fct_claims", "fact_aliases", "review_problems", "bridge_fact_claims", "fct_weapons_tests")

    assert not rows(paths, f"SELECT 1 FROM marts.fct_claims WHERE claim_id = '{wrong['claim_id']}'")
    assert rows(paths, f"SELECT 1 FROM raw.claims WHERE claim_id = '{wrong['claim_id']}'")
    corrected = f"SELECT quantity, reviewed, reviewed_by FROM marts.fct_claims WHERE claim_id = '{first['claim_id']}'"
    assert rows(paths, corrected) == [(7, "set", "Ana")]
    merged = f"SELECT fact_id FROM marts.fact_aliases WHERE alias_id IN ('{first['fact_id']}', '{second['fact_id']}')"
    assert {fact for (fact,) in rows(paths, merged)} == {first["fact_id"]}
    split = f"SELECT fact_id, attached_by FROM marts.bridge_fact_claims WHERE claim_id = '{shared['claim_id']}'"
    ((own, attached_by),) = rows(paths, split)
    assert (own != shared["fact_id"], attached_by) == (True, "reviewed")
    assert rows(paths, "SELECT review, review_row, missing FROM marts.review_problems") == [
        ("claim_reviews", 3, "document")
    ]


def _named(claim: dict[str, Any]) -> list[str]:
    return [claim["document_id"], claim["claim_type"], claim["quote"]]
