"""Launches of missiles and rockets, and nuclear tests."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.assemble import whole_clause
from orchestration.extraction.claim_types.arms import Arm, arms_in, launched
from orchestration.extraction.claim_types.common import about_dprk, actor_of, count
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading
from orchestration.extraction.stance import judge
from orchestration.extraction.temporal import Span

LAUNCH, NUCLEAR = "weapons.launch", "weapons.nuclear_test"
NUCLEAR_ITEMS = ("nuclear_device", "nuclear_warhead")
_LIGHT = frozenset(
    [
        "have",
        "conduct",
        "carry",
        "out",
        "stage",
        "hold",
        "make",
        "attempt",
        "perform",
        "undertake",
        "do",
        "follow",
        "detect",
        "report",
        "confirm",
        "execute",
        "complete",
        "try",
    ]
) | {"carry out"}
_NUCLEAR_VERBS = frozenset({"test", "detonate", "explode", "set off"})


def launch(reading: Reading, match: Match) -> list[Draft]:
    """Claims of firing or testing, of missiles or nuclear devices, from a verb or a noun."""
    if match.i in reading.spent:
        return []
    if match.form == "noun":
        return _noun(reading, match)
    return _verb(reading, match)


def _verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None:
        return []
    area = verb.subject if match.form in ("passive", "part") else verb.object
    if match.form in ("active", "ing") and verb.lemma in _LEAVES:
        area = (
            verb.subject
            if area is None or reading.tokens[area[0]].tag not in ("DET", "NUM", "N", "NAME", "ADJ")
            else None
        )
    if area is None and not _relative_object(reading, verb):
        return []
    area = area or (verb.last, verb.last)
    if not _really_done(reading, verb, match):
        return _able(reading, verb, area, match)
    found = weapons_in(reading, *_direct(reading, area)) or _pointed_at(reading, verb, area)
    actor = actor_of(reading, verb, None, noun=False)
    engines = _engines(reading, verb, area, match) if about_dprk(reading, actor) else []
    if engines:
        return engines
    found = [w for w in found if _fits(reading, w, verb.lemma)] or _more_of_them(reading, area)
    if not found or not about_dprk(reading, actor) or _only_detail(reading, match, found):
        return []
    if reading.words(*area)[:1] == ["it"] and match.form == "passive" and actor != DPRK:
        return []  # "it has yet to be tested": too open what "it" is
    drafts = []
    for weapon in found:
        phrase = reading.parse.phrase_at(weapon.first)
        nuclear = weapon.item in NUCLEAR_ITEMS
        slots = _slots(_identified(reading, verb, weapon)) | _counted(reading, phrase, weapon, "missile")
        slots |= _basis(slots) | _placed(reading, match.i)
        drafts.append(Draft(NUCLEAR if nuclear else LAUNCH, match.i, slots, verb=verb))
    _note(reading, found[-1])
    return drafts


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


# Verbs whose subject is what is launched: "the carrier rocket blasted off".
_LEAVES = frozenset({"blast off", "lift off", "take off", "follow"})
_OCCUR = frozenset(["be", "occur", "happen", "come", "take", "follow", "fail", "appear"])


def _able(reading: Reading, verb: Verb, area: tuple[int, int], match: Match) -> list[Draft]:
    """ "has the capability to launch satellites": an ability, where it is the DPRK's."""
    able = set(reading.words(max(verb.first - 2, 0), verb.first)) & {"ability", "capability", "capacity", "able"}
    has = reading.parse.verbs[verb.governor] if verb.governor is not None else None
    if not able or match.form != "inf" or has is None or has.lemma not in ("have", "possess", "demonstrate", "be"):
        return []
    found = weapons_in(reading, *_direct(reading, area))
    if not found or actor_of(reading, has, None, noun=False) != DPRK:
        return []
    return [Draft("weapons.capability", match.i, _slots(found[0]) | {"ability": "launch_from"}, verb=verb)]


