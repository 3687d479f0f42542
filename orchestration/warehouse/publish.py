"""Write, audit, publish: the marts go into a file of their own, which takes the published one's place when it is whole.

Readers that have the old file open keep it; whoever opens `panelwatch.duckdb` afterwards gets the new one. A publish
that fails or is killed leaves the old file as it was; what it left beside it is removed by the next one.
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from orchestration.errors import PanelwatchError
from orchestration.warehouse import as_of, audit, build, changes
from orchestration.warehouse.lock import writer_lock
from orchestration.warehouse.paths import WarehousePaths
from orchestration.warehouse.sql import literal, quoted, scalar, transaction

# What DuckDB 1.0 and later read; with its default, 2.0 writes files that no 1.x client opens, and BI tools are 1.x
STORAGE_VERSION = "v1.0.0"
# It is about the publish itself, and so differs every time
_NOT_DIFFED = {"publish_info"}


class PublishFailed(PanelwatchError):
    """The marts could not be written or read back; the published file is untouched."""


@dataclass(frozen=True, slots=True)
class MartDiff:
    """How a mart differs from the one published before, in rows by the mart's key."""

    mart: str
    added: int
    gone: int
    changed: int

    @property
    def any(self) -> bool:
        """Whether it differs at all."""
        return bool(self.added or self.gone or self.changed)


@dataclass(frozen=True, slots=True)
class Published:
    """What a publish did: the rows of each mart, and each mart's difference to the publish before."""

    path: Path
    marts: dict[str, int]
    diff: list[MartDiff]
    first: bool  # nothing readable was published before
    told: list[str]  # the difference in words; empty for a first publish
    seconds: float


@dataclass(frozen=True, slots=True)
class _Mart:
    name: str
    ddl: str
    comment: str | None
    column_comments: dict[str, str]
    columns: dict[str, str]  # name → type
    key: list[str]  # of its primary key; empty where the mart declares none


def publish(paths: WarehousePaths, on_progress: Callable[[str], None] | None = None) -> Published:
    """Publish the marts of the build database; `on_progress` gets a line a step.

    Raises BuildFailed where the last dbt build did not pass, AuditFailed where a check fails, PublishFailed where the
    files cannot be written. The published file is replaced by the last step, and by that alone.
    """
    tell = on_progress or (lambda line: None)
    with writer_lock(paths, holder="publish"):
        started = time.monotonic()
        remove_leftovers(paths)
        built = build.require_passed(paths)
        tell("checking that every quote is where its claim says")
        audit.require_passed(paths)
        new_file = paths.root / f"panelwatch-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.duckdb.tmp"
        with _undone_on_failure(paths, new_file):
            tell("writing the marts")
            marts = _write_marts(paths, new_file, built)
            rows = _read_back(new_file, marts)
            tell("comparing with what is published")
            diff, first, told = _compare(paths, new_file, marts)
            tell("writing exports")
            _write_exports(paths, new_file, marts)
            # The file goes last: killed before it, the next run finds an old fingerprint and does all of it again
            tell("putting them in the place of the published ones")
            _swap_exports(paths)
            _fsync(new_file)
            new_file.replace(paths.published)
            _fsync(paths.root)
    return Published(paths.published, rows, diff, first, told, time.monotonic() - started)


def remove_leftovers(paths: WarehousePaths) -> None:
    """Remove what a killed publish left behind. Only for the holder of the writer lock."""
    for file in (*paths.root.glob("panelwatch-*.duckdb.tmp"), *paths.root.glob("panelwatch-*.duckdb.tmp.wal")):
        file.unlink(missing_ok=True)
    new, old = _exports_new(paths), _exports_old(paths)
    if old.exists() and not paths.exports.exists():  # killed between the two renames of a swap
        old.rename(paths.exports)
    for folder in (new, old):
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _undone_on_failure(paths: WarehousePaths, new_file: Path) -> Iterator[None]:
    try:
        yield
    except (duckdb.Error, OSError) as error:
        reason = str(error).splitlines()[0]
        raise PublishFailed(f"Not published, {paths.published} is untouched: {reason}") from error
    finally:
        if new_file.exists():
            remove_leftovers(paths)


