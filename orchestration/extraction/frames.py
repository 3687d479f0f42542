"""Frames: which words may carry a claim, and who reads them.

A frame is an entry of a YAML file in `frames/`: its triggers by form, the function that reads a match, and options
for it. The loader inflects the triggers; `Frames.match` finds them in a parsed sentence.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.clauses import Verb
from orchestration.extraction.language import verb_forms
from orchestration.extraction.reading import Reading

FOLDER = Path(__file__).parent / "frames"


@dataclass(frozen=True, slots=True)
class Match:
    """A trigger found: token `i` (its last is `last - 1`), how it is used, and the verb it is or hangs on.

    `form` is active, passive, inf, ing, part for verbs; noun for nouns; phrase for fixed words.
    """

    frame: Frame
    i: int
    last: int
    form: str
    verb: Verb | None

    @property
    def options(self) -> Mapping[str, Any]:
        """The frame's options."""
        return self.frame.options


@dataclass(slots=True)
class Draft:
    """A claim before stance, time and sources: what a reader returns.

    `i` is the token that stance, time and sources are judged at. `slots` are columns of the claim; a slot that is
    given here is not judged again, so that a reader may set `polarity`, `certainty`, `event_start`, … itself. `quote`
    is a token range, else the clause.
    """

    claim_type: str
    i: int
    slots: dict[str, Any] = field(default_factory=dict)
    quote: tuple[int, int] | None = None
    verb: Verb | None = None


Reader = Callable[[Reading, Match], list[Draft]]


@dataclass(frozen=True, slots=True)
class Frame:
    """A frame as specified; `rank` orders frames, lower first."""

    name: str
    claim_type: str
    reader: Reader
    verbs: frozenset[str]
    nouns: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    options: Mapping[str, Any]
    rank: int


@dataclass(frozen=True)
class Frames:
    """All frames, indexed by trigger word."""

    all: tuple[Frame, ...]
    by_verb: Mapping[str, tuple[Frame, ...]]
    by_noun: Mapping[str, tuple[Frame, ...]]
    by_phrase: Mapping[str, tuple[tuple[tuple[str, ...], Frame], ...]]

    def stems(self) -> set[str]:
        """Beginnings of words that any trigger can start with, for the gate."""
        found: set[str] = set()
        for frame in self.all:
            for lemma in frame.verbs:
                head = lemma.split()[0]
                found.update(form for form, _ in verb_forms(*_irregular_verbs().get(head, (head,))))
            found.update(frame.nouns)
            found.update(max(phrase, key=len) for phrase in frame.phrases)  # not "the", which every sentence has
        return found

    def match(self, reading: Reading) -> list[Match]:
        """Triggers of a sentence, frames in rank order, then by position."""
        found: list[Match] = []
        for verb in reading.parse.verbs:
            for frame in self.by_verb.get(verb.lemma, ()):
                found.append(Match(frame, verb.head, verb.last, _form(verb), verb))
        words = [*reading.words(0, len(reading.tokens)), ""]
        for i, token in enumerate(reading.tokens):
            word = words[i]
            if token.tag in ("N", "NAME") and token.kind == "word":
                frames = self._nouns(word)
                if frames and ("-" not in word or _heads(reading, i)):
                    verb_of = reading.parse.governing_verb(i)
                    found.extend(Match(frame, i, i + 1, "noun", verb_of) for frame in frames)
            for phrase, frame in self.by_phrase.get(word, ()):
                if phrase[1:2] in ((), (words[i + 1],)) and tuple(words[i : i + len(phrase)]) == phrase:
                    found.append(Match(frame, i, i + len(phrase), "phrase", reading.parse.governing_verb(i)))
        found.sort(key=lambda m: (m.frame.rank, m.i, m.last))
        return found

    def _nouns(self, word: str) -> tuple[Frame, ...]:
        known = self.by_noun
        if word in known:
            return known[word]
        if word.endswith("s"):
            for form in (
                word[:-1],
                word[:-2] if word.endswith("es") else "",
                word[:-3] + "y" if word.endswith("ies") else "",
            ):
                if form in known:
                    return known[form]
        head = word.rpartition("-")[2]
        return self._nouns(head) if "-" in word and head else ()


def _heads(reading: Reading, i: int) -> bool:
    """Whether a hyphened word heads its phrase ("a test-fire") and does not describe another ("long-range")."""
    phrase = reading.parse.phrase_at(i)
    return phrase is not None and phrase.head == i


def _form(verb: Verb) -> str:
    if verb.passive:
        return "passive"
    return "active" if verb.form == "finite" else verb.form


@cache
def _irregular_verbs() -> dict[str, tuple[str, ...]]:
    raw = yaml.safe_load((Path(__file__).parent / "language.yml").read_text(encoding="utf-8"))
    return {entry.split(":")[0]: tuple(entry.split(":")) for entry in raw["verbs"].split()}


@cache
def load_frames() -> Frames:
    """Read all frame files, in the order of their names; within a file, frames keep their order."""
    frames: list[Frame] = []
    for path in sorted(FOLDER.glob("*.yml")):
        for name, spec in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).items():
            frames.append(_frame(name, spec, len(frames)))
    by_verb: dict[str, list[Frame]] = {}
    by_noun: dict[str, list[Frame]] = {}
    by_phrase: dict[str, list[tuple[tuple[str, ...], Frame]]] = {}
    for frame in frames:
        for lemma in frame.verbs:
            by_verb.setdefault(lemma, []).append(frame)
        for noun in frame.nouns:
            by_noun.setdefault(noun, []).append(frame)
        for phrase in frame.phrases:
            by_phrase.setdefault(phrase[0], []).append((phrase, frame))
    return Frames(
        tuple(frames),
        {k: tuple(v) for k, v in by_verb.items()},
        {k: tuple(v) for k, v in by_noun.items()},
        {k: tuple(v) for k, v in by_phrase.items()},
    )


def _frame(name: str, spec: dict[str, Any], rank: int) -> Frame:
    module, function = spec["reader"].split(":")
    reader: Reader = getattr(importlib.import_module(f"orchestration.extraction.claim_types.{module}"), function)
    triggers = spec["triggers"]
    return Frame(
        name=name,
        claim_type=spec["claim_type"],
        reader=reader,
        verbs=frozenset(triggers.get("verb", ())),
        nouns=frozenset(str(n).lower() for n in triggers.get("noun", ())),
        phrases=tuple(tuple(p.lower().split()) for p in triggers.get("phrase", ())),
        options=spec.get("options", {}),
        rank=rank,
    )
