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

_PLAIN = {"*": "", "_": "", "`": "", "-": " ", "‑": " ", "’": "'", "‘": "'", "“": '"', "”": '"'}


def plain(text: str) -> str:
    """Lower case without emphasis, odd spacing and hyphens: what names are looked for in."""
    for mark, instead in _PLAIN.items():  # each a pass in C, where `translate` looks up every character
        if mark in text:
            text = text.replace(mark, instead)
    return " ".join(text.lower().split())


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
        words = plain(text)
        if _whole_words(self._anchors, words):
            return True
        return any(word in words for word in _HACKING) and _whole_words(self._hackers, words)

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


def _whole_words(automaton: ahocorasick_rs.AhoCorasick, words: str) -> bool:
    return any(
        (start == 0 or not words[start - 1].isalnum()) and not words[end : end + 1].isalnum()
        for _, start, end in automaton.find_matches_as_indexes(words, overlapping=True)
    )


def _group_aliases(lexicon: Lexicon) -> set[str]:
    """Names of cyber groups that may mean something else ("Lazarus"): enough where the text is about hacking."""
    return {
        plain(alias.text)
        for aliases in lexicon.aliases.values()
        for alias in aliases
        if alias.entry.subkind == "group" and not alias.safe
    }


def _anchor_aliases(lexicon: Lexicon) -> set[str]:
    return {
        plain(alias.text)
        for aliases in lexicon.aliases.values()
        for alias in aliases
        if alias.safe and alias.entry.id in lexicon.anchors
    }
