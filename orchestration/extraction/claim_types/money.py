"""`finance.laundering`, `finance.labour` and `finance.revenue`: how the DPRK earns money and moves it."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import Party, dprk_actor, line_entry, party_value, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

LAUNDERING, LABOUR, REVENUE = "finance.laundering", "finance.labour", "finance.revenue"
_FUNDS = frozenset(
    [
        "fund",
        "money",
        "proceeds",
        "cash",
        "crypto",
        "cryptocurrency",
        "asset",
        "currency",
        "earning",
        "revenue",
        "loot",
        "haul",
        "coin",
        "token",
        "bitcoin",
        "ether",
        "million",
        "billion",
        "dollar",
        "profit",
        "income",
    ]
)
_SERVICE_PREPOSITIONS = ("through", "via", "using", "into")
_MIXERS = frozenset(["mixer", "tumbler", "bridge", "exchange", "dex", "mixing"])
_WORKERS = frozenset(["worker", "labourer", "laborer", "wage", "salary", "employee", "personnel"])
_FROM_ABROAD = frozenset(
    ["abroad", "overseas", "foreign", "china", "russia", "remote", "wage", "wages", "salary", "salaries"]
)
_PROGRAMMES = frozenset(
    ["nuclear_programme", "missile_programme", "wmd_programme", "ballistic_missile", "nuclear_warhead", "missile"]
)
_EARN = frozenset(
    ["generate", "earn", "raise", "make", "gain", "bring", "collect", "receive", "net", "reap", "derive", "rake"]
)
_MINOR = frozenset(["sanction", "project", "program", "programme", "trial", "meeting", "research", "series"])
_ATTACK_WORDS = frozenset(["attack", "cyberattack", "cyber-attack", "hack", "heist", "theft"])


def laundering(reading: Reading, match: Match) -> list[Draft]:
    """Proceeds laundered, moved or cashed out, through whom or what."""
    verb = match.verb
    if (
        match.i in reading.spent
        or verb is None
        or verb.negated
        or reading.words(match.i - 1, match.i)[-1:] in (["money"], ["anti-money"])
    ):
        return []
    area = verb.subject if verb.passive or verb.form == "part" else verb.object
    end = _clause_end(reading, verb)
    if match.options.get("needs_funds") and not _moves_funds(reading, area, verb, end):
        return []
    party = _launderer(reading, verb)
    if party is None:
        return []
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id, "item": _crypto(reading, verb)}
    if slots["item"] is None and ("finance.cyber_theft", "cryptocurrency") in reading.discourse.seen:
        slots["item"] = "cryptocurrency"
    slots |= _service(reading, verb.last, end) or _instrument(reading, verb)
    money = (
        reading.money_in(*(area or (verb.last, end)))
        or reading.money_in(verb.last, end)
        or _antecedent_money(reading, verb)
    )
    if money:
        slots |= money_slots(money[0], "laundered")
    else:
        slots |= _share(reading, verb)
    return [Draft(LAUNDERING, match.i, slots, verb=verb)]


def _share(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "18 percent of the stolen funds had been laundered"."""
    for number in reading.numbers:
        if number.last <= verb.first and reading.words(number.last, number.last + 1) in (["percent"], ["%"]):
            return count_slots(number, "percent") | {"quantity_basis": "share"}
    return {}


def _moves_funds(reading: Reading, area: tuple[int, int] | None, verb: Verb, end: int) -> bool:
    """Whether a word of everyday use moves illicit money: funds through a service or of an illicit kind, or
    anything through a mixer."""
    mixer = any(n.entry.subkind == "mixer" for n in reading.entries(verb.last, end, "party")) or any(
        singular(w) in ("mixer", "tumbler") for w in reading.words(verb.last, end)
    )
    if mixer:
        return True
    return _names_funds(reading, area, verb) and (bool(_service(reading, verb.last, end)) or _illicit(reading))


def _clause_end(reading: Reading, verb: Verb) -> int:
    return max(reading.parse.clauses[verb.clause].last, verb.last)


def _names_funds(reading: Reading, area: tuple[int, int] | None, verb: Verb) -> bool:
    """Whether what moves is money or crypto assets, by the head words of the object or passive subject."""
    if area is None:
        return False
    first, last = area[0], min(area[1], area[0] + 9)
    words = {singular(w) for w in reading.words(first, last)}
    crypto = any(n.entry.id == "cryptocurrency" for n in reading.items(first, last))
    return bool(words & _FUNDS) or bool(reading.money_in(first, last)) or crypto


