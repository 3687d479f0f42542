"""Whom an attack hit, how many, and what it took: the columns that thefts and attacks share."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.common import count_slots
from orchestration.extraction.claim_types.cyber_words import (
    ATTACK_VERBS,
    ATTACKS,
    BANKING,
    COIN_HOUSES,
    CYBER,
    DEEDS,
    NO_VALUE,
    THEFTS,
    TOOLS,
    VALUE,
    VICTIMS,
)
from orchestration.extraction.claim_types.who import groups, other_state, party_value, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Named, Quantity
from orchestration.extraction.reading import Reading

Range = tuple[int, int]
_CONTEXT = 4  # sentences over which a document is still about the hackers that it named


def clause_end(reading: Reading, verb: Verb) -> int:
    """Where a verb's complements end: its clause, or the next verb of another."""
    following = next((v for v in reading.parse.verbs if v.first >= verb.last and v.clause != verb.clause), None)
    return min(reading.parse.clauses[verb.clause].last, following.first if following else len(reading.tokens))


def noun_reach(reading: Reading, phrase: Phrase) -> int:
    """A noun's complements reach to the next verb."""
    return next((v.first for v in reading.parse.verbs if v.first >= phrase.last), len(reading.tokens))


def behind(reading: Reading, first: int, last: int, *prepositions: str) -> Range | None:
    """The phrase behind the first of some prepositions, with the names joined to it; no time and no sum."""
    for phrase in reading.parse.phrases:
        out = phrase.prep == "of" and phrase.first > 1 and reading.tokens[phrase.first - 2].word == "out"
        prep = "out of" if out else phrase.prep
        if not (first < phrase.first < last and prep in prepositions) or is_time_or_money(reading, phrase):
            continue
        if singular(reading.tokens[phrase.head].word) not in ATTACKS | {"espionage", "activity"}:
            return phrase.first, list_end(reading, phrase)
    return None


def is_time_or_money(reading: Reading, phrase: Phrase) -> bool:
    """Whether a phrase is a time, a sum or what a sum is reckoned by, and so nobody's name."""
    if reading.tokens[phrase.head].word in ("time", "moment", "price", "prices", "rate", "rates", "value"):
        return True  # "at the time", "at today's prices"
    return any(s.first <= phrase.head < s.last for s in reading.times) or any(
        m.first <= phrase.first < m.last for m in reading.money
    )


def list_end(reading: Reading, phrase: Phrase) -> int:
    """Where a list of phrases ends: "banks, cryptocurrency firms and exchanges in Asia"."""
    tokens, last = reading.tokens, phrase.last
    while last < len(tokens) - 1:
        if tokens[last].word in (",", "and", "or", "&"):
            k = last + 1 + (tokens[last + 1].word in ("and", "or"))
            following = reading.parse.phrase_at(k)
            if k == last + 1 and tokens[k].word in ("the", "a", "an") and tokens[last - 1].tag == "NAME":
                break  # "Harmony, the startup behind …": no list
            if following is None or following.first != k or _followed_by_verb(reading, following.last):
                break
            if reading.parse.clause_at(following.first) != reading.parse.clause_at(phrase.first):
                break
            if is_time_or_money(reading, following) or singular(tokens[following.head].word) in ATTACKS:
                break
            last = following.last
        elif tokens[last].word in ("in", "of", "across") and last == phrase.last:
            following = reading.parse.phrase_at(last + 1)
            if (
                following is None
                or reading.entries(following.first, following.last, "place")
                or is_time_or_money(reading, following)
            ):
                break
            last = following.last
        else:
            break
    return last


def _followed_by_verb(reading: Reading, i: int) -> bool:
    return i < len(reading.tokens) and any(v.first == i and v.form == "finite" for v in reading.parse.verbs)


