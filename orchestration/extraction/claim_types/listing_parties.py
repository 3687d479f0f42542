"""Parties that a listing names or counts, in a range of tokens."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from orchestration.extraction.claim_types.measure_words import words
from orchestration.extraction.claim_types.who import singular
from orchestration.extraction.clauses import Phrase
from orchestration.extraction.mentions import Quantity
from orchestration.extraction.reading import Reading

LISTED_NOUNS = words("listed_people") | words("listed_bodies")
_PEOPLES = words("peoples")
# What kind of company a name before it is.
_FORMS = frozenset(["ltd", "ltd.", "inc", "inc.", "llc", "limited", "jsc", "ooo", "corp", "corp."])


@dataclass(frozen=True, slots=True)
class Listed:
    """A party or a count of parties, in tokens `[first, last)`."""

    first: int
    last: int
    target: str
    target_id: str | None = None
    number: Quantity | None = None
    one: bool = False
    named: bool = False  # a proper name


def parties_in(reading: Reading, first: int, last: int) -> list[Listed]:
    """Named parties and counted ones, in order; a count that names follow ("three firms, A and B, C") is they."""
    found = list(_each_party(reading, first, last))
    for k, party in enumerate(found):
        named = [p for p in found[k + 1 :] if p.number is None and not p.one]
        value = 1 if party.one else party.number.value if party.number is not None else 0
        explained = reading.words(party.last, party.last + 1) == [","]
        if named and value == len(named) and (value > 1 or explained):
            return found[:k] + found[k + 1 :]
    return found


def _each_party(reading: Reading, first: int, last: int) -> Iterator[Listed]:
    """Named parties and counted ones, in order; what a party is for or of is not found."""
    taken, before = first, None
    for phrase in reading.parse.phrases:
        if phrase.first < taken or phrase.first >= last:
            continue
        if phrase.prep and phrase.prep not in ("with", "including") and phrase.first > first:
            if phrase.prep in ("for", "to", "under", "over", "from", "by"):
                break
            if reading.words(phrase.first - 3, phrase.first) != ["as", "well", "as"]:
                continue
        if phrase.prep == "with" and {"affiliated", "associated"} & set(reading.words(phrase.first - 2, phrase.first)):
            continue
        if any(s.first <= phrase.head < s.last for s in reading.times):
            continue  # "the individuals designated Thursday"
        if _in_brackets(reading, phrase.first):
            continue
        if reading.tokens[phrase.first].word == "its" and phrase.first > first:
            continue
        found = listed(reading, phrase)
        if found is None or _renamed(reading, found) or _explains(reading, found, before):
            continue
        if reading.words(found.last, found.last + 1) == [":"] and any(
            True for _ in names_in(reading, found.last, last)
        ):
            yield from names_in(reading, found.last, last)  # "three groups: A, B and C"
            return
        taken, before = found.last, found
        yield found


def _in_brackets(reading: Reading, i: int) -> bool:
    """ "(a.k.a. …)": other names of the party before."""
    before = reading.words(0, i)
    return before.count("(") > before.count(")")


def _explains(reading: Reading, listed: Listed, before: Listed | None) -> bool:
    """ "Tornado Cash, a mixer", "the mixer": a description behind a name is no second party."""
    if before is None or before.number is not None or before.one:
        return False
    the = reading.tokens[listed.first].word == "the"
    described = listed.one or (listed.number is None and the and not listed.named)
    return described and reading.words(listed.first - 1, listed.first) == [","]


def _renamed(reading: Reading, listed: Listed) -> bool:
    """ "its leader, Kim Jong-un": a description is dropped for the name that follows it."""
    tokens = reading.tokens
    if (
        listed.target_id is not None
        or listed.number is not None
        or listed.last + 1 >= len(tokens)
        or tokens[listed.last].word != ","
    ):
        return False
    return any(
        n.first == listed.last + 1 and n.entry.subkind == "person"
        for n in reading.entries(listed.last, len(tokens), "party")
    )


def listed(reading: Reading, phrase: Phrase) -> Listed | None:
    tokens = reading.tokens
    listable = ("person", "company", "bank", "group", "mixer", "exchange", "vessel", "agency")
    named = [
        n
        for n in reading.entries(phrase.first, phrase.last + 1, "party")
        if n.entry.subkind in listable and n.last >= phrase.last
    ]
    if named:
        best = max(named, key=lambda n: n.last - n.first)
        return Listed(best.first, phrase.last, reading.text(best.first, best.last), best.entry.id, named=True)
    if any(n.first < phrase.last < n.last for n in reading.named if n.entry.subkind == "state"):
        return None  # "the Democratic People's" of a state's name
    head = singular(tokens[phrase.head].word)
    if tokens[phrase.head].word in _FORMS or "sanctioned" in reading.words(phrase.first, phrase.head):
        return None  # "Co., Ltd", "the sanctioned parties"
    numbers = [q for q in reading.numbers_in(phrase.first - 2, phrase.head) if not q.ordinal and q.last > phrase.first]
    plain = phrase.first
    while plain < phrase.head and tokens[plain].tag in ("DET", "NUM"):
        plain += 1
    if head in LISTED_NOUNS:
        one = tokens[phrase.first].word in ("a", "an", "one", "another")
        if (
            not numbers
            and not one
            and phrase.last - phrase.first == 1
            and reading.words(phrase.last, phrase.last + 1) != ["associated"]
        ):
            return None  # "blacklisting individuals": nobody in particular
        last = _plain_end(reading, phrase)
        return Listed(phrase.first, last, reading.text(plain, last), None, numbers[-1] if numbers else None, one)
    if numbers and head in _PEOPLES:
        return Listed(phrase.first, phrase.last, reading.text(plain, phrase.last), None, numbers[-1])
    named_as = _behind_role(reading, phrase)
    if named_as is not None:
        return Listed(phrase.first, phrase.last, reading.text(named_as, phrase.last), None, named=True)
    end = _name_end(reading, plain, phrase)
    if end is not None:
        return Listed(phrase.first, end, reading.text(plain, end), None, named=True)
    if tokens[phrase.head].tag == "NAME" and not _only_states(reading, phrase):
        return Listed(phrase.first, phrase.last, reading.text(plain, phrase.last), None, named=True)
    return None


def _behind_role(reading: Reading, phrase: Phrase) -> int | None:
    """Where a name begins behind what its bearer is: "Russian national Ivan Petrov", "front company Dalian Global"."""
    tokens, first = reading.tokens, phrase.last
    while first > phrase.first and tokens[first - 1].raw[:1].isupper() and tokens[first - 1].kind == "word":
        first -= 1
    role = first > phrase.first and singular(tokens[first - 1].word) in LISTED_NOUNS
    return first if role and first < phrase.last and tokens[phrase.head].tag == "NAME" else None


def _name_end(reading: Reading, first: int, phrase: Phrase) -> int | None:
    """Where a name of several capitals ends ("Dalian Global Unity Shipping"); None where it is a state's or no name."""
    tokens, last = reading.tokens, first
    while last < len(tokens) and tokens[last].raw[:1].isupper() and tokens[last].kind == "word":
        last += 1
    if last < phrase.last or last - first < 2:
        return None
    states = reading.entries(first, last, "party", "source")
    whole = any(n.first == first and n.last == last for n in states if n.entry.subkind in ("state", "body"))
    return None if whole or any(n.entry.kind == "instrument" for n in reading.entries(first, last)) else last


