"""The words of measures, read from `measure_words.yml`: singular and lower case."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

TYPE = "sanctions.measure"
COUNCIL = "un_security_council"


@cache
def _lists() -> dict[str, str]:
    return dict(yaml.safe_load((Path(__file__).parent / "measure_words.yml").read_text(encoding="utf-8")))


def words(name: str) -> frozenset[str]:
    """A list of words by its name in the file."""
    return frozenset(_lists()[name].split())


IMPOSE, WISH, PLAN, PLAN_NOUNS, EVADE = (words(n) for n in ("impose", "wish", "plan", "plan_nouns", "evade"))
FRESH, COMPOUND, LAW, TESTS = words("fresh"), words("compound"), words("law"), words("tests")
FINANCE, SHIPPING, ASSETS = words("finance"), words("shipping"), words("assets")
VAGUE_GOODS = words("vague_goods")
ENDED, COMMANDS = words("ended"), words("commands")
PEOPLE, EXEMPTING, WATCH = words("people"), words("exempting"), words("watch")
UNITS = dict(pair.split("=") for pair in _lists()["units"].split())
PERIODS = dict(pair.split("=") for pair in _lists()["periods"].split())
