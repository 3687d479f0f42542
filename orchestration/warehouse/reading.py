"""Questions to the published file: claims, a number's whole way back, and what the warehouse holds. Reads only.

Each block of `open_published` sees one version of the file from first to last query, whatever is published meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.errors import PanelwatchError
from orchestration.warehouse.as_of import PREFIX
from orchestration.warehouse.decision import Decision, citation, decision
from orchestration.warehouse.fingerprint import PublishInfo, last_published
from orchestration.warehouse.landing import landing_path
from orchestration.warehouse.lock import Holder, current_holder
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.sql import quoted, records, scalar


class NothingPublished(PanelwatchError):
    """The warehouse has no published file that can be read."""


class NotFound(PanelwatchError):
    """No claim and no fact has the id that was asked for."""

    exit_code = 2


@contextmanager
def open_published(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection to the published file; raises NothingPublished with what to do about it."""
    if not paths.published.exists():
        raise NothingPublished(f"Nothing is published in {paths.root} yet: `panelwatch run SOURCE` fills it.")
    try:
        con = duckdb.connect(str(paths.published), read_only=True)
    except duckdb.Error as error:
        raise NothingPublished(f"{paths.published} cannot be read: {str(error).splitlines()[0]}") from error
    try:
        yield con
    finally:
        con.close()


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFilter:
    """Which claims to list; what is left empty filters nothing."""

    claim_types: tuple[str, ...] = ()  # whole types or domains: `weapons.launch`, `weapons`
    actor: str | None = None
    item: str | None = None  # this item and all below it
    since: date | None = None  # claims about this day or later
    until: date | None = None  # claims about this day or earlier
    document_id: str | None = None
    limit: int | None = None


def list_claims(con: duckdb.DuckDBPyConnection, wanted: ClaimFilter) -> pa.Table:
    """The claims that pass the filter, the latest publication first, with title, day and address of their document.

    A claim without dates passes no date filter: it cannot be said to be about those days.
    """
    conditions, values = _conditions(wanted)
    limit = f"LIMIT {int(wanted.limit)}" if wanted.limit is not None else ""
    claims = con.sql(
        f"""SELECT {_claim_columns(con)}, d.published_on, d.title, d.uri
            FROM marts.fct_claims c JOIN marts.dim_documents d USING (document_id)
            WHERE {" AND ".join(conditions)}
            ORDER BY d.published_on DESC, c.document_id, c.char_start, c.claim_type, c.claim_id {limit}""",
        params=values,
    )
    assert claims is not None  # a SELECT gives a relation
    return claims.to_arrow_table()


def _claim_columns(con: duckdb.DuckDBPyConnection) -> str:
    """All columns of a claim but those that the document gives as well."""
    rows = con.execute(
        "SELECT column_name FROM duckdb_columns()"
        " WHERE schema_name = 'marts' AND table_name = 'fct_claims' ORDER BY column_index"
    ).fetchall()
    return ", ".join(f'c."{name}"' for (name,) in rows if name not in ("published_on", "title", "uri"))


def _conditions(wanted: ClaimFilter) -> tuple[list[str], dict[str, Any]]:
    conditions, values = ["true"], dict[str, Any]()
    if wanted.claim_types:
        conditions.append(
            "(list_contains($types, c.claim_type) OR list_contains($types, split_part(c.claim_type, '.', 1)))"
        )
        values["types"] = list(wanted.claim_types)
    if wanted.actor is not None:
        conditions.append("lower(c.actor) = lower($actor)")
        values["actor"] = wanted.actor
    if wanted.item is not None:
        conditions.append(
            "(c.item = $item OR c.item IN (SELECT item_id FROM marts.bridge_item_ancestors WHERE ancestor_id = $item))"
        )
        values["item"] = wanted.item
    if wanted.since is not None:
        conditions.append(
            "coalesce(c.event_end, if(c.time_precision = 'since', DATE '9999-12-31', c.event_start)) >= $since"
        )
        values["since"] = wanted.since
    if wanted.until is not None:
        conditions.append(
            "coalesce(c.event_start, if(c.time_precision = 'until', DATE '0001-01-01', c.event_end)) <= $until"
        )
        values["until"] = wanted.until
    if wanted.document_id is not None:
        conditions.append("starts_with(c.document_id, $document)")
        values["document"] = wanted.document_id
    return conditions, values