def _really_done(reading: Reading, verb: Verb, match: Match) -> bool:
    """Not "shoot down", nor an act that is only talked about: "it is unusual to test a missile", "the right to space
    by launching rockets".
    """
    tokens = reading.tokens
    if verb.last < len(tokens) and tokens[verb.last].word in ("down", "back"):
        return False
    before = tokens[verb.first - 1] if verb.first else None
    if set(reading.words(max(verb.first - 2, 0), verb.first)) & _NOT_DONE:
        return False
    if verb.governor is not None and reading.parse.verbs[verb.governor].lemma == "threaten" and match.form == "inf":
        return False
    if match.form == "ing" and before is not None and before.tag == "PREP":
        return any(verb.last <= s.first <= verb.last + 10 for s in reading.times)
    if match.form == "inf" and verb.governor is not None:
        governor = reading.parse.verbs[verb.governor]
        impersonal = governor.subject is not None and reading.words(*governor.subject) in (["it"], ["there"])
        return not (governor.lemma == "be" and impersonal)
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
    return [Draft("weapons.capability", match.i, slots | _counted(reading, phrase, arm, "engine"), verb=verb)]


def _more_of_them(reading: Reading, area: tuple[int, int]) -> list[Arm]:
    """ "two more were launched": of the weapon that was named last."""
    words = reading.words(*area)
    following = reading.words(area[1], area[1] + 1)
    counted = bool(reading.numbers_in(*area)) and (words[-1:] in (["more"], ["others"]) or following == ["more"])
    last = reading.discourse.last_weapon
    return [Arm(last, None, area[0], area[1])] if counted and last and last not in NUCLEAR_ITEMS else []


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


def _relative_object(reading: Reading, verb: Verb) -> tuple[int, int] | None:
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


def _pointed_at(reading: Reading, verb: Verb, area: tuple[int, int]) -> list[Arm]:
    """The weapon that "it", "them" or a relative word stands for."""
    if reading.words(*area)[:1] in (["it"], ["them"]):
        earlier = weapons_in(reading, 0, verb.first)
        if earlier:
            return [Arm(earlier[-1].item, earlier[-1].model, area[0], area[0] + 1)]
    relative = (
        _relative_object(reading, verb)
        if not area[0] < area[1] or reading.tokens[area[0]].tag in (",", ".", "PREP")
        else None
    )
    return weapons_in(reading, *relative) if relative else []


def _noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or reading.parse.tokens[phrase.head].word in (
        "site",
        "range",
        "pad",
        "facility",
        "ground",
        "station",
        "vehicle",
        "vehicles",
    ):
        return []
    found = weapons_in(reading, phrase.first, match.i + 1)
    of = _of_phrase(reading, phrase)
    if not found and of:
        found = weapons_in(reading, *of)
    nuclear = _nuclear_modifier(reading, phrase, match.i)
    testing = reading.tokens[match.i].word.startswith("test") or reading.tokens[match.i].word.endswith(
        ("test", "tests")
    )
    if nuclear and testing and not any(w.item == "nuclear_device" for w in found):
        found = [Arm("nuclear_device", None, nuclear, nuclear + 1), *found]
    if _predicate(reading, match, phrase) or _only_feared(reading, phrase, match.i):
        return []
    light = match.verb is not None and match.verb.lemma in _LIGHT
    verb = match.verb
    there = (
        verb is not None
        and verb.lemma == "be"
        and verb.subject is not None
        and reading.words(*verb.subject) == ["there"]
    )
    light = light or there  # "there has been no launch since January"
    if light and verb is not None and verb.lemma == "follow":
        light = "with" in reading.words(verb.last, match.i)  # "followed that with a launch"
    if not reading.parse.verbs and not reading.names_dprk(0, len(reading.tokens)):
        return []  # a bare line such as "Nuclear tests." says nothing of anyone
    if not found and _by_technology(reading, phrase):
        found = [Arm("satellite_launch_vehicle", None, match.i, match.i + 1)]
    if not found:
        found = _named_last(reading, phrase, match.i, testing)
    found = [w for w in found if w.item in NUCLEAR_ITEMS or launched(reading, w.item)]
    actor = actor_of(reading, verb if light else None, phrase, noun=True)
    if not found or not about_dprk(reading, actor):
        return []
    times = _own_times(reading, phrase, of)
    drafts = []
    for weapon in found:
        kind = NUCLEAR if weapon.item in NUCLEAR_ITEMS else LAUNCH
        number = count(reading, phrase.first, match.i, "test" if kind == NUCLEAR else "launch")
        if not number and of and light and weapon.first >= of[0]:
            number = count(reading, of[0], weapon.last - 1, "missile")  # "its latest test of a missile"
        item = "nuclear_device" if kind == NUCLEAR else weapon.item
        planned = judge(reading, match.i, None).certainty == "planned"
        if not (light or number or times or planned or _new(reading, kind, item, phrase)):
            continue
        slots = _slots(weapon) | {"item": item} | number
        slots |= _basis(slots) | _placed(reading, match.i)
        spans: list[Span | None] = [*times] or [None]
        for span in spans:
            timed = dict(slots)
            happens = verb is not None and verb.lemma in _OCCUR and match.i < verb.head
            if span is None and not light and not happens:
                timed |= {"event_start": None, "event_end": None}  # the time of the clause is that of its own verb
            if span is not None:
                timed |= {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}
            quote = (
                None
                if light
                else (_joined_start(reading, phrase), whole_clause(reading, reading.parse.clause_at(match.i))[1])
            )
            drafts.append(Draft(kind, match.i, timed, quote, verb if light else None))
    _note(reading, found[-1])
    return drafts


