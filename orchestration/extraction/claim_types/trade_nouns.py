"""`finance.trade` told by a noun: "coal exports", "arms transfers from X to Y", "trade between X and Y fell"."""

from __future__ import annotations

from orchestration.extraction.claim_types.trade import draft, forbidden, plausible, stopped
from orchestration.extraction.claim_types.trade_goods import WEAPONS, Good, goods_in
from orchestration.extraction.claim_types.trade_sides import (
    Sides,
    across,
    behind,
    is_dprk,
    made_in,
    party_in,
    taker_behind,
)
from orchestration.extraction.claim_types.trade_words import (
    BANS,
    BOUGHT,
    CHANGE,
    MARKET,
    NETWORKS,
    NOUNS_BOTH,
    NOUNS_TAKE,
    SOLD,
    STOP,
    STUDIES,
)
from orchestration.extraction.claim_types.who import Party, party_value, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_MOVED = frozenset({"shipment", "delivery", "transfer", "consignment", "transshipment", "transhipment", "smuggling"})


def traded(reading: Reading, match: Match) -> list[Draft]:
    """Claims of goods moved, told by a noun: one an item."""
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or match.i in reading.spent:
        return []
    word = singular(reading.tokens[match.i].word)
    if phrase.head != match.i:
        return _network(reading, match, phrase) if word in NOUNS_TAKE else []
    if (forbidden(reading, match.i, match.verb) and not _presupposed(reading, match, phrase)) or BANS & set(
        reading.words(phrase.first - 4, phrase.first)
    ):
        return []
    verb = match.verb
    if _studied(reading, phrase, verb) or (reading.tokens[phrase.first].word == "any" and verb and verb.modal):
        return []
    end = _reach(reading, phrase, verb)
    goods = _goods(reading, match, phrase, word, end)
    made: list[Draft] = []
    for good in (g for g in goods if g.first not in reading.traded):
        for sides in _sides(reading, match, phrase, word, end, good):
            bare = good.first == match.i and sides.other is None and sides.flow is not None
            if plausible(good, sides, word if word in MARKET else "export") and (
                not bare or _measured(reading, match, phrase, end)
            ):
                made.append(draft(reading, match, verb, good, goods, sides, (phrase.first, end)))
    return made


def _banned(reading: Reading, phrase: Phrase) -> bool:
    """ "a ban on coal exports", "the cap of imports"."""
    return phrase.prep in ("on", "of", "from", "for", "to") and bool(
        BANS & set(reading.words(phrase.first - 4, phrase.first))
    )


def _presupposed(reading: Reading, match: Match, phrase: Phrase) -> bool:
    """ "must cease its imports": what somebody is to stop goes on."""
    verb = match.verb
    owned = reading.tokens[phrase.first].word in ("its", "their")
    return verb is not None and verb.lemma in STOP and owned


def _studied(reading: Reading, phrase: Phrase, verb: Verb | None) -> bool:
    """Whether trade is only what is looked at: "an examination of its procurement efforts"."""
    before = {singular(w) for w in reading.words(phrase.first - 4, phrase.first)}
    return bool(
        before & {"examination", "reassessment", "assessment", "analysis", "overview", "study", "research"}
    ) or (verb is not None and verb.lemma in STUDIES and verb.first < phrase.first)


def _reach(reading: Reading, phrase: Phrase, verb: Verb | None) -> int:
    """How far a noun's tale goes: to the next verb, or past its own where that tells how much ("rose to $5m")."""
    last = next((v.first for v in reading.parse.verbs if v.first >= phrase.last), len(reading.tokens))
    told = next((v for v in reading.parse.verbs if v.first == last), None)
    relative = told is not None and reading.tokens[told.first - 1].tag == "REL" and told.first - phrase.last < 8
    if told is not None and relative and told.lemma.split()[0] in CHANGE:
        return next((v.first for v in reading.parse.verbs if v.first > last), len(reading.tokens))
    if verb is not None and verb.first >= phrase.last and verb.lemma.split()[0] in CHANGE | STOP:
        return next((v.first for v in reading.parse.verbs if v.first > verb.first), len(reading.tokens))
    return last