@dataclass(frozen=True, slots=True)
class Evidence:
    """One claim and the way back to its bytes. `paragraph[start:end]` is the claim's quote."""

    claim: dict[str, Any]
    chain: list[dict[str, Any]]  # rows of bridge_claim_sources, the publisher first
    document: dict[str, Any]  # the row of dim_documents, without its text
    paragraph: str
    start: int
    end: int
    landing: Path  # the bytes as they came
    citation: str  # one line: who said it where, and how it is found here


@dataclass(frozen=True, slots=True)
class Explanation:
    """What stands behind an id: the fact where it names one (or its claim belongs to one), and the claims."""

    fact: dict[str, Any] | None
    mart: str | None  # the mart that holds the fact
    claims: list[Evidence] = field(default_factory=list)
    decision: Decision | None = None  # why its claims are one, and the nearest other fact is not it
    former_id: str | None = None  # the id that was asked for, where the fact has another one now


def explain(con: duckdb.DuckDBPyConnection, paths: WarehousePaths, identifier: str) -> Explanation:
    """A number's whole way back: of a fact all its claims, of a claim itself; a unique beginning of an id is enough.

    Raises NotFound where no id, or more than one, begins so.
    """
    kind, found = find_id(con, identifier)
    if kind == "claim":
        claim_ids = [found]
        facts = records(con, "SELECT fact_id FROM marts.bridge_fact_claims WHERE claim_id = ?", [found])
        fact_id = facts[0]["fact_id"] if facts else None
    else:
        claim_ids = [
            r["claim_id"]
            for r in records(con, "SELECT claim_id FROM marts.bridge_fact_claims WHERE fact_id = ?", [found])
        ]
        fact_id = found
    mart, fact = _find_fact(con, fact_id) if fact_id else (None, None)
    decided = decision(con, mart, fact) if mart and fact else None
    former_id = identifier if kind == "fact" and not found.startswith(identifier) else None
    return Explanation(fact, mart, _evidence(con, paths, claim_ids, fact_id), decided, former_id)


def find_id(con: duckdb.DuckDBPyConnection, identifier: str) -> tuple[str, str]:
    """What an id or its unique beginning names now: `claim` or `fact`, and the whole id; raises NotFound.

    An id that a fact had in an earlier publication leads to the fact that holds its claim today.
    """
    matches = con.execute(
        """SELECT 'claim' AS kind, claim_id AS id, claim_id AS leads_to
           FROM marts.fct_claims WHERE starts_with(claim_id, $id)
           UNION SELECT 'fact', fact_id, fact_id FROM marts.bridge_fact_claims WHERE starts_with(fact_id, $id)
           UNION SELECT 'fact', alias_id, fact_id FROM marts.fact_aliases WHERE starts_with(alias_id, $id)
           ORDER BY id <> $id, kind, id LIMIT 3""",
        {"id": identifier},
    ).fetchall()
    if not identifier or not matches:
        raise NotFound(f"No claim and no fact has the id {identifier!r}; `panelwatch claims` lists claims with theirs.")
    if len(matches) > 1 and matches[0][1] != identifier:
        raise NotFound(f"More than one id begins with {identifier!r}: {', '.join(m[1] for m in matches[:2])}, …")
    kind, _, leads_to = matches[0]
    return kind, leads_to


def _find_fact(con: duckdb.DuckDBPyConnection, fact_id: str) -> tuple[str | None, dict[str, Any] | None]:
    """The mart that holds a fact, and its row. Fact marts are those with a fact_id and a grain."""
    marts = con.execute(
        "SELECT table_name FROM duckdb_columns()"
        " WHERE schema_name = 'marts' AND column_name IN ('fact_id', 'grain')"
        " GROUP BY table_name HAVING count(*) = 2 ORDER BY table_name"
    ).fetchall()
    for (mart,) in marts:
        rows = records(con, f"SELECT * FROM marts.{quoted(mart)} WHERE fact_id = ?", [fact_id])
        if rows:
            return mart, rows[0]
    return None, None


