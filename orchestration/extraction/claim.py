"""What extraction takes and gives: the contract of a claim as Python types.

These dataclasses are also the one definition of the raw claim tables: `warehouse.schema` derives the DuckDB columns
from them, a required field being NOT NULL. Vocabularies are in the comments beside each field; `None` means that the
text does not say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

# Ids that the contract lists for sources and for cyber groups: all else stands in a claim as the text writes it.
LISTED_SOURCES = frozenset(
    [
        "un",
        "un_security_council",
        "un_1718_committee",
        "un_panel_of_experts",
        "msmt",
        "member_state",
        "eu",
        "iaea",
        "us_treasury",
        "us_justice",
        "fbi",
        "us_state",
        "kr_jcs",
        "kr_nis",
        "jp_defence",
        "kcna",
        "chainalysis",
        "elliptic",
        "trm_labs",
        "reuters",
        "ap",
        "yonhap",
        "anonymous",
    ]
)
LISTED_GROUPS = frozenset(
    [
        "lazarus_group",
        "bluenoroff",
        "andariel",
        "kimsuky",
        "apt38",
        "tradertraitor",
    ]
)

CLAIM_TYPES = frozenset(
    [
        "weapons.launch",
        "weapons.nuclear_test",
        "weapons.capability",
        "weapons.tempo",
        "finance.cyber_theft",
        "finance.cyber_operation",
        "finance.laundering",
        "finance.trade",
        "finance.labour",
        "finance.revenue",
        "sanctions.measure",
        "sanctions.designation",
        "sanctions.delisting",
        "sanctions.decision",
    ]
)
POLARITIES = frozenset(["affirmed", "denied", "ceased"])
CERTAINTIES = frozenset(["stated", "estimated", "alleged", "possible", "planned"])
TIME_PRECISIONS = frozenset(["day", "month", "quarter", "half", "year", "range", "since", "until", "none"])


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentText:
    """One document as extraction sees it: `text` is what every offset counts code points in."""

    document_id: str
    text: str
    published_on: date
    publisher: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One thing that one document says happened, holds or does not hold; a row of `raw.claims`."""

    claim_id: str  # hash of document, type, span and ordinal on that span
    document_id: str
    claim_type: str
    quote: str
    char_start: int  # code points into the document's text
    char_end: int  # exclusive
    actor: str | None = None
    item: str | None = None
    measure: str | None = None
    flow: str | None = None  # export | import, as seen from the DPRK
    target: str | None = None
    place: str | None = None
    polarity: str = "affirmed"  # affirmed | denied | ceased
    certainty: str = "stated"  # stated | estimated | alleged | possible | planned
    quantity: float | None = None
    quantity_high: float | None = None
    quantity_unit: str | None = None
    quantity_modifier: str | None = None  # exact | at_least | more_than | at_most | less_than | about | range
    amount: Decimal | None = None
    amount_high: Decimal | None = None
    currency: str | None = None  # ISO 4217
    amount_modifier: str | None = None
    event_start: date | None = None  # inclusive
    event_end: date | None = None  # inclusive
    time_precision: str = "none"  # day | month | quarter | half | year | range | since | until | none
    asserted_by: str = "publisher"
    extractor: str = ""
    extractor_version: str = ""
    # beside the scored columns
    model: str | None = None
    ordinal: int | None = None
    ordinal_scope: str | None = None  # ever | year | month
    count_basis: str | None = None  # occasion | projectile | unclear
    # develop | produce | possess | deploy | display | site | reach | deliver | launch_from | static_test | other
    ability: str | None = None
    polarity_scope: str | None = None  # event | success | item | actor | amount | count | ability
    denial_kind: str | None = None  # denial | negative_finding | doubt | not_yet
    hedge: str | None = None
    attribution_certainty: str | None = None
    amount_role: str | None = (
        None  # stolen | attempted | seized | frozen | laundered | earned | invested | damage | ransom
    )
    amount_basis: str | None = None  # total | per_year | per_month | per_worker | share | cumulative | stock
    quantity_basis: str | None = None
    amount_converted: Decimal | None = None
    currency_converted: str | None = None
    asset_quantity: float | None = None
    asset_code: str | None = None
    method: str | None = None
    campaign: str | None = None
    counterparty: str | None = None
    measure_detail: str | None = None
    limit_period: str | None = None
    # adopted | vetoed | extended | expired | declared | continued | amended | revoked | submitted | published |
    # listed | removed
    action: str | None = None
    instrument: str | None = None
    valid_until: date | None = None
    list_id: str | None = None
    programme: str | None = None
    place_role: str | None = None  # launch_site | impact | victim | transit | work
    event_time_zone: str | None = None  # IANA name of the clock the text speaks by
    actor_id: str | None = None
    target_id: str | None = None
    origin_source: str | None = None  # end of the chain, normalised


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimSource:
    """One link of a claim's source chain; a row of `raw.claim_sources`."""

    claim_id: str
    document_id: str
    depth: int  # 0 is the publisher of the document
    source: str
    source_kind: str  # publisher | state | international_body | expert_panel | company | media | person | anonymous
    extractor: str  # two extractors may find one claim and hear different sources


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimDetail:
    """What "detail is no new claim" leaves out, tied to the claim it tells more of; a row of `raw.claim_details`."""

    claim_id: str
    document_id: str
    attribute: str  # outcome | range_km | apogee_km | flight_minutes | launch_site | impact_area | …
    value: str
    unit: str | None = None
    modifier: str | None = None
    quote: str
    char_start: int
    char_end: int
    extractor: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLink:
    """What a document itself says of two of its claims: that they speak of one thing, or plainly of two; a row of
    `raw.claim_links`.
    """

    document_id: str
    claim_id: str  # the later one in the text
    antecedent_id: str  # the earlier one that it points back to
    relation: str  # same | apart
    cue: str  # what in the wording says so: definite, pronoun, same_victim, another, …
    extractor: str
    extractor_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadSpan:
    """A sentence with a trigger but no claim, and why; a row of `raw.unread_spans`."""

    document_id: str
    quote: str
    char_start: int
    char_end: int
    trigger: str
    reason: str
    extractor: str
    extractor_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that one extractor reads in one document."""

    claims: list[Claim] = field(default_factory=list)
    sources: list[ClaimSource] = field(default_factory=list)
    details: list[ClaimDetail] = field(default_factory=list)
    unread: list[UnreadSpan] = field(default_factory=list)
    links: list[ClaimLink] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Extractor:
    """A reader of documents: `read` is a pure function; `version` covers its code and its lexicon."""

    name: str
    version: str
    read: Callable[[DocumentText], Extraction]