def _by_technology(reading: Reading, phrase: Phrase) -> bool:
    """ "its launch using ballistic missile technology": the Council's words for what lifts a satellite."""
    return reading.words(phrase.last, phrase.last + 4) == ["using", "ballistic", "missile", "technology"]


def _named_last(reading: Reading, phrase: Phrase, i: int, testing: bool) -> list[Arm]:
    """ "another launch", "a very crucial test on Thursday": of the weapon that was named last, within three
    sentences.
    """
    last = reading.discourse.last_weapon
    near = reading.discourse.at - reading.discourse.last_weapon_at <= 3
    if reading.tokens[phrase.first].word == "no" and last is None and not testing:
        return [Arm("missile", None, i, i + 1)]
    if last is None or not near or not _indefinite(reading, phrase, i) or (last in NUCLEAR_ITEMS and not testing):
        return []
    return [Arm(last, None, i, i + 1)]


def orbit(reading: Reading, match: Match) -> list[Draft]:
    """ "put a satellite into orbit": a launch by its outcome, unless the sentence says that it launched the rocket."""
    verb = match.verb
    if verb is None or verb.object is None or verb.passive:
        return []
    words = reading.words(*verb.object)
    if ("orbit" not in words and "space" not in words) or not {"satellite", "satellites", "object"} & set(words):
        return []
    earlier = any(w in reading.words(0, verb.first) for w in ("rocket", "launch", "launched"))
    if earlier or not about_dprk(reading, actor_of(reading, verb, None, noun=False)):
        return []
    phrase = reading.parse.next_phrase(*verb.object)
    number = count(reading, phrase.first, phrase.head, "launch") if phrase else {}
    slots = {"item": "satellite_launch_vehicle", "actor": DPRK, "actor_id": DPRK}
    return [Draft(LAUNCH, match.i, slots | number, verb=verb)]


def outcome(reading: Reading, match: Match) -> list[Draft]:
    """ "two missiles fell into the sea", "a second rocket was lost on Aug. 24": a launch told by how it ended.

    Only where the weapon is counted, and the sentence does not say that it was fired.
    """
    verb = match.verb
    if verb is None or verb.subject is None or verb.form != "finite" or verb.modal:
        return []
    if verb.passive != (verb.lemma in _LOST):
        return []
    first = verb.subject[0]
    found = [w for w in weapons_in(reading, first, verb.first) if launched(reading, w.item)]
    phrase = reading.parse.phrase_at(found[0].first) if found else None
    said = any(v.lemma.split("-")[-1] in _FIRED for v in reading.parse.verbs)
    if phrase is None or phrase.prep or said or len(found) > 1 or not about_dprk(reading, None):
        return []
    number = count(reading, phrase.first, max(phrase.head, found[0].last - 1), "missile")
    if not number or phrase.last != found[0].last:
        return []
    _note(reading, found[0])
    return [Draft(LAUNCH, match.i, _slots(found[0]) | number | _basis(number) | _placed(reading, match.i), verb=verb)]


_LOST = frozenset({"lose"})
_FIRED = frozenset({"launch", "fire", "test", "shoot", "send"})


