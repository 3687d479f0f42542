"""Words of attribution: whom a sentence names as the author of an attack ("linked to", "the work of", "is behind")."""

from __future__ import annotations

from orchestration.extraction.claim_types.cyber_parties import DEFINITE, NOBODY, Doer, listed, parties_in, remembered
from orchestration.extraction.claim_types.cyber_words import ACCUSING, ATTRIBUTING, DEEDS, PEOPLE, words
from orchestration.extraction.claim_types.who import Party, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.reading import Reading

_AUTHORS = words("authors")
_MARKS = words("marks")
_COMMITTING = words("light") | {"carry out"}
_POINTING_BACK = (
    ["on", "them"],
    ["to", "them"],
    ["on", "it"],
    ["to", "it"],
    ["it", "for"],
    ["it", "of"],
    ["them", "for"],
    ["them", "of"],
)
_HEDGES = {
    "may": "possible", "might": "possible", "could": "possible", "possibly": "possible", "perhaps": "possible",
    "believed": "alleged", "thought": "alleged", "suspected": "alleged", "alleged": "alleged", "accused": "alleged",
    "believe": "alleged", "believes": "alleged", "suspect": "alleged", "suspects": "alleged", "allege": "alleged",
    "likely": "estimated", "probably": "estimated", "see": "alleged", "sees": "alleged", "holds": "alleged",
    "hold": "alleged", "held": "alleged", "think": "alleged", "claims": "alleged", "claim": "alleged",
    "claimed": "alleged",
}  # fmt: skip


def said_at(reading: Reading, verb: Verb) -> int:
    """The token that an attribution is judged at: behind an active verb, where its subject is the source."""
    return verb.head if verb.passive else min(verb.last, len(reading.tokens) - 1)


def attributes(verb: Verb | None) -> bool:
    """Whether a verb says whose act something is."""
    return verb is not None and verb.lemma in ATTRIBUTING


def attributed_to(reading: Reading, first: int = 0, last: int | None = None) -> Doer:
    """Whom a sentence, or tokens `[first, last)` of it, names as the author: "linked to", "accused X of", "X is
    behind", "the work of X".
    """
    last = len(reading.tokens) if last is None else last
    for verb in reading.parse.verbs:
        if verb.lemma in ATTRIBUTING and not verb.negated and first <= verb.head < last:
            found = _named_by(reading, verb)
            if found:
                return Doer(found, "alleged", verb)
    for k in range(first, last):
        found, certainty = _author_at(reading, k)
        if found:
            return Doer(found, certainty)
    return NOBODY


def _named_by(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """The party that a verb of attribution names: behind it, or its subject where it is passive."""
    stop = next((k for k in range(verb.last, len(reading.tokens)) if reading.tokens[k].tag == "REL"), verb.last + 36)
    end = min(max(verb.last + 18, stop), verb.last + 36, len(reading.tokens))
    behind = parties_in(reading, verb.last, end)
    if verb.lemma in ACCUSING and verb.passive and verb.form == "finite" and verb.lemma != "blame":
        return _accused(reading, verb) or behind
    if behind:
        return behind
    if reading.words(verb.last, verb.last + 2) in _POINTING_BACK:
        return listed(remembered(reading))
    headline = verb.lemma in ACCUSING and reading.words(verb.last, verb.last + 1) in (["in"], ["of"], ["over"], ["for"])
    return _accused(reading, verb) if verb.passive or headline else ()


def _accused(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """The subject of a passive: "Lazarus has been blamed for", "the group was linked to"."""
    if verb.subject is None:
        return ()
    found = parties_in(reading, *verb.subject)
    definite = reading.tokens[verb.subject[0]].word in DEFINITE
    people = {singular(w) for w in reading.words(*verb.subject)} & (PEOPLE | {"it", "they"})
    return found or (listed(remembered(reading)) if people and (definite or people & {"it", "they"}) else ())


def _author_at(reading: Reading, k: int) -> tuple[tuple[Party, ...], str]:
    """The author that an expression at token `k` names, and how firmly."""
    tokens, word = reading.tokens, reading.tokens[k].word
    end = len(tokens)
    following = tokens[k + 1].word if k + 1 < end else ""
    if word in ("work", "handiwork", "doing", "brainchild", "product") and following == "of":
        return parties_in(reading, k, min(k + 9, end)), _firmness(reading, k)
    if word in _MARKS and following == "of" and tokens[k].tag == "N":
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("points", "pointed", "pointing", "point") and following in ("to", "at", "towards"):
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("ties", "links", "connections", "suspicion") and following in ("to", "with", "on"):
        subject = parties_in(reading, k, min(k + 6, end))
        return (subject, "alleged") if _of_the_attack(reading, k) else ((), "")
    if word == "links" and k and parties_in(reading, k - 2, k) and _of_the_attack(reading, k):
        return parties_in(reading, k - 2, k), "alleged"
    if word == "blame" and k and tokens[k - 1].word == "to":
        return parties_in(reading, max(k - 6, 0), k), "alleged"
    if word == "down" and following == "to":
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("it", "part") and k and tokens[k - 1].word in ("did", "carried", "taken", "took"):
        return parties_in(reading, max(k - 18, 0), k), _firmness(reading, k)
    if word == "by" and k and tokens[k - 1].tag.startswith(("V:ed", "V:part", "ADV")):
        verb = next((v for v in reading.parse.verbs if v.last == k and v.passive and v.lemma in _COMMITTING), None)
        return (parties_in(reading, k, min(k + 8, end)), _firmness(reading, k)) if verb is not None else ((), "")
    if word in _AUTHORS:
        before = parties_in(reading, max(k - 9, 0), k)
        if not before and {singular(w) for w in reading.words(max(k - 9, 0), k)} & PEOPLE:
            before = listed(remembered(reading))
        return before, _firmness(reading, k)
    return (), ""


def _of_the_attack(reading: Reading, k: int) -> bool:
    """Whether ties are said to be those of an attack or its authors, not of somebody to a state."""
    words = reading.words(max(k - 10, 0), k)
    return bool({*words, *map(singular, words)} & (DEEDS | PEOPLE | {"evidence", "analysis", "indications"}))


def _firmness(reading: Reading, k: int) -> str:
    clause = reading.parse.clauses[reading.parse.clause_at(k)]
    for word in reading.words(max(clause.first, k - 8), k):
        if word in _HEDGES:
            return _HEDGES[word]
    return "stated"
