"""The columns beside the scored ones, one sentence for each thing that they say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from orchestration.extraction.claim import Claim, DocumentText, Extractor

Read = Callable[..., list[Claim]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea fired a missile on Friday.", "Asia/Seoul"),
        ("North Korea fired a missile on Friday, the Pentagon said.", "America/New_York"),
        ("North Korea fired a missile at 10:41 a.m. Eastern time on Friday, Seoul said.", "America/New_York"),
        ("North Korea conducted a nuclear test at 01:30 GMT on Friday.", "Etc/UTC"),
        ("North Korea fired two missiles last month.", None),  # a month has no clock
    ],
)
def test_the_clock_of_a_day(claims: Read, text: str, expected: str | None) -> None:
    assert [c.event_time_zone for c in claims(text, "weapons.")] == [expected]


def test_the_clock_of_an_american_publisher(extractor: Extractor) -> None:
    text, published = "North Korea launched a missile on April 12.", date(2012, 4, 13)
    document = DocumentText(document_id="d", text=text, published_on=published, publisher="The White House")
    assert [c.event_time_zone for c in extractor.read(document).claims] == ["America/New_York"]


@pytest.mark.parametrize(
    ("text", "scope", "kind"),
    [
        ("No nuclear tests by North Korea were reported.", "event", "negative_finding"),
        ("North Korea has never carried out a successful launch of the Musudan.", "success", "negative_finding"),
        ("There is no evidence that North Korea was behind the theft from Bithumb.", "actor", "negative_finding"),
        ("North Korea has yet to conduct a seventh nuclear test.", "event", "not_yet"),
        ("North Korea denied that it had hacked Sony Pictures.", "actor", "denial"),
    ],
)
def test_what_a_denial_denies(claims: Read, text: str, scope: str, kind: str) -> None:
    denied = [c for c in claims(text) if c.polarity == "denied"]
    assert [(c.polarity_scope, c.denial_kind) for c in denied] == [(scope, kind)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korean hackers stole $620 million in ether from Ronin on March 23.", {"amount_basis": "total"}),
        ("North Korean hackers have stolen $3 billion since 2017.", {"amount_basis": "cumulative"}),
        ("North Korea earns up to $500 million a year from its workers abroad.", {"amount_basis": "per_year"}),
        (
            "Lazarus Group stole 342,000 ether worth 58 billion won ($41.5 million) from Upbit.",
            {"asset_quantity": 342000, "asset_code": "ETH", "currency_converted": "USD"},
        ),
        ("North Korean hackers laundered the stolen ether through Tornado Cash.", {"method": "mixer"}),
        ("North Korean hackers attacked hospitals with Maui ransomware.", {"method": "ransomware"}),
    ],
)
def test_sums_tokens_and_methods(claims: Read, text: str, expected: dict[str, Any]) -> None:
    found = claims(text, "finance.")[0]
    assert {column: getattr(found, column) for column in expected} == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The Treasury sanctioned KOMID of North Korea under Executive Order 13687 on Friday.",
            {"instrument": "eo_13687", "list_id": "ofac_sdn", "programme": "DPRK2"},
        ),
        ("The Security Council blacklisted Koryo Bank of North Korea.", {"list_id": "un_1718", "programme": "1718"}),
        (
            "The United States put North Korea back on the list of state sponsors of terrorism.",
            {"list_id": "us_state_sponsors"},
        ),
    ],
)
def test_lists_and_programmes(claims: Read, text: str, expected: dict[str, Any]) -> None:
    found = claims(text, "sanctions.designation")[0]
    assert {column: getattr(found, column) for column in expected} == expected


def test_the_end_of_a_mandate(claims: Read) -> None:
    text = "The Security Council extended the mandate of the Panel of Experts on North Korea until 30 April 2023."
    assert [c.valid_until for c in claims(text, "sanctions.decision")] == [date(2023, 4, 30)]


def test_a_measure_belongs_to_the_act_cited_before(claims: Read) -> None:
    text = (
        "The Security Council adopted resolution 2375 on North Korea on Monday. "
        "The Council banned North Korea's textile exports."
    )
    assert [c.instrument for c in claims(text, "sanctions.measure")] == ["resolution_2375"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea likely fired a missile on Friday.", "likely"),
        ("North Korea will launch a satellite this month.", "will"),
        ("North Korea fired a missile on Friday.", None),
    ],
)
def test_hedges_are_kept_as_written(claims: Read, text: str, expected: str | None) -> None:
    assert [c.hedge for c in claims(text, "weapons.launch")] == [expected]
