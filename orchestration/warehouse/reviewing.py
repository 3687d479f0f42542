"""Corrections by people, written as rows of `claim_reviews.csv` and `fact_reviews.csv` in the reference tables.

A row names a claim by document, type and quote, never by its id, so that it outlives a better extractor; dbt applies it
(`int_review_targets`). Not here: what a correction does.
"""

from __future__ import annotations

import csv
import fcntl
import io
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from orchestration.errors import PanelwatchError
from orchestration.extraction.claim import CERTAINTIES, POLARITIES, TIME_PRECISIONS
from orchestration.warehouse import schema
from orchestration.warehouse.paths import REFERENCE
from orchestration.warehouse.reading import find_id
from orchestration.warehouse.sql import quoted, records, scalar

CLAIM_DECISIONS = ("accept", "reject", "set")
FACT_DECISIONS = ("merge", "split")
_IDENTITY = (
    "claim_id",
    "document_id",
    "claim_type",
    "quote",
    "char_start",
    "char_end",
    "extractor",
    "extractor_version",
)
SLOTS = {c.name: c.sql_type for c in schema.columns("claims") if c.name not in _IDENTITY}
_KNOWN = {"polarity": POLARITIES, "certainty": CERTAINTIES, "time_precision": TIME_PRECISIONS}
# What tells claims with one quote apart, the most telling first.
_TELLING = ("item", "target", "actor", "measure", "event_start", "quantity", "amount")


class ReviewError(PanelwatchError):
    """A review that cannot be written as it was asked for."""

    exit_code = 2


@dataclass(frozen=True, slots=True)
class NamedClaim:
    """A claim as reviews name it."""

    document: str
    claim_type: str
    quote: str  # white space squeezed
    narrowed_to: str  # `SLOT=VALUE` where other claims of the document have that type and quote, else empty


@dataclass(frozen=True, slots=True)
class Review:
    """Who decided, when and why."""

    reviewer: str
    reviewed_on: date
    reason: str

    def __post_init__(self) -> None:
        for name, value in (("--by", self.reviewer), ("--reason", self.reason)):
            if not value.strip():
                raise ReviewError(f"{name} is empty: who decides, and why, is part of a review.")


def review_claim(
    con: duckdb.DuckDBPyConnection,
    identifier: str,
    decision: str,
    settings: Sequence[str],
    review: Review,
    folder: Path = REFERENCE,
) -> Path:
    """Write that a claim is accepted, rejected or corrected (`SLOT=VALUE`, a row each); returns the file.

    Raises ReviewError or NotFound, in one line, where the claim, a slot or a value is none.
    """
    if (decision == "set") != bool(settings):
        raise ReviewError("`set` takes SLOT=VALUE, `accept` and `reject` take nothing more.")
    kind, claim_id = find_id(con, identifier)
    if kind != "claim":
        raise ReviewError(
            f"{identifier} is a fact: {decision} takes a claim, `panelwatch explain` lists those of a fact."
        )
    pairs = [_setting(con, text) for text in settings] or [("", "")]
    file = folder / "claim_reviews.csv"
    named = asdict(_named(con, claim_id, _slots_set(file)))
    _append(file, [named | {"decision": decision, "slot": s, "value": v} | asdict(review) for s, v in pairs])
    return file


def review_facts(
    con: duckdb.DuckDBPyConnection,
    identifier: str,
    decision: str,
    other_identifier: str,
    review: Review,
    folder: Path = REFERENCE,
) -> Path:
    """Write that two claims are one (`merge`) or two (`split`); a fact stands for its first claim. Returns the file.

    Raises ReviewError or NotFound, in one line, where they are what they shall become, or are no claims.
    """
    claim, other = _claim_of(con, identifier), _claim_of(con, other_identifier)
    together = _fact_of(con, claim) == _fact_of(con, other)
    if claim == other:
        raise ReviewError(f"{identifier} and {other_identifier} are the same claim.")
    if together == (decision == "merge"):
        raise ReviewError(f"{identifier} and {other_identifier} are {'one fact' if together else 'two facts'} already.")
    file = folder / "fact_reviews.csv"
    slots_set = _slots_set(folder / "claim_reviews.csv")
    named = asdict(_named(con, claim, slots_set))
    named |= {f"other_{name}": value for name, value in asdict(_named(con, other, slots_set)).items()}
    _append(file, [named | {"decision": decision} | asdict(review)])
    return file


