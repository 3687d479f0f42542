"""Bytes are kept whole, once, under their hash."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.warehouse import landing
from orchestration.warehouse.paths import WarehousePaths


@given(st.binary(max_size=300))
def test_what_is_kept_is_read_back(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    paths = WarehousePaths(tmp_path_factory.getbasetemp() / "landing-property")
    identifier = landing.keep(paths, data)
    assert identifier == hashlib.sha256(data).hexdigest()
    assert landing.read(paths, identifier) == data


def test_keeping_again_leaves_the_file_alone(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    identifier = landing.keep(paths, b"same")
    before = landing.landing_path(paths, identifier).stat()
    assert landing.keep(paths, b"same") == identifier
    assert landing.landing_path(paths, identifier).stat().st_ino == before.st_ino


def test_a_file_cut_short_is_written_again(tmp_path: Path) -> None:
    paths = WarehousePaths(tmp_path)
    identifier = landing.keep(paths, b"all of it")
    landing.landing_path(paths, identifier).write_bytes(b"all")
    landing.keep(paths, b"all of it")
    assert landing.read(paths, identifier) == b"all of it"


def test_nothing_but_whole_files_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = WarehousePaths(tmp_path)

    def fail(source: str, target: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", fail)
    with pytest.raises(OSError, match="No space left"):
        landing.keep(paths, b"data")
    assert [p for p in paths.landing.rglob("*") if p.is_file()] == []
