"""Claims that somebody else has read: records in the form of CLAIMS.md, placed in the text of their document.

An absent key is its default. The columns that a record lacks beside the scored ones are taken from what our own
extractor reads at the same place, slot by slot, where it agrees with the record on what the slot hangs on.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

from orchestration.extraction.claim import Claim, ClaimSource, DocumentText, Extraction
from orchestration.extraction.claim_types.weapon_slots import basis
from orchestration.extraction.identity import numbered
from orchestration.extraction.lexicon import Entry, Lexicon, alias_parts
from orchestration.extraction.link.mentions import mention
from orchestration.extraction.tokens import tokenise
from orchestration.extraction.verify import breach

NAME = "given"

_FIELDS = [f.name for f in dataclasses.fields(Claim)]
_BESIDE = tuple(_FIELDS[_FIELDS.index("model") :])  # the columns beside the scored ones
_AGREEING = ("item", "measure", "target", "quantity", "amount", "event_start", "event_end", "polarity", "actor", "flow")
# What a column says something about: it is taken over only where both claims have the same of it.
_HANGS_ON = {
    "model": ("item",),
    "ordinal": ("quantity",),
    "ordinal_scope": ("quantity",),
    "count_basis": ("quantity",),
    "quantity_basis": ("quantity",),
    "ability": ("item",),
    "polarity_scope": ("polarity",),
    "denial_kind": ("polarity",),
    "hedge": ("certainty",),
    "amount_role": ("amount",),
    "amount_basis": ("amount",),
    "amount_converted": ("amount",),
    "currency_converted": ("amount",),
    "measure_detail": ("measure",),
    "limit_period": ("measure", "quantity"),
    "action": ("item",),
    "instrument": ("item",),
    "actor_id": ("actor",),
    "target_id": ("target",),
    "origin_source": ("asserted_by",),
    "place_role": ("place",),
}

_COUNTED = ("launch", "nuclear_test")
_ROLES = {
    "finance.cyber_theft": "stolen",
    "finance.laundering": "laundered",
    "finance.labour": "earned",
    "finance.revenue": "earned",
}


class GivenError(ValueError):
    """A record that is no claim; the message says what of it cannot be understood."""


def read_given(
    document: DocumentText, records: Sequence[Mapping[str, Any]], own: Extraction, lexicon: Lexicon
) -> tuple[Extraction, list[str]]:
    """The records as claims with their chains, and the id of each record's claim, in the order of the records.

    `own` is what our extractor reads in the document. Raises GivenError for a record that is no claim.
    """
    claims = [_claim(document, record) for record in records]
    claims = [_by_wording(claim, document.published_on) for claim in _filled(claims, own.claims)]
    ids: dict[int, str] = {}
    for claim, claim_id in numbered(claims):
        ids[id(claim)] = claim_id
    kinds = {s.source: s.source_kind for s in own.sources}
    found: list[Claim] = []
    sources: list[ClaimSource] = []
    for claim, record in zip(claims, records, strict=True):
        named = dataclasses.replace(claim, claim_id=ids[id(claim)])
        found.append(named)
        sources += _chain(named, record.get("sources"), kinds, lexicon)
    return Extraction(claims=found, sources=sources), [c.claim_id for c in found]


def _claim(document: DocumentText, record: Mapping[str, Any]) -> Claim:
    if not isinstance(record, Mapping) or not record.get("claim_type"):
        raise GivenError("is no claim: it has no claim_type")
    hints = typing.get_type_hints(Claim)
    slots = {name: _value(name, hints[name], record[name]) for name in _FIELDS if record.get(name) not in (None, "")}
    for value, modifier in (("quantity", "quantity_modifier"), ("amount", "amount_modifier")):
        if value in slots:
            slots.setdefault(modifier, "exact")
    start, end, quote = _place(
        document.text, str(record.get("quote") or ""), record.get("char_start"), record.get("char_end")
    )
    slots |= {
        "claim_id": "", "document_id": document.document_id, "quote": quote, "char_start": start, "char_end": end,
        "extractor": NAME, "extractor_version": NAME,
    }  # fmt: skip
    claim = Claim(**slots)
    broken = breach(claim, document)
    if broken not in (None, "quote_not_in_text"):  # a quote of another edition of the text still says what it says
        raise GivenError(f"breaks the contract: {broken}")
    return claim


def _value(name: str, hint: Any, value: Any) -> Any:
    """A JSON value as the column's type has it."""
    kind = next(a for a in hint.__args__ if a is not type(None)) if isinstance(hint, types.UnionType) else hint
    try:
        if kind is date:
            return date.fromisoformat(str(value)[:10])
        if kind is Decimal:
            return Decimal(str(value)).quantize(Decimal("0.01"), ROUND_HALF_UP)
        return kind(value)
    except (ValueError, TypeError, InvalidOperation):
        raise GivenError(f"has the {name} {value!r}, which is no {kind.__name__}") from None


