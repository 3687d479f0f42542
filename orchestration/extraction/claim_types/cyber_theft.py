"""`finance.cyber_theft`: money or crypto assets taken by cyber means, told by a verb ("stole") or a noun ("the theft
of"); sums of many and losses are in `cyber_totals`.
"""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import money_slots
from orchestration.extraction.claim_types.cyber_actors import doer_of
from orchestration.extraction.claim_types.cyber_parties import Doer, base, parties_in, remember
from orchestration.extraction.claim_types.cyber_slots import (
    Range,
    asset_around,
    asset_taken,
    attacks_in,
    behind,
    campaign_named,
    clause_end,
    counted_attacks,
    cyber_context,
    has_value,
    is_no_value,
    is_question,
    known_victim,
    list_end,
    named_victim,
    noun_reach,
    repeats,
    same_clauses,
    spend_clauses,
    target_slots,
    tokens_taken,
    victims_counted,
)
from orchestration.extraction.claim_types.cyber_sums import compared, for_each_asset, for_each_party, for_each_sum
from orchestration.extraction.claim_types.cyber_words import (
    ATTACK_VERBS,
    ATTACKS,
    ON,
    OPERATION,
    PEOPLE,
    THEFT,
    THEFTS,
    words,
)
from orchestration.extraction.claim_types.who import other_state, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Money
from orchestration.extraction.reading import Reading

_ATTEMPTS = words("attempts")
_FROM = ("from", "out of", "off")
_MEANS = ATTACK_VERBS | {"use", "send", "deploy", "exploit", "launch", "conduct", "carry out", "pose", "spread"}
_TAKING = ("seize", "net", "take", "extract", "steal", "siphon", "drain", "loot", "total", "move", "obtain")
_REJECTING = words("judging") & {"reject", "dismiss", "refute", "deny"} | {"repudiate", "rebuff"}


def theft(reading: Reading, match: Match) -> list[Draft]:
    """Money or crypto assets taken by cyber means."""
    if match.i in reading.spent or is_question(reading):
        return []
    drafts = _by_noun(reading, match) if match.form in ("noun", "phrase") else _by_verb(reading, match)
    for draft in drafts[:1]:
        remember(reading, draft)
        reading.spent.add(match.i)
    return drafts


# --- told by a verb


def _by_verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None:
        return []
    passive = match.form in ("passive", "part") or _is_taken(reading, verb)
    area = verb.subject if passive else verb.object
    rest = (verb.last, clause_end(reading, verb))
    whole = (min(area[0], verb.first), max(area[1], rest[1])) if area else rest
    money = [m for m in reading.money if m.last > whole[0] and m.first < whole[1]] or antecedent_sum(reading, verb)
    if match.form == "part":
        money = [m for m in money if not _other_verb_between(reading, m, verb)]
    if not money and match.form == "part" and area:
        money = _worth(reading, area[0])
    if match.options.get("needs_money") and not (money and _about_hacking(reading)):
        return []
    gap = _antecedent(reading, verb)
    value = bool(money) or has_value(reading, area) or has_value(reading, gap)
    attempted = _attempted(reading, verb)
    robbed = _robbed(reading, match, area, whole)
    if (
        not value
        and not (area and is_no_value(reading, area))
        and not (attempted or robbed or behind(reading, *rest, *_FROM))
    ):
        return []
    if match.form == "part" and not money and not behind(reading, *rest, *_FROM):
        return []  # "money stolen by Lazarus" in passing
    doer = doer_of(reading, verb, None, match.i, match.last)
    if not money and area and is_no_value(reading, area):
        return data_theft(reading, verb, match.i, doer)
    target = robbed or behind(reading, *rest, *_FROM) or _attack_target(reading, verb)
    if doer.party is None and not known_victim(reading, target):
        return []
    if passive and target is None and _of_all(reading, verb):
        return []
    kind = OPERATION if attempted and not money and not value else THEFT
    slots = base(reading, doer) | target_slots(reading, target) | campaign_named(reading)
    slots |= victims_counted(reading, target) or attacks_in(reading, verb)
    if kind == THEFT:
        slots |= _taken(reading, whole, target, money, attempted)
    elif "quantity" not in slots:
        slots |= _one_attempt(reading, verb)
    slots |= _denied(reading, verb)
    spend_clauses(reading, same_clauses(reading, verb))
    draft = Draft(kind, match.i, slots | _time_of_first(reading, verb), verb=verb)
    listed = for_each_sum(reading, draft, whole)
    drafts = listed or [*for_each_asset(reading, draft, target), *compared(reading, draft, whole)]
    return for_each_party(doer, drafts)


