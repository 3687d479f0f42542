"""How often the columns beside the scored ones are right, and the details told of claims.

Of each column: among the claims that were found and whose annotation names it, the share that has the same value. An
annotation that is silent says nothing here: not every passage spells out every column.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Record = Mapping[str, Any]

COLUMNS = (
    *("model", "ordinal", "ordinal_scope", "count_basis", "ability", "polarity_scope", "denial_kind", "hedge"),
    *("attribution_certainty", "amount_role", "amount_basis", "quantity_basis", "amount_converted"),
    *("currency_converted", "asset_quantity", "asset_code", "method", "campaign", "counterparty", "measure_detail"),
    *("limit_period", "action", "instrument", "valid_until", "list_id", "programme", "place", "place_role"),
    *("event_time_zone", "origin_source"),
)
_AS_WRITTEN = frozenset(["hedge", "campaign", "counterparty", "place", "programme"])  # half of the words in common
_NUMERIC = frozenset(["ordinal", "amount_converted", "asset_quantity"])


@dataclass(slots=True)
class ColumnTally:
    """Right and annotated values by column; details annotated, read and right by attribute; and what is wrong."""

    gold: Counter[str] = field(default_factory=Counter)
    compared: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    details: dict[str, Counter[str]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def claims(
        self, doc: str, gold: Sequence[Record], read: Sequence[Record], pairs: Iterable[tuple[int, int]]
    ) -> None:
        """Count one document's columns; `pairs` are the positions of claims that were found."""
        self.gold.update(c for claim in gold for c in COLUMNS if claim.get(c) is not None)
        for i, j in pairs:
            for column in COLUMNS:
                if gold[i].get(column) is None:
                    continue
                self.compared[column] += 1
                if agree(column, gold[i][column], read[j].get(column)):
                    self.right[column] += 1
                else:
                    got = read[j].get(column)
                    self.wrong.append(f"{column:21s} {doc}: {gold[i][column]}, read {got}: {gold[i]['quote'][:150]}")

    def told(self, doc: str, gold: Sequence[Record], read: Sequence[Record]) -> None:
        """Count one passage's details: the same attribute, value and modifier, quotes that overlap in words."""
        left = list(read)
        for detail in gold:
            counts = self.details.setdefault(detail["attribute"], Counter())
            counts["gold"] += 1
            match = next((d for d in left if _same_detail(detail, d)), None)
            if match is None:
                self.wrong.append(f"detail not read {doc}: {dict(detail)}")
            else:
                left.remove(match)
                counts["right"] += 1
        for detail in read:
            self.details.setdefault(detail["attribute"], Counter())["read"] += 1
        self.wrong.extend(
            f"detail extra {doc}: {d['attribute']} {d['value']} {d['modifier']} “{d['quote']}”" for d in left
        )

    def lines(self) -> list[str]:
        """The table as printed."""
        found = [
            f"  {c:22s} gold {self.gold[c]:4d} found {self.compared[c]:4d} right {self.right[c]:4d}"
            + (f" {self.right[c] / self.compared[c]:.2f}" if self.compared[c] else "")
            for c in COLUMNS
        ]
        total: Counter[str] = sum((Counter(c) for c in self.details.values()), Counter())
        for name, counts in [*sorted(self.details.items()), ("all details", total)]:
            share = 2 * counts["right"] / max(counts["gold"] + counts["read"], 1)
            numbers = f"gold {counts['gold']:4d} read  {counts['read']:4d} right {counts['right']:4d} {share:.2f}"
            found.append(f"  {name:22s} {numbers}")
        return found


def agree(column: str, gold: Any, read: Any) -> bool:
    """Whether a value is the annotated one: numbers to half a percent, text as written by half of its words."""
    if read is None:
        return False
    if column in _NUMERIC:
        return abs(float(gold) - float(read)) <= 0.005 * max(abs(float(gold)), 1.0)
    if column in _AS_WRITTEN:
        return _overlap(str(gold), str(read)) >= 0.5
    return str(gold).strip().lower() == str(read).strip().lower()


def _overlap(one: str, other: str) -> float:
    first, second = (set(re.findall(r"[^\W_]+", text.lower())) for text in (one, other))
    return len(first & second) / max(len(first), len(second), 1)


def _same_detail(gold: Record, read: Record) -> bool:
    if gold["attribute"] != read["attribute"] or (gold.get("modifier") or "exact") != (read["modifier"] or "exact"):
        return False
    if not set(re.findall(r"\w+", gold["quote"].lower())) & set(re.findall(r"\w+", read["quote"].lower())):
        return False
    try:
        return agree("asset_quantity", gold["value"], read["value"])
    except ValueError:
        return _overlap(str(gold["value"]), str(read["value"])) >= 0.5
