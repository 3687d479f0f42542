"""Metadata as YAML: a document's front matter, and the sidecar `NAME.yml` that speaks for a document from outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import yaml

from orchestration.documents.dates import parse_date
from orchestration.documents.document import Metadata, UnreadableError

_ALIASES = {
    "date": "published",
    "published_on": "published",
    "lang": "language",
    "source": "publisher",
    "link": "url",
}
KEYS = frozenset(f.name for f in fields(Metadata))
_FENCE = re.compile(r"---[ \t]*\n(?P<yaml>.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Front matter and the body after it. Text without front matter comes back whole.

    Raises `UnreadableError("bad_front_matter")` where it is meant as front matter but cannot be read. Keys that are not
    ours are passed over: front matter belongs to its author.
    """
    match = _FENCE.match(text)
    if match is None:
        if re.match(r"---[ \t]*\n\w+:", text):
            raise UnreadableError("bad_front_matter", "Its front matter has no closing line `---`: add it.")
        return Metadata(), text
    values = _mapping(match["yaml"], "bad_front_matter", "front matter")
    if values is None:  # a rule of dashes and a paragraph, not front matter
        return Metadata(), text
    return to_metadata(values, "bad_front_matter", "front matter"), text[match.end() :]


def read_sidecar(data: bytes) -> Metadata:
    """Metadata of a sidecar. Sidecars are written for us, so an unknown key is a mistake and is named.

    Raises `UnreadableError("bad_sidecar")`.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise UnreadableError("bad_sidecar", "The sidecar is not UTF-8: save it as UTF-8.") from None
    values = _mapping(text, "bad_sidecar", "sidecar")
    if values is None:
        raise UnreadableError("bad_sidecar", "The sidecar holds no `key: value` lines: write `published: YYYY-MM-DD`.")
    unknown = sorted(k for k in values if _ALIASES.get(k, k) not in KEYS)
    if unknown:
        known = ", ".join(sorted(KEYS))
        raise UnreadableError("bad_sidecar", f"The sidecar has the unknown key `{unknown[0]}`; known are {known}.")
    return to_metadata(values, "bad_sidecar", "sidecar")


def to_metadata(values: Mapping[str, Any], reason: str, where: str) -> Metadata:
    """Metadata out of key-value pairs; `reason` and `where` are for the error when a value cannot be understood."""
    known: dict[str, Any] = {}
    for key, value in values.items():
        name = _ALIASES.get(key, key)
        if name in KEYS and value not in (None, "") and name not in known:
            known[name] = value
    published = known.pop("published", None)
    synthetic = known.pop("synthetic", None)
    return Metadata(
        **{
            name: _language(value) if name == "language" else " ".join(str(value).split())
            for name, value in known.items()
        },
        published=None if published is None else _date(published, reason, where),
        synthetic=None if synthetic is None else str(synthetic).strip().lower() in ("true", "yes", "1"),
    )


def _date(value: object, reason: str, where: str) -> date:
    found = parse_date(value)
    if found is None:
        raise UnreadableError(reason, f"`published: {value}` in its {where} is not a date: write YYYY-MM-DD.")
    return found


def _language(value: object) -> str:
    # YAML 1.1 reads a bare `no` as false; here it is Norwegian
    return "no" if value is False else re.split(r"[-_]", str(value).strip())[0].lower()


def _line(value: object) -> str:
    return " ".join(str(value).split())


def _mapping(text: str, reason: str, where: str) -> dict[str, Any] | None:
    try:
        values = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError) as error:
        line = getattr(getattr(error, "problem_mark", None), "line", None)
        at = "" if line is None else f" (line {line + 1})"
        raise UnreadableError(reason, f"Its {where} is not valid YAML{at}: quote values that hold a colon.") from None
    if not isinstance(values, dict):
        return None
    return {str(key).strip().lower(): value for key, value in values.items()}
