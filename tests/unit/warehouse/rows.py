"""Rows of the raw tables with everything filled in, for tests to vary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from orchestration.extraction.claim import (
    Claim,
    ClaimDetail,
    ClaimLink,
    ClaimSource,
    DocumentText,
    Extraction,
    Extractor,
    UnreadSpan,
)
from orchestration.warehouse import schema

NOW = datetime(2026, 1, 1, 12)


def document(identifier: str, **changes: Any) -> schema.Document:
    """A document with this id."""
    made = schema.Document(
        document_id=identifier,
        byte_count=10,
        format="plain_text",
        parser_version="1",
        title="A title",
        publisher="Example Wire",
        published_on=date(2022, 2, 7),
        published_on_basis="front_matter",
        language="en",
        url=None,
        synthetic=True,
        text=f"Text of {identifier}.",
        ingested_at=NOW,
    )
    return replace(made, **changes)


def sighting(identifier: str, uri: str, seen_at: datetime = NOW) -> schema.Sighting:
    """These bytes seen at this address."""
    return schema.Sighting(document_id=identifier, uri=uri, source="test", seen_at=seen_at, run_id="run-1")


def rejection(identifier: str, uri: str = "file:///x", **changes: Any) -> schema.Rejection:
    """Bytes that could not be read."""
    made = schema.Rejection(
        document_id=identifier,
        uri=uri,
        source="test",
        reason="empty",
        advice="Give a file with text in it.",
        byte_count=0,
        parser_version="1",
        rejected_at=NOW,
    )
    return replace(made, **changes)


def extraction(document_text: DocumentText, claims: int, extractor: Extractor) -> Extraction:
    """What `extractor` might read in a document: so many claims, each with a chain, a detail and an unread span."""
    identifier = document_text.document_id
    ids = [f"{identifier}-{n}" for n in range(claims)]
    named = {"extractor": extractor.name, "extractor_version": extractor.version}
    span = {"document_id": identifier, "quote": "Text", "char_start": 0, "char_end": 4}
    return Extraction(
        claims=[Claim(claim_id=i, claim_type="weapons.launch", amount=Decimal("1.50"), **span, **named) for i in ids],
        sources=[
            ClaimSource(
                claim_id=i,
                document_id=identifier,
                depth=depth,
                source="publisher",
                source_kind="publisher",
                extractor=extractor.name,
            )
            for i in ids
            for depth in (0, 1)
        ],
        details=[
            ClaimDetail(claim_id=i, attribute="range_km", value="800", extractor=extractor.name, **span) for i in ids
        ],
        links=[
            ClaimLink(
                document_id=identifier, claim_id=i, antecedent_id=ids[0], relation="same", cue="definite", **named
            )
            for i in ids[1:]
        ],
        unread=[
            UnreadSpan(**(span | {"char_start": n}), trigger="fired", reason="no_slot", **named) for n in range(claims)
        ],
    )
