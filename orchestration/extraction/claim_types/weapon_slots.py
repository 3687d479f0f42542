"""What launches and tests have in common, however they are told: which weapon, how many, where."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.arms import RANGES, Arm, arms_in, launched
from orchestration.extraction.claim_types.common import count, count_slots
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Named, Quantity
from orchestration.extraction.reading import Reading

LAUNCH, NUCLEAR = "weapons.launch", "weapons.nuclear_test"
NUCLEAR_ITEMS = ("nuclear_device", "nuclear_warhead")
_PLACE_ROLES = {
    "from": "launch_site",
    "at": "launch_site",
    "near": "launch_site",
    "outside": "launch_site",
    "into": "impact",
    "toward": "impact",
    "towards": "impact",
    "off": "impact",
    "in": "impact",
    "over": "transit",
    "across": "transit",
    "past": "transit",
}
_BASIS = {"missile": "projectile", "test": "occasion", "launch": "unclear"}


def weapons_in(reading: Reading, first: int, last: int) -> list[Arm]:
    """What can be launched or set off in a range; a satellite stands for what lifts it."""
    found: list[Arm] = []
    for arm in arms_in(reading, first, last):
        if arm.item == "reconnaissance_satellite":
            arm = Arm("satellite_launch_vehicle", arm.model, arm.first, arm.last)
        if launched(reading, arm.item) or arm.item in NUCLEAR_ITEMS:
            found.append(arm)
    return found


def weapon_slots(weapon: Arm) -> dict[str, Any]:
    """The columns that say which weapon, and whose."""
    return {"item": weapon.item, "model": weapon.model, "actor": DPRK, "actor_id": DPRK}


def counted(reading: Reading, phrase: Phrase | None, weapon: Arm, unit: str) -> dict[str, Any]:
    """Quantity columns of a weapon's phrase; behind "a pair of", "a dozen" those of the phrase before it, and one for
    the bare singular of a heading.
    """
    if phrase is None:
        return {}
    head = max(phrase.head, weapon.last - 1) if phrase.last >= weapon.last else weapon.last - 1
    first = max((k + 1 for k in range(phrase.first, weapon.first) if _joins(reading, k)), default=phrase.first)
    number = count(reading, first, head, unit)
    if phrase.prep == "of" and not number:
        pair = next((q for q in reading.numbers if q.last == phrase.first and not q.ordinal), None)
        return count_slots(pair, unit) if pair is not None else {}  # "a pair of missiles"
    if number:
        return number
    opener = reading.tokens[phrase.first]
    bare = opener.tag not in ("DET", "POSS", "NUM", "PRON") and not reading.tokens[head].word.endswith("s")
    if bare and first == phrase.first and headline(reading) and not _owned(reading, phrase, weapon):
        return {"quantity": 1.0, "quantity_unit": unit, "quantity_modifier": "exact"}
    return {}


def _joins(reading: Reading, k: int) -> bool:
    """A conjunction that starts another weapon's part of a phrase: "a submarine-launched and two short-range"."""
    tokens = reading.tokens
    return tokens[k].tag == "CONJ" and k + 1 < len(tokens) and tokens[k + 1].tag in ("NUM", "DET")


def _owned(reading: Reading, phrase: Phrase, weapon: Arm) -> bool:
    return any(reading.tokens[k].tag == "POSS" for k in range(phrase.first, weapon.first))


def headline(reading: Reading) -> bool:
    """Whether a line leaves out articles as headings do."""
    return reading.heading() and not any(t.word in ("a", "an", "the") for t in reading.tokens)


def basis(slots: dict[str, Any]) -> dict[str, Any]:
    """What the number counts: projectiles, occasions, or what "launches" leaves open."""
    if slots.get("quantity") is None:
        return {}
    return {"count_basis": _BASIS.get(slots.get("quantity_unit") or "", "unclear")}


def placed(reading: Reading, i: int) -> dict[str, Any]:
    """Where an act took place: the first place behind its trigger in the same clause, else before it, and whether it
    was fired from there, flew over it or fell there.
    """
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    for first, last in ((i, clause.last), (clause.first, i)):
        for phrase in reading.parse.phrases:
            if first <= phrase.first < last and phrase.prep in _PLACE_ROLES:
                slots = _place_of(reading, phrase.first, phrase.last, phrase.prep)
                if slots:
                    return slots
    return {}


def _place_of(reading: Reading, first: int, last: int, prep: str) -> dict[str, Any]:
    role = _PLACE_ROLES[prep]
    coast = _coast(reading, first, last)
    if coast:
        return {"place": coast, "place_role": "impact"}
    for named in reading.entries(first, last, "place"):
        if named.entry.subkind in ("country", "state") and (role != "transit" or named.entry.country == DPRK):
            continue
        return {"place": named.entry.id, "place_role": _role(named, prep, role)}
    name = reading.tokens[first:last]
    timed = any(s.first < last and s.last > first for s in reading.times)
    if prep in ("from", "near") and name and name[0].tag == "NAME" and not timed and not reading.entries(first, last):
        return {"place": reading.text(first, last), "place_role": role}
    return {}


