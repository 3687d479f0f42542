"""Launches and nuclear tests as noun phrases: "its sixth nuclear test", "Sunday's firing of two missiles"."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.assemble import time_for, time_slots, whole_clause
from orchestration.extraction.claim_types.arms import Arm, launched
from orchestration.extraction.claim_types.common import about_dprk, actor_of, count, possessor
from orchestration.extraction.claim_types.weapon_slots import (
    LAUNCH,
    NUCLEAR,
    NUCLEAR_ITEMS,
    basis,
    counted,
    note,
    of_phrase,
    parts,
    placed,
    weapon_slots,
    weapons_in,
)
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading
from orchestration.extraction.stance import judge
from orchestration.extraction.temporal import Span

# Verbs that only say that an act took place: the noun behind them is the act.
_LIGHT = frozenset(
    [
        *["have", "conduct", "carry out", "carry", "stage", "hold", "make", "attempt", "perform", "undertake", "do"],
        *["follow", "detect", "report", "confirm", "execute", "complete", "try", "mount"],
    ]
)
_ENDED = frozenset({"halt", "suspend", "stop", "cease", "end", "discontinue"})
_OCCUR = frozenset(["be", "occur", "happen", "come", "take", "follow", "fail", "appear"])
_PLACES = frozenset(
    [
        "site",
        "sites",
        "range",
        "pad",
        "pads",
        "facility",
        "facilities",
        "ground",
        "grounds",
        "station",
        "stations",
        "vehicle",
        "vehicles",
        "base",
        "bases",
        "center",
        "centre",
        "tower",
        "towers",
        "wreckage",
        "window",
        "schedule",
    ]
)
_ROUNDS = frozenset({"round", "rounds", "set", "sets", "series", "string", "batch", "bout", "spate", "total"})
_NUCLEAR_WORDS = frozenset({"nuclear", "atomic", "thermonuclear"})


def named_act(reading: Reading, match: Match) -> list[Draft]:
    """The claims of a noun that means a launch or a test."""
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or reading.parse.tokens[phrase.head].word in _PLACES:
        return []
    if _predicate(reading, match, phrase) or _only_feared(reading, phrase, match.i):
        return []
    if not reading.parse.verbs and not reading.names_dprk(0, len(reading.tokens)):
        return []  # a bare line such as "Nuclear tests." says nothing of anyone
    verb = match.verb
    light = _is_light(reading, match)
    of = of_phrase(reading, phrase)
    found = _weapons(reading, match.i, phrase, of)
    actor = actor_of(reading, verb if light else None, phrase, noun=True)
    if not found or not about_dprk(reading, actor):
        return []
    drafts = []
    times = _own_times(reading, phrase, of)
    for weapon in found:
        drafts.extend(_drafts(reading, match, phrase, of, weapon, times, light))
    note(reading, found[-1])
    return drafts + (parts(reading, match.i, drafts[0].claim_type, found[0]) if drafts else [])


def _drafts(
    reading: Reading,
    match: Match,
    phrase: Phrase,
    of: tuple[int, int] | None,
    weapon: Arm,
    times: list[Span],
    light: bool,
) -> list[Draft]:
    """The claims on one weapon, one for each time that the phrase names."""
    verb = match.verb
    kind = NUCLEAR if weapon.item in NUCLEAR_ITEMS else LAUNCH
    item = "nuclear_device" if kind == NUCLEAR else weapon.item
    number = _number(reading, match, phrase, of, weapon, kind)
    planned = judge(reading, match.i, None).certainty == "planned"
    if not (light or number or times or planned or _new(reading, kind, item, phrase)):
        return []
    slots = weapon_slots(weapon) | {"item": item} | number
    slots |= basis(slots) | placed(reading, match.i)
    if verb is not None and verb.lemma in _ENDED and light:
        slots["polarity"] = "ceased"
    quote = None if light and not _is_ended(match) else _quote(reading, phrase)
    spans: list[Span | None] = [*times] or [None]
    drafts = []
    for span in spans:
        timed = dict(slots)
        happens = verb is not None and verb.lemma in _OCCUR and match.i < verb.head
        if span is None and not light and not happens:
            timed |= _governing_time(reading, phrase, number)
        if span is not None:
            timed |= time_slots(span, "planned" if planned or _vowed(match) else "stated")
        drafts.append(Draft(kind, match.i, timed, quote, verb if light else None))
    return drafts


def _vowed(match: Match) -> bool:
    """ "pledged to conduct another launch in October": an infinitive's time lies ahead."""
    return match.verb is not None and match.verb.form == "inf" and match.verb.governor is not None