def _other_verb_between(reading: Reading, money: Money, verb: Verb) -> bool:
    """ "earned $300,000 and used stolen names": a sum that another verb has taken is not what was stolen."""
    return any(v.form == "finite" and money.last <= v.first < verb.first for v in reading.parse.verbs)


def _worth(reading: Reading, first: int) -> list[Money]:
    """ "$571 million out of $882 million worth of coins stolen": the sum in front of what was taken."""
    near = [m for m in reading.money if m.last <= first <= m.last + 3]
    if near and reading.words(near[-1].first - 2, near[-1].first) == ["out", "of"]:
        return [m for m in reading.money if m.last == near[-1].first - 2] or near
    return near[-1:]


def _is_taken(reading: Reading, verb: Verb) -> bool:
    """ "the $41 million drained from the casino": a sum as the subject is what was taken."""
    return (
        verb.form == "finite"
        and not verb.perfect
        and verb.subject is not None
        and bool(reading.money_in(*verb.subject))
        and reading.words(verb.last, verb.last + 1) == ["from"]
    )


def data_theft(reading: Reading, verb: Verb, i: int, doer: Doer) -> list[Draft]:
    """Data, designs, secrets taken by hackers: an operation against whom they were taken from."""
    taken = reading.parse.next_phrase(*verb.object) if verb.object and not verb.passive else None
    governor = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    between = {singular(w) for w in reading.words(governor.last, verb.first)} if governor is not None else set()
    purpose = verb.form == "inf" and governor is not None and (governor.lemma in _MEANS or bool(between & ATTACKS))
    told = any(v.lemma in ATTACK_VERBS and v.clause == verb.clause for v in reading.parse.verbs)  # what tells more
    own = taken is not None and (
        reading.names_dprk(taken.first, taken.last) or "group" in reading.words(taken.first, taken.last)
    )
    if doer.party is None or own or purpose or told or not cyber_context(reading):
        return []
    target = behind(reading, verb.last, clause_end(reading, verb), *_FROM)
    slots = base(reading, doer) | target_slots(reading, target) | victims_counted(reading, target)
    return [Draft(OPERATION, i, slots | campaign_named(reading), verb=verb)]


def _of_all(reading: Reading, verb: Verb) -> bool:
    """ "half of the $3.8 billion that was stolen", in a sentence that has told what the DPRK stole: of all thieves."""
    agent = reading.prepositional(verb.last, min(verb.last + 4, len(reading.tokens)), "by")
    return agent is None and verb.form == "finite" and reading.discourse.cyber_actor_at == reading.discourse.at


