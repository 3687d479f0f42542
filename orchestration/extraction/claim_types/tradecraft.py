"""`finance.cyber_operation` told by what the hackers do ("deploys a backdoor", "posed as recruiters"), by what a
statement condemns ("the DPRK's malicious cyber activities").
"""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import count_slots
from orchestration.extraction.claim_types.cyber_parties import Doer, base, parties_in, remember, remembered
from orchestration.extraction.claim_types.cyber_slots import (
    campaign_named,
    is_question,
    list_end,
    target_slots,
    technical,
    victims_counted,
)
from orchestration.extraction.claim_types.cyber_words import DEEDS, HACKERS, OPERATION, VICTIMS
from orchestration.extraction.claim_types.who import Party, dprk_actor, groups, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.reading import Reading

_PEOPLE = HACKERS - {"they", "it", "who", "which", "agent", "army", "unit", "team"}
_ACTORS = _PEOPLE | DEEDS - {"that", "which"}
_MEANT = (HACKERS - {"it", "they", "who", "which", "he", "she", "two", "three", "agent", "arm"}) | {
    "campaign",
    "wave",
    "operation",
}
_BAD = frozenset(["malicious", "trojanized", "trojanised", "poisoned", "fake", "rogue", "infected", "booby-trapped"])
_NEAR = 4  # sentences over which "the group" is the hackers told of
_OTHERS = frozenset(["china", "russia", "iran", "pakistan", "vietnam"])
_CYBER_KINDS = frozenset(["cyber", "cyber-enabled", "hacking", "cyberattack", "ransomware", "malicious"])


def technique(reading: Reading, match: Match) -> list[Draft]:
    """A technical act of DPRK hackers; one claim a sentence, since the rest of it tells how."""
    verb = match.verb
    if verb is None or verb.negated or match.i in reading.spent or _told(reading):
        return []
    if is_question(reading):
        return []
    party = _agent(reading, verb) if verb.passive else _hackers(reading, verb)
    if party is None or not technical(reading):
        party = _by_their_ways(reading, verb) if verb.passive else None
    if party is None:
        return []
    target, counted = _targeted(reading, verb), _packages(reading)
    if party.at < 0 and target is None and not counted:
        return []  # how hackers that have been told of went about it
    slots = base(reading, Doer((party,))) | target_slots(reading, target)
    slots |= counted or victims_counted(reading, target)
    draft = Draft(OPERATION, match.i, slots | campaign_named(reading), verb=verb)
    remember(reading, draft)
    return [draft]


def packages(reading: Reading, match: Match) -> list[Draft]:
    """ "researchers found 192 malicious packages": a count of what hackers that the text is about have put out."""
    phrase = reading.parse.phrase_at(match.i)
    counted = _packages(reading)
    bad = phrase is not None and set(reading.words(phrase.first, phrase.last)) & _BAD
    if _told(reading) or not bad or not counted or match.i in reading.spent:
        return []
    found = parties_in(reading, 0, len(reading.tokens))
    near = reading.discourse.at - reading.discourse.cyber_actor_at <= _NEAR
    someone = remembered(reading) if near else None
    doer = Doer(found or ((someone,) if someone else ()))
    if doer.party is None:
        return []
    return [Draft(OPERATION, match.i, base(reading, doer) | counted | campaign_named(reading), verb=match.verb)]


def _packages(reading: Reading) -> dict[str, Any]:
    """How many packages, extensions and the like a sentence counts."""
    for number in reading.numbers:
        after = [singular(w) for w in reading.words(number.last, number.last + 5)]
        if not number.ordinal and set(after) & {"package", "extension"}:
            return count_slots(number, "package")
    return {}


def _by_their_ways(reading: Reading, verb: Verb) -> Party | None:
    """ "the tactic has been used against journalists": whose tactic it is has been told."""
    if verb.subject is None or _targeted(reading, verb) is None:
        return None
    subject = reading.words(*verb.subject)
    if subject[:1] in (["the"], ["this"]) and {singular(w) for w in subject} & (
        DEEDS | {"tactic", "technique", "method"}
    ):
        return remembered(reading)
    return None


def _told(reading: Reading) -> bool:
    """Whether this sentence has told of an attack already: its author was kept at that moment."""
    return reading.discourse.cyber_actor_at == reading.discourse.at


def _agent(reading: Reading, verb: Verb) -> Party | None:
    """Behind "by", whole lists too ("by at least 11 groups, including APT37 and Konni")."""
    by = next(
        (k for k in range(verb.last, min(verb.last + 3, len(reading.tokens))) if reading.tokens[k].word == "by"), None
    )
    if by is None:
        return None
    following = [v.first for v in reading.parse.verbs if v.first > by and v.form == "finite"]
    return _people(reading, by + 1, min(following, default=len(reading.tokens)))


