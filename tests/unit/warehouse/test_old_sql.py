"""Old clients get SQL that they know, and the same one."""

from __future__ import annotations

import duckdb
import pytest

from orchestration.warehouse.old_sql import without_if


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT if(x > 1, 'a', 'b') FROM (VALUES (1), (2)) t (x)",
        "SELECT if(x > 1, if(x > 2, 'if(', 'b,c'), \"x\"::VARCHAR) FROM (VALUES (1), (2), (3)) t (x)",
        "SELECT IF(list_contains([x, 2], 2), {'k': x}, {'k': 0}) FROM (VALUES (1), (2)) t (x)",
        "SELECT if(x = 1, -- if(one, two)\n 'it''s', 'b') FROM (VALUES (1), (2)) t (x)",
        "SELECT coalesce(if(x = 1, NULL, x), 9), 1e3, x::DECIMAL(20, 2) FROM (VALUES (1), (2)) t (x)",
        "SELECT notif FROM (VALUES (1)) t (notif)",
    ],
)
def test_a_query_without_if_gives_the_same_rows(sql: str) -> None:
    written = without_if(sql)
    with duckdb.connect() as con:
        assert con.execute(written).fetchall() == con.execute(sql).fetchall()
    if "if(x" in sql.lower():
        assert "case when" in written


def test_sql_without_a_call_of_if_is_left_as_it_is() -> None:
    sql = "SELECT 'if(1, 2, 3)' AS \"if(\", 1 -- if(\nFROM t\nWHERE é = 'ü'"
    assert without_if(sql) == sql


def test_a_call_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="2 arguments"):
        without_if("SELECT if(a, b)")
