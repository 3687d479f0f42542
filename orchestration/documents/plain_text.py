"""Plain text: what stands in its first lines about the document is metadata, the rest is the text.

Three forms of such a head are read: `Key: value` lines, an agency's dateline (`SEOUL, Feb 7, 2022 (Reuters) - `), and
the line of an archive's export (`date 2022-02-07 UNITED NATIONS • `). Each is cut, so that no quote holds it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from orchestration.documents.dates import DATE_PATTERN, date_of_match, parse_date
from orchestration.documents.decoding import decode
from orchestration.documents.document import Draft, Format, Metadata
from orchestration.documents.metadata import to_metadata

_HEAD_LINE = re.compile(
    r"(title|headline|publisher|source|published|date|language|url|link|synthetic):[ \t]*(.*)", re.I
)
_CITY = r"(?:[A-Z][A-Z.'/]*(?:[ ,-]+[A-Z][A-Z.'/]*)*)"  # capitals only: a sentence does not begin like that
_EXPORT = re.compile(rf"\s*(?i:date:?|published:?)\s+(?i:{DATE_PATTERN})\s+(?:{_CITY}\s*)?[•·|]\s*")
_AGENCY = re.compile(
    rf"\s*{_CITY}(?:,\s+[A-Z][\w. ]+?)?,\s+(?i:{DATE_PATTERN})\s*"
    r"(?:\((?P<agency>[^()\n]{2,40})\))?\s*(?:-{1,2}|[–—•])\s+"
)
_FIRST_LINES = 5  # a line that is a date and nothing else counts as the document's only this near the top


def looks_like(data: bytes) -> bool:
    """Never by content: anything that decodes could be plain text, so only the file's name says so."""
    return False


def read(data: bytes) -> Draft:
    """Text without its head, and what the head says."""
    metadata, body = _split_head(decode(data))
    dateline = _EXPORT.match(body) or _AGENCY.match(body)
    if dateline:
        agency = dateline.groupdict().get("agency")
        metadata = replace(
            metadata,
            published=metadata.published or date_of_match(dateline),
            publisher=metadata.publisher or agency,
        )
        body = body[dateline.end() :]
    elif metadata.published is None:
        lines = [line.strip() for line in body.split("\n") if line.strip()][:_FIRST_LINES]
        metadata = replace(metadata, published=next((d for d in map(_date_line, lines) if d), None))
    return Draft(text=body.strip("\n"), metadata=metadata, published_basis="dateline")


def _split_head(text: str) -> tuple[Metadata, str]:
    """Metadata of leading `Key: value` lines, closed by a blank line, and the text after them."""
    lines = text.lstrip("\n").split("\n")
    values: dict[str, str] = {}
    for count, line in enumerate(lines):
        pair = _HEAD_LINE.fullmatch(line.strip())
        if pair:
            key = pair[1].lower()
            values["title" if key == "headline" else key] = pair[2].strip()
        elif values and not line.strip():
            return to_metadata(values, "bad_front_matter", "first lines"), "\n".join(lines[count + 1 :])
        else:
            break
    return Metadata(), text


def _date_line(line: str) -> date | None:
    return parse_date(line) if len(line) <= 40 else None


FORMAT = Format(name="plain_text", suffixes=(".txt", ".text", ".asc", ""), looks_like=looks_like, read=read)