def _denied(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "rejected the allegation that it stole", "has never engaged in stealing": a denial by the accused."""
    governor = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if governor is not None and governor.negated and governor.lemma in ("engage", "participate", "involve", "indulge"):
        return {"polarity": "denied", "denial_kind": "denial"}
    for other in reading.parse.verbs:
        rejects = other.lemma in _REJECTING and other.head < verb.first and not other.negated
        if rejects and other.subject and reading.state_in(*other.subject) == DPRK:
            return {"polarity": "denied", "denial_kind": "denial", "certainty": "stated", "asserted_by": DPRK}
    return {}


def _time_of_first(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "made raids in 2021 and walked off with": the time of the clause that a verb goes on from."""
    clauses = same_clauses(reading, verb)
    if len(clauses) < 2 or any(reading.parse.clause_at(s.first) == verb.clause for s in reading.times):
        return {}
    span = next(
        (s for s in reading.times if not s.empty and not s.anchored and reading.parse.clause_at(s.first) in clauses),
        None,
    )
    return {"event_start": span.start, "event_end": span.end, "time_precision": span.precision} if span else {}


def _taken(reading: Reading, whole: Range, target: Range | None, money: list[Money], attempted: bool) -> dict[str, Any]:
    """What was taken: the asset, the sum and the tokens."""
    slots: dict[str, Any] = {"item": asset_taken(reading, whole, target) or asset_around(reading)}
    if money:
        slots |= money_slots(money[0], "attempted" if attempted else "stolen")
        if "estimated" in reading.words(money[0].first - 1, money[0].first + 3):
            slots["certainty"] = "estimated"
    return slots | tokens_taken(reading, whole)


def _robbed(reading: Reading, match: Match, area: Range | None, whole: Range) -> Range | None:
    """The victim of verbs that take it as their object: "robbed the exchange of …", "CoinsPaid was relieved of"."""
    if match.options.get("robs") is None or area is None:
        return None
    phrase = reading.parse.next_phrase(area[0], area[1])
    if phrase is None or phrase.prep or any(m.first < phrase.last and m.last > phrase.first for m in reading.money):
        return None
    if has_value(reading, (phrase.head, phrase.last)) and not known_victim(reading, (phrase.first, phrase.last)):
        return None
    return phrase.first, list_end(reading, phrase)


def _antecedent(reading: Reading, verb: Verb) -> Range | None:
    """What a relative clause hangs on: "coins which the hackers stole", "assets that were drained"."""
    clause = reading.parse.clauses[verb.clause]
    if clause.first == 0 or reading.tokens[clause.first].tag not in ("REL", "COMP"):
        return None
    phrase = reading.parse.phrase_at(clause.first - 1)
    return (phrase.first, phrase.last) if phrase else None


def antecedent_sum(reading: Reading, verb: Verb) -> list[Money]:
    """ "$15 million, which were stolen", "the $81 million that hackers stole": the sum that a relative clause hangs
    on.
    """
    clause = reading.parse.clauses[verb.clause]
    if not clause.first or reading.tokens[clause.first].tag not in ("REL", "COMP"):
        return []
    if reading.tokens[clause.first - 1].word == "of":
        return []  # "$2.2 billion, of which more than half was stolen"
    own_object = reading.parse.next_phrase(verb.last, clause.last) if not verb.passive else None
    if own_object is not None and not own_object.prep and reading.tokens[own_object.head].tag in ("N", "NAME"):
        return []
    return [m for m in reading.money if m.last <= clause.first and clause.first - m.last < 8][-1:]


def _attempted(reading: Reading, verb: Verb) -> bool:
    before = reading.words(max(verb.first - 12, 0), verb.first)
    return verb.form in ("inf", "ing") and bool(_ATTEMPTS & set(before))


def _one_attempt(reading: Reading, verb: Verb) -> dict[str, Any]:
    words = reading.words(max(verb.first - 14, 0), verb.first)
    if "attempt" in words and ("a" in words or "an" in words):
        return {"quantity": 1.0, "quantity_unit": "attack", "quantity_modifier": "exact"}
    return {}


def _attack_target(reading: Reading, verb: Verb) -> Range | None:
    """ "launched seven attacks on platforms, extracting …", "by hacking banks": the attack in the same clause."""
    clauses = same_clauses(reading, verb)
    for k in range(len(reading.tokens)):
        if k == verb.head or reading.parse.clause_at(k) not in clauses:
            continue
        clause = reading.parse.clauses[reading.parse.clause_at(k)]
        token = reading.tokens[k]
        if token.lemma in ("hack", "target", "attack", "rob", "breach") and token.tag == "V:ing":
            phrase = reading.parse.next_phrase(k + 1, min(k + 3, clause.last))
            return (phrase.first, list_end(reading, phrase)) if phrase is not None else None
        if singular(token.word) in ATTACKS:
            return behind(reading, k, min(k + 8, clause.last), *ON)
    return None


def _mentions_thieves(reading: Reading) -> bool:
    return bool({singular(t.word) for t in reading.tokens} & (PEOPLE | {"wallet", "stolen"}) - {"group", "actor"})


def _about_hacking(reading: Reading) -> bool:
    """Whether words of everyday use ("take", "obtain") may mean stealing: hackers, thieves or wallets are about."""
    return cyber_context(reading) or _mentions_thieves(reading)


# --- told by a noun


def _by_noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.last - 1)
    if _outcome_of_attack(reading, match) or (phrase is not None and _ranked_aside(reading, phrase)):
        return []
    if phrase is None or (phrase.head != match.last - 1 and singular(reading.tokens[phrase.head].word) not in ATTACKS):
        return []
    if any(
        singular(w) in ("identity", "data", "credential", "intellectual", "property", "information", "password")
        for w in reading.words(phrase.first, match.i)
    ):
        return []
    doer = doer_of(reading, match.verb, phrase, match.i, match.last)
    if doer.party is None and reading.money and reading.names_dprk(0, match.i) and not other_state(reading, 0, match.i):
        doer = Doer(parties_in(reading, 0, match.i))
    end = min(noun_reach(reading, phrase), _next_attack(reading, match.last))
    money = reading.money_in(phrase.first, end) or _sum_before(reading, phrase) or _sum_behind(reading, match)
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    target = (
        behind(reading, match.last, clause.last, "out of")
        or behind(reading, match.last, end, "from", *ON)
        or named_victim(reading, phrase, match.i)
    )
    if doer.party is None and not known_victim(reading, target):
        return []
    of = reading.words(match.last, match.last + 1) == ["of"]
    if of and not money and is_no_value(reading, (match.last, match.last + 4)):
        return []
    start = money[0].first if money and phrase.prep else phrase.first
    item = asset_taken(reading, (start, end), target)
    listed = for_each_sum(reading, Draft(THEFT, match.i, {}), (match.last, clause.last))
    if not money and not item and not target and not listed:
        return []
    if not money and not listed and repeats(reading, phrase, THEFT):
        return []
    slots = base(reading, doer) | target_slots(reading, target) | campaign_named(reading)
    slots |= counted_attacks(reading, phrase) | victims_counted(reading, target)
    slots |= {"item": item or asset_around(reading)} | (money_slots(money[0], "stolen") if money else {})
    slots |= tokens_taken(reading, (phrase.first, end))
    reading.spent.update(range(phrase.first, phrase.last))
    if doer.party:
        reading.discourse.cyber_seen.add(doer.party.value)
    draft = Draft(THEFT, match.i, slots, verb=match.verb)
    return for_each_party(doer, for_each_sum(reading, draft, (match.last, clause.last)) or [draft])


