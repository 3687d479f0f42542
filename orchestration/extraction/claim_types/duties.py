"""`sanctions.measure`: what a text orders ("shall not supply", "may not exceed"), and what it exempts."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.measure_grounds import by_resolution, last_imposer, near_dprk, subjects
from orchestration.extraction.claim_types.measure_kinds import Reach, goods_in, measures
from orchestration.extraction.claim_types.measure_words import (
    COMMANDS,
    COUNCIL,
    EXEMPTING,
    FINANCE,
    LAW,
    PEOPLE,
    TESTS,
    TYPE,
)
from orchestration.extraction.claim_types.who import imposers, or_nobody, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading


def duty(reading: Reading, match: Match) -> list[Draft]:
    """What states or the DPRK "shall not supply", "must prevent", "may not exceed": orders of a resolution's text."""
    verb = match.verb
    if verb is None or match.i in reading.spent or not near_dprk(reading):
        return []
    ordered = _ordered_by(reading, verb)
    modal = _modal(reading, verb) or ("shall" if ordered is not None else "")
    nor = reading.tokens[0].word in ("nor", "neither")
    negated = verb.negated or "not" in reading.words(verb.first, verb.last) or nor
    kind = _duty_kind(reading, verb, negated)
    demanded = reading.tokens[0].word in ("demands", "decides")
    if not (modal in ("shall", "must", "may", "should") or demanded) or kind is None:
        return []
    clause = reading.parse.clauses[verb.clause]
    subject = verb.subject or (clause.first, verb.first)
    first = 0 if nor else min(subject[0], verb.first)
    actors = ordered or last_imposer(reading) or _of_council(reading, verb)
    reach = Reach(first, max(clause.last, verb.last), actors)
    if kind == "labour":
        slots = {
            "measure": "labour_ban",
            "item": "labour",
            "target": DPRK,
            "target_id": DPRK,
            "polarity": "affirmed",
            "certainty": "stated",
        }
        return [Draft(TYPE, match.i, slots | {"actor": a, "actor_id": a}, verb=verb) for a in or_nobody(reach.actors)]
    reading.spent.update(v.head for v in reading.parse.verbs if v.clause == verb.clause)
    made = list(measures(reading, match.i, verb, kind, reach))
    for draft in made:
        draft.slots |= {"polarity": "affirmed", "certainty": "stated"}
    return made


def _ordered_by(reading: Reading, verb: Verb) -> list[str] | None:
    """Who orders by a verb over the infinitive ("requires states to inspect"); None where nothing orders it."""
    governor = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if verb.form != "inf" or governor is None or governor.lemma not in COMMANDS or governor.negated:
        return None
    named = subjects(reading, governor)
    lawful = governor.subject is not None and any(singular(w) in LAW for w in reading.words(*governor.subject))
    if not named and not lawful and governor.subject is not None and reading.words(*governor.subject) != ["it"]:
        return None
    return named or by_resolution(reading) or last_imposer(reading)


def _of_council(reading: Reading, verb: Verb) -> list[str]:
    """The Council, for a text that orders in its words: "Decides that …", "Member States shall …"."""
    opener = reading.tokens[0].word
    by_act = opener in ("decides", "demands", "reaffirms", "affirms") or "resolution" in reading.words(0, verb.first)
    subject = reading.words(*verb.subject) if verb.subject else []
    return [COUNCIL] if by_act or (verb.modal == "shall" and subject[-1:] == ["states"]) else []


def _modal(reading: Reading, verb: Verb) -> str:
    """The modal over a verb, also where it stands before the subject ("nor may machinery be sold")."""
    if verb.modal:
        return verb.modal
    return next((t.word for t in reading.tokens[max(verb.first - 10, 0) : verb.first] if t.tag == "MODAL"), "")


