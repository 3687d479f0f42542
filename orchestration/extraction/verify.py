"""What any extractor reads, held against the text and the contract before it is stored.

A claim that breaks the contract is kept as an unread span that says why. Ids, extractor and version are written here,
so that no extractor can get them wrong.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from orchestration.extraction.claim import (
    CERTAINTIES,
    CLAIM_TYPES,
    POLARITIES,
    TIME_PRECISIONS,
    Claim,
    ClaimDetail,
    ClaimSource,
    DocumentText,
    Extraction,
    Extractor,
    UnreadSpan,
)
from orchestration.extraction.identity import numbered

Row = TypeVar("Row", ClaimSource, ClaimDetail)

_HEAD = 200  # code points of the text that stand for a claim whose span cannot be shown


def verified(extractor: Extractor, document: DocumentText, extraction: Extraction) -> Extraction:
    """The extraction with what breaks the contract taken out, and the ids that the contract gives."""
    chains = _by_claim(extraction.sources)
    details = _by_claim(extraction.details)
    kept: list[Claim] = []
    refused: list[UnreadSpan] = []
    for claim in extraction.claims:
        reason = breach(claim, document)
        if reason is None:
            named = replace(claim, extractor=extractor.name, extractor_version=extractor.version)
            kept.append(named)
        else:
            refused.append(_refused(extractor, document, claim, reason))
    claims: list[Claim] = []
    sources: list[ClaimSource] = []
    more: list[ClaimDetail] = []
    for claim, claim_id in numbered(kept):
        sources += _chain(claim, chains.get(claim.claim_id, []), claim_id)
        more += [
            replace(d, claim_id=claim_id, document_id=claim.document_id, extractor=extractor.name)
            for d in details.get(claim.claim_id, [])
            if _in_text(d, document)
        ]
        claims.append(replace(claim, claim_id=claim_id))
    unread = _one_a_place([*extraction.unread, *refused])
    return replace(extraction, claims=claims, sources=sources, details=more, unread=unread)


def breach(claim: Claim, document: DocumentText) -> str | None:
    """What of the contract a claim breaks, in a word; None where it keeps it."""
    words = (
        ("claim_type", claim.claim_type in CLAIM_TYPES),
        ("polarity", claim.polarity in POLARITIES),
        ("certainty", claim.certainty in CERTAINTIES),
        ("time_precision", claim.time_precision in TIME_PRECISIONS),
        ("document", claim.document_id == document.document_id),
        ("event_time", not (claim.event_start and claim.event_end) or claim.event_start <= claim.event_end),
        ("quote_not_in_text", _in_text(claim, document)),
    )
    return next((name for name, holds in words if not holds), None)


def _in_text(row: Claim | ClaimDetail, document: DocumentText) -> bool:
    inside = 0 <= row.char_start < row.char_end <= len(document.text)
    return inside and document.text[row.char_start : row.char_end] == row.quote


def _by_claim(rows: Iterable[Row]) -> dict[str, list[Row]]:
    grouped: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        grouped[row.claim_id].append(row)
    return grouped


def _chain(claim: Claim, given: Sequence[ClaimSource], claim_id: str) -> list[ClaimSource]:
    """The chain as given, outermost first, if it leads step by step from the publisher to who asserts; else those
    two alone.
    """
    ordered = sorted(given, key=lambda s: s.depth)
    links = [(s.source, s.source_kind) for s in ordered]
    whole = [s.depth for s in ordered] == list(range(len(ordered)))
    if not links or not whole or links[0][0] != "publisher" or links[-1][0] != claim.asserted_by:
        links = [("publisher", "publisher")]
        if claim.asserted_by != "publisher":
            links.append((claim.asserted_by, "anonymous"))
    return [
        ClaimSource(
            claim_id=claim_id,
            document_id=claim.document_id,
            depth=depth,
            source=source,
            source_kind=kind,
            extractor=claim.extractor,
        )
        for depth, (source, kind) in enumerate(links)
    ]


def _refused(extractor: Extractor, document: DocumentText, claim: Claim, reason: str) -> UnreadSpan:
    start, end = (
        (claim.char_start, claim.char_end) if _in_text(claim, document) else (0, min(_HEAD, len(document.text)))
    )
    return UnreadSpan(
        document_id=document.document_id,
        quote=document.text[start:end],
        char_start=start,
        char_end=end,
        trigger=claim.claim_type,
        reason=f"breaks_contract:{reason}",
        extractor=extractor.name,
        extractor_version=extractor.version,
    )


def _one_a_place(spans: Iterable[UnreadSpan]) -> list[UnreadSpan]:
    """One span where several begin at the same place: the first says enough."""
    first: dict[int, UnreadSpan] = {}
    for span in spans:
        first.setdefault(span.char_start, span)
    return list(first.values())
