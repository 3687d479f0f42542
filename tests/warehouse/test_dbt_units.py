"""dbt's unit tests prove the models on rows of their own; a build leaves them out, so they run here, once for all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from orchestration.warehouse.build import dbt_environment
from orchestration.warehouse.paths import WarehousePaths


def test_the_unit_tests_of_all_models_pass(own_copy: Path) -> None:
    paths = WarehousePaths(own_copy)
    results_file = paths.dbt_target / "run_results.json"
    results_file.unlink()  # those of the build
    dbt = Path(sys.executable).with_name("dbt")
    run = subprocess.run(
        [str(dbt), "test", "--select", "resource_type:unit_test"],
        env=os.environ | dbt_environment(paths),
        capture_output=True,
        text=True,
        check=False,
    )
    assert results_file.exists(), run.stdout + run.stderr
    results = json.loads(results_file.read_text(encoding="utf-8"))["results"]
    failed = {r["unique_id"].split(".", 2)[2]: r["message"] for r in results if r["status"] != "pass"}
    assert not failed, "\n\n".join(f"{name}: {message}" for name, message in failed.items())
    assert results
    assert run.returncode == 0, run.stdout + run.stderr
