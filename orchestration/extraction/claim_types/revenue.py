"""`finance.revenue`: money raised or coming in, where no narrower type says how."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.labour import LABOUR, names_workers, scheme_earned
from orchestration.extraction.claim_types.trade_words import ORGANS
from orchestration.extraction.claim_types.who import Party, dprk_actor, party_value, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

REVENUE = "finance.revenue"
_PROGRAMMES = frozenset(
    ["nuclear_programme", "missile_programme", "wmd_programme", "ballistic_missile", "nuclear_warhead", "missile"]
)
_EARN = frozenset(
    ["generate", "earn", "raise", "make", "gain", "bring", "collect", "receive", "net", "reap", "derive", "rake"]
)
# What brings money in or pays for weapons, and the deeds that do.
_BRINGING = frozenset({"bring", "net", "yield", "give", "fetch"})
_SERVING = frozenset({"use", "help", "divert", "continue", "serve", "channel", "spend", "go"})
_INCOME = frozenset(
    ["proceeds", "money", "fund", "revenue", "profit", "earning", "income", "currency", "cash", "funding"]
)
_DEEDS = frozenset(
    ["activity", "operation", "attack", "hacking", "theft", "heist", "crime", "scheme", "sale", "trade", "export"]
)
_MINOR = frozenset(["sanction", "project", "program", "programme", "trial", "meeting", "research", "series"])
_ATTACK_WORDS = frozenset(["attack", "cyberattack", "cyber-attack", "hack", "heist", "theft"])


def revenue(reading: Reading, match: Match) -> list[Draft]:
    """Money raised or coming in: "generated an estimated US$2 billion", "an important revenue source", "help fund
    the programme"."""
    if match.i in reading.spent:
        return []
    kind = str(match.options["kind"])
    readers = {
        "earn": _earned,
        "source": _source,
        "fund": _funded,
        "invest": _invested,
        "come": _comes,
        "noun": _raising,
    }
    return readers[kind](reading, match)


def _earned(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if (
        verb is None
        or (verb.negated and dprk_actor(reading, *(verb.subject or (0, 0))) is None)
        or _sold(reading, verb)
    ):
        return []
    area = verb.subject if verb.passive else verb.object
    if area is None:
        return []
    if verb.lemma in _BRINGING and not (reading.money_in(*area) or _INCOME & _words(reading, *area)):
        return []
    money = reading.money_in(*area)
    if not verb.passive and not money and match.form == "active":
        money = [m for m in reading.money if verb.last <= m.first <= verb.last + 6]
    phrase = reading.parse.next_phrase(area[0], area[1])
    words = {singular(w) for w in reading.words(phrase.first, phrase.last)} if phrase else set()
    if not money and (
        verb.form == "inf" or not words & {"revenue", "money", "fund", "income", "currency", "earning", "cash"}
    ):
        return []
    if any(t == LABOUR for t, _ in reading.discourse.seen) and money and _scheme(reading, verb):
        return [scheme_earned(reading, match, money)]
    if names_workers(reading):
        return []  # labour says it more narrowly
    party = dprk_actor(reading, *verb.subject) if verb.subject and not verb.passive else None
    organs = bool(verb.subject) and bool(_words(reading, *(verb.subject or (0, 0))) & ORGANS)
    if party is None and organs and reading.discourse.focus == DPRK:
        party = Party(DPRK, DPRK, -1)
    if verb.lemma in _BRINGING:
        party = dprk_actor(reading, *area)  # "brought the North $670 million"
        if party is None:
            return []
    if party is None and not money:
        return []
    if party is None and verb.subject and reading.entries(*verb.subject, "party", "source"):
        return []  # somebody else's money
    party = (
        party
        or dprk_actor(reading, 0, len(reading.tokens))
        or (Party(DPRK, DPRK, -1) if reading.discourse.focus == DPRK else None)
    )
    if party is None:
        return []
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id}
    if money:
        slots |= money_slots(money[0], "earned") | _estimated(reading, money[0].first)
    _spend(reading, verb.clause)
    return [Draft(REVENUE, match.i, slots, verb=verb)]


def _words(reading: Reading, first: int, last: int) -> set[str]:
    return {singular(w) for w in reading.words(first, last)}


