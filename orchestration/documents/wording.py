"""Where two texts have near-identical wording: buckets that a document, or a paragraph of one, shares with its copies.

MinHash over runs of words: of two passages with the share s of their runs in common, a band of signature rows agrees
with probability s ** ROWS. With eight bands of four rows, passages that share three quarters of their runs meet in at
least one bucket nineteen times out of twenty, passages that share a tenth once in a thousand. A pure function of the
text; what the buckets mean is decided in SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

BANDS = 8
ROWS = 4
# Five words in a row are seldom the same by chance; ten words or fewer are, where the news is the same.
RUN = 5
FEWEST_WORDS = 12
_SEED = 1  # part of what the buckets mean: never change it without reading all documents again

_WORD = re.compile(r"\w+")
_BLANK_LINE = re.compile(r"\n[ \t]*\n|\Z")


@dataclass(frozen=True, slots=True)
class Wording:
    """A stretch of text long enough to be told from others, and its buckets, one a band, in the order of the bands."""

    ordinal: int  # 0 for the whole text, from 1 on for its paragraphs
    char_start: int  # code points, end exclusive
    char_end: int
    buckets: tuple[int, ...]  # signed 64-bit numbers


def wordings(text: str) -> list[Wording]:
    """The whole text and each of its paragraphs, those of fewer than twelve words left out."""
    told = [(n, start, end, runs) for n, start, end in _stretches(text) if (runs := _runs(text[start:end]))]
    digests = RMinHash.digests_from_token_sets([runs for *_, runs in told], BANDS * ROWS, _SEED)
    return [Wording(n, start, end, _buckets(digest)) for (n, start, end, _), digest in zip(told, digests, strict=True)]


def _stretches(text: str) -> Iterator[tuple[int, int, int]]:
    yield 0, 0, len(text)
    start = 0
    for n, blank in enumerate(_BLANK_LINE.finditer(text), start=1):
        yield n, start, blank.start()
        start = blank.end()


def _runs(passage: str) -> list[str]:
    words = _WORD.findall(passage.casefold())
    if len(words) < FEWEST_WORDS:
        return []
    return [" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]


def _buckets(digest: list[int]) -> tuple[int, ...]:
    bands = (digest[i : i + ROWS] for i in range(0, BANDS * ROWS, ROWS))
    packed = (b"".join(value.to_bytes(4, "little") for value in band) for band in bands)
    return tuple(int.from_bytes(blake2b(p, digest_size=8).digest(), "little", signed=True) for p in packed)
