"""The words that times are made of: months, days, units, parts of a year, and the small words around them."""

from __future__ import annotations

import calendar

MONTHS = {name.lower(): n for n, name in enumerate(calendar.month_name) if n}
MONTHS |= {name.lower(): n for n, name in enumerate(calendar.month_abbr) if n} | {"sept": 9}
DAYS = {name.lower(): n for n, name in enumerate(calendar.day_name)}
DAYS |= {"mon": 0, "tue": 1, "tues": 1, "wed": 2, "thu": 3, "thurs": 3, "fri": 4}
UNITS = {
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
PARTS = {
    "early": "early",
    "mid": "mid",
    "late": "late",
    "middle": "mid",
    "beginning": "early",
    "start": "early",
    "end": "late",
}
QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9}  # first month; a winter lies in two years
PAST = frozenset({"past", "last", "previous", "preceding"})
VAGUE = frozenset({"recent", "coming", "subsequent", "several", "many", "few"})


# Small words in front of a time, and the words that it can begin with; every other word is passed over at once.
LEADING = frozenset(
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
COUNTED = frozenset(["a", "an", "several", "few", "some", "hours", "days", "weeks", "months", "years", "decades"])
RELATIVE = frozenset(["last", "this", "next", "past", "previous", "preceding", "recent", "coming", "following"])
BY_ITSELF = frozenset(["so", "today", "yesterday", "tomorrow", "tonight", "overnight"])
OPEN = frozenset(["since", "by", "until", "till", "before", "after"])
CORE = (
    frozenset(["same", "q1", "q2", "q3", "q4"])
    | COUNTED
    | RELATIVE
    | BY_ITSELF
    | MONTHS.keys()
    | DAYS.keys()
    | PARTS.keys()
    | QUARTERS.keys()
    | SEASONS.keys()
)
STARTERS = (CORE - {"same"}) | LEADING | OPEN | {"between", "from", "as"}
