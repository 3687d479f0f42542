"""Text to sentences, as offsets into the text.

Blank lines, headings, bullets and table rows are boundaries; a single line break is a space, since texts come hard-
wrapped. Nothing here looks at meaning. Every scan is linear: a sentence longer than `MAX_SENTENCE` code points is cut
at a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

MAX_SENTENCE = 1500

_BREAK = re.compile(
    r"\n[^\S\n]*(?=\n)|\n(?=[^\S\n]{0,8}(?:[-*•‣▪●–]\s|#{1,6}\s|\||\d{1,3}[.)]\s|\([a-z0-9]{1,3}\)\s))|\s(?=#{2,6}\s)|\s(?=[•‣▪●]\s)"
)
_LEAD = re.compile(r"[\s#>|•‣▪●]{1,20}|[-*–]\s+")
_STOP = re.compile(r"[.!?…][\"'”’»)\]*_]{0,4}(?=\s)")
_OPENER = re.compile(r"\s+[\"'“‘«(\[*_]{0,4}([^\W\d_][^\W\d_.]*|\d)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Lt|Col|Capt|Maj|Adm|Sgt|Sen|Rep|Gov|Rev|St|No|Nos|Vol|Art|Sec|Fig|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov"
    r"|Dec|Inc|Ltd|Co|Corp|Jr|Sr|vs|etc|e\.g|i\.e|cf|approx|est|Ave|Blvd|U\.S\.C|a\.k\.a|D\.C|a\.m|p\.m)|\b[A-Z]|(?:\b[A-Z]\.){1,4}[A-Z])\.$"
)
_STATE_ABBREVIATION = re.compile(r"(?:\b[A-Z]\.){1,4}$|\b(?:Inc|Ltd|Co|Corp|Jr|a\.m|p\.m|etc|D\.C)\.$")
# "SEOUL (Reuters) - ", "Pyongyang, October 31 (KCNA) -- ", "SEOUL, South Korea — ", "WASHINGTON, April 3 — "
_DATELINE = re.compile(
    r"[^\W\d_a-z][\w .,/'’\-]{1,60}\([^()]{2,40}\)\s{1,3}(?:--?|–|—)\s{0,3}"
    r"|[A-Z][A-Z /.\-]{2,30}(?:, [\w .]{2,30})?\s{0,2}[—–]\s{0,3}"
)
# Words that open a sentence far more often than they go on after an abbreviation such as "U.S."
_OPENING_WORDS = frozenset(
    [
        "The",
        "A",
        "An",
        "It",
        "Its",
        "He",
        "She",
        "They",
        "We",
        "I",
        "In",
        "On",
        "At",
        "This",
        "That",
        "These",
        "Those",
        "But",
        "And",
        "However",
        "Since",
        "After",
        "Before",
        "When",
        "While",
        "If",
        "As",
        "Under",
        "For",
        "By",
        "There",
        "Such",
        "According",
        "His",
        "Her",
        "Their",
        "Although",
        "Meanwhile",
        "Also",
    ]
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or heading; `start` and `end` are code points into the document's text, `paragraph` counts from 0."""

    start: int
    end: int
    paragraph: int


def split_sentences(text: str) -> list[Sentence]:
    """All sentences of a text in order, without the white space and markup around them."""
    found: list[Sentence] = []
    for paragraph, (start, end) in enumerate(_paragraphs(text)):
        found.extend(Sentence(s, e, paragraph) for s, e in _within(text, start, end))
    return found


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _BREAK.finditer(text):
        if match.start() > start:
            yield start, match.start()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _within(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    dateline = _DATELINE.match(text, *_trim(text, start, end))
    at = start = dateline.end() if dateline else start
    for match in _STOP.finditer(text, start, end):
        if _ends_sentence(text, at, match):
            yield from _capped(text, at, match.end())
            at = match.end()
    yield from _capped(text, at, end)


def _ends_sentence(text: str, start: int, stop: re.Match[str]) -> bool:
    opener = _OPENER.match(text, stop.end())
    if opener is None:
        return True
    word = opener.group(1)
    if word[0].islower():
        return False
    before = text[max(start, stop.start() - 12) : stop.start() + 1]
    if before.endswith(".") and _ABBREVIATION.search(before):
        return bool(_STATE_ABBREVIATION.search(before)) and word in _OPENING_WORDS
    return True


def _capped(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    start, end = _trim(text, start, end)
    while end - start > MAX_SENTENCE:
        cut = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = cut if cut > 0 else start + MAX_SENTENCE
        yield start, cut
        start, end = _trim(text, cut, end)
    if end > start:
        yield start, end


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and (text[start].isspace() or text[start] in "#>|•‣▪●"):
        start += 1
    lead = _LEAD.match(text, start, end)
    if lead and start == lead.start():
        start = lead.end()
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
