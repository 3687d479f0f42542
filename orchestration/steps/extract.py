"""Documents into claims: every document that an installed extractor has not read as it is now."""

from __future__ import annotations

import logging
import multiprocessing
import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from orchestration import progress
from orchestration.extraction.claim import DocumentText, Extraction, Extractor, UnreadSpan
from orchestration.extraction.installed import installed_extractors
from orchestration.extraction.lexicon import load_lexicon
from orchestration.warehouse import load
from orchestration.warehouse.paths import REFERENCE

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_log = logging.getLogger(__name__)

Read = list[tuple[DocumentText, Extraction]]

# A worker takes a second or two to start and to load the lexicon: one process reads fewer documents than this sooner
_POOL_FROM = 600
_TASK = 50  # documents handed to a worker at a time
_STORED_AT_ONCE = 500  # documents a transaction
_HEAD = 200  # code points of a document that are shown where it could not be read


@dataclass(slots=True)
class Extracted:
    """What an extraction did."""

    documents: int = 0
    claims: int = 0
    unread: int = 0


@cache
def todays_extractors() -> list[Extractor]:
    """The installed extractors with the project's reference tables as their lexicon; built once a process."""
    return installed_extractors(load_lexicon(REFERENCE))


def extract(con: DuckDBPyConnection) -> Extracted:
    """Read what is to be read and store it. Killed in between, the next run goes on with what is left."""
    report = Extracted()
    for extractor in todays_extractors():
        _extract_with(extractor, con, report)
    return report


def _extract_with(extractor: Extractor, con: DuckDBPyConnection, report: Extracted) -> None:
    total = load.count_to_extract(con, extractor.name, extractor.version)
    done = 0
    progress.report("extract", 0, total, "documents")
    batches = load.documents_to_extract(con, extractor.name, extractor.version, batch_size=_TASK)
    waiting: Read = []
    workers = min(8, os.cpu_count() or 1) if total >= _POOL_FROM else 1
    reading = in_processes(extractor.name, batches, workers) if workers > 1 else _here(extractor.name, batches)
    for read in reading:
        waiting += read
        done += len(read)
        report.claims += sum(len(extraction.claims) for _, extraction in read)
        report.unread += sum(len(extraction.unread) for _, extraction in read)
        if len(waiting) >= _STORED_AT_ONCE:
            load.store_extractions(con, extractor, waiting)
            waiting = []
        progress.report("extract", done, total, "documents")
    load.store_extractions(con, extractor, waiting)
    report.documents += done


def _here(name: str, batches: Iterator[list[DocumentText]]) -> Iterator[Read]:
    for batch in batches:
        yield _read_batch(name, batch)


def in_processes(name: str, batches: Iterable[list[DocumentText]], workers: int) -> Iterator[Read]:
    """Batches as an extractor reads them, in their order, with a few on the way for each worker process."""
    # spawned, not forked: a fork would carry the writer's lock and DuckDB's threads along
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_start_worker) as pool:
        on_the_way: deque[Future[Read]] = deque()
        for batch in batches:
            on_the_way.append(pool.submit(_read_batch, name, batch))
            if len(on_the_way) > 3 * workers:
                yield on_the_way.popleft().result()
        while on_the_way:
            yield on_the_way.popleft().result()


def _start_worker() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    todays_extractors()


def _end_with_parent() -> None:
    """End this worker when the run is killed: nobody would take what it reads."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _read_batch(name: str, batch: list[DocumentText]) -> Read:
    extractor = next(e for e in todays_extractors() if e.name == name)
    return [(document, read_one(extractor, document)) for document in batch]


def read_one(extractor: Extractor, document: DocumentText) -> Extraction:
    """What the extractor reads; where it breaks the document counts as unread, for one must not stop all."""
    try:
        return extractor.read(document)
    except Exception as error:
        _log.exception("The extractor broke on document %s", document.document_id)
        head = document.text[:_HEAD]
        broken = UnreadSpan(
            document_id=document.document_id,
            quote=head,
            char_start=0,
            char_end=len(head),
            trigger="",
            reason=f"extractor_error:{type(error).__name__}",
            extractor=extractor.name,
            extractor_version=extractor.version,
        )
        return Extraction(unread=[broken])