def _role(named: Named, prep: str, role: str) -> str:
    if prep in ("in", "off", "near", "at") and named.entry.subkind != "sea":
        return "launch_site" if named.entry.country == DPRK else "impact"
    return role


def _coast(reading: Reading, first: int, last: int) -> str | None:
    """ "the sea off its east coast": the sea on that side of Korea."""
    words = reading.words(first, last + 5)
    if not {"sea", "waters", "ocean", "coast"} & set(words[: last - first]):
        return None
    for k, word in enumerate(words[:-1]):
        if words[k + 1] in ("coast", "sea", "waters") and word in ("east", "eastern"):
            return "sea_of_japan"
        if words[k + 1] in ("coast", "sea", "waters") and word in ("west", "western"):
            return "yellow_sea"
    return None


def of_phrase(reading: Reading, phrase: Phrase) -> tuple[int, int] | None:
    """What stands behind "of" or "involving", with the weapons that are joined to it."""
    tokens = reading.tokens
    k = phrase.last
    if k < len(tokens) and tokens[k].word in ("of", "involving") and reading.parse.phrase_at(k + 1):
        last = reading.parse.phrase_at(k + 1).last  # type: ignore[union-attr]
        while last + 1 < len(tokens) and tokens[last].word in ("and", "or", ",") and reading.parse.phrase_at(last + 1):
            following = reading.parse.phrase_at(last + 1)
            if following is None or not reading.items(following.first, following.last):
                break
            last = following.last
        return k + 1, last
    return None


def parts(reading: Reading, i: int, kind: str, whole: Arm) -> list[Draft]:
    """ "…, two of them on Monday", "one of which was an ICBM", "one intercontinental, five short-range": counted parts
    of what token `i` told, each with a time or a kind of its own.
    """
    drafts = []
    ones = [
        Quantity(k, k + 1, 1.0, None, "exact")
        for k, t in enumerate(reading.tokens)
        if t.word == "one" and not any(q.first <= k < q.last for q in reading.numbers)
    ]
    for q in (*reading.numbers, *ones):
        if q.first <= i or q.ordinal:
            continue
        of_them = reading.words(q.last, q.last + 2) in (
            ["of", "them"],
            ["of", "which"],
            ["of", "those"],
            ["of", "these"],
        )
        kinds = [] if of_them else _bare_kind(reading, q.last)
        end = q.last + 2 if of_them else q.last
        span = next((s for s in reading.times if end <= s.first <= end + 1 and not s.empty), None) if of_them else None
        kinds = kinds or (weapons_in(reading, end, min(end + 9, len(reading.tokens))) if of_them else [])
        narrower = [a for a in kinds if reading.lexicon.is_a(a.item, whole.item) and a.item != whole.item]
        if span is None and not narrower:
            continue
        weapon = narrower[0] if narrower else whole
        unit = "test" if kind == NUCLEAR else "missile"
        slots = weapon_slots(weapon) | count_slots(q, unit) | {"event_start": None, "event_end": None}
        if span is not None:
            slots |= {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}
        last = max(end, span.last if span else 0, weapon.last if narrower else 0)
        drafts.append(Draft(kind, q.last - 1, slots | basis(slots), (q.first, last)))
    return drafts


def _bare_kind(reading: Reading, k: int) -> list[Arm]:
    """ "five short-range," "one with intermediate range": a kind without its noun."""
    tokens = reading.tokens
    words = reading.words(k, k + 3)
    if words[:1] == ["with"] and words[2:] == ["range"]:
        kind, last = RANGES.get(words[1]), k + 3
    else:
        kind, last = RANGES.get(words[0]) if words else None, k + 1
    ends = last >= len(tokens) or tokens[last].tag in (",", ".", ";", "CONJ", ")")
    return [Arm(kind, None, k, last)] if kind and ends else []


def note(reading: Reading, weapon: Arm) -> None:
    """Remember the weapon that was named last, for "two more" and "the launch"."""
    reading.discourse.last_weapon = weapon.item
    reading.discourse.last_weapon_at = reading.discourse.at


def object_of(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """A verb's object, or the phrase behind it that a later clause took for its subject."""
    if verb.object is not None:
        return verb.object
    phrase = reading.parse.next_phrase(verb.last, verb.last + 1)
    return (phrase.first, phrase.last) if phrase is not None else None


def relative_object(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """ "an ICBM, which the North has yet to test": what the relative word of the clause points to."""
    clause = reading.parse.clauses[verb.clause]
    if reading.tokens[clause.first].tag not in ("REL", "COMP"):
        before = reading.parse.phrase_at(verb.subject[0] - 1) if verb.subject else None
        contact = before is not None and verb.subject is not None and before.last == verb.subject[0]
        return (before.first, before.last) if contact and before is not None else None  # "the missile it fired"
    k = clause.first - 1
    while k >= 0 and reading.tokens[k].tag in (",", ")", '"'):
        k -= 1
    phrase = reading.parse.phrase_at(k)
    if phrase is not None and k > 0 and reading.tokens[phrase.first - 1].tag == "(":
        phrase = reading.parse.phrase_at(phrase.first - 2) or phrase
    return (phrase.first, phrase.last) if phrase else None
