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
_JUDGED = frozenset(
    [
        "polarity_scope",
        "denial_kind",
        "amount_role",
        "amount_basis",
        "quantity_basis",
        "list_id",
        "count_basis",
        "ordinal_scope",
        "ability",
    ]
)
_SCOPE = ("this", "the", "of the", "calendar")
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
    found |= weapon(reading, claim_type, quote, slots)
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


def weapon(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """`count_basis` and `ordinal_scope` of launches and tests, `ability` and place of a capability left open."""
    text = plain(reading, *quote)
    if claim_type == "weapons.capability":
        open_ = slots.get("ability") in (None, "other")
        said = first_named(words().ability, text) if open_ else slots.get("ability")
        return {"ability": said, "place": None if slots.get("place") else _site(reading, quote, said)}
    found: dict[str, Any] = {}
    if slots.get("quantity") is not None and claim_type in ("weapons.launch", "weapons.nuclear_test"):
        rounds = any(cue in text for cue in (" rounds", " occasion", " times ", " round of"))
        found["count_basis"] = "occasion" if rounds or claim_type == "weapons.nuclear_test" else _counted(slots)
    if slots.get("ordinal") is not None:
        scopes = {"month": [f"{w} month" for w in _SCOPE], "year": [*(f"{w} year" for w in _SCOPE), "since new year"]}
        near = plain(reading, quote[0], quote[1] + 6)
        found["ordinal_scope"] = first_named(scopes, near) or slots.get("ordinal_scope") or "ever"
    return found


def _counted(slots: dict[str, Any]) -> str:
    """What a number of launches counts, by its unit and what the reader has seen."""
    given: str | None = slots.get("count_basis")
    return given or ("projectile" if slots.get("quantity_unit") == "missile" else "unclear")


def _site(reading: Reading, quote: tuple[int, int], ability: str | None) -> str | None:
    """Where a capability is seen: a place in the DPRK behind "at", "in" or "near"; what it reaches: one elsewhere."""
    for n in reading.entries(*quote, "place"):
        own = reading.lexicon.country_of(n.entry) == DPRK
        behind = set(reading.words(n.first - 2, n.first)) & {"at", "in", "near"}
        if (own and n.entry.id != DPRK and behind) or (ability == "reach" and not own):
            return n.entry.id
    return None


def measure(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """`measure_detail` and the period of a cap."""
    if claim_type != "sanctions.measure":
        return {}
    text = plain(reading, *quote)
    period = first_named(words().limit_period, text) if str(slots.get("measure")).endswith("_cap") else None
    return {"measure_detail": first_named(words().measure_detail, text), "limit_period": period}
