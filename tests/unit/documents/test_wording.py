"""Copies meet in buckets, other texts do not, and the buckets are a function of the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.wording import BANDS, FEWEST_WORDS, wordings

WORDS = [f"word{n}" for n in range(60)]
STORY = " ".join(WORDS)


def shared(one: str, other: str) -> int:
    """How many buckets the whole texts have in common."""
    pair = zip(wordings(one)[0].buckets, wordings(other)[0].buckets, strict=True)
    return sum(a == b for a, b in pair)


def test_copy_with_other_case_and_punctuation_is_the_same_wording() -> None:
    assert shared(STORY, STORY.upper().replace(" ", ", ")) == BANDS


@pytest.mark.parametrize("at", range(5, 55, 5))
def test_copy_with_one_word_changed_meets_its_original(at: int) -> None:
    assert shared(STORY, " ".join([*WORDS[:at], "other", *WORDS[at + 1 :]])) >= 1


def test_same_words_in_another_order_are_another_wording() -> None:
    assert shared(STORY, " ".join(reversed(WORDS))) == 0


def test_short_passages_have_no_wording_of_their_own() -> None:
    assert wordings(" ".join(WORDS[: FEWEST_WORDS - 1])) == []


def test_paragraph_is_found_wherever_it_stands() -> None:
    lead = " ".join(f"lead{n}" for n in range(20))
    found = {w.ordinal: w for w in wordings(f"{lead}\n \n{STORY}\n\nThe end.")}
    assert sorted(found) == [0, 1, 2]
    assert found[2].buckets == wordings(STORY)[0].buckets
    assert found[2].char_start == len(lead) + 3


def test_buckets_are_the_ones_that_warehouses_hold() -> None:
    # another library, version or seed would match no stored document: then the parser's version must change as well
    assert wordings(STORY)[0].buckets[:2] == (503524903442358802, -7623126686255162614)


@given(st.text(max_size=400))
def test_spans_lie_in_the_text_and_every_wording_has_all_bands(text: str) -> None:
    for wording in wordings(text):
        assert 0 <= wording.char_start < wording.char_end <= len(text)
        assert len(wording.buckets) == BANDS
