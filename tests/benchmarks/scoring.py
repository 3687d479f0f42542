"""How well predicted claims agree with annotated ones: three figures, each a micro-averaged F1.

`found`: the type is right and the spans overlap by half of the shorter one. `core`: and what is said is right.
`full`: and so is how it is said. The rules are those of the evaluation folder's `score.py`, which `make eval` holds
this module to; written anew here because the project's own tests must run without that folder.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

Record = Mapping[str, Any]  # a claim as a plain record: columns of the contract; an absent key has its default

CORE = ("polarity", "quantity", "amount", "currency", "event", "item", "measure", "flow")
FULL = ("quantity_modifier", "amount_modifier", "certainty", "actor", "asserted_by")
_DEFAULTS = {
    "polarity": "affirmed",
    "certainty": "stated",
    "quantity_modifier": "exact",
    "amount_modifier": "exact",
}
_OPEN_END_SLACK = 31  # days


@dataclass(slots=True)
class Tally:
    """Claims annotated and predicted, and how many pairs reach each figure."""

    gold: int = 0
    predicted: int = 0
    found: int = 0
    core: int = 0
    full: int = 0

    def f1(self, figure: str) -> float:
        """F1 of `found`, `core` or `full`; 0 where nothing is annotated or predicted."""
        return 2 * getattr(self, figure) / (self.gold + self.predicted) if self.gold + self.predicted else 0.0


@dataclass(slots=True)
class _Pair:
    gold: int
    predicted: int
    wrong: set[str] = field(default_factory=set)


def tally(documents: Iterable[tuple[str, Sequence[Record], Sequence[Record]]]) -> Tally:
    """Agreement over documents, each given as (text, annotated claims, predicted claims)."""
    total = Tally()
    for text, gold, predicted in documents:
        places = _Places(text)
        spans = [places.span(c) for c in gold], [places.span(c) for c in predicted]
        total.gold += len(gold)
        total.predicted += len(predicted)
        for pair in _aligned(gold, predicted, *spans):
            core = not pair.wrong & set(CORE)
            total.found += 1
            total.core += core
            total.full += core and not pair.wrong
    return total


class _Places:
    """Where a quote stands in a text, white space aside; of several places the one nearest to where it says."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.squeezed = "".join(text.split())

    def span(self, claim: Record) -> tuple[int, int]:
        quote = "".join((claim.get("quote") or "").split())
        near = len("".join(self.text[: claim.get("char_start") or 0].split()))
        spots = []
        at = self.squeezed.find(quote) if quote else -1
        while at >= 0:
            spots.append(at)
            at = self.squeezed.find(quote, at + 1)
        if not spots:
            return -1, -1
        start = min(spots, key=lambda s: abs(s - near))
        return start, start + len(quote)


def _aligned(
    gold: Sequence[Record], predicted: Sequence[Record], gold_spans: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> list[_Pair]:
    """Pairs, one to one, those that agree on most slots first."""
    candidates = []
    for i, g in enumerate(gold):
        for j, p in enumerate(predicted):
            if g["claim_type"] == p["claim_type"] and _overlap(gold_spans[i], spans[j]):
                wrong = {slot for slot in CORE + FULL if not _same(slot, g, p)}
                candidates.append((len(wrong & set(CORE)), len(wrong & set(FULL)), i, j, wrong))
    pairs: list[_Pair] = []
    taken_gold: set[int] = set()
    taken: set[int] = set()
    for _, _, i, j, wrong in sorted(candidates, key=lambda c: c[:4]):
        if i not in taken_gold and j not in taken:
            taken_gold.add(i)
            taken.add(j)
            pairs.append(_Pair(i, j, wrong))
    return pairs


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    shorter = min(one[1] - one[0], other[1] - other[0])
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shorter > 0 and 2 * shared >= shorter


def _same(slot: str, gold: Record, predicted: Record) -> bool:
    if slot == "event":
        return _same_event(gold, predicted)
    default = _DEFAULTS.get(slot)
    g, p = (gold.get(slot) or default), (predicted.get(slot) or default)
    if slot in ("quantity", "amount") and gold.get(slot) is not None and predicted.get(slot) is not None:
        g, p = float(gold[slot]), float(predicted[slot])
        return abs(g - p) <= 0.005 * max(abs(g), 1.0)
    if g in (None, "") or p in (None, ""):
        return g in (None, "") and p in (None, "")
    return str(g).strip().lower() == str(p).strip().lower()


def _same_event(gold: Record, predicted: Record) -> bool:
    """Equal within a day, or overlapping by half of the two together; open ends within a month."""
    start, end = _day(gold.get("event_start")), _day(gold.get("event_end"))
    start_, end_ = _day(predicted.get("event_start")), _day(predicted.get("event_end"))
    if (start is None) != (start_ is None) or (end is None) != (end_ is None):
        return False
    if start is None or end is None or start_ is None or end_ is None:
        ends = ((start, start_), (end, end_))
        return all(a is None or b is None or abs((a - b).days) <= _OPEN_END_SLACK for a, b in ends)
    if abs((start - start_).days) <= 1 and abs((end - end_).days) <= 1:
        return True
    shared = (min(end, end_) - max(start, start_)).days + 1
    return end > start and 2 * shared >= (max(end, end_) - min(start, start_)).days + 1


def _day(value: Any) -> date | None:
    if value in (None, ""):
        return None
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