def _duty_kind(reading: Reading, verb: Verb, negated: bool) -> str | None:
    words = {singular(t.word) for t in reading.tokens}
    if words & (PEOPLE | {"korean"}) and (
        verb.lemma in ("repatriate", "return", "send", "expel")
        or (verb.lemma == "issue" and words & {"permit", "authorization"})
    ):
        return "labour"
    if verb.lemma == "exceed":
        return "cap" if negated else None
    if verb.lemma in ("conduct", "carry", "carry out"):
        return "ban" if negated and words & TESTS else None
    if verb.lemma in ("prevent", "refuse", "deny", "prohibit", "close", "shut", "ban"):
        return None if negated else "ban"
    if verb.lemma == "freeze":
        return "freeze"
    if verb.lemma == "limit":
        return "ban" if words & FINANCE else "cap"
    return (
        "ban"
        if negated
        and verb.lemma
        in ("supply", "sell", "transfer", "export", "import", "procure", "provide", "purchase", "buy", "acquire")
        else None
    )


def exemption(reading: Reading, match: Match) -> list[Draft]:
    """ "Coal sold for livelihood purposes is exempt": goods left out of a ban."""
    if match.i in reading.spent or not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near):
        return []
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    goods = goods_in(reading, clause.first, min(match.i, clause.last)) or goods_in(reading, clause.first, clause.last)
    made = []
    for item in goods:
        for actor in or_nobody(last_imposer(reading)):
            slots = {
                "measure": "exemption",
                "item": item,
                "actor": actor,
                "actor_id": actor,
                "target": DPRK,
                "target_id": DPRK,
            }
            made.append(Draft(TYPE, match.i, slots, verb=match.verb))
    return made


def inspection(reading: Reading, match: Match) -> list[Draft]:
    """ "All cargo must be inspected": a duty to inspect is a restriction on shipping."""
    verb, tokens = match.verb, reading.tokens
    words = {singular(t.word) for t in tokens}
    ordered = _ordered_by(reading, verb) if verb is not None else None
    duty = verb is not None and (
        verb.modal in ("must", "shall", "should")
        or "had" in reading.words(verb.first - 3, verb.first)
        or ordered is not None
    )
    if (
        not duty
        or not words & {"cargo", "shipment", "vessel", "ship"}
        or not (reading.names_dprk(0, len(tokens)) or reading.discourse.near)
    ):
        return []
    slots: dict[str, Any] = {
        "measure": "shipping_restriction",
        "target": DPRK,
        "target_id": DPRK,
        "measure_detail": "inspection",
    }
    if ordered:
        slots |= {"actor": ordered[0], "actor_id": ordered[0]}
    elif verb is not None and verb.modal and reading.discourse.at - reading.discourse.imposer_at <= 6:
        slots |= {"actor": reading.discourse.imposer, "actor_id": reading.discourse.imposer}
    return [Draft(TYPE, match.i, slots, verb=verb)]


def relief(reading: Reading, match: Match) -> list[Draft]:
    """ "granted an exemption from the sanctions": aid or a project let through."""
    verb, tokens = match.verb, reading.tokens
    words = {singular(t.word) for t in tokens}
    if match.i in reading.spent or verb is None or verb.lemma not in EXEMPTING or not words & {"sanction", "ban"}:
        return []
    if not near_dprk(reading):
        return []
    giver = verb.lemma in ("grant", "approve", "issue", "give", "allow", "permit")
    subject = verb.subject if giver and not verb.passive else None
    named = [p.value for p in imposers(reading, *subject, committee=True)] if subject else []
    if not named and subject and reading.words(*subject)[-1:] == ["committee"]:
        named = ["un_1718_committee"]
    last = next((v.first for v in reading.parse.verbs if v.first > match.i), len(tokens))
    goods = goods_in(reading, match.i, last)
    reading.spent.update(k for k in range(len(tokens)) if singular(tokens[k].word) == "sanction")
    slots: dict[str, Any] = {"measure": "exemption", "target": DPRK, "target_id": DPRK}
    return [
        Draft(TYPE, match.i, slots | {"item": item, "actor": actor, "actor_id": actor}, verb=verb)
        for item in or_nobody(goods)
        for actor in or_nobody(named)
    ]
