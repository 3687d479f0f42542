"""Sources: which files of a folder are documents, and in which order they come."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orchestration.errors import PanelwatchError
from orchestration.sources.config import configured_sources
from orchestration.sources.folder import FolderSource


def write(path: Path, content: str = "text") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def test_documents_come_in_the_order_of_their_paths_without_sidecars_and_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "a.md.yml", ".hidden.txt", ".git/x.txt", "sub/c.html", "wh/landing/d.txt"):
        write(tmp_path / name)
    found = list(FolderSource(name="s", path=tmp_path).find(skip=tmp_path / "wh"))
    assert [f.name for f in found] == ["a.md", "b.txt", "c.html"]
    assert found[0].uri == f"file://{tmp_path}/a.md"


@pytest.mark.parametrize("sidecar", ["report.txt.yml", "report.yml", "report.yaml"])
def test_a_sidecar_goes_with_its_document(tmp_path: Path, sidecar: str) -> None:
    path = write(tmp_path / "report.txt")
    write(tmp_path / sidecar, "published: 2024-01-01")
    (found,) = FolderSource(name="s", path=path).find()
    assert found.sidecar == b"published: 2024-01-01"


def test_a_single_file_is_a_source_whatever_its_name(tmp_path: Path) -> None:
    path = write(tmp_path / ".note.txt")
    assert [f.data for f in FolderSource(name="s", path=path).find()] == [b"text"]


def test_sources_are_read_from_the_configuration_relative_to_it(tmp_path: Path) -> None:
    write(tmp_path / "reports" / "a.txt")
    config = write(
        tmp_path / "warehouse" / "panelwatch.yml",
        "sources:\n  - {name: reports, kind: folder, path: ../reports, published: 2024-05-01}\n",
    )
    (source,) = configured_sources(config)
    assert source.path == tmp_path / "reports"
    assert source.published == date(2024, 5, 1)
    assert configured_sources(tmp_path / "none.yml") == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("sources: [{name: a, path: nowhere}]", "not there"),
        ("sources: [{name: a}]", "sources.0.path"),
        ("sources: [{name: a, path: ., knd: folder}]", "knd"),
        ("sources: [{name: a, path: .}, {name: a, path: .}]", "same name"),
        ("sources: [", "not valid YAML"),
    ],
)
def test_a_mistake_in_the_configuration_is_one_clear_line(tmp_path: Path, content: str, told: str) -> None:
    config = write(tmp_path / "panelwatch.yml", content)
    with pytest.raises(PanelwatchError, match=told) as raised:
        configured_sources(config)
    assert raised.value.exit_code == 2
    assert "\n" not in raised.value.message
