"""Files and folders of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict

from orchestration.sources.found import FoundDocument

SIDECAR_SUFFIXES = (".yml", ".yaml")


class FolderSource(BaseModel):
    """A folder, read with all below it, or a single file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kind: Literal["folder"] = "folder"
    name: str
    path: Path
    published: date | None = None

    def find(self, skip: Path | None = None) -> Iterator[FoundDocument]:
        """The documents, in the order of their paths, each read when it is asked for.

        Hidden files, sidecars and the folder `skip` (a warehouse below this source) are passed over. A file that cannot
        be opened comes with its `error`; a path that is not there is a FileNotFoundError.
        """
        for path in self.files(skip):
            yield self._read(path)

    def files(self, skip: Path | None = None) -> Iterator[Path]:
        """The paths that `find` reads. A file named by itself is always one of them."""
        root = self.path.expanduser().absolute()
        if not root.exists():
            raise FileNotFoundError(f"{root} is not there.")
        if root.is_file():
            yield root
            return
        for folder, names, files in os.walk(root):
            names[:] = sorted(n for n in names if not n.startswith(".") and Path(folder, n) != skip)
            for name in sorted(files):
                path = Path(folder, name)
                if not name.startswith(".") and path.suffix.lower() not in SIDECAR_SUFFIXES and path.is_file():
                    yield path

    def _read(self, path: Path) -> FoundDocument:
        uri = f"file://{path.as_posix()}"  # unquoted, so that people read it and its stem is the file's
        try:
            data, sidecar, error = path.read_bytes(), _sidecar_of(path), None
        except OSError as problem:
            data, sidecar, error = b"", None, problem.strerror or str(problem)
        return FoundDocument(
            uri=uri,
            name=path.name,
            source=self.name,
            data=data,
            sidecar=sidecar,
            published=self.published,
            error=error,
        )


def _sidecar_of(path: Path) -> bytes | None:
    """The bytes of `report.txt.yml`, or of `report.yml` where that is not there."""
    for stem in (path.name, path.stem):
        for suffix in SIDECAR_SUFFIXES:
            beside = path.with_name(stem + suffix)
            if beside != path and beside.is_file():
                return beside.read_bytes()
    return None
