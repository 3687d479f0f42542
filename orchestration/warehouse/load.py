"""Rows into schema `raw` of the build database, in sets, by Arrow.

Every function takes the connection of `connect_build` and leaves the tables whole: a replacement is one transaction.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from operator import attrgetter
from typing import Any

import duckdb
import pyarrow as pa

from orchestration.documents.wording import wordings
from orchestration.errors import PanelwatchError
from orchestration.extraction.claim import DocumentText, Extraction, Extractor
from orchestration.warehouse import schema
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.sql import scalar, transaction

# What extraction makes out of documents. Their columns change with the code, and they can be made again at any time.
DERIVED_TABLES = ("extractions", "claims", "claim_sources", "claim_details", "claim_links", "unread_spans")
# A run killed while dbt worked leaves a dbt process that holds the build database until it is done.
_ORPHAN_WAIT_SECONDS = 120.0


@contextmanager
def connect_build(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-write connection to the build database, its raw tables in place; closed at the end of the block.

    Close it before dbt runs: DuckDB lets one process at a time have the file. Raises PanelwatchError where another
    process keeps it, where it cannot be read, or where its tables cannot be brought to today's columns.
    """
    paths.build_db.parent.mkdir(parents=True, exist_ok=True)
    connection = _open(paths)
    try:
        prepare_tables(connection)
        yield connection
    finally:
        connection.close()


def _open(paths: WarehousePaths) -> duckdb.DuckDBPyConnection:
    deadline = time.monotonic() + _ORPHAN_WAIT_SECONDS
    while True:
        try:
            return duckdb.connect(str(paths.build_db))
        except duckdb.IOException as error:
            reason = str(error).splitlines()[0]
            if "lock" not in reason.lower():
                raise PanelwatchError(f"The build database {paths.build_db} cannot be opened: {reason}") from error
            if time.monotonic() > deadline:
                raise PanelwatchError(f"Another process keeps the build database open: {reason}") from error
            time.sleep(0.5)


def prepare_tables(con: duckdb.DuckDBPyConnection) -> None:
    """Create the raw tables, or bring those of an older Panelwatch to today's columns.

    Derived tables that differ are dropped together and fill again from the documents. A kept table gets the nullable
    columns that it lacks; anything else is a PanelwatchError that names the column.
    """
    con.execute("CREATE SCHEMA IF NOT EXISTS raw")
    existing = _existing_columns(con)
    if any(table in existing and existing[table] != _defined_columns(table) for table in DERIVED_TABLES):
        for table in DERIVED_TABLES:
            con.execute(f"DROP TABLE IF EXISTS raw.{table}")
            existing.pop(table, None)
    for table in schema.TABLES:
        if table in existing:
            _migrate_kept_table(con, table, existing[table])
        else:
            con.execute(schema.create_statement(table))


def _existing_columns(con: duckdb.DuckDBPyConnection) -> dict[str, dict[str, tuple[str, bool]]]:
    """Table → column → (SQL type, nullable) of what the database has."""
    rows = con.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns()"
        " WHERE database_name = current_database() AND schema_name = 'raw' ORDER BY table_name, column_index"
    ).fetchall()
    found: dict[str, dict[str, tuple[str, bool]]] = {}
    for table, column, sql_type, nullable in rows:
        found.setdefault(table, {})[column] = (sql_type, nullable)
    return found


def _defined_columns(table: str) -> dict[str, tuple[str, bool]]:
    return {c.name: (c.sql_type, c.nullable) for c in schema.columns(table)}


def _migrate_kept_table(con: duckdb.DuckDBPyConnection, table: str, existing: dict[str, tuple[str, bool]]) -> None:
    for name, (sql_type, nullable) in _defined_columns(table).items():
        if existing.get(name) == (sql_type, nullable):
            continue
        if name in existing or not nullable:
            raise PanelwatchError(
                f"raw.{table} was written by another version of Panelwatch: column {name} should be {sql_type}"
                f"{'' if nullable else ' NOT NULL'}. Move build/ away and run again over the same sources."
            )
        con.execute(f"ALTER TABLE raw.{table} ADD COLUMN {name} {sql_type}")


