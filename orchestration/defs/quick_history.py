"""Dagster's history in SQLite in less time: a run writes some thousand events, each in a transaction of its own.

Importing this module changes two things for this process: SQLite does not flush to disk after each event, and
Dagster's storage keeps one SQLAlchemy engine a file, instead of a new one, with all to compile anew, for each event.
Without the flush a killed run still loses nothing; a power cut may lose the last events of the history, never
documents or the published file, which are not kept there.
"""

import sqlite3
from functools import cache
from typing import Any

from dagster._core.storage.event_log.sqlite import sqlite_event_log  # private, and pinned to the exact version
from dagster._core.storage.runs.sqlite import sqlite_run_storage
from sqlalchemy import NullPool, create_engine, event
from sqlalchemy.engine import Engine

_WAIT_SECONDS = 30  # for another process's transaction, as Dagster has it


@event.listens_for(Engine, "connect")
def _without_flush(connection: Any, _record: Any) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA synchronous = OFF")


@cache
def _engine(url: str) -> Engine:
    # no pool: a connection that outlives its use would keep files of a finished run open
    return create_engine(url, poolclass=NullPool, connect_args={"timeout": _WAIT_SECONDS})


def _kept_engine(url: str, **_options: Any) -> Engine:
    return _engine(url)


for _storage in (sqlite_event_log, sqlite_run_storage):
    _storage.create_engine = _kept_engine  # type: ignore[attr-defined]
