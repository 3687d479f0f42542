"""Claims from elsewhere: placed in the text, filled from what is read there, never changed in what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from orchestration.extraction.claim import Claim, DocumentText, Extraction
from orchestration.extraction.given import GivenError, read_given
from orchestration.extraction.lexicon import Lexicon

TEXT = "Seoul said so.\n\nNorth Korea fired\ntwo missiles. Later it said\nthat North Korea fired two missiles."
DOCUMENT = DocumentText(document_id="d", text=TEXT, published_on=date(2022, 2, 7))
OWN = Claim(
    claim_id="own", document_id="d", claim_type="weapons.launch", quote=TEXT[16:47], char_start=16, char_end=47,
    item="srbm", quantity=2.0, quantity_unit="missile", count_basis="projectile", model="kn_23", place_role="impact",
    place="sea_of_japan",
)  # fmt: skip


def read(lexicon: Lexicon, *records: dict[str, Any], own: Claim | None = None) -> tuple[list[Claim], list[list[str]]]:
    """The claims of records, and the chain of each as "source kind"."""
    found, ids = read_given(DOCUMENT, list(records), Extraction(claims=[own] if own else []), lexicon)
    assert [c.claim_id for c in found.claims] == ids
    assert len(set(ids)) == len(ids)
    chains = [[f"{s.source} {s.source_kind}" for s in found.sources if s.claim_id == i] for i in ids]
    return found.claims, chains


def record(quote: str, **slots: Any) -> dict[str, Any]:
    """A launch as the annotation writes it."""
    return {"claim_type": "weapons.launch", "quote": quote, "item": "srbm"} | slots


@pytest.mark.parametrize(
    ("quote", "near", "start"),
    [
        ("North Korea fired two missiles", None, 16),  # other white space
        ("North Korea fired two missiles", 60, 67),  # the one nearest to the offset
        ("North Korea fired two missiles", 9999, 16),  # an offset outside the text says nothing
        ("Seoul said so.", None, 0),
    ],
)
def test_a_quote_is_found_again(lexicon: Lexicon, quote: str, near: int | None, start: int) -> None:
    (claim,), _ = read(lexicon, record(quote, char_start=near))
    assert claim.char_start == start
    assert claim.quote == TEXT[claim.char_start : claim.char_end]
    assert claim.quote.split() == quote.split()


def test_a_quote_that_is_not_there_stays_as_it_was_given(lexicon: Lexicon) -> None:
    (claim,), _ = read(lexicon, record("Pyongyang launched rockets"))
    assert claim.quote == "Pyongyang launched rockets"


def test_a_claim_of_offsets_alone_gets_its_quote(lexicon: Lexicon) -> None:
    (claim,), _ = read(lexicon, {"claim_type": "weapons.launch", "char_start": 0, "char_end": 14})
    assert claim.quote == "Seoul said so."


def test_absent_keys_are_defaults_and_numbers_are_exact_unless_said(lexicon: Lexicon) -> None:
    (claim,), chains = read(lexicon, record(TEXT[:14], quantity=2, amount=1.005, event_start="2022-02-06"))
    assert (claim.polarity, claim.certainty, claim.time_precision, claim.asserted_by) == (
        "affirmed", "stated", "none", "publisher",
    )  # fmt: skip
    assert (claim.quantity_modifier, claim.amount_modifier) == ("exact", "exact")
    assert (claim.amount, claim.event_start) == (Decimal("1.01"), date(2022, 2, 6))
    assert chains == [["publisher publisher"]]


def test_what_is_lacking_is_taken_from_what_is_read_at_that_place(lexicon: Lexicon) -> None:
    (claim,), _ = read(lexicon, record(OWN.quote, quantity=2, place="sea_of_japan"), own=OWN)
    assert (claim.count_basis, claim.model, claim.place_role) == ("projectile", "kn_23", "impact")


def test_a_column_is_not_taken_where_the_claims_differ_in_what_it_hangs_on(lexicon: Lexicon) -> None:
    (claim,), _ = read(lexicon, record(OWN.quote, item="icbm", quantity=3, quantity_unit="launch"), own=OWN)
    assert (claim.model, claim.place_role) == (None, None)
    assert claim.count_basis == "unclear"  # what "launches" counts, by the rule of extraction


def test_what_was_given_is_never_overwritten(lexicon: Lexicon) -> None:
    (claim,), _ = read(lexicon, record(OWN.quote, quantity=2, model="kn_25"), own=OWN)
    assert claim.model == "kn_25"


def test_one_claim_of_ours_serves_the_given_one_that_it_agrees_with_best(lexicon: Lexicon) -> None:
    own = replace(OWN, quantity=None, quantity_unit=None, count_basis=None)
    claims, _ = read(lexicon, record(OWN.quote, item="icbm"), record(OWN.quote, item="srbm"), own=own)
    assert [c.model for c in claims] == [None, "kn_23"]


def test_what_nothing_is_read_for_comes_from_the_words(lexicon: Lexicon) -> None:
    claims, _ = read(
        lexicon,
        {"claim_type": "weapons.nuclear_test", "quote": "its fourth nuclear test", "quantity": 1},
        {"claim_type": "sanctions.decision", "quote": "adopted resolution 2270", "item": "resolution_2270"},
        {"claim_type": "finance.cyber_theft", "quote": "stole $5", "amount": 5, "currency": "USD"},
    )
    assert [(c.ordinal, c.ordinal_scope, c.action, c.instrument, c.amount_role) for c in claims] == [
        (4, "ever", None, None, None),
        (None, None, "adopted", "resolution_2270", None),
        (None, None, None, None, "stolen"),
    ]


@pytest.mark.parametrize(
    ("given", "chain"),
    [
        ({"sources": ["publisher", "KR"], "asserted_by": "KR"}, ["publisher publisher", "KR state"]),
        ({"asserted_by": "chainalysis"}, ["publisher publisher", "chainalysis company"]),
        ({"sources": ["Jane Doe"], "asserted_by": "Jane Doe"}, ["publisher publisher", "Jane Doe person"]),
        ({"asserted_by": "two officials"}, ["publisher publisher", "two officials anonymous"]),
    ],
)
def test_a_chain_leads_from_the_publisher_to_who_asserts(
    lexicon: Lexicon, given: dict[str, Any], chain: list[str]
) -> None:
    assert read(lexicon, record(TEXT[:14], **given))[1] == [chain]


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"quote": "x"}, "no claim_type"),
        ({"claim_type": "weapons.launch", "quantity": "many"}, "quantity 'many', which is no float"),
        ({"claim_type": "weapons.launch", "amount": "a lot"}, "amount 'a lot', which is no Decimal"),
        ({"claim_type": "weapons.launch", "certainty": "sure"}, "breaks the contract: certainty"),
    ],
)
def test_what_is_no_claim_says_why(lexicon: Lexicon, wrong: dict[str, Any], told: str) -> None:
    with pytest.raises(GivenError, match=told):
        read(lexicon, wrong)