def _goods(reading: Reading, match: Match, phrase: Phrase, word: str, end: int) -> list[Good]:
    found = goods_in(reading, _list_start(reading, phrase), phrase.last)
    if not found or all(g.item == "goods" for g in found):
        for near in (p for p in reading.parse.phrases if phrase.last <= p.first < min(end, phrase.last + 9)):
            if near.prep not in ("of", "in"):
                continue
            stop = next(
                (p.first for p in reading.parse.phrases if p.first >= near.last and p.prep not in ("", "of")), end
            )
            narrow = goods_in(reading, near.first, min(stop, end))
            if narrow:
                found = narrow
                break
    if not found and (word in _MOVED or word in NOUNS_BOTH or _measured(reading, match, phrase, end)):
        return [Good("goods", match.i, match.last)]
    return found


def _list_start(reading: Reading, phrase: Phrase) -> int:
    """Where a list begins whose last member bears the noun: "coal and vanadium exports"."""
    first, tokens = phrase.first, reading.tokens
    while first > 1 and (tokens[first - 1].tag == "CONJ" or tokens[first - 1].word == ","):
        before = reading.parse.phrase_at(first - 2)
        if before is None or not any(g.last == before.last for g in goods_in(reading, before.first, before.last)):
            break
        first = before.first
    return first


def _measured(reading: Reading, match: Match, phrase: Phrase, end: int) -> bool:
    """Whether a noun of trade is given a sum or a share: "imports from China rose to $894 million"."""
    verb = match.verb
    changed = verb is not None and verb.lemma in CHANGE and verb.first >= phrase.last
    return bool(reading.money_in(phrase.first, end)) or (changed and bool(reading.numbers_in(phrase.last, end)))


def _sides(reading: Reading, match: Match, phrase: Phrase, word: str, end: int, good: Good) -> list[Sides]:
    owner = party_in(reading, phrase.first, match.i) or _owner_before(reading, phrase)
    made = made_in(reading, good) if good.first > phrase.last else None
    giver = behind(reading, phrase.last, end, "from", "by")
    taker = taker_behind(reading, phrase.last, end)
    if word in NOUNS_BOTH and word != "exchange":
        return _both(reading, match, phrase, end, good, owner)
    if word in NOUNS_TAKE:
        owner = owner or _doer(reading, match, phrase)
        found = across(reading, owner, giver or made, owner)
        if found:
            return [found]
        if is_dprk(reading, owner) and owner is not None:
            return [Sides(owner, giver.value if giver else None, "import")]
        return _default(reading, good, owner or giver)
    subject = None if giver or owner else _doer(reading, match, phrase)
    source = giver or owner or made
    if source is None and subject is not None and not is_dprk(reading, subject) and not is_dprk(reading, taker):
        source = None
    elif source is None and subject is not None and (taker is None or taker.value != subject.value):
        if taker is None and is_dprk(reading, subject) and good.item in BOUGHT:
            taker = subject
        else:
            source = subject
    doing = subject if subject in (source, taker) else None
    sides = across(reading, giver or owner or doing, source, taker)
    if sides is not None:
        joined = _joined_givers(reading, phrase, match.i, source) if sides.flow == "import" else []
        return [sides, *(Sides(other, other.value, "import") for other in joined)]
    if source is None or not is_dprk(reading, source):
        other = source or taker
        if other is not None and good.item in SOLD | BOUGHT | WEAPONS and _about(reading) and source is None:
            return [Sides(Party(DPRK, DPRK, -1), other.value, "export")]
        return _default(reading, good, other)
    return []


