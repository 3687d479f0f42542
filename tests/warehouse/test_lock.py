"""One writer at a time, over threads and processes, alive or killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from orchestration.warehouse.lock import Holder, WarehouseBusy, acquire, current_holder, release, writer_lock
from orchestration.warehouse.paths import WarehousePaths

_HOLD = """
import sys, time
from pathlib import Path
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.paths import WarehousePaths
with writer_lock(WarehousePaths(Path(sys.argv[1])), holder="run in the other process"):
    print("in", flush=True)
    time.sleep(float(sys.argv[2]))
"""


@contextmanager
def _other_process(paths: WarehousePaths, seconds: float) -> Iterator[subprocess.Popen[str]]:
    """A process that holds the lock from the beginning of the block for so many seconds, or until it is killed."""
    command = [sys.executable, "-c", _HOLD, str(paths.root), str(seconds)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "in\n"
        try:
            yield process
        finally:
            process.kill()


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    return WarehousePaths(tmp_path / "warehouse")


def test_who_does_not_wait_hears_who_holds_it(paths: WarehousePaths) -> None:
    with _other_process(paths, 60) as other:
        with pytest.raises(WarehouseBusy) as caught, writer_lock(paths, holder="me", wait=False):
            pass
        holder = current_holder(paths)
    assert holder is not None
    assert holder.pid == other.pid
    assert (
        f"run in the other process (process {other.pid}, since {holder.since:%Y-%m-%d %H:%M:%S} UTC)"
        in caught.value.message
    )
    assert caught.value.exit_code == 75


def test_who_waits_hears_for_whom_once_and_gets_in(paths: WarehousePaths) -> None:
    told: list[Holder | None] = []
    with _other_process(paths, 2.5), writer_lock(paths, holder="me", on_wait=told.append):
        present = current_holder(paths)
    assert [h.name for h in told if h] == ["run in the other process"]
    assert present is not None
    assert (present.name, present.pid) == ("me", os.getpid())
    assert current_holder(paths) is None


def test_a_killed_holder_frees_it(paths: WarehousePaths) -> None:
    with _other_process(paths, 60) as other:
        os.kill(other.pid, signal.SIGKILL)
        other.wait()
        assert current_holder(paths) is None
        with writer_lock(paths, holder="me", wait=False):
            pass


def test_a_killed_waiter_leaves_nothing(paths: WarehousePaths) -> None:
    with writer_lock(paths, holder="me"):
        waiter = subprocess.Popen([sys.executable, "-c", _HOLD, str(paths.root), "0"])
        time.sleep(1.0)
        waiter.kill()
        waiter.wait()
        holder = current_holder(paths)
    assert holder is not None
    assert holder.name == "me"
    with writer_lock(paths, holder="me again", wait=False):
        pass


def test_the_same_thread_passes_through(paths: WarehousePaths) -> None:
    with writer_lock(paths, holder="command"), writer_lock(paths, holder="its run", wait=False):
        holder = current_holder(paths)
    assert holder is not None
    assert holder.name == "command"
    assert current_holder(paths) is None


def test_another_thread_does_not(paths: WarehousePaths) -> None:
    busy: list[WarehouseBusy] = []

    def try_it() -> None:
        try:
            acquire(paths, holder="thread", wait=False)
        except WarehouseBusy as error:
            busy.append(error)

    with writer_lock(paths, holder="me"):
        thread = threading.Thread(target=try_it)
        thread.start()
        thread.join()
    assert len(busy) == 1


def test_an_error_inside_frees_it(paths: WarehousePaths) -> None:
    with pytest.raises(ZeroDivisionError), writer_lock(paths, holder="me"):
        raise ZeroDivisionError
    acquire(paths, holder="me", wait=False)
    release(paths)


def test_many_processes_get_in_one_by_one(paths: WarehousePaths, tmp_path: Path) -> None:
    count = tmp_path / "count"
    count.write_text("0")
    add_one = """
import sys, time
from pathlib import Path
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.paths import WarehousePaths
count = Path(sys.argv[2])
for _ in range(5):
    with writer_lock(WarehousePaths(Path(sys.argv[1])), holder="one of many"):
        seen = int(count.read_text())
        time.sleep(0.01)
        count.write_text(str(seen + 1))
"""
    processes = [subprocess.Popen([sys.executable, "-c", add_one, str(paths.root), str(count)]) for _ in range(4)]
    assert [p.wait(timeout=120) for p in processes] == [0] * 4
    assert count.read_text() == "20"
