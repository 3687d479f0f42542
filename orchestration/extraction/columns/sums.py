"""What a sum or a count of a finance claim is: its role, what it is a total of, and the tokens it was."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.columns.words import plain
from orchestration.extraction.mentions import Money, token_code
from orchestration.extraction.reading import Reading

_ROLE = {
    "finance.cyber_theft": "stolen",
    "finance.laundering": "laundered",
    "finance.labour": "earned",
    "finance.revenue": "earned",
}
_EARNS = (" earn", " revenue", " income", " brought in", " fetch", " proceeds", " profit", " made ", " bring ", " net ")
_YEARLY = (" a year ", " per year", " annual", " each year", " every year", " yearly", " per annum")
_MONTHLY = (" a month ", " per month", " monthly", " each month", " every month")
_EACH = (
    " each ",
    " per worker",
    " per person",
    " a head ",
    " apiece",
    " some of them ",
    " per head",
    " a worker",
    " an individual",
)
_SO_FAR = (
    *(
        " so far ",
        " to date ",
        " running total",
        " cumulative",
        " altogether",
        " in all ",
        " all told",
        " over the years",
    ),
    *(" since ", " brings to ", " bringing to ", " bringing the total", " brings the total", " lifetime "),
)
_STOCK_UNITS = frozenset({"worker", "person", "labourer", "laborer"})
_MOVES = (" sent ", " send ", " dispatch", " went ", " arriv", " expel", " repatriat", " return", " issued", " sends ")


def money_columns(
    reading: Reading, claim_type: str, i: int, quote: tuple[int, int], slots: dict[str, Any]
) -> dict[str, Any]:
    """`amount_role` and `amount_basis` of a claim with a sum."""
    if slots.get("amount") is None or not claim_type.startswith("finance."):
        return {}
    money = next((m for m in reading.money if m.amount == slots["amount"]), None)
    part = plain(reading, *quote)
    role = slots.get("amount_role") or _ROLE.get(claim_type)
    if role is None and any(cue in part for cue in _EARNS):
        role = "earned"
    return {
        "amount_role": _narrower(reading, money, part) or role,
        "amount_basis": _basis(reading, money, claim_type, i, part, slots),
    }


def _narrower(reading: Reading, money: Money | None, part: str) -> str | None:
    """ "extorted", "recovered": what happened to the sum, where it is not what the type of the claim says."""
    if " ransom " in part or " extort" in part:
        return "ransom"
    if money is None:
        return None
    for verb in reading.parse.verbs:
        holds = verb.subject if verb.passive else verb.object
        if holds is None or not holds[0] <= money.first < holds[1]:
            continue
        if verb.lemma in ("recover", "seize", "confiscate", "forfeit", "retrieve"):
            return "seized"
        if verb.lemma in ("freeze", "unfreeze", "block"):
            return "frozen"
    return None


def _basis(
    reading: Reading, money: Money | None, claim_type: str, i: int, part: str, slots: dict[str, Any]
) -> str | None:
    first, last = (money.first, money.last) if money else (i, i)
    near = plain(reading, max(first - 4, 0), last + 5)
    behind, before = plain(reading, last, last + 6), plain(reading, max(first - 8, 0), first)
    if any(cue in part or cue in near for cue in _EACH) and claim_type == "finance.labour":
        return "per_worker"
    if any(cue in near for cue in _MONTHLY):
        return "per_month"
    if any(cue in near for cue in _YEARLY):
        return "per_year"
    if _share(reading, first, last, before, behind):
        return "share"
    if _gathered(reading, i, part, slots):
        return "cumulative"
    return "total"


def _share(reading: Reading, first: int, last: int, before: str, behind: str) -> bool:
    """ "61 percent of the total, or $1.3 billion", "$1.1 billion of the 2022 total"."""
    if behind.startswith(" of the ") and (" total " in behind or " sum " in behind or " amount " in behind):
        return True
    said_again = reading.words(first - 1, first) == ["or"] or reading.words(first - 2, first - 1) == ["or"]
    percent = any(t.word in ("percent", "%", "per") for t in reading.tokens[max(first - 14, 0) : first])
    return said_again and percent


def _gathered(reading: Reading, i: int, part: str, slots: dict[str, Any]) -> bool:
    """Whether a figure has grown until the text was written: "so far", "since", or a perfect without a time and a
    single victim.
    """
    if slots.get("time_precision") == "since" or any(cue in part for cue in _SO_FAR):
        return True
    verb = next((v for v in reading.parse.verbs if v.first <= i < v.last), None)
    undated = slots.get("time_precision", "none") == "none"
    return verb is not None and verb.perfect and not verb.passive and undated and not slots.get("target_id")


def count_columns(
    reading: Reading, claim_type: str, i: int, quote: tuple[int, int], slots: dict[str, Any]
) -> str | None:
    """`quantity_basis` of a finance claim with a count."""
    if slots.get("quantity") is None or not claim_type.startswith("finance."):
        return None
    part = plain(reading, *quote)
    if slots.get("quantity_unit") == "percent":
        return "share"
    number = next((n for n in reading.numbers if n.value == slots["quantity"] and not n.ordinal), None)
    if number is not None:
        near = plain(reading, max(number.first - 3, 0), number.last + 7)
        if any(cue in near for cue in _YEARLY) and " within a year" not in near:
            return "per_year"
        if any(cue in near for cue in _MONTHLY):
            return "per_month"
    moves = any(cue in part for cue in _MOVES)
    if claim_type == "finance.labour" and slots.get("quantity_unit") in _STOCK_UNITS and not moves:
        return "stock"
    if _gathered(reading, i, part, slots):
        return "cumulative"
    given: str | None = slots.get("quantity_basis")
    return given or "total"


def token_columns(reading: Reading, claim_type: str, quote: tuple[int, int], slots: dict[str, Any]) -> dict[str, Any]:
    """`asset_quantity` and `asset_code`: what was taken or moved as the coin it was; never what it was changed into."""
    if slots.get("item") != "cryptocurrency" or claim_type not in ("finance.cyber_theft", "finance.laundering"):
        return {}
    first, last = quote
    own = [a for a in reading.assets if first <= a.first < last and not _changed_into(reading, a.first)]
    if own:
        return {"asset_quantity": own[0].quantity, "asset_code": own[0].code}
    for k in range(first, last):
        code = token_code(reading.tokens[k].word)
        if code and not _changed_into(reading, k):
            return {"asset_code": code}
    return {}


def _changed_into(reading: Reading, k: int) -> bool:
    """ "swapped for bitcoin", "converted into ether"."""
    before = reading.words(max(k - 3, 0), k)
    return bool({"for", "into", "to"} & set(before[-2:]))
