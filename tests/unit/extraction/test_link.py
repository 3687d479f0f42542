"""What a document ties together by its wording, and what it tells apart; each test names the mistake it prevents."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extraction import installed
from orchestration.extraction.claim import Claim, ClaimLink, DocumentText, Extraction, Extractor
from orchestration.extraction.extractor import version_of
from orchestration.extraction.identity import numbered
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.link import link_claims, links_version

PUBLISHED = date(2022, 2, 7)
Told = tuple[str, str, dict[str, Any]]  # sentence, claim type, slots
Linker = Callable[..., set[tuple[int, int, str, str]]]


def on(day: date) -> dict[str, Any]:
    """The time of a claim that names a day."""
    return {"event_start": day, "event_end": day, "time_precision": "day"}


def _document(told: tuple[Told, ...]) -> tuple[DocumentText, list[Claim]]:
    """A text of sentences, each with one claim that takes the whole of it; the same sentence twice is one span."""
    text = " ".join(dict.fromkeys(sentence for sentence, _, _ in told))
    document = DocumentText(document_id="d", text=text, published_on=PUBLISHED)
    drafts = [
        Claim(
            claim_id="", document_id="d", claim_type=claim_type, quote=sentence,
            char_start=text.index(sentence), char_end=text.index(sentence) + len(sentence),
            **{"actor": "KP"} | slots,
        )
        for sentence, claim_type, slots in told
    ]  # fmt: skip
    ids = {id(claim): claim_id for claim, claim_id in numbered(drafts)}
    return document, [
        Claim(**{name: getattr(c, name) for name in Claim.__slots__} | {"claim_id": ids[id(c)]}) for c in drafts
    ]


@pytest.fixture
def links(lexicon: Lexicon) -> Linker:
    """(number of a claim, number of its antecedent, relation, cue) of sentences told in this order."""

    def linked(*told: Told) -> set[tuple[int, int, str, str]]:
        document, claims = _document(told)
        at = {claim.claim_id: n for n, claim in enumerate(claims)}
        return {
            (at[x.claim_id], at[x.antecedent_id], x.relation, x.cue) for x in link_claims(document, claims, lexicon)
        }

    return linked


LAUNCH = "weapons.launch"
TEST = "weapons.nuclear_test"
THEFT = "finance.cyber_theft"
FIRED = ("North Korea fired a missile on Sunday.", LAUNCH, {"item": "missile", "quantity": 1.0, **on(date(2022, 2, 6))})


class TestEvents:
    """Launches and tests."""

    def test_the_launch_is_the_launch_of_the_story_and_not_the_one_named_last(self, links: Linker) -> None:
        earlier = ("In May 2021 it had sent up a rocket.", LAUNCH, {"item": "missile", "event_start": date(2021, 5, 1),
                   "event_end": date(2021, 5, 31), "time_precision": "month", "quantity": 1.0})  # fmt: skip
        found = links(FIRED, earlier, ("Tokyo said the launch had failed.", LAUNCH, {"item": "missile"}))
        assert found == {(2, 0, "same", "definite")}

    def test_what_another_source_says_without_a_day_is_the_launch_of_the_story(self, links: Linker) -> None:
        told = ("Tokyo spoke of a ballistic missile.", LAUNCH, {"item": "ballistic_missile", "quantity": 1.0})
        assert links(FIRED, told) == {(1, 0, "same", "only_event")}

    def test_two_days_are_two_events_whatever_the_wording(self, links: Linker) -> None:
        other = ("The launch of Friday went unnoticed.", LAUNCH, {"item": "missile", **on(date(2022, 2, 4))})
        assert links(FIRED, other) == {(1, 0, "apart", "other_day")}

    def test_another_missile_is_not_the_one_before(self, links: Linker) -> None:
        found = links(FIRED, ("Another missile fell into the sea.", LAUNCH, {"item": "missile", "quantity": 1.0}))
        assert found == {(1, 0, "apart", "another")}

    def test_the_second_missile_is_not_the_first(self, links: Linker) -> None:
        found = links(
            ("The first missile broke up.", LAUNCH, {"item": "missile", "quantity": 1.0}),
            ("The second missile flew on.", LAUNCH, {"item": "missile", "quantity": 1.0}),
            ("Seoul tracked the first missile, too.", LAUNCH, {"item": "missile", "quantity": 1.0}),
        )
        assert found == {
            (1, 0, "apart", "other_number"),
            (2, 1, "apart", "other_number"),
            (2, 0, "same", "same_number"),
        }

    def test_a_numbered_test_is_the_same_wherever_its_number_stands(self, links: Linker) -> None:
        year = {"event_start": date(2022, 1, 1), "event_end": PUBLISHED, "time_precision": "range"}
        found = links(
            ("It held its fourth nuclear test this year.", TEST, {"item": "nuclear_device", "quantity": 1.0, **year}),
            ("The fifth has not come.", TEST, {"item": "nuclear_device", "polarity": "denied"}),
            ("Its fourth nuclear test shook Kilju.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
        )
        assert found == {
            (1, 0, "apart", "other_number"),
            (2, 1, "apart", "other_number"),
            (2, 0, "same", "same_ordinal"),
        }

    def test_tests_of_unequal_number_are_two(self, links: Linker) -> None:
        found = links(
            ("Its third nuclear test was small.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
            ("Its fourth nuclear test was not.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
        )
        assert found == {(1, 0, "apart", "other_number")}

    def test_the_test_site_is_no_test(self, links: Linker) -> None:
        found = links(
            ("It tested a device in 2009.", TEST, {"item": "nuclear_device", "quantity": 1.0,
             "event_start": date(2009, 1, 1), "event_end": date(2009, 12, 31), "time_precision": "year"}),
            ("A device went off on Sunday.", TEST, {"item": "nuclear_device", "quantity": 1.0, **on(date(2022, 2, 6))}),
            ("A device had been set off at the test site.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
        )  # fmt: skip
        assert found == {(2, 1, "same", "only_event")}

    def test_a_count_over_a_month_is_not_the_event_inside_it(self, links: Linker) -> None:
        month = {"event_start": date(2022, 2, 1), "event_end": PUBLISHED, "time_precision": "range"}
        assert not links(FIRED, ("It fired four this month.", LAUNCH, {"item": "missile", "quantity": 4.0, **month}))

    def test_what_never_happened_is_no_event(self, links: Linker) -> None:
        never = ("It has never flown the missile well.", LAUNCH, {"item": "missile", "polarity": "denied"})
        assert not links(FIRED, never)

    def test_what_might_come_is_not_what_came(self, links: Linker) -> None:
        might = {"item": "missile", "quantity": 1.0, "certainty": "possible"}
        assert not links(FIRED, ("It might launch a missile before the congress.", LAUNCH, might))

    def test_an_earlier_test_by_its_number_is_not_the_one_told_by_its_month(self, links: Linker) -> None:
        month = {"event_start": date(2016, 1, 1), "event_end": date(2016, 1, 31), "time_precision": "month"}
        assert not links(
            ("It tested a bomb in January 2016.", TEST, {"item": "nuclear_device", "quantity": 1.0, **month}),
            ("Its third nuclear test had been smaller.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
        )

    def test_a_day_in_washington_is_the_next_one_in_seoul(self, links: Linker) -> None:
        american = {"item": "missile", **on(date(2022, 2, 5)), "event_time_zone": "America/New_York"}
        found = links(FIRED, ("The missile was launched on Saturday evening.", LAUNCH, american))
        assert found == {(1, 0, "same", "same_day")}

    def test_a_habit_is_no_event(self, links: Linker) -> None:
        assert not links(FIRED, ("It often fires missiles.", LAUNCH, {"item": "missile"}))

    def test_two_classes_are_two_events_of_one_day(self, links: Linker) -> None:
        day = on(date(2022, 2, 6))
        assert not links(
            ("It fired an SRBM.", LAUNCH, {"item": "srbm", "quantity": 1.0, **day}),
            ("It fired an ICBM.", LAUNCH, {"item": "icbm", "quantity": 1.0, **day}),
        )


class TestThefts:
    """Attacks and thefts, which are one family: a theft is an attack too."""

    def test_one_victim_under_two_wordings_is_one_theft(self, links: Linker) -> None:
        found = links(
            ("Hackers took $81 million from Bangladesh Bank.", THEFT, {"target": "Bangladesh Bank",
             "amount": Decimal(81000000), "currency": "USD"}),
            ("The group broke into Bangladesh's central bank.", "finance.cyber_operation",
             {"target": "Bangladesh's central bank", "actor": "lazarus_group"}),
        )  # fmt: skip
        assert found == {(1, 0, "same", "same_party")}

    def test_a_day_told_once_holds_however_often_the_theft_is_told(self, links: Linker) -> None:
        victim = {"target": "Upbit"}
        told = [(f"Upbit was robbed, said source {n}.", THEFT, victim) for n in range(9)]
        told.insert(2, ("It robbed Upbit on Sunday.", THEFT, {**victim, **on(date(2022, 2, 6))}))
        found = links(*told, ("It robbed Upbit in 2019.", THEFT, {**victim, **on(date(2019, 11, 27))}))
        assert {one for one, _, relation, _ in found if relation == "same"} == set(range(1, 10))

    def test_two_victims_are_two_thefts(self, links: Linker) -> None:
        assert not links(
            ("It robbed Coincheck.", THEFT, {"target": "Coincheck"}),
            ("The theft hit Upbit.", THEFT, {"target": "Upbit"}),
        )

    def test_the_same_victim_years_earlier_is_another_theft(self, links: Linker) -> None:
        found = links(
            ("It took 54 million from Upbit.", THEFT, {"target": "Upbit", "amount": Decimal(54), "currency": "KRW"}),
            ("Years earlier it took 58 million from Upbit.", THEFT, {"target": "Upbit", "amount": Decimal(58),
             "currency": "KRW", **on(date(2019, 11, 27))}),
        )  # fmt: skip
        assert not found

    def test_a_sum_of_many_thefts_is_not_one_of_them(self, links: Linker) -> None:
        year = {"event_start": date(2021, 1, 1), "event_end": date(2021, 12, 31), "time_precision": "year"}
        money = {"currency": "USD", **year}
        assert not links(
            ("It stole $400 million in 2021.", THEFT, {"amount": Decimal(400), **money}),
            ("It stole $90 million from Liquid in 2021.", THEFT, {"target": "Liquid", "amount": Decimal(90), **money}),
        )

    def test_two_counts_of_one_year_are_two_figures_of_one_sum(self, links: Linker) -> None:
        year = {"event_start": date(2021, 1, 1), "event_end": date(2021, 12, 31), "time_precision": "year"}
        found = links(
            ("One firm counts $660 for 2021.", THEFT, {"amount": Decimal(660), "currency": "USD", **year}),
            ("Another put it at $1000.", THEFT, {"amount": Decimal(1000), "currency": "USD", **year}),
        )
        assert found == {(1, 0, "same", "same_period")}

    def test_half_of_the_money_is_a_share_of_its_own(self, links: Linker) -> None:
        laundering = "finance.laundering"
        assert not links(
            ("They moved it through Tornado Cash.", laundering, {"target": "Tornado Cash"}),
            ("Half of the funds had been cashed out by then.", laundering, {"quantity": 50.0}),
        )

    def test_two_who_did_it_together_did_one_thing(self, links: Linker) -> None:
        slots = {"target": "Upbit", "amount": Decimal(58), "currency": "USD"}
        sentence = "Lazarus and Andariel robbed Upbit of $58."
        found = links(
            (sentence, THEFT, {**slots, "actor": "lazarus_group"}), (sentence, THEFT, {**slots, "actor": "andariel"})
        )
        assert len(found) == 1
        assert {(relation, cue) for _, _, relation, cue in found} == {("same", "same_sentence")}

    def test_the_attack_takes_up_what_was_told_with_that_noun(self, links: Linker) -> None:
        operation = "finance.cyber_operation"
        found = links(
            ("An attack crippled a fintech company.", operation, {"target": "fintech company", "quantity": 1.0}),
            ("Experts laid the attack at its door.", operation, {"actor": "UNC1069"}),
        )
        assert found == {(1, 0, "same", "definite")}


class TestOthers:
    """Measures, designations, decisions, abilities, practices."""

    def test_a_counted_part_of_a_trade_is_not_the_practice(self, links: Linker) -> None:
        coal = {"item": "coal", "flow": "export", "target": "China"}
        counted = {**coal, "quantity": 800000.0, "event_start": date(2018, 1, 1), "event_end": date(2018, 12, 31)}
        found = links(
            ("It sells coal to China.", "finance.trade", coal),
            ("In 2018 it sold China 800,000 tonnes.", "finance.trade", counted),
            ("The coal trade with China goes on.", "finance.trade", coal),
        )
        assert found == {(2, 0, "same", "same_party")}

    def test_goods_of_one_list_are_measures_of_their_own(self, links: Linker) -> None:
        sentence = "The Council banned coal and iron."
        ban = {"actor": "un_security_council", "measure": "export_ban"}
        assert not links(
            (sentence, "sanctions.measure", {**ban, "item": "coal"}),
            (sentence, "sanctions.measure", {**ban, "item": "iron"}),
        )

    def test_the_next_period_of_a_limit_is_the_same_measure(self, links: Linker) -> None:
        cap = {"actor": "un_security_council", "measure": "import_cap", "item": "refined_petroleum"}
        found = links(
            ("Deliveries are capped until December.", "sanctions.measure", {**cap, "event_start": date(2017, 10, 1),
             "event_end": date(2017, 12, 31), "time_precision": "range", "quantity": 5e5}),
            ("From January on another number holds.", "sanctions.measure", {**cap, "event_start": date(2018, 1, 1),
             "time_precision": "since", "quantity": 2e6}),
        )  # fmt: skip
        assert found == {(1, 0, "same", "same_measure")}

    def test_standing_sanctions_are_not_the_round_of_last_month(self, links: Linker) -> None:
        regime = {"actor": "un_security_council", "measure": "regime"}
        month = {"event_start": date(2022, 1, 1), "event_end": date(2022, 1, 31), "time_precision": "month"}
        assert not links(
            ("The Council imposed tough sanctions in January.", "sanctions.measure", {**regime, **month}),
            ("North Korea is under U.N. sanctions.", "sanctions.measure", regime),
        )

    def test_one_ability_told_twice_is_one_and_another_is_not(self, links: Linker) -> None:
        warhead = {"item": "nuclear_warhead", "ability": "deliver"}
        found = links(
            ("It can mount a warhead.", "weapons.capability", warhead),
            ("It keeps sixty warheads.", "weapons.capability", {"item": "nuclear_warhead", "ability": "possess"}),
            ("Seoul doubts that it can mount one.", "weapons.capability", {**warhead, "polarity": "denied"}),
        )
        assert found == {(2, 0, "same", "same_ability")}

    def test_an_order_cited_is_not_its_continuation(self, links: Linker) -> None:
        order = {"item": "executive_order", "actor": "US"}
        found = links(
            ("Executive Order 13466 declared an emergency.", "sanctions.decision", order),
            ("He continued the emergency of Executive Order 13466.", "sanctions.decision", order),
            ("It is necessary to continue Executive Order 13466.", "sanctions.decision", order),
        )
        assert found == {(2, 1, "same", "same_act")}

    def test_a_party_listed_by_two_states_is_two_designations(self, links: Linker) -> None:
        assert not links(
            ("Washington listed Kim Jong-un.", "sanctions.designation", {"target": "Kim Jong-un", "actor": "US"}),
            ("Seoul listed Kim Jong-un.", "sanctions.designation", {"target": "Kim Jong-un", "actor": "KR"}),
        )


@settings(max_examples=30, deadline=None)
@given(order=st.permutations(range(6)))
def test_any_order_of_the_claims_gives_the_same_links(lexicon: Lexicon, order: list[int]) -> None:
    document, claims = _document(
        (
            FIRED,
            ("Tokyo spoke of a ballistic missile.", LAUNCH, {"item": "ballistic_missile", "quantity": 1.0}),
            ("Another missile fell into the sea.", LAUNCH, {"item": "missile", "quantity": 1.0}),
            ("It robbed Coincheck.", THEFT, {"target": "Coincheck"}),
            ("The theft from Coincheck was large.", THEFT, {"target": "Coincheck"}),
            ("Its fourth nuclear test shook Kilju.", TEST, {"item": "nuclear_device", "quantity": 1.0}),
        )
    )

    def key(link: ClaimLink) -> tuple[str, str]:
        return link.claim_id, link.antecedent_id

    expected = sorted(link_claims(document, claims, lexicon), key=key)
    assert len(expected) == 3
    assert sorted(link_claims(document, [claims[n] for n in order], lexicon), key=key) == expected


def test_a_list_of_a_thousand_acts_makes_no_more_rows_than_acts(lexicon: Lexicon) -> None:
    told = [
        (f"A missile flew on day {n}.", LAUNCH, {"item": "missile", **on(date.fromordinal(730000 + n))})
        for n in range(999)
    ]
    document, claims = _document(tuple(told))
    assert len(link_claims(document, claims, lexicon)) < len(claims)


def test_the_version_of_links_names_their_code_and_words() -> None:
    assert len(links_version()) == 8


def test_claims_of_any_installed_extractor_are_linked_and_its_version_says_by_what(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    document, claims = _document((FIRED, ("The launch had failed.", LAUNCH, {"item": "missile"})))
    other = Extractor(name="other", version="1", read=lambda _: Extraction(claims=claims))
    point = SimpleNamespace(name="other", value="other:build", load=lambda: lambda _: other)
    monkeypatch.setattr(installed, "entry_points", lambda group: [point])
    (extractor,) = installed.installed_extractors(lexicon)
    assert extractor.version == f"1+{links_version()}"
    (link,) = extractor.read(document).links
    assert (link.relation, link.cue, link.extractor, link.extractor_version) == (
        "same", "definite", "other", extractor.version,
    )  # fmt: skip


def test_our_own_version_covers_links_as_it_is(lexicon: Lexicon) -> None:
    (own,) = [e for e in installed.installed_extractors(lexicon) if e.name == "cascade"]
    assert own.version == version_of(lexicon)
