"""Who says it, and how firmly."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from orchestration.extraction.claim import Claim, DocumentText, Extractor

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("North Korea fired a missile on Friday.", "publisher"),
        ("North Korea fired a missile on Friday, South Korea's military said.", "kr_jcs"),
        ("South Korean officials said North Korea fired a missile.", "KR"),
        ("North Korea fired a missile, a U.S. official told reporters on Friday.", "US"),
        ("According to Chainalysis, North Korea fired a missile.", "chainalysis"),
        ("North Korea fired a missile, officials said.", "anonymous"),
        ("South Korea's Yonhap news agency, citing a government source, said North Korea fired a missile.", "KR"),
        ("Japan said on Friday that North Korea had fired a missile.", "JP"),
        ('"North Korea fired a missile," the U.S. State Department said.', "us_state"),
    ],
)
def test_source(claims: Read, text: str, source: str) -> None:
    assert {c.asserted_by for c in claims(text, "weapons.launch")} == {source}


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("North Korea launched a missile.", "stated"),
        ("North Korea will launch a satellite between 8 and 25 February.", "planned"),
        ("North Korea may have launched a missile.", "possible"),
        ("North Korea is believed to have launched a missile.", "alleged"),
        ("North Korea likely launched a missile.", "estimated"),
        ("North Korea fired what appeared to be a ballistic missile.", "stated"),
        ("North Korea is preparing to defy sanctions and launch a missile.", "planned"),
    ],
)
def test_certainty(claims: Read, text: str, certainty: str) -> None:
    assert [c.certainty for c in claims(text, "weapons.launch")] == [certainty]


def test_the_chain_is_kept_whole(extractor: Extractor) -> None:
    text = (
        "The monitors cited a report by Chainalysis that said North Korea had launched a missile. "
        "The monitors of the Panel of Experts left."
    )
    found = extractor.read(DocumentText(document_id="d", text=text, published_on=date(2022, 2, 7)))
    launch = next(c for c in found.claims if c.claim_type == "weapons.launch")
    chain = sorted((s.depth, s.source) for s in found.sources if s.claim_id == launch.claim_id)
    assert chain == [(0, "publisher"), (1, "un_panel_of_experts"), (2, "chainalysis")]
