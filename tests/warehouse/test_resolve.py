"""`panelwatch resolve`: claims as given, into facts by the models of every build."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from orchestration.warehouse.paths import PROJECT_ROOT
from tests.warehouse.conftest import PANELWATCH, command_environment, write_document

LAUNCH = "North Korea fired a ballistic missile on Sunday, Seoul said."
AGAIN = "The launch was its second this year."
OTHER = "On Saturday it had shown two drones."


def resolve(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Call the command as a user does."""
    return subprocess.run(
        [PANELWATCH, "resolve", *map(str, arguments)],
        cwd=PROJECT_ROOT,
        env=command_environment(),
        capture_output=True,
        text=True,
        check=False,
    )


def write_claims(path: Path, documents: dict[str, list[dict[str, Any]]]) -> Path:
    """A file of claims, a document a line."""
    lines = [json.dumps({"doc": doc, "claims": claims}) for doc, claims in documents.items()]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def launch(quote: str, **slots: Any) -> dict[str, Any]:
    """A claim of a launch; of a key that is left out the default holds."""
    return {"claim_type": "weapons.launch", "quote": quote, "actor": "KP", "item": "ballistic_missile"} | slots


@pytest.fixture(scope="module")
def resolved(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, subprocess.CompletedProcess[str]]:
    """Three claims of two documents resolved, and the scratch warehouse that was kept."""
    folder = tmp_path_factory.mktemp("resolve")
    write_document(folder / "docs", "a.md", f"{LAUNCH}\n\n{AGAIN} {OTHER}", published="2022-01-31")
    write_document(folder / "docs", "b.md", LAUNCH.replace("Sunday", "Sunday \n morning"), published="2022-01-31")
    sunday = {"event_start": "2022-01-30", "event_end": "2022-01-30", "time_precision": "day", "quantity": 1}
    claims = write_claims(
        folder / "claims.jsonl",
        {
            # of quotes one stands there with other white space, one does not stand there at all
            "b": [launch("North Korea fired a ballistic missile on Sunday morning", **sunday)],
            "a": [
                launch("The launch was its second this year", quantity=1, char_start=40),
                launch(LAUNCH, **sunday, asserted_by="KR", sources=["publisher", "KR"]),
                {"claim_type": "weapons.capability", "quote": "Drones were on show.", "item": "drone"},
            ],
        },
    )
    return folder / "kept", resolve(claims, "--docs", folder / "docs", "--keep", folder / "kept")


def test_facts_come_in_the_order_of_the_claims(resolved: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    done = resolved[1]
    assert done.returncode == 0, done.stderr
    facts = json.loads(done.stdout)
    assert {doc: len(found) for doc, found in facts.items()} == {"b": 1, "a": 3}
    assert all(fact for found in facts.values() for fact in found)
    assert facts["b"][0] == facts["a"][1]
    assert facts["a"][2] not in facts["a"][:2]


def test_claims_as_given_are_linked_and_filled(resolved: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    with duckdb.connect(os.fspath(resolved[0] / "build" / "warehouse.duckdb"), read_only=True) as con:
        linked = con.execute(
            """SELECT c.quote, a.quote, x.relation, x.cue FROM raw.claim_links x
            JOIN raw.claims c USING (claim_id) JOIN raw.claims a ON a.claim_id = x.antecedent_id"""
        ).fetchall()
        filled = con.execute("SELECT count_basis FROM raw.claims WHERE quote = ?", [LAUNCH]).fetchall()
        chain = con.execute("SELECT source FROM raw.claim_sources WHERE depth = 1").fetchall()
    assert linked == [("The launch was its second this year", LAUNCH, "same", "definite")]
    assert filled == [("projectile",)]
    assert chain == [("KR",)]


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("{", 'line 1: not a JSON object {"doc": …, "claims": […]}.'),
        ('{"doc": "c", "claims": []}', "has no document 'c', and claims are given for it."),
        ('{"doc": "a", "claims": [{"quote": "x"}]}', "A claim of a is no claim: it has no claim_type."),
        (
            '{"doc": "a", "claims": [{"claim_type": "weapons.launch", "event_start": "Sunday"}]}',
            "A claim of a has the event_start 'Sunday', which is no date.",
        ),
        (
            '{"doc": "a", "claims": [{"claim_type": "weapons.parade", "quote": "x"}]}',
            "A claim of a breaks the contract: claim_type.",
        ),
    ],
)
def test_what_cannot_be_resolved_is_one_clear_line(tmp_path: Path, content: str, told: str) -> None:
    write_document(tmp_path / "docs", "a.md", LAUNCH)
    (tmp_path / "claims.jsonl").write_text(content, encoding="utf-8")
    done = resolve(tmp_path / "claims.jsonl", "--docs", tmp_path / "docs")
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert told in done.stderr


def test_files_that_are_not_there_are_named(tmp_path: Path) -> None:
    done = resolve(tmp_path / "claims.jsonl", "--docs", tmp_path)
    assert (done.returncode, done.stderr) == (2, f"panelwatch: {tmp_path / 'claims.jsonl'}: no such file.\n")
