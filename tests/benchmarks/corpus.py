"""Documents for the benchmarks: paragraphs of real or own documents, recombined and changed.

Each document gets paragraphs drawn at random; numbers and dates are exchanged and one word in five is replaced by
another word of the same pool, so that at most a tenth of the documents have a near-duplicate. The same seed gives the
same corpus.
"""

from __future__ import annotations

import random
import re
from datetime import date, timedelta
from pathlib import Path

from orchestration.documents.document import ParsedDocument
from orchestration.documents.reading import read_document

_NUMBER = re.compile(r"\d+")
_WORD = re.compile(r"[a-z]{4,}")
_FIRST_DAY = date(2006, 1, 1)
_DAYS = 7_300


def paragraphs(folder: Path) -> list[str]:
    """Paragraphs of 80 to 1,200 characters of every readable document below `folder`."""
    found: list[str] = []
    for path in sorted(p for p in folder.rglob("*") if p.suffix in {".md", ".txt", ".html"}):
        parsed = read_document(path.read_bytes(), name=path.name, published=_FIRST_DAY)
        if isinstance(parsed, ParsedDocument):
            found += [p for p in re.split(r"\n\s*\n", parsed.text) if 80 <= len(p) <= 1_200]
    return found


def make_document(pool: list[str], words: list[str], number: int, rng: random.Random) -> str:
    """One Markdown document with front matter: four to nine changed paragraphs of the pool."""
    body = [_change(rng.choice(pool), words, rng) for _ in range(rng.randint(4, 9))]
    published = _FIRST_DAY + timedelta(days=rng.randrange(_DAYS))
    head = f'title: "Benchmark document {number}"\npublisher: "Bench Wire {number % 40}"\npublished: {published}'
    return f"---\n{head}\n---\n\n" + "\n\n".join(body) + "\n"


def write_corpus(source: Path, target: Path, count: int, seed: int = 1718) -> int:
    """Write `count` documents into `target`; returns their size in bytes."""
    rng = random.Random(seed)
    pool = paragraphs(source)
    words = sorted({w for p in pool for w in _WORD.findall(p)})
    target.mkdir(parents=True, exist_ok=True)
    size = 0
    for number in range(count):
        document = make_document(pool, words, number, rng).encode()
        (target / f"bench-{number:06d}.md").write_bytes(document)
        size += len(document)
    return size


def _change(paragraph: str, words: list[str], rng: random.Random) -> str:
    def exchange(match: re.Match[str]) -> str:
        return rng.choice(words) if rng.random() < 0.2 else match.group()

    changed = _NUMBER.sub(lambda m: str(rng.randint(1, 10 ** min(len(m.group()), 6) - 1)), paragraph)
    return _WORD.sub(exchange, changed)
