"""Numbers, ranges, modifiers and money as written."""

from __future__ import annotations

from decimal import Decimal

import pytest

from orchestration.extraction.mentions import find_numbers
from orchestration.extraction.tagging import tag
from orchestration.extraction.tokens import tokenise


def numbers(text: str) -> list[tuple[float, float | None, str]]:
    tokens = tokenise(text, 0, len(text))
    tag(tokens)
    return [(q.value, q.high, q.modifier) for q in find_numbers(tokens, [])[0] if not q.ordinal]


def sums(text: str) -> list[tuple[Decimal, Decimal | None, str, str]]:
    tokens = tokenise(text, 0, len(text))
    tag(tokens)
    return [(m.amount, m.high, m.currency, m.modifier) for m in find_numbers(tokens, [])[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("nine launches", (9, None, "exact")),
        ("at least seven attacks", (7, None, "at_least")),
        ("more than 2,500 workers", (2500, None, "more_than")),
        ("up to 30 missiles", (30, None, "at_most")),
        ("roughly 20 to 30 missiles", (20, 30, "range")),
        ("half a dozen firms", (6, None, "exact")),
        ("two dozen firms", (24, None, "exact")),
        ("a pair of missiles", (2, None, "exact")),
        ("1.5 million barrels", (1_500_000, None, "exact")),
        ("nearly 500 firms", (500, None, "about")),
    ],
)
def test_numbers(text: str, expected: tuple[float, float | None, str]) -> None:
    assert numbers(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("US$400 million", (Decimal(400_000_000), None, "USD", "exact")),
        ("more than US$50 million (S$67 million)", (Decimal(50_000_000), None, "USD", "more_than")),
        ("about 1 trillion won ($829 million)", (Decimal(10**12), None, "KRW", "about")),
        ("€13 million", (Decimal(13_000_000), None, "EUR", "exact")),
        ("an estimated $2bn", (Decimal(2_000_000_000), None, "USD", "about")),
        ("$50 million to $60 million", (Decimal(50_000_000), Decimal(60_000_000), "USD", "range")),
        ("$11,000,000", (Decimal(11_000_000), None, "USD", "exact")),
    ],
)
def test_money(text: str, expected: tuple[Decimal, Decimal | None, str, str]) -> None:
    assert sums(text) == [expected]


def test_a_conversion_in_brackets_is_kept_beside_the_sum() -> None:
    text = "US$50 million (S$67 million)"
    tokens = tokenise(text, 0, len(text))
    tag(tokens)
    (found,) = find_numbers(tokens, [])[1]
    assert (found.converted, found.converted_currency) == (Decimal(67_000_000), "SGD")
