"""How dbt is called, and how its failures read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.warehouse import build
from orchestration.warehouse.paths import WarehousePaths
from tests.unit.warehouse.small_marts import write_results


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    paths = WarehousePaths(tmp_path)
    build.prepare_build(paths)
    return paths


def test_production_runs_leave_unit_tests_out_and_pass_no_vars() -> None:
    assert build.dbt_arguments() == ["build", "--exclude", "resource_type:unit_test"]


def test_the_environment_is_absolute(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    environment = build.dbt_environment(WarehousePaths(Path("w")))
    assert environment["PANELWATCH_BUILD_DB"] == str(tmp_path / "w/build/warehouse.duckdb")
    assert environment["DBT_TARGET_PATH"] == str(tmp_path / "w/build/dbt_target")


def test_a_build_that_never_ran_has_not_passed(paths: WarehousePaths) -> None:
    with pytest.raises(build.BuildFailed, match="not built to the end"):
        build.require_passed(paths)


@pytest.mark.parametrize("status", ["success", "pass", "warn", "skipped"])
def test_a_build_without_failures_has_passed(paths: WarehousePaths, status: str) -> None:
    write_results(paths, status)
    build.require_passed(paths)


def test_the_results_of_the_build_before_do_not_count(paths: WarehousePaths) -> None:
    write_results(paths, "success")
    build.prepare_build(paths)
    with pytest.raises(build.BuildFailed):
        build.require_passed(paths)


def test_a_failed_test_is_named_with_its_rows(paths: WarehousePaths) -> None:
    write_results(paths, "fail", "test.panelwatch.not_null_fct_claims_quote.b5d1b1e2a1")
    with pytest.raises(build.BuildFailed, match=r"^dbt: 1 failed: test not_null_fct_claims_quote \(3 rows\)$"):
        build.require_passed(paths)


def test_a_broken_model_is_named_with_the_reason(paths: WarehousePaths) -> None:
    message = "Runtime Error in model fct_x (models/fct_x.sql)\n  Binder Error: no column y\n\n  LINE 1: select y"
    write_results(paths, "error", "model.panelwatch.fct_x", message)
    assert build.failure_summary(paths) == "1 failed: model fct_x (Binder Error: no column y)"


def test_many_failures_are_counted(paths: WarehousePaths) -> None:
    results = [{"status": "fail", "unique_id": f"test.panelwatch.t{n}.h", "failures": 1} for n in range(8)]
    (paths.dbt_target / "run_results.json").write_text(json.dumps({"results": results}))
    summary = build.failure_summary(paths)
    assert summary is not None
    assert summary.startswith("8 failed: test t0 (1 rows); ")
    assert summary.endswith("; and 3 more")
