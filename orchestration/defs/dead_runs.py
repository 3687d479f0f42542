"""Runs of this machine that were killed: Dagster still takes them for running, and keeps for them what they held."""

from __future__ import annotations

import socket
from pathlib import Path

import dagster as dg

HOST_TAG = "panelwatch/host"
PROCESS_TAG = "panelwatch/process"  # process id and start time: ids are used again

_RUNNING = [dg.DagsterRunStatus.STARTING, dg.DagsterRunStatus.STARTED, dg.DagsterRunStatus.CANCELING]


def sign(instance: dg.DagsterInstance, run_id: str) -> None:
    """Write into a run which process carries it out: this one."""
    instance.add_run_tags(run_id, {HOST_TAG: socket.gethostname(), PROCESS_TAG: _process_mark("self")})


def mark_dead_runs(instance: dg.DagsterInstance) -> list[str]:
    """Report runs as failed whose process on this host is gone, free their concurrency slots, and return their ids."""
    dead = []
    for run in instance.get_runs(filters=dg.RunsFilter(statuses=_RUNNING, tags={HOST_TAG: socket.gethostname()})):
        mark = run.tags.get(PROCESS_TAG, "")
        if mark and mark != _process_mark(mark.split(":")[0]):
            instance.report_run_failed(
                run, "The process of this run is gone: it was killed. The next run goes on from there."
            )
            instance.event_log_storage.free_concurrency_slots_for_run(run.run_id)
            dead.append(run.run_id)
    return dead


def _process_mark(process: str) -> str:
    """`pid:start` of a process, empty where it is gone; the start is in clock ticks since boot."""
    try:
        stat = Path("/proc", process, "stat").read_text(encoding="utf-8")
    except OSError:
        return ""
    # the second field is the command in brackets and may hold spaces: count from its end
    pid, rest = stat.split(" ", 1)[0], stat.rpartition(")")[2].split()
    state, start = rest[0], rest[19]
    return "" if state == "Z" else f"{pid}:{start}"
