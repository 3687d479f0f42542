"""Launches, nuclear tests, capabilities and tempo: one sentence for each form of words that the frames must read."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from orchestration.extraction.claim import Claim

Read = Callable[..., list[Claim]]


def launches(found: list[Claim]) -> set[tuple[str | None, float | None]]:
    return {(c.item, c.quantity) for c in found}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("North Korea fired a ballistic missile on Friday.", {("ballistic_missile", 1)}),
        ("Two short-range missiles were launched by North Korea.", {("srbm", 2)}),
        ("North Korea carried out nine ballistic missile launches last month.", {("ballistic_missile", 9)}),
        ("North Korea conducted a test-fire of a strategic cruise missile.", {("cruise_missile", 1)}),
        ("North Korea fired at least 23 missiles on Wednesday.", {("missile", 23)}),
        ("North Korea launched what appeared to be a submarine-launched ballistic missile.", {("slbm", 1)}),
        ("The missile that North Korea fired on Friday was a Hwasong-12.", {("irbm", None)}),
        (
            "An intercontinental ballistic missile and two short-range ones were fired by Pyongyang.",
            {("icbm", 1), ("srbm", 2)},
        ),
        (
            "North Korea's intercontinental ballistic missile launches of July 3 and July 28, 2017, were condemned.",
            {("icbm", None)},
        ),
        ("North Korea said it had put a satellite into orbit.", {("satellite_launch_vehicle", 1)}),
        ("North Korea lobbed six short-range projectiles into the sea.", {("srbm", 6)}),
        ("A missile believed to be a Hwasong-12 was sent over Japan by Pyongyang.", {("irbm", 1)}),
        ("North Korea fired a submarine-launched and two short-range missiles.", {("slbm", 1), ("srbm", 2)}),
        ("North Korea carried out seven rounds of missile launches.", {("missile", 7)}),
        ("There were six attempts by North Korea to fly the Musudan.", {("irbm", 6)}),
        ("North Korea launched two missiles on Monday, one of them an ICBM.", {("missile", 2), ("icbm", 1)}),
        ("Three ballistic missiles flew from Sunan in North Korea on Wednesday.", {("ballistic_missile", 3)}),
        ("North Korea fired one rocket. Tuesday's launch was the third this year.", {("satellite_launch_vehicle", 1)}),
    ],
)
def test_launch_forms(claims: Read, text: str, expected: set[tuple[str, float | None]]) -> None:
    assert launches(claims(text, "weapons.launch")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Japan will shoot down any North Korean missile.",
        "North Korea has the ability to launch missiles from submarines.",
        "Russia fired a ballistic missile on Friday, and North Korea watched.",
        "The U.S. missile defense system was tested against North Korea's threats.",
        "Japan put its military on alert for a possible North Korean missile launch.",
        "A North Korean nuclear test would be met with a strong response.",
    ],
)
def test_no_launch(claims: Read, text: str) -> None:
    assert claims(text, "weapons.launch") == []


def test_two_dates_are_two_claims(claims: Read) -> None:
    found = claims("The world saw North Korea's missile launches of July 3 and July 28, 2017.", "weapons.launch")
    assert [str(c.event_start) for c in found] == ["2017-07-03", "2017-07-28"]


def test_an_ordinal_is_kept(claims: Read) -> None:
    (found,) = claims("North Korea conducted its fourth nuclear test in January.", "weapons.nuclear_test")
    assert (found.quantity, found.ordinal, found.item, str(found.event_end)) == (1, 4, "nuclear_device", "2022-01-31")


def test_a_negated_pair_counts_nothing(claims: Read) -> None:
    found = claims("No nuclear tests or launches of ICBMs were reported in North Korea.")
    assert {(c.claim_type, c.polarity, c.quantity) for c in found} == {
        ("weapons.nuclear_test", "denied", None),
        ("weapons.launch", "denied", None),
    }


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "North Korea continued to develop its nuclear and ballistic missile programmes.",
            {"nuclear_programme", "missile_programme"},
        ),
        ("North Korea can mount a nuclear warhead on a missile.", {"nuclear_warhead"}),
        ("North Korea is believed to have up to 30 Musudan missiles.", {"irbm"}),
        ("North Korea tested a solid-fuel rocket engine on the ground.", {"rocket_engine"}),
        ("The allies spoke of North Korea's growing nuclear capabilities.", {"nuclear_programme"}),
    ],
)
def test_capability_forms(claims: Read, text: str, expected: set[str]) -> None:
    assert {c.item for c in claims(text, "weapons.capability")} == expected


@pytest.mark.parametrize(
    "text",
    [
        'There had been a "marked acceleration" of missile testing by Pyongyang.',
        "The leaders condemned North Korea's unprecedented number of missile launches this year.",
        "The pace of North Korea's missile testing has picked up.",
    ],
)
def test_tempo_forms(claims: Read, text: str) -> None:
    assert [c.item for c in claims(text, "weapons.tempo")] == ["missile"]


@pytest.mark.parametrize(
    ("text", "place", "role"),
    [
        ("North Korea fired a missile from Sunan on Friday.", "sunan", "launch_site"),
        ("North Korea fired a missile into the waters off its east coast.", "sea_of_japan", "impact"),
        ("North Korea sent a missile over Hokkaido.", "hokkaido", "transit"),
    ],
)
def test_places_of_launches(claims: Read, text: str, place: str, role: str) -> None:
    (found,) = claims(text, "weapons.launch")
    assert (found.place, found.place_role) == (place, role)


@pytest.mark.parametrize(
    ("text", "item", "polarity"),
    [
        ("The reactor at Yongbyon in North Korea is running again.", "fissile_material", "affirmed"),
        ("New digging was seen at the Punggye-ri test site in North Korea.", "nuclear_programme", "affirmed"),
        ("North Korea blew up the tunnels of its Punggye-ri test site.", "nuclear_programme", "ceased"),
    ],
)
def test_sites(claims: Read, text: str, item: str, polarity: str) -> None:
    assert [(c.item, c.polarity) for c in claims(text, "weapons.capability")] == [(item, polarity)]


def test_material_is_counted_in_bombs(claims: Read) -> None:
    (found,) = claims("North Korea produces enough for 15 to 20 bombs a year.", "weapons.capability")
    assert (found.item, found.quantity, found.quantity_high) == ("fissile_material", 15, 20)
