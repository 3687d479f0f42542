"""How far, how high and how long a missile flew."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.details.told import Told, as_text, numbers, vocabulary
from orchestration.extraction.mentions import Quantity
from orchestration.extraction.reading import Reading

_LENGTH = {
    **dict.fromkeys(["km", "kms", "kilometer", "kilometers", "kilometre", "kilometres"], 1.0),
    **dict.fromkeys(["mile", "miles"], 1.609344),
}
_NEAR = 9  # tokens between a figure and the word that says what it measures


def flight(reading: Reading) -> Iterator[Told]:
    """Range, apogee and minutes of flight in a sentence; the heights of an orbit are a satellite's."""
    if {"orbit", "perigee"} & {t.word for t in reading.tokens}:
        return
    for number in numbers(reading):
        if number.ordinal or number.last >= len(reading.tokens):
            continue
        unit = reading.tokens[number.last].word
        if unit in _LENGTH:
            yield from _length(reading, number, _LENGTH[unit])
        elif unit in ("minutes", "minute", "seconds"):
            yield from _minutes(reading, number, unit)
    yield from _hyphenated(reading)


def _length(reading: Reading, number: Quantity, factor: float) -> Iterator[Told]:
    what = _measured(reading, number)
    if what is None or _in_brackets(reading, number):
        return
    value, last = number.value * factor, number.last + 1
    if factor != 1.0:
        metric = _bracketed_metric(reading, last)
        value, last = metric or (float(f"{value:.2g}"), last)
    yield Told(what, as_text(value), number.first, last, "km", number.modifier)


def _measured(reading: Reading, number: Quantity) -> str | None:
    """`range_km` or `apogee_km`, by the nearest word that says so; nothing of distances to places and of what a weapon
    could do.
    """
    tokens = reading.tokens
    clause = reading.parse.clauses[reading.parse.clause_at(number.first)]
    start = max(number.first - _NEAR, 0)
    before, behind = reading.words(start, number.first), reading.words(number.last + 1, number.last + 5)
    if vocabulary()["able"] & {t.word for t in tokens[min(clause.first, start) : number.first]}:
        return None
    if behind[:1] == ["away"]:
        return "range_km" if vocabulary()["fallen"] & set(before) else None
    best: tuple[int, str] | None = None
    for k, word in enumerate(reversed(before)):
        what = (
            "apogee_km"
            if word in vocabulary()["high"]
            else "range_km"
            if word in vocabulary()["far"] or _flight_range(before, k)
            else None
        )
        if what is not None:
            best = (k, what)
            break
    for k, word in enumerate(behind):
        if word in (",", "and", "(", ";", "while", "."):
            break
        if word in vocabulary()["high"] and (best is None or k < best[0] or best[1] == "range_km"):
            best = (k, "apogee_km")
    if best is None or (best[1] == "range_km" and behind[:1] and behind[0] in vocabulary()["sides"] - {"from"}):
        return None
    return best[1]


def _flight_range(before: list[str], k: int) -> bool:
    """ "a flight range of", "the range was": a flown range, not "a missile with a range of"."""
    words = [*reversed(before)]
    return words[k] == "range" and k + 1 < len(words) and words[k + 1] in ("flight", "the", "its", "actual")


def _in_brackets(reading: Reading, number: Quantity) -> bool:
    """A conversion: "4,500 km (2,800 miles)"."""
    return number.first > 0 and reading.tokens[number.first - 1].word == "("


def _bracketed_metric(reading: Reading, k: int) -> tuple[float, int] | None:
    """ "2,800 miles (4,500 km)": the kilometres, and the token behind the bracket."""
    for number in numbers(reading):
        inside = reading.words(k, k + 1) == ["("] and number.first == k + 1
        if inside and _LENGTH.get(reading.words(number.last, number.last + 1)[0]) == 1.0:
            return number.value, min(number.last + 2, len(reading.tokens))
    return None


def _minutes(reading: Reading, number: Quantity, unit: str) -> Iterator[Told]:
    tokens = reading.tokens
    aloft = vocabulary()["aloft"] & {t.word for t in tokens[max(number.first - _NEAR, 0) : number.last + 6]}
    following = set(reading.words(number.last + 1, number.last + 2))
    if not aloft or following & vocabulary()["not_flown"] or (unit == "seconds" and number.value < 60):
        return
    minutes, first = number.value / (60 if unit == "seconds" else 1), number.first
    hours = reading.words(first - 3, first)
    if unit == "minutes" and hours[1:] == ["hour", "and"] and hours[0] in ("an", "one"):
        minutes, first = minutes + 60, first - 3
    yield Told("flight_minutes", as_text(round(minutes, 1)), first, number.last + 1, "minute", number.modifier)


def _hyphenated(reading: Reading) -> Iterator[Told]:
    """ "a 53-minute flight", "the 950-kilometre flight"."""
    for k, token in enumerate(reading.tokens[:-1]):
        _, _, unit = token.word.partition("-")
        if token.value is None or not unit or reading.tokens[k + 1].word not in ("flight", "journey", "trajectory"):
            continue
        if unit == "minute":
            yield Told("flight_minutes", as_text(token.value), k, k + 2, "minute", "exact")
        elif unit in _LENGTH:
            yield Told("range_km", as_text(token.value * _LENGTH[unit]), k, k + 2, "km", "exact")