def _claim_of(con: duckdb.DuckDBPyConnection, identifier: str) -> str:
    kind, found = find_id(con, identifier)
    if kind == "claim":
        return found
    first = (
        "SELECT claim_id FROM marts.bridge_fact_claims WHERE fact_id = ? ORDER BY is_first_claim DESC, claim_id LIMIT 1"
    )
    return str(scalar(con, first, [found]))


def _fact_of(con: duckdb.DuckDBPyConnection, claim_id: str) -> str:
    return str(scalar(con, "SELECT fact_id FROM marts.bridge_fact_claims WHERE claim_id = ?", [claim_id]))


def _setting(con: duckdb.DuckDBPyConnection, text: str) -> tuple[str, str]:
    """A slot and its new value, of the slot's type; an empty value empties the slot."""
    slot, equals, value = text.partition("=")
    if not equals or slot not in SLOTS:
        raise ReviewError(f"{text}: not SLOT=VALUE with one of the slots {', '.join(SLOTS)}.")
    known = _KNOWN.get(slot)
    if known is not None and value not in known:
        raise ReviewError(f"{text}: {slot} is one of {', '.join(sorted(known))}.")
    if value and scalar(con, f"SELECT TRY_CAST(? AS {SLOTS[slot]})", [value]) is None:
        raise ReviewError(f"{text}: {value!r} is no {SLOTS[slot]}.")
    if slot == "item" and value and not records(con, "SELECT 1 FROM marts.dim_items WHERE item_id = ?", [value]):
        raise ReviewError(f"{text}: no such item; marts.dim_items lists them.")
    return slot, value


def _named(con: duckdb.DuckDBPyConnection, claim_id: str, slots_set: Mapping[tuple[str, str], set[str]]) -> NamedClaim:
    """A claim as reviews name it, narrowed where its quote alone would name others too."""
    slots = [name for name in (*_TELLING, *SLOTS) if name in _published_columns(con)]
    texts = ", ".join(f"coalesce({quoted(name)}::VARCHAR, '') AS {quoted(name)}" for name in dict.fromkeys(slots))
    (claim,) = records(
        con, "SELECT document_id, claim_type, quote FROM marts.fct_claims WHERE claim_id = ?", [claim_id]
    )
    same_place = records(
        con,
        f"SELECT claim_id, quote AS its_quote, {texts} FROM marts.fct_claims WHERE document_id = ? AND claim_type = ?",
        [claim["document_id"], claim["claim_type"]],
    )
    quote = _squeezed(claim["quote"])
    alike = [row for row in same_place if _squeezed(row["its_quote"]) == quote]
    (own,) = (row for row in alike if row["claim_id"] == claim_id)
    others = [row for row in alike if row is not own]
    # a slot that a review has set is not what the extractor read, which is what dbt compares with
    usable = [name for name in slots if name not in slots_set.get((claim["document_id"], quote), ())]
    telling = (name for name in usable if others and all(row[name] != own[name] for row in others))
    slot = next(telling, None)
    return NamedClaim(claim["document_id"], claim["claim_type"], quote, f"{slot}={own[slot]}" if slot else "")


def _published_columns(con: duckdb.DuckDBPyConnection) -> set[str]:
    rows = records(
        con, "SELECT column_name FROM duckdb_columns() WHERE schema_name = 'marts' AND table_name = 'fct_claims'"
    )
    return {row["column_name"] for row in rows}


def _slots_set(file: Path) -> dict[tuple[str, str], set[str]]:
    """The slots that reviews have set already, by document and quote."""
    found: dict[tuple[str, str], set[str]] = {}
    if not file.is_file():
        raise ReviewError(f"{file}: no such file; --into names the folder that holds the review tables.")
    with file.open(newline="", encoding="utf-8") as rows:
        for row in csv.DictReader(rows):
            found.setdefault((row["document"], _squeezed(row["quote"])), set()).add(row["slot"])
    return found


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _append(file: Path, rows: list[dict[str, Any]]) -> None:
    """Add rows at the end of a CSV file, in the order of its heading; one writer at a time."""
    with file.open("r+", newline="", encoding="utf-8") as opened:
        fcntl.flock(opened, fcntl.LOCK_EX)  # freed when the file is closed, however that comes about
        content = opened.read()
        heading = next(csv.reader(io.StringIO(content)))
        if not content.endswith("\n"):
            opened.write("\n")
        csv.DictWriter(opened, heading, lineterminator="\n").writerows(rows)
