"""The figures count what they say: each rule of agreement on a pair of claims that differ in that alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.benchmarks.scoring import tally

TEXT = "North Korea fired two missiles. It stole $600 million in March. It fired two missiles again."
GOLD: dict[str, Any] = {"claim_type": "weapons.launch", "quote": "North Korea fired two missiles", "quantity": 2}


def reached(gold: list[dict[str, Any]], predicted: list[dict[str, Any]]) -> tuple[int, int, int]:
    total = tally([(TEXT, gold, predicted)])
    return total.found, total.core, total.full


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, (1, 1, 1)),
        ({"quantity": 2.0, "polarity": "affirmed", "certainty": "stated", "quantity_modifier": "exact"}, (1, 1, 1)),
        ({"quantity": 3}, (1, 0, 0)),
        ({"quantity": None}, (1, 0, 0)),
        ({"certainty": "alleged"}, (1, 1, 0)),
        ({"actor": "KP"}, (1, 1, 0)),
        ({"event_start": "2022-03-01"}, (1, 0, 0)),
        ({"claim_type": "weapons.nuclear_test"}, (0, 0, 0)),
        ({"quote": "North"}, (1, 1, 1)),
        ({"quote": "It stole $600 million"}, (0, 0, 0)),
        ({"quote": "words of no document"}, (0, 0, 0)),
    ],
)
def test_a_difference_costs_what_it_should(changes: dict[str, Any], expected: tuple[int, int, int]) -> None:
    assert reached([GOLD], [GOLD | changes]) == expected


@pytest.mark.parametrize(
    ("gold", "predicted", "same"),
    [
        (("2022-03-01", "2022-03-01"), ("2022-03-02", "2022-03-02"), True),
        (("2022-03-01", "2022-03-01"), ("2022-03-03", "2022-03-03"), False),
        (("2022-01-01", "2022-03-31"), ("2022-01-01", "2022-02-28"), True),
        (("2022-01-01", "2022-12-31"), ("2022-01-01", "2022-02-28"), False),
        (("2022-01-01", None), ("2022-01-20", None), True),
        (("2022-01-01", None), ("2022-01-01", "2022-12-31"), False),
    ],
)
def test_times_agree_by_half_of_what_they_cover(gold: Any, predicted: Any, same: bool) -> None:
    def at(time: Any) -> dict[str, Any]:
        return GOLD | {"event_start": time[0], "event_end": time[1]}

    assert reached([at(gold)], [at(predicted)])[1] == same


def test_pairs_are_one_to_one_and_the_better_one_counts() -> None:
    twice = [GOLD, GOLD | {"quantity": 3}]
    total = tally([(TEXT, [GOLD], twice)])
    assert (total.predicted, total.found, total.core) == (2, 1, 1)
    assert total.f1("found") == pytest.approx(2 / 3)


def test_a_quote_that_stands_twice_is_the_one_nearest_to_its_offset() -> None:
    again = {"claim_type": "weapons.launch", "quote": "fired two missiles"}
    first, second = again | {"char_start": 12}, again | {"char_start": 67}
    assert reached([first], [first]) == (1, 1, 1)
    assert reached([first], [second]) == (0, 0, 0)
