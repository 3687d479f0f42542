"""What the published file was made of, as one hash: equal hashes mean that there is nothing new to build.

It covers the documents, the rejections, the extractors, the reference tables, the dbt project and the version of
Panelwatch. The fingerprint of the *published* file decides, so a run that failed or was killed always goes on.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib import metadata
from pathlib import Path

import duckdb

from orchestration.extraction.claim import Extractor
from orchestration.warehouse.paths import DBT_PROJECT, REFERENCE, WarehousePaths
from orchestration.warehouse.sql import scalar

_PROJECT_SUFFIXES = {".sql", ".yml", ".yaml", ".csv", ".md", ".py"}
_PROJECT_OUTPUT = {"target", "logs", "dbt_packages"}

# Everything about a document but its text, a function of its bytes and the parser; the marts show its first sighting.
_DOCUMENT_ROWS = """
    SELECT sha256(concat_ws(
        chr(31), d.document_id, d.parser_version, d.published_on, d.published_on_basis, d.synthetic,
        coalesce(d.title, chr(0)), coalesce(d.publisher, chr(0)), coalesce(d.language, chr(0)),
        coalesce(d.url, chr(0)), coalesce(s.uri, chr(0))
    )) AS row_hash
    FROM raw.documents d
    LEFT JOIN (
        SELECT document_id, arg_min(uri, (seen_at, uri)) AS uri FROM raw.sightings GROUP BY document_id
    ) s USING (document_id)
"""
_REJECTION_ROWS = """
    SELECT sha256(concat_ws(chr(31), document_id, uri, reason, advice, parser_version)) AS row_hash FROM raw.rejections
"""


@dataclass(frozen=True, slots=True)
class PublishInfo:
    """What the published file says about its own build (times UTC)."""

    built_at: datetime
    run_id: str
    fingerprint: str
    extractor: str
    extractor_version: str
    panelwatch_version: str

    @property
    def age(self) -> timedelta:
        """How long ago it was built."""
        return datetime.now(UTC).replace(tzinfo=None) - self.built_at


def panelwatch_version() -> str:
    """The version of the installed package."""
    return metadata.version("panelwatch")


def input_fingerprint(
    con: duckdb.DuckDBPyConnection,
    extractors: Sequence[Extractor],
    reference: Path = REFERENCE,
    dbt_project: Path = DBT_PROJECT,
) -> str:
    """The fingerprint of what a build would be made of now: a SHA-256, hexadecimal. `con` has the build database."""
    parts = {
        "documents": _rows_hash(con, _DOCUMENT_ROWS),
        "rejections": _rows_hash(con, _REJECTION_ROWS),
        "extractors": " ".join(f"{e.name} {e.version}" for e in extractors),
        "reference": folder_hash(reference),
        "dbt_project": folder_hash(dbt_project),
        "panelwatch": panelwatch_version(),
    }
    return _sha256("\n".join(f"{name} {value}" for name, value in parts.items()))


def folder_hash(folder: Path) -> str:
    """A hash over the names and contents of a folder's source files, whatever dbt has written beside them."""
    digest = hashlib.sha256()
    for file in sorted(folder.rglob("*")):
        relative = file.relative_to(folder)
        if file.suffix in _PROJECT_SUFFIXES and not _PROJECT_OUTPUT & set(relative.parts) and file.is_file():
            digest.update(f"{relative.as_posix()} {hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return digest.hexdigest()


def build_info(*, run_id: str, fingerprint: str, extractors: Sequence[Extractor]) -> dict[str, str]:
    """The facts about a build that go to `raw.build_info` before dbt runs; several extractors stand in one text."""
    return {
        "built_at": datetime.now(UTC).replace(tzinfo=None, microsecond=0).isoformat(),
        "run_id": run_id,
        "fingerprint": fingerprint,
        "extractor": ", ".join(e.name for e in extractors),
        "extractor_version": ", ".join(e.version for e in extractors),
        "panelwatch_version": panelwatch_version(),
    }


def last_published(paths: WarehousePaths) -> PublishInfo | None:
    """What the published file says about itself; None where there is none, or none that this version can read."""
    if not paths.published.exists():
        return None
    try:
        with duckdb.connect(str(paths.published), read_only=True) as con:
            rows = con.execute(f"SELECT {', '.join(PublishInfo.__slots__)} FROM marts.publish_info").fetchall()
    except duckdb.Error:
        return None  # to be built anew, which is what a fingerprint that equals nothing leads to
    return PublishInfo(*rows[0]) if rows else None


def published_fingerprint(paths: WarehousePaths) -> str | None:
    """The fingerprint of the published file; None where nothing readable is published."""
    info = last_published(paths)
    return info.fingerprint if info else None


def _rows_hash(con: duckdb.DuckDBPyConnection, rows: str) -> str:
    return str(scalar(con, f"SELECT sha256(coalesce(string_agg(row_hash, '' ORDER BY row_hash), '')) FROM ({rows})"))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