def target_slots(reading: Reading, target: Range | None) -> dict[str, Any]:
    """The victim: a state by its code, a party of the lexicon by its name, else as written."""
    if target is None:
        return {}
    first, last = target
    tokens = reading.tokens
    while (
        first < last - 1
        and tokens[first].tag in ("DET", "NUM", "POSS")
        and tokens[first].end != tokens[first + 1].start
    ):
        first += 1
    named = [n for n in reading.entries(first, last, "party") if n.last >= last - 1]
    rest = reading.words(named[0].last, last) if named else []
    short = bool(named) and all(w in ("'s", "government", "side", "people") for w in rest)
    if named and named[0].entry.subkind == "state" and named[0].first == first and short:
        return {"target": named[0].entry.id, "target_id": named[0].entry.id}
    owner = next((n for n in reading.entries(first, last, "party") if is_victim(reading, n)), None)
    if owner is not None and owner.first == first and reading.words(owner.last, owner.last + 1) == ["'s"]:
        return {"target": party_value(reading, owner).value, "target_id": owner.entry.id}  # "Bybit's cold wallet"
    known = next((n for n in named if n.entry.subkind != "state"), None)
    if known is not None and last - first <= known.last - known.first + 2:
        name = known.entry.name if known.entry.subkind == "bank" else party_value(reading, known).value
        return {"target": name, "target_id": known.entry.id}
    if known is not None and known.last == last and _apposed(reading, first, known.first):
        return {"target": party_value(reading, known).value, "target_id": known.entry.id}
    return {"target": reading.text(first, last), "target_id": None}


def _apposed(reading: Reading, first: int, last: int) -> bool:
    """ "the crypto firm Harmony", "an exchange, Bybit": a name behind the noun that says what it is."""
    at = last - 1 - (reading.tokens[last - 1].word == ",")
    return at >= first and singular(reading.tokens[at].word) in VICTIMS | {"service", "casino", "bridge", "lender"}


def is_victim(reading: Reading, named: Named) -> bool:
    """Whether a party is one that hackers rob: a bank, exchange or firm that is no analyst of theirs."""
    entry = named.entry
    if entry.subkind not in ("bank", "exchange", "company") or entry.country == DPRK:
        return False
    return entry.subkind != "company" or reading.lexicon.entry("source", entry.id) is None


def named_victim(reading: Reading, phrase: Phrase, i: int) -> Range | None:
    """A victim in front of the noun: "the 2014 Sony attack", "Bybit's hack", "the Horizon bridge robbery"."""
    named = [n for n in reading.entries(phrase.first, i, "party") if is_victim(reading, n)]
    if named:
        return named[-1].first, named[-1].last
    last = i
    while last > phrase.first and reading.tokens[last - 1].tag in ("POSS", "N", "ADJ") and last > i - 3:
        last -= 1
    first = last
    while first > phrase.first and _part_of_name(reading, first - 1):
        first -= 1
    if first == last or reading.names_dprk(first, i) or reading.entries(first, last, "place", "source"):
        return None
    if {singular(w) for w in reading.words(first, last)} & (TOOLS | CYBER):
        return None  # "Ransomware Attacks" in a headline
    return first, (i if reading.tokens[last].tag == "N" and last < i else last)


def _part_of_name(reading: Reading, k: int) -> bool:
    token = reading.tokens[k]
    taken = any(s.first <= k < s.last for s in reading.times) or any(m.first <= k < m.last for m in reading.money)
    state = any(n.first <= k < n.last and n.entry.subkind in ("state", "group", "campaign") for n in reading.named)
    return token.tag == "NAME" and not taken and not state


def known_victim(reading: Reading, target: Range | None) -> bool:
    """Whether a target is one that the lexicon knows as a victim."""
    return target is not None and any(is_victim(reading, n) for n in reading.entries(*target, "party"))


