"""Who did what a text has told ("BAE Systems attributes the break-in to Lazarus"), whose ways an attack resembles, and
what the accused deny. Such claims take their victim from the attack that they point back to.
"""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.cyber_attack import each_party
from orchestration.extraction.claim_types.cyber_blame import attributed_to, said_at
from orchestration.extraction.claim_types.cyber_parties import Doer, base, parties_in
from orchestration.extraction.claim_types.cyber_slots import cyber_context, technical
from orchestration.extraction.claim_types.cyber_words import (
    ACCUSING,
    ATTACKS,
    ATTRIBUTING,
    DEEDS,
    OPERATION,
    THEFT,
    words,
)
from orchestration.extraction.claim_types.who import groups, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_REACH = 3  # sentences over which "it" or a short accusation points back to an attack
_LONG_REACH = 12  # sentences over which "the theft", "the attack" does
_CHARGES = words("charges")
_LIES = words("lies")
_NAMING = ("describe", "call", "slam", "brand")
_DEEDS = DEEDS - {"that", "which"}


def told_now(reading: Reading) -> bool:
    """Whether this sentence has told of an attack already: its author was kept at that moment."""
    return reading.discourse.cyber_actor_at == reading.discourse.at


def attribution(reading: Reading, match: Match) -> list[Draft]:
    """ "the campaign is attributed to APT43", "investigators suspect North Korea", "Lazarus did it"."""
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    again = told_now(reading)  # then only a clause of its own adds something
    if match.i in reading.spent or (again and any(clause.first <= k < clause.last for k in reading.spent)):
        return []
    doer = attributed_to(reading, clause.first, clause.last) if again else attributed_to(reading)
    if doer.party is None or (again and not _definite_event(reading)):
        return []
    event = _event_words(reading, doer) & (ATTACKS | _DEEDS)
    told = _attack_told(reading, bool(event) and _definite_event(reading))
    if told is not None and event and _known_author(reading, doer):
        return []
    if told is None and not _of_a_deed(reading, match, doer):
        return []
    if told is not None and not (event or _points_back(reading, doer)):
        return []
    kind, slots = told or (OPERATION, {})
    verb = doer.by or match.verb
    at = said_at(reading, doer.by) if doer.by is not None else match.i
    return each_party(doer, Draft(kind, at, slots | base(reading, doer), verb=verb))


def _event_words(reading: Reading, doer: Doer) -> set[str]:
    """The words of what is attributed: the object or passive subject of the verb, else the whole sentence."""
    verb = doer.by
    if verb is None:
        return {singular(t.word) for t in reading.tokens}
    told = verb.subject if verb.passive or verb.form == "part" else verb.object
    span = told or (verb.first, verb.last)
    return (
        {singular(w) for w in reading.words(*span)} | {singular(w) for w in reading.words(verb.last, verb.last + 14)}
        if verb.lemma in ACCUSING
        else {singular(w) for w in reading.words(*span)}
    )


def _known_author(reading: Reading, doer: Doer) -> bool:
    """Whether the attack meant has been told with this author, so that saying so again adds nothing."""
    told = reading.discourse.accused
    if told is None or doer.party is None or not doer.alleged:
        return False
    single = "these" not in reading.words(0, len(reading.tokens))
    return single and told[1].get("actor") == doer.party.value and told[1].get("polarity") != "denied"


def _attack_told(reading: Reading, definite: bool) -> tuple[str, dict[str, Any]] | None:
    """The type and victim of the attack that the text told last, where it is near enough to be meant."""
    told = reading.discourse.accused
    if told is None or reading.discourse.at - told[2] > (_LONG_REACH if definite else _REACH):
        return None
    return told[0], {k: v for k, v in told[1].items() if k in ("item", "target", "target_id")}


def _definite_event(reading: Reading) -> bool:
    """Whether a sentence speaks of "the theft", "this attack", "both raids"."""
    return any(
        t.word in ("the", "this", "that", "these", "those", "both")
        and bool({singular(w) for w in reading.words(k + 1, k + 5)} & (ATTACKS | _DEEDS))
        for k, t in enumerate(reading.tokens)
    )