def _owner_before(reading: Reading, phrase: Phrase) -> Party | None:
    """ "the DPRK's (North Korea's) exports", "Pyongyang 's arms sales" where the owner stands in a phrase before."""
    if phrase.first < 2 or reading.tokens[phrase.first - 1].tag != "POSS":
        return None
    before = reading.parse.phrase_at(phrase.first - 2)
    return party_in(reading, before.first, before.last) if before else None


def _doer(reading: Reading, match: Match, phrase: Phrase) -> Party | None:
    verb = match.verb
    if verb is None or verb.subject is None or verb.subject[0] <= phrase.first < verb.subject[1]:
        return None
    return party_in(reading, *verb.subject)


def _both(reading: Reading, match: Match, phrase: Phrase, end: int, good: Good, owner: Party | None) -> list[Sides]:
    """Trade has no direction: the DPRK and the other state, where both or the DPRK alone are named."""
    verb = match.verb
    told = verb is not None and verb.lemma.split()[0] in CHANGE | STOP and verb.first >= phrase.last
    named = [
        n
        for n in reading.entries(phrase.first, end, "party")
        if n.entry.subkind == "state" and len(n.entry.id) == 2 and n.entry.id != DPRK
    ]
    doer = _doer(reading, match, phrase)
    mine = reading.names_dprk(phrase.first, end) or is_dprk(reading, owner) or reading.points_to_dprk(phrase.last, end)
    if good.item == "goods" and good.first == match.i:
        ended = stopped(reading, verb)
        if not (told or ended or _measured(reading, match, phrase, end)):
            return []
        mine = mine or reading.discourse.near
    elif not mine and doer is not None:
        mine = is_dprk(reading, doer)
    elif not mine:
        mine = reading.discourse.near and not named
    if not mine:
        return []
    other = party_value(reading, named[0]).value if named else None
    if other is None and doer is not None and not is_dprk(reading, doer):
        return [Sides(doer, doer.value, None)]
    return [Sides(Party(DPRK, DPRK, -1), other, None)]


def _about(reading: Reading) -> bool:
    return reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near


def _default(reading: Reading, good: Good, other: Party | None) -> list[Sides]:
    """Neither side is said: the way that such goods go, in a sentence on the DPRK."""
    if other is not None or not _about(reading):
        return []
    own = Party(DPRK, DPRK, -1)
    if good.item in SOLD:
        return [Sides(own, None, "export")]
    if good.item in BOUGHT:
        return [Sides(own, None, "import")]
    words = " ".join(t.word for t in reading.tokens).replace("-", " ")
    return [Sides(own, None, None)] if good.item == "goods" and "ship to ship" in words else []


def _network(reading: Reading, match: Match, phrase: Phrase) -> list[Draft]:
    """ "illicit procurement networks": goods got abroad, where the DPRK's."""
    if singular(reading.tokens[phrase.head].word) not in NETWORKS or phrase.head != match.last:
        return []
    verb = match.verb
    doing = verb is not None and verb.lemma in (
        "use",
        "make",
        "rely",
        "run",
        "operate",
        "maintain",
        "build",
        "expand",
        "have",
    )
    doer = verb.subject if verb is not None else None
    if not doing or not (reading.names_dprk(0, match.i) and doer) or _studied(reading, phrase, verb):
        return []
    good = Good("goods", match.i, match.last)
    goods = goods_in(reading, phrase.first, match.i) or [good]
    sides = Sides(Party(DPRK, DPRK, -1), None, "import")
    return [draft(reading, match, match.verb, g, goods, sides, (phrase.first, phrase.last)) for g in goods]


def _joined_givers(reading: Reading, phrase: Phrase, i: int, first: Party | None) -> list[Party]:
    """ "Chinese and Russian arms sales": each state that gives is a claim."""
    start = phrase.first - 3 if reading.words(phrase.first - 1, phrase.first) == ["and"] else phrase.first
    states = [
        n
        for n in reading.entries(max(start, 0), i, "party")
        if n.entry.subkind == "state" and n.entry.id != DPRK and (first is None or n.entry.id != first.entry_id)
    ]
    return [party_value(reading, n) for n in states]
