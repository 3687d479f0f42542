"""Which claims of one document speak of one thing by its wording, and which plainly of two.

`link_claims(document, claims, lexicon)` is a pure function of the text and the claims, whoever read them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from orchestration.extraction.claim import Claim, ClaimLink, DocumentText
from orchestration.extraction.lexicon import Lexicon


def links_version() -> str:
    """A hash of the code and the words that links are made by."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("link*")):
        if path.is_file():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def link_claims(document: DocumentText, claims: Sequence[Claim], lexicon: Lexicon) -> list[ClaimLink]:
    """The links between claims of a document, the same for any order of the claims."""
    return []
