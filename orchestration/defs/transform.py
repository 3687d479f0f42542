"""Stage 3: is there anything new, and if so raw tables into marts, by dbt."""

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from importlib import metadata
from pathlib import Path
from typing import Any

import dagster as dg
import duckdb
from dagster_dbt import DagsterDbtTranslator, DbtCliResource, DbtProject, dbt_assets
from packaging.version import Version

from orchestration import progress
from orchestration.defs import extract, ingest
from orchestration.defs.manifest import manifest_file
from orchestration.defs.metadata import OWNERS, relation_metadata
from orchestration.defs.resources import Warehouse
from orchestration.steps.extract import todays_extractors
from orchestration.warehouse.build import dbt_arguments, dbt_environment, failure_summary, prepare_build
from orchestration.warehouse.fingerprint import build_info, input_fingerprint, last_published
from orchestration.warehouse.load import connect_build, write_build_info
from orchestration.warehouse.paths import DBT_PROJECT, WarehousePaths

PUBLISHED = dg.AssetKey(["published", "panelwatch"])
OUTCOME_TAG = "panelwatch/outcome"
MANIFEST = manifest_file()
_STAGES = ("staging", "intermediate")


@dg.multi_asset(
    name="decide",
    outs={
        "build_info": dg.AssetOut(
            key=["raw", "build_info"],
            description="What the build is made of, as one fingerprint. If it equals that of the published file there"
            " is nothing new: then this asset yields nothing, and everything after it is skipped.",
            is_required=False,
            group_name="extract",
            kinds={"python", "duckdb"},
            owners=OWNERS,
        )
    },
    deps=[["raw", name] for name in (*ingest.TABLES, *extract.TABLES)],
)
def decide(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[dg.Output[None] | dg.AssetObservation]:
    """Let the run go on only if the published file was made of something else than what is there now."""
    extractors = todays_extractors()
    with connect_build(warehouse.paths) as con:
        fingerprint = input_fingerprint(con, extractors)
        published = last_published(warehouse.paths)
        if published is not None and published.fingerprint == fingerprint:
            told = f"nothing new since {published.built_at:%Y-%m-%d %H:%M:%S} UTC"
            context.log.info(f"There is {told} (run {published.run_id}): neither build nor publish.")
            context.instance.add_run_tags(context.run_id, {OUTCOME_TAG: told})
            yield dg.AssetObservation(PUBLISHED, description=told, metadata={"fingerprint": fingerprint})
            return
        write_build_info(con, build_info(run_id=context.run_id, fingerprint=fingerprint, extractors=extractors))
        shown = relation_metadata(con, "raw", "build_info")
    yield dg.Output(None, output_name="build_info", metadata=shown | {"fingerprint": fingerprint})


class PanelwatchTranslator(DagsterDbtTranslator):
    """dbt's nodes in Dagster: keys equal schema/table; groups are the stages and, for marts, their domains."""

    def get_asset_spec(self, manifest: Mapping[str, Any], unique_id: str, project: DbtProject | None) -> dg.AssetSpec:
        """The asset of one dbt node."""
        spec = super().get_asset_spec(manifest, unique_id, project)
        props = self.get_resource_props(manifest, unique_id)
        return spec.replace_attributes(group_name=_group(props), owners=OWNERS)


def _group(props: Mapping[str, Any]) -> str:
    if props["resource_type"] == "seed":
        return "reference"
    stage, *below = props["fqn"][1:]
    return stage if stage in _STAGES or not below[:-1] else below[0]


class Dbt(DbtCliResource):
    """dbt's command without its adapter in this process, which costs seconds for metadata that is read here anyway."""

    def _initialize_dbt_core_adapter(self, args: Sequence[str]) -> Any:
        return None

    @cached_property
    def _cli_version(self) -> Version:
        return Version(metadata.version("dbt-core"))  # instead of asking a process of its own


@dbt_assets(manifest=MANIFEST, dagster_dbt_translator=PanelwatchTranslator(), name="transform")
def transform(context: dg.AssetExecutionContext, warehouse: Warehouse) -> Iterator[Any]:
    """Build and test the models. Rows, columns and previews are read when dbt has let go of the database."""
    paths = warehouse.paths
    prepare_build(paths)
    os.environ.update(dbt_environment(paths))
    dbt = Dbt(
        project_dir=os.fspath(DBT_PROJECT),
        profiles_dir=os.fspath(DBT_PROJECT),
        dbt_executable=os.fspath(Path(sys.executable).with_name("dbt")),  # also where no virtual environment is active
    )
    invocation = dbt.cli(dbt_arguments(), context=context, target_path=paths.dbt_target, raise_on_error=False)
    events = []
    total = sum(1 for spec in context.assets_def.specs if spec.key in context.selected_asset_keys)
    built = 0
    progress.report("build", 0, total, "models")
    for event in invocation.stream():
        events.append(event)
        built += isinstance(event, dg.Output)
        progress.report("build", built, total, "models")
    yield from _with_metadata(paths, invocation.manifest, events)
    if not invocation.is_successful():
        raise dg.Failure(f"dbt: {failure_summary(paths) or invocation.get_error()}", allow_retries=False)


def _with_metadata(paths: WarehousePaths, manifest: Mapping[str, Any], events: list[Any]) -> Iterator[Any]:
    with duckdb.connect(os.fspath(paths.build_db), read_only=True) as con:
        for event in events:
            if isinstance(event, dg.Output):
                node = manifest["nodes"][event.metadata["unique_id"].value]
                shown = relation_metadata(con, node["schema"], node["alias"])
                yield event.with_metadata({**event.metadata, **shown})
            else:
                yield event
