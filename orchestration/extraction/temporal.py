"""Times as written, resolved on the publication date by the rules of the contract.

`find_times(tokens, published)` reads points ("Feb. 7", "last Friday"), stretches ("in 2017", "the past year",
"between 2020 and mid-2021") and open ends ("since 2006", "by the end of 2019"). What it cannot place in days ("in
recent years") is a span without days, kept so that nobody takes it for something else.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

from orchestration.extraction.tokens import Token

_MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
_MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
_DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
_DAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
_UNITS = {
    "day": 1,
    "days": 1,
    "week": 7,
    "weeks": 7,
    "month": 30,
    "months": 30,
    "year": 365,
    "years": 365,
    "decade": 3650,
    "decades": 3650,
}
_PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "middle": "mid",
    "beginning": "early",
    "start": "early",
    "end": "late",
}
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # first month; a winter lies in two years
_PAST = frozenset({"past", "last", "previous", "preceding"})
_VAGUE = frozenset({"recent", "coming", "subsequent", "several", "many", "few"})


# Small words in front of a time, and the words that it can begin with; every other word is passed over at once.
_LEADING = frozenset(
    [
        "on",
        "in",
        "during",
        "at",
        "around",
        "about",
        "over",
        "for",
        "the",
        "within",
        "throughout",
        "of",
        "through",
        "back",
    ]
)
_COUNTED = frozenset(["a", "an", "several", "few", "some", "hours", "days", "weeks", "months", "years", "decades"])
_RELATIVE = frozenset(["last", "this", "next", "past", "previous", "preceding", "recent", "coming", "following"])
_BY_ITSELF = frozenset(["so", "today", "yesterday", "tomorrow", "tonight", "overnight"])
_OPEN = frozenset(["since", "by", "until", "till", "before", "after"])
_CORE = (
    frozenset(["same", "q1", "q2", "q3", "q4"])
    | _COUNTED
    | _RELATIVE
    | _BY_ITSELF
    | _MONTHS.keys()
    | _DAYS.keys()
    | _PARTS.keys()
    | _QUARTERS.keys()
    | _SEASONS.keys()
)
_STARTERS = (_CORE - {"same"}) | _LEADING | _OPEN | {"between", "from", "as"}


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


def find_times(tokens: list[Token], published: date) -> list[Span]:
    """Times of a sentence in order, none overlapping."""
    reader = _Reader(tokens, published)
    found: list[Span] = []
    i = 0
    while i < len(tokens):
        token = tokens[i]
        if token.value is None and token.word not in _STARTERS and "-" not in token.word:
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


def month_span(year: int, month: int) -> tuple[date, date]:
    """First and last day of a month."""
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def back(day: date, months: int) -> date:
    """The same day some months earlier, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    year = max(year, 1)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


