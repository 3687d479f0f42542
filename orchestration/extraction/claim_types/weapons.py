"""Launches of missiles and rockets, and nuclear tests, told by a verb: "fired two missiles", "was detonated"."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.claim_types.arms import RANGES, Arm, arms_in
from orchestration.extraction.claim_types.common import about_dprk, actor_of, count
from orchestration.extraction.claim_types.weapon_slots import (
    LAUNCH,
    NUCLEAR,
    NUCLEAR_ITEMS,
    basis,
    counted,
    note,
    object_of,
    parts,
    placed,
    relative_object,
    weapon_slots,
    weapons_in,
)
from orchestration.extraction.claim_types.weapons_named import named_act
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_NUCLEAR_VERBS = frozenset({"test", "detonate", "explode", "set off", "touch off"})
# Verbs whose subject is what is launched: "the carrier rocket blasted off".
_LEAVES = frozenset({"blast off", "lift off", "take off", "follow", "go up"})
_TRIES = frozenset({"attempt", "attempts", "try", "tries", "effort", "efforts", "bid", "bids"})
# What stands before a verb of an ability or a threat, not of an act.
_NOT_DONE = frozenset(
    [
        "ability",
        "abilities",
        "capability",
        "capabilities",
        "capacity",
        "capable",
        "technology",
        "able",
        "threat",
        "threats",
        "right",
    ]
)


def launch(reading: Reading, match: Match) -> list[Draft]:
    """Claims of firing or testing, of missiles or nuclear devices, from a verb or a noun."""
    if match.i in reading.spent:
        return []
    if match.form == "noun":
        return named_act(reading, match)
    return _verb(reading, match)


def _verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    area = _area(reading, match)
    if verb is None or area is None:
        return []
    if not _really_done(reading, verb, match):
        return _able(reading, verb, area, match)
    found = weapons_in(reading, *_direct(reading, area)) or _pointed_at(reading, verb, area)
    if not found and verb.subject and verb.lemma != "fly" and not _governs(reading, verb):
        found = weapons_in(reading, *verb.subject)  # "two projectiles tested": what is fired does not fire
    found = _more_closely(reading, verb, found)
    actor = actor_of(reading, verb, None, noun=False)
    engines = _engines(reading, verb, area, match) if about_dprk(reading, actor) else []
    if engines:
        return engines
    found = [
        w for w in found if _fits(w, verb.lemma) and not (w.item in NUCLEAR_ITEMS and _carried(reading, w))
    ] or _more_of_them(reading, area)
    if not found or not about_dprk(reading, actor) or _only_detail(reading, match, found):
        return []
    if reading.words(*area)[:1] == ["it"] and match.form == "passive" and actor != DPRK:
        return []  # "it has yet to be tested": too open what "it" is
    drafts = []
    for weapon in found:
        nuclear = weapon.item in NUCLEAR_ITEMS
        slots = weapon_slots(_identified(reading, verb, weapon)) | _number(reading, verb, weapon)
        if nuclear:
            slots["item"] = "nuclear_device"
        slots |= basis(slots) | placed(reading, match.i)
        drafts.append(Draft(NUCLEAR if nuclear else LAUNCH, match.i, slots, verb=verb))
    drafts += _timed_more(reading, match, found[-1], area)
    note(reading, found[-1])
    return drafts + parts(reading, match.i, drafts[0].claim_type, found[0])


def _timed_more(reading: Reading, match: Match, told: Arm, area: tuple[int, int]) -> list[Draft]:
    """ "fired two rockets on Monday and cruise missiles on Friday": another weapon with another time."""
    drafts: list[Draft] = []
    for arm in weapons_in(reading, told.last, area[1]) if told.first >= area[0] else []:
        phrase = reading.parse.phrase_at(arm.first)
        if phrase is None or phrase.prep or reading.words(phrase.first - 1, phrase.first) != ["and"]:
            continue
        before = any(s.last == phrase.first - 1 and not s.empty for s in reading.times)
        span = next((s for s in reading.times if s.first == phrase.last and not s.empty), None)
        if before and span is not None and arm.item not in NUCLEAR_ITEMS and told.item not in NUCLEAR_ITEMS:
            slots = weapon_slots(arm) | counted(reading, phrase, arm, "missile")
            slots |= {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}
            drafts.append(Draft(LAUNCH, match.i, slots | basis(slots), verb=match.verb))
    return drafts


def _more_closely(reading: Reading, verb: Verb, found: list[Arm]) -> list[Arm]:
    """ "ten projectiles presumed to be short-range missiles", "launched from a submarine": the number of the one name
    with the class of the other.
    """
    if not found and verb.form == "part":
        found = weapons_in(reading, reading.parse.clauses[verb.clause].first, verb.first)[-1:]
    if len(found) != 1 or found[0].first >= verb.first:
        return found
    first = reading.parse.clauses[verb.clause].first
    named = [a for a in weapons_in(reading, first, verb.first) if a.first <= found[0].first]
    if named and named[-1].first != found[0].first and named[-1].item != found[0].item:
        return found
    arm = named[-1] if named and reading.lexicon.is_a(named[-1].item, found[0].item) else found[0]
    if arm.item in ("missile", "ballistic_missile") and "submarine" in reading.words(verb.last, verb.last + 4):
        arm = Arm("slbm", arm.model, arm.first, arm.last)
    kinds = [RANGES[w] for w in reading.words(arm.last, verb.first) if w in RANGES and "-" in w]
    if kinds and reading.lexicon.is_a(kinds[0], arm.item):
        arm = Arm(kinds[0], arm.model, arm.first, arm.last)  # "a missile, presumed to be intermediate-range"
    return [arm]


def _governs(reading: Reading, verb: Verb) -> bool:
    """Whether an object follows a verb at once."""
    return reading.parse.next_phrase(verb.last, verb.last + 1) is not None


def _area(reading: Reading, match: Match) -> tuple[int, int] | None:
    """Where the weapon is looked for: the object, or the subject of a passive and of verbs of leaving the ground."""
    verb = match.verb
    if verb is None:
        return None
    area = verb.subject if match.form in ("passive", "part") else object_of(reading, verb)
    if match.form in ("active", "ing") and verb.lemma in _LEAVES:
        direct = area is not None and reading.tokens[area[0]].tag in ("DET", "NUM", "N", "NAME", "ADJ")
        area = None if direct else verb.subject
    if area is None and verb.lemma != "fly" and verb.subject and weapons_in(reading, *verb.subject):
        return verb.subject
    if area is None and not relative_object(reading, verb):
        return None
    return area or (verb.last, verb.last)


def _number(reading: Reading, verb: Verb, weapon: Arm) -> dict[str, Any]:
    """How many were fired: of the weapon's phrase, of the phrase that "it" stands for, or of the tries in front of an
    infinitive ("six attempts to fly the Musudan").
    """
    before = reading.parse.phrase_at(verb.first - 1) if verb.form == "inf" else None
    if before is not None and reading.tokens[before.head].word not in _TRIES:
        before = _split_attempt(reading, verb)
    if before is not None and reading.tokens[before.head].word in _TRIES:
        tries = count(reading, before.first, before.head, "launch")
        if tries:
            return tries
    phrase = reading.parse.phrase_at(weapon.first)
    if phrase is not None and reading.words(weapon.first, weapon.last) == ["it"]:
        earlier = weapons_in(reading, 0, weapon.first)
        phrase = reading.parse.phrase_at(earlier[-1].first) if earlier else phrase
        weapon = earlier[-1] if earlier else weapon
    return counted(reading, phrase, weapon, "missile")


def _split_attempt(reading: Reading, verb: Verb) -> Any:
    """ "six attempts by North Korea to fly": the tries in front of their author."""
    author = reading.parse.phrase_at(verb.first - 1)
    if author is None or author.prep not in ("by", "from", "in", "this"):
        return None
    return reading.parse.phrase_at(author.first - 2)


def _able(reading: Reading, verb: Verb, area: tuple[int, int], match: Match) -> list[Draft]:
    """ "has the capability to launch satellites": an ability, where it is the DPRK's."""
    able = set(reading.words(max(verb.first - 2, 0), verb.first)) & {"ability", "capability", "capacity", "able"}
    has = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if not able or match.form != "inf" or has is None or has.lemma not in ("have", "possess", "demonstrate", "be"):
        return []
    found = weapons_in(reading, *_direct(reading, area))
    if not found or actor_of(reading, has, None, noun=False) != DPRK:
        return []
    slots = weapon_slots(found[0]) | {"ability": "launch_from"}
    return [Draft("weapons.capability", match.i, slots, verb=verb)]


