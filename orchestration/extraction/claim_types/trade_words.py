"""The words of trade, read from `trade_words.yml`: singular and lower case."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml


@cache
def _lists() -> dict[str, str]:
    return dict(yaml.safe_load((Path(__file__).parent / "trade_words.yml").read_text(encoding="utf-8")))


def words(name: str) -> frozenset[str]:
    """A list of words by its name in the file."""
    return frozenset(_lists()[name].split())


GIVE, TAKE, CARRY, MOVE = words("give"), words("take"), words("carry"), words("move")
NOUNS_GIVE, NOUNS_TAKE, NOUNS_BOTH = words("nouns_give"), words("nouns_take"), words("nouns_both")
CHANGE, STOP, BANNED, EXHORT, NOT_SAID = (words(n) for n in ("change", "stop", "banned", "exhort", "not_said"))
HEADS, WEIGHTS = words("heads"), words("weights")
MARKET, OWN = words("market"), words("own")
SHIPS, HALTS = words("ships"), words("halts")
SOLD, BOUGHT, NETWORKS, BANS = words("sold"), words("bought"), words("networks"), words("bans")
ORGANS, STUDIES = words("organs"), words("studies")
UNITS = dict(pair.split("=") for pair in _lists()["units"].split())
KIND_OF = {word: kind for kind in words("kinds") for word in words(kind)}
