"""What must hold for any text: offsets, determinism, indifference to typography, and no text that hangs it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from orchestration.extraction import sentences, tokens
from orchestration.extraction.claim import Claim, DocumentText, Extractor
from orchestration.extraction.columns import words
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.link import mentions

SENTENCES = (
    "North Korea fired two short-range ballistic missiles on Friday, South Korea's military said.",
    'Although "no nuclear tests" were reported, North Korea continued to develop its missile programmes.',
    "North Korean hackers stole $81 million from a bank in February.",
    "The UN Security Council has banned North Korean exports of coal, iron and lead.",
)
PUBLISHED = date(2022, 2, 7)


def read(extractor: Extractor, text: str) -> list[Claim]:
    return extractor.read(DocumentText(document_id="d", text=text, published_on=PUBLISHED)).claims


def shape(found: list[Claim]) -> list[tuple[object, ...]]:
    """A claim without where it stands and how it is set."""
    return [
        (
            c.claim_type,
            c.item,
            c.measure,
            c.quantity,
            c.amount,
            c.currency,
            c.event_start,
            c.event_end,
            c.polarity,
            c.certainty,
            c.actor,
            c.asserted_by,
        )
        for c in found
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=80), st.sampled_from(SENTENCES)), max_size=6))
def test_a_quote_equals_its_span(extractor: Extractor, pieces: list[str]) -> None:
    text = "\n".join(pieces)
    found = extractor.read(DocumentText(document_id="d", text=text, published_on=PUBLISHED))
    spans = [
        *((c.quote, c.char_start, c.char_end) for c in found.claims),
        *((u.quote, u.char_start, u.char_end) for u in found.unread),
        *((d.quote, d.char_start, d.char_end) for d in found.details),
    ]
    for quote, start, end in spans:
        assert quote == text[start:end]
    assert len({c.claim_id for c in found.claims}) == len(found.claims)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(SENTENCES), st.data())
def test_typography_changes_no_claim(extractor: Extractor, sentence: str, data: st.DataObject) -> None:
    words = sentence.split(" ")
    spaces = data.draw(
        st.lists(st.sampled_from([" ", "  ", "\u00a0", "\n", " \n "]), min_size=len(words), max_size=len(words))
    )
    bold = data.draw(st.integers(0, len(words) - 1))
    words[bold] = f"**{words[bold]}**" if words[bold].isalpha() else words[bold]
    changed = "".join(w + s for w, s in zip(words, spaces, strict=True)).replace("'", "’")
    assert shape(read(extractor, changed)) == shape(read(extractor, sentence))


ROOT = Path(__file__).resolve().parents[3]
PASSAGES = sorted((ROOT / "tests" / "gold" / "passages").glob("*.yml"))
DOCUMENTS = sorted((ROOT / "seeds" / "documents").glob("*.md"))[::15]


def passages(path: Path) -> list[str]:
    """Every ninth of a file's texts: enough to meet each form of words, and quick."""
    return [str(p["text"]) for p in yaml.safe_load(path.read_text(encoding="utf-8")) or []][::9]


def spaced(text: str) -> str:
    """Wider white space, and breaks of lines in it."""
    return re.sub(r"(?<=[a-z,]) (?=[a-z])", " \n ", text)


def curly(text: str) -> str:
    return re.sub(r'"([^"]*)"', r"“\1”", text).replace("'", "’")


def unbreakable(text: str) -> str:
    return re.sub(r"(?<=[A-Za-z0-9,]) (?=[A-Za-z0-9$])", "\u00a0", text)


def emphasised(text: str) -> str:
    """The longest plain word of each line in Markdown emphasis."""
    words = re.findall(r"(?<![\w-])[a-z]{5,}(?![\w-])", text)
    return text.replace(f" {words[-1]} ", f" **{words[-1]}** ", 1) if words else text


def preceded(text: str) -> str:
    return "The weather in the valley was mild and the harvest was good.\n\n" + text


CHANGES = (spaced, curly, unbreakable, emphasised, preceded)


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", PASSAGES, ids=lambda path: path.stem)
def test_typography_changes_no_claim_of_a_passage(
    extractor: Extractor, path: Path, change: Callable[[str], str]
) -> None:
    differ = [t for t in passages(path) if shape(read(extractor, change(t))) != shape(read(extractor, t))]
    assert not differ, differ[0]


