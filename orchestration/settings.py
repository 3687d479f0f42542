"""Which warehouse is meant, and where Dagster keeps the history of its runs."""

from __future__ import annotations

import os
from importlib import resources
from pathlib import Path

from pydantic_settings import BaseSettings, SettingsConfigDict

from orchestration.errors import PanelwatchError
from orchestration.warehouse.paths import PROJECT_ROOT, WarehousePaths

WAREHOUSES = PROJECT_ROOT / "warehouse"
DEMO = WAREHOUSES / "demo"


class Settings(BaseSettings):
    """Settings from the environment."""

    model_config = SettingsConfigDict(env_prefix="PANELWATCH_")

    warehouse: Path | None = None


def chosen_warehouse(option: Path | None = None) -> WarehousePaths:
    """The warehouse that a command means: the option, else PANELWATCH_WAREHOUSE, else `warehouse/` here."""
    return WarehousePaths(option or Settings().warehouse or Path("warehouse"))


def warehouse_to_look_at(option: Path | None = None) -> WarehousePaths:
    """As `chosen_warehouse`, but the demo until the user has a warehouse of their own."""
    chosen = chosen_warehouse(option)
    named = option or Settings().warehouse
    if not named and not chosen.published.exists() and not chosen.dagster_home.exists() and DEMO.exists():
        return WarehousePaths(DEMO)
    return chosen


def warehouse_of_history(history: Path) -> WarehousePaths:
    """The warehouse that a run recorded in `history` (its Dagster home) writes: the folder around it.

    A run shows in the UI of its warehouse only if both agree, so a history that belongs to another warehouse, or to
    none, is a PanelwatchError that says which environment variable to set.
    """
    named = Settings().warehouse
    paths = WarehousePaths(named) if named else WarehousePaths(history.parent)
    if history.resolve() != paths.dagster_home:
        wanted = paths if named else chosen_warehouse()
        raise PanelwatchError(
            f"This run would be recorded in {history}, where no UI of {wanted.root} finds it:"
            f" set DAGSTER_HOME={wanted.dagster_home}, or use `panelwatch run`.",
            2,
        )
    return paths


def prepare_history(paths: WarehousePaths) -> dict[str, str]:
    """Make the warehouse's Dagster home with its `dagster.yaml`; returns the environment that names both."""
    paths.dagster_home.mkdir(parents=True, exist_ok=True)
    template = resources.files("orchestration").joinpath("dagster.yaml").read_text(encoding="utf-8")
    config = paths.dagster_home / "dagster.yaml"
    if not config.exists() or config.read_text(encoding="utf-8") != template:
        part = config.with_suffix(f".{os.getpid()}.part")
        part.write_text(template, encoding="utf-8")
        part.replace(config)
    return {"DAGSTER_HOME": str(paths.dagster_home), "PANELWATCH_WAREHOUSE": str(paths.root)}


def remember_for_dagster(paths: WarehousePaths) -> None:
    """Have `dagster` commands in the project's folder use this warehouse's history, by the `.env` that they read.

    Only for the project's own `warehouse/` folder; a DAGSTER_HOME of the environment goes before it, and a warehouse of
    the user's own is not given up for the demo.
    """
    if not paths.root.is_relative_to(WAREHOUSES):
        return
    if paths.root == DEMO and WarehousePaths(WAREHOUSES).dagster_home.exists():
        return
    (PROJECT_ROOT / ".env").write_text(f"DAGSTER_HOME=${{DAGSTER_HOME:-{paths.dagster_home}}}\n", encoding="utf-8")
