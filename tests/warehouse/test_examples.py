"""The example queries run on the published file, and give the answer that the naive query misses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
import pytest

from orchestration.warehouse.paths import PROJECT_ROOT
from tests.warehouse.conftest import Run

EXAMPLES = {path.stem: path for path in sorted((PROJECT_ROOT / "warehouse" / "examples").glob("*.sql"))}
Row = dict[str, object]


def answer(demo: tuple[Path, Run], number: str) -> list[Row]:
    """The rows that the example of that number (`q05`) gives on the demo warehouse, a dict of its columns each."""
    (path,) = [p for name, p in EXAMPLES.items() if name.startswith(f"{number}_")]
    with duckdb.connect(str(demo[0] / "panelwatch.duckdb"), read_only=True) as con:
        found = con.execute(path.read_text(encoding="utf-8"))
        columns = [column[0] for column in found.description or ()]
        return [dict(zip(columns, row, strict=True)) for row in found.fetchall()]


@pytest.mark.parametrize("name", EXAMPLES)
def test_example_answers_something(demo: tuple[Path, Run], name: str) -> None:
    assert answer(demo, name.split("_")[0])


def test_one_launch_is_one_row_though_two_capitals_name_two_missiles(demo: tuple[Path, Run]) -> None:
    rows = [row for row in answer(demo, "q01") if row["tested_on"] == date(2022, 3, 24)]
    assert [row["models"] for row in rows] == [["hwasong_15", "hwasong_17"]]


def test_nine_missiles_of_a_month_are_not_nine_occasions(demo: tuple[Path, Run]) -> None:
    rows = [row for row in answer(demo, "q02") if row["counted_by"] == "US"]
    assert [(row["occasions"], row["missiles"]) for row in rows] == [(None, 9)]


def test_mixer_was_listed_on_the_day_and_is_not_listed_now(demo: tuple[Path, Run]) -> None:
    rows = answer(demo, "q05")
    assert any(row["was_listed_on_day"] for row in rows)
    assert not any(row["is_listed_now"] for row in rows)


def test_coal_and_refined_oil_have_one_rule_on_each_day(demo: tuple[Path, Run]) -> None:
    rules = [
        (row["item"], row["day"], row["measure"], row["limit_quantity"], row["instrument"])
        for row in answer(demo, "q06")
        if row["measure"] != "exemption" and row["item"] != "crude_oil"
    ]
    assert rules == [
        ("coal", date(2017, 1, 1), "export_cap", 7_500_000, "resolution_2321"),
        ("coal", date(2017, 6, 1), "export_cap", 7_500_000, "resolution_2321"),
        ("coal", date(2017, 9, 1), "export_ban", None, "resolution_2371"),
        ("coal", date(2018, 1, 1), "export_ban", None, "resolution_2371"),
        # neither the ban of aviation fuel nor the two million barrels that were replaced before their first day
        ("refined_petroleum", date(2018, 1, 1), "import_cap", 500_000, "resolution_2397"),
    ]


def test_service_used_before_it_was_listed_was_not_listed_on_that_day(demo: tuple[Path, Run]) -> None:
    listed = {(row["service_name"], row["on_day"]): row["listed_on_that_day"] for row in answer(demo, "q07")}
    assert listed["Blender.io", date(2022, 8, 8)] == "ofac_sdn"
    # used in the winter of 2022, listed a year later; what a text of 2025 recalls has the day of that text
    assert listed["Sinbad", date(2022, 12, 1)] is None


def test_figure_for_seven_years_is_spread_over_none(demo: tuple[Path, Run]) -> None:
    figures = {(row["scope_from"], row["scope_to"]): row["amount"] for row in answer(demo, "q08")}
    assert figures[date(2017, 1, 1), date(2023, 12, 31)] == 3_000_000_000


def test_one_figure_rounded_is_no_difference_and_a_wrong_month_is(demo: tuple[Path, Run]) -> None:
    differ = {row["differs_on"] and tuple(row["differs_on"]) for row in answer(demo, "q09")}
    assert differ == {None, ("date",)}


def test_doubt_of_an_ability_stands_as_doubt(demo: tuple[Path, Run]) -> None:
    assert {row["stands_as"] for row in answer(demo, "q04") if row["position"] == "doubt"} == {"doubt"}


def test_nobody_was_named_before_the_report_that_names_an_author(demo: tuple[Path, Run]) -> None:
    named = {row["as_of"]: row["named_as_author"] for row in answer(demo, "q10")}
    assert not named[date(2018, 3, 1)]
    # a study of October 2018 names the group, the report of March 2019 the state
    assert named[date(2019, 3, 31)] == ["KP", "lazarus_group"]


def test_month_without_documents_is_unknown(demo: tuple[Path, Run]) -> None:
    unread = [row for row in answer(demo, "q11") if row["documents_held"] == 0]
    assert unread
    assert all(row["is_unknown"] for row in unread)


def test_two_thefts_on_one_calendar_day_are_two_facts_and_a_correction_is_none(demo: tuple[Path, Run]) -> None:
    dated = {row["event_start"]: row for row in answer(demo, "q12") if isinstance(row["event_start"], date)}
    assert sorted(day.year for day in dated) == [2019, 2025]
    assert dated[date(2025, 11, 27)]["amount_best"] == 44_500_000_000
