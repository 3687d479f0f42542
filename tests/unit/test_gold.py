"""The gold claims fit their documents and the vocabulary of the claim contract."""

import csv
import dataclasses
import json
import re
from collections.abc import Iterator, Set
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

from orchestration.extraction.claim import CERTAINTIES, CLAIM_TYPES, POLARITIES, TIME_PRECISIONS, Claim

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "seeds" / "documents"
GOLD = ROOT / "tests" / "gold" / "claims.jsonl"
FACTS = ROOT / "tests" / "gold" / "facts.json"
PASSAGES = sorted((ROOT / "tests" / "gold" / "passages").glob("*.yml"))
PASSAGE_KEYS = {"published", "publisher", "text", "claims", "details"}
COLUMNS = {field.name for field in dataclasses.fields(Claim)} | {"sources"}
DETAIL_ATTRIBUTES = {
    *["outcome", "range_km", "apogee_km", "flight_minutes", "launch_site", "impact_area", "propellant"],
    *["yield_kt", "magnitude", "vessel", "service", "victim_count"],
}

MODIFIERS = {"exact", "at_least", "more_than", "at_most", "less_than", "about", "range"}
VOCABULARIES: dict[str, Set[str]] = {
    "claim_type": CLAIM_TYPES,
    "polarity": POLARITIES,
    "certainty": CERTAINTIES,
    "attribution_certainty": CERTAINTIES,
    "quantity_modifier": MODIFIERS,
    "amount_modifier": MODIFIERS,
    "time_precision": TIME_PRECISIONS,
    "flow": {"export", "import"},
    "measure": {
        "export_ban",
        "export_cap",
        "import_ban",
        "import_cap",
        "asset_freeze",
        "travel_ban",
        "arms_embargo",
        "labour_ban",
        "financial_restriction",
        "shipping_restriction",
        "regime",
        "exemption",
    },
    "item": {
        *[
            "missile",
            "ballistic_missile",
            "icbm",
            "irbm",
            "mrbm",
            "srbm",
            "slbm",
            "cruise_missile",
            "hypersonic_missile",
        ],
        *["satellite_launch_vehicle", "rocket_artillery", "nuclear_device", "nuclear_warhead", "fissile_material"],
        *["nuclear_programme", "missile_programme", "wmd_programme", "rocket_engine", "submarine", "drone"],
        *["reconnaissance_satellite", "chemical_weapon", "biological_weapon"],
        *[
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
        ],
        *[
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
        ],
        *[
            "it_workers",
            "fishing_rights",
            "goods",
            "panel_report",
            "panel_mandate",
            "executive_order",
            "statement",
            "committee",
        ],
    },
    "ability": {
        "develop",
        "produce",
        "possess",
        "deploy",
        "display",
        "site",
        "reach",
        "deliver",
        "launch_from",
        "static_test",
        "other",
    },
    "polarity_scope": {"event", "success", "item", "actor", "amount", "count", "ability"},
    "denial_kind": {"denial", "negative_finding", "doubt", "not_yet"},
    "count_basis": {"occasion", "projectile", "unclear"},
    "amount_role": {"stolen", "attempted", "seized", "frozen", "laundered", "earned", "invested", "damage", "ransom"},
    "amount_basis": {"total", "per_year", "per_month", "per_worker", "share", "cumulative", "stock"},
    "quantity_basis": {"total", "per_year", "per_month", "per_worker", "share", "cumulative", "stock"},
    "action": {
        *["adopted", "vetoed", "extended", "expired", "declared", "continued", "amended", "revoked", "submitted"],
        *["published", "listed", "removed"],
    },
    "place_role": {"launch_site", "impact", "victim", "transit", "work"},
}


with (ROOT / "seeds" / "reference" / "items.csv").open(encoding="utf-8", newline="") as rows:
    VOCABULARIES["item"] |= {row["item_id"] for row in csv.DictReader(rows) if row["kind"] != "model"}  # it may grow


