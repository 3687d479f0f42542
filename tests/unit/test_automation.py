"""The inbox sensor: one run for what is new, none for what it has seen, none while files arrive."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import dagster as dg
import pytest

from orchestration.defs import automation
from orchestration.defs.dead_runs import HOST_TAG, PROCESS_TAG, mark_dead_runs, sign


@pytest.fixture
def warehouse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("PANELWATCH_WAREHOUSE", raising=False)
    (tmp_path / "dagster").mkdir()
    (tmp_path / "inbox").mkdir()
    return tmp_path


def put(warehouse: Path, name: str, age: float = 60) -> None:
    path = warehouse / "inbox" / name
    path.write_text("text", encoding="utf-8")
    os.utime(path, (time.time() - age,) * 2)


def tick(instance: dg.DagsterInstance, cursor: str | None = None) -> dg.SensorResult | dg.SkipReason:
    result = automation.inbox(dg.build_sensor_context(instance=instance, cursor=cursor))
    assert isinstance(result, dg.SensorResult | dg.SkipReason)
    return result


def test_one_run_for_new_files_and_none_for_the_same_again(warehouse: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automation, "_SETTLED_SECONDS", 0)
    with dg.DagsterInstance.local_temp(str(warehouse / "dagster")) as instance:
        assert isinstance(tick(instance), dg.SkipReason)
        put(warehouse, "a.txt")
        put(warehouse, "b.txt")
        first = tick(instance)
        assert isinstance(first, dg.SensorResult)
        (request,) = first.run_requests or ()
        assert request.run_config["ops"]["ingest"]["config"]["sources"] == [str(warehouse / "inbox")]
        assert isinstance(tick(instance, first.cursor), dg.SkipReason)
        put(warehouse, "a.txt.yml")
        assert isinstance(tick(instance, first.cursor), dg.SensorResult)


def test_it_waits_for_files_that_still_arrive(warehouse: Path) -> None:
    with dg.DagsterInstance.local_temp(str(warehouse / "dagster")) as instance:
        put(warehouse, "a.txt", age=0)
        result = tick(instance)
        assert isinstance(result, dg.SkipReason)
        assert "arriving" in (result.skip_message or "")


def test_only_runs_whose_process_is_gone_are_marked_as_failed(warehouse: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    with dg.DagsterInstance.local_temp(str(warehouse / "dagster")) as instance:
        alive = instance.create_run_for_job(_job, status=dg.DagsterRunStatus.STARTED)
        sign(instance, alive.run_id)
        host = instance.get_run_by_id(alive.run_id).tags[HOST_TAG]  # type: ignore[union-attr]
        dead = instance.create_run_for_job(_job, status=dg.DagsterRunStatus.STARTED)
        instance.add_run_tags(dead.run_id, {HOST_TAG: host, PROCESS_TAG: f"{gone.pid}:1"})
        other = instance.create_run_for_job(_job, status=dg.DagsterRunStatus.STARTED)
        instance.add_run_tags(other.run_id, {HOST_TAG: "another-host", PROCESS_TAG: f"{gone.pid}:1"})
        assert mark_dead_runs(instance) == [dead.run_id]
        assert instance.get_run_by_id(dead.run_id).status == dg.DagsterRunStatus.FAILURE  # type: ignore[union-attr]


@dg.op
def _nothing() -> None:
    pass


@dg.job
def _job() -> None:
    _nothing()
