"""How dbt is run over the build database: its arguments, its environment, and its failures in one line.

`defs` runs dbt through Dagster with these arguments and this environment.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from orchestration.errors import PanelwatchError
from orchestration.warehouse.fingerprint import folder_hash
from orchestration.warehouse.paths import DBT_PROJECT, WarehousePaths

_NAMED_FAILURES = 5


class BuildFailed(PanelwatchError):
    """dbt could not build the marts, or one of their blocking tests failed."""


def dbt_arguments() -> list[str]:
    """What `dbt` is called with. No `--vars`: values that change from run to run would cost a full parse."""
    # unit tests prove the models, not the data: `make test` runs them
    return ["build", "--exclude", "resource_type:unit_test"]


def dbt_environment(paths: WarehousePaths) -> dict[str, str]:
    """The environment variables that point dbt at one warehouse."""
    return {
        "PANELWATCH_BUILD_DB": str(paths.build_db),
        "DBT_PROJECT_DIR": str(DBT_PROJECT),
        "DBT_PROFILES_DIR": str(DBT_PROJECT),
        "DBT_TARGET_PATH": str(paths.dbt_target),
        "DBT_LOG_PATH": str(paths.dbt_logs),
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DBT_USE_COLORS": "false",
    }


def prepare_build(paths: WarehousePaths) -> None:
    """Make dbt's folders and forget how the last build ended, so that its results never pass for those of the next.

    What dbt keeps of its last parse goes where the project has changed since: it has missed tests that were added.
    """
    paths.dbt_target.mkdir(parents=True, exist_ok=True)
    paths.dbt_logs.mkdir(parents=True, exist_ok=True)
    _results_file(paths).unlink(missing_ok=True)
    state, stamp = folder_hash(DBT_PROJECT), paths.dbt_target / "project.state"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != state:
        (paths.dbt_target / "partial_parse.msgpack").unlink(missing_ok=True)
        stamp.write_text(state, encoding="utf-8")


def require_passed(paths: WarehousePaths) -> set[str]:
    """The marts that the last dbt build made, which are all that the project has; raises BuildFailed otherwise.

    A build of a few models passes in dbt's eyes, and says nothing about the marts that an earlier build left unproven.
    """
    results = _results(paths)
    if results is None:
        raise BuildFailed(f"The marts in {paths.build_db} were not built to the end: run again.")
    summary = failure_summary(paths)
    if summary:
        raise BuildFailed(f"dbt: {summary}")
    nodes = manifest(paths)["nodes"]
    marts = {n["name"] for n in nodes.values() if n["resource_type"] == "model" and n["schema"] == "marts"}
    missing = sorted(marts - {_name(r) for r in results if r["status"] == "success"})
    if missing:
        raise BuildFailed(f"The last dbt build left out {', '.join(missing)}: only a build of everything is published.")
    return marts


def manifest(paths: WarehousePaths) -> dict[str, Any]:
    """What dbt compiled in the last build: its nodes with their SQL."""
    return dict(json.loads((paths.dbt_target / "manifest.json").read_text(encoding="utf-8")))


def failure_summary(paths: WarehousePaths) -> str | None:
    """What failed in the last dbt build, in one line; None where nothing did or nothing ran."""
    failed = [_describe(r) for r in _results(paths) or () if r["status"] in ("error", "fail", "runtime error")]
    if not failed:
        return None
    named = "; ".join(failed[:_NAMED_FAILURES])
    more = f"; and {len(failed) - _NAMED_FAILURES} more" if len(failed) > _NAMED_FAILURES else ""
    return f"{len(failed)} failed: {named}{more}"


def _describe(result: dict[str, Any]) -> str:
    """`test not_null_fct_claims_quote (3 rows)` or `model fct_claims (Binder Error: …)`."""
    kind, name = str(result["unique_id"]).split(".", 1)[0], _name(result)
    if result["status"] == "fail":
        return f"{kind} {name} ({result.get('failures')} rows)"
    lines = [line.strip() for line in str(result.get("message") or "").splitlines() if line.strip()]
    # dbt's first line says "Runtime Error in model x (path)"; the reason is in the next
    return f"{kind} {name} ({lines[min(1, len(lines) - 1)]})" if lines else f"{kind} {name}"


def _name(result: dict[str, Any]) -> str:
    """`fct_claims` of `model.panelwatch.fct_claims`; a generic test's last part is a hash."""
    return str(result["unique_id"]).split(".")[2]


def _results(paths: WarehousePaths) -> list[dict[str, Any]] | None:
    """The results of the last dbt build, a dict a node; None where it wrote none."""
    try:
        return list(json.loads(_results_file(paths).read_text(encoding="utf-8"))["results"])
    except (OSError, ValueError, KeyError):
        return None


def _results_file(paths: WarehousePaths) -> Path:
    return paths.dbt_target / "run_results.json"
