"""Who was hit by a theft or attack, through which services proceeds went, and on which ships goods moved."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.claim_types.who import singular
from orchestration.extraction.details.told import Told, as_text, numbers, vocabulary
from orchestration.extraction.reading import Reading


def victims(reading: Reading) -> Iterator[Told]:
    """ "about 300,000 computers were infected": a count of who or what was hit."""
    tokens = reading.tokens
    if not vocabulary()["hit"] & {t.word for t in tokens}:
        return
    for number in numbers(reading):
        if number.ordinal:
            continue
        for k in range(number.last, min(number.last + 4, len(tokens))):
            unit = singular(tokens[k].word)
            if (unit in vocabulary()["victims"] and unit != tokens[k].word) or unit == "people":
                yield Told("victim_count", as_text(number.value), number.first, k + 1, unit, number.modifier)
                break
            if tokens[k].tag not in ("ADJ", "NAME", "N", "POSS", "CONJ"):
                break


def services(reading: Reading) -> Iterator[Told]:
    """Each mixer that is named, and each exchange that money goes through or to, one by one."""
    through = {"through", "via", "to", "on", "using", "at", "and", ",", "exchange", "service", "bridge", "into"}
    for n in reading.entries(0, len(reading.tokens), "party"):
        used = bool(through & set(reading.words(n.first - 2, n.first)))
        if n.entry.subkind == "mixer" or (n.entry.subkind == "exchange" and used):
            yield Told("service", n.entry.id, n.first, n.last)


def vessels(reading: Reading) -> Iterator[Told]:
    """Ships by name: those of the lexicon, and names behind a word for a ship."""
    tokens = reading.tokens
    known = [n for n in reading.entries(0, len(tokens), "party") if n.entry.subkind == "vessel"]
    for n in known:
        yield Told("vessel", reading.text(n.first, n.last), n.first, n.last)
    for k, token in enumerate(tokens[:-1]):
        if singular(token.word) in vocabulary()["ships"] and not any(n.first <= k + 1 < n.last for n in known):
            yield from _names_behind(reading, k + 1, {n.first for n in known})


def _names_behind(reading: Reading, k: int, known: set[int]) -> Iterator[Told]:
    """ "the tanker X", "the ships X and Y", "a freighter named X": names one after another."""
    tokens = reading.tokens
    while k < len(tokens):
        while k < len(tokens) and tokens[k].word in (",", "the", "named", "called", "and", '"', "'"):
            k += 1
        last = k
        while last < len(tokens) and (tokens[last].tag == "NAME" or (last > k and tokens[last].kind == "number")):
            last += 1
        if last == k or k in known or reading.entries(k, last, "place", "source"):
            return
        yield Told("vessel", reading.text(k, last), k, last)
        if last < len(tokens) and tokens[last].word not in ("and", ","):
            return
        k = last