def paragraphs(path: Path) -> list[str]:
    """The paragraphs of a document, front matter and headings left out: changed line breaks must not join them."""
    body = path.read_text(encoding="utf-8").split("\n---\n", 1)[-1]
    return [p for p in body.split("\n\n") if p[:1].isalpha()]


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.stem)
def test_typography_changes_no_claim_of_a_document(
    extractor: Extractor, path: Path, change: Callable[[str], str]
) -> None:
    texts = paragraphs(path)
    changed = "\n\n".join(change(t) for t in texts) if change is not preceded else preceded("\n\n".join(texts))
    assert shape(read(extractor, changed)) == shape(read(extractor, "\n\n".join(texts)))


def test_a_document_read_twice_gives_the_same_claims(lexicon: Lexicon, extractor: Extractor) -> None:
    text = DOCUMENTS[0].read_text(encoding="utf-8")
    document = DocumentText(document_id="d", text=text, published_on=PUBLISHED)
    first, again = extractor.read(document).claims, build_extractor(lexicon).read(document).claims
    assert [replace(c, extractor_version="") for c in first] == [replace(c, extractor_version="") for c in again]
    assert first


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_paragraph_before_changes_nothing(extractor: Extractor, sentence: str) -> None:
    before = "The weather in the valley was mild and the harvest was good.\n\n"
    assert shape(read(extractor, before + sentence)) == shape(read(extractor, sentence))
    assert shape(read(extractor, sentence)) != []


def test_the_same_text_gives_the_same_rows(extractor: Extractor) -> None:
    text = "\n\n".join(SENTENCES)
    assert read(extractor, text) == read(extractor, text)


@pytest.mark.parametrize(
    "filler",
    [
        "extraordinarily unremarkable meteorological circumstances prevailed; " * 72_000,
        "the valley was mild and North Korea was far " * 4_000,
        "North Korea fired a missile and " * 2_000,
        "(" * 100_000,
        "9" * 50_000,
        '"' * 50_000,
        "a-" * 50_000,
        "$" * 50_000,
        "Jan. 6 and " * 5_000,
    ],
    ids=["five megabytes on one line", "names", "dense", "brackets", "digits", "quotes", "hyphens", "dollars", "dates"],
)
def test_no_text_hangs_it(extractor: Extractor, filler: str) -> None:
    text = "North Korea launched a missile. " + filler
    for claim in read(extractor, text):
        assert claim.quote == text[claim.char_start : claim.char_end]


@pytest.mark.parametrize(
    "piece",
    [
        "North Korea said that ",
        "according to officials, ",
        "(",
        "9",
        "a day after ",
        "between 1 and 2 ",
        "the experts' report by ",
        ", officials said",
    ],
)
def test_twice_the_text_takes_twice_the_time(extractor: Extractor, piece: str) -> None:
    def seconds(times: int) -> float:
        text = "North Korea launched a missile. " + piece * times
        begin = time.process_time()
        read(extractor, text)
        return time.process_time() - begin

    read(extractor, "North Korea launched a missile.")
    once, twice = (min(seconds(n) for _ in range(2)) for n in (300, 600))
    assert twice < 3.5 * once + 0.1


# Every pattern that runs over a document's text, with runs that each of its repetitions could take in again and again.
PATTERNS = {
    f"{module.__name__.rpartition('.')[2]}.{name}": pattern
    for module in (sentences, tokens, words, mentions)
    for name, pattern in vars(module).items()
    if isinstance(pattern, re.Pattern)
}
AT_ONE_PLACE = frozenset(["sentences._OPENER"])  # matched behind a stop, never looked for
RUNS = (
    " ",
    "\n ",
    "a",
    "A",
    "a.",
    "A.",
    "a-",
    "a/",
    "9",
    "1,111",
    "9:",
    "(",
    "A (",
    '"',
    "'s ",
    "*",
    "- ",
    "#",
    "[",
    "&",
    ".",
)


@pytest.mark.parametrize("name", sorted(PATTERNS))
def test_a_pattern_takes_time_in_proportion_to_its_text(name: str) -> None:
    def seconds(text: str) -> float:
        begin = time.process_time()
        if name in AT_ONE_PLACE:
            PATTERNS[name].match(text, 1)
        else:
            sum(1 for _ in PATTERNS[name].finditer(text))
        return time.process_time() - begin

    for run in RUNS:
        once, twice = (min(seconds("A" + run * n + "!") for _ in range(2)) for n in (5_000, 10_000))
        assert twice < 3.2 * once + 0.02, run
