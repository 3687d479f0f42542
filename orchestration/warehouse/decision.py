"""Why claims are one fact and its nearest neighbour is another, in words; and how to cite it. Reads the published file.

Not here: any deciding. The words repeat what dbt decided (`bridge_fact_claims`, `bridge_claim_links`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from orchestration.warehouse.sql import quoted, records

Row = Mapping[str, Any]

_WHY = {
    "same_day": "names the day of the event",
    "same_ordinal": "gives the event's number in the series; {anchor} dates it",
    "same_amount": "names the event's sum, of that month or of that victim; {anchor} dates it",
    "in_period": "names a period with one fitting event, that of {anchor}",
    "same_document": "stands in a document that dates one fitting event, that of {anchor}",
    "near_in_time": "can only mean the one fitting event of the time around its publication, that of {anchor}",
    "same_name": "names a party with one such event, that of {anchor}",
    "linked": "is tied by the wording of its document to a claim of the event, which {anchor} dates",
    "same_act": "names the same act",
    "same_key": "says the same of the same thing and period",
    "reviewed": "was put here by people (fact_reviews.csv)",
}
_SHORT = 10  # characters of an id that are shown where the whole of it stands elsewhere


@dataclass(frozen=True, slots=True)
class Reason:
    """Why one claim is with the fact."""

    claim_id: str
    attached_by: str
    anchor_claim_id: str | None
    words: str
    links: list[dict[str, Any]]  # same or apart, with the cue and the quote of the claim that is pointed back to
    time: str | None  # the days that its words mean, and the day on which they were read


@dataclass(frozen=True, slots=True)
class Neighbour:
    """The nearest other fact, and what keeps it apart."""

    fact_id: str
    fact: dict[str, Any]
    words: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided about a fact."""

    reasons: list[Reason]
    neighbour: Neighbour | None


def decision(con: duckdb.DuckDBPyConnection, mart: str, fact: Row) -> Decision:
    """Why the claims of a fact are one, and why the nearest other one of its mart is not it."""
    claims = _claims(con, fact["fact_id"])
    reasons = [_reason(claim, _links(con, claim["claim_id"])) for claim in claims]
    other = _nearest(con, mart, fact)
    if other is None:
        return Decision(reasons, None)
    words = why_apart(con, fact, claims, other, _claims(con, other["fact_id"]))
    return Decision(reasons, Neighbour(other["fact_id"], other, words))


def citation(claim: Row, document: Row, speaker: str | None, fact_id: str | None, as_of: date) -> str:
    """One line that says who said what where, and in which state of which warehouse it is found."""
    publisher = document.get("publisher")
    said_in = [f"“{document['title']}”" if document.get("title") else None, publisher, str(document["published_on"])]
    quote = " ".join(claim["quote"].split())
    ids = ", ".join(filter(None, [fact_id and f"fact {fact_id}", f"claim {claim['claim_id']}"]))
    who = speaker or publisher or "its publisher"
    return f"{who}: “{quote}”, in {', '.join(filter(None, said_in))}. Panelwatch, {ids}, as of {as_of}."


def _claims(con: duckdb.DuckDBPyConnection, fact_id: str) -> list[dict[str, Any]]:
    return records(
        con,
        """SELECT c.*, b.attached_by, b.anchor_claim_id, d.published_on AS read_on
           FROM marts.bridge_fact_claims b JOIN marts.fct_claims c USING (claim_id)
           JOIN marts.dim_documents d ON d.document_id = c.document_id
           WHERE b.fact_id = ? ORDER BY d.published_on, c.document_id, c.char_start, c.claim_id""",
        [fact_id],
    )


def _links(con: duckdb.DuckDBPyConnection, claim_id: str) -> list[dict[str, Any]]:
    return records(
        con,
        """SELECT x.relation, x.cue, x.antecedent_id, a.quote AS antecedent
           FROM marts.bridge_claim_links x JOIN marts.fct_claims a ON a.claim_id = x.antecedent_id
           WHERE x.claim_id = ? ORDER BY x.relation DESC, x.antecedent_id""",
        [claim_id],
    )


