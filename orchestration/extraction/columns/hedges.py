"""The hedging words of a claim as written (`hedge`)."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.attribution import Report
from orchestration.extraction.columns.words import plain, words
from orchestration.extraction.reading import Reading


def hedge(reading: Reading, i: int, quote: tuple[int, int], slots: dict[str, Any], reports: list[Report]) -> str | None:
    """The words that make a claim less than stated: what stance has found, else the verb of the report that covers it,
    else the nearest cue in its quote, or in its sentence where the claim or its author is not stated.
    """
    found = slots.get("hedge") or _by_report(reading, reports) or _nearest(reading, i, *quote)
    firm = slots.get("certainty") == "stated" and slots.get("attribution_certainty") in (None, "stated")
    if found is None and (not firm or slots.get("denial_kind") == "doubt"):
        found = _nearest(reading, i, 0, len(reading.tokens))
    if found is None:
        return None
    sentence = plain(reading, 0, len(reading.tokens))
    sure = next((c for c in words().confidence if f" {found} {c} " in sentence), None)
    return f"{found} {sure}" if sure else str(found)


def _by_report(reading: Reading, reports: list[Report]) -> str | None:
    """The verb of a covering report that is not firm: "believes", "estimates"."""
    for report in reports:
        if report.verb is not None and report.certainty not in (None, "stated"):
            return reading.tokens[report.verb].word
    return None


def _nearest(reading: Reading, i: int, first: int, last: int) -> str | None:
    """The cue of the word lists in a range that stands nearest to token `i`, the longest at its place."""
    best: tuple[int, int, str] | None = None
    tokens, cues, begins = reading.tokens, words().hedge, words().hedge_begins
    for k in range(first, last):
        if tokens[k].word not in begins:
            continue
        for size in (3, 2, 1):
            cue = tuple(t.word for t in tokens[k : k + size])
            if len(cue) == size and k + size <= last and cue in cues:
                rank = (abs(k - i), -size, " ".join(cue))
                best = rank if best is None or rank < best else best
                break
    return best[2] if best else None