def elliptic(reading: Reading, match: Match) -> list[Draft]:
    """ "it staged its fourth in January": an ordinal without a noun counts the tests that were just spoken of."""
    verb = match.verb
    phrase = reading.parse.next_phrase(*verb.object) if verb is not None and verb.object else None
    if verb is None or phrase is None or reading.tokens[phrase.last - 1].tag != "ORD":
        return []
    earlier = weapons_in(reading, 0, verb.first)
    if not earlier or not about_dprk(reading, actor_of(reading, verb, None, noun=False)):
        return []
    nuclear = earlier[-1].item in NUCLEAR_ITEMS
    kind, item = (NUCLEAR, "nuclear_device") if nuclear else (LAUNCH, earlier[-1].item)
    number = count(reading, phrase.first, phrase.last - 1, "test")
    return [Draft(kind, match.i, {"item": item, "actor": DPRK, "actor_id": DPRK} | number, verb=verb)]


def _joined_start(reading: Reading, phrase: Phrase) -> int:
    """Where "the North's nuclear test and rocket launch" begins, seen from its second half."""
    tokens, first = reading.tokens, phrase.first
    before = reading.parse.phrase_at(first - 2) if first >= 2 and tokens[first - 1].tag == "CONJ" else None
    joined = before is not None and tokens[before.head].lemma.rstrip("s") in ("test", "launch", "launche", "firing")
    return before.first if joined and before is not None else first


def _predicate(reading: Reading, match: Match, phrase: Phrase) -> bool:
    """ "was a test of missile technology", "considers it a missile test": what something is said to be, not an act of
    its own.
    """
    if match.verb is None or match.i < match.verb.head or reading.tokens[phrase.first].word not in ("a", "an"):
        return False
    return (
        match.verb.lemma in ("be", "consider", "call", "describe", "term", "regard", "see", "become")
        and phrase.first - match.verb.last <= 2
    )


def _only_feared(reading: Reading, phrase: Phrase, i: int) -> bool:
    """ "on alert for a possible launch", "any future test": a forecast with no act in it."""
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    verb = reading.parse.verbs[clause.verb] if clause.verb is not None else None
    if verb is not None and verb.modal == "would" and verb.subject and verb.subject[0] <= i < verb.subject[1]:
        return True  # "a test would be met with …"
    opener = reading.tokens[clause.first].word
    if opener in ("unless", "whether", "should") or (opener == "if" and not number_word(reading, phrase)):
        return True
    return any(
        reading.tokens[k].word in ("possible", "potential", "future", "any", "each", "every")
        for k in range(phrase.first, i)
    )


def number_word(reading: Reading, phrase: Phrase) -> bool:
    """Whether a phrase is counted or says "a", "another"."""
    return reading.tokens[phrase.first].word in ("a", "an", "another", "no") or bool(
        reading.numbers_in(phrase.first, phrase.last)
    )


def _indefinite(reading: Reading, phrase: Phrase, i: int) -> bool:
    """ "a very crucial test", "two launches": not "the test-fire", "its test", "tests"."""
    word = reading.tokens[i].word
    return (
        number_word(reading, phrase)
        and reading.tokens[phrase.first].word not in ("the", "its", "this")
        and word not in ("testing", "firing", "explosion")
    )


def _direct(reading: Reading, area: tuple[int, int]) -> tuple[int, int]:
    """The part of an object before its first preposition other than "of"."""
    counted = {k for q in reading.numbers for k in range(q.first, q.last)}
    for k in range(area[0], area[1]):
        token = reading.tokens[k]
        if token.tag == "PREP" and token.word not in ("of", "including", "with") and k not in counted:
            if k == area[0] and token.word in ("off",):
                continue
            return area[0], k
    return area


def weapons_in(reading: Reading, first: int, last: int) -> list[Arm]:
    """What can be launched or set off in a range; a satellite stands for what lifts it."""
    found: list[Arm] = []
    for arm in arms_in(reading, first, last):
        if arm.item == "reconnaissance_satellite":
            arm = Arm("satellite_launch_vehicle", arm.model, arm.first, arm.last)
        if launched(reading, arm.item) or arm.item in NUCLEAR_ITEMS:
            found.append(arm)
    return found


def _fits(reading: Reading, weapon: Arm, lemma: str) -> bool:
    if weapon.item in NUCLEAR_ITEMS:
        return lemma in _NUCLEAR_VERBS
    return lemma not in ("detonate", "explode", "set off")


