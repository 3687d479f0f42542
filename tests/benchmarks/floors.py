"""The floors of `tests/gold/floors.toml`: figures that extraction reached once and must not fall below."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from pathlib import Path

FLOORS = Path(__file__).resolve().parents[1] / "gold" / "floors.toml"
_ROUNDING = 0.0005  # floors are written to three decimals


def below(name: str, figures: Mapping[str, float]) -> list[str]:
    """The figures of a set that are below their floors, each told in a line; a set without floors has none."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8")).get(name, {})
    return [
        f"{name}: {figure} {figures[figure]:.3f} is below its floor of {floor:.3f}"
        for figure, floor in floors.items()
        if figures[figure] < floor - _ROUNDING
    ]
