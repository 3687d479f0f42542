"""Runs killed with SIGKILL in the middle, however they were started: the next run goes on, and all is there."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from orchestration.warehouse.paths import PROJECT_ROOT, WarehousePaths
from tests.warehouse.conftest import PANELWATCH, command_environment, panelwatch, query, write_document

LAUNCH = (
    "North Korea fired {count} short-range ballistic missiles into the sea on Thursday, South Korea's military said."
)
DAGSTER = Path(sys.executable).with_name("dagster")
PATIENCE = 240  # polls of half a second before a test gives up on a process that hangs


def many_documents(folder: Path, count: int = 30) -> Path:
    """Enough documents that a run has a middle."""
    for number in range(count):
        write_document(folder, f"story-{number}.md", LAUNCH.format(count=number + 2))
    return folder


def wait_until(condition: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Poll until the condition holds; fail if the process ends before, or nothing happens."""
    for _ in range(PATIENCE * 10):
        if condition():
            return
        try:
            process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            continue
        pytest.fail(f"the process ended with {process.returncode} before it was killed")
    pytest.fail("nothing happened")


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """SIGKILL to the process and all it started."""
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def start(command: list[str], environment: dict[str, str], log: Path) -> subprocess.Popen[bytes]:
    """Start a command in a process group of its own."""
    with log.open("ab") as out:
        return subprocess.Popen(
            command, cwd=PROJECT_ROOT, env=environment, stdout=out, stderr=out, start_new_session=True
        )


def dagster_environment(paths: WarehousePaths) -> dict[str, str]:
    return command_environment() | {"DAGSTER_HOME": str(paths.dagster_home), "PANELWATCH_WAREHOUSE": str(paths.root)}


def building(paths: WarehousePaths) -> Callable[[], bool]:
    """Whether dbt is at work: the results of the last build are put away, those of this one are not yet written."""
    results = paths.dbt_target / "run_results.json"
    assert results.exists()
    return lambda: not results.exists()


def landed(paths: WarehousePaths, more_than: int) -> Callable[[], bool]:
    """Whether ingest has begun to keep bytes."""
    return lambda: sum(1 for p in paths.landing.rglob("*") if p.is_file()) > more_than


def assert_all_there(warehouse: Path, count: int = 30) -> None:
    assert query(warehouse, "select count(*) from marts.dim_documents where uri like '%story-%'") == [(count,)]
    read = query(
        warehouse,
        "select count(distinct document_id) from marts.fct_claims join marts.dim_documents using (document_id)"
        " where uri like '%story-%' and claim_type = 'weapons.launch'",
    )
    assert read == [(count,)]


@pytest.mark.parametrize("moment", ["ingest", "build"])
def test_killed_command_is_finished_by_the_next(own_copy: Path, tmp_path: Path, moment: str) -> None:
    paths = WarehousePaths(own_copy)
    source = many_documents(tmp_path / "in")
    published = paths.published.read_bytes()
    kept = sum(1 for p in paths.landing.rglob("*") if p.is_file())
    condition = landed(paths, kept) if moment == "ingest" else building(paths)
    command = [PANELWATCH, "run", str(source), "--warehouse", str(own_copy)]
    process = start(command, command_environment(), tmp_path / "log")
    wait_until(condition, process)
    kill_group(process)
    assert paths.published.read_bytes() == published
    again = panelwatch("run", source, warehouse=own_copy)
    assert again.code == 0, again.output
    assert_all_there(own_copy)


def test_killed_materialization_from_the_dagster_command_is_finished_by_the_next(
    own_copy: Path, tmp_path: Path
) -> None:
    paths = WarehousePaths(own_copy)
    many_documents(paths.inbox)
    command = [str(DAGSTER), "asset", "materialize", "--select", "*", "-m", "orchestration.definitions"]
    process = start(command, dagster_environment(paths), tmp_path / "log")
    wait_until(building(paths), process)
    kill_group(process)
    finished = start(command, dagster_environment(paths), tmp_path / "log")
    assert finished.wait() == 0, (tmp_path / "log").read_text()[-3000:]
    assert_all_there(own_copy)


class Ui:
    """The Dagster UI of a warehouse, asked as the browser asks it."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/graphql"

    def ask(self, query_text: str, **variables: Any) -> dict[str, Any]:
        """One GraphQL request; raises OSError while the server is not up."""
        body = json.dumps({"query": query_text, "variables": variables}).encode()
        request = urllib.request.Request(self.address, body, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)["data"]  # type: ignore[no-any-return]

    def is_up(self) -> bool:
        """Whether the server answers and has loaded the definitions."""
        try:
            found = self.ask("{ repositoriesOrError { ... on RepositoryConnection { nodes { name } } } }")
        except (OSError, urllib.error.URLError):
            return False
        return bool(found["repositoriesOrError"].get("nodes"))

    def materialize_all(self) -> str:
        """What the button Materialize all sends; returns the run's id."""
        answer = self.ask(
            "mutation($p: ExecutionParams!) { launchPipelineExecution(executionParams: $p)"
            " { __typename ... on LaunchRunSuccess { run { runId } } ... on PythonError { message } } }",
            p={
                "mode": "default",
                "runConfigData": {},
                "selector": {
                    "repositoryLocationName": "orchestration.definitions",
                    "repositoryName": "__repository__",
                    "pipelineName": "panelwatch_run",
                },
            },
        )["launchPipelineExecution"]
        assert "run" in answer, answer
        return str(answer["run"]["runId"])

    def runs(self) -> dict[str, str]:
        """Status of every run of this history."""
        found = self.ask("{ runsOrError { ... on Runs { results { runId status } } } }")
        return {r["runId"]: r["status"] for r in found["runsOrError"]["results"]}


@contextmanager
def open_ui(paths: WarehousePaths, log: Path) -> Iterator[tuple[Ui, subprocess.Popen[bytes]]]:
    """`panelwatch ui` on a free port, ended with all it started."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PANELWATCH, "ui", "--port", str(port), "--warehouse", str(paths.root)]
    process = start(command, command_environment(), log)
    try:
        ui = Ui(port)
        wait_until(ui.is_up, process)
        yield ui, process
    finally:
        if process.poll() is None:
            kill_group(process)


@pytest.mark.parametrize("way", ["button", "sensor"])
def test_killed_run_of_the_ui_is_finished_by_the_next(own_copy: Path, tmp_path: Path, way: str) -> None:
    paths = WarehousePaths(own_copy)
    log = tmp_path / "log"
    is_building = building(paths)
    if way == "button":
        many_documents(tmp_path / "in")
        paths.config_file.write_text(f"sources:\n  - name: stories\n    path: {tmp_path / 'in'}\n")
    with open_ui(paths, log) as (ui, process):
        earlier = set(ui.runs())
        if way == "button":
            ui.materialize_all()
        else:
            many_documents(paths.inbox)
        wait_until(is_building, process)
        (killed,) = set(ui.runs()) - earlier
        kill_group(process)
    again = panelwatch("run", paths.inbox if way == "sensor" else tmp_path / "in", warehouse=own_copy)
    assert again.code == 0, again.output
    assert_all_there(own_copy)
    with open_ui(paths, log) as (ui, _):
        assert ui.runs()[killed] == "FAILURE"
