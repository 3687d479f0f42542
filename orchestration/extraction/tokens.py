"""A sentence's words as tokens with offsets, in one normal form.

Curly and straight quotes, non-breaking and plain spaces, Markdown emphasis and dotted abbreviations come out alike,
so that no later stage sees the difference. Offsets stay those of the document.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

MAX_TOKENS = 400

_TOKEN = re.compile(
    r"(?P<plain>[a-z]{1,60})(?=[ ,\n])"  # most words; what follows would find the same, more slowly
    r"|(?P<symbol>(?:US|S|HK|A|C|NT|NZ)?[$€£¥₩])"
    r"|(?P<clock>\b\d{1,2}:[0-5]\d(?::[0-5]\d)?(?![\d:]))"
    r"|(?P<number>\d{1,3}(?:,\d{3}){1,6}(?:\.\d{1,8})?|\d{1,18}(?:\.\d{1,8})?)(?P<ordinal>(?:st|nd|rd|th)\b)?(?P<scale>(?:bn|tn|mn|km|m|k|t|M|B|K|mm)\b)?(?P<tail>(?:-[^\W_]{1,40}){1,4})?"
    r"|(?P<title>\b(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Mr|Mrs|Ms|Dr|Gen|Lt|Col|Sen|Rep|Gov|No|Nos)\.(?=\s))"
    r"|(?P<abbreviation>(?:[^\W\d_]\.){2,6})"
    r"|(?P<word>[^\W_]{1,60}(?:(?:[-‑./](?=[^\W_])|&)[^\W_]{1,60}){0,6}[-‑]?)"
    r"|(?P<possessive>['’]s\b|(?<=s)['’](?=\s+[^\W\d_]))"
    r"|(?P<mark>[^\w\s]|_)"
)
_QUOTES = {"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'", "‑": "-", "–": "–", "—": "—"}
_PART = re.compile(r"[^\W\d_]+|\d+(?:\.\d+)?")
_EMPHASIS = frozenset("*_`~")
_OF_NUMBERS = frozenset(["number", "ordinal", "scale", "tail"])  # groups that can end a match of a number


@dataclass(slots=True)
class Token:
    """A word, number or mark: `start`, `end` are document offsets, `word` the normal form, `raw` the normal form with
    its case.
    """

    start: int
    end: int
    word: str
    raw: str
    kind: str  # word | number | symbol | possessive | mark
    tag: str = ""
    lemma: str = ""
    value: float | None = None  # of a number
    parts: tuple[str, ...] = field(default=())


def tokenise(text: str, start: int, end: int) -> list[Token]:
    """Tokens of `text[start:end]`, at most `MAX_TOKENS`; emphasis marks are dropped."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text, start, end):
        kind = match.lastgroup
        raw = match[0]
        first, behind = match.span()
        if kind == "plain":
            tokens.append(Token(first, behind, raw, raw, "word", "", "", None, (raw,)))
        elif kind == "mark":
            if raw in _EMPHASIS:
                continue
            raw = _QUOTES.get(raw, raw)
            tokens.append(Token(first, behind, raw, raw, "mark"))
        elif kind == "word":
            for offset, word, lower, parts in _words(raw):
                at = first + offset
                tokens.append(Token(at, at + len(word), lower, word, "word", "", "", None, parts))
        elif kind in _OF_NUMBERS:
            tokens.extend(_number(match))
        elif kind == "clock":
            tokens.append(Token(first, behind, raw, raw, "word"))
        else:
            tokens.append(_other(match))
        if len(tokens) >= MAX_TOKENS:
            break
    return tokens


def _number(match: re.Match[str]) -> list[Token]:
    digits, start = match.group("number"), match.start()
    value = float(digits.replace(",", ""))
    if match.group("tail"):
        raw = match.group().replace("‑", "-")
        return [Token(start, match.end(), raw.lower(), raw, "word", value=value, parts=_parts(raw))]
    if match.group("ordinal"):
        raw = match.group("number") + match.group("ordinal")
        return [Token(start, match.end(), raw.lower(), raw, "word", tag="ORD", value=value, parts=_parts(raw))]
    tokens = [Token(start, match.end("number"), digits, digits, "number", value=value, parts=(digits,))]
    if match.group("scale"):
        scale = match.group("scale")
        tokens.append(
            Token(match.start("scale"), match.end("scale"), scale.lower(), scale, "word", parts=(scale.lower(),))
        )
    return tokens


# Endings of sites that companies are named by: "Stake.com" is one word.
_SITES = frozenset(["com", "io", "org", "net", "fi", "xyz", "app", "ai", "co", "finance", "exchange", "market"])


@lru_cache(maxsize=20_000)
def _words(raw: str) -> tuple[tuple[int, str, str, tuple[str, ...]], ...]:
    """The words of a match: each with its offset in it, its normal form, that in lower case, and its parts."""
    raw = raw.replace("‑", "-")
    # "Korea/Japan" and "sector.The" are two words each; "non-U.S." stays one.
    for mark in "/." if "/" in raw or "." in raw else "":
        if mark in raw and not (mark == "." and any(c.isdigit() for c in raw)):
            left, _, right = raw.partition(mark)
            if len(left) > 1 and len(right) > 1 and not (mark == "." and right in _SITES):
                behind = len(left) + 1
                return (*_words(left), *((behind + at, word, low, parts) for at, word, low, parts in _words(right)))
    return ((0, raw, raw.lower(), _parts(raw)),)


def _other(match: re.Match[str]) -> Token:
    raw = match.group()
    if match.group("abbreviation") is not None or match.group("title") is not None:
        plain = raw if raw.lower() == "a.m." else raw.replace(".", "")  # "am" is a verb
        return Token(match.start(), match.end(), plain.lower(), plain, "word", parts=(plain.lower(),))
    if match.group("possessive") is not None:
        return Token(match.start(), match.end(), "'s", "'s", "possessive", tag="POSS")
    return Token(match.start(), match.end(), raw.lower(), raw, "symbol")


@lru_cache(maxsize=20_000)
def _parts(raw: str) -> tuple[str, ...]:
    return tuple(_PART.findall(raw.lower()))
