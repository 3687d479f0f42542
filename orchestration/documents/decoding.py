"""Bytes to characters: what is text, in which encoding, and what is no text at all."""

from __future__ import annotations

import codecs

from charset_normalizer import from_bytes

from orchestration.documents.document import UnreadableError

_BOMS = (  # the longer marks first: UTF-32's begins with UTF-16's
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAGIC = (
    b"%PDF",
    b"PK\x03\x04",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"\x1f\x8b",
    b"\xd0\xcf\x11\xe0",
    b"\x7fELF",
    b"{\\rtf",
)
# Encodings that public documents about Korea come in; a free choice among all of them guesses wildly on short texts.
_CANDIDATES = ["cp1252", "cp949", "euc_kr", "shift_jis", "euc_jp", "gb18030", "big5", "cp1251"]
_HEAD = 8192  # bytes looked at to tell text from binary
_CONTROL = bytes(set(range(32)) - {9, 10, 12, 13, 27})


def is_binary(data: bytes) -> bool:
    """True for bytes that are no text in any encoding: known file signatures, NUL bytes, many control characters."""
    if data.startswith(_MAGIC):
        return True
    if data.startswith(tuple(bom for bom, _ in _BOMS)):
        return False
    head = data[:_HEAD]
    controls = len(head) - len(head.translate(None, delete=_CONTROL))
    return b"\0" in head or controls > 0.02 * len(head)


def decode(data: bytes, declared: str | None = None) -> str:
    """Characters of the bytes, with `\\n` line ends and no byte order mark.

    `declared` is an encoding that the document names itself; it is tried after UTF-8, which rarely fits by accident.
    Raises `UnreadableError` (`binary`, `undecodable`).
    """
    if is_binary(data):
        raise UnreadableError("binary", "Not text: save it as text, Markdown or HTML and run again.")
    text = _decode(data, declared)
    if text is None or "\0" in text:
        raise UnreadableError("undecodable", "Its encoding is not recognised: save it as UTF-8 and run again.")
    return text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def _decode(data: bytes, declared: str | None) -> str | None:
    marked = next((encoding for bom, encoding in _BOMS if data.startswith(bom)), None)
    candidates: list[str | None] = [marked] if marked else ["utf-8", declared]
    for encoding in candidates:
        text = _try(data, encoding)
        if text is not None:
            return text
    if marked:
        return None
    best = from_bytes(data, cp_isolation=_CANDIDATES, threshold=0.2).best()
    return str(best) if best is not None else None


def _try(data: bytes, encoding: str | None) -> str | None:
    try:
        return data.decode(encoding) if encoding else None
    except (UnicodeDecodeError, LookupError):
        return None
