"""What reading a document takes and gives, whatever its format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class Metadata:
    """What a document says about itself, or its sidecar about it; None where nothing is said."""

    title: str | None = None
    publisher: str | None = None
    published: date | None = None
    language: str | None = None  # primary subtag, lower case: en, ko
    url: str | None = None
    synthetic: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a format module reads out of the bytes, before sidecar and options are laid over it."""

    text: str
    metadata: Metadata = field(default_factory=Metadata)
    published_basis: str = (
        "front_matter"  # where `metadata.published` was found: front_matter | dateline | page_metadata
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format that can be read; each module of a format offers one as `FORMAT`."""

    name: str
    suffixes: tuple[str, ...]  # lower case, with the dot; "" for a name without suffix
    looks_like: Callable[[bytes], bool]  # by content, whatever the name says
    read: Callable[[bytes], Draft]  # raises UnreadableError


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedDocument:
    """A document as read: `text` is what every later offset counts code points in."""

    format: str  # name of the format module that read it
    parser_version: str
    text: str
    title: str | None
    publisher: str | None
    published_on: date
    published_on_basis: str  # front_matter | sidecar | option | dateline | page_metadata | filename
    language: str | None
    url: str | None
    synthetic: bool


@dataclass(frozen=True, slots=True)
class Rejected:
    """Bytes that could not be read: a reason to count by, and advice that tells a person what to do."""

    reason: (
        str  # empty | binary | undecodable | unsupported_format | bad_front_matter | bad_sidecar | no_text | no_date
    )
    advice: str


class UnreadableError(Exception):
    """Raised inside a format module; `read_document` turns it into a `Rejected`."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(f"{reason}: {advice}")
        self.reason = reason
        self.advice = advice
