"""Details: what a document tells more of a claim that it has made."""

from __future__ import annotations

from datetime import date

import pytest

from orchestration.extraction.claim import DocumentText, Extraction, Extractor

FIRED = "North Korea fired a ballistic missile on Friday. "
TESTED = "North Korea conducted a nuclear test on Friday. "


def read(extractor: Extractor, text: str) -> Extraction:
    return extractor.read(DocumentText(document_id="d", text=text, published_on=date(2022, 2, 7)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (FIRED + "It flew about 500 km.", {("range_km", "500", "about")}),
        (FIRED + "The missile climbed to 2,000 km.", {("apogee_km", "2000", "exact")}),
        (FIRED + "It reached an altitude of 600 miles (970 km).", {("apogee_km", "970", "exact")}),
        (FIRED + "It was in the air for an hour and 7 minutes.", {("flight_minutes", "67", "exact")}),
        (FIRED + "The missile came down some 300 km away.", {("range_km", "300", "about")}),
        (FIRED + "The weapon could fly 5,500 km.", set()),  # what it might do
        (FIRED + "It fell 300 km east of Japan.", set()),  # how far from a place
        (FIRED + "The missile burns solid fuel.", {("propellant", "solid", None)}),
        (FIRED + "The missile exploded soon after it lifted off.", {("outcome", "failure", None)}),
        (FIRED + "The launch was not a success.", {("outcome", "failure", None)}),
        (FIRED + "It came soon after a failure.", set()),
        (FIRED + "It was launched from Sunan.", {("launch_site", "sunan", None)}),
        (TESTED + "The blast had a magnitude of 6.3.", {("magnitude", "6.3", "exact")}),
        (TESTED + "Its yield was up to 50 kilotons.", {("yield_kt", "50", "at_most")}),
        ("The test of a missile that flew 500 km was South Korea's.", set()),  # nothing to tell more of
    ],
)
def test_details_of_launches_and_tests(
    extractor: Extractor, text: str, expected: set[tuple[str, str, str | None]]
) -> None:
    assert {(d.attribute, d.value, d.modifier) for d in read(extractor, text).details} == expected


def test_each_service_is_a_detail_of_its_own(extractor: Extractor) -> None:
    found = read(extractor, "North Korean hackers laundered the stolen ether through Tornado Cash and Sinbad.")
    assert {d.value for d in found.details if d.attribute == "service"} == {"tornado_cash", "sinbad"}


def test_another_state_and_another_day_tell_nothing_more(extractor: Extractor) -> None:
    other = read(extractor, FIRED + "South Korea tested a missile on Saturday, which flew 400 km.")
    earlier = read(extractor, FIRED + "On 5 January the missile flew 700 km.")
    assert other.details == earlier.details == []


def test_a_detail_belongs_to_the_claim_whose_weapon_is_named(extractor: Extractor) -> None:
    text = "North Korea fired an ICBM and two short-range missiles on Friday. The ICBM flew 1,000 km."
    found = read(extractor, text)
    owner = {c.claim_id: c.item for c in found.claims}
    assert [owner[d.claim_id] for d in found.details] == ["icbm"]


def test_quotes_are_the_text_of_their_spans(extractor: Extractor) -> None:
    text = FIRED + "It flew “about\u00a0500\u202fkm” and rose to 2,000 km."
    details = read(extractor, text).details
    assert details
    assert all(text[d.char_start : d.char_end] == d.quote for d in details)