def _is_ended(match: Match) -> bool:
    return match.verb is not None and match.verb.lemma in _ENDED


def _governing_time(reading: Reading, phrase: Phrase, number: dict[str, Any]) -> dict[str, Any]:
    """The time of a clause is that of its own verb, not of an act named in passing; only an ordinal behind a comma
    counts the act that the clause tells of ("…, the fourth launch in thirteen days").
    """
    none: dict[str, Any] = {"event_start": None, "event_end": None}
    before = reading.tokens[phrase.first - 1].tag if phrase.first else ""
    told = reading.parse.governing_verb(phrase.first)
    if number and told is not None and told.lemma == "be" and told.last <= phrase.first and told.subject:
        subject = next((s for s in reading.times if s.first < told.first and not s.empty and not s.anchored), None)
        if subject is not None:  # "Tuesday's launch was its first missile test"
            return {"event_start": subject.start, "event_end": subject.end, "time_precision": subject.precision}
    if not number.get("ordinal") or before != ",":
        return none
    verb = next((v for v in reversed(reading.parse.verbs) if v.last <= phrase.first and v.form == "finite"), None)
    earlier = [s for s in reading.times if s.last <= phrase.first and not s.anchored]
    span = time_for(reading, verb.head, verb, []) if verb is not None else next(iter(earlier[-1:]), None)
    if span is None or span.empty or span.precision == "since":
        return none
    return {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}


def _is_light(reading: Reading, match: Match) -> bool:
    """ "carried out a test", "there has been no launch since January", "halted its tests": the noun is the act of the
    clause.
    """
    verb = match.verb
    if verb is None:
        return False
    if verb.lemma == "be":
        return verb.subject is not None and reading.words(*verb.subject) == ["there"]
    if verb.lemma == "follow":
        return "with" in reading.words(verb.last, match.i)  # "followed that with a launch"
    if verb.lemma in _ENDED:
        done = verb.form == "finite" and not verb.modal and verb.last <= match.i
        return done and verb.subject is not None and reading.state_in(*verb.subject) == DPRK
    return verb.lemma in _LIGHT


def _weapons(reading: Reading, i: int, phrase: Phrase, of: tuple[int, int] | None) -> list[Arm]:
    """What was launched or tested: named in the phrase, behind "of", or earlier."""
    word = reading.tokens[i].word
    testing = word.startswith("test") or word.endswith(("test", "tests", "blast", "blasts", "explosion", "explosions"))
    found = weapons_in(reading, phrase.first, i + 1)
    if not found and of:
        found = weapons_in(reading, *of)
    nuclear = _nuclear_modifier(reading, phrase, i)
    if nuclear and testing and not any(w.item == "nuclear_device" for w in found):
        found = [Arm("nuclear_device", None, nuclear, nuclear + 1), *found]
    if not found and _by_technology(reading, phrase):
        found = [Arm("satellite_launch_vehicle", None, i, i + 1)]
    if not found and i > phrase.first and reading.tokens[i - 1].word in ("weapon", "weapons"):
        found = [Arm("missile", None, i - 1, i)]
    if word.startswith("failure") and of is None:
        return []  # "a missile failure" may be any
    if word.startswith("attempt") and any(v.form == "inf" and v.first >= i for v in reading.parse.verbs):
        return []  # "an attempt to launch": the infinitive says it
    found = found or _named_last(reading, phrase, i, testing)
    return [w for w in found if w.item in NUCLEAR_ITEMS or launched(reading, w.item)]


def _number(
    reading: Reading, match: Match, phrase: Phrase, of: tuple[int, int] | None, weapon: Arm, kind: str
) -> dict[str, Any]:
    """How many: of the act's own phrase, of the rounds in front of it, of the weapons behind "of", or by an ordinal
    that the clause gives it.
    """
    unit = "test" if kind == NUCLEAR else "launch"
    number = count(reading, phrase.first, match.i, unit)
    if number:
        return number | _scope(reading, phrase, number)
    outer = reading.parse.phrase_at(phrase.first - 2) if phrase.prep == "of" else None
    if outer is not None and reading.tokens[outer.head].word in _ROUNDS:
        return count(reading, outer.first, outer.head, unit) if reading.numbers_in(outer.first, outer.last) else {}
    if of and weapon.first >= of[0]:
        number = counted(reading, reading.parse.phrase_at(weapon.first), weapon, "missile")
        several = reading.tokens[match.i].word.endswith("s") and number.get("quantity") == 1
        if number and not several:
            return number  # of "test-fires of a missile" each may be one
    return _predicate_ordinal(reading, match, phrase, unit)


