"""Illicit finance as the extractor reads it: thefts, attacks, laundering, trade, labour and revenue."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
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


def claims(text: str, claim_type: str) -> list[Claim]:
    document = DocumentText(document_id="d", text=text, published_on=PUBLISHED)
    return [c for c in extractor().read(document).claims if c.claim_type == f"finance.{claim_type}"]


def test_a_theft_carries_sum_victims_and_asset() -> None:
    (claim,) = claims(
        "North Korean hackers stole more than US$50 million (S$67 million) from at least three "
        "cryptocurrency exchanges.",
        "cyber_theft",
    )
    assert (claim.amount, claim.currency, claim.amount_modifier) == (Decimal("50000000.00"), "USD", "more_than")
    assert (claim.quantity, claim.quantity_unit, claim.quantity_modifier) == (3, "victim", "at_least")
    assert (claim.item, claim.actor, claim.amount_role) == ("cryptocurrency", "KP", "stolen")
    assert (claim.amount_converted, claim.currency_converted) == (Decimal("67000000.00"), "SGD")


def test_attacks_that_took_money_are_one_theft_with_their_count() -> None:
    text = (
        "Last year North Korea launched at least seven attacks on crypto exchanges, extracting tokens "
        "worth US$250 million."
    )
    (claim,) = claims(text, "cyber_theft")
    assert (claim.quantity, claim.quantity_unit, claim.target) == (7, "attack", "crypto exchanges")
    assert claims(text, "cyber_operation") == []


def test_a_group_is_the_actor_before_its_state() -> None:
    (claim,) = claims("The North Korean group Lazarus stole $100 million in crypto from Harmony.", "cyber_theft")
    assert claim.actor == "lazarus_group"


def test_a_theft_told_by_its_victims_names_the_taker() -> None:
    (claim,) = claims(
        "Five exchanges in Asia lost $571 million in cryptocurrency to North Korea's hackers.", "cyber_theft"
    )
    assert (claim.quantity, claim.quantity_unit, claim.amount) == (5, "victim", Decimal("571000000.00"))


def test_the_hackers_of_a_document_act_in_later_sentences() -> None:
    text = "Lazarus Group of North Korea broke into the exchange. Some $11 million worth of cryptocurrency was stolen."
    assert [c.actor for c in claims(text, "cyber_theft")] == ["lazarus_group"]


@pytest.mark.parametrize(
    "text",
    [
        "North Korean hackers stole identities of developers.",
        "North Korean spies stole the blueprints of a submarine.",
        "North Korea condemned the theft of its flag.",
    ],
)
def test_what_is_no_money_is_no_theft(text: str) -> None:
    assert claims(text, "cyber_theft") == []


def test_targeting_without_a_theft_is_an_operation() -> None:
    (claim,) = claims(
        "North Korean hackers continued to target financial institutions, cryptocurrency firms and exchanges.",
        "cyber_operation",
    )
    assert (claim.actor, claim.target) == ("KP", "financial institutions, cryptocurrency firms and exchanges")


def test_attribution_makes_the_actor_alleged() -> None:
    (claim,) = claims(
        "The United States has blamed the 2014 cyber attack on Sony Pictures on North Korea.", "cyber_operation"
    )
    assert (claim.actor, claim.certainty, claim.attribution_certainty) == ("KP", "alleged", "alleged")


def test_a_hacking_group_is_no_attack() -> None:
    assert claims("The Treasury named the North Korean hacking group Andariel.", "cyber_operation") == []


def test_a_denied_accusation_is_denied_by_the_accused() -> None:
    text = (
        "The United States accused North Korea of a cyber attack against Sony Pictures in 2014. North Korea "
        "denied the accusation."
    )
    denied = [c for c in claims(text, "cyber_operation") if c.polarity == "denied"]
    assert [(c.asserted_by, c.target) for c in denied] == [("KP", "Sony Pictures")]


def test_laundering_names_the_service() -> None:
    (claim,) = claims(
        "North Korean hackers laundered $96 million in stolen crypto through the mixer Tornado Cash.", "laundering"
    )
    assert (claim.amount, claim.target_id, claim.item) == (Decimal("96000000.00"), "tornado_cash", "cryptocurrency")


def test_money_laundering_as_a_word_is_no_claim() -> None:
    assert claims("North Korea criticised the anti-money laundering body.", "laundering") == []


@pytest.mark.parametrize(
    ("text", "actor", "item", "flow", "target"),
    [
        ("North Korea exported coal to China last year.", "KP", "coal", "export", "CN"),
        ("Russia supplied North Korea with refined petroleum.", "RU", "refined_petroleum", "import", "KP"),
        ("North Korea sold ammunition to Russia.", "KP", "arms", "export", "RU"),
        ("Illegal transfers of refined petroleum to the DPRK have grown.", "KP", "refined_petroleum", "import", None),
    ],
)
def test_trade_has_a_side_and_a_direction(text: str, actor: str, item: str, flow: str, target: str | None) -> None:
    assert [(c.actor, c.item, c.flow, c.target) for c in claims(text, "trade")] == [(actor, item, flow, target)]


def test_trade_that_stopped_has_ceased() -> None:
    (claim,) = claims("Illicit trade of North Korea, including in luxury goods, has largely ceased.", "trade")
    assert (claim.item, claim.polarity) == ("luxury_goods", "ceased")


def test_banned_goods_are_not_traded_goods() -> None:
    assert claims("The Security Council banned North Korea's exports of coal.", "trade") == []


def test_workers_abroad_are_counted() -> None:
    (claim,) = claims("Nearly 100,000 North Koreans were employed overseas.", "labour")
    assert (claim.quantity, claim.quantity_unit, claim.quantity_modifier) == (100000, "worker", "about")


def test_money_raised_by_attacks_is_revenue_and_no_second_attack() -> None:
    text = (
        "North Korea had generated an estimated US$2 billion for its weapons programmes using sophisticated "
        "cyber attacks."
    )
    (claim,) = claims(text, "revenue")
    assert (claim.amount, claim.certainty, claim.amount_role) == (Decimal("2000000000.00"), "estimated", "earned")
    assert claims(text, "cyber_operation") == []


def test_a_full_date_in_front_leaves_the_subject_alone() -> None:
    (claim,) = claims("On June 3, 2019, North Korean hackers stole $5 million from an exchange.", "cyber_theft")
    assert (claim.actor, claim.event_start) == ("KP", date(2019, 6, 3))


def test_a_quotation_may_begin_inside_a_verb() -> None:
    (claim,) = claims('Officials say North Korean hackers have "stolen more than $200 million".', "cyber_theft")
    assert claim.amount == Decimal("200000000.00")


def test_the_accused_is_who_does_it() -> None:
    (claim,) = claims("The United States accused North Korea of selling arms to Syria.", "trade")
    assert (claim.actor, claim.target, claim.certainty) == ("KP", "SY", "alleged")


def test_a_verb_cut_by_a_time_goes_on_behind_it() -> None:
    (claim,) = claims("Kimsuky of North Korea has for months gone after think tanks.", "cyber_operation")
    assert claim.target == "think tanks"


def test_goods_taken_up_by_a_pronoun() -> None:
    (claim,) = claims("North Korean ships are loading coal at a pier and exporting it to China.", "trade")
    assert (claim.item, claim.target) == ("coal", "CN")
