"""Weapons and programmes named in a phrase, as the contract's classes."""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.mentions import Named
from orchestration.extraction.reading import Reading

_LAUNCHED = ("missile", "satellite_launch_vehicle", "rocket_artillery", "reconnaissance_satellite")
_OTHER = frozenset(
    [
        "nuclear_device",
        "nuclear_warhead",
        "fissile_material",
        "nuclear_programme",
        "missile_programme",
        "wmd_programme",
        "rocket_engine",
        "submarine",
        "drone",
        "reconnaissance_satellite",
        "chemical_weapon",
        "biological_weapon",
    ]
)
# "missile defence", "missile shield": what is built against missiles
_AGAINST = frozenset(
    [
        "defense",
        "defence",
        "defenses",
        "defences",
        "shield",
        "interceptor",
        "interceptors",
        "threat",
        "threats",
        "warning",
        "guidelines",
    ]
)
_PROGRAMMES = frozenset({"nuclear_programme", "missile_programme", "wmd_programme", "fissile_material"})
_NUCLEAR = frozenset({"nuclear", "atomic", "thermonuclear"})
_SHARED_HEADS = frozenset(
    [
        "program",
        "programs",
        "programme",
        "programmes",
        "capability",
        "capabilities",
        "weapons",
        "forces",
        "ambitions",
        "activities",
        "development",
        "technology",
    ]
)
# What may stand between a weapon and the name of its kind: "projectiles presumed to be missiles".
_NAMING = frozenset(
    [
        "believed",
        "thought",
        "presumed",
        "suspected",
        "assumed",
        "estimated",
        "identified",
        "described",
        "said",
        "known",
        "assessed",
        "deemed",
        "called",
        "named",
        "dubbed",
        "designated",
        "appeared",
        "appears",
        "appearing",
        "to",
        "be",
        "as",
        "have",
        "been",
        "is",
        "was",
        "type",
        "class",
    ]
)


@dataclass(frozen=True, slots=True)
class Arm:
    """A weapon or programme: contract class, model if named, tokens `[first, last)`."""

    item: str
    model: str | None
    first: int
    last: int

    @property
    def programme(self) -> bool:
        """Whether it is a programme or material rather than a weapon."""
        return self.item in _PROGRAMMES


def launched(reading: Reading, item: str) -> bool:
    """Whether an item is something that is launched."""
    return any(reading.lexicon.is_a(item, top) for top in _LAUNCHED)


def arms_in(reading: Reading, first: int, last: int) -> list[Arm]:
    """Weapons and programmes in a range, in the order of the text: the narrowest name of each phrase part, what a
    name behind it says more closely, and adjectives that share the head of the next.
    """
    found: list[Arm] = []
    for named in reading.items(first, last):
        item = reading.lexicon.item_class(named.entry.id)
        if named.last < len(reading.tokens) and reading.tokens[named.last].word in _AGAINST:
            continue
        if "-defen" in reading.tokens[named.last - 1].word:
            continue  # "missile-defense talks"
        if not (launched(reading, item) or item in _OTHER):
            continue
        arm = Arm(item, named.entry.id if named.entry.subkind == "model" else None, named.first, named.last)
        arm = _by_adjective(reading, arm)
        if found and _one_phrase(reading, found[-1], named):
            found[-1] = _narrower(reading, found[-1], arm)
        elif found and _renamed(reading, found[-1], arm):
            found[-1] = Arm(arm.item, arm.model or found[-1].model, found[-1].first, found[-1].last)
        else:
            found.extend(_sharing(reading, arm, first))
            found.append(arm)
    found.extend(_ones(reading, first, last))
    shared = _shared_nuclear(reading, first, last, found)
    return [shared, *found] if shared else found


RANGES = {
    "short-range": "srbm", "medium-range": "mrbm", "intermediate-range": "irbm", "intercontinental": "icbm",
    "submarine-launched": "slbm", "sea-launched": "slbm", "hypersonic": "hypersonic_missile",
    "cruise": "cruise_missile", "ballistic": "ballistic_missile", "long-range": "missile", "short": "srbm",
    "medium": "mrbm", "intermediate": "irbm",
}  # fmt: skip
_HEADS = frozenset({"missile", "missiles", "projectile", "projectiles", "rocket", "rockets", "one", "ones"})


