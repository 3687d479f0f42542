"""Publication dates as documents write them: ISO, and English with a month's name. Days and months in figures alone
(`07/02/2022`) are refused, for nobody can tell which is which."""

from __future__ import annotations

import re
from datetime import date, datetime

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)\.?"
)
_ISO = r"(?P<iso>\d{4}[-/]\d{1,2}[-/]\d{1,2}|(?:19|20)\d{6})"
_DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?\s+(?P<m1>{_MONTH}),?\s+(?P<y1>\d{{4}})"
_MONTH_FIRST = rf"(?P<m2>{_MONTH})\s+(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y2>\d{{4}})"

DATE_PATTERN = rf"(?:{_ISO}|{_DAY_FIRST}|{_MONTH_FIRST})"
"""A date with its year, as part of a larger pattern (case-insensitive); `date_of_match` reads what it matched."""

_WHOLE = re.compile(
    rf"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+)?{DATE_PATTERN}(?:[T\s,].*)?", re.I
)
_IN_NAME = re.compile(r"(?<!\d)(\d{4})[-_.]?(\d{2})[-_.]?(\d{2})(?!\d)")


def parse_date(value: object) -> date | None:
    """The date that a metadata value states, None where it states none. A time of day and its zone are ignored: the
    publisher's own calendar day counts."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    match = _WHOLE.fullmatch(str(value).strip())
    return date_of_match(match) if match else None


def date_of_match(match: re.Match[str]) -> date | None:
    """The date that a match of `DATE_PATTERN` states; None for a day that is in no calendar."""
    parts = match.groupdict()
    if parts["iso"]:
        digits = re.split(r"[-/]", parts["iso"])
        if len(digits) == 1:
            digits = [parts["iso"][:4], parts["iso"][4:6], parts["iso"][6:]]
        year, month, day = (int(n) for n in digits)
    elif parts["d1"]:
        year, month, day = int(parts["y1"]), _month(parts["m1"]), int(parts["d1"])
    else:
        year, month, day = int(parts["y2"]), _month(parts["m2"]), int(parts["d2"])
    return _calendar(year, month, day)


def date_in_name(name: str) -> date | None:
    """The one date in a file's name (`un-panel-2022-02-07.txt`); None where there is none or more than one."""
    found = {_calendar(*(int(n) for n in parts)) for parts in _IN_NAME.findall(name)} - {None}
    return found.pop() if len(found) == 1 else None


def _month(word: str) -> int:
    return _MONTHS.index(word[:3].lower()) + 1


def _calendar(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day) if 1900 <= year <= 2199 else None
    except ValueError:
        return None
