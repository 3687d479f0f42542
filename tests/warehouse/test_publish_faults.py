"""A publish that is killed, runs out of disk or meets another leaves the published file whole; the next one goes on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from orchestration.warehouse.fingerprint import published_fingerprint
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import PublishFailed, publish
from orchestration.warehouse.reading import mart_rows, open_published
from tests.unit.warehouse.small_marts import make_build

_STEPS = [
    "checking that every quote is where its claim says",
    "writing the marts",
    "comparing with what is published",
    "writing exports",
    "putting them in the place of the published ones",
]

_PUBLISH = """
import sys
from pathlib import Path
from orchestration.errors import PanelwatchError
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import publish
{prelude}
try:
    publish(WarehousePaths(Path(sys.argv[1])), lambda line: print(line, flush=True))
except PanelwatchError as error:
    print(error.message, flush=True)
    sys.exit(error.exit_code)
"""

# Kills the process at the n-th time that a finished file or folder is about to take another's place
_KILL_AT_SWAP = """
import os, signal
count = 0
def die_at(method):
    def moved(self, target):
        global count
        if self.suffix != ".part":  # the lock's own file
            count += 1
            if count == {n}:
                os.kill(os.getpid(), signal.SIGKILL)
        return method(self, target)
    return moved
Path.rename, Path.replace = die_at(Path.rename), die_at(Path.replace)
"""

_LIMIT_FILES = """
import resource
resource.setrlimit(resource.RLIMIT_FSIZE, ({limit}, {limit}))
"""


def _start(paths: WarehousePaths, prelude: str = "") -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _PUBLISH.format(prelude=prelude), str(paths.root)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    """A warehouse with three documents published, and a build of five that is not."""
    return _prepared(WarehousePaths(tmp_path))


def _prepared(paths: WarehousePaths, filler: int = 50_000) -> WarehousePaths:
    make_build(paths, documents=3, fingerprint="old")
    publish(paths)
    make_build(paths, documents=5, fingerprint="new", filler=filler)
    return paths


def _assert_whole(paths: WarehousePaths, fingerprint: str, documents: int) -> None:
    assert published_fingerprint(paths) == fingerprint
    with open_published(paths) as con:
        assert mart_rows(con)["fct_claims"] == documents


def _assert_goes_on(paths: WarehousePaths) -> None:
    """Publishing again does it all and leaves nothing of the attempt before."""
    publish(paths)
    _assert_whole(paths, "new", 5)
    expected = {"panelwatch.duckdb", "build", "landing", "exports", "dagster", "inbox", "lock"}
    assert {p.name for p in paths.root.iterdir()} == expected
    assert (paths.exports / "dim_documents.csv").stat().st_size > 5 * 40_000


@pytest.mark.parametrize("step", _STEPS)
def test_killed_at_a_step(paths: WarehousePaths, step: str) -> None:
    process = _start(paths)
    assert process.stdout is not None
    for line in process.stdout:
        if line.strip() == step:
            break
    process.send_signal(signal.SIGKILL)
    process.communicate()
    if step == _STEPS[-1] and process.returncode == 0:
        _assert_whole(paths, "new", 5)  # it was done before the signal came
    else:
        assert process.returncode == -signal.SIGKILL
        assert published_fingerprint(paths) in ({"old", "new"} if step == _STEPS[-1] else {"old"})
    _assert_goes_on(paths)


@pytest.mark.parametrize("n", [1, 2, 3])
def test_killed_between_the_swaps(paths: WarehousePaths, n: int) -> None:
    before = paths.published.read_bytes()
    process = _start(paths, _KILL_AT_SWAP.format(n=n))
    process.communicate(timeout=120)
    assert process.returncode == -signal.SIGKILL
    assert paths.published.read_bytes() == before
    _assert_whole(paths, "old", 3)
    _assert_goes_on(paths)


def test_a_file_that_may_not_grow_is_one_clear_line(paths: WarehousePaths) -> None:
    before = paths.published.read_bytes()
    process = _start(paths, _LIMIT_FILES.format(limit=900_000))
    output, errors = process.communicate(timeout=120)
    assert (process.returncode, errors) == (1, "")
    assert output.splitlines()[-1].startswith(f"Not published, {paths.published} is untouched: ")
    assert paths.published.read_bytes() == before
    assert not list(paths.root.glob("*.tmp*"))
    _assert_goes_on(paths)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 20 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", str(folder)], capture_output=True, text=True, check=False
    )
    if mount.returncode:
        pytest.skip(f"no right to mount a small disk ({mount.stderr.strip()}); the file size limit is tested instead")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_one_clear_line(small_disk: Path) -> None:
    paths = _prepared(WarehousePaths(small_disk))
    before = paths.published.read_bytes()
    ballast = small_disk / "ballast"
    free = os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize
    ballast.write_bytes(b"x" * (free - 600_000))
    with pytest.raises(PublishFailed, match="is untouched") as caught:
        publish(paths)
    assert "\n" not in caught.value.message
    assert paths.published.read_bytes() == before
    _assert_whole(paths, "old", 3)
    ballast.unlink()
    _assert_goes_on(paths)


def test_two_at_once_come_one_after_the_other(paths: WarehousePaths) -> None:
    processes = [_start(paths) for _ in range(2)]
    ends = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], ends
    _assert_whole(paths, "new", 5)


_READ = """
import sys
from pathlib import Path
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.reading import mart_rows, open_published
paths, seen = WarehousePaths(Path(sys.argv[1])), []
with open_published(paths) as first:
    before = mart_rows(first)["fct_claims"]
    print("reading", flush=True)
    sys.stdin.readline()  # meanwhile another version is published
    assert mart_rows(first)["fct_claims"] == before
    documents = first.execute("SELECT text FROM marts.dim_documents").fetchall()
    assert ["missiles" in text for (text,) in documents] == [True] * before
with open_published(paths) as second:
    print(before, mart_rows(second)["fct_claims"])
"""


def test_a_reading_process_keeps_its_version_through_a_publish(paths: WarehousePaths) -> None:
    reader = subprocess.Popen(
        [sys.executable, "-c", _READ, str(paths.root)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert reader.stdout is not None
    assert reader.stdout.readline() == "reading\n"
    publish(paths)
    output, _ = reader.communicate("go on\n", timeout=60)
    assert (reader.returncode, output) == (0, "3 5\n")


_OPEN_AGAIN_AND_AGAIN = """
import sys, time
from pathlib import Path
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.reading import mart_rows, open_published
paths, seen = WarehousePaths(Path(sys.argv[1])), set()
print("reading", flush=True)
while 4 not in seen:
    with open_published(paths) as con:
        seen.add(mart_rows(con)["fct_claims"])
    time.sleep(0.005)
print(sorted(seen))
"""


def test_opening_while_it_is_replaced_always_works(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    make_build(paths, documents=1)
    publish(paths)
    command = [sys.executable, "-c", _OPEN_AGAIN_AND_AGAIN, str(paths.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as reader:
        assert reader.stdout is not None
        assert reader.stdout.readline() == "reading\n"
        for documents in (2, 3, 4):
            make_build(paths, documents=documents)
            publish(paths)
        output, _ = reader.communicate(timeout=60)
    assert reader.returncode == 0
    assert set(output.strip("[]\n").split(", ")) <= {"1", "2", "3", "4"}
