"""What the world knew on a day, and what this warehouse did: table functions in the published file.

`marts.weapons_tests_as_of('2018-03-01')` gives `fct_weapons_tests` as a warehouse of the documents published up to that
day would have it, ids included; `…_known_to_us` takes the documents ingested by then instead. There is one body of SQL:
the functions are put together from the compiled dbt models themselves. Models that rest on claims become common table
expressions over the claims of the day; what they read beside claims (reference tables, links, details) is copied beside
the marts, once, as `marts.as_of_…`. The query is kept as a text that the reader's client parses: a stored query would
reach old clients without its MATERIALIZED, and never end.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from orchestration.warehouse.old_sql import without_if
from orchestration.warehouse.sql import literal, quoted

PREFIX = "as_of_"
# Where a claim is by itself still: everything behind this model is about claims together.
CLAIMS = "int_claims_prepared"
MARTS = {
    "weapons_tests": "fct_weapons_tests",
    "cyber_attacks": "fct_cyber_attacks",
    "sanctions_measures": "fct_sanctions_measures",
    "claims": "fct_claims",
}
CLOCKS = {
    "as_of": ("published_on", "as a warehouse of the documents published up to a day has it"),
    "known_to_us": ("ingested_at::DATE", "as this warehouse had it on a day: from the documents ingested up to it"),
}
_PARAMETER = "known_on"  # no column has this name, so that it can only be the argument
_DAY = "$day$"  # where the day goes in a function's query

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Function:
    """A table function over one argument, the day."""

    name: str
    sql: str
    comment: str


@dataclass(frozen=True, slots=True)
class AsOf:
    """All functions, and the models whose rows they read, from model name to its relation in the build database."""

    functions: list[Function]
    inputs: dict[str, str]


def render(manifest: Mapping[str, Any]) -> AsOf:
    """The functions of a dbt project that was compiled; none where its models were not."""
    nodes = {n["name"]: n for n in manifest["nodes"].values() if n["resource_type"] in ("model", "seed")}
    functions = []
    inputs: dict[str, str] = {}
    for subject, mart in MARTS.items():
        if not nodes.get(mart, {}).get("compiled_code"):
            continue
        inlined = _inlined(manifest, nodes[mart])
        read = {name for n in inlined for name in _parents(manifest, n)} - {n["name"] for n in inlined}
        inputs |= {name: nodes[name]["relation_name"] for name in read}
        for clock, (column, meaning) in CLOCKS.items():
            sql = _query(inlined, {name: nodes[name]["relation_name"] for name in sorted(read)}, column)
            functions.append(Function(f"{subject}_{clock}", sql, f"{mart} {meaning}."))
    return AsOf(functions, dict(sorted(inputs.items())))


def install(con: duckdb.DuckDBPyConnection, manifest: Mapping[str, Any]) -> None:
    """Put functions and inputs into schema `marts` of the database in use; that of the build is attached as `build`."""
    made = render(manifest)
    for name, relation in made.inputs.items():
        _, schema, table = relation.split(".")
        con.execute(f"CREATE TABLE marts.{PREFIX}{name} AS SELECT * FROM build.{schema}.{table}")
        _describe(con, f"{PREFIX}{name}")
    for function in made.functions:
        before, after = (literal(part) for part in function.sql.split(_DAY))
        text = f"{before} || CAST({_PARAMETER} AS DATE)::VARCHAR || {after}"
        con.execute(f"CREATE MACRO marts.{quoted(function.name)}({_PARAMETER}) AS TABLE SELECT * FROM query({text})")
        con.execute(f"COMMENT ON MACRO TABLE marts.{quoted(function.name)} IS {literal(function.comment)}")


def _describe(con: duckdb.DuckDBPyConnection, table: str) -> None:
    """Tell whoever browses the file that a table, and each of its columns, is not meant for queries."""
    told = literal("What the functions …_as_of and …_known_to_us read; query those.")
    con.execute(f"COMMENT ON TABLE marts.{table} IS {told}")
    for column, *_ in con.execute(f"DESCRIBE marts.{table}").fetchall():
        con.execute(f"COMMENT ON COLUMN marts.{table}.{quoted(column)} IS {told}")


def _inlined(manifest: Mapping[str, Any], mart: Node) -> list[Node]:
    """The mart and the models between the claims and it, each behind those that it reads."""
    found: dict[str, Node] = {}

    def visit(node: Node) -> bool:
        if node["name"] == CLAIMS:
            return True
        if node["name"] in found:
            return True
        rests_on_claims = [visit(parent) for parent in _parents(manifest, node).values()]
        if any(rests_on_claims):
            found[node["name"]] = node
        return any(rests_on_claims)

    visit(mart)
    return list(found.values())


def _parents(manifest: Mapping[str, Any], node: Node) -> dict[str, Node]:
    parents = (manifest["nodes"].get(name) for name in node["depends_on"].get("nodes", ()))
    return {p["name"]: p for p in parents if p is not None}


def _query(inlined: list[Node], read: Mapping[str, str], known_by: str) -> str:
    """One query: each model a common table expression of its own compiled code, the mart's last."""
    expressions = [f"{CLAIMS} AS MATERIALIZED (SELECT * FROM marts.{PREFIX}{CLAIMS} WHERE {known_by} <= DATE '{_DAY}')"]
    for node in inlined:
        code = without_if(node["compiled_code"])
        for other in inlined:
            code = code.replace(other["relation_name"], other["name"])
        for name, relation in read.items():
            code = code.replace(relation, name if name == CLAIMS else f"marts.{PREFIX}{name}")
        expressions.append(f"{node['name']} AS MATERIALIZED ({code})")
    return f"WITH {', '.join(expressions)} SELECT * FROM {inlined[-1]['name']}"
