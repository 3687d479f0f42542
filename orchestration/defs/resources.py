"""The warehouse as a resource: whoever asks for it holds the writer's lock until the run ends."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

import dagster as dg
from pydantic import PrivateAttr

from orchestration.defs.dead_runs import mark_dead_runs, sign
from orchestration.errors import PanelwatchError
from orchestration.settings import warehouse_of_history
from orchestration.warehouse.lock import Holder, writer_lock
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.publish import remove_leftovers


class Warehouse(dg.ConfigurableResource):
    """The warehouse that a run writes: the folder around its DAGSTER_HOME.

    Set up once a run; the lock is held from the first step to the last, and freed by the kernel if the run is killed.
    """

    _paths: WarehousePaths = PrivateAttr()

    @property
    def paths(self) -> WarehousePaths:
        """Where its files are."""
        return self._paths

    @contextmanager
    def yield_for_execution(self, context: dg.InitResourceContext) -> Iterator[Self]:
        """Take the lock, tidy up after dead runs, hand over the warehouse."""
        instance, run_id = context.instance, context.run_id
        log = context.log
        if instance is None or run_id is None or log is None:
            raise PanelwatchError("The warehouse is only there during a run.")
        self._paths = warehouse_of_history(Path(instance.root_directory))
        sign(instance, run_id)

        def tell(holder: Holder | None) -> None:
            log.warning(f"Waiting for {holder or 'another run'}, which writes this warehouse.")

        with writer_lock(self._paths, holder=f"run {run_id[:8]}", on_wait=tell):
            for dead in mark_dead_runs(instance):
                log.warning(f"Run {dead[:8]} was killed; it is marked as failed, and this run goes on.")
            self._paths.make_folders()
            remove_leftovers(self._paths)
            yield self