def _really_done(reading: Reading, verb: Verb, match: Match) -> bool:
    """Not "shoot down", nor an act that is only talked about: "it is unusual to test a missile", "the right to space
    by launching rockets".
    """
    tokens = reading.tokens
    if verb.last < len(tokens) and tokens[verb.last].word in ("down", "back"):
        return False
    before = tokens[verb.first - 1] if verb.first else None
    if verb.modal in ("can", "cannot"):
        return False  # "missiles that can be fired from a train"
    if set(reading.words(max(verb.first - 2, 0), verb.first)) & _NOT_DONE:
        return False
    if verb.governor is not None and reading.parse.verbs[verb.governor].lemma == "threaten" and match.form == "inf":
        return False
    if match.form == "ing" and before is not None and before.tag == "PREP":
        timed = any(verb.last <= s.first <= verb.last + 10 for s in reading.times)
        done = before.word in ("by", "with", "after", "in") and verb.object is not None
        return timed or (done and verb.object is not None and bool(reading.numbers_in(*verb.object)))
    if match.form == "inf" and verb.governor is not None:
        governor = reading.parse.verbs[verb.governor]
        impersonal = governor.subject is not None and reading.words(*governor.subject) in (["it"], ["there"])
        tried = set(reading.words(max(verb.first - 6, 0), verb.first)) & _TRIES
        return bool(tried) or not (governor.lemma == "be" and impersonal)
    return True


