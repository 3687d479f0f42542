"""Claims as given into facts: a scratch warehouse is filled with them, and the models of every build decide.

For measuring the resolution apart from the extraction: `panelwatch resolve CLAIMS.jsonl --docs DIR`.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from orchestration.documents.document import ParsedDocument, Rejected
from orchestration.documents.reading import read_document
from orchestration.errors import PanelwatchError
from orchestration.extraction.claim import DocumentText, Extraction, Extractor
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.given import NAME, GivenError, read_given
from orchestration.extraction.lexicon import load_lexicon
from orchestration.extraction.link import link_claims
from orchestration.sources.folder import SIDECAR_SUFFIXES, FolderSource
from orchestration.steps.extract import read_one
from orchestration.warehouse import build, fingerprint, landing, load, schema
from orchestration.warehouse.paths import REFERENCE, WarehousePaths

_FACTS = "bridge_fact_claims"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_HEAD = 200  # code points in which a text that is no news file says its day


@dataclass(frozen=True, slots=True)
class Given:
    """One document with the claims that were given for it."""

    stem: str
    row: schema.Document
    sighting: schema.Sighting
    extraction: Extraction
    claim_ids: list[str]  # in the order of the file

    @property
    def text(self) -> DocumentText:
        """The document as extraction sees it."""
        row = self.row
        return DocumentText(
            document_id=row.document_id,
            text=row.text,
            published_on=row.published_on,
            publisher=row.publisher,
            language=row.language,
        )


def resolve(claims: Path, documents: Path, keep: Path | None = None) -> dict[str, list[str | None]]:
    """Document → the fact of each of its claims, in the order of `claims` (a JSON object a line: `doc`, `claims`).

    `documents` is the folder of their texts, found by stem; `keep` a folder for the scratch warehouse, which is
    temporary otherwise. Raises PanelwatchError, in one line, where a file cannot be understood or dbt fails.
    """
    given = given_claims(claims, documents)
    with _scratch(keep) as paths:
        _fill(paths, given)
        _run_dbt(paths)
        facts = _facts(paths)
    return {g.stem: [facts.get(claim_id) for claim_id in g.claim_ids] for g in given}


def given_claims(claims: Path, documents: Path) -> list[Given]:
    """The documents that `claims` names with their claims placed, filled and linked, in the order of the file.

    Raises PanelwatchError as `resolve` does.
    """
    records = _records(claims)
    return list(_given(records, _files(documents, records)))


def _records(path: Path) -> dict[str, list[Mapping[str, Any]]]:
    if not path.is_file():
        raise PanelwatchError(f"{path}: no such file.", 2)
    found: dict[str, list[Mapping[str, Any]]] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
            found.setdefault(str(record["doc"]), []).extend(record["claims"])
        except (ValueError, KeyError, TypeError):
            raise PanelwatchError(f'{path}, line {number}: not a JSON object {{"doc": …, "claims": […]}}.', 2) from None
    return found


def _files(folder: Path, stems: Mapping[str, object]) -> dict[str, Path]:
    if not folder.is_dir():
        raise PanelwatchError(f"{folder}: no such folder.", 2)
    files = {
        path.stem: path
        for path in reversed(list(FolderSource(name="docs", path=folder).files()))
        if path.suffix.lower() not in SIDECAR_SUFFIXES
    }
    missing = [stem for stem in stems if stem not in files]
    if missing:
        raise PanelwatchError(f"{folder} has no document {missing[0]!r}, and claims are given for it.", 2)
    return {stem: files[stem] for stem in stems}


def _given(records: Mapping[str, list[Mapping[str, Any]]], files: Mapping[str, Path]) -> Iterator[Given]:
    lexicon = load_lexicon(REFERENCE)
    extractor = build_extractor(lexicon)
    now = datetime.now(UTC).replace(tzinfo=None)
    seen: set[str] = set()
    for stem, path in files.items():
        row = _document(path, now, seen)
        bare = Given(stem, row, _sighting(row, path, now), Extraction(), [])
        own = read_one(extractor, bare.text)
        try:
            extraction, claim_ids = read_given(bare.text, records[stem], own, lexicon)
        except GivenError as error:
            raise PanelwatchError(f"A claim of {stem} {error}.", 2) from error
        links = link_claims(bare.text, extraction.claims, lexicon)
        yield replace(bare, extraction=replace(extraction, links=links), claim_ids=claim_ids)


def _document(path: Path, now: datetime, seen: set[str]) -> schema.Document:
    data = path.read_bytes()
    parsed = read_document(data, name=path.name)
    if isinstance(parsed, Rejected) and parsed.reason == "no_date":
        parsed = read_document(data, name=path.name, published=_day_in_head(data))
    if not isinstance(parsed, ParsedDocument):
        raise PanelwatchError(f"{path}: {parsed.reason}. {parsed.advice}", 2)
    identifier = landing.document_id(data)
    if identifier in seen:  # the same bytes under two names are two documents here, for their claims are given apart
        identifier = landing.document_id(data + path.stem.encode())
    seen.add(identifier)
    return schema.Document(
        document_id=identifier,
        byte_count=len(data),
        format=parsed.format,
        parser_version=parsed.parser_version,
        title=parsed.title,
        publisher=parsed.publisher,
        published_on=parsed.published_on,
        published_on_basis=parsed.published_on_basis,
        language=parsed.language,
        url=parsed.url,
        synthetic=parsed.synthetic,
        text=parsed.text,
        ingested_at=now,
    )


def _day_in_head(data: bytes) -> date | None:
    match = _DAY.search(data.decode("utf-8", errors="replace")[:_HEAD])
    try:
        return date.fromisoformat(match.group()) if match else None
    except ValueError:
        return None


def _sighting(row: schema.Document, path: Path, now: datetime) -> schema.Sighting:
    uri = f"file://{path.absolute().as_posix()}"
    return schema.Sighting(document_id=row.document_id, uri=uri, source="docs", seen_at=now, run_id="resolve")


@contextmanager
def _scratch(keep: Path | None) -> Iterator[WarehousePaths]:
    """A warehouse to throw away; one that is kept starts empty too, and spares dbt the parsing of its project."""
    with TemporaryDirectory(prefix="panelwatch-") as folder:
        paths = WarehousePaths(keep or Path(folder))
        paths.make_folders()
        paths.build_db.unlink(missing_ok=True)
        yield paths


def _fill(paths: WarehousePaths, given: list[Given]) -> None:
    extractor = Extractor(name=NAME, version=NAME, read=lambda _: Extraction())
    facts = fingerprint.build_info(run_id="resolve", fingerprint="", extractors=[extractor])
    with load.connect_build(paths) as con:
        load.store_documents(con, [g.row for g in given])
        load.add_sightings(con, [g.sighting for g in given])
        load.store_extractions(con, extractor, [(g.text, g.extraction) for g in given])
        load.write_build_info(con, facts)


def _run_dbt(paths: WarehousePaths) -> None:
    build.prepare_build(paths)
    command = [
        str(Path(sys.executable).with_name("dbt")), "--quiet", "build", "--select", f"+{_FACTS}",
        "--exclude-resource-type", "test", "unit_test",
    ]  # fmt: skip
    done = subprocess.run(
        command, env=os.environ | build.dbt_environment(paths), capture_output=True, text=True, check=False
    )
    if done.returncode:
        told = build.failure_summary(paths) or _last_line(done.stderr) or _last_line(done.stdout) or "no reason given"
        raise PanelwatchError(f"dbt: {told}")


def _last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _facts(paths: WarehousePaths) -> dict[str, str]:
    with load.connect_build(paths) as con:
        return dict(con.execute(f"SELECT claim_id, fact_id FROM marts.{_FACTS}").fetchall())
