"""The README's queries run on what its first command makes, and each answers something."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from orchestration.warehouse.paths import PROJECT_ROOT
from tests.warehouse.conftest import Run, query

QUERIES = re.findall(r"```sql\n(.*?)```", (PROJECT_ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)


def test_the_readme_has_five_queries() -> None:
    assert len(QUERIES) == 5


@pytest.mark.parametrize("number", range(5))
def test_a_query_of_the_readme_answers(demo: tuple[Path, Run], number: int) -> None:
    assert query(demo[0], QUERIES[number])