def _illicit(reading: Reading) -> bool:
    words = {singular(t.word) for t in reading.tokens}
    return bool(
        words
        & {
            "stolen",
            "illicit",
            "laundering",
            "launder",
            "proceeds",
            "heist",
            "theft",
            "mixer",
            "illegal",
            "illegally",
            "informal",
            "skirt",
            "evade",
            "loot",
        }
    )


def _launderer(reading: Reading, verb: Verb) -> Party | None:
    """The subject or agent, else the DPRK where the sentence or the document's hackers are meant."""
    if verb.passive or verb.form == "part":
        agent = reading.prepositional(verb.last, min(verb.last + 10, len(reading.tokens)), "by")
        found = dprk_actor(reading, *agent) if agent else None
    else:
        found = dprk_actor(reading, *verb.subject) if verb.subject else None
    if found:
        return found
    discourse = reading.discourse
    if (
        discourse.cyber_actor is not None
        and discourse.at - discourse.cyber_actor_at <= 12
        and not reading.names_dprk(0, len(reading.tokens))
    ):
        return Party(discourse.cyber_actor[0], discourse.cyber_actor[1], -1)
    return dprk_actor(reading, 0, len(reading.tokens)) or (Party(DPRK, DPRK, -1) if discourse.focus == DPRK else None)


def _crypto(reading: Reading, verb: Verb) -> str | None:
    if any(n.entry.id == "cryptocurrency" for n in reading.items(0, len(reading.tokens))) or reading.assets:
        return "cryptocurrency"
    words = {singular(t.word) for t in reading.tokens}
    crypto = words & (_MIXERS - {"bridge"}) or any(
        n.entry.subkind in ("mixer", "exchange") for n in reading.entries(0, len(reading.tokens), "party")
    )
    return "cryptocurrency" if crypto else None


def _service(reading: Reading, first: int, last: int) -> dict[str, Any]:
    """The service used: what stands behind "through", "via" or "using", with its list."""
    tokens = reading.tokens
    for k in range(first, min(last, len(tokens) - 1)):
        if tokens[k].word not in _SERVICE_PREPOSITIONS and not (tokens[k].word == "to" and _is_service(reading, k + 1)):
            continue
        phrase = reading.parse.next_phrase(k + 1, min(k + 4, len(tokens)))
        if phrase is None or any(s.first <= phrase.first < s.last for s in reading.times):
            continue
        end = _list_of_names(reading, phrase.last)
        named = [
            n
            for n in reading.entries(phrase.first, end, "party")
            if n.entry.subkind in ("mixer", "exchange", "company", "bank")
        ]
        return {"target": reading.text(phrase.first, end), "target_id": named[0].entry.id if named else None}
    return {}


def _is_service(reading: Reading, first: int) -> bool:
    """ "to the mixer Sinbad"."""
    end = min(first + 4, len(reading.tokens))
    return any(n.entry.subkind in ("mixer", "exchange") for n in reading.entries(first, end, "party")) or any(
        singular(w) in _MIXERS for w in reading.words(first, end)
    )


