"""How far a run is, for whoever listens: the work reports, a terminal shows it; without a listener nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a run and how far it is."""

    stage: str
    done: int
    total: int | None  # None where nobody knows yet
    unit: str  # what is counted: documents, models


_listeners: list[Callable[[Step], None]] = []


def report(stage: str, done: int, total: int | None = None, unit: str = "") -> None:
    """Say how far a stage is."""
    for listener in _listeners:
        listener(Step(stage, done, total, unit))


@contextmanager
def listening(listener: Callable[[Step], None]) -> Iterator[None]:
    """Have every report of this process passed to `listener` during the block."""
    _listeners.append(listener)
    try:
        yield
    finally:
        _listeners.remove(listener)
