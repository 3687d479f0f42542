"""`sanctions.measure`: bans, caps and freezes by words of prohibition ("banned", "a ban on", "capped", "frozen")."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.claim_types.measure_grounds import (
    authors,
    by_order,
    by_phrase,
    by_resolution,
    concerns_dprk,
    council_text,
    last_imposer,
    near_dprk,
    only_wished,
    subjects,
    whole_subject,
)
from orchestration.extraction.claim_types.measure_kinds import Reach, measures
from orchestration.extraction.claim_types.measure_words import ENDED, IMPOSE, LAW, WISH
from orchestration.extraction.claim_types.who import imposers, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.reading import Reading


def banning(reading: Reading, match: Match) -> list[Draft]:
    """Claims of a word of prohibition; the frame's option `kind` says which (ban, cap, freeze, suspend)."""
    concerns = concerns_dprk(reading, match.i) if match.form == "noun" else near_dprk(reading)
    if match.i in reading.spent or not concerns:
        return []
    kind = str(match.options["kind"])
    if match.form == "noun":
        return list(_ban_noun(reading, match.i, kind))
    reach = _reach_of_verb(reading, match.verb) if match.verb else None
    return list(measures(reading, match.i, match.verb, kind, reach)) if reach else []


def _reach_of_verb(reading: Reading, verb: Verb) -> Reach | None:
    """What a verb prohibits and who prohibits it; None where neither a state nor a law is behind it."""
    clause = reading.parse.clauses[verb.clause]
    if verb.passive or verb.form == "part":
        subject = verb.subject or (clause.first, verb.first)
        last = _end_of_reach(reading, verb)
        actors = [p.value for p in by_phrase(reading, verb.last - 1)] or authors(reading, verb.last, last)
        actors = actors or authors(reading, clause.first, subject[0]) or by_order(reading) or by_resolution(reading)
        if not actors and verb.lemma != "freeze":
            actors = last_imposer(reading)
        first = 0 if verb.lemma == "block" else min(subject[0], verb.first)  # "Property of … that is … is blocked"
        return Reach(first, last, actors)
    subject_range = whole_subject(reading, verb.subject) if verb.subject else None
    if subject_range is not None and reading.words(*subject_range) == ["it"]:
        found = last_imposer(reading) if verb.modal else []  # "said it would bar": who speaks is who acts
        found = [p.value for p in imposers(reading, 0, subject_range[0])][-1:] or found
        return Reach(verb.last, _end_of_reach(reading, verb), found) if found else None
    actors = [p.value for p in imposers(reading, *subject_range)] if subject_range else []
    lawful = subject_range is not None and any(singular(w) in LAW for w in reading.words(*subject_range))
    if lawful and not actors and subject_range is not None:
        actors = authors(reading, subject_range[0], subject_range[1]) or council_text(reading, *subject_range)
    if lawful and not actors:
        actors = by_order(reading) or by_resolution(reading)
    if not actors and not lawful:
        return None
    return Reach(verb.last, _end_of_reach(reading, verb), actors)


def _end_of_reach(reading: Reading, verb: Verb) -> int:
    """A prohibition reaches to the next finite verb that is not its own, infinitives and gerunds included."""
    beside = {"ban", "bar", "freeze", "cap", "forbid", "prohibit", "limit", "close", "require", "impose"}
    following = next(
        (
            v
            for v in reading.parse.verbs
            if v.first >= verb.last
            and (v.form == "finite" or (v.form == "inf" and v.lemma in beside and v.governor is None))
        ),
        None,
    )
    return following.first if following else len(reading.tokens)


def _ban_noun(reading: Reading, i: int, kind: str) -> Iterator[Draft]:
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(i)
    if phrase is None:
        return
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    verb = reading.parse.governing_verb(i)
    if verb is not None and verb.first > i and verb.lemma in WISH:
        verb = next((v for v in reversed(reading.parse.verbs) if v.last <= phrase.first), None)  # "ban on port calls"
    before = [p.value for p in imposers(reading, phrase.first, i)]
    imposing = verb is not None and (
        verb.lemma in IMPOSE or verb.lemma in ("violate", "include", "contain", "consist", "comprise")
    )
    if not before and not imposing and following not in ("on", "against", "of"):
        return
    actors = (
        before
        or (subjects(reading, verb) if verb is not None and imposing else [])
        or [p.value for p in by_phrase(reading, i)]
    )
    last = len(tokens)
    stop = next((v.first for v in reading.parse.verbs if v.first > i and v.form == "finite"), last)
    if only_wished(reading, phrase.first, verb):
        if verb is None or verb.lemma != "call":
            return
        for draft in measures(reading, i, verb, kind, Reach(phrase.first, stop, subjects(reading, verb))):
            draft.slots["certainty"] = "planned"
            yield draft
        return
    first = phrase.first
    if following not in ("on", "against", "of") and verb is not None:
        first = min(first, verb.last)  # "places heavy weapons under an embargo"
    named = actors or (council_text(reading, 0, first) if imposing else by_resolution(reading))
    for draft in measures(reading, i, verb, kind, Reach(first, stop, named)):
        if verb is not None and verb.lemma in ENDED:
            draft.slots["polarity"] = "affirmed" if verb.negated else "ceased"
        yield draft