def is_dprk_target(reading: Reading, phrase: Phrase | None) -> bool:
    """Whether an attack is on the DPRK and not by it."""
    return (
        phrase is not None
        and reading.names_dprk(phrase.first, phrase.last)
        and not other_state(reading, phrase.first, phrase.last)
        and singular(reading.tokens[phrase.head].word) not in ("defector", "expert", "watcher", "analyst", "researcher")
    )


def victims_counted(reading: Reading, target: Range | None) -> dict[str, Any]:
    """How many victims the target counts."""
    if target is None:
        return {}
    first = max(target[0] - 3, 0)
    for number in reading.numbers:
        if number.ordinal or not first < number.last <= target[1] or number.last <= target[0] - 1:
            continue
        noun = next((singular(w) for w in reading.words(number.last, target[1]) if singular(w) in VICTIMS), None)
        if noun:
            return count_slots(number, "package" if noun == "package" else "victim")
    return {}


def counted_attacks(reading: Reading, phrase: Phrase) -> dict[str, Any]:
    """ "seven attacks", "an attack", "both raids"."""
    number = next(
        (q for q in reading.numbers if phrase.first - 3 <= q.first and q.last <= phrase.head and q.last > phrase.first),
        None,
    )
    if number is not None and not number.ordinal:
        return count_slots(number, "attack")
    first, head = reading.tokens[phrase.first].word, reading.tokens[phrase.head].word
    if first in ("a", "an", "another") and singular(head) == head and head not in ("campaign", "wave", "effort"):
        return count_slots(Quantity(phrase.first, phrase.first + 1, 1.0, None, "exact"), "attack")
    if first == "both" and singular(head) != head:
        return count_slots(Quantity(phrase.first, phrase.first + 1, 2.0, None, "exact"), "attack")
    return {}


def same_clauses(reading: Reading, verb: Verb) -> set[int]:
    """The clause of a verb, with the one that it goes on from with the same subject ("made raids and took")."""
    clause = reading.parse.clauses[verb.clause]
    shared = verb.subject is not None and verb.subject[1] <= clause.first and clause.mark in ("and", ",")
    return {verb.clause, clause.parent} if shared and clause.parent is not None else {verb.clause}


