"""All columns beside the scored ones that a reader of a claim type has left open."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.attribution import Report
from orchestration.extraction.columns.acts import instrument, listing, valid_until
from orchestration.extraction.columns.clock import clock_of
from orchestration.extraction.columns.denials import denial
from orchestration.extraction.columns.hedges import hedge
from orchestration.extraction.columns.sums import count_columns, money_columns, token_columns
from orchestration.extraction.columns.words import first_named, plain, words
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

# What is judged again here where a reader has given a first guess.
_JUDGED = frozenset(["polarity_scope", "denial_kind", "amount_role", "amount_basis", "quantity_basis", "list_id"])
_PLACED = {"finance.labour": "work", "finance.cyber_theft": "victim", "finance.cyber_operation": "victim"}


def beside(
    reading: Reading,
    claim_type: str,
    i: int,
    quote: tuple[int, int],
    slots: dict[str, Any],
    reports: list[Report],
    publisher: str | None,
) -> dict[str, Any]:
    """Values by column for a claim read at token `i` with its scored columns in `slots`, `asserted_by` among them;
    `reports` cover it. A column that a reader has filled is left as it is, save those that are judged here.
    """
    act = slots.get("instrument") or instrument(reading, claim_type, i, slots)
    found: dict[str, Any] = {"instrument": act}
    found |= denial(reading, claim_type, i, quote, slots)
    found |= money_columns(reading, claim_type, i, quote, slots)
    found["quantity_basis"] = count_columns(reading, claim_type, i, quote, slots)
    found |= token_columns(reading, claim_type, quote, slots)
    found["method"] = method(reading, claim_type, quote)
    found["campaign"] = campaign(reading, claim_type, quote)
    found["valid_until"] = valid_until(reading, claim_type, quote, slots)
    found |= listing(reading, claim_type, slots, act)
    found |= measure(reading, claim_type, quote, slots)
    found |= placed(reading, claim_type, quote, slots)
    found["event_time_zone"] = clock_of(
        reading, claim_type, slots.get("time_precision", "none"), slots.get("asserted_by", "publisher"), publisher
    )
    found["hedge"] = hedge(reading, i, quote, slots | found, reports)
    return {
        column: value
        for column, value in found.items()
        if value is not None and (slots.get(column) is None or column in _JUDGED)
    }


def placed(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """Where workers are or victims sit, with the role of the place: "in Russia", never the DPRK."""
    role = _PLACED.get(claim_type)
    if role is None:
        return {}
    if slots.get("place"):
        return {"place_role": role}
    for n in reading.entries(*quote, "place"):
        behind = set(reading.words(n.first - 2, n.first)) & ({"in", "to"} if role == "work" else {"in"})
        if behind and reading.lexicon.country_of(n.entry) != DPRK and n.entry.id != DPRK:
            return {"place": n.entry.id, "place_role": role}
    return {}


def method(reading: Reading, claim_type: str, quote: tuple[int, int]) -> str | None:
    """How it was done, by the words of the quote, then of the sentence; by the kind of service that is named."""
    lists = next((v for prefix, v in words().method.items() if claim_type.startswith(prefix)), None)
    if lists is None:
        return None
    for first, last in (quote, (0, len(reading.tokens))):
        said = first_named(lists, plain(reading, first, last))
        if "mixer" in lists and said in (None, "exchange"):
            kinds = {n.entry.id: n.entry.subkind for n in reading.entries(first, last, "party")}
            if "mixer" in kinds.values():
                return "mixer"
            if "thorchain" in kinds:
                return "bridge"
        if said is not None:
            return said
    return None


def campaign(reading: Reading, claim_type: str, quote: tuple[int, int]) -> str | None:
    """A named campaign or piece of malware in the quote, else in the sentence."""
    if not claim_type.startswith("finance."):
        return None
    for first, last in (quote, (0, len(reading.tokens))):
        named = [n for n in reading.entries(first, last, "party") if n.entry.subkind == "campaign"]
        if named:
            return reading.text(named[0].first, named[0].last)
    return None


def measure(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """`measure_detail` and the period of a cap."""
    if claim_type != "sanctions.measure":
        return {}
    text = plain(reading, *quote)
    period = first_named(words().limit_period, text) if str(slots.get("measure")).endswith("_cap") else None
    return {"measure_detail": first_named(words().measure_detail, text), "limit_period": period}
