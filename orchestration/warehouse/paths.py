"""Where things are: the files of one warehouse, and the parts of the project that its build reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parents[2]
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
REFERENCE = PROJECT_ROOT / "seeds" / "reference"


@dataclass(frozen=True, slots=True)
class WarehousePaths:
    """The files of the warehouse in folder `root`; made absolute, so that no later change of directory moves them."""

    root: Path

    def __post_init__(self) -> None:
        # dbt keys its partial parse by the path it is given: one spelling of a folder must be one path
        object.__setattr__(self, "root", Path(self.root).expanduser().resolve())

    @property
    def published(self) -> Path:
        """What readers open; only ever replaced whole."""
        return self.root / "panelwatch.duckdb"

    @property
    def build_db(self) -> Path:
        """The private database of the writer."""
        return self.root / "build" / "warehouse.duckdb"

    @property
    def dbt_target(self) -> Path:
        """dbt's manifest, run results and partial parse of this warehouse."""
        return self.root / "build" / "dbt_target"

    @property
    def dbt_logs(self) -> Path:
        """dbt's own log files."""
        return self.root / "build" / "logs"

    @property
    def landing(self) -> Path:
        """Bytes as they came, by SHA-256."""
        return self.root / "landing"

    @property
    def exports(self) -> Path:
        """Parquet and CSV of each published mart."""
        return self.root / "exports"

    @property
    def dagster_home(self) -> Path:
        """Run history and `dagster.yaml`."""
        return self.root / "dagster"

    @property
    def inbox(self) -> Path:
        """The folder that the sensor watches."""
        return self.root / "inbox"

    @property
    def config_file(self) -> Path:
        """The sources of this warehouse, where its user has named some."""
        return self.root / "panelwatch.yml"

    @property
    def lock_file(self) -> Path:
        """What the one writer holds an flock on."""
        return self.root / "lock"

    @property
    def lock_holder_file(self) -> Path:
        """Who holds it, for the message to whoever waits."""
        return self.root / "lock.holder"

    def make_folders(self) -> None:
        """Make the folders that a run writes to."""
        for folder in (self.root, self.build_db.parent, self.dbt_target, self.landing, self.dagster_home, self.inbox):
            folder.mkdir(parents=True, exist_ok=True)