def _sold(reading: Reading, verb: Verb) -> bool:
    """Whether the sentence says that goods were sold for the money: trade tells it more narrowly."""
    told = _words(reading, verb.subject[0], verb.first) if verb.subject else set()
    selling = any(
        v.lemma in ("export", "sell", "ship") and v.form == "ing" and v.first > verb.first for v in reading.parse.verbs
    )
    goods = any(n.entry.subkind == "goods" for n in reading.items(0, len(reading.tokens)))
    return selling or bool(told & {"sale", "export"}) or (goods and "sold" in reading.words(0, verb.first))


def _scheme(reading: Reading, verb: Verb) -> bool:
    """Whether the earner is the scheme or its people that the document has told of."""
    if verb.subject is None:
        return False
    words = {singular(w) for w in reading.words(verb.subject[0], verb.last)}
    return bool(
        words
        & {
            "scheme",
            "worker",
            "individual",
            "facilitator",
            "defendant",
            "action",
            "operation",
            "fraud",
            "work",
            "they",
            "them",
        }
    )


def _estimated(reading: Reading, first: int) -> dict[str, Any]:
    """ "an estimated US$2 billion" is an estimate of the whole."""
    return {"certainty": "estimated"} if "estimated" in reading.words(first - 1, first + 3) else {}


def _source(reading: Reading, match: Match) -> list[Draft]:
    """ "X is a revenue source for Pyongyang": the thing that brings money in."""
    words = {singular(w) for w in reading.words(match.i - 4, match.last + 3)}
    if not words & {"revenue", "income", "currency", "funding", "funds", "cash"} or not reading.parse.verbs:
        return []
    verb = match.verb
    near = reading.names_dprk(0, len(reading.tokens)) or reading.discourse.focus == DPRK
    if verb is None or verb.lemma not in ("be", "remain", "become", "provide", "constitute", "represent") or not near:
        return []
    slots: dict[str, Any] = {"actor": DPRK, "actor_id": DPRK, "item": _crypto_named(reading)} | _joined_time(
        reading, verb
    )
    _spend(reading, verb.clause)
    return [Draft(REVENUE, match.i, slots, verb=verb)]


