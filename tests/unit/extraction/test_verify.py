"""No extractor, installed by whomever, gets a claim past the text and the contract."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from orchestration.extraction.claim import Claim, ClaimDetail, ClaimSource, DocumentText, Extraction, Extractor
from orchestration.extraction.verify import verified

TEXT = "North Korea fired a missile. Seoul said so."
DOCUMENT = DocumentText(document_id="d", text=TEXT, published_on=date(2022, 2, 7))
READER = Extractor(name="other", version="7", read=lambda _: Extraction())
CLAIM = Claim(
    claim_id="mine",
    document_id="d",
    claim_type="weapons.launch",
    quote=TEXT[:27],
    char_start=0,
    char_end=27,
    asserted_by="KR",
)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"quote": "North Korea launched a missile"}, "quote_not_in_text"),
        ({"char_start": 1}, "quote_not_in_text"),
        ({"char_end": 4000}, "quote_not_in_text"),
        ({"char_start": 27, "char_end": 27, "quote": ""}, "quote_not_in_text"),
        ({"claim_type": "weapons.parade"}, "claim_type"),
        ({"polarity": "maybe"}, "polarity"),
        ({"certainty": "sure"}, "certainty"),
        ({"time_precision": "decade"}, "time_precision"),
        ({"document_id": "another"}, "document"),
        ({"event_start": date(2022, 2, 2), "event_end": date(2022, 2, 1)}, "event_time"),
    ],
)
def test_a_claim_that_breaks_the_contract_is_kept_as_unread_and_says_why(changes: dict[str, Any], reason: str) -> None:
    read = verified(READER, DOCUMENT, Extraction(claims=[replace(CLAIM, **changes), CLAIM]))
    assert [c.quote for c in read.claims] == [CLAIM.quote]
    (span,) = read.unread
    assert span.reason == f"breaks_contract:{reason}"
    assert TEXT[span.char_start : span.char_end] == span.quote


def test_rows_carry_the_name_and_version_of_who_read_them_whatever_they_say_themselves() -> None:
    sources = [
        ClaimSource(claim_id="mine", document_id="d", depth=n, source=s, source_kind=k, extractor="cascade")
        for n, (s, k) in enumerate([("publisher", "publisher"), ("KR", "state")])
    ]
    read = verified(READER, DOCUMENT, Extraction(claims=[replace(CLAIM, extractor="cascade")], sources=sources))
    (claim,) = read.claims
    assert (claim.extractor, claim.extractor_version) == ("other", "7")
    assert [(s.claim_id, s.extractor, s.source_kind) for s in read.sources] == [
        (claim.claim_id, "other", "publisher"),
        (claim.claim_id, "other", "state"),
    ]


@pytest.mark.parametrize("depths", [(), (0,), (1,), (0, 2), (0, 0)])
def test_a_chain_that_does_not_lead_to_who_asserts_is_made_from_who_asserts(depths: tuple[int, ...]) -> None:
    sources = [
        ClaimSource(
            claim_id="mine", document_id="d", depth=n, source="publisher", source_kind="publisher", extractor=""
        )
        for n in depths
    ]
    read = verified(READER, DOCUMENT, Extraction(claims=[CLAIM], sources=sources))
    assert [(s.depth, s.source) for s in read.sources] == [(0, "publisher"), (1, "KR")]


def test_two_claims_of_a_type_on_a_span_have_ids_of_their_own_in_any_order() -> None:
    claims = [replace(CLAIM, item="icbm"), replace(CLAIM, item="srbm")]
    ids = [c.claim_id for c in verified(READER, DOCUMENT, Extraction(claims=claims)).claims]
    turned = [c.claim_id for c in verified(READER, DOCUMENT, Extraction(claims=claims[::-1])).claims]
    assert ids == turned
    assert len(set(ids)) == 2


def test_a_detail_whose_words_are_not_in_the_text_is_left_out() -> None:
    detail = ClaimDetail(
        claim_id="mine",
        document_id="d",
        attribute="outcome",
        value="failed",
        quote="missile",
        char_start=20,
        char_end=27,
        extractor="",
    )
    read = verified(READER, DOCUMENT, Extraction(claims=[CLAIM], details=[detail, replace(detail, char_start=19)]))
    assert [(d.claim_id, d.extractor, d.char_start) for d in read.details] == [(read.claims[0].claim_id, "other", 20)]