def _plain_end(reading: Reading, phrase: Phrase) -> int:
    """ "officials and entities associated with the DPRK": a general party with what narrows it down."""
    last = phrase.last
    if reading.words(last, last + 1) in (["and"], ["or"]):
        other = reading.parse.phrase_at(last + 1)
        if (
            other is not None
            and singular(reading.tokens[other.head].word) in LISTED_NOUNS
            and other.last - other.first == 1
        ):
            last = other.last
    if reading.words(last, last + 2) in (["associated", "with"], ["linked", "to"], ["tied", "to"]):
        following = reading.parse.next_phrase(last + 1, min(last + 4, len(reading.tokens)))
        last = following.last if following else last
    return last


def _only_states(reading: Reading, phrase: Phrase) -> bool:
    states = [
        n
        for n in reading.entries(phrase.first, phrase.last, "party", "place", "source")
        if n.entry.kind != "party" or n.entry.subkind == "state"
    ]
    return bool(states)


def names_in(reading: Reading, first: int, last: int) -> Iterator[Listed]:
    for phrase in reading.parse.phrases:
        if (
            phrase.first >= first
            and phrase.last <= last
            and reading.tokens[phrase.head].tag == "NAME"
            and not _only_states(reading, phrase)
        ):
            known = reading.entries(phrase.first, phrase.last, "party")
            yield Listed(
                phrase.first, phrase.last, reading.text(phrase.first, phrase.last), known[0].entry.id if known else None
            )
