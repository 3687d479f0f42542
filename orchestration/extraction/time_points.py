"""One time as written, resolved on the publication date: points ("Feb. 7", "last Friday") and stretches ("in 2017",
"the past year", "early 2020").
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from orchestration.extraction.spans import (
    Span,
    back,
    day_made,
    day_number,
    month_span,
    quarter_span,
    short_year,
    year_named,
    year_part,
)
from orchestration.extraction.time_words import (
    BY_ITSELF,
    CORE,
    COUNTED,
    DAYS,
    LEADING,
    MONTHS,
    PARTS,
    PAST,
    QUARTERS,
    RELATIVE,
    SEASONS,
    UNITS,
    VAGUE,
)
from orchestration.extraction.tokens import Token


class Points:
    """Reads one time at a place of a sentence: "Feb. 7", "last Friday", "the past year", "two months ago"."""

    def __init__(self, tokens: list[Token], published: date) -> None:
        self.tokens = tokens
        self.words = [t.word for t in tokens]
        self.published = published

    def word(self, i: int) -> str:
        return self.words[i] if 0 <= i < len(self.words) else ""

    def point(self, i: int) -> Span | None:
        """One time that begins at token `i`, small words in front allowed."""
        first = i
        words = self.words
        while i < len(words) and words[i] in LEADING:
            i += 1
            if i - first > 3:
                return None
        if i >= len(words) or (words[i] not in CORE and self.tokens[i].value is None and "-" not in words[i]):
            return None
        leading = self.words[first:i]
        span = self._core(i, leading)
        if span is None or (
            i > first and leading == ["the"] and year_named(self.tokens[i]) and self.word(i + 1) in ("", ".")
        ):
            return span
        return replace(span, first=first)

    def _core(self, i: int, leading: list[str]) -> Span | None:
        token, word = self.tokens[i], self.words[i]
        if token.kind == "number" or (token.tag == "ORD" and token.value and token.word[:1].isdigit()):
            return self._numeric(i, leading)
        if token.value is not None and token.kind == "word" and self.word(i + 1) in UNITS:
            return self._ago(i, float(token.value))
        if word in MONTHS and (token.raw[0].isupper()) and (word != "may" or self._is_may(i)):
            return self._month(i)
        if word in DAYS and token.raw[0].isupper():
            return self._weekday(i, i, "")
        if word in PARTS or "-" in word or word in BY_ITSELF:
            return self._part(i, word)
        if word in RELATIVE:
            return self._relative(i, word, leading)
        if word in COUNTED:
            return self._ago(i, 1.0 if word in ("a", "an") else None)
        if word == "same" and self.word(i + 1) == "day":
            return Span(i, i + 2, None, None, "none", anchored=True)
        if word in SEASONS:
            year_at = i + 1 + (self.word(i + 1) == "of")
            year = year_named(self.tokens[year_at]) if year_at < len(self.tokens) else None
            months = SEASONS[word]
            return (
                Span(i, year_at + 1, date(year, months, 1), month_span(year, months + 2)[1], "range") if year else None
            )
        if word in QUARTERS and self.word(i + 1) in ("quarter", "half"):
            return self._quarter(i)
        if word[:1] == "q" and word[1:] in ("1", "2", "3", "4"):
            year = year_named(self.tokens[i + 1]) if i + 1 < len(self.tokens) else None
            n = int(word[1])
            return Span(i, i + 2, *quarter_span(year, n), "quarter") if year else None
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
            i + 1 if following in MONTHS else (i + 2 if following == "of" and self.word(i + 2) in MONTHS else None)
        )
        day = day_number(token)
        if month_at is not None and day and self.tokens[month_at].raw[0].isupper():
            year_at = month_at + 1 + (self.word(month_at + 1) in (",", "."))
            year = year_named(self.tokens[year_at]) if year_at < len(self.tokens) else None
            return self._day(i, year_at + 1 if year else month_at + 1, year, MONTHS[self.words[month_at]], day)
        if following in UNITS and token.value is not None:
            return self._ago(i, token.value)
        year = year_named(token)
        if year and year % 10 == 0 and following == "s":
            return self._decades(i, year)
        if year and self._reads_as_year(i, leading):
            if self.word(i + 1) in ("-", "–") and i + 2 < len(self.tokens):
                other = year_named(self.tokens[i + 2]) or short_year(self.tokens[i + 2], year)
                if other and other > year:
                    return Span(i, i + 3, date(year, 1, 1), date(other, 12, 31), "range")
            return Span(i, i + 1, date(year, 1, 1), date(year, 12, 31), "year")
        return None

    def _decades(self, i: int, year: int) -> Span:
        """ "the 1980s", "the 1980s and 1990s"."""
        last, end = i + 2, year + 9
        other = (
            year_named(self.tokens[i + 3]) if i + 4 < len(self.tokens) and self.word(i + 2) in ("and", "to") else None
        )
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
        year = year_named(self.tokens[i])
        if year and self.word(i + 1) == "-" and self.word(i + 3) == "-":
            month, day = self.tokens[i + 2].value, self.tokens[i + 4].value if i + 4 < len(self.tokens) else None
            made = day_made(year, int(month or 0), int(day or 0))
            return Span(i, i + 5, made, made, "day") if made else None
        return None

    def _month(self, i: int) -> Span | None:
        month, j = MONTHS[self.words[i]], i + 1
        if self.word(j) == ".":
            j += 1
        after = self.tokens[j] if j < len(self.tokens) else None
        day = day_number(after) if after is not None else None
        if day:
            year_at = j + 1 + (self.word(j + 1) == ",")
            year = year_named(self.tokens[year_at]) if year_at < len(self.tokens) else None
            return self._day(i, year_at + 1 if year else j + 1, year, month, day)
        year_at = j + (self.word(j) in ("of", ","))
        year = year_named(self.tokens[year_at]) if year_at < len(self.tokens) else None
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
            made = day_made(year, month, day)
            return Span(first, last, made, made, "day") if made else None
        if self.word(last) in ("last", "this") and self.word(last + 1) == "year":
            made = day_made(self.published.year - (self.word(last) == "last"), month, day)
            return Span(first, last + 2, made, made, "day") if made else None
        made = day_made(self.published.year, month, day)
        earlier = (
            made
            if made and made <= self.published + timedelta(days=1)
            else day_made(self.published.year - 1, month, day)
        )
        later = made if made and made >= self.published else day_made(self.published.year + 1, month, day)
        return Span(first, last, earlier, earlier, "day", (later, later) if later else None) if earlier else None

    def _weekday(self, first: int, i: int, lead: str) -> Span:
        number = DAYS[self.words[i]]
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
        part, j = PARTS.get(word), i + 1
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
            return Span(i, inner.last, *year_part(inner.start.year, part), "range")
        return replace(inner, first=i)

    def _compound(self, i: int, head: str, rest: str) -> Span | None:
        """ "mid-2021", "mid-July", "late-2020"."""
        if head not in PARTS:
            return None
        if rest.isdigit() and len(rest) == 4 and 1900 < int(rest) < 2100:
            return Span(i, i + 1, *year_part(int(rest), PARTS[head]), "range")
        if rest in MONTHS:
            year = year_named(self.tokens[i + 1]) if i + 1 < len(self.tokens) else None
            month = MONTHS[rest]
            guess = self.published.year if month <= self.published.month else self.published.year - 1
            return Span(i, i + 1 + bool(year), *month_span(year or guess, month), "month")
        return None

    def _relative(self, i: int, word: str, leading: list[str]) -> Span | None:
        j = i + 1
        number = 1.0
        counted = False
        if j < len(self.tokens) and self.tokens[j].value is not None and not year_named(self.tokens[j]):
            number, counted, j = float(self.tokens[j].value or 1), True, j + 1
        elif self.word(j) in VAGUE:
            j += 1
            return Span(i, j + 1, None, None, "none") if self.word(j) in UNITS else None
        unit = self.word(j)
        if unit in ("night", "evening") and word == "last":
            day = self.published - timedelta(days=1)
            return Span(i, j + 1, day, day, "day")
        if unit in ("morning", "afternoon", "evening") and word == "this":
            return Span(i, j + 1, self.published, self.published, "day")
        if unit in DAYS and word in ("last", "this", "next", "past"):
            return self._weekday(i, j, word)
        if unit in MONTHS and word in ("last", "this", "past") and self.tokens[j].raw[0].isupper():
            return self._last_month_named(i, j)
        if unit not in UNITS:
            return None
        if word == "following" or (word in ("previous", "preceding") and unit == "day" and not counted):
            return Span(i, j + 1, None, None, "none", anchored=True)
        if word in ("recent", "coming"):
            return Span(i, j + 1, None, None, "none")
        if counted or unit.endswith("s") or unit == "decade" or word == "past" or (word in PAST and "the" in leading):
            return self._stretch(i, j, word, number, unit)
        return self._calendar(i, j, word, unit)

    def _last_month_named(self, i: int, j: int) -> Span | None:
        month = MONTHS[self.words[j]]
        year = (
            self.published.year if month < self.published.month or self.words[i] == "this" else self.published.year - 1
        )
        return Span(i, j + 1, *month_span(year, month), "month")

    def _stretch(self, i: int, j: int, word: str, number: float, unit: str) -> Span | None:
        """ "the past year", "the last three months", "the past decade": end on publication."""
        if word not in PAST or number > 2000 or (unit == "decades" and number == 1):
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
            and self.words[j] not in UNITS
            and self.words[j] not in ("hour", "hours", "minutes")
            and j - i < 3
        ):
            j += 1
        unit, after = self.word(j), self.word(j + 1)
        if after in ("to", "until", "ending") and unit in ("month", "months", "year") and number and number <= 120:
            return self._months_to(i, j + 2, int(number) * (12 if unit == "year" else 1))
        if unit not in UNITS and unit not in ("hour", "hours", "minutes"):
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
        n, unit, j = QUARTERS[self.words[i]], self.word(i + 1), i + 2
        while self.word(j) in ("of", "the", "in"):
            j += 1
        inner = self._core(j, []) if j < len(self.tokens) else None
        if inner is None or inner.start is None:
            return None
        year = inner.start.year
        if unit == "quarter":
            return Span(i, inner.last, *quarter_span(year, n), "quarter")
        start, end = (date(year, 1, 1), date(year, 6, 30)) if n == 1 else (date(year, 7, 1), date(year, 12, 31))
        return Span(i, inner.last, start, end, "half")
