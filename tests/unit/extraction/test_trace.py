"""A sentence can be followed through the cascade to its claim, or to where it got lost."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.claim import DocumentText
from orchestration.extraction.extractor import Cascade, build_cascade
from orchestration.extraction.lexicon import load_lexicon
from orchestration.extraction.trace import trace
from orchestration.warehouse.paths import REFERENCE

TEXT = """North Korea fired two ballistic missiles on Sunday,
South Korea's military said.

The weather was fine. The president launched an appeal to North Korea.
"""


@pytest.fixture(scope="module")
def cascade() -> Cascade:
    return build_cascade(load_lexicon(REFERENCE))


def stages(cascade: Cascade, line: int) -> list[dict[str, list[str]]]:
    document = DocumentText(document_id="d", text=TEXT, published_on=date(2022, 2, 7))
    found = []
    for sentence in trace(cascade, document, line):
        seen: dict[str, list[str]] = {}
        for stage, told in sentence.stages:
            seen.setdefault(stage, []).append(told)
        found.append(seen)
    return found


def test_every_stage_shows_what_it_saw(cascade: Cascade) -> None:
    (seen,) = stages(cascade, 1)
    assert "two = 2 (exact)" in seen["mention"]
    assert "on Sunday = 2022-02-06 to 2022-02-06 (day)" in seen["mention"]
    assert any("subject North Korea; verb fire" in told for told in seen["clause"])
    assert any(told.startswith("kr_jcs (says): North Korea fired") for told in seen["source"])
    assert any(told.startswith("launch: fired (active) → 1 claim") for told in seen["frame"])
    assert any("quantity=2.0" in told and "said by publisher → kr_jcs" in told for told in seen["claim"])


def test_a_sentence_is_found_by_any_line_that_it_stands_on(cascade: Cascade) -> None:
    assert stages(cascade, 1) == stages(cascade, 2)


def test_a_trigger_that_gives_no_claim_says_why(cascade: Cascade) -> None:
    fine, appeal = stages(cascade, 4)
    assert fine["gate"] == ["no word that can carry a claim"]
    assert appeal["unread"] == ["no_reading, launch:launched"]
    assert "claim" not in appeal
