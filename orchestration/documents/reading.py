"""One way in for every document: choose its format, read it, lay sidecar and options over what it says itself."""

from __future__ import annotations

import hashlib
from datetime import date
from functools import cache
from pathlib import Path

from orchestration.documents.dates import date_in_name
from orchestration.documents.document import Draft, Metadata, ParsedDocument, Rejected, UnreadableError
from orchestration.documents.formats import choose_format
from orchestration.documents.metadata import read_sidecar


def read_document(
    data: bytes, *, name: str, sidecar: bytes | None = None, published: date | None = None
) -> ParsedDocument | Rejected:
    """Read one document. A pure function: the same arguments and `parser_version()` give the same result.

    `name` is the file's name (its suffix helps to choose the format, a date in it is the last resort); `sidecar` the
    bytes of `NAME.yml`, which overrules the document; `published` the date for a document that states none.
    """
    if not data.strip():
        return Rejected("empty", "The file is empty: fetch it again or remove it.")
    try:
        beside = read_sidecar(sidecar) if sidecar is not None else Metadata()
        chosen = choose_format(data, name)
        draft = chosen.read(data)
    except UnreadableError as error:
        return Rejected(error.reason, error.advice)
    if not draft.text.strip():
        return Rejected("no_text", "It has metadata but no text: fetch it again or remove it.")
    dated = _publication_date(draft, beside, published, name)
    if dated is None:
        return Rejected(
            "no_date",
            f"No publication date found: run it with `--published YYYY-MM-DD`, or write `published: YYYY-MM-DD` into"
            f" {name}.yml beside it.",
        )
    own = draft.metadata
    return ParsedDocument(
        format=chosen.name,
        parser_version=parser_version(),
        text=draft.text,
        title=beside.title or own.title,
        publisher=beside.publisher or own.publisher,
        published_on=dated[0],
        published_on_basis=dated[1],
        language=beside.language or own.language,
        url=beside.url or own.url,
        synthetic=bool(own.synthetic if beside.synthetic is None else beside.synthetic),
    )


def _publication_date(draft: Draft, beside: Metadata, option: date | None, name: str) -> tuple[date, str] | None:
    """The date and where it was found: sidecar before document before option before name."""
    candidates = (
        (beside.published, "sidecar"),
        (draft.metadata.published, draft.published_basis),
        (option, "option"),
        (date_in_name(name), "filename"),
    )
    return next(((found, basis) for found, basis in candidates if found), None)


@cache
def parser_version() -> str:
    """Twelve hexadecimal digits that change with any code of this package."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()[:12]
