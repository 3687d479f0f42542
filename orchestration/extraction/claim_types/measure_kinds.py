"""What is prohibited, capped or frozen: measure, item, direction as seen from the DPRK, limit and target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.measure_grounds import note
from orchestration.extraction.claim_types.measure_words import (
    ASSETS,
    FINANCE,
    PERIODS,
    SHIPPING,
    TESTS,
    TYPE,
    UNITS,
    VAGUE_GOODS,
)
from orchestration.extraction.claim_types.who import or_nobody, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading


@dataclass(slots=True)
class Reach:
    """What a word of prohibition governs: tokens `[first, last)`, with the actors that prohibit."""

    first: int
    last: int
    actors: list[str] = field(default_factory=list)


def measures(reading: Reading, i: int, verb: Verb | None, kind: str, reach: Reach) -> Iterator[Draft]:
    last = max(reach.last, i)
    for measure, item in _kinds(reading, kind, reach.first, last):
        target = _target(reading, reach.first, last, measure)
        slots = {"measure": measure, "item": item, "target": target, "target_id": target if target == DPRK else None}
        slots |= _limit(reading, measure, i, last) | _from_day(reading, i)
        if verb is not None and not verb.negated:
            slots["polarity"] = (
                "affirmed"  # "freezing assets and prohibiting": a word of ending is what the measure does
            )
        note(reading, reach.actors)
        for actor in or_nobody(reach.actors):
            yield Draft(TYPE, i, slots | {"actor": actor, "actor_id": actor}, verb=verb)


def _kinds(reading: Reading, kind: str, first: int, last: int) -> list[tuple[str, str | None]]:
    """The measures and items of a prohibition, by what stands in its reach."""
    words = reading.words(first, last)
    stems = {singular(w) for w in words}
    if kind == "suspend" and not (stems & {"export", "import", "shipment", "sale"} and goods_in(reading, first, last)):
        if "trade" in stems and not stems & {"project", "complex", "park", "zone"}:
            return [("regime", None)]
        return [("financial_restriction", None)] if _suspends_project(reading, first, last) else []
    if kind == "freeze":
        stems |= {part for stem in stems for part in stem.split("-")}  # "an asset-freeze"
        return [("asset_freeze", None)] if stems & ASSETS else []
    tests = _banned_tests(reading, first, last, stems)
    if tests:
        return [("regime", item) for item in tests]
    if "travel" in stems or "travelling" in stems or "traveling" in stems:
        return [("travel_ban", None)]
    goods = goods_in(reading, first, last)
    direction = _direction(reading, first, last)
    if direction and (goods or "export" in stems or "import" in stems):
        return [(f"{direction}_{kind if kind == 'cap' else 'ban'}", item) for item in or_nobody(goods)]
    if kind == "cap":
        return (
            [("import_cap", item) for item in goods] if stems & {"supply", "delivery", "shipment", "transfer"} else []
        )
    if "trade" in stems and not goods and not stems & (FINANCE | {"arm", "weapon"}):
        return [("regime", None)]
    if (
        "arm" in stems
        or ("weapon" in stems and "embargo" in stems)
        or ("weapon" in stems and stems & {"export", "import", "trade", "sale"})
    ):
        return [("arms_embargo", "arms")]
    if stems & {"worker", "laborer", "labourer", "labor", "labour"} or {"work", "permit"} <= stems:
        return [("labour_ban", "labour")]
    if "call" in stems and "port" in stems:
        return [("shipping_restriction", None)]
    if stems & FINANCE:
        return [("financial_restriction", None)]
    if stems & SHIPPING:
        return [("shipping_restriction", None)]
    if stems & ASSETS and "blocked" in words:
        return [("asset_freeze", None)]
    return [("import_ban", item) for item in goods if item != "arms"] if "to" in words or "supply" in stems else []


def _suspends_project(reading: Reading, first: int, last: int) -> bool:
    words = set(reading.words(max(first - 1, 0), last))
    return bool(words & {"project", "complex", "park", "trade", "cooperation", "zone"})


def _banned_tests(reading: Reading, first: int, last: int, stems: set[str]) -> list[str]:
    """Weapons whose testing or use is prohibited."""
    if not stems & (TESTS | {"technology", "exploration"}):
        return []
    found = []
    for named in reading.items(first, last):
        item = reading.lexicon.item_class(named.entry.id)
        if reading.lexicon.is_a(item, "missile") or item == "missile_programme":
            item = "ballistic_missile" if item in ("missile", "missile_programme") else item
        elif item not in ("nuclear_device", "satellite_launch_vehicle"):
            continue
        if item not in found:
            found.append(item)
    if "ballistic_missile" in found:
        found = [f for f in found if f != "satellite_launch_vehicle"]
    if not found and "exploration" in stems:
        found = ["satellite_launch_vehicle"]
    if not found and "ballistic" in stems:
        found = ["ballistic_missile"]
    return found


def goods_in(reading: Reading, first: int, last: int) -> list[str]:
    """Goods in a range, one each, the kinds "goods" only where no narrower one stands there."""
    found: list[str] = []
    for named in reading.items(first, last):
        entry = named.entry
        if entry.subkind == "goods" and entry.id not in found:
            found.append(entry.id)
    narrow = [item for item in found if item not in VAGUE_GOODS]
    return narrow or [item for item in found if item == "goods"]


def _direction(reading: Reading, first: int, last: int) -> str | None:
    """`export` or `import` as seen from the DPRK."""
    tokens = reading.tokens
    for k in range(first, min(last, len(tokens))):
        word = singular(tokens[k].lemma if tokens[k].tag.startswith("V:") else tokens[k].word)
        if word in ("export", "exporting"):
            return "import" if _to_dprk(reading, k + 1, last, "to") else "export"
        if word in ("import", "importing", "procurement", "purchase", "procure"):
            abroad = _to_dprk(reading, k + 1, last, "from") or _of_dprk_goods(reading, k + 1, last)
            return "export" if abroad else "import"
        if word in (
            "supply",
            "sale",
            "sell",
            "shipment",
            "transfer",
            "deliver",
            "delivery",
            "sold",
            "supplied",
            "provide",
        ):
            if _to_dprk(reading, k + 1, last, "to"):
                return "import"
            if reading.words(k + 1, k + 2) == ["to"] or (k + 2 < last and "it" in reading.words(k + 1, k + 4)):
                return "import"
            return "export" if _to_dprk(reading, k + 1, last, "from") or reading.names_dprk(max(k - 4, 0), k) else None
    return None


def _to_dprk(reading: Reading, first: int, last: int, preposition: str) -> bool:
    for k in range(first, min(last, len(reading.tokens))):
        if reading.tokens[k].word == preposition and (
            reading.names_dprk(k + 1, k + 5)
            or "north" in reading.words(k + 1, k + 3)
            or "country" in reading.words(k + 1, k + 3)
        ):
            return True
    return False


def _of_dprk_goods(reading: Reading, first: int, last: int) -> bool:
    """ "imports of North Korean coal"."""
    return first < last and reading.tokens[first].word == "of" and reading.names_dprk(first + 1, first + 3)


def _target(reading: Reading, first: int, last: int, measure: str) -> str:
    """The DPRK, or the bodies that a financial measure names."""
    if measure == "financial_restriction":
        for phrase in reading.parse.phrases:
            if (
                first <= phrase.first < last
                and singular(reading.tokens[phrase.head].word) in ("institution", "bank")
                and phrase.prep in ("with", "for", "of", "")
            ) and reading.names_dprk(phrase.first, phrase.last):
                return reading.text(phrase.first, phrase.last)
    return DPRK


def _from_day(reading: Reading, i: int) -> dict[str, Any]:
    """ "From 1 January 2017": a measure that begins on a day goes on from it."""
    for span in reading.times:
        before = reading.words(span.first - 2, span.first + 1)
        opens = any(w in ("from", "starting", "beginning", "effective") for w in before)
        if opens and span.precision == "day" and reading.parse.clause_at(span.first) == reading.parse.clause_at(i):
            return {"event_start": span.start, "event_end": None, "time_precision": "since"}
    return {}


def _limit(reading: Reading, measure: str, i: int, last: int) -> dict[str, Any]:
    """The number or sum of a cap and its period; the sum of what is frozen."""
    if measure == "asset_freeze":
        sums = [m for m in reading.money if reading.parse.clause_at(m.first) == reading.parse.clause_at(i)]
        return money_slots(sums[0], role="frozen") if sums else {}
    if not measure.endswith("_cap"):
        return {}
    slots: dict[str, Any] = {}
    for number in reading.numbers_in(i, last):
        unit = next((UNITS[w] for w in reading.words(number.last, number.last + 3) if w in UNITS), None)
        if unit:
            slots |= count_slots(number, unit) | {"quantity_modifier": "at_most"}
            break
    sums = reading.money_in(i, last)
    if sums:
        slots |= money_slots(sums[0]) | {"amount_modifier": "at_most"}
    period = next((PERIODS[t.word] for t in reading.tokens[i:last] if t.word in PERIODS), None)
    return slots | ({"limit_period": period} if period else {})