def to_arrow(table: str, rows: Sequence[Any]) -> pa.Table:
    """Rows (instances of the table's dataclass) as an Arrow table, made a column at a time."""
    arrow_schema = schema.arrow_schema(table)
    arrays = [pa.array(list(map(attrgetter(f.name), rows)), type=f.type) for f in arrow_schema]
    return pa.Table.from_arrays(arrays, schema=arrow_schema)


def insert_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Any]) -> None:
    """Add rows to a raw table; a missing value of a required column is a DuckDB ConstraintException."""
    if rows:
        with _registered(con, to_arrow(table, rows)) as batch:
            con.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM {batch}")


def replace_rows(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Any]) -> None:
    """Add rows to a raw table, each in place of the one with the same key; of two in the batch the last counts."""
    if not rows:
        return
    key = schema.TABLES[table].key
    key_of = attrgetter(*key)
    latest = list({key_of(row): row for row in rows}.values())
    with _registered(con, to_arrow(table, latest)) as batch, transaction(con):
        same = " AND ".join(f"t.{column} = n.{column}" for column in key)
        con.execute(f"DELETE FROM raw.{table} t USING {batch} n WHERE {same}")
        con.execute(f"INSERT INTO raw.{table} BY NAME SELECT * FROM {batch}")


@contextmanager
def _registered(con: duckdb.DuckDBPyConnection, batch: pa.Table, name: str = "arrow_batch") -> Iterator[str]:
    con.register(name, batch)
    yield name
    # not after an error: the transaction it aborted takes no more statements, and the next batch takes this one's name
    con.unregister(name)


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """What the warehouse remembers of bytes it has read: enough to decide whether to read them again."""

    parser_version: str
    published_on: date
    published_on_basis: str


def known_documents(con: duckdb.DuckDBPyConnection) -> dict[str, KnownDocument]:
    """Every document held, by id."""
    rows = con.execute("SELECT document_id, parser_version, published_on, published_on_basis FROM raw.documents")
    return {identifier: KnownDocument(*rest) for identifier, *rest in rows.fetchall()}


def known_rejections(con: duckdb.DuckDBPyConnection) -> set[tuple[str, str]]:
    """(document_id, parser_version) of the bytes that could not be read, and by which parser."""
    return set(con.execute("SELECT document_id, parser_version FROM raw.rejections").fetchall())


def store_documents(con: duckdb.DuckDBPyConnection, documents: Sequence[schema.Document]) -> None:
    """Add documents, or replace those read anew; what was rejected before and is read now is no longer rejected.

    A replaced document is extracted again: its text or its metadata is no longer what its claims were read from.
    The buckets of its wording are a function of its text, and are written with it.
    """
    if not documents:
        return
    latest = list({d.document_id: d for d in documents}.values())
    with _registered(con, to_arrow("documents", latest)) as batch, transaction(con):
        for table in ("documents", "passage_bands", "extractions", "rejections"):
            con.execute(f"DELETE FROM raw.{table} WHERE document_id IN (SELECT document_id FROM {batch})")
        con.execute(f"INSERT INTO raw.documents BY NAME SELECT * FROM {batch}")
        bands = [band for document in latest for band in _passage_bands(document)]
        with _registered(con, to_arrow("passage_bands", bands), "arrow_bands") as buckets:
            con.execute(f"INSERT INTO raw.passage_bands BY NAME SELECT * FROM {buckets}")


def _passage_bands(document: schema.Document) -> Iterator[schema.PassageBand]:
    for wording in wordings(document.text):
        for band, bucket in enumerate(wording.buckets):
            yield schema.PassageBand(
                document_id=document.document_id,
                passage=wording.ordinal,
                char_start=wording.char_start,
                char_end=wording.char_end,
                band=band,
                bucket=bucket,
            )


def add_sightings(con: duckdb.DuckDBPyConnection, sightings: Sequence[schema.Sighting]) -> int:
    """Remember where bytes were seen, the first time at each address only; returns how many were new."""
    if not sightings:
        return 0
    first = list({(s.document_id, s.uri): s for s in reversed(sightings)}.values())[::-1]
    with _registered(con, to_arrow("sightings", first)) as batch:
        unseen = f"SELECT * FROM {batch} ANTI JOIN raw.sightings USING (document_id, uri)"
        return int(scalar(con, f"INSERT INTO raw.sightings BY NAME {unseen}"))


