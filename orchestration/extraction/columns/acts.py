"""The act behind a measure or listing, the end that it sets, the list, and the programme of the list."""

from __future__ import annotations

from datetime import date
from typing import Any

from orchestration.extraction.columns.words import first_named, plain, words
from orchestration.extraction.reading import Reading

_REACH = 12  # sentences over which "the resolution", or a measure without an act, belongs to the act cited last
_FOR_A_YEAR = (" for one year", " for a year", " for another year", " for a further year", " by a year")
_ENDS = frozenset(["until", "till", "through", "to", "expire", "expires", "expiring", "beyond", "by"])


def remember_act(reading: Reading) -> None:
    """Keep the act that a sentence cites last, for the measures that follow."""
    cited = _cited(reading)
    if cited:
        reading.discourse.act, reading.discourse.act_at = cited[-1][1], reading.discourse.at


def instrument(reading: Reading, claim_type: str, i: int, slots: dict[str, Any]) -> str | None:
    """The act that imposes or lists: the nearest that the sentence cites, else the last one by the imposer."""
    if not claim_type.startswith("sanctions."):
        return None
    if claim_type == "sanctions.decision" and slots.get("item") != "panel_mandate":
        return None
    here = [c for c in _cited(reading) if _may_impose(reading, c[1], slots.get("actor"))]
    if here:
        return min(here, key=lambda c: abs(c[0] - i))[1]
    act = reading.discourse.act if claim_type != "sanctions.decision" else None
    near = reading.discourse.at - reading.discourse.act_at <= _REACH
    return act if act is not None and near and _may_impose(reading, act, slots.get("actor"), known=True) else None


def _cited(reading: Reading) -> list[tuple[int, str]]:
    """Acts of the lexicon in a sentence, and executive orders by their number, by the token they begin at."""
    tokens = reading.tokens
    found = {(n.first, n.entry.id) for n in reading.named if n.entry.kind == "instrument"}
    for k in range(1, len(tokens)):
        number = tokens[k].value is not None and tokens[k].word.isdigit() and len(tokens[k].word) == 5
        if number and tokens[k - 1].word in ("order", "eo"):
            found.add((k - 1, f"eo_{tokens[k].word}"))
    return sorted(found)


_BODIES = {
    "resolution": frozenset(["un_security_council", "un_1718_committee", "un"]),
    "eo": frozenset(["US", "us_treasury", "us_state"]),
}


def _may_impose(reading: Reading, act: str, actor: str | None, known: bool = False) -> bool:
    """Whether an imposer can have acted by an act; `known` asks for an imposer that is named."""
    bodies = _BODIES.get(act.split("_")[0])
    if bodies is None:
        return not known
    return actor in bodies if actor else not known


def valid_until(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> date | None:
    """The end that a decision, listing or measure sets: "until 30 April 2023", "to expire on 12 June"."""
    if not claim_type.startswith("sanctions.") or slots.get("polarity") == "denied":
        return None
    if slots.get("action") in ("expired", "vetoed", "published", "submitted"):
        return None
    first, last = quote
    for span in reading.times:
        if span.anchored or span.end is None or not first <= span.first < max(last, first + 1) + 6:
            continue
        opener = set(reading.words(span.first - 2, span.first + 1)) & _ENDS
        end = span.forward[1] if span.forward and span.precision == "day" else span.end
        later = end > reading.published or (slots.get("event_end") is not None and end > slots["event_end"])
        decides = slots.get("action") in ("extended", "continued", "adopted", "amended", "declared")
        if opener and opener != {"by"} and (span.precision == "until" or (decides and later)) and end:
            return end
    return _for_a_while(reading, quote, slots)


def _for_a_while(reading: Reading, quote: tuple[int, int], slots: dict[str, Any]) -> date | None:
    """ "extended for a year", told of a day: the same day a year on."""
    start: date | None = slots.get("event_start")
    if slots.get("time_precision") != "day" or start is None or slots.get("action") not in ("extended", "continued"):
        return None
    text = plain(reading, *quote)
    if any(cue in text for cue in _FOR_A_YEAR):
        return _years_on(start, 1)
    return None


def _years_on(day: date, years: int) -> date:
    last = day.month == 2 and day.day == 29
    return day.replace(year=day.year + years, day=28 if last else day.day)


def listing(reading: Reading, claim_type: str, slots: dict[str, Any], act: str | None) -> dict[str, Any]:
    """`list_id` and `programme` of a designation or delisting: as the sentence says, else by who lists or what act."""
    if claim_type not in ("sanctions.designation", "sanctions.delisting"):
        return {}
    text = plain(reading, 0, len(reading.tokens))
    said = first_named(words().list_id, text)
    if said is None and slots.get("target") == "KP" and reading.discourse.list_named:
        said = reading.discourse.list_named
    list_id = said or words().list_of.get(slots.get("actor") or "") or slots.get("list_id")
    if slots.get("target") == "KP" and said:
        reading.discourse.list_named = said
    return {"list_id": list_id, "programme": _programme(reading, list_id, act)}


def _programme(reading: Reading, list_id: str | None, act: str | None) -> str | None:
    """The tag in square brackets behind a name, else what the act or the list stands for."""
    tokens = reading.tokens
    known = set(words().programme_of.values())
    for k in range(1, len(tokens) - 1):
        if tokens[k - 1].word == "[" and tokens[k + 1].word == "]" and tokens[k].raw in known:
            return tokens[k].raw
    by_act = words().programme_of.get(act or "")
    if by_act is not None and (list_id == "ofac_sdn") == (act or "").startswith(("eo_", "nkspea")):
        return by_act
    return words().programme_of_list.get(list_id or "")
