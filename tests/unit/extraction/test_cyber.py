"""Thefts and attacks in the forms of words that they are told in: who did it, what was taken, from whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from orchestration.extraction.claim import Claim

Read = Callable[..., list[Claim]]
THEFT, OPERATION = "finance.cyber_theft", "finance.cyber_operation"


@pytest.mark.parametrize(
    ("text", "actor", "amount", "target"),
    [
        ("North Korean hackers made off with $41 million from Bithumb.", "KP", 41, "Bithumb"),
        ("A $100 million heist at Harmony was the work of Lazarus Group.", "lazarus_group", 100, "Harmony"),
        ("CoinsPaid was relieved of $37 million by Lazarus Group hackers.", "lazarus_group", 37, "CoinsPaid"),
        ("Lazarus Group robbed Upbit of $50 million in ether.", "lazarus_group", 50, "Upbit"),
        ("The FBI accused Lazarus Group of having looted $60 million from Alphapo.", "lazarus_group", 60, "Alphapo"),
        ("Alphapo lost $60 million to the North Korean group Lazarus.", "lazarus_group", 60, "Alphapo"),
        ("North Korea netted $7 million by hacking exchanges.", "KP", 7, "exchanges"),
    ],
)
def test_a_theft_is_read_whatever_the_verb(claims: Read, text: str, actor: str, amount: int, target: str) -> None:
    (claim,) = claims(text, THEFT)
    assert (claim.actor, claim.amount, claim.target) == (actor, Decimal(amount) * 1_000_000, target)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Losses to North Korean hackers rose to $2 billion in 2021.", 2000),
        ("Hackers of North Korea accounted for half of the crypto stolen last year, or $900 million.", 900),
        ("Chainalysis links North Korean hackers to $400 million worth of stolen crypto.", 400),
        ("Attacks by North Korea on exchanges between 2017 and 2021, which brought in $3 billion, go on.", 3000),
    ],
)
def test_a_sum_of_many_thefts_is_a_claim(claims: Read, text: str, amount: int) -> None:
    (claim,) = claims(text, THEFT)
    assert (claim.actor, claim.amount) == ("KP", Decimal(amount) * 1_000_000)


def test_sums_with_a_victim_each_are_a_claim_each(claims: Read) -> None:
    found = claims("North Korean hackers stole $60 million from Alphapo and $37 million from CoinsPaid.", THEFT)
    assert {(c.target, c.amount) for c in found} == {
        ("Alphapo", Decimal("60000000.00")),
        ("CoinsPaid", Decimal("37000000.00")),
    }


def test_the_sum_of_another_year_is_a_claim_of_its_own(claims: Read) -> None:
    found = claims("North Korea's hackers stole $400 million in 2021, up from $300 million in 2020.", THEFT)
    assert {(c.amount, c.event_start) for c in found} == {
        (Decimal("400000000.00"), date(2021, 1, 1)),
        (Decimal("300000000.00"), date(2020, 1, 1)),
    }


def test_banks_and_exchanges_lose_different_things(claims: Read) -> None:
    found = claims("North Korea stole $2 billion from banks and cryptocurrency exchanges.", THEFT)
    assert {(c.item, c.target) for c in found} == {
        ("bank_funds", "banks"),
        ("cryptocurrency", "cryptocurrency exchanges"),
    }


def test_groups_that_act_together_are_a_claim_each(claims: Read) -> None:
    found = claims("Lazarus Group and APT38 stole $100 million in crypto from Harmony.", THEFT)
    assert {c.actor for c in found} == {"lazarus_group", "apt38"}


def test_an_attack_on_an_exchange_that_is_only_attributed_later_keeps_its_victim(claims: Read) -> None:
    found = claims("Hackers stole $50 million from Upbit. Investigators suspect North Korea.", THEFT)
    assert [(c.target, c.actor, c.certainty) for c in found][1:] == [("Upbit", "KP", "alleged")]


@pytest.mark.parametrize(
    ("text", "certainty"),
    [
        ("North Korea was responsible for the theft of $50 million from Upbit.", "stated"),
        ("North Korea may be behind the theft of $50 million from Upbit.", "possible"),
        ("North Korea is believed to be behind the theft of $50 million from Upbit.", "alleged"),
        ("The theft of $50 million from Upbit bears the hallmarks of Lazarus Group.", "alleged"),
        ("Elliptic traced the theft of $50 million from Upbit to Lazarus Group.", "alleged"),
    ],
)
def test_how_firmly_the_thief_is_named(claims: Read, text: str, certainty: str) -> None:
    (claim,) = claims(text, THEFT)
    assert claim.certainty == certainty


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("Kimsuky hackers broke into the servers of a hospital.", "kimsuky", "servers of a hospital"),
        ("Lazarus Group hackers have set their sights on drone makers.", "lazarus_group", "drone makers"),
        ("Ten firms fell prey to Kimsuky malware.", "kimsuky", "firms"),
        ("3CX was the victim of a compromise that CrowdStrike pins on Lazarus Group.", "lazarus_group", "3CX"),
        ("The attack on Sony Pictures was carried out by North Korea.", "KP", "Sony Pictures"),
        ("Servers running TeamCity are being attacked by Diamond Sleet.", "lazarus_group", "Servers running TeamCity"),
    ],
)
def test_an_attack_is_read_whatever_the_words(claims: Read, text: str, actor: str, target: str) -> None:
    found = claims(text, OPERATION)
    assert [(c.actor, c.target) for c in found] == [(actor, target)]


def test_data_that_hackers_take_are_an_operation(claims: Read) -> None:
    (claim,) = claims("Andariel hackers stole designs from a South Korean shipyard.", "finance.cyber")
    assert (claim.claim_type, claim.target) == (OPERATION, "South Korean shipyard")


def test_a_charge_told_before_is_denied(claims: Read) -> None:
    text = "The FBI blamed North Korea for a cyber attack on Sony Pictures. Pyongyang called the finding a fabrication."
    assert [c.target for c in claims(text, OPERATION) if c.polarity == "denied"] == ["Sony Pictures"]


@pytest.mark.parametrize(
    "text",
    [
        "Users who fear North Korean hackers should keep their coins in a hardware wallet.",
        "What would happen if North Korea emptied an exchange?",
        "Officials held a working group on North Korean cyber threats.",
        "North Korea's athletes stole the show. Hackers were not mentioned.",
        "Chinese hackers breached a water utility. North Korea was not named in the advisory.",
    ],
)
def test_talk_of_hackers_is_no_claim(claims: Read, text: str) -> None:
    assert claims(text, "finance.cyber") == []
