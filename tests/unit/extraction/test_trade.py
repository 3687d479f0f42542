"""Trade, work abroad, laundering and revenue in many forms of words: sides, goods, counts, and what is no claim."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.claim import Claim, DocumentText
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import load_lexicon
from orchestration.warehouse.paths import REFERENCE

EXTRACTOR = build_extractor(load_lexicon(REFERENCE))


def claims(text: str, claim_type: str) -> list[Claim]:
    document = DocumentText(document_id="d", text=text + "\n", published_on=date(2024, 11, 22))
    return [c for c in EXTRACTOR.read(document).claims if c.claim_type == f"finance.{claim_type}"]


@pytest.mark.parametrize(
    ("text", "item", "flow", "counterparty"),
    [
        ("North Korea sold Iran missiles in the 1980s.", "missile", "export", "IR"),
        ("Shells were handed to Russia by North Korea.", "arms", "export", "RU"),
        ("North Korea's coal exports to China went on.", "coal", "export", "CN"),
        ("Russia has fired ballistic missiles obtained from North Korea.", "ballistic_missile", "export", "RU"),
        ("Three South Korean importers brought in tonnes of North Korean coal.", "coal", "export", "KR"),
        ("A company in Singapore sold wine to shops in Pyongyang.", "luxury_goods", "import", "SG"),
        ("Arms bound for Egypt from North Korea were found.", "arms", "export", "EG"),
        ("Russia depends on North Korea for artillery shells.", "arms", "export", "RU"),
        (
            "North Korea broke the rules with ship-to-ship transfers of refined petroleum.",
            "refined_petroleum",
            "import",
            None,
        ),
        ("North Korea relies on foreign sources of technology.", "goods", "import", None),
    ],
)
def test_trade_has_its_sides_whoever_is_the_subject(text: str, item: str, flow: str, counterparty: str | None) -> None:
    assert [(c.item, c.flow, c.counterparty) for c in claims(text, "trade")] == [(item, flow, counterparty)]


def test_every_state_of_a_list_is_a_claim() -> None:
    found = claims("North Korea shipped coal to Malaysia, South Korea and Vietnam.", "trade")
    assert {c.counterparty for c in found} == {"MY", "KR", "VN"}


def test_what_is_given_in_return_goes_the_other_way() -> None:
    found = claims("Moscow may supply technology to North Korea in return for arms transfers.", "trade")
    assert {(c.item, c.flow) for c in found} == {("goods", "import"), ("arms", "export")}


def test_the_number_of_each_kind_is_its_own() -> None:
    text = "North Korea gave Russia at least 100 ballistic missiles and over 200 artillery pieces."
    assert {(c.item, c.quantity) for c in claims(text, "trade")} == {("ballistic_missile", 100.0), ("arms", 200.0)}


def test_trade_by_customs_figures_has_a_share_and_a_sum() -> None:
    (claim,) = claims("China's exports to North Korea fell by 15 percent in September to $188 million.", "trade")
    assert (claim.flow, claim.quantity, claim.amount) == ("import", 15.0, 188000000)


def test_what_somebody_stopped_buying_has_ceased() -> None:
    (claim,) = claims("China stopped buying coal from North Korea.", "trade")
    assert (claim.flow, claim.polarity, claim.counterparty) == ("export", "ceased", "CN")


@pytest.mark.parametrize(
    "text",
    [
        "All states should stop buying coal from North Korea.",
        "North Korea acquired the ability to launch missiles from submarines.",
        "Kim Jong Un spoke of North Korea's electricity supply.",
        "Any arms exports from North Korea would be a breach.",
        "After North Korea's test Washington sent a submarine to Busan.",
    ],
)
def test_what_is_banned_feared_or_deployed_is_not_traded(text: str) -> None:
    assert claims(text, "trade") == []


@pytest.mark.parametrize(
    ("text", "item", "quantity", "polarity"),
    [
        ("More than 100,000 North Koreans toil abroad in mines.", "labour", 100000.0, "affirmed"),
        ("In 2020 Angola repatriated almost 300 North Korean workers.", "labour", 300.0, "ceased"),
        ("Loggers and builders from North Korea still work in Vladivostok.", "labour", None, "affirmed"),
        ("A laptop farm let North Koreans draw pay from 300 US companies.", "it_workers", 300.0, "affirmed"),
        ("The number of North Korean workers in Russia fell from 24,000 to 11,000.", "labour", 11000.0, "affirmed"),
    ],
)
def test_work_abroad_by_trade_nationality_and_scheme(
    text: str, item: str, quantity: float | None, polarity: str
) -> None:
    assert [(c.item, c.quantity, c.polarity) for c in claims(text, "labour")] == [(item, quantity, polarity)]


def test_who_has_fled_or_is_another_states_is_no_worker_abroad() -> None:
    assert claims("North Korea expelled the South's workers.", "labour") == []
    assert claims("The 13 defectors from North Korea had been restaurant workers.", "labour") == []


@pytest.mark.parametrize(
    "text",
    [
        "A mixer favoured by North Korean hackers is back.",
        "More than $455 million stolen by the North Korean group went through Tornado Cash.",
        "Most of the coins that North Korean hackers stole have been turned into bitcoin.",
        "Pyongyang uses front companies in Hong Kong to hide its payments.",
    ],
)
def test_laundering_without_its_word(text: str) -> None:
    assert len(claims(text, "laundering")) == 1


@pytest.mark.parametrize(
    "text",
    [
        "About half of North Korea's foreign currency comes from cyber attacks.",
        "Hacking has brought North Korea $670 million.",
        "The money is used by North Korea to pay for nuclear weapons.",
        "The proceeds of such attacks help fund North Korea's missile programme.",
        "Ministers talked about illicit revenue generation by North Korea.",
    ],
)
def test_revenue_by_what_comes_in_and_what_it_pays_for(text: str) -> None:
    assert len(claims(text, "revenue")) == 1
