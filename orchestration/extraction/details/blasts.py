"""How strong a nuclear test was: its yield and the magnitude of its quake."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.details.told import Told, as_text, numbers
from orchestration.extraction.reading import Reading

_KILOTONNES = {
    **dict.fromkeys(["kiloton", "kilotons", "kilotonne", "kilotonnes", "kt"], 1.0),
    **dict.fromkeys(["megaton", "megatons", "megatonne", "megatonnes"], 1000.0),
}
_STRONGEST = 10.0  # no quake has a higher magnitude


def blast(reading: Reading) -> Iterator[Told]:
    """Yield in kilotonnes and magnitude; of a span, its lower end with the modifier `range`."""
    tokens = reading.tokens
    for number in numbers(reading):
        unit = reading.words(number.last, number.last + 1)
        if unit and unit[0] in _KILOTONNES:
            value = as_text(number.value * _KILOTONNES[unit[0]])
            yield Told("yield_kt", value, number.first, number.last + 1, "kt", number.modifier)
        elif _is_magnitude(reading, number.first, number.last) and number.value < _STRONGEST:
            yield Told("magnitude", as_text(number.value), number.first, number.last, None, number.modifier)
    for k, token in enumerate(tokens):
        _, _, unit_word = token.word.partition("-")
        if token.value is None or not unit_word:
            continue
        if unit_word in _KILOTONNES:
            yield Told("yield_kt", as_text(token.value * _KILOTONNES[unit_word]), k, k + 1, "kt", "exact")
        elif unit_word.startswith("magnitude") and token.value < _STRONGEST:
            yield Told("magnitude", as_text(token.value), k, k + 1, None, "exact")


def _is_magnitude(reading: Reading, first: int, last: int) -> bool:
    before, behind = reading.words(first - 5, first), reading.words(last, last + 4)
    return "magnitude" in before or "magnitude" in behind[:1] or "richter" in behind