def _nuclear_modifier(reading: Reading, phrase: Phrase, i: int) -> int | None:
    """The word "nuclear" or "atomic" in front of a test, also where it shares it: "nuclear and ballistic missile
    tests".
    """
    for k in range(i - 1, max(phrase.first - 4, -1), -1):
        word = reading.tokens[k].word
        if word in ("nuclear", "atomic", "thermonuclear"):
            following = reading.tokens[k + 1].word
            return (
                k
                if k + 1 == i
                or following in ("and", "or", ",", "/")
                or following in ("device", "bomb", "weapons", "weapon")
                else None
            )
        if word in (".", ";"):
            return None
    return None


def _of_phrase(reading: Reading, phrase: Phrase) -> tuple[int, int] | None:
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


def _own_times(reading: Reading, phrase: Phrase, of: tuple[int, int] | None) -> list[Span]:
    """Times inside a phrase or right behind it, one after another: "launches of July 3 and July 28"."""
    end = of[1] if of else phrase.last
    found: list[Span] = []
    for span in reading.times:
        if span.empty or span.anchored:
            continue
        between = reading.words(end, span.first)
        if (
            not found
            and [w for w in between if w != ","][:1] in (["carried"], ["conducted"], ["held"], ["staged"])
            and len(between) <= 5
        ):
            found.append(span)  # "its first test, carried out on Oct. 9"
            end = max(end, span.last)
            continue
        placed = (
            not found
            and between[:1]
            and between[0] in ("over", "off", "from", "at", "near", "into", "in", "by")
            and len(between) <= 7
        )
        if placed and not any(t.tag.startswith("V:") or t.tag == "," for t in reading.tokens[end : span.first]):
            found.append(span)  # "launch over Japan on October 3"
            end = max(end, span.last)
            continue
        joined = not found or (span.precision == found[-1].precision and span.first - found[-1].last <= 1)
        if phrase.first <= span.first < end or (end <= span.first <= end + 1 and joined):
            found.append(span)
            end = max(end, span.last)
    return found


def _new(reading: Reading, kind: str, item: str, phrase: Phrase) -> bool:
    """A mention in passing counts where the document has not stated such an act yet, and not behind "the" or "this"."""
    words = reading.words(phrase.first, phrase.last)
    owned = any(t.tag == "POSS" for t in reading.tokens[phrase.first : phrase.last])
    definite = not owned and words[0] in ("the", "this", "that", "these", "those") and "latest" not in words
    return not definite and not any(
        t == kind and (i == item or reading.lexicon.is_a(i, item)) for t, i in reading.discourse.seen
    )


def _slots(weapon: Arm) -> dict[str, Any]:
    return {"item": weapon.item, "model": weapon.model, "actor": DPRK, "actor_id": DPRK}


_PLACE_ROLES = {
    "from": "launch_site",
    "at": "launch_site",
    "into": "impact",
    "over": "impact",
    "off": "impact",
    "in": "impact",
}


def _placed(reading: Reading, i: int) -> dict[str, Any]:
    """Where an act took place: the first place behind its trigger in the same clause, and whether it was fired from
    or fell there.
    """
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    for named in reading.entries(i + 1, clause.last, "place"):
        phrase = reading.parse.phrase_at(named.first)
        if phrase is None or phrase.prep not in _PLACE_ROLES or named.entry.subkind in ("country", "state"):
            continue
        role = _PLACE_ROLES[phrase.prep]
        if phrase.prep == "in":
            role = "launch_site" if named.entry.country == DPRK else "impact"
        return {"place": named.entry.id, "place_role": role}
    return {}


_BASIS = {"missile": "projectile", "test": "occasion", "launch": "unclear"}


def _basis(slots: dict[str, Any]) -> dict[str, Any]:
    """What the number counts: projectiles, occasions, or what "launches" leaves open."""
    if slots.get("quantity") is None:
        return {}
    return {"count_basis": _BASIS.get(slots.get("quantity_unit") or "", "unclear")}


def _counted(reading: Reading, phrase: Phrase | None, weapon: Arm, unit: str) -> dict[str, Any]:
    if phrase is None:
        return {}
    return count(reading, phrase.first, max(phrase.head, weapon.last - 1), unit)


def _note(reading: Reading, weapon: Arm) -> None:
    reading.discourse.last_weapon = weapon.item
    reading.discourse.last_weapon_at = reading.discourse.at
