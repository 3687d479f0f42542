"""Bytes as they came, kept by their hash and never changed."""

from __future__ import annotations

import hashlib
import os
import tempfile
from pathlib import Path

from orchestration.warehouse.paths import WarehousePaths


def document_id(data: bytes) -> str:
    """The id of a document: the SHA-256 of its bytes, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def landing_path(paths: WarehousePaths, identifier: str) -> Path:
    """Where the bytes of a document are kept: `landing/ab/abcdef…`."""
    return paths.landing / identifier[:2] / identifier


def keep(paths: WarehousePaths, data: bytes) -> str:
    """Keep bytes under their hash and return it; keeping the same bytes again changes nothing.

    The file appears whole or not at all: a run killed while writing leaves a `.part` file that no one reads.
    """
    identifier = document_id(data)
    final = landing_path(paths, identifier)
    # a size that differs is what a full disk or a crash of the machine leaves behind; such a file is written again
    if final.exists() and final.stat().st_size == len(data):
        return identifier
    final.parent.mkdir(parents=True, exist_ok=True)
    handle, part = tempfile.mkstemp(dir=final.parent, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            os.fchmod(file.fileno(), 0o644)  # mkstemp makes files that only their owner reads
        Path(part).replace(final)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
    return identifier


def read(paths: WarehousePaths, identifier: str) -> bytes:
    """The kept bytes of a document; raises FileNotFoundError where they were never kept."""
    return landing_path(paths, identifier).read_bytes()
