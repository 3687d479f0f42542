"""`finance.trade`: goods and arms that moved to or from the DPRK, or stopped moving, with the side that the text
makes the subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import Party, line_entry, party_value, singular, speaks_for_dprk
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

TYPE = "finance.trade"
_OUT = frozenset(
    [
        "bring",
        "export",
        "sell",
        "ship",
        "supply",
        "provide",
        "send",
        "deliver",
        "transfer",
        "give",
        "exporting",
        "sale",
        "delivery",
        "shipment",
        "supplying",
        "smuggle",
    ]
)
_IN = frozenset(["import", "buy", "purchase", "procure", "receive", "obtain", "acquire", "procurement"])
_TRADED = frozenset(["goods", "arms"])
_WEAPONS = frozenset(
    [
        "missile",
        "ballistic_missile",
        "srbm",
        "mrbm",
        "irbm",
        "icbm",
        "cruise_missile",
        "rocket_artillery",
        "submarine",
        "drone",
    ]
)
_UNITS = {
    "ton": "tonne",
    "tonne": "tonne",
    "barrel": "barrel",
    "container": "container",
    "shell": "shell",
    "round": "round",
    "missile": "missile",
    "jet": "aircraft",
    "fighter": "aircraft",
    "shipment": "shipment",
    "percent": "percent",
    "vessel": "vessel",
}
_STOPPED = frozenset(["cease", "stop", "halt", "suspend", "end", "dry", "collapse"])
_TALK = frozenset(["consider", "offer", "promise", "seek", "discuss", "negotiate", "want"])


@dataclass(frozen=True, slots=True)
class _Sides:
    """Who gives and who takes; `actor` is the one that the text makes the subject."""

    actor: Party
    target: str | None
    flow: str | None


def trade(reading: Reading, match: Match) -> list[Draft]:
    """Claims of goods moved, one an item."""
    if match.i in reading.spent or _ordered(reading, match) or "risk" in reading.words(match.i - 5, match.i):
        return []
    if match.form == "noun":
        return _noun(reading, match)
    return _verb(reading, match)


def _ordered(reading: Reading, match: Match) -> bool:
    """Whether goods are only spoken of as what is banned, capped or allowed."""
    clause = reading.parse.clause_at(match.i)
    banning = ("ban", "prohibit", "bar", "forbid", "cap", "limit", "restrict", "prevent", "exempt")
    if any(v.lemma in banning and abs(v.head - match.i) < 14 for v in reading.parse.verbs):
        return True
    verb = match.verb
    return (
        verb is not None
        and (verb.modal in ("shall", "should") or (verb.modal in ("may", "must") and verb.negated))
        and verb.clause == clause
    )


def _verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None:
        return []
    passive = match.form in ("passive", "part")
    area = verb.subject if passive else verb.object
    if area is None:
        return []
    end = _end(reading, verb)
    whole = (area[0], max(area[1], end))
    items = _items(reading, *whole)
    if not items:
        return []
    sides = _sides(reading, verb, passive, end)
    if sides is None:
        return []
    return _drafts(reading, match, verb, items, sides, whole)


def _sides(reading: Reading, verb: Verb, passive: bool, end: int) -> _Sides | None:
    """The two sides of a verb of giving or taking; None where the DPRK is on neither."""
    out = verb.lemma in _OUT
    entry = line_entry(reading)
    if entry is not None and not passive:
        return _Sides(entry[0], None, "export" if out else "import")
    subject = None if passive or verb.subject is None else _state(reading, *verb.subject)
    if subject is None and not passive:
        near = reading.parse.phrase_at(verb.first - 1) or reading.parse.phrase_at(verb.first - 2)
        subject = _state(reading, near.first, near.last) if near is not None and verb.form == "finite" else None
    if passive:
        agent = _behind(reading, verb.last, end, "by")
        subject = agent or subject
    other = _other(reading, verb, end, "to" if out else "from")
    if subject is None and other is not None and other.value == DPRK and passive:
        return _Sides(other, None, "import" if out else "export")
    if subject is None and other is None:
        return None
    if subject is None and other is not None and other.value == DPRK and out:
        return _Sides(other, None, "import")  # "tankers brought oil to the North"
    if subject is not None and subject.value == DPRK:
        return _Sides(subject, other.value if other else None, "export" if out else "import")
    if other is not None and other.value == DPRK and subject is not None:
        return _Sides(subject, DPRK, "import" if out else "export")
    if subject is not None and not out and reading.names_dprk(verb.last, end):
        return _Sides(subject, DPRK, "export")
    if subject is not None and _belongs(reading, subject):
        return _Sides(subject, other.value if other else None, "export" if out else "import")
    return None


def _belongs(reading: Reading, party: Party) -> bool:
    entry = reading.lexicon.entry("party", party.entry_id)
    return entry is not None and reading.lexicon.country_of(entry) == DPRK


def _state(reading: Reading, first: int, last: int) -> Party | None:
    """The state or party that a range stands for."""
    first = first - 2 if first > 1 and reading.words(first - 1, first) == ["return"] else first
    for named in reading.entries(first, last, "party"):
        if named.entry.subkind in ("state", "company", "bank", "vessel") and (
            named.entry.subkind != "state" or len(named.entry.id) == 2
        ):
            return party_value(reading, named)
    if speaks_for_dprk(reading, first, last):
        return Party(DPRK, DPRK, first)
    if any(n.entry.id in reading.lexicon.anchors for n in reading.entries(first, last)) or reading.points_to_dprk(
        first, last
    ):
        return Party(DPRK, DPRK, first)
    return None


def _other(reading: Reading, verb: Verb, end: int, preposition: str) -> Party | None:
    """The other side: behind "to" or "from", or as the first object ("sold Iran missiles", "supplied North Korea
    with jets")."""
    for phrase in reading.parse.phrases:
        if verb.last <= phrase.first < end and phrase.prep == preposition:
            found = _state(reading, phrase.first, phrase.last)
            if found:
                return found
    first = reading.parse.next_phrase(verb.last, min(verb.last + 2, end))
    if first is not None and not first.prep and preposition == "to":
        names = [
            n
            for n in reading.entries(first.first, first.last, "party")
            if n.entry.subkind == "state" and n.first <= first.first + 1
        ]
        if names and (names[0].last < first.last or reading.words(first.last, first.last + 1) in (["with"], [","])):
            return party_value(reading, names[0])
    return None


def _noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or phrase.head != match.i:
        return []
    tokens = reading.tokens
    if any(
        w in ("ban", "bans", "banned", "prohibit", "prohibiting", "sanction", "sanctions", "cap")
        for w in reading.words(phrase.first - 4, phrase.first)
    ):
        return []
    end = _reach(reading, phrase)
    items = _items(reading, phrase.first, end)
    shipped = singular(tokens[match.i].word) in ("shipment", "delivery")
    if not items and not shipped:
        return []
    sides = _noun_sides(reading, phrase, match, end)
    if sides is None or not (items or sides.target):
        return []
    items = items or [("goods", match.i)]  # "shipments from North Korea to Syria": of what is not said
    verb = match.verb
    stopped = verb is not None and verb.lemma in _STOPPED and tokens[verb.head].tag != "V:base"
    drafts = _drafts(reading, match, verb, items, sides, (phrase.first, end))
    if sides.flow == "import" and sides.actor.value != DPRK:
        for other in _joined_givers(reading, phrase, match.i, sides.actor):
            drafts += _drafts(reading, match, verb, items, _Sides(other, DPRK, "import"), (phrase.first, end))
    for draft in drafts:
        if stopped:
            draft.slots["polarity"] = "ceased"
    return drafts


def _reach(reading: Reading, phrase: Phrase) -> int:
    return next((v.first for v in reading.parse.verbs if v.first >= phrase.last), len(reading.tokens))


def _noun_sides(reading: Reading, phrase: Phrase, match: Match, end: int) -> _Sides | None:
    """ "arms transfers from Russia to North Korea", "North Korea's coal exports", "its imports of North Korean
    arms"."""
    word = singular(reading.tokens[match.i].word)
    inside = _state(reading, phrase.first, match.i)
    giver = _behind(reading, phrase.last, end, "from", "by")
    taker = _behind(reading, phrase.last, end, "to")
    if word in ("import", "purchase", "procurement"):
        subject = match.verb.subject if match.verb is not None else None
        doer = _state(reading, *subject) if subject else None
        pronoun = reading.tokens[phrase.first].word in ("its", "their")
        owner = doer if pronoun and doer is not None else inside or doer  # "Russia must cease its imports"
        if owner is None:
            return None
        if owner.value == DPRK:
            return _Sides(owner, giver.value if giver else None, "import")
        return _Sides(owner, DPRK, "export") if reading.names_dprk(phrase.first, end) else None
    giver = giver or inside
    if giver is None and taker is not None:
        if taker.value == DPRK:
            return _Sides(taker, None, "import")
        focus = reading.names_dprk(0, len(reading.tokens)) or reading.discourse.focus == DPRK
        return _Sides(Party(DPRK, DPRK, -1), taker.value, "export") if focus and not _aid(reading) else None
    if giver is None:
        return None
    if giver.value == DPRK:
        return _Sides(giver, taker.value if taker else None, "export")
    receives = match.verb is not None and match.verb.subject is not None and _state(reading, *match.verb.subject)
    taken = taker or (receives if isinstance(receives, Party) else None)
    return _Sides(giver, DPRK, "import") if taken is not None and taken.value == DPRK else None


def _joined_givers(reading: Reading, phrase: Phrase, i: int, first: Party) -> list[Party]:
    """ "Chinese and Russian arms sales": each state that gives is a claim."""
    start = phrase.first - 3 if reading.words(phrase.first - 1, phrase.first) == ["and"] else phrase.first
    states = [
        n
        for n in reading.entries(max(start, 0), i, "party")
        if n.entry.subkind == "state" and n.entry.id not in (DPRK, first.entry_id)
    ]
    return [party_value(reading, n) for n in states]


def _aid(reading: Reading) -> bool:
    return any(t.word in ("aid", "assistance") for t in reading.tokens)


def _behind(reading: Reading, first: int, last: int, *prepositions: str) -> Party | None:
    for phrase in reading.parse.phrases:
        if first <= phrase.first < last and phrase.prep in prepositions:
            found = _state(reading, phrase.first, phrase.last)
            if found:
                return found
    return None


def _end(reading: Reading, verb: Verb) -> int:
    following = next(
        (v.first for v in reading.parse.verbs if v.first >= verb.last and v.form == "finite"), len(reading.tokens)
    )
    return min(
        following,
        reading.parse.clauses[verb.clause].last if reading.parse.clauses[verb.clause].last > verb.last else following,
    )


def _items(reading: Reading, first: int, last: int) -> list[tuple[str, int]]:
    """Goods and weapons in a range, one each; the general word is left out beside a narrower one."""
    found: list[tuple[str, int]] = []
    for named in reading.items(first, last):
        item = reading.lexicon.item_class(named.entry.id)
        if item in ("labour", "it_workers", "fishing_rights"):
            continue
        if (named.entry.subkind == "goods" or item in _WEAPONS) and not any(item == other for other, _ in found):
            found.append((item, named.first))
    narrow = [f for f in found if f[0] != "goods"]
    return narrow or found


def _drafts(
    reading: Reading,
    match: Match,
    verb: Verb | None,
    items: list[tuple[str, int]],
    sides: _Sides,
    area: tuple[int, int],
) -> list[Draft]:
    made = []
    money = reading.money_in(*area)
    for item, at in items:
        slots: dict[str, Any] = {
            "item": item,
            "flow": sides.flow,
            "actor": sides.actor.value,
            "actor_id": sides.actor.entry_id,
        }
        slots |= {
            "target": sides.target,
            "target_id": sides.target,
            "counterparty": sides.target if sides.actor.value == DPRK else sides.actor.value,
        }
        slots |= _quantity(reading, area, at)
        entry = line_entry(reading)
        if entry is not None and entry[1]:
            slots["asserted_by"] = entry[1]
        if money:
            slots |= money_slots(money[0])
        made.append(Draft(TYPE, match.i, slots, verb=verb))
    return made


def _quantity(reading: Reading, area: tuple[int, int], at: int) -> dict[str, Any]:
    for number in reading.numbers_in(*area):
        if number.ordinal:
            continue
        unit = next(
            (_UNITS[singular(w)] for w in reading.words(number.last, number.last + 5) if singular(w) in _UNITS), None
        )
        if unit and abs(number.first - at) < 10:
            return count_slots(number, unit)
    return {}


def ceased(reading: Reading, match: Match) -> list[Draft]:
    """ "illicit trade, including in luxury goods, has largely ceased": trade as such that stopped."""
    verb = match.verb
    if verb is None or match.i in reading.spent or verb.lemma not in _STOPPED:
        return []
    items = _items(reading, match.i, verb.first if verb.first > match.i else len(reading.tokens))
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near):
        return []
    slots: dict[str, Any] = {"actor": DPRK, "actor_id": DPRK, "polarity": "ceased"}
    return [Draft(TYPE, match.i, slots | {"item": item}, verb=verb) for item, _ in items or [("goods", match.i)]]
