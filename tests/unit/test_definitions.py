"""What Dagster loads: the asset keys in expected_asset_keys.txt, one job for all of them, and what starts it.

After adding or renaming a model, `python -m tests.unit.test_definitions` writes the file anew.
"""

from __future__ import annotations

from pathlib import Path

import dagster as dg

from orchestration.definitions import defs
from orchestration.warehouse.audit import CHECKS

EXPECTED = Path(__file__).with_name("expected_asset_keys.txt")
GRAPH = defs.resolve_asset_graph()


def keys() -> list[str]:
    return sorted(key.to_user_string() for key in GRAPH.get_all_asset_keys())


def test_the_expected_assets_are_loaded() -> None:
    assert keys() == EXPECTED.read_text(encoding="utf-8").split()


def test_every_asset_has_a_group_an_owner_a_description_and_its_kinds() -> None:
    bare = [
        key.to_user_string()
        for key in GRAPH.get_all_asset_keys()
        for node in [GRAPH.get(key)]
        if node.group_name == "default" or not (node.owners and node.description and node.kinds)
    ]
    assert bare == []


def test_the_job_runs_all_assets_and_all_checks() -> None:
    job = defs.resolve_job_def("panelwatch_run")
    assert job.asset_layer.selected_asset_keys == set(GRAPH.get_all_asset_keys())
    assert set(GRAPH.asset_check_keys) == set(job.asset_layer.asset_graph.asset_check_keys)
    assert job.executor_def is dg.in_process_executor


def test_the_audit_blocks_what_comes_after_the_marts() -> None:
    blocking = {key.name for key in GRAPH.asset_check_keys if GRAPH.get(key).blocking}
    assert set(CHECKS) <= blocking


def test_dbt_tests_are_asset_checks() -> None:
    checked = {key.asset_key.to_user_string() for key in GRAPH.asset_check_keys}
    assert {"marts/fct_claims", "marts/dim_documents"} <= checked


def test_schedule_and_sensor_start_the_same_job() -> None:
    assert {job.job_name for job in (*(defs.schedules or ()), *(defs.sensors or ()))} == {"panelwatch_run"}


if __name__ == "__main__":
    EXPECTED.write_text("\n".join(keys()) + "\n", encoding="utf-8")
