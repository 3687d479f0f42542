"""The pace of testing: faster, slower, a record, without a count of its own."""

from __future__ import annotations

from orchestration.extraction.claim_types.arms import arms_in, launched
from orchestration.extraction.claim_types.common import about_dprk, actor_of
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

TEMPO = "weapons.tempo"
_TESTING = frozenset(
    ["test", "tests", "testing", "launch", "launches", "launching", "launchings", "firing", "firings", "test-firing"]
)
_PACE = frozenset({"pace", "tempo", "frequency", "rate"})
_COUNTED = frozenset({"number", "record", "increase", "frequency", "pace", "tempo", "surge"})
_SUPERLATIVES = frozenset(
    ["largest", "highest", "greatest", "most", "record", "unprecedented", "biggest", "fastest", "intense"]
)


_FIRED = frozenset({"test", "test-fire", "flight-test", "fire", "launch", "fly", "conduct", "carry out"})


def tempo(reading: Reading, match: Match) -> list[Draft]:
    """ "a marked acceleration of missile testing", "the largest number in a single month", "an unprecedented number
    of launches".
    """
    tokens = reading.tokens
    if match.form == "noun":
        phrase = reading.parse.phrase_at(match.i)
        if phrase is None:
            return []
        start, end = phrase.first, min(phrase.last + 14, len(tokens))
        word = tokens[match.i].word
        if word == "number" and reading.tokens[match.i - 1].word in ("largest", "highest"):
            return []  # read as a fixed phrase
        if word in _COUNTED and not any(tokens[k].word in _SUPERLATIVES for k in range(start, phrase.last)):
            return []
    elif match.form == "phrase":
        return _record(reading, match) or _compared(reading, match)
    elif match.verb is not None:
        area = _area(reading, match)
        if area is None:
            return []
        start, end = area
    else:
        return []
    testing = next((k for k in range(start, end) if tokens[k].word in _TESTING), None)
    item = _item(reading, start, end, testing)
    actor = actor_of(reading, None, reading.parse.phrase_at(match.i), noun=True) if match.form == "noun" else None
    if item is None or not about_dprk(reading, actor):
        return []
    if testing is not None:
        reading.spent.add(testing)
    return [Draft(TEMPO, match.i, {"item": item, "actor": DPRK, "actor_id": DPRK})]


def _compared(reading: Reading, match: Match) -> list[Draft]:
    """ "tested more missiles than ever", "at an unprecedented pace", "no year has seen as many tests": testing set
    against other times, by a noun or a verb of the same sentence.
    """
    words = reading.words(match.i, match.last)
    before = reading.words(max(match.i - 8, 0), match.i)
    if words[0] == "than" and not {"more", "fewer", "less"} & set(before):
        return []
    if words in (["as", "many"], ["as", "few"], ["more", "missile"]) and "no" not in reading.words(0, match.i):
        return []
    verb = next((v for v in reading.parse.verbs if v.lemma in _FIRED and v.form == "finite"), None)
    spot = next((k for k, t in enumerate(reading.tokens) if t.word in _TESTING and t.tag == "N"), None)
    if spot is None and verb is None:
        return []
    arms = arms_in(reading, 0, len(reading.tokens))
    arms = [a for a in arms if launched(reading, a.item) or a.item == "nuclear_device"]
    weapons = bool({"weapon", "weapons"} & {t.word for t in reading.tokens})
    if not (arms or weapons) or not about_dprk(reading, actor_of(reading, verb, None, noun=False)):
        return []
    low, high = max(match.i - 8, 0), match.last + 6
    near = [k for k in range(low, min(high, len(reading.tokens))) if reading.tokens[k].word in _TESTING]
    reading.spent.update(k for k in near if "," not in reading.words(min(k, match.i), max(k, match.i)))
    if verb is not None:
        reading.spent.add(verb.head)
    item = arms[0].item if arms else None
    return [Draft(TEMPO, match.i, {"item": item, "actor": DPRK, "actor_id": DPRK})]


def _record(reading: Reading, match: Match) -> list[Draft]:
    """ "the most in any month": a record of what was counted earlier in the sentence."""
    if not any(w in reading.words(match.i, match.last + 4) for w in ("month", "year", "day", "week", "ever")):
        return []
    arms = [a for a in arms_in(reading, 0, match.i) if launched(reading, a.item) or a.item == "nuclear_device"]
    if not arms or not about_dprk(reading, None):
        return []
    return [Draft(TEMPO, match.i, {"item": arms[-1].item, "actor": DPRK, "actor_id": DPRK})]


def _area(reading: Reading, match: Match) -> tuple[int, int] | None:
    """Where the pace is spoken of: the subject ("missile testing accelerated"), the object ("stepped up its
    launches"), a superlative.
    """
    verb = match.verb
    if verb is None:
        return None
    subject = set(reading.words(*verb.subject)) if verb.subject else set()
    bare = verb.object is None or reading.tokens[verb.object[0]].tag in ("PREP", ".")
    if subject & _PACE or ((subject & {"testing", "tests", "launches"} and bare) or subject & {"testing"}):
        return verb.subject
    return verb.object if verb.lemma in ("accelerate", "speed up", "step up", "slow", "intensify", "ramp up") else None


def _item(reading: Reading, start: int, end: int, testing: int | None) -> str | None:
    """The weapon whose testing is spoken of: in the phrase, else the one just counted in the same sentence."""
    if testing is not None:
        arms = arms_in(reading, start, min(testing + 1, end)) or arms_in(reading, testing, end)
        if arms:
            return {"missile_programme": "missile", "nuclear_programme": "nuclear_device"}.get(
                arms[-1].item, arms[-1].item
            )
        return "wmd_programme" if any(w in ("weapons", "weapon") for w in reading.words(start, testing)) else None
    superlative = any(w in _SUPERLATIVES for w in reading.words(start, end))
    counted = arms_in(reading, 0, start) if superlative and "number" in reading.words(start, end) else []
    return counted[-1].item if counted else None