def _joined_time(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "continued during the past year and attacks were a source": a stretch of time holds for both joined clauses."""
    clause = reading.parse.clauses[verb.clause]
    own = any(reading.parse.clause_at(s.first) == verb.clause for s in reading.times)
    if own or clause.mark != "and":
        return {}
    for span in reading.times:
        if span.precision == "range" and span.last in (clause.first, clause.first + 1):
            return {"event_start": span.start, "event_end": span.end, "time_precision": "range"}
    return {}


def _crypto_named(reading: Reading) -> str | None:
    return (
        "cryptocurrency" if any(n.entry.id == "cryptocurrency" for n in reading.items(0, len(reading.tokens))) else None
    )


def _funded(reading: Reading, match: Match) -> list[Draft]:
    """Proceeds, a body or deeds that fund the weapons: "the proceeds help fund the programme", "activities that fund
    its missiles", "the money is used to pay for its weapons".
    """
    if match.form == "noun":
        return _helped(reading, match)
    verb = match.verb
    if verb is None or verb.negated or verb.object is None or match.form not in ("active", "inf", "ing"):
        return []
    governor = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if match.form == "inf" and (governor is None or governor.lemma not in _SERVING):
        return []
    paid = verb.lemma in ("pay", "support", "advance")
    if verb.lemma == "pay" and reading.words(verb.last, verb.last + 1) != ["for"]:
        return []
    if not any(reading.lexicon.item_class(n.entry.id) in _PROGRAMMES for n in reading.items(*verb.object)):
        return []
    front = (reading.parse.clauses[verb.clause].first, verb.first)
    subject = verb.subject if verb.subject and verb.subject[0] < verb.first else front
    told = _words(reading, min(subject[0], front[0]), verb.first)
    if names_workers(reading) or (verb.modal in ("should", "must")):
        return []
    body = [n for n in reading.entries(*subject, "party") if n.entry.subkind in ("agency", "company", "bank")]
    office = bool(told & {"office", "agency", "company", "bank"})
    deeds = bool(told & _DEEDS) and not paid
    share = [q for q in reading.numbers_in(*verb.object) if reading.words(q.last, q.last + 1) in (["percent"], ["%"])]
    if not (told & _INCOME or deeds or ((body or office) and not paid) or share):
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.focus == DPRK):
        return []
    party = party_value(reading, body[0]) if body else Party(DPRK, DPRK, -1)
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id}
    slots |= count_slots(share[0], "percent") | {"quantity_basis": "share"} if share else {}
    money = reading.money_in(*subject)
    slots |= money_slots(money[0], "earned") if money else {}
    return [Draft(REVENUE, match.i, slots, verb=verb)]


def _helped(reading: Reading, match: Match) -> list[Draft]:
    """ "help fund its missiles": a verb that reads like a noun."""
    i, verb = match.i, match.verb
    if verb is None or not "".join(reading.words(i - 1, i)).startswith("help") or verb.subject is None:
        return []
    end = reading.parse.clauses[verb.clause].last
    arms = any(reading.lexicon.item_class(n.entry.id) in _PROGRAMMES for n in reading.items(i + 1, end))
    told = _words(reading, verb.subject[0], i)
    if not arms or not told & (_INCOME | _DEEDS) or names_workers(reading) or not reading.names_dprk(0, end):
        return []
    return [Draft(REVENUE, i, {"actor": DPRK, "actor_id": DPRK}, verb=verb)]


def _comes(reading: Reading, match: Match) -> list[Draft]:
    """ "half of its foreign currency comes from attacks": where income is from."""
    verb = match.verb
    if verb is None or verb.negated or reading.words(verb.last, verb.last + 1) != ["from"]:
        return []
    first = reading.parse.clauses[verb.clause].first
    if not _words(reading, first, verb.first) & _INCOME or names_workers(reading):
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.points_to_dprk(first, verb.first)):
        return []
    slots: dict[str, Any] = {"actor": DPRK, "actor_id": DPRK, "item": _crypto_named(reading)}
    share = next((q for q in reading.numbers_in(first, verb.first) if not q.ordinal), None)
    slots |= count_slots(share, "percent") | {"quantity_basis": "share"} if share else {}
    return [Draft(REVENUE, match.i, slots, verb=verb)]


def _raising(reading: Reading, match: Match) -> list[Draft]:
    """ "DPRK illicit revenue generation", "involved in revenue-raising": raising money as a deed of the DPRK's."""
    i = match.i
    before = reading.words(i - 1, i)
    if reading.tokens[i].word == "generation" and before[:1] not in (["revenue"], ["income"], ["fund"]):
        return []
    if names_workers(reading) or any(v.lemma in ("earn", "generate") for v in reading.parse.verbs):
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or (reading.discourse.focus == DPRK and _told(reading))):
        return []
    return [Draft(REVENUE, i, {"actor": DPRK, "actor_id": DPRK}, verb=match.verb)]


def _told(reading: Reading) -> bool:
    return bool({singular(t.word) for t in reading.tokens} & ORGANS)


def _invested(reading: Reading, match: Match) -> list[Draft]:
    """Sums that flowed in: "had paid some 3 million won in, 1 million of it in cash"."""
    verb = match.verb
    if verb is None or verb.object is None:
        return []
    place = [n for n in reading.entries(*verb.object, "place") if reading.lexicon.country_of(n.entry) == DPRK]
    money = [m for m in reading.money if m.first >= verb.last]
    if not money or not (place or reading.names_dprk(*verb.object)):
        return []
    made = []
    for sum_ in money:
        slots = {"actor": DPRK, "actor_id": DPRK, "place": place[0].entry.id if place else None} | money_slots(
            sum_, "invested"
        )
        part = reading.words(sum_.first - 1, sum_.first) == ["including"]
        quote = (sum_.first - 1, reading.parse.clauses[verb.clause].last) if part else None
        made.append(Draft(REVENUE, sum_.last - 1, slots, quote=quote, verb=verb))
    return made


def _spend(reading: Reading, clause: int) -> None:
    """What brings the money in is told by the revenue claim; its attack words make no claim of their own."""
    for k, token in enumerate(reading.tokens):
        if reading.parse.clause_at(k) == clause and singular(token.word) in _ATTACK_WORDS:
            reading.spent.add(k)
