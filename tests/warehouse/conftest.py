"""One end-to-end build of the project's own documents, shared by all tests of the session."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from orchestration.warehouse.paths import PROJECT_ROOT

PANELWATCH = str(Path(sys.executable).with_name("panelwatch"))
DOCUMENTS = PROJECT_ROOT / "seeds" / "documents"


@dataclass(frozen=True)
class Run:
    """What one call of the command did."""

    code: int
    output: str


def panelwatch(*arguments: str | Path, warehouse: Path) -> Run:
    """Call the command as a user does, in a process of its own."""
    done = subprocess.run(
        [PANELWATCH, *map(str, arguments), "--warehouse", str(warehouse)],
        cwd=PROJECT_ROOT,
        env=command_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    return Run(done.returncode, done.stdout + done.stderr)


def command_environment() -> dict[str, str]:
    """This process's environment without what another warehouse may have left in it."""
    return {k: v for k, v in os.environ.items() if not k.startswith(("PANELWATCH_", "DAGSTER_", "DBT_"))} | {
        "COLUMNS": "200"
    }


def query(warehouse: Path, sql: str) -> list[tuple[object, ...]]:
    """Rows of a query over the published file, opened anew."""
    with duckdb.connect(str(warehouse / "panelwatch.duckdb"), read_only=True) as con:
        return con.execute(sql).fetchall()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Run]:
    """The warehouse of the project's own documents, and the run that made it. Read it only; copy it to change it."""
    warehouse = tmp_path_factory.mktemp("demo") / "warehouse"
    run = panelwatch("run", DOCUMENTS, warehouse=warehouse)
    assert run.code == 0, run.output
    return warehouse, run


@pytest.fixture
def own_copy(demo: tuple[Path, Run], tmp_path: Path) -> Path:
    """A copy of the demo warehouse that a test may change."""
    copy = tmp_path / "warehouse"
    shutil.copytree(demo[0], copy)
    return copy


def write_document(folder: Path, name: str, text: str, published: str = "2022-01-30") -> Path:
    """One small Markdown document."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(
        f"---\ntitle: Test\npublisher: Example Wire\npublished: {published}\n---\n\n{text}\n", encoding="utf-8"
    )
    return path