def _identified(reading: Reading, verb: Verb, weapon: Arm) -> Arm:
    """ "the missile that was fired on Tuesday was a Hwasong-12": the class that the sentence gives it."""
    if weapon.first >= verb.first:
        return weapon
    said = next((v for v in reading.parse.verbs if v.first >= verb.last and v.lemma == "be" and v.object), None)
    found = weapons_in(reading, *said.object) if said is not None and said.object and not said.negated else []
    narrower = bool(found) and reading.lexicon.is_a(found[0].item, weapon.item)
    return Arm(found[0].item, found[0].model, weapon.first, weapon.last) if narrower else weapon


def _engines(reading: Reading, verb: Verb, area: tuple[int, int], match: Match) -> list[Draft]:
    """A rocket engine that is tested or fired stays on the ground: an ability, not a launch."""
    arm = next((a for a in arms_in(reading, *_direct(reading, area)) if a.item == "rocket_engine"), None)
    if arm is None or not set(verb.lemma.split("-")) & {"test", "fire"}:
        return []
    phrase = reading.parse.phrase_at(arm.last - 1)
    slots = {"item": arm.item, "actor": DPRK, "actor_id": DPRK, "ability": "static_test"}
    return [Draft("weapons.capability", match.i, slots | counted(reading, phrase, arm, "engine"), verb=verb)]


def _more_of_them(reading: Reading, area: tuple[int, int]) -> list[Arm]:
    """ "two more were launched", "firing a pair of them": of the weapon that was named last."""
    words = reading.words(*area)
    following = reading.words(area[1], area[1] + 1)
    other = words[-1:] in (["more"], ["others"]) or following == ["more"] or words[:4][-2:] == ["of", "them"]
    numbered = bool(reading.numbers_in(*area)) or words[:2] in (["a", "pair"], ["a", "couple"])
    last = reading.discourse.last_weapon
    return [Arm(last, None, area[0], area[1])] if numbered and other and last and last not in NUCLEAR_ITEMS else []


def _only_detail(reading: Reading, match: Match, found: list[Arm]) -> bool:
    """ "the type of rocket launched by the North": a launch that only tells which weapon is meant, nothing of its
    own.
    """
    phrase = reading.parse.phrase_at(found[0].first)
    if phrase is not None and match.form == "part" and not reading.numbers_in(phrase.first, phrase.last):
        timed = any(match.i < s.first <= match.i + 12 and not s.empty for s in reading.times)
        if not timed and reading.tokens[phrase.first].word not in ("a", "an"):
            return True  # "the type of rocket launched by the North"
    return False


def _pointed_at(reading: Reading, verb: Verb, area: tuple[int, int]) -> list[Arm]:
    """The weapon that "it", "them" or a relative word stands for."""
    if reading.words(*area)[:1] in (["it"], ["them"]):
        earlier = weapons_in(reading, 0, verb.first)
        if earlier:
            return [Arm(earlier[-1].item, earlier[-1].model, area[0], area[0] + 1)]
    relative = (
        relative_object(reading, verb)
        if not area[0] < area[1] or reading.tokens[area[0]].tag in (",", ".", "PREP")
        else None
    )
    return weapons_in(reading, *relative) if relative else []


def _direct(reading: Reading, area: tuple[int, int]) -> tuple[int, int]:
    """The part of an object before its first preposition other than "of"."""
    within = {k for q in reading.numbers for k in range(q.first, q.last)}
    for k in range(area[0], area[1]):
        token = reading.tokens[k]
        if token.tag == "PREP" and token.word not in ("of", "including", "with", "between") and k not in within:
            if k == area[0] and token.word in ("off",):
                continue
            return area[0], k
    return area


def _carried(reading: Reading, weapon: Arm) -> bool:
    """ "a missile with several warheads": what the weapon bears is not what was tested."""
    phrase = reading.parse.phrase_at(weapon.first)
    return phrase is not None and phrase.prep in ("with", "for")


def _fits(weapon: Arm, lemma: str) -> bool:
    if weapon.item in NUCLEAR_ITEMS:
        return lemma in _NUCLEAR_VERBS
    return lemma not in ("detonate", "explode", "set off", "touch off")
