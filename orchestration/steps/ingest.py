"""Sources into `raw.documents`, `raw.sightings` and `raw.rejections`; every byte seen goes to the landing first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from orchestration import progress
from orchestration.documents.document import ParsedDocument, Rejected
from orchestration.documents.reading import parser_version, read_document
from orchestration.sources.config import Source
from orchestration.sources.found import FoundDocument
from orchestration.warehouse import landing, load
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.schema import Document, Rejection, Sighting

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 500  # documents stored at a time: enough for DuckDB, little enough for memory


@dataclass(frozen=True, slots=True)
class Refused:
    """A document that could not be read, for the last lines of a run."""

    uri: str
    reason: str
    advice: str


@dataclass(slots=True)
class Ingested:
    """What an ingest did."""

    new: int = 0
    unchanged: int = 0
    read_again: int = 0  # known bytes, but another parser, sidecar or date
    sightings: int = 0  # addresses seen for the first time
    rejected: list[Refused] = field(default_factory=list)


class _Ingest:
    """One ingest: rows wait here until a batch is full."""

    def __init__(self, paths: WarehousePaths, con: DuckDBPyConnection, run_id: str) -> None:
        self.paths, self.con, self.run_id = paths, con, run_id
        self.known = load.known_documents(con)
        self.now = datetime.now(UTC).replace(tzinfo=None)
        self.report = Ingested()
        self.documents: list[Document] = []
        self.sightings: list[Sighting] = []
        self.rejections: list[Rejection] = []
        self.touched: set[str] = set()  # documents read in this run

    def take(self, found: FoundDocument) -> None:
        """Keep the bytes of a document that a source found, and read them where they are not known as they are."""
        if found.error is not None:
            advice = f"It could not be opened ({found.error}): make it readable and run again."
            self._refuse(landing.document_id(found.uri.encode()), found, Rejected("unreadable_file", advice))
            return
        identifier = landing.keep(self.paths, found.data)
        known = self.known.get(identifier)
        sidecar_changed = found.sidecar is not None and found.sidecar != self._kept_sidecar(identifier)
        if found.sidecar is not None and sidecar_changed:
            self._keep_sidecar(identifier, found.sidecar)
        option_changed = (
            known is not None
            and known.published_on_basis == "option"
            and found.published not in (None, known.published_on)
        )
        current = known is not None and known.parser_version == parser_version()
        if identifier in self.touched or (current and not sidecar_changed and not option_changed):
            self.report.unchanged += 1
            self._see(identifier, found)
            return
        published = found.published or (known.published_on if known and known.published_on_basis == "option" else None)
        result = read_document(found.data, name=found.name, sidecar=found.sidecar, published=published)
        if isinstance(result, Rejected):
            self._refuse(identifier, found, result)
            return
        self.report.read_again += known is not None
        self.report.new += known is None
        self._accept(identifier, len(found.data), result)
        self._see(identifier, found)

    def read_again(self) -> None:
        """Read the documents of the landing that an older parser read and no source showed in this run."""
        stale = [i for i, k in self.known.items() if k.parser_version != parser_version() and i not in self.touched]
        names = dict(
            self.con.execute(
                "SELECT document_id, arg_min(uri, (seen_at, uri)) FROM raw.sightings GROUP BY 1"
            ).fetchall()
        )
        for identifier in stale:
            data, known = landing.read(self.paths, identifier), self.known[identifier]
            result = read_document(
                data,
                name=PurePosixPath(names.get(identifier, identifier)).name,
                sidecar=self._kept_sidecar(identifier),
                published=known.published_on if known.published_on_basis == "option" else None,
            )
            # what this parser cannot read stays as the older one read it: nothing leaves by itself
            if isinstance(result, ParsedDocument):
                self.report.read_again += 1
                self._accept(identifier, len(data), result)
                self.flush(_BATCH)

    def flush(self, at_least: int = 1) -> None:
        """Store what waits, if it is as many rows as that."""
        if max(len(self.documents), len(self.sightings), len(self.rejections)) < at_least:
            return
        load.store_documents(self.con, self.documents)
        self.report.sightings += load.add_sightings(self.con, self.sightings)
        load.store_rejections(self.con, self.rejections)
        self.documents, self.sightings, self.rejections = [], [], []

    def _accept(self, identifier: str, byte_count: int, read: ParsedDocument) -> None:
        self.touched.add(identifier)
        self.documents.append(
            Document(
                document_id=identifier,
                byte_count=byte_count,
                format=read.format,
                parser_version=read.parser_version,
                title=read.title,
                publisher=read.publisher,
                published_on=read.published_on,
                published_on_basis=read.published_on_basis,
                language=read.language,
                url=read.url,
                synthetic=read.synthetic,
                text=read.text,
                ingested_at=self._first_ingested(identifier),
            )
        )

    def _first_ingested(self, identifier: str) -> datetime:
        """When the bytes first came in; reading them again is no second arrival."""
        if identifier not in self.known:
            return self.now
        row = self.con.execute("SELECT ingested_at FROM raw.documents WHERE document_id = ?", [identifier]).fetchone()
        return row[0] if row else self.now

    def _see(self, identifier: str, found: FoundDocument) -> None:
        self.sightings.append(
            Sighting(document_id=identifier, uri=found.uri, source=found.source, seen_at=self.now, run_id=self.run_id)
        )

    def _refuse(self, identifier: str, found: FoundDocument, result: Rejected) -> None:
        self.report.rejected.append(Refused(found.uri, result.reason, result.advice))
        self.rejections.append(
            Rejection(
                document_id=identifier,
                uri=found.uri,
                source=found.source,
                reason=result.reason,
                advice=result.advice,
                byte_count=len(found.data),
                parser_version=parser_version(),
                rejected_at=self.now,
            )
        )

    def _kept_sidecar(self, identifier: str) -> bytes | None:
        path = landing.landing_path(self.paths, identifier).with_suffix(".yml")
        return path.read_bytes() if path.exists() else None

    def _keep_sidecar(self, identifier: str, sidecar: bytes) -> None:
        """Keep a sidecar beside its bytes, so that they can be read again without the source."""
        path = landing.landing_path(self.paths, identifier).with_suffix(".yml")
        part = path.with_suffix(".yml.part")
        part.write_bytes(sidecar)
        part.replace(path)


def ingest(paths: WarehousePaths, con: DuckDBPyConnection, sources: Iterable[Source], *, run_id: str) -> Ingested:
    """Take in all that the sources show now. Bytes known already are a sighting at most; nothing leaves."""
    chosen = list(sources)
    work = _Ingest(paths, con, run_id)
    total = sum(1 for source in chosen for _ in source.files(skip=paths.root))
    progress.report("ingest", 0, total, "documents")
    for count, found in enumerate(_all_found(chosen, paths), start=1):
        work.take(found)
        work.flush(_BATCH)
        progress.report("ingest", count, total, "documents")
    work.read_again()
    work.flush()
    return work.report


def _all_found(sources: list[Source], paths: WarehousePaths) -> Iterator[FoundDocument]:
    for source in sources:
        yield from source.find(skip=paths.root)


def named_sources(names: Iterable[str], published: date | None) -> list[Source]:
    """Sources for files and folders that a person named for one run."""
    return [Source(name="run", path=Path(name), published=published) for name in names]
