"""The formats that can be read, and how one is chosen for a document."""

from __future__ import annotations

from pathlib import PurePosixPath

from orchestration.documents import html, markdown, plain_text
from orchestration.documents.decoding import is_binary
from orchestration.documents.document import Format, UnreadableError

FORMATS: tuple[Format, ...] = (html.FORMAT, markdown.FORMAT, plain_text.FORMAT)


def choose_format(data: bytes, name: str) -> Format:
    """The format of a document: what its first bytes show, else what its name says.

    Raises `UnreadableError` (`binary`, `unsupported_format`).
    """
    suffix = PurePosixPath(name).suffix.lower()
    for chosen in FORMATS:
        if chosen.looks_like(data):
            return chosen
    for chosen in FORMATS:
        if suffix in chosen.suffixes:
            return chosen
    if is_binary(data):
        raise UnreadableError("binary", "Not text: save it as text, Markdown or HTML and run again.")
    known = ", ".join(suffix for chosen in FORMATS for suffix in chosen.suffixes if suffix)
    raise UnreadableError("unsupported_format", f"`{suffix}` is not read yet; save it as one of {known} and run again.")
