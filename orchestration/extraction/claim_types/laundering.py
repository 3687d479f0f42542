"""`finance.laundering`: proceeds laundered, moved or cashed out, and the services, fronts and accounts used for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import Party, dprk_actor, party_value, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

LAUNDERING = "finance.laundering"
_SERVICE_PREPOSITIONS = ("through", "via", "using", "into", "over", "across")
# Verbs that move anything: without a service or a mixer they say nothing of money.
_EVERYDAY = frozenset(
    {"go", "reach", "run", "pass", "handle", "process", "take", "send", "receive", "move", "return", "end"}
)
_CRYPTO_SERVICES = frozenset({"mixer", "tumbler", "dex", "mixing", "exchange"})


@cache
def words(name: str) -> frozenset[str]:
    """A list of `laundering_words.yml` by its name."""
    lists = yaml.safe_load((Path(__file__).parent / "laundering_words.yml").read_text(encoding="utf-8"))
    return frozenset(str(lists[name]).split())


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
    area = verb.subject if verb.passive or verb.form == "part" or _intransitive(verb) else verb.object
    end = _clause_end(reading, verb)
    if match.options.get("needs_funds") and not _moves_funds(reading, area, verb, end):
        return []
    party = _launderer(reading, verb)
    if party is None:
        return []
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id, "item": _crypto(reading, verb)}
    if slots["item"] is None and any(item == "cryptocurrency" for _, item in reading.discourse.seen):
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
    told = words("mixers") | words("fronts") | {"bank", "bulk", "launderer", "false", "fake"}
    reading.spent.update(k for k, t in enumerate(reading.tokens) if singular(t.word) in told)
    named = [n for n in reading.entries(verb.last, end, "party") if n.entry.subkind == "mixer"]
    if len(named) < 2 or verb.lemma == "launder":
        return [Draft(LAUNDERING, match.i, slots, verb=verb)]
    return [
        Draft(
            LAUNDERING, match.i, slots | {"target": reading.text(n.first, n.last), "target_id": n.entry.id}, verb=verb
        )
        for n in named
    ]


def _share(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "18 percent of the stolen funds had been laundered"."""
    for number in reading.numbers:
        if number.last <= verb.last + 3 and reading.words(number.last, number.last + 1) in (["percent"], ["%"]):
            return count_slots(number, "percent") | {"quantity_basis": "share"}
    return {}


def _moves_funds(reading: Reading, area: tuple[int, int] | None, verb: Verb, end: int) -> bool:
    """Whether a word of everyday use moves illicit money: funds through a service or of an illicit kind, or
    anything through a mixer.
    """
    if verb.form == "finite" and verb.modal in ("should", "must", "shall"):
        return False
    end = len(reading.tokens) if verb.lemma in ("handle", "process") else end
    clause = reading.parse.clauses[verb.clause]
    front = (verb.subject[0], verb.first) if verb.subject else (clause.first, verb.first)
    ours = dprk_actor(reading, 0, len(reading.tokens)) is not None or (
        reading.discourse.cyber_actor is not None and not _mixer_in(reading, *front)
    )
    if ours and _intransitive(verb) and "whatever" in reading.words(0, len(reading.tokens)):
        return False
    if not ours and _mixer_in(reading, *front) and verb.lemma not in ("handle", "process"):
        return False
    if _mixer_in(reading, verb.last, end) or (
        _mixer_in(reading, *front) and _names_funds(reading, (verb.last, end), verb)
    ):
        return verb.lemma not in ("reach", "use") or _names_funds(reading, front, verb)
    if not (_illicit(reading) or reading.discourse.cyber_actor or dprk_actor(reading, 0, len(reading.tokens))):
        return False
    funds = _names_funds(reading, front if _intransitive(verb) else area, verb)
    if verb.form == "ing" and not funds:
        funds = _names_funds(reading, front, verb)  # "coins now passing over bridges"
    if not funds and verb.passive:
        funds = _names_funds(reading, (0, verb.first), verb)  # "most of the coins that they stole have been turned"
    if not funds:
        return False
    if verb.lemma in ("turn", "convert", "swap", "exchange"):
        return _turned(reading, verb, end) and (
            _illicit(reading) or dprk_actor(reading, 0, len(reading.tokens)) is not None
        )
    if verb.lemma in ("handle", "process"):
        told = {singular(w) for w in reading.words(*front)}
        served = reading.prepositional(verb.last, end, "for")
        ours = served is not None and dprk_actor(reading, *served) is not None
        return _illicit(reading) or ours or bool(told & words("services"))
    if verb.lemma == "sell":
        return bool({singular(w) for w in reading.words(verb.last, end)} & words("traders"))
    if _intransitive(verb) and not _illicit(reading) and dprk_actor(reading, 0, len(reading.tokens)) is None:
        return False
    return bool(_service(reading, verb.last, end)) or (_illicit(reading) and verb.lemma not in _EVERYDAY)


def _intransitive(verb: Verb) -> bool:
    """Verbs whose subject is what moves: "$455 million went through the mixer"."""
    return not verb.passive and verb.lemma in ("go", "flow", "pass", "reach", "end", "hop")


