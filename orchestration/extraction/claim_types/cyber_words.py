"""The words of the field, by what they are in a sentence about hacking: read from `cyber_words.yml`, singular and lower
case.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

THEFT, OPERATION = "finance.cyber_theft", "finance.cyber_operation"


@cache
def _lists() -> dict[str, str]:
    return dict(yaml.safe_load((Path(__file__).parent / "cyber_words.yml").read_text(encoding="utf-8")))


def words(name: str) -> frozenset[str]:
    """A list of words by its name in the file."""
    return frozenset(_lists()[name].split())


PEOPLE = words("people")
HACKERS = PEOPLE | words("anaphors") | words("hackers_too")
DEEDS = words("deeds")
THEFTS = words("thefts")
ATTACKS = words("attacks") | THEFTS
PLAIN = words("plain")
CYBER = words("cyber")
TOOLS = words("tools")
NO_VALUE = words("no_value")
VALUE = words("value")
BANKING = words("banking")
COIN_HOUSES = words("coin_houses")
VICTIMS = words("victims")
KINDS = words("kinds")
ACCUSING = words("accusing")
ATTRIBUTING = ACCUSING | words("linking")
ATTACK_VERBS = words("attack_verbs")
ON = ("on", "against", "at", "into", "upon", "targeting", "toward", "towards")
