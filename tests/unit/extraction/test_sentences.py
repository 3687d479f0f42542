"""Sentences: offsets, boundaries, datelines."""

from __future__ import annotations

import pytest

from orchestration.extraction.sentences import MAX_SENTENCE, split_sentences


def texts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The U.S. said so. The U.N. did not.", ["The U.S. said so.", "The U.N. did not."]),
        ("It ran on Jan. 6 and then stopped.", ["It ran on Jan. 6 and then stopped."]),
        ("They came from the U.S. The others stayed.", ["They came from the U.S.", "The others stayed."]),
        ('"We will." He left.', ['"We will."', "He left."]),
        ("# A heading\n\nA line\nthat goes on.", ["A heading", "A line\nthat goes on."]),
        ("- one item\n- another item", ["one item", "another item"]),
        ("SEOUL (Example Wire) - A missile flew.", ["A missile flew."]),
        ("Pyongyang, October 31 (Example Agency) -- A test was held.", ["A test was held."]),
        (" date 2022-02-07 UNITED NATIONS • A report came.", ["date 2022-02-07 UNITED NATIONS", "A report came."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_boundaries(text: str, expected: list[str]) -> None:
    assert texts(text) == expected


def test_a_sentence_without_end_is_cut() -> None:
    found = split_sentences("word " * 5000)
    assert all(s.end - s.start <= MAX_SENTENCE for s in found)
    assert sum(s.end - s.start for s in found) > 20_000
