"""Markdown with YAML front matter. The body is kept as it stands: offsets are into what the author wrote."""

from __future__ import annotations

import re
from dataclasses import replace

from orchestration.documents.decoding import decode
from orchestration.documents.document import Draft, Format
from orchestration.documents.metadata import split_front_matter

_HEADING = re.compile(r"\s*#[ \t]+(?P<title>[^\n]+?)[ \t#]*(?:\n|\Z)")


def looks_like(data: bytes) -> bool:
    """True for bytes that open with front matter, whatever the file is called."""
    return data.removeprefix(b"\xef\xbb\xbf").startswith((b"---\n", b"---\r\n"))


def read(data: bytes) -> Draft:
    """Body and front matter; a leading first-level heading is the title where the front matter has none."""
    metadata, body = split_front_matter(decode(data))
    heading = _HEADING.match(body)
    if metadata.title is None and heading:
        metadata = replace(metadata, title=heading["title"].strip())
    return Draft(text=body.strip("\n"), metadata=metadata, published_basis="front_matter")


FORMAT = Format(name="markdown", suffixes=(".md", ".markdown"), looks_like=looks_like, read=read)