def _write_marts(paths: WarehousePaths, new_file: Path, built: set[str]) -> list[_Mart]:
    """Copy the marts that were built, with constraints and comments, into a new file that old clients read."""
    con = duckdb.connect()
    try:
        con.execute(f"ATTACH {literal(paths.build_db)} AS build (READ_ONLY)")
        con.execute(f"ATTACH {literal(new_file)} AS published (STORAGE_VERSION '{STORAGE_VERSION}')")
        marts = _list_marts(con, built)
        con.execute("USE published")
        with transaction(con):  # a commit for each of a thousand comments would take seconds
            con.execute("CREATE SCHEMA marts")
            for mart in marts:
                name = quoted(mart.name)
                con.execute(mart.ddl)
                con.execute(f"INSERT INTO published.marts.{name} SELECT * FROM build.marts.{name}")
                _write_comments(con, mart)
            as_of.install(con, build.manifest(paths))
        con.execute("CHECKPOINT published")
        con.execute("USE memory")
        con.execute("DETACH published")
    finally:
        con.close()
    return marts


def _list_marts(con: duckdb.DuckDBPyConnection, built: set[str]) -> list[_Mart]:
    """The tables of `build.marts` that were built; one that is left there from a model since removed is none of them.

    A view is an error: it would point outside the published file.
    """
    of_marts = "database_name = 'build' AND schema_name = 'marts'"
    views = con.execute(f"SELECT view_name FROM duckdb_views() WHERE {of_marts} ORDER BY ALL").fetchall()
    if any(view in built for (view,) in views):
        raise PublishFailed(
            f"Not published: marts must be tables, and {', '.join(v for (v,) in views if v in built)} is a view."
        )
    tables = con.execute(
        f"SELECT table_name, sql, comment FROM duckdb_tables() WHERE {of_marts} ORDER BY table_name"
    ).fetchall()
    if not any(name in built for name, _, _ in tables):
        raise PublishFailed("Not published: the build database has no marts.")
    columns = con.execute(
        "SELECT table_name, column_name, data_type, comment FROM duckdb_columns()"
        f" WHERE {of_marts} ORDER BY table_name, column_index"
    ).fetchall()
    keys = dict(
        con.execute(
            "SELECT table_name, constraint_column_names FROM duckdb_constraints()"
            f" WHERE {of_marts} AND constraint_type = 'PRIMARY KEY'"
        ).fetchall()
    )
    return [
        _Mart(
            name=name,
            ddl=ddl,
            comment=comment,
            column_comments={c: text for table, c, _, text in columns if table == name and text},
            columns={c: kind for table, c, kind, _ in columns if table == name},
            key=keys.get(name, []),
        )
        for name, ddl, comment in tables
        if name in built
    ]


def _write_comments(con: duckdb.DuckDBPyConnection, mart: _Mart) -> None:
    table = f"marts.{quoted(mart.name)}"
    if mart.comment:
        con.execute(f"COMMENT ON TABLE {table} IS {literal(mart.comment)}")
    for column, text in mart.column_comments.items():
        con.execute(f"COMMENT ON COLUMN {table}.{quoted(column)} IS {literal(text)}")


def _read_back(new_file: Path, marts: list[_Mart]) -> dict[str, int]:
    """Open the new file as a reader would and count its rows; raises PublishFailed where it is not as it should be."""
    if new_file.with_name(new_file.name + ".wal").exists():
        raise PublishFailed("Not published: the new file still has a write-ahead log, moving it would lose rows.")
    with duckdb.connect(str(new_file), read_only=True) as con:
        found = con.execute(
            f"SELECT schema_name, table_name FROM duckdb_tables() WHERE NOT starts_with(table_name, '{as_of.PREFIX}')"
            " ORDER BY ALL"
        ).fetchall()
        if found != [("marts", mart.name) for mart in marts]:
            raise PublishFailed(
                f"Not published: the new file should hold the marts and nothing else, and holds {found}."
            )
        return {mart.name: scalar(con, f"SELECT count(*) FROM marts.{quoted(mart.name)}") for mart in marts}


