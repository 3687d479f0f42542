"""The word lists of `words.yml`, and how a phrase of them is looked for in a sentence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.reading import Reading

_MARKS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Words:
    """The lists by name; `method` has one a claim type's beginning."""

    method: Mapping[str, Mapping[str, Sequence[str]]]
    measure_detail: Mapping[str, Sequence[str]]
    ability: Mapping[str, Sequence[str]]
    limit_period: Mapping[str, Sequence[str]]
    list_id: Mapping[str, Sequence[str]]
    list_of: Mapping[str, str]
    programme_of: Mapping[str, str]
    programme_of_list: Mapping[str, str]
    hedge: frozenset[tuple[str, ...]]
    hedge_begins: frozenset[str]
    confidence: Sequence[str]
    clock: Mapping[str, Sequence[str]]


@cache
def words() -> Words:
    """The lists, read once."""
    raw: dict[str, Any] = yaml.safe_load(Path(__file__).with_suffix(".yml").read_text(encoding="utf-8"))
    hedges = frozenset(tuple(phrase.split()) for phrase in raw.pop("hedge"))
    return Words(**raw, hedge=hedges, hedge_begins=frozenset(cue[0] for cue in hedges))


def plain(reading: Reading, first: int, last: int) -> str:
    """A range as words between spaces, hyphens and marks read as spaces: what phrases are looked for in."""
    return " " + _MARKS.sub(" ", " ".join(reading.words(first, last))).strip() + " "


def first_named(values: Mapping[str, Sequence[str]], text: str) -> str | None:
    """The first value one of whose phrases begins in a `plain` text, or None."""
    return next((value for value, phrases in values.items() if any(f" {p}" in text for p in phrases)), None)