def _reason(claim: Row, links: list[dict[str, Any]]) -> Reason:
    anchor = claim["anchor_claim_id"]
    by = str(claim["attached_by"])
    its_own = anchor in (None, claim["claim_id"])
    words = _WHY.get(by, by).format(anchor="this claim itself" if its_own else f"claim {str(anchor)[:_SHORT]}")
    return Reason(claim["claim_id"], by, anchor, words, links, _time(claim))


def _time(claim: Row) -> str | None:
    start, end, precision = claim["event_start"], claim["event_end"], claim["time_precision"]
    if precision == "none":
        return None
    days = str(start) if start == end else f"{start or '…'} – {end or '…'}"
    seoul = claim.get("seoul_start")
    there = f", {seoul} in Seoul" if seoul and seoul != start else ""
    return f"{days} ({precision}){there}, as its words mean when read on {claim['read_on']}"


def _nearest(con: duckdb.DuckDBPyConnection, mart: str, fact: Row) -> dict[str, Any] | None:
    """The fact of the same type that shares most of item and party, of those the nearest in time."""
    alike = [f"({name} IS NOT DISTINCT FROM ${name})::INTEGER" for name in ("item", "target") if name in fact]
    day = fact.get("event_start")
    order = [f"{' + '.join(alike)} DESC"] if alike else []
    order += ["abs(event_start - $day) NULLS LAST"] if day else []
    values = {name: fact[name] for name in ("fact_id", "fact_type", "item", "target") if name in fact}
    found = records(
        con,
        f"SELECT * FROM marts.{quoted(mart)} WHERE fact_id <> $fact_id AND fact_type = $fact_type"
        f" ORDER BY {', '.join([*order, 'fact_id'])} LIMIT 1",
        values | ({"day": day} if day else {}),
    )
    return found[0] if found else None


def why_apart(con: duckdb.DuckDBPyConnection, fact: Row, claims: list[Any], other: Row, others: list[Any]) -> str:
    """The first of the reasons for which two facts are two that holds of these."""
    cue = _apart_cue(con, claims, others)
    if cue is not None:
        return f"a document tells the two apart by its wording ({cue})"
    numbers, other_numbers = _numbers(claims), _numbers(others)
    if numbers and other_numbers and not numbers & other_numbers:
        return f"it has another number in the series: {_listed(other_numbers)}, not {_listed(numbers)}"
    for name, words in (("target", "it is about another party"), ("grain", "it is of another grain")):
        if _differ(fact, other, name):
            return f"{words}: {other[name]}, not {fact[name]}"
    if fact.get("time_precision") == other.get("time_precision") == "day" and _differ(fact, other, "event_start"):
        return f"it is of another day: {other['event_start']}, not {fact['event_start']}"
    for name, words in (("item", "it is about another thing"), ("event_start", "it is of another time")):
        if _differ(fact, other, name):
            return f"{words}: {other[name]}, not {fact[name]}"
    return "nothing that the claims of either say ties it to this one alone"


def _apart_cue(con: duckdb.DuckDBPyConnection, claims: list[Any], others: list[Any]) -> str | None:
    found = records(
        con,
        """SELECT cue FROM marts.bridge_claim_links WHERE relation = 'apart' AND (
               (list_contains($claims, claim_id) AND list_contains($others, antecedent_id))
               OR (list_contains($others, claim_id) AND list_contains($claims, antecedent_id)))
           ORDER BY claim_id LIMIT 1""",
        {"claims": [c["claim_id"] for c in claims], "others": [c["claim_id"] for c in others]},
    )
    return found[0]["cue"] if found else None


def _numbers(claims: list[Any]) -> set[int]:
    return {c["ordinal"] for c in claims if c.get("ordinal") is not None and c.get("ordinal_scope") == "ever"}


def _differ(fact: Row, other: Row, name: str) -> bool:
    ours, theirs = fact.get(name), other.get(name)
    return ours is not None and theirs is not None and ours != theirs


def _listed(numbers: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