def attacks_in(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "launched at least seven attacks …, extracting", "in 47 incidents": the attacks counted in the same clause."""
    clauses = same_clauses(reading, verb)
    for phrase in reading.parse.phrases:
        same = reading.parse.clause_at(phrase.head) in clauses
        if same and singular(reading.tokens[phrase.head].word) in ATTACKS | {"case", "occasion"}:
            counted = counted_attacks(reading, phrase)
            if counted and (counted["quantity"] > 1 or phrase.prep == ""):
                return counted
    return {}


def has_value(reading: Reading, area: Range | None) -> bool:
    """Whether a range names money or what is worth money."""
    if area is None:
        return False
    words = {singular(w) for w in reading.words(*area)}
    return (
        bool(words & VALUE)
        or any(n.entry.id in ("cryptocurrency", "bank_funds") for n in reading.items(*area))
        or any(area[0] <= a.first < area[1] for a in reading.assets)
    )


def is_no_value(reading: Reading, area: Range) -> bool:
    """Whether what is taken is data, secrets and the like."""
    phrase = reading.parse.next_phrase(area[0], area[1]) or reading.parse.phrase_at(area[0])
    return phrase is not None and singular(reading.tokens[phrase.head].word) in NO_VALUE


def tokens_taken(reading: Reading, area: Range) -> dict[str, Any]:
    """Tokens as written ("342,000 ETH"), or the code alone of a sum "in ether"."""
    assets = [a for a in reading.assets if area[0] <= a.first < area[1]]
    if assets:
        return {"asset_quantity": assets[0].quantity, "asset_code": assets[0].code}
    return {}


def asset_taken(reading: Reading, area: Range, target: Range | None) -> str | None:
    """Crypto assets or bank funds, by what was taken or from whom."""
    spans = [area] + ([target] if target else [])
    for first, last in spans:
        if any(n.entry.id == "cryptocurrency" for n in reading.items(first, last)) or any(
            a for a in reading.assets if first <= a.first < last
        ):
            return "cryptocurrency"
        if any(n.entry.subkind in ("exchange", "mixer") for n in reading.entries(first, last, "party")):
            return "cryptocurrency"
    for first, last in spans:
        if {singular(w) for w in reading.words(first, last)} & COIN_HOUSES and not reading.entries(
            first, last, "place"
        ):
            return "cryptocurrency"
    for first, last in spans:
        if set(reading.words(first, last)) & BANKING or any(
            n.entry.subkind == "bank" for n in reading.entries(first, last, "party")
        ):
            return "bank_funds"
    if target is not None and any(n.entry.subkind == "company" for n in reading.entries(*target, "party")):
        return "cryptocurrency"  # firms that the lexicon knows as robbed and that are no banks hold coins
    return None


def asset_around(reading: Reading) -> str | None:
    """Crypto assets where the sentence speaks of them anywhere, else what the document's thefts took before."""
    around = {singular(t.word) for t in reading.tokens}
    if around & {"cryptocurrency", "crypto", "mixer", "blockchain"}:
        return "cryptocurrency"
    return "cryptocurrency" if ("finance.cyber_theft", "cryptocurrency") in reading.discourse.seen else None


def cyber_context(reading: Reading) -> bool:
    """Whether the sentence is about computers at all: a cyber word or a group of the lexicon."""
    stems = {singular(p) for t in reading.tokens for p in (t.word, *t.parts)}
    words = [singular(t.word) for t in reading.tokens]
    threat = any(words[k] == "threat" and words[k + 1] in ("actor", "group") for k in range(len(words) - 1))
    discourse = reading.discourse
    if stems & ATTACKS and stems & {"cryptocurrency", "bank", "exchange", "crypto"}:
        return True  # "attacks on cryptocurrency platforms"
    if discourse.cyber_actor is not None and discourse.at - discourse.cyber_actor_at <= _CONTEXT:
        return True  # the document goes on about hackers
    return (
        threat
        or any(w.startswith("cyber") for w in words)
        or bool(stems & CYBER)
        or bool(groups(reading, 0, len(reading.tokens)))
    )


def is_question(reading: Reading) -> bool:
    """A question states nothing."""
    return bool(reading.tokens) and reading.tokens[-1].word == "?"


def technical(reading: Reading) -> bool:
    """Whether a sentence speaks of the tools and lures of hackers."""
    return bool({singular(part) for t in reading.tokens for part in (t.word, *t.parts)} & TOOLS)


def repeats(reading: Reading, phrase: Phrase, kind: str) -> bool:
    """A definite mention ("the attack", "these heists") of what has been stated adds nothing."""
    definite = reading.tokens[phrase.first].word in ("the", "this", "that", "these", "those", "its", "their")
    return definite and any(t == kind for t, _ in reading.discourse.seen)


def spend_clauses(reading: Reading, clauses: set[int]) -> None:
    """Words of attacks and thefts in a clause belong to the claim that it has made."""
    for k, token in enumerate(reading.tokens):
        word = singular(token.word)
        if reading.parse.clause_at(k) in clauses and (word in ATTACKS | THEFTS | DEEDS or token.lemma in ATTACK_VERBS):
            phrase = reading.parse.phrase_at(k)
            own_sum = phrase is not None and phrase.head == k and bool(reading.money_in(phrase.first, k))
            if not own_sum:  # "the $600 million hack" beside another is a claim of its own
                reading.spent.add(k)


def campaign_named(reading: Reading) -> dict[str, Any]:
    """A named campaign or malware of the lexicon in the sentence."""
    named = next((n for n in reading.named if n.entry.kind == "party" and n.entry.subkind == "campaign"), None)
    return {"campaign": reading.text(named.first, named.last)} if named is not None else {}