def _sharing(reading: Reading, arm: Arm, first: int) -> list[Arm]:
    """ "a submarine-launched and two short-range missiles", "short- and medium-range missiles": kinds in front of a
    conjunction that share its noun.
    """
    tokens, found = reading.tokens, []
    if tokens[arm.last - 1].word not in _HEADS:
        return []
    k = arm.first - 1
    while k > first:
        if tokens[k].tag in ("NUM", "DET"):
            k -= 1
            continue
        word = tokens[k - 1].word
        kind = RANGES.get(word.removesuffix("-") if word.endswith("-") else word if "-" in word else "")
        kind = kind or (RANGES.get(word) if word in ("intercontinental", "cruise", "ballistic", "hypersonic") else None)
        if tokens[k].word not in ("and", "or", ",", "/") or kind is None or kind == arm.item:
            break
        if word == "ballistic" and k >= 2 and tokens[k - 2].word in RANGES:
            kind, k = RANGES[tokens[k - 2].word], k - 1
        found.append(Arm(kind, None, k - 1, k))
        k -= 2
    return found[::-1]


def _by_adjective(reading: Reading, arm: Arm) -> Arm:
    """ "an intermediate-range solid-fuelled ballistic missile", "hypersonic projectiles": the class that an adjective
    further in front gives.
    """
    phrase = reading.parse.phrase_at(arm.first)
    if phrase is None or arm.model or not launched(reading, arm.item):
        return arm
    for k in range(arm.first - 1, phrase.first - 1, -1):
        word = reading.tokens[k].word
        if word in ("and", "or", ",", "'s"):
            break
        kind = RANGES.get(word) if "-" in word or word in ("intercontinental", "hypersonic") else None
        if kind and kind != arm.item and reading.lexicon.is_a(kind, arm.item):
            return Arm(kind, None, arm.first, arm.last)
    return arm


def _ones(reading: Reading, first: int, last: int) -> list[Arm]:
    """ "two short-range ones": the adjective alone names the class."""
    tokens = reading.tokens
    pairs = [(k, tokens[k - 1].word) for k in range(first + 1, last) if tokens[k].word in ("ones", "one")]
    return [Arm(RANGES[word], None, k - 1, k + 1) for k, word in pairs if word in RANGES]


def _one_phrase(reading: Reading, arm: Arm, named: Named) -> bool:
    phrase = reading.parse.phrase_at(arm.first)
    same = phrase is not None and phrase.first <= named.first < phrase.last
    if named.first - arm.last == 1 and reading.tokens[arm.last].tag == "(":
        return True  # "a submarine-launched ballistic missile (SLBM)"
    return same and not any(reading.tokens[k].word in ("and", "or", ",") for k in range(arm.last, named.first))


def _renamed(reading: Reading, arm: Arm, other: Arm) -> bool:
    """ "a missile believed to be a Hwasong-12", "an unseen ICBM, the Hwasong-20": one weapon, called by its kind and
    then more closely.
    """
    if not reading.lexicon.is_a(other.item, arm.item) or arm.model is not None:
        return False
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(other.first)
    start = phrase.first if phrase is not None and phrase.first > arm.last else other.first
    between = reading.words(arm.last, start)
    if between == [","]:
        named = other.model is not None and other.item == arm.item and not tokens[arm.last - 1].word.endswith("s")
        article = tokens[start].word in ("a", "an", "the") or named
        listed = other.last + 1 < len(tokens) and tokens[other.last].word in ("and", "or")
        return article and not listed and (other.model is not None or other.item != arm.item)
    return 0 < len(between) <= 6 and all(w in _NAMING or w in (",", '"') for w in between) and between != [","]


def _narrower(reading: Reading, a: Arm, b: Arm) -> Arm:
    """Of two names in one phrase ("intermediate-range Musudan missile") the narrower class, with either's model."""
    keep = a if reading.lexicon.is_a(a.item, b.item) and not b.model else b
    if b.model is None and a.model is not None:
        keep = a
    return Arm(keep.item, a.model or b.model, a.first, b.last)


def _shared_nuclear(reading: Reading, first: int, last: int, found: list[Arm]) -> Arm | None:
    """ "nuclear and ballistic missile programmes": the adjective before a conjunction shares the last head."""
    words = reading.words(first, last)
    for k, word in enumerate(words[:-2]):
        joined = word in _NUCLEAR and words[k + 1] in ("and", "or", ",", "/")
        named = any(a.first <= first + k < a.last for a in found)
        if joined and not named and any(w in _SHARED_HEADS for w in words[k + 2 : k + 7]):
            return Arm("nuclear_programme", None, first + k, first + k + 1)
    return None