def _predicate_ordinal(reading: Reading, match: Match, phrase: Phrase, unit: str) -> dict[str, Any]:
    """ "Sunday's launch was the seventh this month", "last month's test, the country's sixth": an ordinal without a
    noun.
    """
    tokens, verb = reading.tokens, match.verb
    start = None
    if verb is not None and verb.lemma == "be" and verb.subject and verb.subject[0] <= match.i < verb.subject[1]:
        start = verb.last
    elif phrase.last < len(tokens) and tokens[phrase.last].tag == ",":
        start = phrase.last + 1
    other = reading.parse.phrase_at(start) if start is not None and start < len(tokens) else None
    if other is None or tokens[other.last - 1].tag != "ORD":
        return {}
    return count(reading, other.first, other.last - 1, unit) | _scope(reading, other, {"ordinal": True})


def _scope(reading: Reading, phrase: Phrase, number: dict[str, Any]) -> dict[str, Any]:
    """ "the seventh this month", "the tenth launch of the year": what an ordinal counts within."""
    if not number.get("ordinal"):
        return {}
    words = reading.words(phrase.last, phrase.last + 8)
    for unit in ("day", "week", "month", "year"):
        for k, word in enumerate(words):
            if word == unit and words[k - 1] in ("this", "the", "calendar"):
                return {"ordinal_scope": unit}
    return {}


def _quote(reading: Reading, phrase: Phrase) -> tuple[int, int]:
    """The phrase with what hangs on it: prepositions, times, what "and" joins; up to a comma or the next verb."""
    tokens, end = reading.tokens, whole_clause(reading, reading.parse.clause_at(phrase.head))[1]
    last = phrase.last
    while last < end and tokens[last].tag in ("PREP", "DET", "N", "NAME", "NUM", "ORD", "ADJ", "POSS", "PRON"):
        last += 1
    while last < end and any(s.first <= last < s.last for s in reading.times):
        last += 1  # "of July 3 and July 28, 2017"
    owner = possessor(reading, phrase)
    first = min(_joined_start(reading, phrase), owner[0] if owner else phrase.first)
    return first, max(last, phrase.last)


def _by_technology(reading: Reading, phrase: Phrase) -> bool:
    """ "its launch using ballistic missile technology": the Council's words for what lifts a satellite."""
    return reading.words(phrase.last, phrase.last + 4) == ["using", "ballistic", "missile", "technology"]


def _named_last(reading: Reading, phrase: Phrase, i: int, testing: bool) -> list[Arm]:
    """ "another launch", "a very crucial test on Thursday", "Sunday's launch", "the third launch this month": of the
    weapon that was named last, within three sentences.
    """
    last = reading.discourse.last_weapon
    near = reading.discourse.at - reading.discourse.last_weapon_at <= 3
    if reading.tokens[phrase.first].word == "no" and last is None and not testing:
        return [Arm("missile", None, i, i + 1)]
    here = weapons_in(reading, 0, phrase.first)
    if here:
        last, near = here[-1].item, True
    counted_one = _within_scope(reading, phrase, i)
    if last is None and counted_one and not testing:
        last, near = "missile", True  # "its sixth launch this month"
    stated = any(t == LAUNCH and i is not None and i == last for t, i in reading.discourse.seen)
    pointed = counted_one or (_dated(reading, phrase) and not (stated and not _ranked(reading, phrase)))
    if last is None or not near or not (_indefinite(reading, phrase, i) or pointed):
        return []
    if last in NUCLEAR_ITEMS and not testing:
        return []
    return [Arm(last, None, i, i + 1)]


def _within_scope(reading: Reading, phrase: Phrase, i: int) -> bool:
    """ "the sixth launch this month", "its fourth test in 13 days": an ordinal and what it counts within."""
    if not any(q.ordinal for q in reading.numbers_in(phrase.first, i + 1)):
        return False
    behind = reading.words(phrase.last, phrase.last + 8)
    scope = {"this", "since", "year", "month", "week", "days", "weeks", "months", "years"} & set(behind)
    return bool(scope) and behind[:1] != [","]


def _ranked(reading: Reading, phrase: Phrase) -> bool:
    """ "Sunday's launch was the seventh this month": stated again with an ordinal."""
    verb = next((v for v in reading.parse.verbs if v.first >= phrase.last and v.form == "finite"), None)
    if verb is None or verb.lemma != "be":
        return False
    other = reading.parse.phrase_at(verb.last)
    return other is not None and reading.tokens[other.last - 1].tag == "ORD"