class _Reader:
    def __init__(self, tokens: list[Token], published: date) -> None:
        self.tokens = tokens
        self.words = [t.word for t in tokens]
        self.published = published

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def at(self, i: int) -> list[Span]:
        word = self.words[i]
        if word in ("between", "from"):
            return self._range(i)
        if word in _OPEN:
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
                    spans[k] = replace(s, start=_with_year(s.start, year), end=_with_year(s.end, year))
        return spans

    def _has_year(self, span: Span) -> bool:
        return any(_year(self.tokens[k]) for k in range(span.first, span.last))

    def _bare_day(self, i: int, before: Span) -> Span | None:
        if before.precision != "day" or not before.start or i >= len(self.tokens) or self.tokens[i].kind != "number":
            return None
        day = _day_number(self.tokens[i])
        if (
            not day
            or self.word(i + 1) in _UNITS
            or (i + 1 < len(self.tokens) and self.tokens[i + 1].tag in ("N", "ADJ", "NAME"))
        ):
            return None
        made = _make(before.start.year, before.start.month, day)
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
            start = _with_year(start, high.end.year)
        if end < start:
            if not self._has_year(high):
                end = _with_year(end, start.year if _with_year(end, start.year) >= start else start.year + 1)
            else:
                start = _with_year(start, end.year)
        if start > end:
            return []
        ahead = None
        if low.forward and not self._has_year(high):
            first = low.forward[0]
            last = _with_year(end, first.year)
            ahead = (first, last if last >= first else _with_year(end, first.year + 1))
        return [Span(i, high.last, start, end, "range", ahead)]

    def _days_of_month(self, i: int) -> Span | None:
        """ "between 1 and 15 March", "from 4 to 8 May 2017": two days of the month that is named behind them."""
        low = _day_number(self.tokens[i + 1]) if i + 3 < len(self.tokens) else None
        if low is None or self.word(i + 2) not in ("and", "to", "-", "–"):
            return None
        high = self.point(i + 3)
        if high is None or high.precision != "day" or high.start is None or not _day_number(self.tokens[i + 3]):
            return None
        start = _make(high.start.year, high.start.month, low)
        if start is None or start > high.start:
            return None
        first = _make(high.forward[0].year, high.forward[0].month, low) if high.forward else None
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

    def point(self, i: int) -> Span | None:
        """One time that begins at token `i`, small words in front allowed."""
        first = i
        words = self.words
        while i < len(words) and words[i] in _LEADING:
            i += 1
            if i - first > 3:
                return None
        if i >= len(words) or (words[i] not in _CORE and self.tokens[i].value is None and "-" not in words[i]):
            return None
        leading = self.words[first:i]
        span = self._core(i, leading)
        if span is None or (
            i > first and leading == ["the"] and _year(self.tokens[i]) and self.word(i + 1) in ("", ".")
        ):
            return span
        return replace(span, first=first)

    def _core(self, i: int, leading: list[str]) -> Span | None:
        token, word = self.tokens[i], self.words[i]
        if token.kind == "number" or (token.tag == "ORD" and token.value and token.word[:1].isdigit()):
            return self._numeric(i, leading)
        if token.value is not None and token.kind == "word" and self.word(i + 1) in _UNITS:
            return self._ago(i, float(token.value))
        if word in _MONTHS and (token.raw[0].isupper()) and (word != "may" or self._is_may(i)):
            return self._month(i)
        if word in _DAYS and token.raw[0].isupper():
            return self._weekday(i, i, "")
        if word in _PARTS or "-" in word or word in _BY_ITSELF:
            return self._part(i, word)
        if word in _RELATIVE:
            return self._relative(i, word, leading)
        if word in _COUNTED:
            return self._ago(i, 1.0 if word in ("a", "an") else None)
        if word == "same" and self.word(i + 1) == "day":
            return Span(i, i + 2, None, None, "none", anchored=True)
        if word in _SEASONS:
            year_at = i + 1 + (self.word(i + 1) == "of")
            year = _year(self.tokens[year_at]) if year_at < len(self.tokens) else None
            months = _SEASONS[word]
            return (
                Span(i, year_at + 1, date(year, months, 1), month_span(year, months + 2)[1], "range") if year else None
            )
        if word in _QUARTERS and self.word(i + 1) in ("quarter", "half"):
            return self._quarter(i)
        if word[:1] == "q" and word[1:] in ("1", "2", "3", "4"):
            year = _year(self.tokens[i + 1]) if i + 1 < len(self.tokens) else None
            n = int(word[1])
            return Span(i, i + 2, *_quarter_span(year, n), "quarter") if year else None
        return None

    def _is_may(self, i: int) -> bool:
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        before = self.word(i - 1)
        if after is not None and after.kind == "number":
            return True
        return before in (
            "in",
            "since",
            "until",
            "by",
            "last",
            "of",
            "early",
            "mid",
            "late",
            "and",
            "through",
            "on",
            "from",
            "to",
        ) or (before.isdigit())

    def _numeric(self, i: int, leading: list[str]) -> Span | None:
        token = self.tokens[i]
        iso = self._iso(i)
        if iso:
            return iso
        following = self.word(i + 1)
        month_at = (
            i + 1 if following in _MONTHS else (i + 2 if following == "of" and self.word(i + 2) in _MONTHS else None)
        )
        day = _day_number(token)
        if month_at is not None and day and self.tokens[month_at].raw[0].isupper():
            year_at = month_at + 1 + (self.word(month_at + 1) in (",", "."))
            year = _year(self.tokens[year_at]) if year_at < len(self.tokens) else None
            return self._day(i, year_at + 1 if year else month_at + 1, year, _MONTHS[self.words[month_at]], day)
        if following in _UNITS and token.value is not None:
            return self._ago(i, token.value)
        year = _year(token)
        if year and year % 10 == 0 and following == "s":
            return self._decades(i, year)
        if year and self._reads_as_year(i, leading):
            if self.word(i + 1) in ("-", "–") and i + 2 < len(self.tokens):
                other = _year(self.tokens[i + 2]) or _short_year(self.tokens[i + 2], year)
                if other and other > year:
                    return Span(i, i + 3, date(year, 1, 1), date(other, 12, 31), "range")
            return Span(i, i + 1, date(year, 1, 1), date(year, 12, 31), "year")
        return None

    def _decades(self, i: int, year: int) -> Span:
        """ "the 1980s", "the 1980s and 1990s"."""
        last, end = i + 2, year + 9
        other = _year(self.tokens[i + 3]) if i + 4 < len(self.tokens) and self.word(i + 2) in ("and", "to") else None
        if other and other > year and self.word(i + 4) == "s":
            last, end = i + 5, other + 9
        return Span(i, last, date(year, 1, 1), date(end, 12, 31), "range")

    def _reads_as_year(self, i: int, leading: list[str]) -> bool:
        if self.word(i - 1) in (
            "resolution",
            "resolutions",
            "order",
            "no",
            "unscr",
            "no.",
            "number",
            "$",
            "least",
            "than",
            "s",
            "res",
            "section",
            "some",
        ):
            return False
        if self.word(i - 1) == "(" and self.word(i + 1) == ")":
            return False
        after = self.tokens[i + 1] if i + 1 < len(self.tokens) else None
        if (
            after is not None
            and after.tag == "N"
            and not leading
            and self.word(i - 1) not in ("the", "a", "its", "their", "'s", "this")
        ):
            return after.word in ("report",)
        return self.word(i + 1) not in (
            "km",
            "miles",
            "tons",
            "tonnes",
            "barrels",
            "%",
            "percent",
            "people",
            "workers",
            "meters",
            "metres",
        )

    def _iso(self, i: int) -> Span | None:
        year = _year(self.tokens[i])
        if year and self.word(i + 1) == "-" and self.word(i + 3) == "-":
            month, day = self.tokens[i + 2].value, self.tokens[i + 4].value if i + 4 < len(self.tokens) else None
            made = _make(year, int(month or 0), int(day or 0))
            return Span(i, i + 5, made, made, "day") if made else None
        return None

    def _month(self, i: int) -> Span | None:
        month, j = _MONTHS[self.words[i]], i + 1
        if self.word(j) == ".":
            j += 1
        after = self.tokens[j] if j < len(self.tokens) else None
        day = _day_number(after) if after is not None else None
        if day:
            year_at = j + 1 + (self.word(j + 1) == ",")
            year = _year(self.tokens[year_at]) if year_at < len(self.tokens) else None
            return self._day(i, year_at + 1 if year else j + 1, year, month, day)
        year_at = j + (self.word(j) in ("of", ","))
        year = _year(self.tokens[year_at]) if year_at < len(self.tokens) else None
        if year:
            return Span(i, year_at + 1, *month_span(year, month), "month")
        if self.word(j) in ("last", "this", "next") and self.word(j + 1) == "year":
            year = self.published.year + {"last": -1, "this": 0, "next": 1}[self.word(j)]
            return Span(i, j + 2, *month_span(year, month), "month")
        here = (self.published.year, self.published.month)
        year = here[0] if month <= here[1] else here[0] - 1
        ahead = here[0] if month >= here[1] else here[0] + 1
        return Span(
            i,
            i + 1 + (self.word(i + 1) == "." and j < len(self.words) - 1),
            *month_span(year, month),
            "month",
            month_span(ahead, month),
        )

    def _day(self, first: int, last: int, year: int | None, month: int, day: int) -> Span | None:
        if year:
            made = _make(year, month, day)
            return Span(first, last, made, made, "day") if made else None
        if self.word(last) in ("last", "this") and self.word(last + 1) == "year":
            made = _make(self.published.year - (self.word(last) == "last"), month, day)
            return Span(first, last + 2, made, made, "day") if made else None
        made = _make(self.published.year, month, day)
        earlier = (
            made if made and made <= self.published + timedelta(days=1) else _make(self.published.year - 1, month, day)
        )
        later = made if made and made >= self.published else _make(self.published.year + 1, month, day)
        return Span(first, last, earlier, earlier, "day", (later, later) if later else None) if earlier else None

    def _weekday(self, first: int, i: int, lead: str) -> Span:
        number = _DAYS[self.words[i]]
        days = (self.published.weekday() - number) % 7
        if lead == "last" and days == 0:
            days = 7
        past = self.published - timedelta(days=days)
        future = self.published + timedelta(days=(number - self.published.weekday()) % 7)
        if lead == "next":
            past = future
        last = i + 1
        while self.word(last) in ("morning", "afternoon", "evening", "night"):
            last += 1
        return Span(first, last, past, past, "day", (future, future))

    def _part(self, i: int, word: str) -> Span | None:
        if word in ("today", "tonight", "overnight"):
            return Span(i, i + 1, self.published, self.published, "day")
        if word in ("yesterday", "tomorrow"):
            day = self.published + timedelta(days=1 if word == "tomorrow" else -1)
            return Span(i, i + 1, day, day, "day")
        if word == "so":
            if self.word(i + 1) == "far" and self.word(i + 2) == "this":
                span = self._relative(i + 2, "this", [])
                return replace(span, first=i) if span else None
            return None
        part, j = _PARTS.get(word), i + 1
        if part is None:
            head, _, rest = word.partition("-")
            return self._compound(i, head, rest)
        if self.word(j) == "of":
            j += 1
        while self.word(j) in ("the", "in", "-"):
            j += 1
        inner = self.point(j)
        if word == "end" and inner and inner.end:
            return replace(inner, first=i)
        if inner is None or inner.start is None or inner.end is None:
            return None
        if inner.precision == "year" or (inner.precision == "range" and self.word(inner.last - 1) == "year"):
            return Span(i, inner.last, *_year_part(inner.start.year, part), "range")
        return replace(inner, first=i)

    def _compound(self, i: int, head: str, rest: str) -> Span | None:
        """ "mid-2021", "mid-July", "late-2020"."""
        if head not in _PARTS:
            return None
        if rest.isdigit() and len(rest) == 4 and 1900 < int(rest) < 2100:
            return Span(i, i + 1, *_year_part(int(rest), _PARTS[head]), "range")
        if rest in _MONTHS:
            year = _year(self.tokens[i + 1]) if i + 1 < len(self.tokens) else None
            month = _MONTHS[rest]
            guess = self.published.year if month <= self.published.month else self.published.year - 1
            return Span(i, i + 1 + bool(year), *month_span(year or guess, month), "month")
        return None

    def _relative(self, i: int, word: str, leading: list[str]) -> Span | None:
        j = i + 1
        number = 1.0
        counted = False
        if j < len(self.tokens) and self.tokens[j].value is not None and not _year(self.tokens[j]):
            number, counted, j = float(self.tokens[j].value or 1), True, j + 1
        elif self.word(j) in _VAGUE:
            j += 1
            return Span(i, j + 1, None, None, "none") if self.word(j) in _UNITS else None
        unit = self.word(j)
        if unit in ("night", "evening") and word == "last":
            day = self.published - timedelta(days=1)
            return Span(i, j + 1, day, day, "day")
        if unit in ("morning", "afternoon", "evening") and word == "this":
            return Span(i, j + 1, self.published, self.published, "day")
        if unit in _DAYS and word in ("last", "this", "next", "past"):
            return self._weekday(i, j, word)
        if unit in _MONTHS and word in ("last", "this", "past") and self.tokens[j].raw[0].isupper():
            return self._last_month_named(i, j)
        if unit not in _UNITS:
            return None
        if word == "following" or (word in ("previous", "preceding") and unit == "day" and not counted):
            return Span(i, j + 1, None, None, "none", anchored=True)
        if word in ("recent", "coming"):
            return Span(i, j + 1, None, None, "none")
        if counted or unit.endswith("s") or unit == "decade" or word == "past" or (word in _PAST and "the" in leading):
            return self._stretch(i, j, word, number, unit)
        return self._calendar(i, j, word, unit)

    def _last_month_named(self, i: int, j: int) -> Span | None:
        month = _MONTHS[self.words[j]]
        year = (
            self.published.year if month < self.published.month or self.words[i] == "this" else self.published.year - 1
        )
        return Span(i, j + 1, *month_span(year, month), "month")

    def _stretch(self, i: int, j: int, word: str, number: float, unit: str) -> Span | None:
        """ "the past year", "the last three months", "the past decade": end on publication."""
        if word not in _PAST or number > 2000 or (unit == "decades" and number == 1):
            return Span(i, j + 1, None, None, "none")
        if unit.endswith("s") and number == 1 and self.word(j - 1) not in ("one", "1"):
            return Span(i, j + 1, None, None, "none")
        base = unit.rstrip("s")
        days = {"day": 1, "week": 7}.get(base)
        if days:
            start = self.published - timedelta(days=int(days * number) - 1)
        else:
            start = back(self.published, int({"month": 1, "year": 12, "decade": 120}[base] * number)) + timedelta(
                days=1
            )
        return Span(i, j + 1, start, self.published, "range")

    def _calendar(self, i: int, j: int, word: str, unit: str) -> Span | None:
        p = self.published
        step = {"last": -1, "previous": -1, "this": 0, "next": 1}.get(word)
        if step is None:
            return None
        if unit == "week":
            monday = p - timedelta(days=p.weekday()) + timedelta(days=7 * step)
            end = p if step == 0 else monday + timedelta(days=6)
            return Span(i, j + 1, monday, end, "range", (p, monday + timedelta(days=6)) if step == 0 else None)
        if unit == "month":
            anchor = back(p.replace(day=1), -step)
            start, end = month_span(anchor.year, anchor.month)
            return Span(i, j + 1, start, p, "range", (p, end)) if step == 0 else Span(i, j + 1, start, end, "month")
        if unit == "year":
            start, end = date(p.year + step, 1, 1), date(p.year + step, 12, 31)
            return Span(i, j + 1, start, p, "range", (p, end)) if step == 0 else Span(i, j + 1, start, end, "year")
        return None

    def _ago(self, i: int, number: float | None) -> Span | None:
        """ "two months ago"; also "a month later", "hours earlier", which hang on another event."""
        j = i
        while (
            j < len(self.words)
            and self.words[j] not in _UNITS
            and self.words[j] not in ("hour", "hours", "minutes")
            and j - i < 3
        ):
            j += 1
        unit, after = self.word(j), self.word(j + 1)
        if after in ("to", "until", "ending") and unit in ("month", "months", "year") and number and number <= 120:
            return self._months_to(i, j + 2, int(number) * (12 if unit == "year" else 1))
        if unit not in _UNITS and unit not in ("hour", "hours", "minutes"):
            return None
        if after in ("later", "earlier", "before", "after"):
            return Span(i, j + 2, None, None, "none", anchored=True)
        if after != "ago":
            return None
        base = unit.rstrip("s")
        if number is None or number > 500 or base in ("minute", "decade"):
            return Span(i, j + 2, None, None, "none")
        if base in ("day", "week", "hour"):
            day = self.published - timedelta(days=int({"day": 1, "week": 7, "hour": 0}[base] * number))
            return Span(i, j + 2, day, day, "day")
        if base == "month":
            anchor = back(self.published.replace(day=1), int(number))
            return Span(i, j + 2, *month_span(anchor.year, anchor.month), "month")
        year = max(self.published.year - int(number), 1)
        return Span(i, j + 2, date(year, 1, 1), date(year, 12, 31), "year")

    def _months_to(self, i: int, j: int, months: int) -> Span | None:
        """ "the 12 months to June 2021": so many months that end with the one named."""
        end = self.point(j + 1 if self.word(j) in ("in", "on") else j)
        if end is None or end.end is None or end.precision not in ("day", "month"):
            return None
        return Span(i, end.last, back(end.end, months) + timedelta(days=1), end.end, "range")

    def _quarter(self, i: int) -> Span | None:
        n, unit, j = _QUARTERS[self.words[i]], self.word(i + 1), i + 2
        while self.word(j) in ("of", "the", "in"):
            j += 1
        inner = self._core(j, []) if j < len(self.tokens) else None
        if inner is None or inner.start is None:
            return None
        year = inner.start.year
        if unit == "quarter":
            return Span(i, inner.last, *_quarter_span(year, n), "quarter")
        start, end = (date(year, 1, 1), date(year, 6, 30)) if n == 1 else (date(year, 7, 1), date(year, 12, 31))
        return Span(i, inner.last, start, end, "half")


def _year(token: Token) -> int | None:
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


def _short_year(token: Token, year: int) -> int | None:
    if token.kind == "number" and len(token.word) == 2 and token.value is not None:
        return year // 100 * 100 + int(token.value)
    return None


def _day_number(token: Token) -> int | None:
    if (
        token.value is not None
        and token.word[:1].isdigit()
        and token.value == int(token.value)
        and 1 <= token.value <= 31
        and len(token.word) <= 4
    ):
        return int(token.value) if token.kind == "number" or token.tag == "ORD" else None
    return None


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _with_year(day: date, year: int) -> date:
    return _make(year, day.month, day.day) or date(year, day.month, 28)


def _year_part(year: int, part: str) -> tuple[date, date]:
    return {
        "early": (date(year, 1, 1), date(year, 4, 30)),
        "mid": (date(year, 5, 1), date(year, 8, 31)),
        "late": (date(year, 9, 1), date(year, 12, 31)),
    }[part]


def _quarter_span(year: int, n: int) -> tuple[date, date]:
    return month_span(year, 3 * n - 2)[0], month_span(year, 3 * n)[1]
