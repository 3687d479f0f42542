"""What a denial denies (`polarity_scope`) and of what kind it is (`denial_kind`)."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.columns.words import plain
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_OF_SUCCESS = (" successful", " succeed", " success")
_OF_PART = (
    *(
        " behind ",
        " responsib",
        " involve",
        " nothing to do with",
        " any part in",
        " any role",
        " no part in",
        " no hand",
    ),
    *(" any link", " any connection", " complicit", " its work ", " their work ", " the work of"),
)
_DOUBTS = (
    " doubt",
    " not believe",
    " not convinced",
    " sceptic",
    " skeptic",
    " question ",
    " questioned",
    " unconvinced",
)
_NOT_YET = (" not yet", " yet to ", " has yet", " have yet", " had yet")
_REFUSALS = (" den", " reject", " dismiss", " refut", " repudiat", " rebuff")


def denial(reading: Reading, claim_type: str, i: int, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """Both columns of a denied claim; nothing of another one."""
    if slots.get("polarity") != "denied":
        return {}
    sentence, part = plain(reading, 0, len(reading.tokens)), plain(reading, *quote)
    kind = _kind(reading, sentence, slots)
    scope = _scope(reading, claim_type, i, sentence, part, kind, slots.get("target"))
    return {"denial_kind": kind, "polarity_scope": scope}


def _kind(reading: Reading, sentence: str, slots: dict[str, Any]) -> str:
    given: str = slots.get("denial_kind") or "negative_finding"
    if any(cue in sentence for cue in _NOT_YET):
        return "not_yet"
    if given == "not_yet":
        return given
    if any(cue in sentence for cue in _DOUBTS) and not any(cue in sentence for cue in _REFUSALS):
        return "doubt"
    by_accused = slots.get("asserted_by") in (DPRK, "kcna") or {"we", "our"} & set(
        reading.words(0, len(reading.tokens))
    )
    return "denial" if by_accused else given


def _scope(reading: Reading, claim_type: str, i: int, sentence: str, part: str, kind: str, target: str | None) -> str:
    if claim_type == "weapons.capability":
        return "ability"
    if any(cue in part for cue in _OF_SUCCESS):
        return "success"
    if _is_no_such_thing(reading, i):
        return "item"
    number = _number_denied(reading)
    if number is not None:
        return number
    cyber = claim_type.startswith("finance.cyber")
    of_one = kind == "denial" and target is not None  # the accused deny that it was they who did what was done
    if cyber and (of_one or any(cue in sentence for cue in _OF_PART)):
        return "actor"
    return "event"


def _is_no_such_thing(reading: Reading, i: int) -> bool:
    """ "the missile was not an ICBM": a negated copula in front of a weapon."""
    for verb in reading.parse.verbs:
        if verb.lemma == "be" and verb.negated and not verb.passive and verb.object is not None:
            following = reading.words(verb.last, verb.last + 1)
            if following in (["an"], ["a"]) and reading.items(verb.last, verb.object[1]):
                return True
    before = reading.words(max(i - 6, 0), len(reading.tokens))
    return any(
        word == "not" and before[k + 1 : k + 2] in (["an"], ["a"]) and "but" in before[k + 2 :]
        for k, word in enumerate(before)
    )


def _number_denied(reading: Reading) -> str | None:
    """ "not nine but seven launches", "not $60 million": a number right behind "not"."""
    for money in reading.money:
        if reading.words(money.first - 1, money.first) == ["not"]:
            return "amount"
    for number in reading.numbers:
        more = set(reading.words(number.first, number.last)) & {"more", "less", "fewer"}
        if reading.words(number.first - 1, number.first) == ["not"] and not more:
            return "count"
    return None
