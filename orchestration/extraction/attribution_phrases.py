"""Sources named by a noun or a fixed phrase: "according to", "by one estimate", "the claim that", "Seoul: …"."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.clauses import extended
from orchestration.extraction.discourse import Link
from orchestration.extraction.language import english
from orchestration.extraction.reading import Reading
from orchestration.extraction.speakers import ANONYMOUS, OFFICIALS, PAPERS, resolve


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution: its links (outer first), the tokens it covers, and how firmly it is put."""

    links: tuple[Link, ...]
    first: int
    last: int
    certainty: str | None
    denied: bool
    verb: int | None  # head token of the verb, None for "according to"
    about: tuple[int, int] | None = None  # the tokens of the source phrase, which are not part of what is said


def by_according(reading: Reading) -> list[Report]:
    found = []
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.word != "according" or tokens[i + 1].word != "to":
            continue
        phrase = reading.parse.next_phrase(i + 2, len(tokens))
        if phrase is None:
            continue
        first, last = extended(reading.parse, phrase)
        link = resolve(reading, first, last)
        if link is None:
            continue
        leading = i == 0 or (i == 1 and tokens[0].tag == '"')
        aside = i > 0 and tokens[i - 1].tag == "," and last < len(tokens) - 1 and tokens[last].tag == ","
        goes_on = aside and any(
            v.form == "finite" and v.first - last <= 2 for v in reading.parse.verbs if v.first >= last
        )
        covered = (last, len(tokens)) if leading else (0, len(tokens) if goes_on else i)
        firmness = _RECKONING.get(tokens[phrase.head].word)
        found.append(Report((link,), *covered, firmness, False, None))
    return found


_RECKONING = {
    "estimate": "estimated",
    "estimates": "estimated",
    "reckoning": "estimated",
    "assessment": "estimated",
    "calculations": "estimated",
    "count": None,
    "tally": None,
    "account": None,
}


def by_estimate(reading: Reading) -> list[Report]:
    """ "By one institute's estimate", "by its own count": a source and how firmly it says so."""
    tokens, found = reading.tokens, []
    for i, token in enumerate(tokens[:-3]):
        if token.word not in ("by", "on", "in"):
            continue
        phrase = reading.parse.next_phrase(i + 1, i + 3)
        noun = tokens[phrase.head].word if phrase is not None and phrase.first == i + 1 else ""
        if phrase is None or noun not in _RECKONING:
            continue
        owner = next((k for k in range(phrase.first, phrase.head) if tokens[k].tag == "POSS"), None)
        if owner is not None:
            known = reading.entries(phrase.first, owner, "source", "party")
            institute = owner - phrase.first > 1 and reading.tokens[owner - 1].tag == "N"
            link = resolve(reading, phrase.first, owner) if known or not institute else None
            link = link or _as_written(reading, phrase.first, owner)
        elif reading.words(phrase.last, phrase.last + 1) == ["of"] and tokens[phrase.first].word == "the":
            by = reading.parse.next_phrase(phrase.last + 1, phrase.last + 3)
            link = _as_written(reading, by.first, by.last) if by else None
            if by and reading.entries(by.first, by.last, "source"):
                link = resolve(reading, by.first, by.last)
        elif tokens[phrase.first].word in ("its", "their"):
            link = reading.discourse.speaker[-1] if reading.discourse.speaker else None
        else:
            link = None
        if link is not None:
            covered = (phrase.last, len(tokens)) if i == 0 else (0, i)
            found.append(Report((link,), *covered, _RECKONING[noun], False, None))
    return found


def _as_written(reading: Reading, first: int, last: int) -> Link | None:
    """A source that only the text knows, without its determiner: "Stockholm institute"."""
    while first < last and reading.tokens[first].tag in ("DET", "NUM"):
        first += 1
    return Link(reading.text(first, last), "company") if first < last else None


def in_headline(reading: Reading) -> list[Report]:
    """The source of a headline: "Seoul: North fired missile", "North fired missile: JCS", "… - UN experts"."""
    tokens = reading.tokens
    n = len(tokens)
    signs = [k for k, t in enumerate(tokens) if t.tag in (":", "-", "–", "—")]
    says = next((k for k in range(n - 1, 3, -1) if tokens[k].tag == "V:s" and tokens[k - 1].tag == ","), None)
    if says is not None and n - says <= 6 and reading.heading() and tokens[says].lemma in english().report_verbs:
        link = resolve(reading, says + 1, n) if _names_source(reading, says + 1, n) else None
        if link:
            return [Report((link,), 0, says - 1, None, False, None, (says, n))]  # "North fires missile, says Tokyo"
    if not signs or n - len(signs) < 4 or not reading.heading():
        return []
    first, last = signs[0], signs[-1]
    if first <= 4 and tokens[first].tag == ":" and n - first > 3:
        link = resolve(reading, 0, first) if _names_source(reading, 0, first) else None
        if link:
            return [Report((link,), first + 1, n, None, False, None)]
    if n - last <= 5 and last > 3 and _names_source(reading, last + 1, n):
        link = resolve(reading, last + 1, n)
        if link:
            return [Report((link,), 0, last, None, False, None, (last, n))]
    return []


def _names_source(reading: Reading, first: int, last: int) -> bool:
    """Whether a range is nothing but a source: a party or body, or people who speak."""
    if any(t.tag.startswith("V:") or t.tag in ("PREP", "NUM", "BE") for t in reading.tokens[first:last]):
        return False
    return bool(reading.entries(first, last, "source", "party")) or bool(
        set(reading.words(first, last)) & (ANONYMOUS | OFFICIALS | PAPERS | {"experts", "monitors", "analysts"})
    )


_SAID = frozenset(
    [
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "claim",
        "claims",
        "statement",
        "acknowledgement",
        "acknowledgment",
        "admission",
        "assertion",
        "announcement",
        "warning",
        "assessment",
        "report",
        "conclusion",
        "finding",
        "belief",
        "suspicion",
        "charge",
        "declaration",
    ]
)


def by_noun(reading: Reading) -> list[Report]:
    """ "the South's accusation that …", "the first acknowledgement by the South that …"."""
    found = []
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-3]):
        if token.word not in _SAID or token.tag != "N":
            continue
        opener = next(
            (
                k
                for k in range(i + 1, min(i + 10, len(tokens)))
                if tokens[k].tag == "COMP" or reading.words(k, k + 2) == ["to", "have"]
            ),
            None,
        )
        phrase = reading.parse.phrase_at(i)
        if opener is None or phrase is None or any(t.tag.startswith("V:") for t in tokens[i + 1 : opener]):
            continue
        by = reading.prepositional(i + 1, opener, "by", "from", "of")
        owner = next((k for k in range(phrase.first, i) if tokens[k].tag == "POSS"), None)
        span = by or ((phrase.first, owner) if owner else None)
        link = resolve(reading, *span) if span else None
        if link:
            doubtful = token.word.startswith(("accus", "alleg", "suspic", "belief"))
            found.append(Report((link,), opener, len(tokens), "alleged" if doubtful else None, False, None))
    return found
