"""A detail as read in a sentence, before it is known which claim it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from orchestration.extraction.mentions import Quantity, find_numbers
from orchestration.extraction.reading import Reading


@cache
def vocabulary() -> Mapping[str, frozenset[str]]:
    """The word lists of `words.yml`; a "+" in it joins the words of one entry."""
    raw = yaml.safe_load(Path(__file__).with_name("words.yml").read_text(encoding="utf-8"))
    return {name: frozenset(word.replace("+", " ") for word in words.split()) for name, words in raw.items()}


@dataclass(frozen=True, slots=True)
class Told:
    """One attribute with its value, on tokens `[first, last)`."""

    attribute: str
    value: str
    first: int
    last: int
    unit: str | None = None
    modifier: str | None = None


def numbers(reading: Reading) -> list[Quantity]:
    """The plain numbers of a sentence, also of one that no trigger asked to be counted."""
    return reading.numbers or find_numbers(reading.tokens, reading.times)[0]


def as_text(value: float) -> str:
    """A number as short as it can be written: "950", "5.7"."""
    return f"{value:.10g}"


def clause_range(reading: Reading, k: int) -> tuple[int, int]:
    """The clause of a token without the marks around it."""
    tokens = reading.tokens
    clause = reading.parse.clauses[reading.parse.clause_at(k)]
    first, last = clause.first, clause.last
    while first < k and tokens[first].tag in (",", '"', ";", ":", "(", "CONJ", "COMP"):
        first += 1
    while last - 1 > k and tokens[last - 1].tag in (",", '"', ";", ":", ".", ")"):
        last -= 1
    return first, last
