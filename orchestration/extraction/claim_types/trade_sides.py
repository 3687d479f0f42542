"""Who gives and who takes in a sentence of trade, whoever is its grammatical subject."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.claim_types.trade_goods import Good
from orchestration.extraction.claim_types.who import Party, party_value, speaks_for_dprk
from orchestration.extraction.clauses import Phrase, extended
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_TO = ("to", "into", "toward", "towards", "onto")
_AT = ("in", "at", "near")


@dataclass(frozen=True, slots=True)
class Sides:
    """`actor` is the one that the text makes the subject; `other` the state across the border; `flow` as seen from
    the DPRK.
    """

    actor: Party
    other: str | None
    flow: str | None


def party_in(reading: Reading, first: int, last: int) -> Party | None:
    """The state or trading party that a range stands for; a place stands for its state."""
    first = first - 2 if first > 1 and reading.words(first - 1, first) == ["return"] else first
    for named in reading.entries(first, last, "party"):
        if named.entry.subkind == "state" and len(named.entry.id) == 2:
            return party_value(reading, named)
        if named.entry.subkind in ("company", "bank"):
            return party_value(reading, named)
        if named.entry.subkind == "person" and named.entry.country and named.entry.country != DPRK:
            return Party(named.entry.country, named.entry.country, named.first)
    if speaks_for_dprk(reading, first, last):
        return Party(DPRK, DPRK, first)
    for named in reading.entries(first, last, "party", "place", "item"):
        country = reading.lexicon.country_of(named.entry)
        if named.entry.id in reading.lexicon.anchors or country == DPRK:
            return Party(DPRK, DPRK, named.first)
        if named.entry.kind != "item" and country and len(country) == 2 and named.entry.subkind != "sea":
            return Party(country, country, named.first)
    if "kim" in reading.words(first, last) and (reading.discourse.near or reading.names_dprk(0, first)):
        return Party(DPRK, DPRK, first)
    belonging = reading.words(first, first + 1)[0:1] in (["its"], ["their"], ["his"], ["our"])
    if belonging and not {"own", "territory", "country", "ports", "soil", "leader"} & set(reading.words(first, last)):
        return None  # "to its allies"
    return Party(DPRK, DPRK, first) if reading.points_to_dprk(first, last) else None


def is_dprk(reading: Reading, party: Party | None) -> bool:
    """Whether a party is the DPRK or a body of its."""
    if party is None:
        return False
    entry = reading.lexicon.entry("party", party.entry_id)
    return party.value == DPRK or (entry is not None and reading.lexicon.country_of(entry) == DPRK)


def _particle(reading: Reading, phrase: Phrase) -> bool:
    """ "brought in 35,000 tonnes", "according to": the word before the phrase belongs to the verb or is a source's."""
    if phrase.first > 1 and reading.tokens[phrase.first - 2].word == "according":
        return True
    before = reading.parse.tokens[phrase.first - 2] if phrase.first > 1 else None
    return (
        phrase.prep == "in" and before is not None and before.tag.startswith("V:") and before.lemma in ("bring", "ship")
    )


def _stretch(reading: Reading, phrase: Phrase) -> int:
    """The end of a phrase with what hangs on it: "shops in Pyongyang", "the ports of the North"."""
    if phrase.prep in _AT:
        return phrase.last
    end = extended(reading.parse, phrase)[1]
    following = reading.parse.phrase_at(end + 1) if end + 1 < len(reading.tokens) else None
    return following.last if following is not None and following.first == end + 1 and following.prep in _AT else end


def behind(reading: Reading, first: int, last: int, *prepositions: str) -> Party | None:
    """The party behind the first of some prepositions that has one, within `[first, last)`."""
    for phrase in reading.parse.phrases:
        if first <= phrase.first < last and phrase.prep in prepositions and not _particle(reading, phrase):
            found = party_in(reading, phrase.first, min(_stretch(reading, phrase), last))
            if found:
                return found
    return None


def all_behind(reading: Reading, first: int, last: int, preposition: str) -> list[Party]:
    """Every state of a list behind a preposition: "to Malaysia, South Korea and Vietnam"."""
    tokens = reading.tokens
    start = next((p for p in reading.parse.phrases if first <= p.first < last and p.prep == preposition), None)
    if start is None:
        return []
    end = start.last
    while end < last and (tokens[end].word in (",", "and", "or") or tokens[end].tag in ("NAME", "ADJ", "DET")):
        end += 1
    states = [n for n in reading.entries(start.first, end, "party", "place") if n.entry.subkind in ("state", "country")]
    found: list[Party] = []
    for named in states:
        code = named.entry.id if len(named.entry.id) == 2 else reading.lexicon.country_of(named.entry)
        if code and code != DPRK and not any(p.value == code for p in found):
            found.append(Party(code, code, named.first))
    return found


def taker_behind(reading: Reading, first: int, last: int, at: bool = False) -> Party | None:
    """Who gets it: behind "to", "into", "bound for", "destined for"; behind "in" where goods arrive."""
    found = behind(reading, first, last, *_TO)
    if found:
        return found
    for phrase in reading.parse.phrases:
        if first <= phrase.first < last and phrase.prep == "for":
            before = reading.words(phrase.first - 3, phrase.first)
            party = party_in(reading, phrase.first, phrase.last)
            if party and (at or {"bound", "destined", "headed", "intended", "meant"} & set(before)):
                return party
    return behind(reading, first + 1, last, *_AT) if at else None


def receiver(reading: Reading, first: int, last: int) -> Party | None:
    """The first of two objects: "gave the North jets", "supplied Moscow with shells"."""
    phrase = reading.parse.next_phrase(first, min(first + 2, last))
    if phrase is None or phrase.prep:
        return None
    party = party_in(reading, phrase.first, min(phrase.first + 3, phrase.last))
    if party is None or party.at > phrase.first + 1:
        return None
    following = reading.words(phrase.last, phrase.last + 1)
    counted = any(q.first <= phrase.last <= q.last and q.first >= phrase.last - 1 for q in reading.numbers)
    named = next((n for n in reading.entries(phrase.first, phrase.last, "party") if n.first == party.at), None)
    end = named.last if named else phrase.first + 1
    adjective = named is not None and reading.tokens[named.last - 1].word.endswith(("ian", "ean", "ese", "ish", "i"))
    return party if (end < phrase.last and not adjective) or counted or following in (["with"], [","]) else None


def made_in(reading: Reading, good: Good) -> Party | None:
    """Where goods are from by the words before them: "North Korean coal", "Cuban arms", "shells of North Korean
    make".
    """
    phrase = reading.parse.phrase_at(good.first)
    if phrase is None:
        return None
    found = party_in(reading, phrase.first, good.first)
    if found:
        return found
    after = reading.words(good.last, good.last + 6)
    if "make" in after or "origin" in after or "manufacture" in after:
        return party_in(reading, good.last, good.last + 6)
    return None


def across(reading: Reading, actor: Party | None, giver: Party | None, taker: Party | None) -> Sides | None:
    """The sides of a movement from `giver` to `taker`; None where the DPRK is on neither."""
    gives, takes = is_dprk(reading, giver), is_dprk(reading, taker)
    if gives == takes:
        return None
    own, other = (giver, taker) if gives else (taker, giver)
    if own is None:
        return None
    return Sides(actor or own, other.value if other else None, "export" if gives else "import")
