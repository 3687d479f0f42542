"""The lexicon as a frozen value: names, ids, kinds, parents and aliases, read from the reference CSVs.

`load_lexicon(folder)` reads items.csv, parties.csv, sources.csv, places.csv, aliases.csv and, where they are there,
instruments.csv. The catalogues of dated acts beside them are never read here: what happened is for documents to say.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

from orchestration.extraction.tokens import Token, tokenise

DPRK = "KP"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the lexicon. `kind` is the table (item, party, source, place, instrument), `subkind` its kind
    column.
    """

    id: str
    kind: str
    subkind: str
    name: str
    parent: str | None = None
    country: str | None = None
    family: str | None = None


@dataclass(frozen=True, slots=True)
class Alias:
    """A way to write an entry; `usage` is safe, or context where the alias alone may mean something else."""

    text: str
    entry: Entry
    safe: bool
    case_sensitive: bool
    parts: tuple[str, ...]


@dataclass(frozen=True)
class Lexicon:
    """Entries by (kind, id), and aliases by their first part; `digest` covers the files that were read."""

    entries: Mapping[tuple[str, str], Entry]
    aliases: Mapping[str, tuple[Alias, ...]]
    digest: str
    files: tuple[str, ...] = field(default=())

    def entry(self, kind: str, entry_id: str | None) -> Entry | None:
        """The entry of a kind by id, or None."""
        return self.entries.get((kind, entry_id or ""))

    def item_class(self, item_id: str) -> str:
        """The class that CLAIMS.md writes for an item: a model's first ancestor that is no model."""
        seen: set[str] = set()
        entry = self.entry("item", item_id)
        while entry and entry.subkind == "model" and entry.parent and entry.id not in seen:
            seen.add(entry.id)
            entry = self.entry("item", entry.parent)
        return entry.id if entry else item_id

    def is_a(self, item_id: str | None, ancestor: str) -> bool:
        """Whether an item is another or below it."""
        seen: set[str] = set()
        while item_id and item_id not in seen:
            if item_id == ancestor:
                return True
            seen.add(item_id)
            entry = self.entry("item", item_id)
            item_id = entry.parent if entry else None
        return False

    def country_of(self, entry: Entry) -> str | None:
        """The state that an entry belongs to, by its country column, its family or its ancestors."""
        seen: set[str] = set()
        current: Entry | None = entry
        while current and current.id not in seen:
            seen.add(current.id)
            if current.subkind == "state":
                return current.id if len(current.id) == 2 else (current.country or current.family or current.parent)
            if current.country:
                return current.country
            if current.family and len(current.family) == 2 and current.family.isupper():
                return current.family
            current = self.entry(current.kind, current.parent) or self.entry("party", current.parent)
            if current is None and entry.parent and len(entry.parent) == 2:
                return entry.parent
        return None

    def names_of(self, entry_id: str) -> tuple[str, ...]:
        """All aliases of an entry in lower case."""
        return self._names.get(entry_id, ())

    @cached_property
    def _names(self) -> Mapping[str, tuple[str, ...]]:
        names: dict[str, set[str]] = {}
        for aliases in self.aliases.values():
            for alias in aliases:
                names.setdefault(alias.entry.id, set()).add(alias.text.lower())
        return {entry_id: tuple(sorted(found)) for entry_id, found in names.items()}

    @cached_property
    def index(self) -> Mapping[str, Mapping[str, tuple[Alias, ...]]]:
        """Aliases by their first part and their second ("" where there is none)."""
        nested: dict[str, dict[str, list[Alias]]] = {}
        for first, aliases in self.aliases.items():
            for alias in aliases:
                second = alias.parts[1] if len(alias.parts) > 1 else ""
                nested.setdefault(first, {}).setdefault(second, []).append(alias)
        return {first: {second: tuple(found) for second, found in rest.items()} for first, rest in nested.items()}

    @cached_property
    def anchors(self) -> frozenset[str]:
        """Ids of entries that by themselves make a sentence one about the DPRK: the state, its bodies and groups, its
        models.
        """
        found = {DPRK}
        for entry in self.entries.values():
            if entry.kind == "item":
                if entry.subkind == "model":
                    found.add(entry.id)
            elif entry.kind == "instrument":
                if entry.subkind in ("resolution", "mandate_renewal", "executive_order"):  # acts on the DPRK alone
                    found.add(entry.id)
            elif self.country_of(entry) == DPRK:
                found.add(entry.id)
        return frozenset(found)


_TABLES = {
    "item": ("items.csv", "item_id"),
    "party": ("parties.csv", "party_id"),
    "source": ("sources.csv", "source_id"),
    "place": ("places.csv", "place_id"),
    "instrument": ("instruments.csv", "instrument_id"),
}
_KIND_COLUMN = {"source": "source_kind"}


def load_lexicon(folder: Path) -> Lexicon:
    """Read the reference CSVs of a folder; a missing table is empty, an alias of an unknown entry an error."""
    entries: dict[tuple[str, str], Entry] = {}
    digest = hashlib.sha256()
    files: list[str] = []
    for kind, (name, key) in _TABLES.items():
        for row in _rows(folder / name, digest, files):
            entries[kind, row[key]] = Entry(
                id=row[key],
                kind=kind,
                subkind=row.get(_KIND_COLUMN.get(kind, "kind")) or "",
                name=row.get("name") or row[key],
                parent=row.get("parent_id") or None,
                country=row.get("country") or None,
                family=row.get("family") or None,
            )
    aliases: dict[str, list[Alias]] = {}
    for row in _rows(folder / "aliases.csv", digest, files):
        entry = entries.get((row["entity_kind"], row["entity_id"]))
        if entry is None:
            raise ValueError(
                f"aliases.csv: {row['alias']!r} names the unknown {row['entity_kind']} {row['entity_id']!r}"
            )
        _add(aliases, row["alias"], entry, row["usage"] != "context", row["case_sensitive"].lower() == "true")
    return Lexicon(
        entries=MappingProxyType(entries),
        aliases=MappingProxyType(
            {k: tuple(sorted(v, key=lambda a: (-len(a.parts), a.text, a.entry.id))) for k, v in aliases.items()}
        ),
        digest=digest.hexdigest(),
        files=tuple(files),
    )


def _rows(path: Path, digest: hashlib._Hash, files: list[str]) -> Iterable[dict[str, str]]:
    if not path.exists():
        return []
    data = path.read_bytes()
    digest.update(path.name.encode())
    digest.update(data)
    files.append(path.name)
    return csv.DictReader(data.decode("utf-8-sig").splitlines())


def _add(aliases: dict[str, list[Alias]], text: str, entry: Entry, safe: bool, case_sensitive: bool) -> None:
    parts = alias_parts(tokenise(text, 0, len(text)))
    if parts:
        aliases.setdefault(parts[0], []).append(Alias(text, entry, safe, case_sensitive, parts))


def alias_parts(tokens: list[Token]) -> tuple[str, ...]:
    """The parts of all words in a row: hyphens, dots and possessives left out, so that "Hwasong-15" equals "Hwasong
    15".
    """
    return tuple(part for token in tokens if token.kind in ("word", "number") for part in token.parts)