def _points_back(reading: Reading, doer: Doer) -> bool:
    """ "links it to", "is behind it", "did it", or nothing but the accused: what is meant has just been told."""
    tokens = reading.tokens
    pronoun = any(
        (
            t.word in ("it", "them", "this")
            and k
            and tokens[k - 1].word in ("behind", "for", "did", "out", "carried", "in")
        )
        or (t.word in ("it", "them", "this") and k and tokens[k - 1].lemma in ATTRIBUTING)
        for k, t in enumerate(tokens)
    )
    blamed = doer.by is not None and doer.by.passive and doer.by.lemma in ACCUSING
    return pronoun or blamed or len(tokens) <= 12


def _of_a_deed(reading: Reading, match: Match, doer: Doer) -> bool:
    """Whether what is attributed is a campaign, malware and the like."""
    verb = doer.by
    if not (technical(reading) or cyber_context(reading)):
        return False
    if verb is None:
        return match.form == "phrase" and bool({singular(t.word) for t in reading.tokens[: match.i]} & _DEEDS)
    told = verb.subject if verb.passive or verb.form == "part" else verb.object
    found = {singular(w) for w in reading.words(*told)} if told else set()
    return bool(found & (DEEDS | {"it", "package", "cluster", "infrastructure", "one"}))


def resembles(reading: Reading, match: Match) -> list[Draft]:
    """ "match the playbook of Kimsuky", "overlaps with Lazarus": an attribution by likeness."""
    verb = match.verb
    if verb is None or verb.negated or told_now(reading) or not cyber_context(reading):
        return []
    named = groups(reading, verb.last, len(reading.tokens))
    subject = {singular(w) for w in reading.words(*verb.subject)} if verb.subject else set()
    if not named or not subject & (DEEDS | {"infrastructure", "technique", "tactic", "method", "ttp", "code"}):
        return []
    return [Draft(OPERATION, match.i, base(reading, Doer((named[0],), "alleged")), verb=verb)]


def denial(reading: Reading, match: Match) -> list[Draft]:
    """ "North Korea denied the accusation", "called the finding a fabrication", "had nothing to do with it": what it
    was last accused of, denied.
    """
    accused = reading.discourse.accused
    if accused is None or reading.discourse.at - accused[2] > _REACH or match.i in reading.spent:
        return []
    if match.form == "phrase":
        clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
        denied = bool(parties_in(reading, clause.first, match.i)) or "it" in reading.words(clause.first, match.i)
    else:
        denied = match.verb is not None and _rejects(reading, match.verb)
    if not denied:
        return []
    slots = {k: v for k, v in accused[1].items() if k in ("actor", "actor_id", "target", "target_id", "item")}
    slots.setdefault("actor", DPRK)
    slots |= {"polarity": "denied", "denial_kind": "denial", "certainty": "stated", "asserted_by": DPRK}
    if accused[0] == THEFT:
        slots |= {k: accused[1][k] for k in ("amount", "currency", "amount_modifier") if k in accused[1]}
    reading.spent.update(v.head for v in reading.parse.verbs)
    return [Draft(accused[0], match.i, slots, verb=match.verb)]


def _rejects(reading: Reading, verb: Verb) -> bool:
    """Whether the DPRK rejects a charge that is told elsewhere, not one that the same clause spells out."""
    if verb.object is None or verb.subject is None or reading.state_in(*verb.subject) != DPRK:
        return False
    phrase = reading.parse.next_phrase(*verb.object)
    if phrase is None or singular(reading.tokens[phrase.head].word) not in _CHARGES:
        return False
    if reading.words(phrase.head + 1, phrase.head + 2) == ["that"]:
        return False
    return verb.lemma not in _NAMING or bool(set(reading.words(verb.last, len(reading.tokens))) & _LIES)
