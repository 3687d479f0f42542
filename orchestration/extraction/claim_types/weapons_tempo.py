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
        return _record(reading, match)
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
    if subject & _PACE or (
        (subject & {"testing", "tests", "launches"} and verb.object is None) or subject & {"testing"}
    ):
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