def read_gold() -> dict[str, list[dict[str, Any]]]:
    lines = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    gold = {line["doc"]: line["claims"] for line in lines}
    assert len(gold) == len(lines), "a document has two lines"
    return gold


class Elements(HTMLParser):
    """The text of each element that holds running text, white space normalised."""

    def __init__(self) -> None:
        super().__init__()
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"p", "h1", "h2", "h3", "li"}:
            self.texts.append("")

    def handle_data(self, data: str) -> None:
        if self.texts:
            self.texts[-1] = " ".join((self.texts[-1] + data).split())


def text_of(path: Path) -> str:
    text = path.read_text(encoding="utf-8")
    return text.split("\n---\n", 1)[-1] if text.startswith("---\n") else text


CLAIMS = read_gold()
PATHS = {path.stem: path for path in sorted(DOCUMENTS.iterdir()) if path.suffix in {".md", ".txt", ".html"}}
ALL = [(doc, claim) for doc, claims in CLAIMS.items() for claim in claims]


def test_documents_and_gold_lines_match() -> None:
    assert len(PATHS) >= 25
    assert set(PATHS) == set(CLAIMS)
    assert list(CLAIMS) == sorted(CLAIMS)


@pytest.mark.parametrize("doc", sorted(PATHS))
def test_document_says_that_it_is_synthetic(doc: str) -> None:
    path = PATHS[doc]
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".md":
        front = yaml.safe_load(text.split("---\n")[1])
        assert front["synthetic"] is True
        assert front["publisher"].startswith("Example ")
        assert front["published"].isoformat() == doc[:10]
        assert front["url"].startswith("https://example.org/")
        assert front["title"]
        assert front["language"] == "en"
    elif path.suffix == ".html":
        assert '<meta name="synthetic" content="true">' in text
        assert '<meta name="publisher" content="Example ' in text
    else:
        assert text.startswith(f" date {doc[:10]} ")
        assert "(Example " in text
        assert "synthetic text" in text


@pytest.mark.parametrize("doc", sorted(CLAIMS))
def test_quotes_are_in_the_text(doc: str) -> None:
    path = PATHS[doc]
    text = text_of(path)
    for claim in CLAIMS[doc]:
        quote = claim["quote"]
        if path.suffix == ".html":
            elements = Elements()
            elements.feed(text)
            assert any(quote in element for element in elements.texts), quote
            assert "char_start" not in claim
        else:
            assert text[claim["char_start"] : claim["char_end"]] == quote
        assert quote == quote.strip()
        assert "\n" not in quote
        assert not re.search(r"[a-z]{3}[.!?] [A-Z]", quote), f"more than one sentence: {quote}"


def mistakes(claim: dict[str, Any]) -> Iterator[str]:
    """What the contract does not allow in an annotated claim."""
    yield from (f"there is no column {key}" for key in claim.keys() - COLUMNS)
    yield from wrong_values(claim)
    yield from wrong_sources(claim)
    yield from wrong_times(claim)
    yield from wrong_numbers(claim)
    if ("measure" in claim) != (claim["claim_type"] == "sanctions.measure"):
        yield "a sanctions.measure names a measure, and only that type does"


def wrong_values(claim: dict[str, Any]) -> Iterator[str]:
    for column, allowed in VOCABULARIES.items():
        value = claim.get(column)
        if value is None or (column == "item" and re.fullmatch(r"resolution_\d{4}", value)):
            continue
        if value not in allowed:
            yield f"{column} cannot be {value}"


def wrong_sources(claim: dict[str, Any]) -> Iterator[str]:
    sources = claim.get("sources") or ["publisher"]
    if sources[0] != "publisher":
        yield f"the first of the sources is the publisher, not {sources[0]}"
    if sources[-1] != claim.get("asserted_by", "publisher"):
        yield f"asserted_by {claim.get('asserted_by')} is not the last of the sources {sources}"


