"""`sanctions.measure`: sanctions as such, by the noun with an imposer or a verb of imposing; one draft an imposer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orchestration.extraction.claim_types.measure_grounds import (
    by_order,
    by_phrase,
    concerns_dprk,
    joined_start,
    note,
    only_wished,
    subjects,
)
from orchestration.extraction.claim_types.measure_words import (
    COMPOUND,
    ENDED,
    EVADE,
    FRESH,
    IMPOSE,
    PLAN,
    PLAN_NOUNS,
    TYPE,
    WATCH,
)
from orchestration.extraction.claim_types.who import imposers, or_nobody, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading


def sanctions(reading: Reading, match: Match) -> list[Draft]:
    """Claims of the noun "sanctions": one an imposer."""
    plain = singular(reading.tokens[match.i].word) == "measure" and not _against(reading, match.i)
    return list(_sanctions(reading, match.i)) if match.i not in reading.spent and not plain else []


def _against(reading: Reading, i: int) -> bool:
    """ "restrictive measures", "its autonomous measures": sanctions by another name."""
    return bool({"restrictive", "punitive", "autonomous"} & set(reading.words(max(i - 3, 0), i)))


def _sanctions(reading: Reading, i: int) -> Iterator[Draft]:
    tokens = reading.tokens
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    watched = reading.words(i + 1, i + 2) in (["monitoring"], ["monitors"], ["monitor"])
    if watched and reading.words(i + 2, i + 3) != []:
        return  # "the sanctions monitoring panel"
    dated = any(s.first == i + 1 for s in reading.times)
    if (
        following is not None
        and following.tag in ("N", "NAME")
        and singular(following.word) not in COMPOUND
        and not dated
    ):
        return
    phrase = reading.parse.phrase_at(i)
    first = joined_start(reading, phrase.first if phrase else i)
    verb = _verb_over(reading, first, i)
    if only_wished(reading, first, verb) or not concerns_dprk(reading, i) or _aims_at_person(reading, i):
        return
    actors = [p.value for p in imposers(reading, first, i)]
    imposed = verb is not None and verb.lemma in IMPOSE
    if not actors and imposed and verb is not None:
        actors = subjects(reading, verb)
    if not actors and verb is not None and verb.lemma in PLAN:
        actors = subjects(reading, verb)
    actors = actors or [p.value for p in by_phrase(reading, i)] or (by_order(reading) if imposed else [])
    fresh = any(t.word in FRESH for t in tokens[first:i])
    state = any(
        w in ("under", "subject", "face", "faces", "faced", "facing", "despite")
        for w in reading.words(first - 4, first)
    )
    if (
        not actors
        and not (imposed and concerns_dprk(reading, i))
        and not (fresh and state)
        and not _has_purpose(reading, i)
    ):
        return
    if verb is not None and verb.lemma in WATCH and verb.last <= first:
        return  # "the panel that watches the sanctions"
    if any(v.lemma == "fail" and 0 < v.head - i <= 3 for v in reading.parse.verbs):
        return  # what sanctions did not bring about is opinion
    if _evaded(reading, first, verb) and not _has_purpose(reading, i):
        return
    listed = _listed_subject(reading, i, verb) if state else None
    if listed is not None:
        for actor in or_nobody(actors):
            yield Draft(
                "sanctions.designation", i, listed | {"actor": actor, "actor_id": actor, "action": "listed"}, verb=verb
            )
        return
    slots: dict[str, Any] = {"measure": "regime", "target": DPRK, "target_id": DPRK}
    if _planned(reading, first, verb):
        slots["certainty"] = "planned"
    if verb is not None and verb.lemma in ENDED:
        slots["polarity"] = "affirmed" if verb.negated else "ceased"
    at, quote = i, None
    if (
        verb is not None
        and verb.first > i
        and any(reading.parse.clause_at(s.first) == verb.clause for s in reading.times)
    ):
        # "sanctions that were tightened in March": the time is the verb's
        at = verb.head
        quote = (reading.parse.clauses[reading.parse.clause_at(i)].first, reading.parse.clauses[verb.clause].last)
    note(reading, actors)
    for actor in or_nobody(actors):
        yield Draft(TYPE, at, slots | {"actor": actor, "actor_id": actor}, quote=quote, verb=verb)


def _listed_subject(reading: Reading, i: int, verb: Verb | None) -> dict[str, Any] | None:
    """ "Ocean Maritime Management has been under UN sanctions": a party under sanctions is a listed one."""
    subject = verb.subject if verb is not None else None
    if subject is None:
        return None
    named = [
        n
        for n in reading.entries(*subject, "party")
        if n.entry.subkind in ("company", "bank", "person", "group", "vessel", "agency")
    ]
    return {"target": reading.text(named[0].first, named[0].last), "target_id": named[0].entry.id} if named else None


def _verb_over(reading: Reading, first: int, i: int) -> Verb | None:
    """The verb that "sanctions" is the object or passive subject of, reduced forms ("sanctions imposed by …")
    included."""
    behind = next((v for v in reading.parse.verbs if 0 <= v.first - i <= 3 and (v.passive or v.form == "part")), None)
    if behind is not None and behind.lemma in IMPOSE:
        return behind
    before = [
        v
        for v in reading.parse.verbs
        if v.last <= first and reading.parse.clause_at(v.head) == reading.parse.clause_at(i)
    ]
    return before[-1] if before else behind


def _planned(reading: Reading, first: int, verb: Verb | None) -> bool:
    nouns = {singular(w) for w in reading.words(first - 4, first)}
    later = reading.words(first, min(first + 12, len(reading.tokens)))
    return bool(
        (verb is not None and verb.lemma in PLAN) or nouns & PLAN_NOUNS or ("under" in later and "discussion" in later)
    )


def _evaded(reading: Reading, first: int, verb: Verb | None) -> bool:
    nouns = set(reading.words(first - 3, first))
    return bool((verb is not None and verb.lemma in EVADE) or nouns & EVADE)


def _has_purpose(reading: Reading, i: int) -> bool:
    """ "sanctions designed to restrict …": what hangs on the noun says what they do."""
    return any(w in ("designed", "aimed", "meant", "intended") for w in reading.words(i + 1, i + 3))


def _aims_at_person(reading: Reading, i: int) -> bool:
    """ "sanctions on its leader": the listing of a person or body, which is a designation."""
    end = min(i + 9, len(reading.tokens))
    for k in range(i + 1, end):
        if reading.tokens[k].word in ("on", "against", "targeting"):
            return any(
                n.entry.subkind in ("person", "company", "bank", "group", "mixer", "agency")
                for n in reading.entries(k, end, "party")
            ) or any(
                w in ("mr", "mr.", "individuals", "officials", "entities", "companies", "leader")
                for w in reading.words(k, end)
            )
    return False