def _ranked_aside(reading: Reading, phrase: Phrase) -> bool:
    """ ", the largest heist in history": an aside that ranks the theft told before it."""
    words = set(reading.words(phrase.first, phrase.last))
    aside = phrase.first > 3 and reading.tokens[phrase.first - 1].tag == "," and "the" in words
    ranked = words & {"largest", "biggest", "worst", "costliest", "single-largest"}
    return aside and bool(ranked) and not reading.money_in(phrase.first, phrase.last + 3)


def _outcome_of_attack(reading: Reading, match: Match) -> bool:
    """ "a cyberattack that led to the theft of $11 million": the attack and its outcome are one claim, the attack's."""
    verb = match.verb
    if verb is None or verb.subject is None or verb.lemma not in ("lead", "result", "end"):
        return False
    return singular(reading.tokens[verb.subject[1] - 1].word) in ATTACKS - THEFTS and bool(reading.money)


def _sum_before(reading: Reading, phrase: Phrase) -> list[Money]:
    """ "$15 million in cryptocurrency from heists": the sum that a noun phrase hangs on."""
    if phrase.prep not in ("from", "of", "in"):
        return []
    return [m for m in reading.money if phrase.first - 8 <= m.first < phrase.first][-1:]


def _sum_behind(reading: Reading, match: Match) -> list[Money]:
    """ "orchestrating a theft, seizing around $1.5 billion": the sum that a participle behind the noun gives."""
    verb = next((v for v in reading.parse.verbs if v.first >= match.last), None)
    if verb is None or verb.form != "ing" or verb.lemma not in _TAKING:
        return []
    return reading.money_in(verb.last, min(verb.last + 8, len(reading.tokens)))[:1]


def _next_attack(reading: Reading, first: int) -> int:
    """Where the phrase of the next attack noun begins: its sum and victim are not this one's."""
    for k in range(first, len(reading.tokens)):
        phrase = reading.parse.phrase_at(k)
        if singular(reading.tokens[k].word) in ATTACKS and phrase is not None and phrase.first >= first:
            return phrase.first
    return len(reading.tokens)
