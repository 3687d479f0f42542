"""The gate: which sentences are worth reading, found in one multi-pattern pass over the whole document.

A document without a word that names the DPRK yields nothing; of the others, only sentences that hold a trigger word go on. Patterns are
single words (of an alias its longest), so that emphasis or odd spacing inside a name cannot hide it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

import ahocorasick_rs

from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.sentences import Sentence


def fold(text: str) -> str:
    """Lower case, code point by code point, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


@dataclass(frozen=True)
class Hits:
    """Sorted offsets of what the pass found."""

    anchors: list[int] = field(default_factory=list)
    triggers: list[int] = field(default_factory=list)

    def any_trigger(self, sentence: Sentence) -> bool:
        """Whether a trigger begins inside a sentence."""
        return bisect_left(self.triggers, sentence.start) < bisect_right(self.triggers, sentence.end - 1)

    def any_anchor(self, sentence: Sentence) -> bool:
        """Whether a word that names the DPRK begins inside a sentence."""
        return bisect_left(self.anchors, sentence.start) < bisect_right(self.anchors, sentence.end - 1)


class Gate:
    """Anchor words of a lexicon and trigger stems of the frames as one automaton."""

    def __init__(self, lexicon: Lexicon, stems: Iterable[str]) -> None:
        """`stems` are lower-case beginnings of trigger words."""
        anchors = sorted(_anchor_words(lexicon))
        triggers = sorted(set(stems) - set(anchors))
        self._anchor_count = len(anchors)
        self._whole = [True] * len(anchors) + [False] * len(triggers)
        self._patterns = anchors + triggers
        self._automaton = ahocorasick_rs.AhoCorasick(self._patterns, matchkind=ahocorasick_rs.MatchKind.Standard)

    def scan(self, text: str) -> Hits:
        """Hits of one document, in one pass; empty where nothing names the DPRK."""
        folded = fold(text)
        anchors: list[int] = []
        triggers: list[int] = []
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start and (folded[start - 1].isalnum()):
                continue
            if index < self._anchor_count:
                if end == len(folded) or not folded[end].isalpha() or folded[end : end + 2] in ("s ", "n ", "ns"):
                    anchors.append(start)
            else:
                triggers.append(start)
        if not anchors:
            return Hits()
        return Hits(sorted(anchors), sorted(triggers))


def _anchor_words(lexicon: Lexicon) -> set[str]:
    words = set()
    for aliases in lexicon.aliases.values():
        for alias in aliases:
            if alias.safe and alias.entry.id in lexicon.anchors:
                words.add(max(alias.text.lower().replace("’", "'").split(), key=len))
    return words
