"""Parties of claims about hacking: whom a range names, whom the text has told of, and what is kept of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.cyber_words import HACKERS, PEOPLE
from orchestration.extraction.claim_types.who import Party, dprk_actor, groups, party_value, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_MEMORY = 25  # sentences over which "the attackers" may point back
DEFINITE = ("the", "this", "these", "its", "their", "that", "which", "it", "both", "another")


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it and how firmly they are named; `by` is the verb of attribution where only that names them."""

    parties: tuple[Party, ...] = ()
    certainty: str = "stated"
    by: Verb | None = None

    @property
    def party(self) -> Party | None:
        """The first of them."""
        return self.parties[0] if self.parties else None

    @property
    def alleged(self) -> bool:
        """Whether they are only accused."""
        return self.certainty == "alleged"


NOBODY = Doer()


def parties_in(reading: Reading, first: int, last: int) -> tuple[Party, ...]:
    """Who of the DPRK a range names, in order: groups that are joined, else the one that it stands for."""
    found: list[Party] = []
    at = first
    for named in reading.entries(first, last, "party"):
        if named.entry.subkind != "group" or not (
            named.safe or reading.discourse.near or reading.names_dprk(0, len(reading.tokens))
        ):
            continue
        party = party_value(reading, named)
        if any(p.entry_id == party.entry_id for p in found):
            at = named.last
        elif not found or _joined(reading, at, named.first):
            found.append(party)
            at = named.last
    if found:
        return tuple(found)
    return listed(dprk_actor(reading, first, last))


def _joined(reading: Reading, first: int, last: int) -> bool:
    """Whether only a conjunction or comma stands between two names, what is in brackets left out."""
    words = reading.words(first, last)
    if words.count("(") > words.count(")"):
        return False  # another name of the same
    plain = " ".join(words).partition("(")[0].split() + " ".join(words).rpartition(")")[2].split()
    joins = {",", "and", "or", "&"}
    return bool(set(plain) & joins) and all(w in joins or w in ("the", "group", "groups", "'s") for w in plain)


def listed(party: Party | None) -> tuple[Party, ...]:
    return (party,) if party is not None else ()


def list_of_names(reading: Reading, last: int) -> int:
    """The end of a list of parties that goes on behind its first: "by Lazarus, Andariel and Kimsuky"."""
    tokens = reading.tokens
    while last < len(tokens) - 1 and tokens[last].word in (",", "and", "or", "&"):
        k = last + 1 + (tokens[last + 1].word in ("and", "or"))
        phrase = reading.parse.phrase_at(k)
        if phrase is None or phrase.first != k or not groups(reading, phrase.first, phrase.last):
            break
        last = phrase.last
    return last


def anaphoric(reading: Reading, first: int, last: int) -> bool:
    """Whether a range speaks of hackers without saying whose."""
    return bool({singular(w) for w in reading.words(first, last)} & HACKERS)


def remembered(reading: Reading) -> Party | None:
    """The hackers that the document named last, within reach; else the DPRK's where it goes on about the DPRK."""
    discourse = reading.discourse
    if others_act(reading):
        return None
    if discourse.cyber_actor is not None and discourse.at - discourse.cyber_actor_at <= _MEMORY:
        value, entry_id = discourse.cyber_actor
        return Party(value, entry_id, -1)
    return Party(DPRK, DPRK, -1) if discourse.focus == DPRK else None


def others_act(reading: Reading) -> bool:
    """ "China-linked groups", "Russian hackers": a sentence about the hackers of other states alone."""
    if reading.names_dprk(0, len(reading.tokens)):
        return False
    for named in reading.entries(0, len(reading.tokens), "party"):
        state = named.entry.subkind == "state" and named.entry.id in ("CN", "RU", "IR")
        if state and {singular(w) for w in reading.words(named.last - 1, named.last + 4)} & PEOPLE:
            return True
    return False


def base(reading: Reading, doer: Doer) -> dict[str, Any]:
    """Actor columns; the hackers are kept for later sentences."""
    party = doer.party
    if party is None:
        return {}
    named = groups(reading, 0, len(reading.tokens))
    keep = named[0] if named and party.value == DPRK else party
    reading.discourse.cyber_actor, reading.discourse.cyber_actor_at = (keep.value, keep.entry_id), reading.discourse.at
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id, "attribution_certainty": doer.certainty}
    if doer.certainty != "stated":
        slots["certainty"] = doer.certainty
    return slots


def remember(reading: Reading, draft: Draft) -> None:
    """Keep an attack for later mentions ("the theft", "it") and for denials."""
    reading.discourse.accused = (draft.claim_type, draft.slots, reading.discourse.at)
