"""Launches told without a word for launching: by how they ended, by what was put into orbit, by a bare count."""

from __future__ import annotations

from orchestration.extraction.claim_types.arms import Arm, launched
from orchestration.extraction.claim_types.common import about_dprk, actor_of, count
from orchestration.extraction.claim_types.weapon_slots import (
    LAUNCH,
    NUCLEAR,
    NUCLEAR_ITEMS,
    basis,
    counted,
    headline,
    note,
    placed,
    weapon_slots,
    weapons_in,
)
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_LOST = frozenset({"lose"})
_FIRED = frozenset({"launch", "fire", "test", "shoot", "send", "let off", "lob", "shoot off", "fire off"})
_FROM = frozenset({"come", "leave", "rise"})


def orbit(reading: Reading, match: Match) -> list[Draft]:
    """ "put a satellite into orbit": a launch by its outcome, unless the sentence says that it launched the rocket."""
    verb = match.verb
    if verb is None or verb.object is None or verb.passive:
        return []
    words = reading.words(*verb.object)
    if ("orbit" not in words and "space" not in words) or not {"satellite", "satellites", "object"} & set(words):
        return []
    earlier = any(w in reading.words(0, verb.first) for w in ("rocket", "launch", "launched"))
    if earlier or not about_dprk(reading, actor_of(reading, verb, None, noun=False)):
        return []
    phrase = reading.parse.next_phrase(*verb.object)
    number = count(reading, phrase.first, phrase.head, "launch") if phrase else {}
    slots = {"item": "satellite_launch_vehicle", "actor": DPRK, "actor_id": DPRK}
    return [Draft(LAUNCH, match.i, slots | number, verb=verb)]


def outcome(reading: Reading, match: Match) -> list[Draft]:
    """ "two missiles fell into the sea", "a second rocket was lost on Aug. 24", "the missile flew from Sunan on
    Friday": a launch told by its flight or its end.

    Only where the weapon is counted, or dated and not stated before, and the sentence does not say that it was fired.
    """
    verb = match.verb
    if verb is None or verb.subject is None or verb.form != "finite" or verb.modal:
        return []
    if verb.passive != (verb.lemma in _LOST) or (verb.lemma in _FROM and not _from_there(reading, verb)):
        return []
    found = [w for w in weapons_in(reading, verb.subject[0], verb.first) if launched(reading, w.item)]
    phrase = reading.parse.phrase_at(found[0].first) if found else None
    said = any(v.lemma in _FIRED or v.lemma.split("-")[-1] in _FIRED for v in reading.parse.verbs)
    if phrase is None or phrase.prep or said or len(found) > 1 or not about_dprk(reading, None):
        return []
    number = counted(reading, phrase, found[0], "missile")
    if phrase.last != found[0].last or not (number or _first_told(reading, found[0], verb, phrase)):
        return []
    note(reading, found[0])
    slots = weapon_slots(found[0]) | number
    return [Draft(LAUNCH, match.i, slots | basis(number) | placed(reading, match.i), verb=verb)]


def _from_there(reading: Reading, verb: Verb) -> bool:
    """ "came from the Pyongyang area", "left a train": a place of departure behind the verb."""
    following = reading.words(verb.last, verb.last + 1)
    return following == ["from"] or (verb.lemma == "leave" and following in (["a"], ["the"], ["its"]))


def _first_told(reading: Reading, weapon: Arm, verb: Verb, phrase: Phrase) -> bool:
    """A flight that is dated, or of weapons in general, where the document has told of no such launch yet."""
    if not _past(reading, verb) and not headline(reading):
        return False
    stated = any(t == LAUNCH and i and reading.lexicon.is_a(i, weapon.item) for t, i in reading.discourse.seen)
    dated = any(reading.parse.clause_at(s.first) == verb.clause and not s.empty for s in reading.times)
    definite = reading.tokens[phrase.first].word in ("the", "this", "that", "its", "these", "those")
    return not stated and (dated or not definite) and (dated or verb.lemma in ("fly", "come", "blast off", "lift off"))


def _past(reading: Reading, verb: Verb) -> bool:
    return verb.perfect or reading.tokens[verb.head].tag in ("V:past", "V:ed")


def elliptic(reading: Reading, match: Match) -> list[Draft]:
    """ "it staged its fourth in January": an ordinal without a noun counts the tests that were just spoken of."""
    verb = match.verb
    phrase = reading.parse.next_phrase(*verb.object) if verb is not None and verb.object else None
    if verb is None or phrase is None or reading.tokens[phrase.last - 1].tag != "ORD":
        return []
    earlier = weapons_in(reading, 0, verb.first)
    if not earlier or not about_dprk(reading, actor_of(reading, verb, None, noun=False)):
        return []
    nuclear = earlier[-1].item in NUCLEAR_ITEMS
    kind, item = (NUCLEAR, "nuclear_device") if nuclear else (LAUNCH, earlier[-1].item)
    number = count(reading, phrase.first, phrase.last - 1, "test")
    return [Draft(kind, match.i, {"item": item, "actor": DPRK, "actor_id": DPRK} | number, verb=verb)]