def wrong_times(claim: dict[str, Any]) -> Iterator[str]:
    try:
        start, end, _ = (as_day(claim.get(key)) for key in ("event_start", "event_end", "valid_until"))
    except (ValueError, TypeError) as error:
        yield f"not a date: {error}"
        return
    precision = claim.get("time_precision", "none")
    if bool(start) is (precision in {"until", "none"}) or bool(end) is (precision in {"since", "none"}):
        yield f"precision {precision} does not fit {start} to {end}"
    if start and end and (start > end or (precision == "day" and start != end)):
        yield f"precision {precision} does not fit {start} to {end}"


def as_day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def wrong_numbers(claim: dict[str, Any]) -> Iterator[str]:
    for value, unit in (
        ("quantity", "quantity_unit"),
        ("amount", "currency"),
        ("amount_converted", "currency_converted"),
    ):
        if (claim.get(value) is None) != (claim.get(unit) is None):
            yield f"{value} and {unit} come together"
    for value in ("quantity", "amount"):
        if (claim.get(f"{value}_modifier") == "range") != (claim.get(f"{value}_high") is not None):
            yield f"{value}_high and the modifier range come together"


def wrong_passage(passage: dict[str, Any]) -> Iterator[str]:
    if not isinstance(passage.get("published"), date):
        yield "published is not a date"
    yield from (f"there is no key {key}" for key in passage.keys() - PASSAGE_KEYS)
    for claim in passage.get("claims") or []:
        if claim.get("quote", "") not in passage["text"] or not claim.get("quote"):
            yield f"the quote is not in the text: {claim.get('quote')}"
        yield from (f"{reason}: {claim.get('quote', '')[:60]}" for reason in mistakes(claim))
    for detail in passage.get("details") or []:
        if detail.get("quote", "") not in passage["text"] or not detail.get("quote"):
            yield f"the quote of a detail is not in the text: {detail.get('quote')}"
        if detail.get("attribute") not in DETAIL_ATTRIBUTES or not isinstance(detail.get("value"), str | int | float):
            yield f"no such detail: {detail}"
        if detail.get("modifier", "exact") not in MODIFIERS:
            yield f"modifier cannot be {detail['modifier']}"


@pytest.mark.parametrize("doc", sorted(CLAIMS))
def test_claims_of_documents_are_of_the_contract(doc: str) -> None:
    assert [f"{reason}: {claim['quote']}" for claim in CLAIMS[doc] for reason in mistakes(claim)] == []


@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_passages_are_of_the_contract(path: Path) -> None:
    passages = yaml.safe_load(path.read_text(encoding="utf-8")) or []
    found = [(number, reason) for number, p in enumerate(passages, start=1) for reason in wrong_passage(p)]
    assert not found, "\n".join(f"{path.name}, passage {number}: {reason}" for number, reason in found)


def test_every_type_occurs_and_some_documents_have_no_claims() -> None:
    assert {claim["claim_type"] for _, claim in ALL} == CLAIM_TYPES
    assert sum(not claims for claims in CLAIMS.values()) >= 4


def test_every_gold_claim_has_its_fact() -> None:
    facts: dict[str, list[str]] = json.loads(FACTS.read_text(encoding="utf-8"))
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert {doc: len(labels) for doc, labels in facts.items()} == {r["doc"]: len(r["claims"]) for r in records}
    assert all(label for labels in facts.values() for label in labels)


def test_claims_of_one_gold_fact_are_of_one_type_but_for_attacks() -> None:
    facts: dict[str, list[str]] = json.loads(FACTS.read_text(encoding="utf-8"))
    types: dict[str, set[str]] = {}
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        for label, claim in zip(facts[record["doc"]], record["claims"], strict=True):
            types.setdefault(label, set()).add(claim["claim_type"].replace("cyber_operation", "cyber_theft"))
    assert {label: kinds for label, kinds in types.items() if len(kinds) > 1} == {}