def _evidence(
    con: duckdb.DuckDBPyConnection, paths: WarehousePaths, claim_ids: list[str], fact_id: str | None
) -> list[Evidence]:
    claims = records(
        con,
        "SELECT c.* FROM marts.fct_claims c JOIN marts.dim_documents d USING (document_id)"
        " WHERE list_contains(?, c.claim_id) ORDER BY d.published_on, c.document_id, c.char_start, c.claim_id",
        [claim_ids],
    )
    document_ids = list({c["document_id"] for c in claims})
    documents = {
        d["document_id"]: d
        for d in records(con, "SELECT * FROM marts.dim_documents WHERE list_contains(?, document_id)", [document_ids])
    }
    chains: dict[str, list[dict[str, Any]]] = {}
    links = "SELECT * FROM marts.bridge_claim_sources WHERE list_contains(?, claim_id) ORDER BY claim_id, depth"
    for link in records(con, links, [claim_ids]):
        chains.setdefault(link["claim_id"], []).append(link)
    names = {r["source_id"]: r["name"] for r in records(con, "SELECT source_id, name FROM marts.dim_sources")}
    as_of = scalar(con, "SELECT built_at::DATE FROM marts.publish_info")
    found = []
    for claim in claims:
        document = documents[claim["document_id"]]
        by = claim["asserted_by"]
        speaker = None if by == "publisher" else names.get(by, by)
        cited = citation(claim, document, speaker, fact_id, as_of)
        found.append(_one_evidence(paths, claim, chains.get(claim["claim_id"], []), document, cited))
    return found


def _one_evidence(
    paths: WarehousePaths, claim: dict[str, Any], chain: list[dict[str, Any]], document: dict[str, Any], cited: str
) -> Evidence:
    start, end = paragraph_around(document["text"], claim["char_start"], claim["char_end"])
    return Evidence(
        claim=claim,
        chain=chain,
        document={name: value for name, value in document.items() if name != "text"},
        paragraph=document["text"][start:end],
        start=claim["char_start"] - start,
        end=claim["char_end"] - start,
        landing=landing_path(paths, document["document_id"]),
        citation=cited,
    )


def paragraph_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The span of the paragraph that holds `text[start:end]`: from blank line to blank line, without space around."""
    begin = text.rfind("\n\n", 0, start)
    begin = 0 if begin < 0 else begin + 2
    stop = text.find("\n\n", end)
    stop = len(text) if stop < 0 else stop
    while begin < start and text[begin].isspace():
        begin += 1
    while stop > end and text[stop - 1].isspace():
        stop -= 1
    return begin, stop


@dataclass(frozen=True, slots=True)
class Status:
    """What a warehouse holds, and who is writing it."""

    published: PublishInfo | None  # None where nothing readable is published
    marts: dict[str, int]  # rows of each mart
    bytes: int  # of the published file
    holder: Holder | None

    @property
    def documents(self) -> int:
        """Documents held."""
        return self.marts.get("dim_documents", 0)

    @property
    def claims(self) -> int:
        """Claims read in them."""
        return self.marts.get("fct_claims", 0)

    @property
    def rejected(self) -> int:
        """Documents that could not be read."""
        return self.marts.get("rejected_documents", 0)


def status(paths: WarehousePaths) -> Status:
    """What the warehouse holds now; works on an empty folder, and while a run writes."""
    holder = current_holder(paths)
    if not paths.published.exists():
        return Status(None, {}, 0, holder)
    with open_published(paths) as con:
        marts = mart_rows(con)
    return Status(last_published(paths), marts, paths.published.stat().st_size, holder)


def mart_rows(con: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """The number of rows of each published mart, by name."""
    names = con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE schema_name = 'marts' AND NOT starts_with(table_name, ?)"
        " ORDER BY ALL",
        [PREFIX],
    ).fetchall()
    return {name: int(scalar(con, f"SELECT count(*) FROM marts.{quoted(name)}")) for (name,) in names}
