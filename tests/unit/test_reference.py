"""The reference tables hold together: what refers to something refers to something that is there."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest

REFERENCE = Path(__file__).parents[2] / "seeds" / "reference"
KEYS = {
    "items": "item_id",
    "sources": "source_id",
    "parties": "party_id",
    "places": "place_id",
    "instruments": "instrument_id",
}
ENTITY_TABLES = {
    "item": "items",
    "party": "parties",
    "place": "places",
    "source": "sources",
    "instrument": "instruments",
}
DATES = {
    "instruments": ("adopted_on", "effective_on", "valid_until"),
    "instrument_measures": ("effective_from", "effective_until"),
    "party_listings": ("listed_on", "removed_on"),
}
CONTRACT_ITEMS = [
    "missile",
    "ballistic_missile",
    "icbm",
    "irbm",
    "mrbm",
    "srbm",
    "slbm",
    "cruise_missile",
    "hypersonic_missile",
    "satellite_launch_vehicle",
    "rocket_artillery",
    "nuclear_device",
    "nuclear_warhead",
    "fissile_material",
    "nuclear_programme",
    "missile_programme",
    "wmd_programme",
    "rocket_engine",
    "submarine",
    "reconnaissance_satellite",
    "drone",
    "chemical_weapon",
    "biological_weapon",
    "cryptocurrency",
    "bank_funds",
    "coal",
    "iron",
    "lead",
    "textiles",
    "seafood",
    "crude_oil",
    "refined_petroleum",
    "oil",
    "luxury_goods",
    "arms",
    "minerals",
    "metals",
    "machinery",
    "vehicles",
    "vessels",
    "food",
    "gold",
    "sand",
    "statues",
    "labour",
    "it_workers",
    "fishing_rights",
    "goods",
    "panel_report",
    "panel_mandate",
    "executive_order",
    "statement",
    "committee",
]
CONTRACT_SOURCES = [
    "publisher",
    "US",
    "KR",
    "JP",
    "KP",
    "un",
    "un_security_council",
    "un_1718_committee",
    "un_panel_of_experts",
    "msmt",
    "member_state",
    "eu",
    "iaea",
    "us_treasury",
    "us_justice",
    "fbi",
    "us_state",
    "kr_jcs",
    "kr_nis",
    "jp_defence",
    "kcna",
    "chainalysis",
    "elliptic",
    "trm_labs",
    "reuters",
    "ap",
    "yonhap",
    "anonymous",
]
CONTRACT_GROUPS = ["lazarus_group", "bluenoroff", "andariel", "kimsuky", "apt38", "tradertraitor"]


def rows(table: str) -> list[dict[str, str]]:
    with (REFERENCE / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def ids(table: str) -> set[str]:
    return {row[KEYS[table]] for row in rows(table)}


ALL_TABLES = sorted(path.stem for path in REFERENCE.glob("*.csv"))
OWN_CHOICES = {"extractors"}  # tables that state what this project decides, and not what is so elsewhere


@pytest.mark.parametrize("table", sorted(set(ALL_TABLES) - OWN_CHOICES))
def test_every_row_names_a_public_address(table: str) -> None:
    assert [row for row in rows(table) if not row["source_url"].startswith("https://")] == []


@pytest.mark.parametrize("table", ALL_TABLES)
def test_no_row_has_stray_or_missing_cells(table: str) -> None:
    for row in rows(table):
        assert None not in row, row
        assert None not in row.values(), row
        assert all(cell == cell.strip() for cell in row.values()), row


@pytest.mark.parametrize("table", sorted(KEYS))
def test_ids_are_unique(table: str) -> None:
    counts = Counter(row[KEYS[table]] for row in rows(table))
    assert [key for key, count in counts.items() if count > 1] == []


@pytest.mark.parametrize("table", ["items", "sources", "parties", "places"])
def test_parents_exist_and_never_circle(table: str) -> None:
    parents = {row[KEYS[table]]: row["parent_id"] for row in rows(table)}
    for start in parents:
        seen, at = set(), start
        while at:
            assert at in parents, f"{start}: no such parent {at}"
            assert at not in seen, f"{start} is its own ancestor"
            seen.add(at)
            at = parents[at]


def test_every_alias_points_at_something() -> None:
    known = {kind: ids(table) for kind, table in ENTITY_TABLES.items()}
    assert [row for row in rows("aliases") if row["entity_id"] not in known[row["entity_kind"]]] == []


def test_an_alias_means_one_thing_within_its_kind() -> None:
    counts = Counter((row["alias"].casefold(), row["entity_kind"]) for row in rows("aliases"))
    assert [key for key, count in counts.items() if count > 1] == []


def test_aliases_say_how_they_are_used() -> None:
    assert {row["usage"] for row in rows("aliases")} == {"safe", "context"}
    assert {row["case_sensitive"] for row in rows("aliases")} == {"true", "false"}


def test_every_model_has_a_class_above_it() -> None:
    weapons = {row["item_id"] for row in rows("items") if row["kind"] == "weapon"}
    assert [row for row in rows("items") if row["kind"] == "model" and row["parent_id"] not in weapons] == []


def test_measures_listings_and_relations_point_at_rows() -> None:
    instruments, items, parties = ids("instruments"), ids("items"), ids("parties")
    for row in rows("instrument_measures"):
        assert row["instrument_id"] in instruments, row
        assert row["superseded_by"] in instruments | {""}, row
        assert row["item_id"] in items | {""}, row
    for row in rows("party_listings"):
        assert row["party_id"] in parties, row
        assert row["instrument_id"] in instruments | {""}, row
    for row in rows("party_relations"):
        assert row["party_id"] in parties, row
        assert row["related_party_id"] in parties, row
    assert {row["supersedes"] for row in rows("instruments")} <= instruments | {""}


@pytest.mark.parametrize("table", sorted(DATES))
def test_dates_are_iso_and_in_order(table: str) -> None:
    for row in rows(table):
        days = {column: date.fromisoformat(row[column]) for column in DATES[table] if row[column]}
        if "effective_until" in days:
            # an interval that ends the day before it starts is a limit superseded before it came into force
            assert days["effective_from"] - timedelta(days=1) <= days["effective_until"], row
        if "removed_on" in days:
            assert days["listed_on"] <= days["removed_on"], row


def test_the_limit_on_refined_oil_in_2018_is_the_one_of_resolution_2397() -> None:
    in_force = [
        row["limit_quantity"]
        for row in rows("instrument_measures")
        if row["item_id"] == "refined_petroleum" and row["measure"] == "import_cap"
        if row["effective_from"] <= "2018-06-30" and (row["effective_until"] or "9999") >= "2018-06-30"
    ]
    assert in_force == ["500000"]


def test_the_ids_of_the_contract_are_all_there() -> None:
    assert [item for item in CONTRACT_ITEMS if item not in ids("items")] == []
    assert [source for source in CONTRACT_SOURCES if source not in ids("sources")] == []
    assert [group for group in CONTRACT_GROUPS if group not in ids("parties")] == []


def test_classes_stand_below_their_wider_class() -> None:
    parents = {row["item_id"]: row["parent_id"] for row in rows("items")}
    assert parents["ballistic_missile"] == "missile"
    assert {parents[item] for item in ("icbm", "irbm", "mrbm", "srbm", "slbm")} == {"ballistic_missile"}


def test_currency_surfaces_are_unambiguous() -> None:
    counts = Counter(row["surface"] for row in rows("currencies"))
    assert [surface for surface, count in counts.items() if count > 1] == []
    assert {len(row["currency"]) for row in rows("currencies")} == {3}


def test_a_currency_has_one_rate_for_a_year_and_the_years_are_whole() -> None:
    years: dict[str, list[int]] = {}
    for row in rows("exchange_rates"):
        assert float(row["usd_per_unit"]) > 0, row
        assert row["source_url"].startswith("https://"), row
        years.setdefault(row["currency"], []).append(int(row["year"]))
    for currency, known in years.items():
        assert known == list(range(2006, max(known) + 1)), f"{currency}: a year is missing or twice, or out of order"
    assert "USD" not in years  # nothing is converted into itself


def test_a_rate_is_of_a_currency_that_texts_name() -> None:
    assert {row["currency"] for row in rows("exchange_rates")} <= {row["currency"] for row in rows("currencies")}


def test_rates_of_two_years_of_one_currency_are_alike() -> None:
    """A rate turned upside down, or off by a power of ten, is far from that of the year before."""
    last: dict[str, float] = {}
    for row in rows("exchange_rates"):
        rate = float(row["usd_per_unit"])
        assert 0.5 < rate / last.get(row["currency"], rate) < 2, row
        last[row["currency"]] = rate


def test_a_unit_is_a_multiple_of_a_base_unit_that_is_one_itself() -> None:
    units = {row["unit"]: row for row in rows("units")}
    assert len(units) == len(rows("units"))
    for row in units.values():
        assert float(row["factor"]) > 0, row
        base = units[row["base_unit"]]
        assert (base["base_unit"], float(base["factor"])) == (row["base_unit"], 1), row
