"""The formats that can be read: a module each, and how one is chosen for a document."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Protocol

from orchestration.documents import html, markdown, plain_text
from orchestration.documents.decoding import is_binary
from orchestration.documents.document import Draft, UnreadableError


class Format(Protocol):
    """What a format module offers."""

    NAME: str
    SUFFIXES: tuple[str, ...]  # lower case, with the dot; "" for a name without suffix

    def looks_like(self, data: bytes) -> bool: ...  # noqa: D102 - by content, whatever the name says

    def read(self, data: bytes) -> Draft: ...  # noqa: D102 - raises UnreadableError


FORMATS: tuple[Format, ...] = (html, markdown, plain_text)


def choose_format(data: bytes, name: str) -> Format:
    """The format of a document: what its first bytes show, else what its name says.

    Raises `UnreadableError` (`binary`, `unsupported_format`).
    """
    suffix = PurePosixPath(name).suffix.lower()
    for chosen in FORMATS:
        if chosen.looks_like(data):
            return chosen
    for chosen in FORMATS:
        if suffix in chosen.SUFFIXES:
            return chosen
    if is_binary(data):
        raise UnreadableError("binary", "Not text: save it as text, Markdown or HTML and run again.")
    known = ", ".join(s for chosen in FORMATS for s in chosen.SUFFIXES if s)
    raise UnreadableError("unsupported_format", f"`{suffix}` is not read yet; save it as one of {known} and run again.")
