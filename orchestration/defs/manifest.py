"""dbt's manifest, from which the models become assets: parsed once for each state of the dbt project."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock

from orchestration.errors import PanelwatchError
from orchestration.warehouse.fingerprint import folder_hash
from orchestration.warehouse.paths import DBT_PROJECT, REFERENCE

_TARGET = DBT_PROJECT / "target"


def manifest_file() -> Path:
    """Path of a manifest of the dbt project as it is now; parses it where there is none yet. Needs no database."""
    state = f"{folder_hash(DBT_PROJECT)} {folder_hash(REFERENCE)}"
    stamp, manifest = _TARGET / "manifest.state", _TARGET / "manifest.json"
    if not _is_current(stamp, manifest, state):
        _TARGET.mkdir(exist_ok=True)
        with FileLock(_TARGET / "manifest.lock"):  # several Dagster processes start at once
            if not _is_current(stamp, manifest, state):
                _parse()
                stamp.write_text(state, encoding="utf-8")
    return manifest


def _is_current(stamp: Path, manifest: Path, state: str) -> bool:
    return manifest.exists() and stamp.exists() and stamp.read_text(encoding="utf-8") == state


def _parse() -> None:
    """Parse into a folder of its own and move what is kept, so that no one reads half a manifest."""
    with tempfile.TemporaryDirectory(dir=_TARGET) as folder:
        # a full parse: what dbt keeps of an earlier state has missed tests that another version of the project added
        done = subprocess.run(
            [Path(sys.executable).with_name("dbt"), "parse", "--no-send-anonymous-usage-stats", "--no-use-colors",
             "--project-dir", DBT_PROJECT, "--profiles-dir", DBT_PROJECT,
             "--target-path", folder, "--log-path", folder],
            # never opened; its stem is the database that the assets show as their storage
            env=os.environ | {"PANELWATCH_BUILD_DB": "warehouse.duckdb"},
            capture_output=True,
            text=True,
            check=False,
        )  # fmt: skip
        if done.returncode:
            raise PanelwatchError(f"The dbt project does not parse: {_reason(done.stdout)}")
        Path(folder, "manifest.json").replace(_TARGET / "manifest.json")


def _reason(log: str) -> str:
    """The lines of dbt's log from its first error on, as one."""
    lines = [line.split("  ", 1)[-1].strip() for line in log.splitlines() if line.strip()]
    first = next((at for at, line in enumerate(lines) if "Error" in line), 0)
    return " ".join(lines[first : first + 4])
