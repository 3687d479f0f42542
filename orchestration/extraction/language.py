"""Words of English: closed classes, numbers and verb forms, read from `language.yml` once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

_VOWELS = "aeiou"
_DOUBLING = frozenset(
    ["permit", "commit", "transfer", "refer", "equip", "submit", "deter", "admit", "compel", "propel"]
)
_SHORT = re.compile(
    r"[^aeiou]*[aeiou][^aeiouwxy]$"
)  # "plan", "ship", "cut": one short syllable doubles its last letter


@dataclass(frozen=True, slots=True)
class Language:
    """`closed`: word to tag; `verbs`: form to (lemma, form name); forms: base, s, past, part, ed (past and participle
    alike), ing.
    """

    closed: dict[str, str]
    numbers: dict[str, float]
    ordinals: dict[str, int]
    scales: dict[str, float]
    verbs: dict[str, tuple[str, str]]
    report_verbs: frozenset[str]


@cache
def english() -> Language:
    """The language tables; the file is part of the package."""
    raw = yaml.safe_load((Path(__file__).parent / "language.yml").read_text(encoding="utf-8"))
    closed: dict[str, str] = {}
    for tag, words in raw["closed"].items():
        for word in words.split():
            closed.setdefault(word, tag)
    verbs: dict[str, tuple[str, str]] = {}
    for entry in raw["verbs"].split():
        lemma, *irregular = entry.split(":")
        for form, name in verb_forms(lemma, *irregular):
            verbs.setdefault(form, (lemma, name))
    return Language(
        closed=closed,
        numbers={str(k): float(v) for k, v in raw["numbers"].items()},
        ordinals={word: n for n, word in enumerate(raw["ordinals"].split(), 1)},
        scales={str(k): float(v) for k, v in raw["scales"].items()},
        verbs=verbs,
        report_verbs=frozenset(raw["report_verbs"].split()),
    )


def verb_forms(lemma: str, past: str = "", participle: str = "") -> list[tuple[str, str]]:
    """All forms of a verb with their names: `verb_forms("steal", "stole", "stolen")`."""
    stem, doubled = lemma, lemma + lemma[-1] if lemma in _DOUBLING or _SHORT.match(lemma) else lemma
    if lemma.endswith("e") and not lemma.endswith("ee"):
        ing, ed = lemma[:-1] + "ing", lemma + "d"
    elif lemma.endswith("y") and lemma[-2] not in _VOWELS:
        ing, ed = lemma + "ing", lemma[:-1] + "ied"
    else:
        ing, ed = doubled + "ing", doubled + "ed"
    if lemma.endswith("y") and lemma[-2] not in _VOWELS:
        third = lemma[:-1] + "ies"
    elif lemma == "have":
        third = "has"
    elif lemma.endswith(("s", "sh", "ch", "x", "z", "o")):
        third = lemma + "es"
    else:
        third = stem + "s"
    forms = [(lemma, "base"), (third, "s"), (ing, "ing")]
    if not past:
        return [*forms, (ed, "ed")]
    return [*forms, (past, "ed")] if past == participle else [*forms, (past, "past"), (participle, "part")]
