"""The raw tables: one dataclass a table, from which DDL and Arrow schemas are derived.

A field's Python type gives the column's type; a field that may be None is nullable, every other is NOT NULL.
Times are UTC. Facts about a table that SQL needs beside its columns (its key) stand in `TABLES`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

import pyarrow as pa

from orchestration.extraction.claim import Claim, ClaimDetail, ClaimLink, ClaimSource, UnreadSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of a document as received and read; a row of `raw.documents`."""

    document_id: str  # SHA-256 of the bytes, hexadecimal
    byte_count: int
    format: str  # name of the module of `documents` that read it
    parser_version: str
    title: str | None
    publisher: str | None
    published_on: date
    published_on_basis: str  # front_matter | sidecar | option | dateline | page_metadata | filename
    language: str | None
    url: str | None
    synthetic: bool
    text: str
    ingested_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """Bytes seen at an address; the same bytes seen again elsewhere or later are one more row of `raw.sightings`."""

    document_id: str
    uri: str
    source: str  # which configured source saw it
    seen_at: datetime
    run_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassageBand:
    """One bucket of a document's wording, or of a paragraph's; a row of `raw.passage_bands`. Copies share buckets."""

    document_id: str
    passage: int  # 0 for the whole text, from 1 on for its paragraphs
    char_start: int
    char_end: int
    band: int
    bucket: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejection:
    """Bytes that could not be read, why, and what to do; a row of `raw.rejections`. The bytes stay in `landing/`."""

    document_id: str
    uri: str
    source: str
    reason: str  # empty | binary | undecodable | no_date | …
    advice: str
    byte_count: int
    parser_version: str
    rejected_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtractionRun:
    """One document read by one version of one extractor, also where it found nothing; a row of `raw.extractions`."""

    document_id: str
    extractor: str
    extractor_version: str
    published_on: date
    claim_count: int
    unread_count: int
    extracted_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """One fact about the build that is under way, written before dbt runs; a row of `raw.build_info`."""

    key: str  # built_at | run_id | fingerprint | extractor | extractor_version | panelwatch_version
    value: str


@dataclass(frozen=True, slots=True)
class Table:
    """A raw table: its row type and the columns that identify a row."""

    row: type
    key: tuple[str, ...]


TABLES: dict[str, Table] = {
    "documents": Table(Document, ("document_id",)),
    "sightings": Table(Sighting, ("document_id", "uri")),
    "passage_bands": Table(PassageBand, ("document_id", "passage", "band")),
    "rejections": Table(Rejection, ("document_id", "uri")),
    "extractions": Table(ExtractionRun, ("document_id", "extractor")),
    "claims": Table(Claim, ("claim_id", "extractor")),
    "claim_sources": Table(ClaimSource, ("claim_id", "extractor", "depth")),
    "claim_details": Table(ClaimDetail, ("claim_id", "extractor", "attribute", "char_start")),
    "claim_links": Table(ClaimLink, ("claim_id", "antecedent_id", "extractor")),
    "unread_spans": Table(UnreadSpan, ("document_id", "extractor", "char_start")),
    "build_info": Table(BuildInfo, ("key",)),
}

_TYPES: dict[type, tuple[str, pa.DataType]] = {
    str: ("VARCHAR", pa.string()),
    int: ("BIGINT", pa.int64()),
    float: ("DOUBLE", pa.float64()),
    bool: ("BOOLEAN", pa.bool_()),
    Decimal: ("DECIMAL(20,2)", pa.decimal128(20, 2)),
    date: ("DATE", pa.date32()),
    datetime: ("TIMESTAMP", pa.timestamp("us")),
}


@dataclass(frozen=True, slots=True)
class Column:
    """A column as DuckDB and Arrow see it."""

    name: str
    sql_type: str
    arrow_type: pa.DataType
    nullable: bool


def columns(table: str) -> list[Column]:
    """The columns of a raw table, in the order of its dataclass."""
    row = TABLES[table].row
    hints = typing.get_type_hints(row)
    found = []
    for f in dataclasses.fields(row):
        python_type, nullable = _unwrap(hints[f.name])
        sql_type, arrow_type = _TYPES[python_type]
        found.append(Column(f.name, sql_type, arrow_type, nullable))
    return found


def _unwrap(hint: typing.Any) -> tuple[type, bool]:
    if isinstance(hint, types.UnionType):
        (inner,) = (a for a in hint.__args__ if a is not type(None))
        return inner, True
    return hint, False


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema that rows of a raw table are loaded with."""
    return pa.schema([pa.field(c.name, c.arrow_type, c.nullable) for c in columns(table)])


def create_statement(table: str) -> str:
    """DDL of a raw table, safe to run again."""
    lines = [f"{c.name} {c.sql_type}{'' if c.nullable else ' NOT NULL'}" for c in columns(table)]
    return f"CREATE TABLE IF NOT EXISTS raw.{table} ({', '.join(lines)})"
