"""Python, DuckDB and dbt agree on the raw tables: none has a table or column that the others lack."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from orchestration.warehouse import schema
from orchestration.warehouse.paths import DBT_PROJECT

_SOURCES = DBT_PROJECT / "models" / "staging" / "raw" / "_raw__sources.yml"


@pytest.fixture(scope="module")
def dbt_tables() -> dict[str, list[dict[str, Any]]]:
    """Table → columns, as dbt's source has them."""
    (source,) = yaml.safe_load(_SOURCES.read_text(encoding="utf-8"))["sources"]
    return {table["name"]: table["columns"] for table in source["tables"]}


def test_dbt_has_the_same_tables(dbt_tables: dict[str, list[dict[str, Any]]]) -> None:
    assert set(dbt_tables) == set(schema.TABLES)


@pytest.mark.parametrize("table", schema.TABLES)
def test_dbt_has_the_same_columns(dbt_tables: dict[str, list[dict[str, Any]]], table: str) -> None:
    assert {c["name"]: c["data_type"] for c in dbt_tables[table]} == {c.name: c.sql_type for c in schema.columns(table)}


@pytest.mark.parametrize("table", schema.TABLES)
def test_arrow_and_ddl_say_the_same(table: str) -> None:
    arrow = schema.arrow_schema(table)
    ddl = schema.create_statement(table)
    for column in schema.columns(table):
        assert arrow.field(column.name).nullable == column.nullable
        assert f"{column.name} {column.sql_type}{'' if column.nullable else ' NOT NULL'}" in ddl


@pytest.mark.parametrize("table", schema.TABLES)
def test_a_key_is_made_of_required_columns(table: str) -> None:
    required = {c.name for c in schema.columns(table) if not c.nullable}
    assert set(schema.TABLES[table].key) <= required