def _instrument(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "use of mixers to launder": the service in front of the verb."""
    for k in range(verb.first - 1, max(verb.first - 8, -1), -1):
        if singular(reading.tokens[k].word) in _MIXERS:
            return {"target": reading.text(k, k + 1), "target_id": None}
    named = [n for n in reading.entries(0, verb.first, "party") if n.entry.subkind in ("mixer", "bank", "exchange")]
    return {"target": party_value(reading, named[-1]).value, "target_id": named[-1].entry.id} if named else {}


def _list_of_names(reading: Reading, last: int) -> int:
    tokens = reading.tokens
    while last < len(tokens) - 1:
        word = tokens[last].word
        if word in (",", "and", "or", "like") or (word == "such" and tokens[last + 1].word == "as"):
            k = last + 1
            while k < len(tokens) and tokens[k].word in ("and", "as", "or"):
                k += 1
            phrase = reading.parse.phrase_at(k)
            if (
                phrase is None
                or phrase.first != k
                or any(v.first == phrase.last and v.form == "finite" for v in reading.parse.verbs)
            ):
                break
            last = phrase.last
        else:
            break
    return last


def _antecedent_money(reading: Reading, verb: Verb) -> list[Any]:
    """ "amounts totaling $15 million, which were stolen and laundered": the sum before a relative clause."""
    relative = any(t.tag == "REL" for t in reading.tokens[: verb.first])
    return [m for m in reading.money if m.last <= verb.first][-1:] if verb.passive or relative else []


# --- labour


def labour(reading: Reading, match: Match) -> list[Draft]:
    """North Korean workers abroad and IT workers: one claim a clause that says what they do, earn or number."""
    i = match.i
    if i in reading.spent:
        return []
    tokens = reading.tokens
    item = _labour_item(reading, i)
    if item is None or not _north_korean(reading, i, item):
        return []
    clause = reading.parse.clause_at(i)
    bounds = reading.parse.clauses[clause]
    if _plain_mention(reading, match, item):
        return []
    slots: dict[str, Any] = {"item": item, "actor": DPRK, "actor_id": DPRK} | _worker_count(reading, i) | _line(reading)
    money = [m for m in reading.money if bounds.first <= m.first < bounds.last] or (
        reading.money if len(reading.money) == 1 else []
    )
    if money:
        slots |= money_slots(money[0], "earned")
        slots |= _basis(reading, money[0].last)
    slots |= _employers(reading, 0, len(tokens))
    reading.spent.update(k for k in range(len(tokens)) if singular(tokens[k].word) in _WORKERS)
    return [Draft(LABOUR, i, slots, verb=match.verb)]


def _basis(reading: Reading, last: int) -> dict[str, Any]:
    """ "$160 a month", "$300,000 a year": what an amount is counted by."""
    words = reading.words(last, last + 8)
    if "month" in words or "monthly" in words:
        return {"amount_basis": "per_month"}
    return {"amount_basis": "per_year"} if "year" in words or "annually" in words else {}


def nationals(reading: Reading, match: Match) -> list[Draft]:
    """ "nearly 100,000 North Koreans were employed overseas": nationals counted at work abroad."""
    verb = match.verb
    area = verb.subject if verb is not None else None
    if verb is None or area is None or match.i in reading.spent or not reading.names_dprk(*area):
        return []
    number = next(
        (
            q
            for q in reading.numbers
            if not q.ordinal and area[0] - 3 <= q.first and q.last <= area[1] and q.last > area[0]
        ),
        None,
    )
    people = {singular(w) for w in reading.words(*area)} & {"korean", "national", "citizen", "people"}
    words = {w for t in reading.tokens for w in (t.word, singular(t.word))}
    if number is None or not people or not words & (_FROM_ABROAD | {"country", "world", "broad"}):
        return []
    slots: dict[str, Any] = {"item": "labour", "actor": DPRK, "actor_id": DPRK} | count_slots(number, "worker")
    return [Draft(LABOUR, match.i, slots, verb=verb)]


def _line(reading: Reading) -> dict[str, Any]:
    """In a line of a list of parties, the party of the line is the actor and the lister says so."""
    entry = line_entry(reading)
    if entry is None:
        return {}
    party, lister = entry
    return {"actor": party.value, "actor_id": party.entry_id} | ({"asserted_by": lister} if lister else {})


def _labour_item(reading: Reading, i: int) -> str | None:
    before = reading.words(max(i - 4, 0), i)
    if (
        any(w in ("it", "tech", "technology") for w in before) and "it" in before[-1:] + before[-2:-1]
    ) or "technology" in before:
        return "it_workers"
    if any(n.entry.id == "it_workers" for n in reading.items(0, len(reading.tokens))):
        return "it_workers"
    if (LABOUR, "it_workers") in reading.discourse.seen:
        return "it_workers"
    return "labour" if singular(reading.tokens[i].word) in _WORKERS else None


def _north_korean(reading: Reading, i: int, item: str) -> bool:
    if reading.names_dprk(0, len(reading.tokens)):
        first = max(i - 8, 0)
        others = [n for n in reading.entries(first, i, "party") if n.entry.subkind == "state" and n.entry.id != DPRK]
        return not (others and others[-1].first > i - 3)
    seen = any(t == LABOUR for t, _ in reading.discourse.seen)
    return reading.discourse.near and (item == "it_workers" or seen)


def _plain_mention(reading: Reading, match: Match, item: str) -> bool:
    """Whether nothing is said of the workers: no verb of working, earning, sending or posing, and no number."""
    verb = match.verb
    words = {singular(t.lemma or t.word) for t in reading.tokens}
    following = reading.words(match.last, match.last + 1)
    if following and singular(following[0]) in ("scheme", "fraud", "operation", "program", "programme"):
        return False
    acts = {
        "work", "earn", "employ", "hire", "send", "dispatch", "place", "pay", "generate", "recruit", "pose",
        "infiltrate", "apply", "get", "obtain",
        "secure", "remit", "funnel", "operate", "use", "export", "host", "import", "involve", "deploy", "divert",
        "affect", "land", "seek", "steal",
    }  # fmt: skip
    if verb is None:
        return not _worker_count(reading, match.i)
    return not (words & acts) and not _worker_count(reading, match.i) and not reading.money


def _worker_count(reading: Reading, i: int) -> dict[str, Any]:
    for number in reading.numbers:
        if number.ordinal:
            continue
        noun = reading.words(number.last, number.last + 5)
        if (
            any(singular(w) in ("worker", "labourer", "laborer", "personnel", "employee") for w in noun)
            and number.last <= i + 1
        ):
            return count_slots(number, "worker")
        if noun[:1] == ["percent"] or noun[:1] == ["%"]:
            return count_slots(number, "percent")
    return {}


def _employers(reading: Reading, first: int, last: int) -> dict[str, Any]:
    """How many firms took them: "at 64 U.S. companies"."""
    for number in reading.numbers_in(first, last):
        for k in range(number.last, min(number.last + 4, last)):
            if singular(reading.tokens[k].word) in ("company", "firm", "business", "employer"):
                slots = count_slots(number, "victim")
                return slots | {"target": reading.text(number.last, k + 1), "target_id": None}
    return {}


# --- revenue


def revenue(reading: Reading, match: Match) -> list[Draft]:
    """Money raised or coming in: "generated an estimated US$2 billion", "an important revenue source", "help fund
    the programme"."""
    if match.i in reading.spent:
        return []
    kind = str(match.options["kind"])
    readers = {"earn": _earned, "source": _source, "fund": _funded, "invest": _invested}
    return readers[kind](reading, match)


def _earned(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None or verb.negated:
        return []
    area = verb.subject if verb.passive else verb.object
    if area is None:
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
        return [_scheme_earned(reading, match, money)]
    if {singular(t.word) for t in reading.tokens} & _WORKERS or any(
        n.entry.id == "it_workers" for n in reading.items(0, len(reading.tokens))
    ):
        return []  # labour says it more narrowly
    party = dprk_actor(reading, *verb.subject) if verb.subject and not verb.passive else None
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


def _scheme_earned(reading: Reading, match: Match, money: list[Any]) -> Draft:
    item = "it_workers" if (LABOUR, "it_workers") in reading.discourse.seen else "labour"
    slots: dict[str, Any] = (
        {"item": item, "actor": DPRK, "actor_id": DPRK}
        | money_slots(money[0], "earned")
        | _basis(reading, money[0].last)
    )
    return Draft(
        LABOUR,
        match.i,
        slots | _employers(reading, 0, len(reading.tokens)),
        quote=(0, len(reading.tokens)),
        verb=match.verb,
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
    """Proceeds or a body that fund the weapons: "the proceeds help fund the programme"."""
    verb = match.verb
    if verb is None or verb.negated or verb.object is None or match.form not in ("active", "inf"):
        return []
    if not any(reading.lexicon.item_class(n.entry.id) in _PROGRAMMES for n in reading.items(*verb.object)):
        return []
    subject = verb.subject
    if subject is None:
        return []
    words = {singular(w) for w in reading.words(*subject)}
    if {singular(t.word) for t in reading.tokens} & _WORKERS:
        return []
    body = [n for n in reading.entries(*subject, "party") if n.entry.subkind in ("agency", "company", "bank")]
    office = bool(words & {"office", "agency", "company", "bank"})
    if not (words & {"proceeds", "money", "fund", "revenue", "profit", "earning", "income"} or body or office):
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.focus == DPRK):
        return []
    party = party_value(reading, body[0]) if body else Party(DPRK, DPRK, -1)
    return [Draft(REVENUE, match.i, {"actor": party.value, "actor_id": party.entry_id}, verb=verb)]


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
