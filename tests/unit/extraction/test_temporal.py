"""Times as written, resolved on the publication date by the rules of the contract."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.tagging import tag
from orchestration.extraction.temporal import find_times
from orchestration.extraction.tokens import tokenise

MONDAY = date(2022, 2, 7)


def read(text: str, published: date = MONDAY) -> list[tuple[str | None, str | None, str]]:
    tokens = tokenise(text, 0, len(text))
    tag(tokens)
    spans = [s for s in find_times(tokens, published) if not s.anchored]
    return [(s.start and s.start.isoformat(), s.end and s.end.isoformat(), s.precision) for s in spans]


@pytest.mark.parametrize(
    ("text", "start", "end", "precision"),
    [
        ("it fell on Feb. 5", "2022-02-05", "2022-02-05", "day"),
        ("it fell on 30 January 2022", "2022-01-30", "2022-01-30", "day"),
        ("it fell on November 29", "2021-11-29", "2021-11-29", "day"),
        ("submitted last Friday", "2022-02-04", "2022-02-04", "day"),
        ("on Wednesday it flew", "2022-02-02", "2022-02-02", "day"),
        ("it flew yesterday", "2022-02-06", "2022-02-06", "day"),
        ("it flew last week", "2022-01-31", "2022-02-06", "range"),
        ("nine launches last month", "2022-01-01", "2022-01-31", "month"),
        ("worth more last year", "2021-01-01", "2021-12-31", "year"),
        ("in October last year", "2021-10-01", "2021-10-31", "month"),
        ("in January it flew", "2022-01-01", "2022-01-31", "month"),
        ("so far this year", "2022-01-01", "2022-02-07", "range"),
        ("during the past year", "2021-02-08", "2022-02-07", "range"),
        ("over the past five years", "2017-02-08", "2022-02-07", "range"),
        ("in the last three months", "2021-11-08", "2022-02-07", "range"),
        ("between 2020 and mid-2021", "2020-01-01", "2021-08-31", "range"),
        ("in early 2021", "2021-01-01", "2021-04-30", "range"),
        ("in late 2021", "2021-09-01", "2021-12-31", "range"),
        ("in the first quarter of 2021", "2021-01-01", "2021-03-31", "quarter"),
        ("in the second half of 2021", "2021-07-01", "2021-12-31", "half"),
        ("since 2006", "2006-01-01", None, "since"),
        ("by the end of 2019", None, "2019-12-31", "until"),
        ("until 2019", None, "2019-12-31", "until"),
        ("in recent years", None, None, "none"),
        ("two months ago", "2021-12-01", "2021-12-31", "month"),
    ],
)
def test_one_time(text: str, start: str | None, end: str | None, precision: str) -> None:
    assert read(text) == [(start, end, precision)]


def test_several_dates_are_each_their_own() -> None:
    assert read("launches of July 3 and July 28, 2017") == [
        ("2017-07-03", "2017-07-03", "day"),
        ("2017-07-28", "2017-07-28", "day"),
    ]


def test_a_relative_time_hangs_on_the_one_before() -> None:
    assert read("a test on Jan. 6 and a month later a launch")[1] == ("2022-02-01", "2022-02-28", "month")


@pytest.mark.parametrize(
    "text", ["resolution 2017 was adopted", "about 2016 workers", "it may launch", "a march on the road"]
)
def test_what_is_no_time(text: str) -> None:
    assert read(text) == []
