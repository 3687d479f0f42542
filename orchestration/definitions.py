"""What Dagster loads: the stages in the order of the flow, and what starts them."""

from __future__ import annotations

import dagster as dg

import orchestration.defs.quick_history  # noqa: F401 - works by being imported
from orchestration.defs.automation import daily, inbox, panelwatch_run
from orchestration.defs.checks import audit
from orchestration.defs.extract import extract_claims
from orchestration.defs.ingest import ingest_documents
from orchestration.defs.publish import published_warehouse
from orchestration.defs.resources import Warehouse
from orchestration.defs.transform import decide, transform

defs = dg.Definitions(
    assets=[ingest_documents, extract_claims, decide, transform, published_warehouse],
    asset_checks=[audit],
    jobs=[panelwatch_run],
    schedules=[daily],
    sensors=[inbox],
    resources={"warehouse": Warehouse()},
    executor=dg.in_process_executor,  # a process for each step would cost a second each, and only one may write anyway
)
