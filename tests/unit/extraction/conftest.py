"""The extractor over the project's own lexicon, built once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from orchestration.extraction.claim import Claim, DocumentText, Extractor
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import Lexicon, load_lexicon

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture(scope="session")
def lexicon() -> Lexicon:
    """The reference tables as a lexicon."""
    return load_lexicon(ROOT / "seeds" / "reference")


@pytest.fixture(scope="session")
def extractor(lexicon: Lexicon) -> Extractor:
    """The cascade."""
    return build_extractor(lexicon)


@pytest.fixture(scope="session")
def claims(extractor: Extractor) -> Callable[..., list[Claim]]:
    """Claims of a text published on a Monday, 7 February 2022, of one type if asked."""

    def read(text: str, claim_type: str = "", published: date = date(2022, 2, 7)) -> list[Claim]:
        document = DocumentText(document_id="d", text=text, published_on=published)
        return [c for c in extractor.read(document).claims if c.claim_type.startswith(claim_type)]

    return read
