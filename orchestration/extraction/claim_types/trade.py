"""`finance.trade`: goods and arms that moved to or from the DPRK, or stopped moving."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import money_slots
from orchestration.extraction.claim_types.trade_goods import WEAPONS, Good, goods_in, quantity
from orchestration.extraction.claim_types.trade_sides import (
    Sides,
    across,
    all_behind,
    behind,
    is_dprk,
    made_in,
    party_in,
    receiver,
    taker_behind,
)
from orchestration.extraction.claim_types.trade_words import (
    BANNED,
    BOUGHT,
    CARRY,
    EXHORT,
    GIVE,
    HALTS,
    MARKET,
    MOVE,
    NOT_SAID,
    ORGANS,
    OWN,
    SHIPS,
    SOLD,
    STOP,
    TAKE,
)
from orchestration.extraction.claim_types.who import Party, line_entry, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

TYPE = "finance.trade"
_OF_SHIPS = frozenset({"buy", "acquire", "purchase", "sell", "obtain", "procure"})
_PARTS = frozenset({"half", "most", "some", "rest", "all", "many", "they", "percent", "third"})
# States that weapons are aimed at and not sold to.
_NEVER_ARMED = frozenset({"US", "JP", "KR"})


def trade(reading: Reading, match: Match) -> list[Draft]:
    """Claims of goods moved, told by a verb: one an item."""
    verb = match.verb
    if verb is None or match.i in reading.spent or forbidden(reading, match.i, verb):
        return []
    end = _end(reading, verb)
    passive = verb.passive or verb.form == "part" or _reduced(reading, verb)
    lemma = verb.lemma.split()[0]
    goods, area = _goods(reading, verb, lemma, passive, end)
    if not goods:
        return []
    made: list[Draft] = []
    for good in goods:
        sides = _sides(reading, verb, lemma, passive, end, good)
        if sides is None or good.first in reading.traded:
            continue
        listed = line_entry(reading) is not None
        if (
            not listed
            and good.item in WEAPONS
            and sides.other is None
            and lemma in TAKE
            and _from_dprk(reading, verb, end)
        ):
            pass
        elif not listed and not plausible(good, sides, lemma):
            continue
        if good.item == "goods" and sides.other is None and not listed and not _own_goods(reading, verb, lemma):
            continue
        others = all_behind(reading, verb.last, end, "to") if lemma in GIVE and sides.flow == "export" else []
        takers: list[str | None] = [p.value for p in others] or [sides.other]
        for other in takers:
            made.append(draft(reading, match, verb, good, goods, Sides(sides.actor, other, sides.flow), area))
    return made


def _reduced(reading: Reading, verb: Verb) -> bool:
    """ "sand dredged and sold to Chinese buyers": a participle that reads like a past tense without an object."""
    return (
        verb.lemma in ("sell", "ship", "export", "import", "smuggle", "buy", "deliver", "supply")
        and verb.form == "finite"
        and verb.first == verb.head
        and reading.tokens[verb.head].tag in ("V:ed", "V:part")
        and reading.words(verb.last, verb.last + 1)[:1] in (["to"], ["by"], ["from"])
        and verb.subject is not None
        and bool(goods_in(reading, *verb.subject))
    )


def underway(reading: Reading, match: Match) -> list[Draft]:
    """Goods on their way: "arms bound for Egypt", "were on their way from Cuba to the North"."""
    i = match.i
    on_way = match.form != "noun" or reading.words(i - 2, i - 1) == ["on"]
    if match.i in reading.spent or not on_way or forbidden(reading, i, None):
        return []
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    front = clause.first if reading.parse.clause_at(i) == 0 or goods_in(reading, clause.first, i) else 0
    goods = goods_in(reading, front, i)
    end = next(
        (v.first for v in reading.parse.verbs if v.first > match.last and v.form == "finite"), len(reading.tokens)
    )
    goal = reading.parse.next_phrase(match.last, min(match.last + 2, end))
    taker = party_in(reading, goal.first, goal.last) if goal else None
    taker = taker or taker_behind(reading, match.last, end)
    made: list[Draft] = []
    for good in goods:
        origin = behind(reading, match.last, end, "from") or behind(reading, good.last, i, "from")
        sides = across(reading, None, origin or made_in(reading, good), taker)
        if sides is not None and plausible(good, sides, "ship"):
            made.append(draft(reading, match, None, good, goods, sides, (front, end)))
    return made


def held(reading: Reading, match: Match) -> list[Draft]:
    """ "which could hold some three million shells": what containers that have been told of may have had in them."""
    verb = match.verb
    if verb is None or verb.passive or verb.subject is None or match.i in reading.spent:
        return []
    words = {singular(w) for w in reading.words(*verb.subject)}
    told = any(t == TYPE for t, _ in reading.discourse.seen) or reading.names_dprk(0, verb.first)
    if reading.tokens[verb.first - 1].tag == "REL":
        words |= {singular(w) for w in reading.words(0, verb.first)}
    if not told or not words & {"container", "they", "shipment", "cargo", "railcar", "wagon"}:
        return []
    end = _end(reading, verb)
    goods = [g for g in goods_in(reading, verb.last, end) if g.item != "goods"]
    sides = Sides(Party(DPRK, DPRK, -1), None, "export" if goods and goods[0].item in SOLD else "import")
    return [draft(reading, match, verb, g, goods, sides, (verb.last, end)) for g in goods if g.item in SOLD | BOUGHT]


def _from_dprk(reading: Reading, verb: Verb, end: int) -> bool:
    return is_dprk(reading, behind(reading, verb.last, end, "from"))


def _own_goods(reading: Reading, verb: Verb, lemma: str) -> bool:
    """Whether goods of no named kind are plainly traded: by a word of trade itself."""
    return lemma in OWN


def _goods(reading: Reading, verb: Verb, lemma: str, passive: bool, end: int) -> tuple[list[Good], tuple[int, int]]:
    """What moves and the range that tells of it: the object of giving and taking, the subject of coming and going
    and of passives.
    """
    subject = verb.subject
    front = (subject[0], verb.first) if subject and verb.first - subject[0] < 30 else None
    inner = next((v.first for v in reading.parse.verbs if v.first >= verb.last and v.form == "inf"), end)
    back = (verb.last, min(inner, end))  # not "acquiring the ability to launch missiles"
    taken_up = reading.words(verb.last, verb.last + 1) in (["it"], ["them"]) and not goods_in(reading, *back)
    if taken_up and not passive and lemma in GIVE | TAKE | CARRY:
        earlier = goods_in(reading, 0, verb.first)
        return earlier[-1:], (verb.first, end)  # "loading coal and exporting it"
    order: list[tuple[int, int] | None] = [back] if lemma in GIVE | TAKE and not passive else [front]
    if lemma in CARRY and not passive:
        order = [back]
    if lemma in MOVE and lemma not in CARRY:
        order = [front]
    elif passive:
        order = [front, back]  # "was supplied with shells"
    for area in order:
        found = goods_in(reading, *area) if area else []
        if not found and area and lemma in _OF_SHIPS:
            found = _ships(reading, *area)
        if not found and area is front and subject and {singular(w) for w in reading.words(*subject)} & _PARTS:
            found = goods_in(reading, 0, verb.first)  # "of the shells, about half come from the North"
        if found and area:
            return found, (min(area[0], verb.first), max(area[1], end))
    return [], back


def _ships(reading: Reading, first: int, last: int) -> list[Good]:
    """Ships that are themselves bought or sold."""
    for phrase in reading.parse.phrases:
        if first <= phrase.first < last and not phrase.prep and singular(reading.tokens[phrase.head].word) in SHIPS:
            return [Good("vessels", phrase.head, phrase.head + 1)]
    return []


def forbidden(reading: Reading, i: int, verb: Verb | None) -> bool:
    """Whether goods are only spoken of as what is banned, capped, feared or asked for."""
    clause = reading.parse.clause_at(i)
    for other in reading.parse.verbs:
        near = abs(other.head - i) < 14 and (other.clause == clause or other.last <= i)
        attributive = (
            other.form == "part" and reading.tokens[other.head].tag in ("ADJ", "V:part") and other.object is None
        )
        if other.lemma in BANNED and near and not attributive:
            return True
        if other.lemma in EXHORT and verb is not None and verb.form == "inf" and 0 <= verb.first - other.last < 8:
            return True
    if "risk" in reading.words(i - 5, i):
        return True
    governor = reading.parse.verbs[verb.governor] if verb is not None and verb.governor is not None else None
    if verb is not None and verb.form != "finite" and governor is not None and governor.modal in NOT_SAID:
        return True
    return verb is not None and (
        verb.modal in NOT_SAID or (verb.modal == "may" and verb.negated and verb.clause == clause)
    )


def plausible(good: Good, sides: Sides, lemma: str) -> bool:
    """Weapons are goods only between two states: what else is sent or brought is fired, shown or deployed."""
    if good.item not in WEAPONS:
        return True
    if sides.other in _NEVER_ARMED:
        return False
    if sides.other is None:
        return lemma in MARKET and (good.item in ("arms", "missile", "ballistic_missile") or lemma != "deliver")
    return lemma not in (
        "reach",
        "cross",
        "fly",
        "land",
        "travel",
        "carry",
        "leave",
        "enter",
        "head",
        "find",
        "pass",
    ) or (good.item == "arms")


def _end(reading: Reading, verb: Verb) -> int:
    """Where what belongs to a verb ends: the next clause of a finite verb, or the sentence."""
    following = next(
        (
            reading.parse.clauses[v.clause].first if v.clause != verb.clause else v.first
            for v in reading.parse.verbs
            if v.first >= verb.last and v.form == "finite"
        ),
        len(reading.tokens),
    )
    end = following if following > verb.last else len(reading.tokens)
    swap = next(
        (k for k in range(verb.last, end - 1) if reading.words(k, k + 2) in (["in", "return"], ["in", "exchange"])), end
    )
    return swap if swap > verb.last else end  # what is given for it goes the other way


def _sides(reading: Reading, verb: Verb, lemma: str, passive: bool, end: int, good: Good) -> Sides | None:
    entry = line_entry(reading)
    if entry is not None and not passive:
        return Sides(entry[0], None, "export" if lemma in GIVE else "import")
    agent = _agent(reading, verb, passive, end, good)
    owned = verb.subject is not None and reading.words(*verb.subject)[:1] in (["its"], ["their"])
    if agent is None and owned and not passive and reading.points_to_dprk(*(verb.subject or (0, 0))):
        agent = Party(DPRK, DPRK, (verb.subject or (0, 0))[0])  # "its companies sold …"
    origin = behind(reading, verb.last, end, "from", "out") or behind(reading, good.last, verb.first, "from")
    to = taker_behind(reading, verb.last, end, at=lemma in MOVE | CARRY)
    to = to or taker_behind(reading, good.last, max(verb.first, good.last))
    made = made_in(reading, good)
    if lemma in TAKE:
        if passive and agent is None:
            agent = behind(reading, verb.last, end, "for")
        if lemma in ("rely", "depend"):
            origin = origin or behind(reading, verb.last, end, "on")
        helped = behind(reading, verb.last, end, "for")
        named = helped is not None and origin is None and reading.names_dprk(verb.last, end)
        to = to or (helped if named and is_dprk(reading, helped) else None)
        if agent is not None and not is_dprk(reading, agent) and is_dprk(reading, to):
            return Sides(agent, (origin or agent).value, "import")
        return across(reading, agent, origin or made, agent or to)
    if lemma == "smuggle" and to is None and origin is None and agent is not None and is_dprk(reading, agent):
        return Sides(agent, None, None)
    if lemma in GIVE:
        to = to or (None if passive else receiver(reading, verb.last, end))
        if passive and to is None:
            subject = party_in(reading, *verb.subject) if verb.subject else None
            to = subject if good.first > verb.last else None
        if passive and to is None and is_dprk(reading, agent):
            to = _holder(reading, verb)
        giver = agent if is_dprk(reading, agent) else origin or agent or made
        if agent is not None and made is not None and is_dprk(reading, made) and not is_dprk(reading, agent):
            return across(reading, agent, made, to or agent)  # "a Chinese firm shipped North Korean coal"
        found = across(reading, agent or giver, giver, to) or _at_home(reading, agent, giver, to)
        unsaid = passive and agent is None and giver is None and to is None and lemma in ("export", "smuggle")
        if found is None and unsaid and good.item in SOLD and reading.names_dprk(0, len(reading.tokens)):
            return Sides(Party(DPRK, DPRK, -1), None, "export")  # "coal is believed to have been exported"
        return found
    left = party_in(reading, verb.last, end) if lemma == "leave" else None
    reached = party_in(reading, verb.last, end) if lemma in ("reach", "enter") else None
    giver, taker = origin or left or made, to or reached
    if lemma in CARRY and agent is not None:
        if giver is None and not is_dprk(reading, agent) and is_dprk(reading, taker):
            giver = agent
        if taker is None and not is_dprk(reading, agent) and is_dprk(reading, giver):
            taker = agent
    actor = agent if lemma in CARRY and agent is not None else None
    if giver is None and taker is None and lemma in ("arrive", "leave") and reading.discourse.near:
        flow = "import" if lemma == "arrive" else "export"
        if good.item in (BOUGHT if flow == "import" else SOLD) and good.item != "arms":
            return Sides(Party(DPRK, DPRK, -1), None, flow)
    return across(reading, actor, giver, taker)


def _at_home(reading: Reading, agent: Party | None, giver: Party | None, to: Party | None) -> Sides | None:
    """A giver that is not named is the DPRK where the text is about it: "11,000 containers were sent to Russia"."""
    if giver is None and agent is None and to is not None and not is_dprk(reading, to) and reading.discourse.near:
        return Sides(Party(DPRK, DPRK, -1), to.value, "export")
    return None


def _agent(reading: Reading, verb: Verb, passive: bool, end: int, good: Good) -> Party | None:
    """Who does it: the subject, a by-phrase, or the noun in front of a participle."""
    if passive:
        agent = behind(reading, verb.last, end, "by") or behind(reading, good.last, verb.first, "by")
        if agent is None and verb.form == "part" and verb.lemma.split()[0] in TAKE and verb.governor is not None:
            agent = _holder(reading, verb)
        return agent
    near = reading.parse.phrase_at(verb.first - 1)
    if verb.form == "inf" and near is not None and not near.prep and near.last == verb.first:
        found = party_in(reading, near.first, near.last)
        bare = any(n.last == near.last and n.first <= near.first + 1 for n in reading.entries(near.first, near.last))
        if found and bare:
            return found  # "prompted Russia to provide food"
    if verb.subject is not None:
        subject = verb.subject
        if (
            subject[1] - subject[0] == 1
            and reading.tokens[subject[0]].word in ("it", "they")
            and verb.governor is not None
        ):
            speaker = reading.parse.verbs[verb.governor].subject  # "Moscow denies that it buys arms"
            found = party_in(reading, *speaker) if speaker else None
            if found:
                return found
        if subject[0] <= good.first < subject[1]:
            return None
        found = party_in(reading, *subject)
        if found:
            return found
        if {singular(w) for w in reading.words(*subject)} & ORGANS and (
            reading.discourse.near or reading.names_dprk(0, len(reading.tokens))
        ):
            return Party(DPRK, DPRK, subject[0])
        based = behind(reading, subject[1], min(verb.first, subject[1] + 4), "in", "of", "from")
        if based:
            return based  # "a company in Singapore"
    near = reading.parse.phrase_at(verb.first - 1) or reading.parse.phrase_at(verb.first - 2)
    if near is not None and verb.form in ("finite", "ing", "inf") and near.last <= good.first:
        return party_in(reading, near.first, near.last)
    return None


def _holder(reading: Reading, verb: Verb) -> Party | None:
    """Another state that has what came from the DPRK: "Russia has fired missiles obtained from the North"."""
    if verb.form != "part" or verb.governor is None:
        return None
    subject = reading.parse.verbs[verb.governor].subject
    found = party_in(reading, *subject) if subject else None
    return None if is_dprk(reading, found) else found


def draft(
    reading: Reading,
    match: Match,
    verb: Verb | None,
    good: Good,
    goods: list[Good],
    sides: Sides,
    area: tuple[int, int],
) -> Draft:
    """The claim about one kind of goods."""
    own = is_dprk(reading, sides.actor)
    slots: dict[str, Any] = {
        "item": good.item,
        "flow": sides.flow,
        "actor": sides.actor.value,
        "actor_id": sides.actor.entry_id,
        "target": sides.other if own else DPRK,
        "target_id": sides.other if own else DPRK,
        "counterparty": sides.other,
    }
    slots |= quantity(reading, good, goods, min(area[0], good.first), max(area[1], good.last))
    slots |= method(reading)
    entry = line_entry(reading)
    if entry is not None and entry[1]:
        slots["asserted_by"] = entry[1]
    money = reading.money_in(*area) or _brought(reading, area[1])
    if money:
        slots |= money_slots(money[0])
        slots |= {"amount_basis": "per_year"} if _a_year(reading, money[0].last) else {}
    if verb is not None and verb.lemma == "offer":
        slots["certainty"] = "planned"
    if stopped(reading, verb):
        slots["polarity"] = "ceased"
    reading.traded.add(good.first)
    return Draft(TYPE, match.i, slots, verb=verb)


def _brought(reading: Reading, last: int) -> list[Any]:
    """ "coal sold to China brought $22 million": what the verb behind says that goods were worth."""
    verb = next((v for v in reading.parse.verbs if v.first in (last, last + 1)), None)
    if verb is None or verb.lemma not in ("bring", "earn", "net", "generate", "yield", "fetch"):
        return []
    return reading.money_in(verb.last, len(reading.tokens))


def _a_year(reading: Reading, last: int) -> bool:
    following = reading.words(last, last + 3)
    return following[:2] == ["a", "year"] or "annually" in following or following[:2] == ["per", "year"]


def method(reading: Reading) -> dict[str, Any]:
    """How goods were moved past controls, where the sentence says."""
    words = " ".join(t.word for t in reading.tokens).replace("-", " ")
    if "ship to ship" in words or "at sea" in words or "on the high seas" in words:
        return {"method": "ship_to_ship"}
    if "false origin" in words or "country of origin" in words or "declared as" in words or "forged" in words:
        return {"method": "false_origin"}
    return {"method": "front_company"} if "front compan" in words or "shell compan" in words else {}


def stopped(reading: Reading, verb: Verb | None) -> bool:
    """ "stopped buying coal", "the trade has dried up", "an end to": what was so has ended."""
    if verb is None or verb.negated:
        return False
    after = reading.words(verb.last, verb.last + 3)
    if verb.lemma in ("come", "grind", "bring", "be") and after[:2] in (["to", "a"], ["to", "an"], ["at", "a"]):
        return bool(set(after) & HALTS)
    governor = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if verb.form == "inf" and reading.words(verb.first - 1, verb.first) == ["used"]:
        return governor is None or not governor.passive
    if verb.lemma.split()[0] in STOP and reading.tokens[verb.head].tag not in ("V:base", "V:ing"):
        return verb.modal == ""
    return governor is not None and verb.form in ("ing", "part") and governor.lemma in STOP and not governor.negated
