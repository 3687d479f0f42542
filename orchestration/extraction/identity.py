"""Ids of claims: functions of what they name, so that a rebuild, another machine and another day give the same."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from orchestration.extraction.claim import Claim

_LENGTH = 20  # hexadecimal digits: no two of a thousand million claims share an id by chance


def claim_id(document_id: str, claim_type: str, char_start: int, char_end: int, ordinal: int) -> str:
    """The id of a claim: its document, type and span, and its number among that type's claims on that span."""
    named = "|".join(map(str, (document_id, claim_type, char_start, char_end, ordinal)))
    return hashlib.sha256(named.encode()).hexdigest()[:_LENGTH]


def in_order(claims: Iterable[Claim]) -> list[Claim]:
    """Claims by span and type, those of one type on one span by item, target, actor and start."""
    return sorted(claims, key=_order)


def numbered(claims: Iterable[Claim]) -> Iterator[tuple[Claim, str]]:
    """Each claim, in order, with the id that it gets."""
    count: dict[tuple[str, str, int, int], int] = {}
    for claim in in_order(claims):
        key = (claim.document_id, claim.claim_type, claim.char_start, claim.char_end)
        count[key] = count.get(key, -1) + 1
        yield claim, claim_id(*key, count[key])


def _order(claim: Claim) -> tuple[int, int, str, str, str, str, str]:
    return (
        claim.char_start,
        claim.char_end,
        claim.claim_type,
        claim.item or "",
        claim.target or "",
        claim.actor or "",
        str(claim.event_start or ""),
    )
