"""The gold claims fit their documents and the vocabulary of the claim contract."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ROOT / "seeds" / "documents"
GOLD = ROOT / "tests" / "gold" / "claims.jsonl"

CLAIM_TYPES = {
    "weapons.launch",
    "weapons.nuclear_test",
    "weapons.capability",
    "weapons.tempo",
    "finance.cyber_theft",
    "finance.cyber_operation",
    "finance.laundering",
    "finance.trade",
    "finance.labour",
    "finance.revenue",
    "sanctions.measure",
    "sanctions.designation",
    "sanctions.delisting",
    "sanctions.decision",
}
MODIFIERS = {"exact", "at_least", "more_than", "at_most", "less_than", "about", "range"}
VOCABULARIES: dict[str, set[str]] = {
    "claim_type": CLAIM_TYPES,
    "polarity": {"affirmed", "denied", "ceased"},
    "certainty": {"stated", "estimated", "alleged", "possible", "planned"},
    "attribution_certainty": {"stated", "estimated", "alleged", "possible", "planned"},
    "quantity_modifier": MODIFIERS,
    "amount_modifier": MODIFIERS,
    "time_precision": {"day", "month", "quarter", "half", "year", "range", "since", "until", "none"},
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


@pytest.mark.parametrize("column", sorted(VOCABULARIES))
def test_values_are_of_the_contract(column: str) -> None:
    for doc, claim in ALL:
        value = claim.get(column)
        if value is None or (column == "item" and re.fullmatch(r"resolution_\d{4}", value)):
            continue
        assert value in VOCABULARIES[column], (doc, value)


def test_sources_are_chains_from_the_publisher() -> None:
    for doc, claim in ALL:
        assert claim["sources"][0] == "publisher", doc
        assert claim["sources"][-1] == claim["asserted_by"], (doc, claim["quote"])


def test_times_fit_their_precision() -> None:
    for doc, claim in ALL:
        start, end = claim.get("event_start"), claim.get("event_end")
        precision = claim.get("time_precision", "none")
        where = (doc, claim["quote"])
        assert bool(start) is (precision not in {"until", "none"}), where
        assert bool(end) is (precision not in {"since", "none"}), where
        if start and end:
            assert start <= end, where
        if precision == "day":
            assert start == end, where


def test_numbers_come_with_units() -> None:
    for doc, claim in ALL:
        where = (doc, claim["quote"])
        assert ("quantity" in claim) == ("quantity_unit" in claim), where
        assert ("amount" in claim) == ("currency" in claim), where
        assert (claim.get("quantity_modifier") == "range") == ("quantity_high" in claim), where
        assert (claim.get("amount_modifier") == "range") == ("amount_high" in claim), where


def test_measures_name_a_measure_and_only_they() -> None:
    for doc, claim in ALL:
        assert ("measure" in claim) == (claim["claim_type"] == "sanctions.measure"), (doc, claim["quote"])


def test_every_type_occurs_and_some_documents_have_no_claims() -> None:
    assert {claim["claim_type"] for _, claim in ALL} == CLAIM_TYPES
    assert sum(not claims for claims in CLAIMS.values()) >= 4
