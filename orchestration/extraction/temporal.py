"""Times as written, resolved on the publication date by the rules of the contract.

`find_times(tokens, published)` reads points ("Feb. 7", "last Friday"), stretches ("in 2017", "the past year",
"between 2020 and mid-2021") and open ends ("since 2006", "by the end of 2019"). What it cannot place in days ("in
recent years") is a span without days, kept so that nobody takes it for something else.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from orchestration.extraction.spans import Span, back, day_made, day_number, month_span, with_year, year_named
from orchestration.extraction.time_points import Points
from orchestration.extraction.time_words import OPEN, STARTERS, UNITS
from orchestration.extraction.tokens import Token

__all__ = ["Span", "counted_on", "find_times"]


def find_times(tokens: list[Token], published: date) -> list[Span]:
    """Times of a sentence in order, none overlapping."""
    reader = _Reader(tokens, published)
    found: list[Span] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.value is None and token.word not in STARTERS and "-" not in token.word:
            i += 1
            continue
        spans = reader.at(i)
        if spans:
            found.extend(spans)
            i = max(i + 1, spans[-1].last)
        else:
            i += 1
    found = _counted_from(tokens, found)
    return [_shifted(tokens, span, found[:k]) for k, span in enumerate(found)]


def _counted_from(tokens: list[Token], found: list[Span]) -> list[Span]:
    """ "two days before the vote of 2 March": a day counted from another that is named just behind it."""
    result: list[Span] = []
    for span in found:
        before = result[-1] if result else None
        step = _days_between(tokens, before) if before is not None else None
        near = before is not None and 0 < span.first - before.last <= 5
        if before is None or not step or not near or span.precision != "day" or span.start is None:
            result.append(span)
            continue
        if any(t.tag in (",", ";", ".") or t.tag.startswith("V:") for t in tokens[before.last : span.first]):
            result.append(span)
            continue
        day = span.start + timedelta(days=step)
        result[-1] = Span(before.first, span.last, day, day, "day")
    return result


def _days_between(tokens: list[Token], span: Span) -> int | None:
    """ "two days before" as -2, "a week after" as 7; None for what is no such count."""
    words = [t.word for t in tokens[span.first : span.last]]
    if not span.anchored or len(words) < 3 or words[-1] not in ("before", "after"):
        return None
    number = next(
        (t.value for t in tokens[span.first : span.last] if t.value), 1.0 if words[0] in ("a", "one") else None
    )
    days = {"day": 1, "days": 1, "week": 7, "weeks": 7}.get(words[-2])
    return int(number * days) * (1 if words[-1] == "after" else -1) if number and days and number < 400 else None


def _shifted(tokens: list[Token], span: Span, before: list[Span]) -> Span:
    """ "a month later" behind a day or month of the same sentence: that day or month, moved on."""
    anchor = next((s for s in reversed(before) if s.start and s.end and s.precision in ("day", "month", "year")), None)
    words = [t.word for t in tokens[span.first : span.last]]
    if words[-2:-1] in (["following"], ["previous"]):  # "in January, and the following month"
        words = ["a", words[-1], "later" if words[-2] == "following" else "earlier"]
    if not span.anchored or anchor is None or anchor.start is None or words[-1:] not in (["later"], ["earlier"]):
        return span
    number = next(
        (t.value for t in tokens[span.first : span.last] if t.value), 1.0 if words[0] in ("a", "an", "one") else None
    )
    unit = words[-2].rstrip("s")
    if number is None or number > 500 or unit not in ("day", "week", "month", "year"):
        return span
    step = int(number) if words[-1] == "later" else -int(number)
    if unit in ("day", "week"):
        day = anchor.start + timedelta(days=step * (7 if unit == "week" else 1))
        return replace(span, start=day, end=day, precision="day", anchored=False) if anchor.precision == "day" else span
    moved = back(anchor.start.replace(day=1), -step * (12 if unit == "year" else 1))
    if anchor.precision == "year":
        return replace(
            span, start=date(moved.year, 1, 1), end=date(moved.year, 12, 31), precision="year", anchored=False
        )
    start, end = month_span(moved.year, moved.month)
    return replace(span, start=start, end=end, precision="month", anchored=False)


def counted_on(tokens: list[Token], spans: list[Span], day: date | None) -> list[Span]:
    """Spans of a sentence that opens with "two days later", "a day earlier" or "the same day", counted from the day
    that the sentence before told of.
    """
    if day is None:
        return spans
    result = []
    for span in spans:
        words = [t.word for t in tokens[span.first : span.last]]
        step = _days_counted(tokens, span, words) if span.anchored else None
        if step is None:
            result.append(span)
        else:
            moved = day + timedelta(days=step)
            result.append(replace(span, start=moved, end=moved, precision="day", anchored=False))
    return result


def _days_counted(tokens: list[Token], span: Span, words: list[str]) -> int | None:
    if words[-2:] == ["same", "day"]:
        return 0
    if words[-2:] in (["following", "day"], ["previous", "day"]):
        return 1 if words[-2] == "following" else -1
    if span.first > 1 or len(words) < 3 or words[-1] not in ("later", "earlier") or words[-2] not in ("day", "days"):
        return None
    number = next(
        (t.value for t in tokens[span.first : span.last] if t.value), 1.0 if words[0] in ("a", "one") else None
    )
    return int(number) * (1 if words[-1] == "later" else -1) if number and number < 100 else None


class _Reader(Points):
    """Reads what is made of several times: series, ranges and open ends."""

    def at(self, i: int) -> list[Span]:
        word = self.words[i]
        if word in ("between", "from"):
            return self._range(i)
        if word in OPEN:
            return self._open(i, word)
        if word == "as" and self.word(i + 1) == "of":
            span = self.point(i + 2)
            return [replace(span, first=i, start=None, precision="until")] if span and span.end else []
        span = self.point(i)
        return self._series(span) if span else []

    def _series(self, span: Span) -> list[Span]:
        """ "July 3 and July 28, 2017": each date its own, the year shared; "Feb. 8 and 25"."""
        spans = [span]
        while self.word(spans[-1].last) in ("and", ",", "&") and len(spans) < 6:
            at = spans[-1].last + 1
            if self.word(spans[-1].last) == "," and self.word(at) == "and":
                at += 1
            following = self.point(at) or self._bare_day(at, spans[-1])
            if following is None or following.empty or following.precision != span.precision or following.anchored:
                break
            spans.append(following)
        if len(spans) > 1 and spans[-1].start:
            year = spans[-1].start.year
            for k, s in enumerate(spans[:-1]):
                if s.start and s.end and not self._has_year(s):
                    spans[k] = replace(s, start=with_year(s.start, year), end=with_year(s.end, year))
        return spans

    def _has_year(self, span: Span) -> bool:
        return any(year_named(self.tokens[k]) for k in range(span.first, span.last))

    def _bare_day(self, i: int, before: Span) -> Span | None:
        if before.precision != "day" or not before.start or i >= len(self.tokens) or self.tokens[i].kind != "number":
            return None
        day = day_number(self.tokens[i])
        if (
            not day
            or self.word(i + 1) in UNITS
            or (i + 1 < len(self.tokens) and self.tokens[i + 1].tag in ("N", "ADJ", "NAME"))
        ):
            return None
        made = day_made(before.start.year, before.start.month, day)
        return Span(i, i + 1, made, made, "day") if made else None

    def _range(self, i: int) -> list[Span]:
        shared = self._days_of_month(i)
        if shared is not None:
            return [shared]
        joiners = ("and",) if self.words[i] == "between" else ("to", "through", "until", "till", "-", "–")
        low = self.point(i + 1)
        if low is None or low.empty:
            return []
        if self.word(low.last) not in (*joiners, "-", "–", "to"):
            if self.words[i] == "from" and low.precision != "day":
                return [replace(low, first=i)]
            return self._series(replace(low, first=i))
        high = self.point(low.last + 1) or self._bare_day(low.last + 1, low)
        if high is None or high.end is None or low.start is None:
            return [replace(low, first=i)]
        start, end = low.start, high.end
        if not self._has_year(low) and self._has_year(high):
            start = with_year(start, high.end.year)
        if end < start:
            if not self._has_year(high):
                end = with_year(end, start.year if with_year(end, start.year) >= start else start.year + 1)
            else:
                start = with_year(start, end.year)
        if start > end:
            return []
        ahead = None
        if low.forward and not self._has_year(high):
            first = low.forward[0]
            last = with_year(end, first.year)
            ahead = (first, last if last >= first else with_year(end, first.year + 1))
        return [Span(i, high.last, start, end, "range", ahead)]

    def _days_of_month(self, i: int) -> Span | None:
        """ "between 1 and 15 March", "from 4 to 8 May 2017": two days of the month that is named behind them."""
        low = day_number(self.tokens[i + 1]) if i + 3 < len(self.tokens) else None
        if low is None or self.word(i + 2) not in ("and", "to", "-", "–"):
            return None
        high = self.point(i + 3)
        if high is None or high.precision != "day" or high.start is None or not day_number(self.tokens[i + 3]):
            return None
        start = day_made(high.start.year, high.start.month, low)
        if start is None or start > high.start:
            return None
        first = day_made(high.forward[0].year, high.forward[0].month, low) if high.forward else None
        ahead = (first, high.forward[1]) if first and high.forward else None
        return Span(i, high.last, start, high.start, "range", ahead)

    def _open(self, i: int, word: str) -> list[Span]:
        j = i + 1
        if self.word(j) == "at" and self.word(j + 1) == "least":
            j += 2
        while self.word(j) in ("around", "about"):
            j += 1
        span = self.point(j)
        if span is None or span.empty or span.anchored:
            return []
        inner = (span.start, span.end, span.precision)
        if word == "since":
            return [replace(span, first=i, end=None, precision="since", inner=inner)]
        if word in ("by", "until", "till"):
            return [replace(span, first=i, start=None, precision="until", forward=None, inner=inner)]
        return [Span(i, span.last, None, None, "none", anchored=True)]
