"""A run in this process: the job that schedule, sensor and UI start too; its noise goes to a file.

Importing this module imports Dagster and dbt, which takes seconds: commands that only read leave it alone.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import dagster as dg
from dagster import DagsterEvent, ExecuteInProcessResult

from orchestration.definitions import defs
from orchestration.defs.automation import panelwatch_run, run_config
from orchestration.defs.transform import OUTCOME_TAG, PUBLISHED
from orchestration.steps.ingest import Refused
from orchestration.warehouse.paths import WarehousePaths


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a run did, read from the events that the UI shows too."""

    run_id: str
    error: str | None  # one line; None where the run succeeded
    nothing_new: str | None  # "nothing new since …" where neither build nor publish was due
    new: int = 0
    unchanged: int = 0
    read_again: int = 0
    claims_read: int = 0
    rejected: list[Refused] = field(default_factory=list)
    facts: dict[str, int] = field(default_factory=dict)  # rows of each fact mart
    changes: list[str] = field(default_factory=list)  # what the publish changed, in words


def execute(paths: WarehousePaths, sources: list[str], published: str | None, log: Path) -> Outcome:
    """Execute the job against the warehouse's own Dagster instance; DAGSTER_HOME must name it already.

    Everything that Dagster, dbt and their children print goes to `log`.
    """
    job = defs.resolve_job_def(panelwatch_run.name)
    config = run_config(sources, published)
    with _output_to(log), dg.DagsterInstance.get() as instance:
        result = job.execute_in_process(
            run_config=config, instance=instance, raise_on_error=False, tags={"panelwatch/started_by": "panelwatch run"}
        )
        run = instance.get_run_by_id(result.run_id)
    return _outcome(result, run.tags.get(OUTCOME_TAG) if run else None)


@contextmanager
def _output_to(log: Path) -> Iterator[None]:
    """Send file descriptors 1 and 2, and so the children's output too, to a file during the block."""
    log.parent.mkdir(parents=True, exist_ok=True)
    sys.stdout.flush()
    sys.stderr.flush()
    kept = os.dup(1), os.dup(2)
    with log.open("a", encoding="utf-8") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        yield
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        for original, target in zip(kept, (1, 2), strict=True):
            os.dup2(original, target)
            os.close(original)


def _outcome(result: ExecuteInProcessResult, told: str | None) -> Outcome:
    published = _metadata(result, PUBLISHED)
    documents = _metadata(result, dg.AssetKey(["raw", "documents"]))
    claims = _metadata(result, dg.AssetKey(["raw", "claims"]))
    rejections = _metadata(result, dg.AssetKey(["raw", "rejections"]))
    return Outcome(
        run_id=result.run_id,
        error=None if result.success else _first_error(result),
        nothing_new=told,
        new=documents.get("new", 0),
        unchanged=documents.get("unchanged", 0),
        read_again=documents.get("read_again", 0),
        claims_read=claims.get("new_or_read_again", 0),
        rejected=[Refused(**refused) for refused in rejections.get("rejected_documents", [])],
        facts=dict(published.get("facts", {})),
        changes=list(published.get("changes", [])),
    )


def _metadata(result: ExecuteInProcessResult, key: dg.AssetKey) -> dict[str, Any]:
    """Metadata of the run's materialization of an asset; empty where there was none."""
    for event in result.all_events:
        if event.is_step_materialization and event.asset_key == key:
            return {name: value.value for name, value in event.materialization.metadata.items()}
    return {}


def _first_error(result: ExecuteInProcessResult) -> str:
    """The reason of the first failure in one line: the innermost cause, without its class and stack."""
    for event in result.all_events:
        told = _error_of(event)
        if told:
            return told
    return "the run failed"


def _error_of(event: DagsterEvent) -> str | None:
    if event.is_step_failure:
        data = event.step_failure_data
        if data.user_failure_data is not None and data.user_failure_data.description:
            return data.user_failure_data.description.splitlines()[0]
        error = data.error
    elif event.is_failure:
        error = event.job_failure_data.error
    else:
        return None
    while error is not None and error.cause is not None:
        error = error.cause
    if error is None:
        return None
    message = error.message.strip().splitlines()[0]
    return message.removeprefix(f"{error.cls_name}: ").partition("Error: ")[2] or message


def log_file(paths: WarehousePaths) -> Path:
    """A new log for a run that starts now."""
    return paths.dagster_home / "logs" / f"run-{datetime.now(UTC):%Y%m%dT%H%M%S}-{os.getpid()}.log"
