"""Sanctions as the extractor reads them: measures by item and imposer, listings by party, decisions by act."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from orchestration.extraction.claim import Claim, DocumentText, Extractor
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import load_lexicon

PUBLISHED = date(2022, 2, 7)


@cache
def extractor() -> Extractor:
    return build_extractor(load_lexicon(Path(__file__).parents[3] / "seeds" / "reference"))


def claims(text: str, claim_type: str, published: date = PUBLISHED) -> list[Claim]:
    document = DocumentText(document_id="d", text=text, published_on=published)
    return [c for c in extractor().read(document).claims if c.claim_type == claim_type]


def measures(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [(c.measure, c.item, c.actor) for c in claims(text, "sanctions.measure")]


def test_a_ban_on_several_goods_is_a_claim_each() -> None:
    found = measures("The UN Security Council has banned North Korean exports of coal, iron and seafood.")
    assert found == [("export_ban", item, "un_security_council") for item in ("coal", "iron", "seafood")]


def test_a_verb_joined_to_a_ban_keeps_its_subject() -> None:
    text = "The UN Security Council has banned North Korean exports of coal, and capped imports of crude oil."
    assert ("import_cap", "crude_oil", "un_security_council") in measures(text)


def test_a_purchase_ban_is_an_export_ban_as_seen_from_the_dprk() -> None:
    assert measures("The resolution bans imports of North Korean coal.")[0][:2] == ("export_ban", "coal")


def test_selling_to_the_dprk_is_an_import() -> None:
    found = measures("The U.N. Security Council has prohibited the sale of luxury goods to North Korea.")
    assert found == [("import_ban", "luxury_goods", "un_security_council")]


def test_a_cap_carries_its_number_and_period() -> None:
    (claim,) = claims(
        "The Security Council limited North Korea's imports of refined petroleum to 500,000 barrels a year.",
        "sanctions.measure",
    )
    assert (claim.measure, claim.quantity, claim.quantity_unit, claim.limit_period) == (
        "import_cap",
        500000,
        "barrel",
        "year",
    )
    assert claim.quantity_modifier == "at_most"


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The U.N. Security Council imposed tough new sanctions on North Korea in March.", "un_security_council"),
        ("New sanctions on North Korea were imposed by the United States on Wednesday.", "US"),
        ("North Korea has been under U.N. sanctions since 2006.", "un_security_council"),
    ],
)
def test_sanctions_as_such_are_a_regime_of_their_imposer(text: str, actor: str) -> None:
    assert measures(text) == [("regime", None, actor)]


def test_several_imposers_are_a_claim_each() -> None:
    found = measures("North Korea lives with comprehensive U.S. and United Nations sanctions that have isolated it.")
    assert {actor for _, _, actor in found} == {"US", "un_security_council"}


def test_a_ban_on_tests_is_a_regime_with_the_weapon() -> None:
    text = "U.N. Security Council resolutions ban the North from using ballistic missile technology, Pyongyang knows."
    assert measures(text) == [("regime", "ballistic_missile", "un_security_council")]


@pytest.mark.parametrize(
    "text",
    [
        "He called for tougher sanctions on North Korea.",
        "The European Union imposed new sanctions on Russia, and North Korea protested.",
        "North Korea's sanctions evasion is sophisticated.",
        "North Korea violated U.N. sanctions again, officials said.",
    ],
)
def test_calls_other_states_and_evasion_are_no_measure(text: str) -> None:
    assert measures(text) == []


def test_an_order_of_a_resolution_is_a_ban() -> None:
    text = (
        "Resolution 2321 (2016) on the DPRK was adopted by the Security Council. The DPRK shall not supply, "
        "sell or transfer statues."
    )
    assert ("export_ban", "statues") in [m[:2] for m in measures(text)]


def test_counted_parties_are_a_claim_each_and_named_ones_too() -> None:
    text = "The Treasury Department sanctioned three North Korean nationals and a company on Friday."
    found = [(c.target, c.quantity, c.actor) for c in claims(text, "sanctions.designation")]
    assert sorted(found, key=str) == [("North Korean nationals", 3.0, "us_treasury"), ("company", 1.0, "us_treasury")]


def test_names_behind_a_listed_subject_are_listed() -> None:
    text = "OFAC acted on North Korea. The sanctioned individuals are Kim Se Un, Jo Kyong Hun, and Myong Chol Min."
    assert {c.target for c in claims(text, "sanctions.designation")} == {"Kim Se Un", "Jo Kyong Hun", "Myong Chol Min"}


def test_sanctions_on_a_person_are_a_designation_and_no_measure() -> None:
    text = "On Wednesday, the United States placed sanctions on Kim Jong-un."
    (claim,) = claims(text, "sanctions.designation")
    assert (claim.target, claim.target_id, claim.actor) == ("Kim Jong-un", "kim_jong_un", "US")
    assert measures(text) == []


def test_a_description_behind_a_name_is_no_second_party() -> None:
    text = "The Treasury designated Tornado Cash, a mixer used by North Korea's Lazarus Group."
    assert [c.target_id for c in claims(text, "sanctions.designation")] == ["tornado_cash"]


def test_parties_taken_off_a_list_are_delisted() -> None:
    text = "The U.S. Treasury on Friday removed Tornado Cash, a mixer used by North Korea, from its sanctions list."
    (claim,) = claims(text, "sanctions.delisting")
    assert (claim.target_id, claim.actor, claim.action) == ("tornado_cash", "us_treasury", "removed")


def test_acts_cited_with_their_dates_are_a_decision_each() -> None:
    text = "North Korea: Executive Order 13466 of June 26, 2008, and UNSCR 2371 of August 5, 2017."
    found = {(c.item, c.instrument, c.event_start) for c in claims(text, "sanctions.decision")}
    assert found == {
        ("executive_order", "eo_13466", date(2008, 6, 26)),
        ("resolution_2371", "resolution_2371", date(2017, 8, 5)),
    }


def test_an_adopted_resolution_takes_the_day_beside_its_verb() -> None:
    text = "The Security Council on Monday adopted resolution 2375 on North Korea after its test of September 3."
    (claim,) = claims(text, "sanctions.decision", date(2017, 9, 12))
    assert (claim.item, claim.event_start, claim.action) == ("resolution_2375", date(2017, 9, 11), "adopted")


def test_a_report_of_the_panel_that_was_submitted_is_a_decision() -> None:
    text = (
        "The yearly report by the sanctions monitors was submitted last Friday to the committee of the Security "
        "Council that watches North Korea."
    )
    (claim,) = claims(text, "sanctions.decision")
    assert (claim.item, claim.actor, claim.action, claim.event_start) == (
        "panel_report",
        "un_panel_of_experts",
        "submitted",
        date(2022, 2, 4),
    )


def test_a_resolution_that_obliges_states_orders_what_hangs_on_it() -> None:
    text = "Resolution 2270 obliges states to inspect all cargo to and from North Korea."
    (claim,) = claims(text, "sanctions.measure")
    assert (claim.measure, claim.measure_detail, claim.actor) == (
        "shipping_restriction",
        "inspection",
        "un_security_council",
    )


def test_sanctions_that_are_lifted_have_ceased_and_those_not_lifted_are_in_force() -> None:
    (lifted,) = claims("The United States lifted its sanctions on North Korea.", "sanctions.measure")
    (kept,) = claims("The United States has not lifted its sanctions on North Korea.", "sanctions.measure")
    assert (lifted.polarity, kept.polarity) == ("ceased", "affirmed")


def test_sanctions_on_counted_people_list_them_and_are_no_measure() -> None:
    text = "Seoul imposed unilateral sanctions on 18 North Korean bankers posted abroad."
    (claim,) = claims(text, "sanctions.designation")
    assert (claim.quantity, claim.actor, claim.list_id) == (18, "KR", "kr")
    assert claims(text, "sanctions.measure") == []


def test_the_end_of_an_extended_mandate_is_not_its_day() -> None:
    text = "The Security Council extended the mandate of the Panel of Experts on North Korea until 30 April 2023."
    (claim,) = claims(text, "sanctions.decision")
    assert (claim.event_start, claim.event_end, claim.valid_until) == (None, None, date(2023, 4, 30))


def parties(text: str) -> list[tuple[str | None, float | None]]:
    return sorted((c.target, c.quantity) for c in claims(text, "sanctions.designation"))


def test_names_behind_what_their_bearers_are() -> None:
    text = "Those blacklisted include Russian trader Ivan Orlov and North Korean banker Pak Chol Su."
    assert parties(text) == [("Ivan Orlov", None), ("Pak Chol Su", None)]


def test_totals_of_a_list_count_its_parties() -> None:
    text = "The EU step brings the total number of people subject to its restrictive measures on North Korea to 66."
    assert ("people", 66.0) in parties(text)


def test_a_state_under_sanctions_is_no_listed_party() -> None:
    state = "the Democratic People's Republic of Korea"
    text = f"The Council extended the mandate of the panel overseeing sanctions against {state}."
    assert parties(text) == []


def test_restrictive_measures_are_sanctions() -> None:
    assert ("regime", None, "eu") in measures(
        "The EU extended its restrictive measures against North Korea for a year."
    )