def store_rejections(con: duckdb.DuckDBPyConnection, rejections: Sequence[schema.Rejection]) -> None:
    """Remember bytes that could not be read, one row an address, with the time of their first rejection."""
    if not rejections:
        return
    latest = list({(r.document_id, r.uri): r for r in rejections}.values())
    with _registered(con, to_arrow("rejections", latest)) as batch, transaction(con):
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE rejections_now AS
            SELECT n.* REPLACE (coalesce(least(t.rejected_at, n.rejected_at), n.rejected_at) AS rejected_at)
            FROM {batch} n LEFT JOIN raw.rejections t USING (document_id, uri)"""
        )
        con.execute(
            "DELETE FROM raw.rejections t USING rejections_now n WHERE t.document_id = n.document_id AND t.uri = n.uri"
        )
        con.execute("INSERT INTO raw.rejections BY NAME SELECT * FROM rejections_now")
        con.execute("DROP TABLE rejections_now")


_TO_EXTRACT = """
    FROM raw.documents d
    ANTI JOIN raw.extractions e
      ON e.document_id = d.document_id AND e.extractor = $extractor
      AND e.extractor_version = $version AND e.published_on = d.published_on
"""


def count_to_extract(con: duckdb.DuckDBPyConnection, extractor: str, version: str) -> int:
    """How many documents `documents_to_extract` will give."""
    return int(scalar(con, f"SELECT count(*) {_TO_EXTRACT}", {"extractor": extractor, "version": version}))


def documents_to_extract(
    con: duckdb.DuckDBPyConnection, extractor: str, version: str, batch_size: int = 200
) -> Iterator[list[DocumentText]]:
    """The documents that this version of this extractor has not read as they are now, in batches.

    New ones, ones read by another version, ones whose publication date or text has changed. Rows stream: one batch is
    in memory at a time, and the connection may store extractions between batches.
    """
    cursor = con.cursor()  # its own transaction: sees the documents as they were when it began
    try:
        cursor.execute(
            f"SELECT d.document_id, d.text, d.published_on, d.publisher, d.language {_TO_EXTRACT}",
            {"extractor": extractor, "version": version},
        )
        while rows := cursor.fetchmany(batch_size):
            yield [
                DocumentText(document_id=i, text=text, published_on=day, publisher=publisher, language=language)
                for i, text, day, publisher, language in rows
            ]
    finally:
        cursor.close()


def store_extractions(
    con: duckdb.DuckDBPyConnection,
    extractor: Extractor,
    batch: Iterable[tuple[DocumentText, Extraction]],
    extracted_at: datetime | None = None,
) -> None:
    """Put what an extractor read in documents in place of all that it read in them before, in one transaction."""
    read = list(batch)
    if not read:
        return
    now = extracted_at or datetime.now(UTC).replace(tzinfo=None)
    runs = [
        schema.ExtractionRun(
            document_id=document.document_id,
            extractor=extractor.name,
            extractor_version=extractor.version,
            published_on=document.published_on,
            claim_count=len(extraction.claims),
            unread_count=len(extraction.unread),
            extracted_at=now,
        )
        for document, extraction in read
    ]
    with transaction(con):
        _forget_extractions(con, extractor.name, [run.document_id for run in runs])
        insert_rows(con, "extractions", runs)
        insert_rows(con, "claims", [c for _, e in read for c in e.claims])
        insert_rows(con, "claim_sources", [s for _, e in read for s in e.sources])
        insert_rows(con, "claim_details", [d for _, e in read for d in e.details])
        insert_rows(con, "claim_links", [link for _, e in read for link in e.links])
        insert_rows(con, "unread_spans", [u for _, e in read for u in e.unread])


def _forget_extractions(con: duckdb.DuckDBPyConnection, extractor: str, document_ids: list[str]) -> None:
    with _registered(con, pa.table({"document_id": document_ids})) as batch:
        of_batch = f"document_id IN (SELECT document_id FROM {batch})"
        for table in DERIVED_TABLES:
            con.execute(f"DELETE FROM raw.{table} WHERE {of_batch} AND extractor = ?", [extractor])


def write_build_info(con: duckdb.DuckDBPyConnection, facts: dict[str, str]) -> None:
    """Put these facts about the build in place of those of the last one; dbt carries them to `marts.publish_info`."""
    with transaction(con):
        con.execute("DELETE FROM raw.build_info")
        insert_rows(con, "build_info", [schema.BuildInfo(key=key, value=value) for key, value in facts.items()])
