"""What the DPRK's weapons are, have and can do: programmes, stocks, abilities, ranges."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.arms import Arm, arms_in, launched
from orchestration.extraction.claim_types.common import about_dprk, actor_of, count, count_slots, possessor
from orchestration.extraction.claim_types.weapon_slots import object_of, relative_object
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

CAPABILITY = "weapons.capability"
_STOCK = frozenset({"possess", "have", "acquire", "obtain", "hold", "own", "boast", "stockpile", "retain"})
_SHOWN = frozenset({"display", "parade", "unveil", "showcase", "wheel out", "roll", "roll out", "show off", "show"})
_ARMED = frozenset({"mount", "fit", "miniaturize", "miniaturise", "tip", "equip", "arm", "put"})
_ABLE_NOUNS = frozenset(
    [
        "capability",
        "capabilities",
        "ability",
        "abilities",
        "capacity",
        "technology",
        "progress",
        "miniaturization",
        "miniaturisation",
        "range",
    ]
)
# Verbs that speak of a capability only with a programme, an ability or fissile material, not with a plain missile.
_PROGRAMME_ONLY = frozenset(
    [
        "continue",
        "resume",
        "show",
        "demonstrate",
        "make",
        "achieve",
        "increase",
        "grow",
        "move",
        "accomplish",
        "complete",
        "perfect",
        "master",
    ]
)
_LENGTHS = {
    "km": "km",
    "kilometer": "km",
    "kilometers": "km",
    "kilometre": "km",
    "kilometres": "km",
    "mile": "mile",
    "miles": "mile",
}
_ABILITY = {"nuclear_warhead": "deliver", "fissile_material": "produce"}


def by_verb(reading: Reading, match: Match) -> list[Draft]:
    """ "continued to develop its missile programmes", "can mount a warhead on a missile", "has up to 30 missiles"."""
    verb = match.verb
    if verb is None or match.i in reading.spent:
        return []
    area = (
        verb.subject
        if match.form in ("passive", "part")
        else object_of(reading, verb) or relative_object(reading, verb)
    )
    actor = actor_of(reading, verb, None, noun=False)
    if area is None or not about_dprk(reading, actor):
        return []
    enough = _enough(reading, verb, area, actor)
    before = arms_in(reading, area[0], min(area[0] + 4, area[1]))
    if enough and all(a.item == "fissile_material" for a in before):
        return enough
    if match.form == "active" and actor is None and verb.subject and not arms_in(reading, *verb.subject):
        return []  # somebody, but not the DPRK
    if verb.lemma in ("have", "hold", "own") and actor != DPRK:
        return []
    if _only_wished(reading, verb):
        return []
    if reading.words(*area)[2:3] == ["possession"] and reading.words(*area)[:1] == ["in"]:
        area = (min(area[0] + 3, area[1]), area[1])  # "has in its possession 30 warheads"
    if verb.lemma == "work":
        if reading.words(*area)[:1] != ["on"]:
            return []
        area = (area[0] + 1, area[1])
    found = arms_in(reading, *_direct(reading, area)) or _enriched(reading, verb, area)
    found = [a for a in found if _speaks(reading, a, verb, area) and _not_anothers(reading, a)]
    drafts = []
    for arm in found:
        progress = "progress" in reading.words(*area)
        slots = _slots(
            arm,
            ("develop" if progress else None)
            or match.options.get("ability", {}).get(verb.lemma)
            or _ABILITY.get(arm.item),
        )
        phrase = reading.parse.phrase_at(arm.last - 1)
        own = reading.parse.clause_at(arm.first) == verb.clause
        if phrase and own and _counts(reading, verb, arm):
            slots |= count(reading, phrase.first, max(phrase.head, arm.last - 1), _UNITS.get(arm.item, "missile"))
        drafts.append(Draft(CAPABILITY, match.i, slots | _warheads(reading, arm), verb=verb))
    if drafts:
        reading.spent.add(match.i)
    return drafts


def _enriched(reading: Reading, verb: Verb, area: tuple[int, int]) -> list[Arm]:
    """ "is enriching uranium", "reprocessed spent fuel": what only these verbs make fissile material of."""
    made = verb.lemma in ("enrich", "reprocess") and set(reading.words(*area)[:3]) & {"uranium", "fuel", "rods"}
    return [Arm("fissile_material", None, area[0], min(area[0] + 1, area[1]))] if made else []


_UNITS = {"rocket_engine": "engine", "submarine": "submarine", "drone": "drone"}


def _counts(reading: Reading, verb: Verb, arm: Arm) -> bool:
    """Whether the number in front of a weapon counts what is held, moved, built or shown."""
    phrase = reading.parse.phrase_at(arm.last - 1)
    if phrase is None or phrase.prep == "of" or phrase.head >= arm.last:
        return False  # "two versions of a missile", "a drone arsenal"
    if "new" in reading.words(phrase.first, arm.first) and not reading.numbers_in(phrase.first, arm.first):
        return False  # "a new missile" is a type
    if verb.lemma in _STOCK | {"move", "deploy"} | _SHOWN and launched(reading, arm.item):
        return True
    return arm.item in _UNITS and verb.lemma not in ("develop", "work", "design")


def _enough(reading: Reading, verb: Verb, area: tuple[int, int], actor: str | None) -> list[Draft]:
    """ "produces enough for 15 to 20 bombs a year", "has material for up to 40 warheads": fissile material, counted in
    bombs.
    """
    area = (area[0], max(area[1], reading.parse.clauses[verb.clause].last))  # "enough material to make two bombs"
    words = reading.words(*area)
    if actor not in (DPRK, None) or not {"enough", "sufficient", "material", "plutonium", "uranium"} & set(words):
        return []
    for q in reading.numbers_in(*area):
        unit = next((_BOMBS[w] for w in reading.words(q.last, q.last + 3) if w in _BOMBS), None)
        more = reading.words(q.last, q.last + 1) == ["more"]
        if (unit or more) and set(reading.words(max(q.first - 2, 0), q.first)) & {"for", "make", "build"}:
            slots = _slots(Arm("fissile_material", None, q.first, q.last), "produce") | count_slots(
                q, unit or "warhead"
            )
            if verb.lemma in _STOCK:
                slots["ability"] = "possess"
            reading.spent.add(verb.head)
            return [Draft(CAPABILITY, verb.head, slots, verb=verb)]
    return []


def _warheads(reading: Reading, arm: Arm) -> dict[str, Any]:
    """ "has 20 to 30 warheads": bombs that are counted are weapons, not the programme."""
    phrase = reading.parse.phrase_at(arm.last - 1)
    head = reading.tokens[phrase.head].word if phrase is not None else ""
    if phrase is None or arm.item not in ("nuclear_warhead", "nuclear_device") or head not in _BOMBS:
        return {}
    counted = any(q.first < arm.first and q.last > phrase.first and not q.ordinal for q in reading.numbers)
    number = count(reading, phrase.first, phrase.head, _BOMBS[head]) if counted else {}
    return number | {"item": arm.item} if number else {}


_BOMBS = {
    "warhead": "warhead", "warheads": "warhead", "bomb": "bomb", "bombs": "bomb", "weapons": "warhead",
    "device": "bomb", "devices": "bomb", "weapon": "warhead",
}  # fmt: skip


def _only_wished(reading: Reading, verb: Verb) -> bool:
    """ "the need to strengthen", "the importance of developing", "whose performance was upgraded": no word on what is
    so.
    """
    tokens = reading.tokens
    if tokens[reading.parse.clauses[verb.clause].first].word == "whose":
        return True
    chain: Verb | None = verb
    while chain is not None:
        if set(reading.words(max(chain.first - 2, 0), chain.first)) & {
            "need",
            "importance",
            "necessity",
            "duty",
            "right",
            "want",
            "goal",
        }:
            return True
        chain = reading.parse.verbs[chain.governor] if chain.form != "finite" and chain.governor is not None else None
    return False


def _direct(reading: Reading, area: tuple[int, int]) -> tuple[int, int]:
    """The object without what a preposition adds; all of it where the object is an ability ("capabilities for …, of
    its forces").
    """
    counted = {k for q in reading.numbers for k in range(q.first, q.last)}
    for k in range(area[0], area[1]):
        token = reading.tokens[k]
        if token.tag == "PREP" and token.word not in ("of", "including", "between") and k not in counted:
            able = any(reading.tokens[m].word in _ABLE_NOUNS for m in range(area[0], k))
            return area if able else (area[0], k)
    return area


def _not_anothers(reading: Reading, arm: Arm) -> bool:
    """Whether no other state owns a weapon: not "U.S. nuclear weapons", "the acquisition of … by South Korea"."""
    phrase = reading.parse.phrase_at(arm.first)
    return phrase is None or actor_of(reading, None, phrase, noun=True) in (None, DPRK)


def _speaks(reading: Reading, arm: Arm, verb: Verb, area: tuple[int, int]) -> bool:
    """Whether a verb with this weapon speaks of a capability and not of an act that has a type of its own."""
    programme = arm.programme
    words = set(reading.words(*area))
    if arm.item == "rocket_engine":
        return True
    if verb.lemma == "deliver":
        can = set(reading.words(max(verb.first - 2, 0), verb.first)) & (_ABLE_NOUNS | {"able", "capable"})
        return bool(can) and arm.item in ("nuclear_warhead", "nuclear_device")
    if verb.lemma in ("run", "ignite"):
        return False
    if verb.lemma in ("show", "roll") and _shown(reading, arm, area):
        return True
    if verb.lemma == "make" and arm.item in ("nuclear_warhead", "nuclear_device", "fissile_material"):
        return True
    if verb.lemma == "inspect":
        return arm.item in ("nuclear_warhead", "nuclear_device", "submarine", "icbm")
    if verb.lemma in _PROGRAMME_ONLY:
        able = (
            bool(words & _ABLE_NOUNS)
            or (verb.lemma == "move" and launched(reading, arm.item))
            or verb.lemma in ("master", "accomplish", "perfect")
        )
        if verb.lemma in ("show", "demonstrate", "make", "achieve", "roll"):
            return able
        return (programme and (able or verb.lemma in ("increase", "resume", "continue", "advance"))) or able
    if verb.lemma in _STOCK:
        return (launched(reading, arm.item) or arm.item in _HELD or bool(words & _ABLE_NOUNS)) and _owned(
            reading, area, arm
        )
    if verb.lemma in ("advance", "continue", "pursue"):
        return True
    return True


_HELD = frozenset(
    [
        "nuclear_warhead",
        "nuclear_device",
        "fissile_material",
        "chemical_weapon",
        "biological_weapon",
        "submarine",
        "drone",
    ]
)


def _shown(reading: Reading, arm: Arm, area: tuple[int, int]) -> bool:
    """ "showed a new missile", "rolled ten missiles across the square": a weapon itself, right behind the verb."""
    phrase = reading.parse.next_phrase(*area)
    weapon = launched(reading, arm.item) or arm.item in ("nuclear_warhead", "submarine", "drone")
    return weapon and phrase is not None and phrase.first - area[0] <= 2 and phrase.first <= arm.first < phrase.last


def _owned(reading: Reading, area: tuple[int, int], arm: Arm) -> bool:
    """ "has missiles" yes, "has missile launches" no: the weapon, or an ability, heads what is had."""
    words = reading.words(*area)
    if words[:1] == ["no"]:
        return False
    able = any(w in _ABLE_NOUNS for w in words)
    after = reading.tokens[arm.last].tag if arm.last < len(reading.tokens) else ""
    return able or arm.programme or after != "N"


def by_subject(reading: Reading, match: Match) -> list[Draft]:
    """ "the programmes remain intact", "its missiles can get through defences": what a weapon or programme itself
    does.
    """
    verb = match.verb
    if verb is None or verb.subject is None or match.form != "active":
        return []
    found = arms_in(reading, *verb.subject)
    if verb.modal != "can":
        found = [a for a in found if a.programme or a.item == "rocket_engine"]
    phrase = reading.parse.phrase_at(found[-1].first) if found else None
    if not found or not about_dprk(reading, actor_of(reading, None, phrase, noun=True)):
        return []
    return [Draft(CAPABILITY, match.i, _slots(arm, "other"), verb=verb) for arm in found]


def by_noun(reading: Reading, match: Match) -> list[Draft]:
    """ "its pursuit of nuclear weapons", "the North's growing missile capabilities"."""
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or match.i in reading.spent:
        return []
    word = reading.tokens[match.i].word
    owner = possessor(reading, phrase)
    actor = actor_of(reading, None, phrase, noun=True)
    growing = any(reading.tokens[k].word in _GROWING for k in range(phrase.first, match.i))
    found: list[Arm] = []
    if word in _ABLE_NOUNS or word.startswith(("arsenal", "stockpile")):
        stock = _stock_of(reading, match, phrase, actor)
        if stock:
            return stock
        if growing:
            found = arms_in(reading, phrase.first, phrase.last)
    else:
        stock = _stock_of(reading, match, phrase, actor) if word == "possession" else []
        if stock:
            return stock
        complement = _complement(reading, match.i, phrase.last)
        found = arms_in(reading, *complement) if complement else []
        if not found and owner is not None:
            found = arms_in(reading, phrase.first, match.i + 1)
    if not found or not about_dprk(reading, actor):
        return []
    subject = (
        match.verb is not None and match.verb.subject is not None and reading.state_in(*match.verb.subject) == DPRK
    )
    if (
        owner is None
        and actor is None
        and not growing
        and not subject
        and word not in ("existence", "production", "proliferation")
        and not (word == "deployment" and found[0].model)
    ):
        return []
    if (phrase.prep == "to" and not growing) or (
        match.verb is not None and match.verb.lemma in ("support", "fund", "prevent", "curb")
    ):
        return []  # what something else is for or against: no word on the programme itself
    ability = "develop" if word in _EFFORTS else None
    return [Draft(CAPABILITY, match.i, _slots(arm, ability or _ABILITY.get(arm.item, "develop"))) for arm in found]


def _stock_of(reading: Reading, match: Match, phrase: Phrase, actor: str | None) -> list[Draft]:
    """ "an arsenal of about 50 warheads", "its stockpile of 200 missiles": weapons counted."""
    complement = _complement(reading, match.i, phrase.last)
    if complement is None or not about_dprk(reading, actor) or reading.tokens[match.i].word in _ABLE_NOUNS:
        return []
    drafts = []
    for arm in arms_in(reading, *complement):
        inner = reading.parse.phrase_at(arm.first)
        unit = "missile" if launched(reading, arm.item) else "warhead"
        number = count(reading, inner.first, max(inner.head, arm.last - 1), unit) if inner is not None else {}
        if number.get("quantity", 1) != 1:
            drafts.append(Draft(CAPABILITY, match.i, _slots(arm, "possess") | number))
    return drafts


_EFFORTS = frozenset(
    [
        "pursuit",
        "development",
        "progress",
        "growth",
        "expansion",
        "advance",
        "advancement",
        "armament",
        "buildup",
        "build-up",
    ]
)
_GROWING = frozenset(
    [
        "growing",
        "increased",
        "increasing",
        "advancing",
        "evolving",
        "expanding",
        "improved",
        "enhanced",
        "burgeoning",
        "advanced",
        "maturing",
        "existing",
    ]
)


_SPOKEN_OF = frozenset(["condemn", "denounce", "deplore", "decry", "criticize", "address", "discuss", "oppose"])
_SPOKEN_NOUNS = frozenset(
    ["concern", "concerns", "concerned", "condemnation", "success", "successes", "threat", "threats", "related"]
)


def owned_programme(reading: Reading, match: Match) -> list[Draft]:
    """ "condemn the DPRK's nuclear programmes", "its programme presents a threat": a programme spoken of as there."""
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or phrase.head != match.i:
        return []
    owner = possessor(reading, phrase)
    state = reading.state_in(*owner) if owner else DPRK if reading.names_dprk(phrase.first, match.i) else None
    if state != DPRK or not _spoken_of(reading, match, phrase, owner):
        return []
    found = [a for a in arms_in(reading, phrase.first, phrase.last) if a.item != "fissile_material"]
    return [Draft(CAPABILITY, match.i, _slots(a, "other")) for a in found if a.programme or launched(reading, a.item)]


def _spoken_of(reading: Reading, match: Match, phrase: Phrase, owner: tuple[int, int] | None) -> bool:
    """Whether a programme is what a sentence is about, and not what something else pays for or is meant to stop."""
    first = min(phrase.first, owner[0]) if owner else phrase.first
    verbs = reading.parse.verbs
    if any(v.subject and v.form == "finite" and v.subject[0] <= match.i < v.subject[1] for v in verbs):
        return not phrase.prep
    before = set(reading.words(max(first - 3, 0), first))
    if before & _SPOKEN_NOUNS:
        return True
    if phrase.prep == "with" and any(v.form == "ing" and v.first == phrase.last for v in verbs):
        return True  # "with its programmes having progressed"
    return any(v.lemma in _SPOKEN_OF and not v.passive and first - 2 <= v.last <= first for v in verbs)


def _complement(reading: Reading, i: int, last: int) -> tuple[int, int] | None:
    k = last
    tokens = reading.tokens
    if k < len(tokens) and tokens[k].word in ("of", "in", "on", "toward", "towards", "with"):
        end = k + 1
        while (
            end < len(tokens)
            and end - k < 16
            and tokens[end].tag not in (".", ";", "REL", "SUB", "COMP", '"', "—")
            and not tokens[end].tag.startswith("V:")
        ):
            if tokens[end].tag == "PREP" and tokens[end].word not in ("of",):
                break
            end += 1
        return k + 1, end
    return None


def reach(reading: Reading, match: Match) -> list[Draft]:
    """Ranges: "a missile that can reach Guam", "built to fly 5,000 km", "could in theory strike"."""
    verb = match.verb
    if match.form == "phrase":
        return _capable(reading, match)
    if verb is None or verb.subject is None:
        return []
    if not (verb.modal in ("can", "could", "may", "might") or (verb.form == "inf" and _purpose(reading, verb))):
        return []
    subject = arms_in(reading, *verb.subject)
    subject = [a for a in subject if launched(reading, a.item)]
    if not subject or not about_dprk(reading, None) or subject[-1].first in reading.spent:
        return []
    slots = _slots(subject[-1], "reach")
    distance = _distance(reading, verb)
    if not distance and verb.lemma in ("fly", "fire", "travel", "put"):
        return []
    reading.spent.add(subject[-1].first)  # "can fly 3,000 km and could reach Guam" is one range
    return [Draft(CAPABILITY, match.i, slots | distance, verb=verb)]


def _capable(reading: Reading, match: Match) -> list[Draft]:
    """ "a missile capable of striking Guam": the weapon in front of it, where it is the DPRK's."""
    phrase = _able_subject(reading, match.i)
    following = reading.tokens[match.last] if match.last < len(reading.tokens) else None
    if phrase is None or following is None or following.tag != "V:ing":
        return []
    found = [a for a in arms_in(reading, phrase.first, phrase.last) if launched(reading, a.item)]
    if (
        not found
        or found[-1].first in reading.spent
        or not _not_anothers(reading, found[-1])
        or not about_dprk(reading, None)
    ):
        return []
    reading.spent.add(found[-1].first)
    return [
        Draft(CAPABILITY, match.i, _slots(found[-1], "deliver" if following.lemma in ("carry", "deliver") else "reach"))
    ]


def _able_subject(reading: Reading, i: int) -> Phrase | None:
    """What is capable: the phrase in front, or the subject of "is capable"."""
    verb = next((v for v in reading.parse.verbs if v.last == i and v.lemma == "be" and v.subject), None)
    return reading.parse.phrase_at(verb.subject[0] if verb is not None and verb.subject else i - 1)


def _purpose(reading: Reading, verb: Verb) -> bool:
    """ "designed to", "the range to", "able to"."""
    before = reading.words(max(verb.first - 2, 0), verb.first)
    return bool(set(before) & {"designed", "able", "range", "capable", "ability", "enough"})


def _distance(reading: Reading, verb: Verb) -> dict[str, Any]:
    behind = reading.numbers_in(verb.last, min(verb.last + 14, len(reading.tokens)))
    ranged = [q for q in reading.numbers_in(0, verb.first) if "range" in reading.words(q.first - 5, q.first)]
    for q in [*behind, *ranged]:
        if q.last < len(reading.tokens) and reading.tokens[q.last].word in _LENGTHS:
            unit = _LENGTHS[reading.tokens[q.last].word]
            return {
                "quantity": q.value,
                "quantity_high": q.high,
                "quantity_unit": unit,
                "quantity_modifier": q.modifier,
            }
    return {}


def _slots(arm: Arm, ability: str | None) -> dict[str, Any]:
    if arm.item in ("nuclear_warhead", "nuclear_device") and ability == "develop":
        arm = Arm("nuclear_programme", None, arm.first, arm.last)  # "developing nuclear weapons" is the programme
    return {"item": arm.item, "model": arm.model, "actor": DPRK, "actor_id": DPRK, "ability": ability or "other"}