def _dated(reading: Reading, phrase: Phrase) -> bool:
    """ "Sunday's launch", "the launch on Wednesday": which one is meant is said by its time."""
    if _equated(reading, phrase):
        return False
    inside = any(phrase.first <= s.first < phrase.last and not s.empty for s in reading.times)
    behind = any(s.first == phrase.last and not s.empty and not s.anchored for s in reading.times)
    return inside or (behind and reading.tokens[phrase.first].word in ("the", "its", "his", "their"))


def _equated(reading: Reading, phrase: Phrase) -> bool:
    """ "Tuesday's launch was its first missile test": the predicate is the act, with its weapon."""
    verb = next((v for v in reading.parse.verbs if v.first >= phrase.last and v.lemma == "be" and v.object), None)
    return verb is not None and bool(verb.object and weapons_in(reading, *verb.object))


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
        and not (match.verb.subject is not None and reading.words(*match.verb.subject) == ["there"])
    )


def _only_feared(reading: Reading, phrase: Phrase, i: int) -> bool:
    """ "on alert for a possible launch", "any future test": a forecast with no act in it."""
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    verb = reading.parse.verbs[clause.verb] if clause.verb is not None else None
    if verb is not None and verb.modal == "would" and verb.subject and verb.subject[0] <= i < verb.subject[1]:
        return not _told(verb)  # "a test would be met with …"
    opener = reading.tokens[clause.first].word
    if opener in ("unless", "whether", "should") or (opener == "if" and not number_word(reading, phrase)):
        return True
    words = set(reading.words(phrase.first, i))
    told = verb is not None and verb.negated and verb.last <= phrase.first  # "did not conduct any tests"
    return bool(words & {"possible", "potential", "future", "each", "every"}) or ("any" in words and not told)


def _told(verb: Verb) -> bool:
    """ "more launches would follow": what is announced, seen afterwards."""
    return verb.lemma in ("follow", "come", "take", "be") and not verb.passive and verb.lemma != "be"


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


def _nuclear_modifier(reading: Reading, phrase: Phrase, i: int) -> int | None:
    """The word "nuclear" or "atomic" in front of a test, also where it shares it: "nuclear and ballistic missile
    tests".
    """
    for k in range(i - 1, max(phrase.first - 4, -1), -1):
        word = reading.tokens[k].word
        if word in _NUCLEAR_WORDS:
            following = reading.tokens[k + 1].word
            shared = ("and", "or", ",", "/", "device", "bomb", "weapons", "weapon", "explosive", "explosion")
            return k if k + 1 == i or following in shared else None
        if word in (".", ";"):
            return None
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
        placed_first = (
            not found
            and between[:1]
            and between[0] in ("over", "off", "from", "at", "near", "into", "in", "by")
            and len(between) <= 7
        )
        if placed_first and not any(t.tag.startswith("V:") or t.tag == "," for t in reading.tokens[end : span.first]):
            found.append(span)  # "launch over Japan on October 3"
            end = max(end, span.last)
            continue
        joined = not found or (span.precision == found[-1].precision and _listed(reading, found[-1], span))
        if phrase.first <= span.first < end or (end <= span.first <= end + 1 and joined):
            found.append(span)
            end = max(end, span.last)
    return found


def _listed(reading: Reading, before: Span, span: Span) -> bool:
    """ "in 2006, 2009 and 2013": one time after another."""
    between = reading.words(before.last, span.first)
    return len(between) <= 2 and all(w in ("and", ",", "or") for w in between)


def _new(reading: Reading, kind: str, item: str, phrase: Phrase) -> bool:
    """A mention in passing counts where the document has not stated such an act yet, and not behind "the" or "this"."""
    words = reading.words(phrase.first, phrase.last)
    owned = any(t.tag == "POSS" for t in reading.tokens[phrase.first : phrase.last])
    verb = reading.parse.governing_verb(phrase.head)
    fails = verb is not None and verb.lemma in ("fail", "end") and phrase.last <= verb.first
    if fails and of_phrase(reading, phrase) and not any(t == kind for t, _ in reading.discourse.seen):
        return True  # "the launch of its satellite has failed", told for the first time
    definite = not owned and words[0] in ("the", "this", "that", "these", "those") and "latest" not in words
    return not definite and not any(
        t == kind and (i == item or reading.lexicon.is_a(i, item)) for t, i in reading.discourse.seen
    )