def _turned(reading: Reading, verb: Verb, end: int) -> bool:
    """Whether something is turned into another asset or cash."""
    for phrase in reading.parse.phrases:
        if verb.last <= phrase.first < end and phrase.prep in ("into", "to", "for"):
            told = {singular(w) for w in reading.words(phrase.first, phrase.last)}
            if told & words("into") or any(
                n.entry.id == "cryptocurrency" for n in reading.items(phrase.first, phrase.last)
            ):
                return True
    return bool(reading.assets)


def _mixer_in(reading: Reading, first: int, last: int) -> bool:
    return any(n.entry.subkind == "mixer" for n in reading.entries(first, last, "party")) or any(
        singular(w) in words("mixers") for w in reading.words(first, last)
    )


def service(reading: Reading, match: Match) -> list[Draft]:
    """A mixer or launderer that the DPRK's thieves are said to use, without a verb of moving: "a mixer favoured by
    North Korean hackers".
    """
    i = match.i
    told = {singular(t.lemma or t.word) for t in reading.tokens}
    if i in reading.spent or not told & (words("uses") | words("tools")) or told & {"should", "screen"}:
        return []
    party = dprk_actor(reading, 0, len(reading.tokens))
    if party is None:
        return []
    phrase = reading.parse.phrase_at(i)
    if phrase is None:
        return []
    named = [n for n in reading.entries(0, len(reading.tokens), "party") if n.entry.subkind == "mixer"]
    target = reading.text(named[0].first, named[0].last) if named else reading.text(i, i + 1)
    reading.spent.update(k for k, t in enumerate(reading.tokens) if singular(t.word) in words("mixers") | {"launderer"})
    slots: dict[str, Any] = {
        "actor": party.value,
        "actor_id": party.entry_id,
        "item": "cryptocurrency",
        "target": target,
    }
    slots["target_id"] = named[0].entry.id if named else None
    aside = next((v for v in reading.parse.verbs if v.form == "part" and match.last <= v.first <= match.last + 3), None)
    if aside is None:
        return [Draft(LAUNDERING, i, slots, verb=match.verb)]
    end = aside.object[1] if aside.object else reading.parse.clauses[aside.clause].last
    stop = next((k for k in range(aside.last, end) if reading.tokens[k].tag in (",", ".")), end)
    slots |= {"event_start": None, "event_end": None}  # "sanctioned X in May, a mixer used by the North": not in May
    return [Draft(LAUNDERING, i, slots, quote=(phrase.first, stop), verb=aside)]


def front(reading: Reading, match: Match) -> list[Draft]:
    """Front companies, accounts and cash couriers that move or hide the DPRK's money."""
    i = match.i
    if i in reading.spent or not reading.names_dprk(0, len(reading.tokens)):
        return []
    clause = reading.parse.clause_at(i)
    verbs = [v for v in reading.parse.verbs if v.clause == clause and (v.form != "part" or v.lemma == "use")]
    moving = next((v for v in verbs if v.lemma.split()[0] in words("hides")), None)
    told = {singular(t.word) for t in reading.tokens}
    money = told & (words("funds") | {"payment", "financial", "account"}) or reading.money
    if (
        moving is None
        or moving.modal in ("should", "must", "shall", "may")
        or not money
        or told & {"ban", "freeze", "froze"}
    ):
        return []
    if any(v.lemma in ("freeze", "block", "close", "sanction", "designate", "seize") for v in reading.parse.verbs):
        return []
    party = dprk_actor(reading, 0, len(reading.tokens)) or Party(DPRK, DPRK, -1)
    phrase = reading.parse.phrase_at(i)
    target = reading.text(phrase.first, phrase.last) if phrase else reading.text(i, match.last)
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id, "target": target, "target_id": None}
    sums = reading.money_in(reading.parse.clauses[clause].first, reading.parse.clauses[clause].last)
    slots |= money_slots(sums[0], "laundered") if sums else {}
    reading.spent.update(range(len(reading.tokens)))
    return [Draft(LAUNDERING, moving.head, slots, verb=moving)]


def _clause_end(reading: Reading, verb: Verb) -> int:
    return max(reading.parse.clauses[verb.clause].last, verb.last)


def _names_funds(reading: Reading, area: tuple[int, int] | None, verb: Verb) -> bool:
    """Whether what moves is money or crypto assets, by the head words of the object or passive subject."""
    if area is None:
        return False
    first, last = area[0], min(area[1], area[0] + 9)
    told = {singular(w) for w in reading.words(first, last)}
    crypto = any(n.entry.id == "cryptocurrency" for n in reading.items(first, last))
    goods = any(n.entry.subkind == "goods" for n in reading.items(first, last))
    return not goods and (bool(told & words("funds")) or bool(reading.money_in(first, last)) or crypto)


def _illicit(reading: Reading) -> bool:
    return bool({singular(t.word) for t in reading.tokens} & words("illicit"))


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
    told = {singular(t.word) for t in reading.tokens}
    crypto = told & (_CRYPTO_SERVICES) or any(
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
        singular(w) in words("services") for w in reading.words(first, end)
    )


def _instrument(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "use of mixers to launder": the service in front of the verb."""
    for k in range(verb.first - 1, max(verb.first - 8, -1), -1):
        if singular(reading.tokens[k].word) in words("services"):
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