def _hackers(reading: Reading, verb: Verb) -> Party | None:
    """The subject of the verb, or of the one that it hangs on, where it is a group, hackers or their campaign."""
    current: Verb | None = verb
    for _ in range(4):
        if current is None:
            return None
        if current.subject is not None and (not current.passive or current is not verb):
            first = _subject_start(reading, current)
            return _people(reading, first, max(current.first, current.subject[1])) or _meant(reading, current.subject)
        current = reading.parse.verbs[current.governor] if current.governor is not None else None
    return None


def _meant(reading: Reading, subject: tuple[int, int]) -> Party | None:
    """ "the latest attack wave", "the group": hackers that the text has just told of, by a definite subject."""
    words = reading.words(*subject)
    definite = words[:1] in (["the"], ["this"], ["these"])
    near = reading.discourse.at - reading.discourse.cyber_actor_at <= _NEAR
    head = singular(words[-1]) if words else ""
    return remembered(reading) if definite and near and head in _MEANT else None


def _subject_start(reading: Reading, verb: Verb) -> int:
    """A subject that is a list ("groups from North Korea, Iran and China") begins where its clause does."""
    subject = verb.subject or (verb.first, verb.first)
    clause = reading.parse.clauses[verb.clause]
    between = [v for v in reading.parse.verbs if clause.first <= v.first < subject[0] and v.form == "finite"]
    return subject[0] if between else min(clause.first, subject[0])


def _people(reading: Reading, first: int, last: int) -> Party | None:
    words = [singular(w) for w in reading.words(first, last)]
    linked = any(w.endswith(("-linked", "-nexus", "-backed")) and w.split("-")[0] in _OTHERS for w in words)
    named = groups(reading, first, last)
    if named or linked:
        return None if linked else named[0]
    return dprk_actor(reading, first, last) if set(words) & _ACTORS else None


def _targeted(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """Who stands behind "against" or "targeting"."""
    if verb.lemma in ("send", "deliver", "distribute", "mail"):
        sent = next((p for p in reading.parse.phrases if verb.last < p.first <= verb.last + 8 and p.prep == "to"), None)
        if sent is not None and singular(reading.tokens[sent.head].word) in VICTIMS:
            return sent.first, list_end(reading, sent)
    aimed = next((k for k in range(1, verb.first) if reading.words(k - 1, k + 1) == ["aimed", "at"]), None)
    for k in (*((aimed,) if aimed else ()), *range(verb.last, len(reading.tokens) - 1)):
        if k == aimed or reading.tokens[k].word in ("against", "targeting", "target"):
            phrase = reading.parse.next_phrase(k + 1, min(k + 5, len(reading.tokens)))
            return (phrase.first, list_end(reading, phrase)) if phrase else None
    return None


def condemned(reading: Reading, match: Match) -> list[Draft]:
    """ "the DPRK's malicious cyber activities", "cyber threats from the DPRK": the practice as such."""
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or match.i in reading.spent or _told(reading):
        return []
    if not {part for w in reading.words(phrase.first, match.i) for part in (w, *w.split("-"))} & _CYBER_KINDS:
        return []
    if "threat" in reading.words(phrase.first - 3, phrase.first) or phrase.prep in ("on", "about", "regarding"):
        return []  # what talks are about is not said to be done
    party = _owner(reading, phrase, match)
    if party is None:
        return []
    whole = (0, len(reading.tokens))  # what is condemned and what is done about it belong together
    return [Draft(OPERATION, match.i, base(reading, Doer((party,))), quote=whole, verb=match.verb)]


def _owner(reading: Reading, phrase: Phrase, match: Match) -> Party | None:
    """Whose activities they are: in the phrase, behind it, or the owner of the list that it stands in."""
    inside = dprk_actor(reading, phrase.first, match.i)
    if inside is not None:
        return inside
    if reading.words(match.last, match.last + 1) in (["from"], ["by"], ["of"]):
        after = reading.parse.next_phrase(match.last + 1, min(match.last + 4, len(reading.tokens)))
        return dprk_actor(reading, after.first, list_end(reading, after)) if after is not None else None
    if reading.words(phrase.first - 1, phrase.first) in ([","], ["and"]):
        before = reading.parse.phrase_at(phrase.first - 2)
        joined = dprk_actor(reading, before.first, before.last) if before is not None else None
        if joined is not None:
            return joined
        for k in range(phrase.first - 1, max(phrase.first - 14, 0), -1):
            if reading.tokens[k].tag == "POSS":
                return dprk_actor(reading, max(k - 3, 0), k)
    return None
