"""The sources of a warehouse, as its `panelwatch.yml` names them.

sources:
  - name: reports          # shown beside each document
    kind: folder
    path: ../reports       # from the folder of this file
    published: 2024-05-01  # optional: the date for documents that state none
"""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from orchestration.errors import PanelwatchError
from orchestration.sources.folder import FolderSource

# With a second kind this becomes a union that `kind` tells apart
Source = FolderSource


class SourcesFile(BaseModel):
    """The whole of `panelwatch.yml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sources: list[Source] = []


def configured_sources(config_file: Path) -> list[Source]:
    """The sources that a warehouse's configuration names; none where there is no such file.

    Raises PanelwatchError (exit code 2) that says what is wrong, and in which entry.
    """
    if not config_file.exists():
        return []
    try:
        content = yaml.safe_load(config_file.read_text(encoding="utf-8")) or {}
        sources = SourcesFile.model_validate(content).sources
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise PanelwatchError(f"{config_file} is not valid YAML: {str(error).splitlines()[0]}", 2) from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise PanelwatchError(f"{config_file}: {where}: {first['msg']}", 2) from error
    names = [source.name for source in sources]
    if len(set(names)) < len(names):
        raise PanelwatchError(f"{config_file}: two sources have the same name.", 2)
    return [_from(config_file.parent, source) for source in sources]


def _from(folder: Path, source: Source) -> Source:
    """The source with its path made absolute; raises PanelwatchError (exit code 2) where nothing is there."""
    path = folder / source.path.expanduser()
    if not path.exists():
        raise PanelwatchError(f"Source {source.name!r}: {path} is not there.", 2)
    return source.model_copy(update={"path": path.resolve()})
