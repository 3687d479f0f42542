"""What a source yields."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDocument:
    """Bytes seen at an address, and what the source knows about them."""

    uri: str  # ends in the file's name
    name: str  # the file's name
    source: str  # the source's name
    data: bytes
    sidecar: bytes | None = None  # the bytes of NAME.yml
    published: date | None = None  # the date for a document that states none
    error: str | None = None  # why the bytes could not be had; `data` is empty then
