"""When runs start by themselves, and the one job that all of them, the UI and the command line run."""

import hashlib
import json
import time
from pathlib import Path

import dagster as dg

from orchestration.defs.dead_runs import mark_dead_runs
from orchestration.settings import warehouse_of_history

_SETTLED_SECONDS = 5  # a file that changed later than this may still be being copied

panelwatch_run = dg.define_asset_job(
    "panelwatch_run",
    selection=dg.AssetSelection.all(),
    description="The run: look at the sources, read what is new; if anything is, build, test and publish the marts.",
    executor_def=dg.in_process_executor,
)


def run_config(sources: list[str], published: str | None = None) -> dg.RunConfig:
    """The configuration of a run that reads these files and folders only."""
    return dg.RunConfig(ops={"ingest": {"config": {"sources": sources, "published": published}}})


daily = dg.ScheduleDefinition(
    name="daily",
    job=panelwatch_run,
    cron_schedule="0 5 * * *",
    execution_timezone="UTC",
    default_status=dg.DefaultScheduleStatus.RUNNING,
    description="Every morning: the configured sources and the inbox.",
)


@dg.sensor(
    job=panelwatch_run,
    minimum_interval_seconds=30,
    default_status=dg.DefaultSensorStatus.RUNNING,
    description="Starts one run for what is new in the inbox of the warehouse, once nothing there changes any more.",
)
def inbox(context: dg.SensorEvaluationContext) -> dg.SensorResult | dg.SkipReason:
    """One run for all new files; its key is what the inbox holds, so that the same files never start a second one."""
    for dead in mark_dead_runs(context.instance):
        context.log.warning(f"Run {dead[:8]} was killed; it is marked as failed.")
    paths = warehouse_of_history(Path(context.instance.root_directory))
    if not paths.inbox.exists():
        return dg.SkipReason(f"There is no folder {paths.inbox}.")
    marks = _marks(paths.inbox)
    seen = set(json.loads(context.cursor)) if context.cursor else set()
    if marks.keys() <= seen:
        return dg.SkipReason(f"Nothing new in {paths.inbox}.")
    if max(marks.values()) > time.time() - _SETTLED_SECONDS:
        return dg.SkipReason("Files are still arriving.")
    key = hashlib.sha256("".join(sorted(marks)).encode()).hexdigest()
    request = dg.RunRequest(run_key=key, run_config=run_config([str(paths.inbox)]))
    return dg.SensorResult([request], cursor=json.dumps(sorted(marks)))


def _marks(folder: Path) -> dict[str, float]:
    """A short mark for each file's name, size and time, and when it last changed (seconds since 1970)."""
    marks = {}
    for path in folder.rglob("*"):  # sidecars too: one that comes later makes a document readable
        if path.name.startswith(".") or not path.is_file():
            continue
        stat = path.stat()
        mark = f"{path.relative_to(folder)} {stat.st_size} {stat.st_mtime_ns}"
        marks[hashlib.sha256(mark.encode()).hexdigest()[:12]] = max(stat.st_mtime, stat.st_ctime)
    return marks
