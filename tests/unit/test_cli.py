"""The command line's mistakes: one clear line on standard error, the exit code of the issue, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.paths import WarehousePaths


def panelwatch(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from orchestration.cli import main; main()", *map(str, arguments)]
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False, timeout=120)


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (["run", "nowhere.txt"], 2, "nowhere.txt: no such file or folder"),
        (["run"], 2, "No source: name files or folders"),
        (["run", "--published", "yesterday", "."], 2, "--published yesterday: not a date"),
        (["claims"], 1, "Nothing is published"),
        (["claims", "--since", "2022"], 2, "--since 2022: not a date"),
        (["claims", "--json", "--csv"], 2, "--json or --csv"),
        (["explain", "abc"], 1, "Nothing is published"),
        (["review", "abc", "like", "--by", "A", "--reason", "b"], 2, "like: a decision is accept, reject, set"),
        (["review", "abc", "accept", "--reason", "b"], 2, "--by is empty"),
        (["review", "abc", "accept", "--by", "A", "--reason", "b"], 1, "Nothing is published"),
    ],
)
def test_a_mistake_is_one_clear_line(tmp_path: Path, arguments: list[str], code: int, told: str) -> None:
    done = panelwatch(*arguments, "--warehouse", tmp_path / "wh", cwd=tmp_path)
    assert done.returncode == code
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["nowhere.md"], "nowhere.md: no such file"),
        (["undated.txt"], "undated.txt: no_date"),
        (["undated.txt:9", "--published", "2022-01-01"], "undated.txt:9: no sentence there"),
    ],
)
def test_what_cannot_be_traced_is_one_clear_line(tmp_path: Path, arguments: list[str], told: str) -> None:
    (tmp_path / "undated.txt").write_text("North Korea fired a missile.\n", encoding="utf-8")
    done = panelwatch("trace", *arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert told in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", [["no-such-command"], ["run", "--no-such-option"], ["claims", "--limit", "many"]])
def test_wrong_usage_is_exit_code_two(tmp_path: Path, arguments: list[str]) -> None:
    done = panelwatch(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_no_wait_leaves_with_75_where_another_run_writes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    with writer_lock(WarehousePaths(tmp_path / "wh"), holder="the other run"):
        done = panelwatch("run", "a.txt", "--no-wait", "--warehouse", tmp_path / "wh", cwd=tmp_path)
    assert done.returncode == 75
    assert "the other run" in done.stderr


def test_status_of_an_empty_folder_says_how_to_fill_it(tmp_path: Path) -> None:
    done = panelwatch("status", "--warehouse", tmp_path / "wh", cwd=tmp_path)
    assert done.returncode == 0
    assert "panelwatch run SOURCE" in done.stdout


def test_reading_commands_do_not_import_dagster(tmp_path: Path) -> None:
    script = (
        "import sys; from orchestration import cli, terminal; from orchestration.warehouse import reading;"
        " print('dagster' in sys.modules or 'dbt' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=tmp_path)
    assert done.stdout.strip() == "False"