def _place(text: str, quote: str, start: Any, end: Any) -> tuple[int, int, str]:
    """The span of a quote, white space aside, at the place nearest to the offsets; those, where it is not there."""
    near = start if isinstance(start, int) and 0 <= start <= len(text) else 0
    if not quote and isinstance(end, int) and near < end <= len(text):
        return near, end, text[near:end]
    if quote and text[near : near + len(quote)] == quote:
        return near, near + len(quote), quote
    positions = [k for k, c in enumerate(text) if not c.isspace()]
    squeezed = "".join(text[k] for k in positions)
    wanted = "".join(quote.split())
    spots: list[tuple[int, int]] = []
    at = squeezed.find(wanted) if wanted else -1
    while at >= 0:
        spots.append((positions[at], positions[at + len(wanted) - 1] + 1))
        at = squeezed.find(wanted, at + 1)
    if not spots:
        return near, min(near + len(quote), len(text)), quote
    first, last = min(spots, key=lambda s: abs(s[0] - near))
    return first, last, text[first:last]


def _filled(claims: Sequence[Claim], own: Sequence[Claim]) -> list[Claim]:
    """The claims with what they lack, each from the claim of ours that agrees with it best; none serves two where
    another would do.
    """
    pairs = sorted(
        (
            (-_agreement(claim, other), abs(claim.char_start - other.char_start), k, n)
            for k, claim in enumerate(claims)
            for n, other in enumerate(own)
            if claim.claim_type == other.claim_type and _overlap(claim, other)
        ),
    )
    partner: dict[int, int] = {}
    taken: set[int] = set()
    for again in (False, True):
        for _, _, k, n in pairs:
            if k not in partner and (again or n not in taken):
                partner[k] = n
                taken.add(n)
    return [_with_slots_of(claim, own[partner[k]]) if k in partner else claim for k, claim in enumerate(claims)]


def _agreement(claim: Claim, other: Claim) -> int:
    return sum(getattr(claim, s) == getattr(other, s) for s in _AGREEING)


def _overlap(claim: Claim, other: Claim) -> bool:
    shared = min(claim.char_end, other.char_end) - max(claim.char_start, other.char_start)
    shorter = min(claim.char_end - claim.char_start, other.char_end - other.char_start)
    return shared > 0 and 2 * shared >= shorter


def _with_slots_of(claim: Claim, other: Claim) -> Claim:
    taken = {
        name: getattr(other, name)
        for name in _BESIDE
        if getattr(claim, name) is None
        and getattr(other, name) is not None
        and all(getattr(claim, slot) == getattr(other, slot) for slot in _HANGS_ON.get(name, ()))
    }
    return dataclasses.replace(claim, **taken)


def _by_wording(claim: Claim, published_on: date) -> Claim:
    """A claim with what its own slots and words give, where our extractor reads no claim at its place."""
    worded = mention(claim, published_on)
    test, decision = claim.claim_type == "weapons.nuclear_test", claim.claim_type == "sanctions.decision"
    by_month = "month" in claim.quote.lower().split()
    derived: dict[str, Any] = {
        "count_basis": basis(dataclasses.asdict(claim)).get("count_basis") if worded.family in _COUNTED else None,
        "ordinal": worded.ordinal if test else None,
        "ordinal_scope": "ever" if test and worded.ordinal else None,
        "ability": worded.ability if claim.claim_type == "weapons.capability" else None,
        "amount_role": _ROLES.get(claim.claim_type) if claim.amount is not None else None,
        "amount_basis": "per_month" if by_month and claim.amount is not None and worded.family == "labour" else None,
        "action": worded.action if decision else None,
        "instrument": claim.item if decision and (claim.item or "").startswith("resolution_") else None,
    }
    if claim.item == "executive_order" and len(worded.acts) == 1:
        derived["instrument"] = f"eo_{next(iter(worded.acts))}"
    lacking = {name: value for name, value in derived.items() if value and getattr(claim, name) is None}
    return dataclasses.replace(claim, **lacking)


def _chain(claim: Claim, links: Any, kinds: Mapping[str, str], lexicon: Lexicon) -> Iterable[ClaimSource]:
    """The chain of a record; without one, the publisher and who asserts."""
    named = [str(s) for s in links] if isinstance(links, list) and links else ["publisher"]
    if named[0] != "publisher":
        named.insert(0, "publisher")
    if named[-1] != claim.asserted_by and claim.asserted_by != "publisher":
        named.append(claim.asserted_by)
    for depth, source in enumerate(named):
        kind = "publisher" if depth == 0 else kinds.get(source) or _kind(source, lexicon)
        yield ClaimSource(
            claim_id=claim.claim_id,
            document_id=claim.document_id,
            depth=depth,
            source=source,
            source_kind=kind,
            extractor=claim.extractor,
        )


def _kind(source: str, lexicon: Lexicon) -> str:
    """What kind of source a name is: by the lexicon, else by its form."""
    entry = lexicon.entry("source", source) or _by_alias(source, lexicon)
    if entry:
        return entry.subkind
    if len(source) == 2 and source.isupper():
        return "state"
    return "person" if source[:1].isupper() else "anonymous"  # "officials", "two experts" have no name


def _by_alias(name: str, lexicon: Lexicon) -> Entry | None:
    parts = alias_parts(tokenise(name, 0, len(name)))
    found = lexicon.aliases.get(parts[0], ()) if parts else ()
    return next((alias.entry for alias in found if alias.entry.kind == "source" and alias.parts == parts), None)
