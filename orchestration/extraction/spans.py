"""A time as found in a sentence, and the small arithmetic of days, months and years that its readers share."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date

from orchestration.extraction.tokens import Token


@dataclass(frozen=True, slots=True)
class Span:
    """A time in tokens `[first, last)` and days; `forward` is the reading for plans where it differs."""

    first: int
    last: int
    start: date | None
    end: date | None
    precision: str
    forward: tuple[date, date] | None = None
    inner: tuple[date | None, date | None, str] | None = None  # of an open end, the time that it names
    anchored: bool = False  # only a relation to another event ("a month later"), no day of its own

    @property
    def empty(self) -> bool:
        """Whether it names no day at all."""
        return self.start is None and self.end is None


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def back(day: date, months: int) -> date:
    """The same day some months earlier, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def year_named(token: Token) -> int | None:
    """The year that a token can be, or None."""
    value = token.value
    if (
        token.kind == "number"
        and value is not None
        and len(token.word) == 4
        and value == int(value)
        and 1945 <= value <= 2060
    ):
        return int(value)
    return None


def short_year(token: Token, year: int) -> int | None:
    """ "21" behind 2020 as 2021, or None."""
    if token.kind == "number" and len(token.word) == 2 and token.value is not None:
        return year // 100 * 100 + int(token.value)
    return None


def day_number(token: Token) -> int | None:
    """The day of a month that a token can be, or None."""
    if (
        token.value is not None
        and token.word[:1].isdigit()
        and token.value == int(token.value)
        and 1 <= token.value <= 31
        and len(token.word) <= 4
    ):
        return int(token.value) if token.kind == "number" or token.tag == "ORD" else None
    return None


def day_made(year: int, month: int, day: int) -> date | None:
    """A day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def with_year(day: date, year: int) -> date:
    """The same day of another year; 29 February may become the 28th."""
    return day_made(year, day.month, day.day) or date(year, day.month, 28)


def year_part(year: int, part: str) -> tuple[date, date]:
    """The early, middle or late third of a year."""
    return {
        "early": (date(year, 1, 1), date(year, 4, 30)),
        "mid": (date(year, 5, 1), date(year, 8, 31)),
        "late": (date(year, 9, 1), date(year, 12, 31)),
    }[part]


def quarter_span(year: int, n: int) -> tuple[date, date]:
    """First and last day of a quarter."""
    return month_span(year, 3 * n - 2)[0], month_span(year, 3 * n)[1]
