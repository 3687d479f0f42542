"""Goods as sentences of trade name them: which, where they stand, how many, for how much."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.common import count_slots
from orchestration.extraction.claim_types.trade_words import HEADS, KIND_OF, UNITS, WEIGHTS, words
from orchestration.extraction.claim_types.who import singular
from orchestration.extraction.clauses import Phrase
from orchestration.extraction.reading import Reading

MISSILES = words("missiles")
# Weapons are only goods where somebody else has them or gets them.
WEAPONS = MISSILES | {"arms"}
_AS_ARMS = frozenset({"rocket_artillery", "satellite_launch_vehicle", "nuclear_warhead"})
_NOT_TRADED = frozenset({"labour", "it_workers", "bank_funds"})
_SHARED = frozenset({"technology", "know-how", "component", "part", "equipment", "material", "item", "product"})
_CALIBRE = frozenset({"mm", "millimeter", "millimetre", "-mm", "mm-caliber"})
_COUNTED = frozenset({"vehicles", "vessels", "luxury_goods", "submarine", "arms", "statues"}) | MISSILES


@dataclass(frozen=True, slots=True)
class Good:
    """One kind of goods at tokens `[first, last)`."""

    item: str
    first: int
    last: int


def goods_in(reading: Reading, first: int, last: int) -> list[Good]:
    """Goods and weapons in a range, one a kind, in the order of the text; the general word is left out where it only
    heads a narrower one.
    """
    found: list[Good] = []
    for good in _named(reading, first, last) + _plain(reading, first, last):
        if any(g.first < good.last and good.first < g.last for g in found):
            continue
        found.append(_by_head(reading, good))
    found.sort(key=lambda g: g.first)
    kept: list[Good] = []
    if any(g.item in ("refined_petroleum", "crude_oil", "oil", "aviation_fuel") for g in found):
        barrels = [g for g in found if reading.tokens[g.first].word.startswith("barrel")]
        found = [g for g in found if g not in barrels or len(found) == len(barrels)]
    if any(g.item == "arms" for g in found):
        found = [g for g in found if not reading.tokens[g.first].word.startswith("container") or g.item == "arms"]
    for good in found:
        if not _heads(reading, good) or (
            any(k.item == good.item for k in kept) and not _counted_anew(reading, kept, good)
        ):
            continue
        kept.append(good)
    return [g for g in kept if g.item != "goods" or len(kept) == 1 or _joined(reading, g)]


def _named(reading: Reading, first: int, last: int) -> list[Good]:
    found = []
    for named in reading.items(first, last):
        item = reading.lexicon.item_class(named.entry.id)
        if item in _AS_ARMS:
            item = "arms"
        if item == "missile_programme" and reading.tokens[named.last - 1].word.startswith("technolog"):
            item = "goods"
        if item in _NOT_TRADED or reading.tokens[named.first].tag.startswith("V:"):
            continue
        if _compounded(reading, named.first, named.last):
            continue
        if item == "vessels" and _carries(reading, named.last - 1):
            continue
        if named.entry.subkind == "goods" or item in WEAPONS or item in ("goods", "fishing_rights"):
            found.append(Good(item, named.first, named.last))
    return sorted(found, key=lambda g: g.first - g.last)


def _carries(reading: Reading, i: int) -> bool:
    """Whether ships are what goods travel on, not the goods: "from North Korean vessels to Chinese barges"."""
    phrase = reading.parse.phrase_at(i)
    return phrase is not None and phrase.prep not in ("", "of", "in", "including", "like")


def _compounded(reading: Reading, first: int, last: int) -> bool:
    """Whether goods are half of a hyphened word that describes something else: "oil-storage tanks"."""
    phrase = reading.parse.phrase_at(first)
    half = last - first == 1 and "-" in reading.tokens[first].word
    return half and phrase is not None and phrase.head >= last


def _plain(reading: Reading, first: int, last: int) -> list[Good]:
    found = []
    for k in range(max(first, 0), min(last, len(reading.tokens))):
        token = reading.tokens[k]
        if token.tag not in ("N", "NAME"):
            continue
        word = singular(token.word)
        kind = KIND_OF.get(token.word) or KIND_OF.get(word) or KIND_OF.get(word.rpartition("-")[2])
        if kind == "goods" and word == "container" and _arms_in_text(reading):
            kind = "arms"
        if kind:
            found.append(Good(kind, k, k + 1))
    return found


def _arms_in_text(reading: Reading) -> bool:
    """Whether containers can be taken for arms: the sentence names some, or the text has told of arms moved."""
    named = any(KIND_OF.get(singular(t.word)) == "arms" for t in reading.tokens) or any(
        reading.lexicon.item_class(n.entry.id) in WEAPONS | _AS_ARMS for n in reading.items(0, len(reading.tokens))
    )
    return named or ("finance.trade", "arms") in reading.discourse.seen


def _by_head(reading: Reading, good: Good) -> Good:
    """ "missile parts", "weapons technology" are goods for weapons, not weapons."""
    phrase = _whole(reading, good)
    if phrase is None or good.item not in WEAPONS or phrase.head < good.last:
        return good
    word = singular(reading.tokens[phrase.head].word)
    return Good("goods", good.first, phrase.head + 1) if word in _SHARED else good


def _whole(reading: Reading, good: Good) -> Phrase | None:
    """The phrase of a good, or the next one that shares its head: "missile and nuclear-related technologies"."""
    phrase = reading.parse.phrase_at(good.last - 1)
    if phrase is not None and phrase.last == good.last and reading.words(good.last, good.last + 1) == ["and"]:
        following = reading.parse.phrase_at(good.last + 1)
        if following is not None and reading.tokens[following.first].tag == "ADJ":
            return following
    return phrase


def _heads(reading: Reading, good: Good) -> bool:
    """Whether the goods are what their phrase is about: "coal", "coal exports", not "coal mine", "arms embargo"."""
    phrase = reading.parse.phrase_at(good.last - 1)
    if phrase is None or phrase.head < good.last:
        return True
    following = reading.tokens[good.last]
    if following.tag in ("POSS", "NUM", "PRON") or following.word in ("en", "bound"):
        return True
    head = singular(reading.tokens[phrase.head].word)
    if following.word in ("and", "or", ",") and reading.items(good.last, phrase.head + 1):
        return any(n.last == phrase.head + 1 for n in reading.items(good.last, phrase.head + 1)) or head in HEADS
    return head in HEADS or head in KIND_OF


def _counted_anew(reading: Reading, kept: list[Good], good: Good) -> bool:
    """ "three million shells, or some 500,000 rounds": the same kind again with a number of its own."""
    return any(
        kept[-1].last <= q.first and q.last <= good.first and good.first - q.last < 3 and not q.ordinal
        for q in reading.numbers
    )


def _joined(reading: Reading, good: Good) -> bool:
    """ "coal and other commodities": goods of their own beside the narrower ones."""
    return "other" in reading.words(good.first - 3, good.first) and bool(
        {"and", "or"} & set(reading.words(good.first - 4, good.first))
    )


def quantity(reading: Reading, good: Good, goods: list[Good], first: int, last: int) -> dict[str, Any]:
    """How many or how much of a good: the number that leads up to it, else one by weight in reach."""
    numbers = [q for q in reading.numbers_in(first - 4, last) if not q.ordinal and not _of_time(reading, q.first)]
    numbers = [q for q in numbers if not _CALIBRE & set(reading.words(q.last, q.last + 1))]
    leading = [q for q in numbers if q.last <= good.last and good.first - q.last <= 7]
    for number in reversed(leading):
        between = [g for g in goods if number.last <= g.first < good.first]
        unit = _unit(reading, number.last, max(good.last, number.last + 4))
        if between and unit not in WEIGHTS:
            break
        if unit or (good.item in _COUNTED and _one_phrase(reading, number.last, good)):
            return count_slots(number, unit or "")
    for number in numbers:
        unit = _unit(reading, number.last, number.last + 3)
        if unit and number.first >= good.last and (unit in WEIGHTS or unit == "shipment"):
            return count_slots(number, unit)
    percent = [q for q in numbers if reading.words(q.last, q.last + 1) in (["percent"], ["%"]) and q.first >= good.last]
    if percent:
        return count_slots(percent[0], "percent")
    return _one(reading, good)


def _of_time(reading: Reading, i: int) -> bool:
    return any(s.first <= i < s.last for s in reading.times)


def _one_phrase(reading: Reading, i: int, good: Good) -> bool:
    phrase = reading.parse.phrase_at(good.last - 1)
    return phrase is not None and phrase.first <= i <= phrase.head + 1


def _unit(reading: Reading, first: int, last: int) -> str | None:
    for k in range(first, min(last, len(reading.tokens))):
        token = reading.tokens[k]
        unit = UNITS.get(singular(token.word)) or UNITS.get(singular(token.word).rpartition("-")[2])
        if unit:
            return unit
        if token.tag in (",", "PREP", "CONJ") or token.tag.startswith("V:"):
            return None
    return None


def _one(reading: Reading, good: Good) -> dict[str, Any]:
    """ "a car": one; a mass or a plural has no count."""
    phrase = reading.parse.phrase_at(good.last - 1)
    if phrase is None or good.item not in _COUNTED or good.item == "arms" or phrase.head != good.last - 1:
        return {}
    if reading.tokens[phrase.first].word not in ("a", "an", "one") or reading.tokens[phrase.head].word.endswith("s"):
        return {}
    unit = UNITS.get(singular(reading.tokens[phrase.head].word), "")
    return {"quantity": 1.0, "quantity_unit": unit or None, "quantity_modifier": "exact"}
