"""`finance.cyber_theft` told from the victims' side ("lost $60 million"), or as a sum of many thefts."""

from __future__ import annotations

from orchestration.extraction.claim_types.common import money_slots
from orchestration.extraction.claim_types.cyber_blame import attributed_to
from orchestration.extraction.claim_types.cyber_parties import Doer, base, parties_in, remember, remembered
from orchestration.extraction.claim_types.cyber_slots import (
    asset_around,
    asset_taken,
    behind,
    cyber_context,
    known_victim,
    named_victim,
    spend_clauses,
    target_slots,
    victims_counted,
)
from orchestration.extraction.claim_types.cyber_theft import antecedent_sum
from orchestration.extraction.claim_types.cyber_words import HACKERS, PEOPLE, THEFT, THEFTS
from orchestration.extraction.claim_types.who import singular
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.reading import Reading

_UNDONE = ("recover", "return", "seize", "freeze", "launder", "block", "refund")
_STOLEN = THEFTS | {"loss", "stolen", "stole", "hack", "loot", "haul", "hacker", "cybertheft", "steal"}
_POINTING = ("the", "that", "this", "its", "their", "his")
_REACH = 2  # sentences over which "that figure" is the sum of a theft


def lost(reading: Reading, match: Match) -> list[Draft]:
    """ "five exchanges lost $571 million to the three groups": a theft told from the victims' side."""
    verb = match.verb
    if verb is None or verb.subject is None or verb.object is None or match.i in reading.spent:
        return []
    money = reading.money_in(*verb.object)
    taker = behind(reading, verb.last, verb.object[1], "to")
    parties = parties_in(reading, *taker) if taker else ()
    if not parties and taker and {singular(w) for w in reading.words(*taker)} & (HACKERS - {"it", "which", "who"}):
        someone = remembered(reading)
        parties = (someone,) if someone else ()
    doer = Doer(parties) if parties else attributed_to(reading)
    target = (verb.subject[0], verb.subject[1])
    if not money or (doer.party is None and not known_victim(reading, target)):
        return []
    slots = base(reading, doer) | target_slots(reading, target) | victims_counted(reading, target)
    slots |= money_slots(money[0], "stolen") | {
        "item": asset_taken(reading, verb.object, target) or asset_around(reading)
    }
    draft = Draft(THEFT, match.i, slots, verb=verb)
    spend_clauses(reading, {verb.clause})
    remember(reading, draft)
    return [draft]


def stolen_sum(reading: Reading, match: Match) -> list[Draft]:
    """ "responsible for $630 million in stolen crypto assets": a sum of stolen goods and who is named as the thief."""
    money = [m for m in reading.money if m.last <= match.i <= m.last + 2]
    told_now = reading.discourse.cyber_actor_at == reading.discourse.at
    doer = attributed_to(reading)
    if match.i in reading.spent or told_now or not money or doer.party is None:
        return []
    slots = base(reading, doer) | money_slots(money[-1], "stolen")
    slots["item"] = asset_taken(reading, (match.i, match.last), None) or asset_around(reading)
    draft = Draft(THEFT, match.i, slots, verb=match.verb)
    spend_clauses(reading, {reading.parse.clause_at(match.i)})
    remember(reading, draft)
    return [draft]


def came(reading: Reading, match: Match) -> list[Draft]:
    """ "$534 million came from one exchange, Coincheck": a part of the thefts that have just been told."""
    verb, told = match.verb, reading.discourse.accused
    if verb is None or verb.subject is None or told is None or told[0] != THEFT or match.i in reading.spent:
        return []
    money = [m for m in reading.money if m.last <= verb.first][-1:]
    target = behind(reading, verb.last, len(reading.tokens), "from")
    someone = remembered(reading)
    if not money or target is None or someone is None or reading.discourse.at - told[2] > _REACH:
        return []
    slots = base(reading, Doer((someone,))) | target_slots(reading, target) | money_slots(money[0], "stolen")
    slots["item"] = asset_taken(reading, (money[0].first, verb.last), target) or asset_around(reading)
    return [Draft(THEFT, match.i, slots, verb=verb)]


def tally(reading: Reading, match: Match) -> list[Draft]:
    """A sum of many thefts or of the last one: "accounted for 61 percent of the total stolen", "losses to North Korean
    actors rose to", "that figure could reach $700 million".
    """
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    phrase = reading.parse.phrase_at(match.i)
    money = [m for m in reading.money if clause.first <= m.first < clause.last]
    if match.verb is not None and match.form != "noun":
        money = money or antecedent_sum(reading, match.verb)
    if match.i in reading.spent or not money or reading.discourse.cyber_actor_at == reading.discourse.at:
        return []
    if match.verb is not None and match.verb.lemma in _UNDONE:
        return []
    if reading.words(money[-1].last, money[-1].last + 3) in ([",", "of", "which"], [",", "half", "of"]):
        return []  # "$2.2 billion, of which more than half": of all thieves
    told = reading.discourse.accused
    recent = told is not None and told[0] == THEFT and reading.discourse.at - told[2] <= _REACH
    stems = {singular(t.word) for t in reading.tokens}
    of_thefts = bool(stems & _STOLEN) and (cyber_context(reading) or bool(stems & PEOPLE))
    points = recent and phrase is not None and reading.tokens[phrase.first].word in _POINTING
    parties = parties_in(reading, clause.first, clause.last)
    doer = Doer(parties) if parties else attributed_to(reading)
    if doer.party is None and points and (someone := remembered(reading)) is not None:
        doer = Doer((someone,))
    if doer.party is None or not (of_thefts or points):
        return []
    target = named_victim(reading, phrase, match.i) if phrase is not None and match.form == "noun" else None
    slots = base(reading, doer) | target_slots(reading, target) | money_slots(money[-1], "stolen")
    slots["item"] = asset_taken(reading, (clause.first, clause.last), target) or asset_around(reading)
    if {"percent", "%", "third", "half", "quarter", "share"} & set(reading.words(clause.first, clause.last)):
        slots["amount_basis"] = "share"
    spend_clauses(reading, {reading.parse.clause_at(match.i)})
    draft = Draft(THEFT, match.i, slots, verb=match.verb)
    remember(reading, draft)
    return [draft]