def _compare(paths: WarehousePaths, new_file: Path, marts: list[_Mart]) -> tuple[list[MartDiff], bool, list[str]]:
    """Each mart's difference to the published one, whether there was none to compare with, and the changes in words."""
    con = duckdb.connect()
    try:
        con.execute(f"ATTACH {literal(new_file)} AS new (READ_ONLY)")
        if not _attach_published(con, paths):
            rows = {m.name: scalar(con, f"SELECT count(*) FROM new.marts.{quoted(m.name)}") for m in marts}
            return [MartDiff(name, count, 0, 0) for name, count in rows.items() if name not in _NOT_DIFFED], True, []
        old_columns = _columns_of(con, "old")
        diff = [_compare_mart(con, mart, old_columns.get(mart.name)) for mart in marts if mart.name not in _NOT_DIFFED]
        dropped = sorted(set(old_columns) - {mart.name for mart in marts})
        diff += [
            MartDiff(name, 0, scalar(con, f"SELECT count(*) FROM old.marts.{quoted(name)}"), 0) for name in dropped
        ]
        return diff, False, changes.told(con)
    finally:
        con.close()


def _attach_published(con: duckdb.DuckDBPyConnection, paths: WarehousePaths) -> bool:
    if not paths.published.exists():
        return False
    try:
        con.execute(f"ATTACH {literal(paths.published)} AS old (READ_ONLY)")
    except duckdb.Error:
        return False  # damaged or foreign; the swap puts it right
    return True


def _columns_of(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, dict[str, str]]:
    rows = con.execute(
        "SELECT table_name, column_name, data_type FROM duckdb_columns()"
        " WHERE database_name = ? AND schema_name = 'marts' ORDER BY table_name, column_index",
        [database],
    ).fetchall()
    found: dict[str, dict[str, str]] = {}
    for table, column, kind in rows:
        found.setdefault(table, {})[column] = kind
    return found


def _compare_mart(con: duckdb.DuckDBPyConnection, mart: _Mart, old_columns: dict[str, str] | None) -> MartDiff:
    """Rows added, gone and changed by the mart's key; without one a row is its own key and none counts as changed.

    Only columns that both sides have with one type are compared: a column that the project adds changes no data.
    """
    if old_columns is None:
        return MartDiff(mart.name, scalar(con, f"SELECT count(*) FROM new.marts.{quoted(mart.name)}"), 0, 0)
    shared = [c for c, kind in mart.columns.items() if old_columns.get(c) == kind]
    key = mart.key if set(mart.key) <= set(shared) else []
    row_hash = f"hash({', '.join(map(quoted, shared))})"
    # rows without a key are counted by their number of copies, as a multiset
    key_hash = f"hash({', '.join(map(quoted, key))})" if key else row_hash
    grouped = f"SELECT {key_hash} AS k, bit_xor({row_hash}) AS h, count(*) AS n"
    table = f"marts.{quoted(mart.name)}"
    (row,) = con.execute(
        f"""SELECT coalesce(sum(greatest(coalesce(n.n, 0) - coalesce(o.n, 0), 0)), 0)::BIGINT,
                   coalesce(sum(greatest(coalesce(o.n, 0) - coalesce(n.n, 0), 0)), 0)::BIGINT,
                   count(*) FILTER (WHERE n.h <> o.h AND n.n = 1 AND o.n = 1)
            FROM ({grouped} FROM new.{table} GROUP BY k) n
            FULL JOIN ({grouped} FROM old.{table} GROUP BY k) o USING (k)"""
    ).fetchall()
    return MartDiff(mart.name, *row)


def _write_exports(paths: WarehousePaths, new_file: Path, marts: list[_Mart]) -> None:
    folder = _exports_new(paths)
    folder.mkdir()
    with duckdb.connect(str(new_file), read_only=True) as con:
        for mart in marts:
            for options, suffix in (("FORMAT parquet", "parquet"), ("FORMAT csv, HEADER", "csv")):
                target = folder / f"{mart.name}.{suffix}"
                con.execute(f"COPY marts.{quoted(mart.name)} TO {literal(target)} ({options})")


def _swap_exports(paths: WarehousePaths) -> None:
    if paths.exports.exists():
        paths.exports.rename(_exports_old(paths))
    _exports_new(paths).rename(paths.exports)
    shutil.rmtree(_exports_old(paths), ignore_errors=True)


def _exports_new(paths: WarehousePaths) -> Path:
    return paths.exports.with_name("exports.tmp")


def _exports_old(paths: WarehousePaths) -> Path:
    return paths.exports.with_name("exports.old")


def _fsync(path: Path) -> None:
    """Have the machine write a file's contents, or a folder's names, to disk before going on."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
