"""`finance.labour`: North Koreans at work abroad and IT workers, how many, where, what they earn and who gets it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import dprk_actor, line_entry, singular
from orchestration.extraction.clauses import Clause, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

LABOUR = "finance.labour"


@cache
def words(name: str) -> frozenset[str]:
    """A list of `labour_words.yml` by its name."""
    lists = yaml.safe_load((Path(__file__).parent / "labour_words.yml").read_text(encoding="utf-8"))
    return frozenset(str(lists[name]).split())


def is_worker(word: str) -> bool:
    """Whether a noun by itself speaks of workers or their wages."""
    return singular(word) in words("workers") | words("wages")


def names_workers(reading: Reading) -> bool:
    """Whether a sentence speaks of workers, so that money in it is theirs."""
    if any(
        v.lemma in ("work", "toil", "labor", "employ", "hire") and v.subject and _people(reading, *v.subject)
        for v in reading.parse.verbs
    ):
        return True
    return any(
        is_worker(t.word) and t.tag in ("N", "NAME") and singular(t.word) != "pay" for t in reading.tokens
    ) or any(n.entry.id == "it_workers" for n in reading.items(0, len(reading.tokens)))


def labour(reading: Reading, match: Match) -> list[Draft]:
    """North Korean workers abroad and IT workers: one claim a clause that says what they do, earn or number."""
    i = match.i
    if i in reading.spent or _policy(reading, match.verb, i) or _no_workers(reading, i):
        return []
    item = _item(reading, i)
    trade = match.options.get("kind") == "trade"
    if item is None or not (_theirs(reading, i) if trade else _north_korean(reading, i, item)):
        return []
    if _plain_mention(reading, match, trade):
        return []
    bounds = reading.parse.clauses[reading.parse.clause_at(i)]
    slots = _slots(reading, match.verb, item) | _count(reading, i) | _line(reading)
    slots |= _earned(reading, bounds) | _employers(reading)
    reading.spent.update(
        k for k, t in enumerate(reading.tokens) if is_worker(t.word) or singular(t.word) in words("trades")
    )
    return [Draft(LABOUR, i, slots, verb=match.verb)]


def _no_workers(reading: Reading, i: int) -> bool:
    """Whether the word is part of a name ("the Workers' Party"), another state's ("the South's workers"), or people
    who have left that life.
    """
    named = any(n.first <= i < n.last and n.entry.kind == "party" for n in reading.named)
    phrase = reading.parse.phrase_at(i)
    south = phrase is not None and "south" in reading.words(phrase.first, i)
    left = {"defector", "defected", "defect", "asylum", "refugee"} & {singular(t.word) for t in reading.tokens}
    return named or south or bool(left) or reading.words(i + 1, i + 3) == ["'", "party"]


def nationals(reading: Reading, match: Match) -> list[Draft]:
    """ "nearly 100,000 North Koreans were employed overseas": nationals at work."""
    verb = match.verb
    area = verb.subject if verb is not None else None
    if verb is None or match.i in reading.spent or _policy(reading, verb, match.i):
        return []
    if area is None or not _people(reading, *area):
        area = verb.object
    if area is None or not _people(reading, *area):
        return []
    area = (area[0], min(area[1], verb.first)) if area[0] < verb.first else area
    number = next(
        (q for q in reading.numbers if not q.ordinal and area[0] - 4 <= q.first and area[0] < q.last <= area[1] + 1),
        None,
    )
    everything = {w for t in reading.tokens for w in (t.word, singular(t.word))}
    away = bool(everything & words("abroad")) or _place(reading) is not None
    if not away and "permit" not in everything:
        return []
    coders = any(n.entry.id == "it_workers" for n in reading.items(0, len(reading.tokens)))
    slots = _slots(reading, verb, "it_workers" if coders else "labour")
    if number is not None and number.last <= area[1]:
        slots |= count_slots(number, "worker")
    slots |= _earned(reading, reading.parse.clauses[verb.clause])
    reading.spent.add(match.i)
    reading.spent.update(k for k, t in enumerate(reading.tokens) if is_worker(t.word))
    return [Draft(LABOUR, match.i, slots, verb=verb)]


def at_work(reading: Reading, match: Match) -> list[Draft]:
    """ "More than 100,000 nationals work in some forty countries": a verb that reads like a noun behind its subject."""
    i = match.i
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    following = reading.words(i + 1, i + 2)
    if i in reading.spent or following[:1] not in (
        ["in"],
        ["at"],
        ["for"],
        ["as"],
        ["abroad"],
        ["overseas"],
        ["under"],
    ):
        return []
    people = {singular(w) for w in reading.words(clause.first, i)} & (
        words("workers") | words("trades") | {"korean", "national", "citizen"}
    )
    plural = [k for k in range(max(i - 2, clause.first), i) if reading.tokens[k].word.endswith("s")]
    after_name = reading.tokens[i - 1].tag == "ADV" and reading.names_dprk(clause.first, i)
    if not people or not (plural or after_name) or not reading.names_dprk(clause.first, i) or _policy(reading, None, i):
        return []
    slots = _slots(reading, None, "labour")
    number = next((q for q in reading.numbers_in(clause.first, i) if not q.ordinal), None)
    slots |= count_slots(number, "worker") if number is not None else {}
    reading.spent.update(range(clause.first, i + 1))
    return [Draft(LABOUR, i, slots)]


def scheme(reading: Reading, match: Match) -> list[Draft]:
    """ "a laptop farm", "got remote jobs at American firms under stolen identities": IT workers without the word."""
    if match.i in reading.spent or any(k in reading.spent for k in range(match.i, match.last)):
        return []
    told = (LABOUR, "it_workers") in reading.discourse.seen
    if not (reading.names_dprk(0, len(reading.tokens)) or (told and reading.discourse.near)):
        return []
    if _policy(reading, match.verb, match.i) or not reading.parse.verbs:
        return []
    slots = _slots(reading, match.verb, "it_workers") | _employers(reading)
    slots |= _earned(reading, reading.parse.clauses[reading.parse.clause_at(match.i)])
    reading.spent.update(range(match.i, match.last))
    reading.spent.update(k for k, t in enumerate(reading.tokens) if is_worker(t.word))
    return [Draft(LABOUR, match.i, slots, verb=match.verb)]


def scheme_earned(reading: Reading, match: Match, money: list[Any]) -> Draft:
    """What the workers or their scheme earned, told by a verb of earning."""
    item = "it_workers" if (LABOUR, "it_workers") in reading.discourse.seen else "labour"
    slots: dict[str, Any] = {"item": item, "actor": DPRK, "actor_id": DPRK} | money_slots(money[0], "earned")
    slots |= _basis(reading, money[0].first, money[0].last) | _employers(reading)
    return Draft(LABOUR, match.i, slots, quote=(0, len(reading.tokens)), verb=match.verb)


def _slots(reading: Reading, verb: Verb | None, item: str) -> dict[str, Any]:
    party = dprk_actor(reading, *verb.subject) if verb is not None and verb.subject else None
    own = party is not None and party.value != DPRK and (party.entry_id or "").islower()
    slots: dict[str, Any] = {"item": item, "actor": DPRK, "actor_id": DPRK}
    if own and party is not None:
        slots |= {"actor": party.value, "actor_id": party.entry_id}
    place = _place(reading)
    if place is not None:
        slots |= {"place": place, "place_role": "work"}
    if _sent_home(reading, verb):
        slots["polarity"] = "ceased"
    return slots


def _people(reading: Reading, first: int, last: int) -> bool:
    """Whether a range is of North Koreans: by nationality, not the state or its bodies."""
    if not reading.names_dprk(first, last):
        return False
    names = {singular(w) for w in reading.words(first, last)}
    return bool(names & {"korean", "national", "citizen", "people", "women", "woman", "men"}) and not names & {
        "hacker", "leader", "official", "government", "missile", "company", "diplomat", "soldier", "troop", "actor",
        "group", "defector", "state", "agent", "bank", "regime", "vessel", "ship", "coal", "economy",
    }  # fmt: skip


def _place(reading: Reading) -> str | None:
    """Where they work: a place or state behind "in", "to", "at", other than the DPRK, or Kaesong."""
    for phrase in reading.parse.phrases:
        if phrase.prep not in ("in", "to", "at", "into", "across", "of"):
            continue
        for named in reading.entries(phrase.first, phrase.last, "place", "party"):
            if named.entry.id == "kaesong":
                return "Kaesong"
            if phrase.prep == "of" or (named.entry.kind == "party" and named.entry.subkind != "state"):
                continue
            country = reading.lexicon.country_of(named.entry)
            adjective = reading.tokens[named.last - 1].word.endswith(("ian", "ean", "ese", "ish", "can", "koreans"))
            if country != DPRK and not adjective and named.entry.id != DPRK:
                return reading.text(named.first, named.last) if named.entry.kind == "place" else named.entry.id
    return None


def _policy(reading: Reading, verb: Verb | None, i: int) -> bool:
    """Whether work is only spoken of as what is banned, asked for or to be looked into."""
    clause = reading.parse.clause_at(i)
    if any(
        v.lemma in words("policy") and v.last <= i and i - v.last < 12 and v.form != "part" for v in reading.parse.verbs
    ):
        return True
    own = [v for v in reading.parse.verbs if v.clause == clause]
    if any(v.modal in ("should", "shall", "must") for v in own) or any(
        v.modal == "may" and v.form == "finite" for v in own
    ):
        negated = any(t.word in ("no", "not") for t in reading.tokens[: i + 6])
        return negated or any(v.modal in ("should", "shall", "must") for v in own)
    return verb is not None and verb.form == "ing" and "deadline" in reading.words(0, verb.first)


def _sent_home(reading: Reading, verb: Verb | None) -> bool:
    """ "repatriated 300 workers", "sent home", "pulled its workers out": the work has ended."""
    if verb is None or verb.negated:
        return "longer" in [t.word for t in reading.tokens] and "no" in [t.word for t in reading.tokens]
    after = set(reading.words(verb.last, verb.last + 14))
    if "longer" in reading.words(verb.first - 2, verb.last) or "longer" in reading.words(verb.first - 1, verb.first):
        return True
    lemma = verb.lemma.split()[0]
    if lemma in words("home"):
        return verb.modal == "" or verb.modal == "will"
    return lemma in words("sent_home") and (
        bool({"home", "back"} & set(reading.words(verb.last, verb.last + 2)))
        or (lemma in ("pull", "withdraw") and bool({"out", "from"} & after))
    )


def _earned(reading: Reading, bounds: Clause) -> dict[str, Any]:
    """The sum of the clause, or the only one of the sentence, and what it is counted by."""
    money = [m for m in reading.money if bounds.first <= m.first < bounds.last] or (
        reading.money if len(reading.money) == 1 else []
    )
    if not money:
        return {}
    return money_slots(money[0], "earned") | _basis(reading, money[0].first, money[0].last)


def _basis(reading: Reading, first: int, last: int) -> dict[str, Any]:
    """ "$160 a month", "each earned $300,000 a year": what an amount is counted by."""
    before = set(reading.words(max(first - 10, 0), first))
    after = reading.words(last, last + 8)
    if {"each", "single", "apiece", "individual"} & before or {"each", "apiece", "worker", "head"} & set(after[:4]):
        return {"amount_basis": "per_worker"}
    if "month" in after or "monthly" in after or "monthly" in before:
        return {"amount_basis": "per_month"}
    return {"amount_basis": "per_year"} if {"year", "annually", "yearly"} & set(after) or "annual" in before else {}


def _line(reading: Reading) -> dict[str, Any]:
    """In a line of a list of parties, the party of the line is the actor and the lister says so."""
    entry = line_entry(reading)
    if entry is None:
        return {}
    party, lister = entry
    return {"actor": party.value, "actor_id": party.entry_id} | ({"asserted_by": lister} if lister else {})


def _item(reading: Reading, i: int) -> str | None:
    before = reading.words(max(i - 4, 0), i)
    if {"it", "tech", "technology", "it-worker"} & set(before[-2:]) or "technology" in before:
        return "it_workers"
    after = reading.words(i + 1, i + 4)
    if after[:1] == ["in"] and {"technology", "it"} & set(after):
        return "it_workers"  # "workers in information technology"
    near = {singular(w) for w in reading.words(max(i - 3, 0), i + 1)}
    if near & words("coding") and "labourer" not in near:
        return "it_workers"
    for named in reading.items(0, len(reading.tokens)):
        if named.entry.id == "it_workers" and singular(reading.tokens[i].word) not in ("labourer", "laborer"):
            return "it_workers"
    if (LABOUR, "it_workers") in reading.discourse.seen and singular(reading.tokens[i].word) not in (
        "labourer",
        "laborer",
    ):
        return "it_workers"
    return "labour"


def _theirs(reading: Reading, i: int) -> bool:
    """Whether people of a trade are plainly North Koreans: by their phrase, what hangs on it, or who sends them."""
    phrase = reading.parse.phrase_at(i)
    if phrase is None or phrase.head != i:
        return False
    if reading.names_dprk(phrase.first, phrase.last):
        return True
    after = next((p for p in reading.parse.phrases if p.first >= phrase.last and p.first <= phrase.last + 5), None)
    if after is not None and reading.names_dprk(after.first, after.last):
        return after.prep in ("from", "of") or reading.tokens[after.first - 1].tag == "REL"
    verb = reading.parse.governing_verb(i)
    sends = not phrase.prep and verb is not None and verb.lemma in words("senders")
    return sends and verb is not None and verb.subject is not None and reading.names_dprk(*verb.subject)


def _north_korean(reading: Reading, i: int, item: str) -> bool:
    if reading.names_dprk(0, len(reading.tokens)):
        first = max(i - 8, 0)
        others = [n for n in reading.entries(first, i, "party") if n.entry.subkind == "state" and n.entry.id != DPRK]
        return not (others and others[-1].first > i - 3)
    seen = any(t == LABOUR for t, _ in reading.discourse.seen)
    return reading.discourse.near and (item == "it_workers" or seen)


def _plain_mention(reading: Reading, match: Match, trade: bool) -> bool:
    """Whether nothing is said of the workers: no verb of working, earning, sending or posing, and no number."""
    following = reading.words(match.last, match.last + 1)
    told = {singular(t.lemma or t.word) for t in reading.tokens}
    if following and singular(following[0]) in ("scheme", "fraud", "operation", "program", "programme"):
        # "the use of IT worker schemes": told where something is done in the sentence, not as a heading or an aside
        return not reading.parse.verbs or any(
            v.lemma in ("involve", "relate", "link") and v.form == "part" and v.first < match.i
            for v in reading.parse.verbs
        )
    if match.verb is None:
        return not _count(reading, match.i) and not (reading.money and told & words("acts"))
    if trade and not (told & words("acts")):
        return True
    return not (told & words("acts")) and not _count(reading, match.i) and not reading.money


def _count(reading: Reading, i: int) -> dict[str, Any]:
    fallen = [k for k, t in enumerate(reading.tokens) if t.word in ("from", "to")]
    for number in reading.numbers:
        if number.ordinal:
            continue
        noun = reading.words(number.last, number.last + 6)
        people = words("workers") | words("trades") | {"people", "national", "citizen"}
        own = any(singular(w) in people for w in noun) and number.last <= i + 1
        if own:
            return count_slots(number, "worker")
        if noun[:1] == ["percent"] or noun[:1] == ["%"]:
            return count_slots(number, "percent") | {"quantity_basis": "share"}
    if "number" in [t.word for t in reading.tokens[:i]]:  # "the number of workers fell from 24,000 to 11,000"
        later = [q for q in reading.numbers if not q.ordinal and q.first > i and q.first - 1 in fallen]
        if later:
            return count_slots(later[-1], "worker") | {"quantity_basis": "stock"}
    return {}


def _employers(reading: Reading) -> dict[str, Any]:
    """How many firms took them: "at 64 U.S. companies"."""
    for number in reading.numbers:
        for k in range(number.last, min(number.last + 4, len(reading.tokens))):
            if reading.tokens[k].tag in ("CONJ", ",") or reading.tokens[k].tag.startswith("V:"):
                break
            if singular(reading.tokens[k].word) in ("company", "firm", "business", "employer"):
                slots = count_slots(number, "victim")
                return slots | {"target": reading.text(number.last, k + 1), "target_id": None}
    return {}
