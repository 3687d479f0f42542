"""One writer at a time: an flock on a file in the warehouse's folder, which the kernel frees when its holder dies.

A run takes the lock once, before its first write, and holds it to its end. In one thread it is re-entrant: a command
that took it and then runs the job in its own process passes through. Everyone else waits, or is told who holds it.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from filelock import FileLock, Timeout

from orchestration.errors import PanelwatchError
from orchestration.warehouse.paths import WarehousePaths

_POLL_SECONDS = 0.2


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a warehouse's lock, since when (UTC)."""

    name: str
    pid: int
    since: datetime

    def __str__(self) -> str:
        return f"{self.name} (process {self.pid}, since {self.since:%Y-%m-%d %H:%M:%S} UTC)"


class WarehouseBusy(PanelwatchError):
    """Another run holds the warehouse and the caller did not want to wait."""

    exit_code = 75  # EX_TEMPFAIL: try again later

    def __init__(self, paths: WarehousePaths, holder: Holder | None) -> None:
        self.holder = holder
        super().__init__(f"The warehouse {paths.root} is being written by {holder or 'another run'}; try again later.")


@dataclass(slots=True)
class _Held:
    lock: FileLock
    thread: int
    depth: int


_held: dict[Path, _Held] = {}
_held_guard = threading.Lock()


@contextmanager
def writer_lock(
    paths: WarehousePaths,
    *,
    holder: str,
    wait: bool = True,
    on_wait: Callable[[Holder | None], None] | None = None,
) -> Iterator[None]:
    """Hold the warehouse for writing while the block runs.

    `holder` names the caller to others ("panelwatch run", "run 1f2e…"). `on_wait` is called with the present holder
    when waiting begins and again when another one gets in before. Raises WarehouseBusy where `wait` is false and
    it is held.
    """
    acquire(paths, holder=holder, wait=wait, on_wait=on_wait)
    try:
        yield
    finally:
        release(paths)


def acquire(
    paths: WarehousePaths,
    *,
    holder: str,
    wait: bool = True,
    on_wait: Callable[[Holder | None], None] | None = None,
) -> None:
    """Take the lock; for callers with a set-up and a tear-down instead of a block. As `writer_lock` otherwise."""
    with _held_guard:
        held = _held.get(paths.lock_file)
        if held is not None and held.thread == threading.get_ident():
            held.depth += 1
            return
    paths.root.mkdir(parents=True, exist_ok=True)
    lock = FileLock(paths.lock_file, thread_local=False, is_singleton=False)
    _wait_for(lock, paths, wait, on_wait)
    with _held_guard:
        _held[paths.lock_file] = _Held(lock, threading.get_ident(), 1)
    _write_holder(paths, Holder(holder, os.getpid(), datetime.now(UTC)))


def release(paths: WarehousePaths) -> None:
    """Give back what `acquire` took; the last release of a holder frees the lock."""
    with _held_guard:
        held = _held[paths.lock_file]
        held.depth -= 1
        if held.depth:
            return
        del _held[paths.lock_file]
    # the name goes before the lock: the next holder writes its own as soon as it is in
    paths.lock_holder_file.unlink(missing_ok=True)
    held.lock.release()


def current_holder(paths: WarehousePaths) -> Holder | None:
    """Who holds the warehouse now, by its own word; None where nobody does or the one who did is dead."""
    holder = _read_holder(paths)
    return holder if holder is not None and _alive(holder.pid) else None


def _wait_for(
    lock: FileLock, paths: WarehousePaths, wait: bool, on_wait: Callable[[Holder | None], None] | None
) -> None:
    told: Holder | None = None
    waiting = False
    while not _try(lock, seconds=1 if waiting else 0):
        holder = _read_holder(paths)
        if not wait:
            raise WarehouseBusy(paths, holder)
        if on_wait is not None and (not waiting or holder not in (None, told)):
            on_wait(holder)
            told = holder
        waiting = True


def _try(lock: FileLock, seconds: float) -> bool:
    try:
        lock.acquire(timeout=seconds, poll_interval=_POLL_SECONDS)
    except Timeout:
        return False
    return True


def _write_holder(paths: WarehousePaths, holder: Holder) -> None:
    record = asdict(holder) | {"since": holder.since.isoformat()}
    part = paths.lock_holder_file.with_suffix(".part")
    part.write_text(json.dumps(record), encoding="utf-8")
    part.replace(paths.lock_holder_file)


def _read_holder(paths: WarehousePaths) -> Holder | None:
    try:
        record = json.loads(paths.lock_holder_file.read_text(encoding="utf-8"))
        return Holder(record["name"], record["pid"], datetime.fromisoformat(record["since"]))
    except (OSError, ValueError, KeyError):
        return None  # between taking the lock and writing the name


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it lives, and is someone else's
        return True
    return True
