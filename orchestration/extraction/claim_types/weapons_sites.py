"""Reactors, enrichment plants and test grounds: what is said to go on at them, or to have ended there."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import about_dprk, actor_of
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

CAPABILITY = "weapons.capability"
_FISSILE = frozenset(
    [
        *[
            "reactor",
            "reactors",
            "centrifuge",
            "centrifuges",
            "enrichment",
            "reprocessing",
            "radiochemical",
            "plutonium",
        ],
        *["uranium", "rods"],
    ]
)
_GROUNDS = frozenset({"test", "testing", "tunnel", "tunnels"})
_PLACES = frozenset({"site", "ground", "grounds", "tunnel", "tunnels", "facility", "facilities", "complex", "portal"})
_GOES_ON = frozenset(
    [
        *["operate", "run", "restart", "resume", "remain", "continue", "build", "expand", "complete", "reactivate"],
        *["refurbish", "restore", "repair", "dig", "excavate", "produce", "yield", "work", "start", "begin", "enlarge"],
        *[
            "prepare",
            "ready",
            "go",
            "house",
            "separate",
            "enrich",
            "construct",
            "finish",
            "upgrade",
            "maintain",
            "show",
        ],
        *["install", "add", "use", "observe", "see", "detect", "increase", "reopen", "reprocess", "rebuild", "visit"],
        *["walk", "inspect"],
    ]
)
_ENDED = frozenset(
    ["dismantle", "demolish", "blow up", "topple", "destroy", "close", "disable", "shut", "halt", "stop"]
)
_WORK = frozenset(
    [
        *[
            "activity",
            "activities",
            "construction",
            "work",
            "operation",
            "operations",
            "digging",
            "excavation",
            "tunneling",
        ],
        *["tunnelling", "preparation", "preparations", "restoration", "expansion", "movement", "movements", "repairs"],
    ]
)
_STATES = frozenset({"active", "operational", "ready", "running", "operating", "prepared", "complete"})
_IN_STATE = frozenset({"operation", "use", "construction", "service"})


def site(reading: Reading, match: Match) -> list[Draft]:
    """ "the reactor at Yongbyon is running", "blew up the tunnels": at most one claim a clause."""
    phrase = reading.parse.phrase_at(match.i)
    item = _item(reading, match.i, phrase)
    if phrase is None or item is None or match.i in reading.spent:
        return []
    verb = reading.parse.governing_verb(match.i)
    if verb is None or verb.head in reading.spent or not _said_of(reading, verb, phrase):
        return []
    actor = actor_of(reading, None, phrase, noun=True)
    if not about_dprk(reading, actor) or _elsewhere(reading):
        return []
    reading.spent.update((verb.head, match.i, *range(phrase.first, phrase.last)))
    slots: dict[str, Any] = {"item": item, "actor": DPRK, "actor_id": DPRK}
    slots["ability"] = "produce" if item == "fissile_material" else "site"
    if verb.lemma in _ENDED and not verb.negated:
        slots["polarity"] = "ceased"
    place = next((n for n in reading.entries(0, len(reading.tokens), "place") if _holds(n.entry.subkind)), None)
    if place is not None:
        slots["place"] = place.entry.id
    return [Draft(CAPABILITY, verb.head, slots, verb=verb)]


def _holds(subkind: str) -> bool:
    return subkind in ("nuclear_site", "test_site")


def _item(reading: Reading, i: int, phrase: Phrase | None) -> str | None:
    """What a site stands for: fissile material for reactors and enrichment, else the nuclear programme."""
    if phrase is None:
        return None
    words = set(reading.words(phrase.first, phrase.last))
    if words & _FISSILE:
        return "fissile_material"
    places = {n.entry.subkind for n in reading.entries(phrase.first, phrase.last, "place")}
    behind = reading.parse.phrase_at(phrase.last + 1)
    if behind is not None and behind.prep in ("at", "of", "in"):
        places |= {n.entry.subkind for n in reading.entries(behind.first, behind.last, "place")}
    ground = bool(words & _PLACES) and bool(words & (_GROUNDS | {"nuclear", "atomic"}))
    if "test_site" in places or "nuclear_site" in places or ground:
        return "nuclear_programme"
    return None


def _said_of(reading: Reading, verb: Verb, phrase: Phrase) -> bool:
    """Whether the verb tells of the site's state, or of work there."""
    if verb.lemma in _ENDED:
        return (verb.object is not None and verb.object[0] <= phrase.first < verb.object[1]) or verb.passive
    behind = reading.words(verb.last, verb.last + 3)
    if verb.lemma == "be":
        return bool(set(behind) & _STATES) or ((bool(set(behind) & _IN_STATE) and "in" in behind) or "under" in behind)
    around = set(reading.words(max(phrase.first - 5, 0), phrase.last + 6))
    beside = phrase.prep == "to" and reading.words(max(phrase.first - 2, 0), phrase.first - 1) in (["next"], ["close"])
    if beside or phrase.prep in ("at", "of", "in", "near", "from", "for", "inside"):
        return bool(around & _WORK) or (bool(set(reading.words(phrase.first, phrase.last)) & _FISSILE) and _works(verb))
    return _works(verb)


def _works(verb: Verb) -> bool:
    return verb.lemma in _GOES_ON


def _elsewhere(reading: Reading) -> bool:
    """A sentence on another state's plants."""
    states = {n.entry.id for n in reading.entries(0, len(reading.tokens), "party") if n.entry.subkind == "state"}
    return bool(states & {"IR", "PK", "SY", "IN"})
