"""A second extractor installs beside Panelwatch's own, and each keeps its rows."""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import pytest

from tests.warehouse.conftest import panelwatch, query, write_document

# Looks words up and understands nothing: the least that can be installed.
DICTIONARY = '''
"""Every naming of a missile is a launch."""
import re
from orchestration.extraction.claim import Claim, Extraction, Extractor

def build(lexicon):
    names = sorted(lexicon.names_of("missile"), key=len, reverse=True)
    words = re.compile(r"\\b(" + "|".join(map(re.escape, names)) + r")s?\\b", re.IGNORECASE)

    def read(document):
        claims = [
            Claim(claim_id="", document_id=document.document_id, claim_type="weapons.launch", quote=m.group(),
                  char_start=m.start(), char_end=m.end(), actor="KP", item="missile")
            for m in words.finditer(document.text)
        ]
        invented = Claim(claim_id="", document_id=document.document_id, claim_type="weapons.launch",
                         quote="words that nobody wrote", char_start=0, char_end=23)
        return Extraction(claims=[*claims, invented])

    return Extractor(name="dictionary", version="1", read=read)
'''


@pytest.fixture
def dictionary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the dictionary-only extractor as an installed package, on the path of what the test starts."""
    site = tmp_path / "site"
    info = site / "dictionary_extractor-1.dist-info"
    info.mkdir(parents=True)
    (site / "dictionary_extractor.py").write_text(DICTIONARY)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: dictionary-extractor\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[panelwatch.extractors]\ndictionary = dictionary_extractor:build\n")
    monkeypatch.setenv("PYTHONPATH", os.fspath(site))
    return site


def test_a_second_extractor_reads_beside_the_cascade_and_one_speaks_for_a_document(
    dictionary: Path, tmp_path: Path
) -> None:
    write_document(
        tmp_path / "docs", "a.md", "North Korea fired a missile on Sunday, Seoul said. The missile fell into the sea."
    )
    warehouse = tmp_path / "warehouse"
    run = panelwatch("run", tmp_path / "docs", warehouse=warehouse)
    assert run.code == 0, run.output
    with duckdb.connect(str(warehouse / "build" / "warehouse.duckdb"), read_only=True) as con:
        read = con.execute("SELECT extractor, count(*) FROM raw.claims GROUP BY ALL ORDER BY ALL").fetchall()
        refused = con.execute("SELECT reason FROM raw.unread_spans WHERE extractor = 'dictionary'").fetchall()
        chains = con.execute("SELECT DISTINCT source FROM raw.claim_sources WHERE extractor = 'dictionary'").fetchall()
    assert read == [("cascade", 1), ("dictionary", 2)]
    assert refused == [("breaks_contract:quote_not_in_text",)]
    assert chains == [("publisher",)]
    assert query(warehouse, "SELECT extractor, count(*) FROM marts.fct_claims GROUP BY ALL") == [("cascade", 1)]


def test_an_extractor_that_cannot_be_loaded_stops_the_run_with_one_line_that_names_it(
    dictionary: Path, tmp_path: Path
) -> None:
    (dictionary / "dictionary_extractor.py").write_text("import a_package_that_is_not_there\n")
    write_document(tmp_path / "docs", "a.md", "North Korea fired a missile on Sunday.")
    run = panelwatch("run", tmp_path / "docs", warehouse=tmp_path / "warehouse")
    assert run.code == 1
    assert "The extractor dictionary (dictionary_extractor:build) cannot be loaded" in run.output
    assert "Traceback" not in run.output
