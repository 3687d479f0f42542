"""The gate: which sentences are worth reading, found in two multi-pattern passes over the whole document.

A document that never names the DPRK yields nothing: the first pass looks for safe aliases of the state, its bodies,
groups and weapons in a copy of the text without emphasis and odd spacing. The second finds the words that can trigger
a frame; sentences without one are only skimmed for who speaks.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable

import ahocorasick_rs

from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.sentences import Sentence

_PLAIN = str.maketrans({"*": None, "_": None, "`": None, "-": " ", "‑": " ", "’": "'", "‘": "'", "“": '"', "”": '"'})


def fold(text: str) -> str:
    """Lower case, code point by code point, so that offsets stay."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered


class Gate:
    """Aliases that name the DPRK and beginnings of trigger words, each as one automaton."""

    def __init__(self, lexicon: Lexicon, stems: Iterable[str]) -> None:
        """`stems` are lower-case beginnings of trigger words."""
        self._anchors = ahocorasick_rs.AhoCorasick(sorted(_anchor_aliases(lexicon)))
        self._hackers = ahocorasick_rs.AhoCorasick(sorted(_group_aliases(lexicon)))
        self._triggers = ahocorasick_rs.AhoCorasick(sorted(set(stems)))

    def names_dprk(self, text: str) -> bool:
        """Whether a text names the DPRK anywhere."""
        plain = " ".join(text.translate(_PLAIN).lower().split())
        if _whole_words(self._anchors, plain):
            return True
        return any(word in plain for word in _HACKING) and _whole_words(self._hackers, plain)

    def triggers(self, text: str) -> list[int]:
        """Sorted offsets at which a word begins that can trigger a frame."""
        folded = fold(text)
        found = self._triggers.find_matches_as_indexes(folded, overlapping=True)
        return sorted({start for _, start, _ in found if start == 0 or not folded[start - 1].isalnum()})


def any_within(offsets: list[int], sentence: Sentence) -> bool:
    """Whether a sorted offset lies inside a sentence."""
    return bisect_left(offsets, sentence.start) < bisect_right(offsets, sentence.end - 1)


_HACKING = (
    "hack",
    "malware",
    "cyber",
    "ransomware",
    "crypto",
    "phish",
    "heist",
    "stolen",
    "theft",
    "siphon",
    "loot",
    "robb",
)


def _whole_words(automaton: ahocorasick_rs.AhoCorasick, plain: str) -> bool:
    return any(
        (start == 0 or not plain[start - 1].isalnum()) and not plain[end : end + 1].isalnum()
        for _, start, end in automaton.find_matches_as_indexes(plain, overlapping=True)
    )


def _group_aliases(lexicon: Lexicon) -> set[str]:
    """Names of cyber groups that may mean something else ("Lazarus"): enough where the text is about hacking."""
    return {
        " ".join(alias.text.translate(_PLAIN).lower().split())
        for aliases in lexicon.aliases.values()
        for alias in aliases
        if alias.entry.subkind == "group" and not alias.safe
    }


def _anchor_aliases(lexicon: Lexicon) -> set[str]:
    return {
        " ".join(alias.text.translate(_PLAIN).lower().split())
        for aliases in lexicon.aliases.values()
        for alias in aliases
        if alias.safe and alias.entry.id in lexicon.anchors
    }
