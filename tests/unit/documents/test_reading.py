"""Documents: what is read out of bytes, and what is said about bytes that cannot be read."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.documents.document import ParsedDocument, Rejected
from orchestration.documents.reading import read_document


def parsed(data: bytes | str, name: str, **options: object) -> ParsedDocument:
    raw = data.encode() if isinstance(data, str) else data
    result = read_document(raw, name=name, **options)  # type: ignore[arg-type]
    assert isinstance(result, ParsedDocument), result
    return result


def test_front_matter_is_metadata_and_the_body_is_kept_as_it_stands() -> None:
    document = parsed(
        '---\ntitle: "Seoul: a launch"\npublisher: Example Wire\npublished: 2022-02-07\nlanguage: en-GB\n'
        "url: https://example.org/a\nsynthetic: true\n---\n\nA **bold** word.\n\n- one\n",
        "a.md",
    )
    assert document.text == "A **bold** word.\n\n- one"
    assert (document.title, document.publisher, document.language) == ("Seoul: a launch", "Example Wire", "en")
    assert (document.published_on, document.published_on_basis) == (date(2022, 2, 7), "front_matter")
    assert document.synthetic
    assert document.url == "https://example.org/a"


@pytest.mark.parametrize(
    ("head", "publisher"),
    [
        (" date 2022-02-07 UNITED NATIONS • ", None),
        ("SEOUL, Feb. 7, 2022 (Example Wire) - ", "Example Wire"),
        ("VIENNA, 7 February 2022 (Example Wire) — ", "Example Wire"),
        ("Publisher: Example Wire\nDate: 7 February 2022\n\n", "Example Wire"),
    ],
)
def test_the_head_of_a_plain_text_is_cut_and_read(head: str, publisher: str | None) -> None:
    document = parsed(head + "North Korea fired a missile.", "a.txt")
    assert document.text == "North Korea fired a missile."
    assert (document.published_on, document.published_on_basis) == (date(2022, 2, 7), "dateline")
    assert document.publisher == publisher


def test_a_sentence_that_opens_with_a_date_is_no_dateline() -> None:
    text = "On 7 February 2022 North Korea fired a missile - or so it said."
    assert parsed(text, "a.txt", published=date(2022, 2, 8)).text == text


PAGE = """<!doctype html><html lang="en"><head><title>A launch | Example Wire</title>
<script type="application/ld+json">{"@graph": [{"datePublished": "2024-03-01T09:00:00+09:00",
"publisher": {"name": "Example Wire"}}]}</script></head><body><nav>Home</nav><header>Logo</header><article>
<header><h1>A launch</h1><p>By A. Writer</p></header><p>First <b>bold</b>
sentence.<br>Second.</p><aside>Read also</aside><ul><li>one</li><li>two</li></ul></article><footer>©</footer></body>
</html>"""


def test_html_keeps_the_main_text_by_blocks() -> None:
    document = parsed(PAGE, "page.html")
    assert document.text == "A launch\n\nFirst bold sentence.\nSecond.\n\none\n\ntwo"
    assert document.title == "A launch | Example Wire"
    assert document.publisher == "Example Wire"
    assert (document.published_on, document.published_on_basis) == (date(2024, 3, 1), "page_metadata")


def test_a_page_is_known_by_its_first_bytes_whatever_its_name() -> None:
    assert parsed(PAGE, "page.txt").format == "html"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp949"])
def test_korean_text_in_any_usual_encoding(encoding: str) -> None:
    text = "북한은 오늘 동해상으로 탄도미사일을 발사했다고 합동참모본부가 밝혔다."
    assert parsed(text.encode(encoding), "a.txt", published=date(2022, 1, 5)).text == text


def test_dates_come_from_the_surest_place() -> None:
    dated, option, sidecar = "---\ndate: 2020-01-01\n---\nText.", date(2021, 1, 1), b"published: 2022-01-01\ntitle: T"
    assert parsed(dated, "a.md", published=option).published_on_basis == "front_matter"
    assert parsed(dated, "a.md", published=option, sidecar=sidecar).published_on == date(2022, 1, 1)
    assert parsed("Text.", "a-2019-01-01.txt", published=option).published_on == option
    assert parsed("Text.", "a-2019-01-01.txt").published_on_basis == "filename"


@pytest.mark.parametrize(
    ("data", "name", "reason", "advice"),
    [
        (b"", "a.txt", "empty", "remove"),
        (b" \n\n", "a.md", "empty", "remove"),
        (b"\x00\x01\x02\x03", "a.txt", "binary", "save it as text"),
        (b"%PDF-1.7 \n", "a.pdf", "binary", "save it as text"),
        (bytes(range(128, 256)) * 4, "a.txt", "undecodable", "UTF-8"),
        (b"No date here.", "a.txt", "no_date", "--published"),
        (b"No date here.", "a.txt", "no_date", "a.txt.yml"),
        (b"a,b\n1,2\n", "a.csv", "unsupported_format", ".md"),
        (b"---\ntitle: a: b\n---\nText.", "a.md", "bad_front_matter", "line 1"),
        (b"---\npublished: soon\n---\nText.", "a.md", "bad_front_matter", "YYYY-MM-DD"),
        (b"---\npublished: 07/02/2022\n---\nText.", "a.md", "bad_front_matter", "YYYY-MM-DD"),
        (b"---\npublished: 2022-02-07\nText.", "a.md", "bad_front_matter", "closing"),
        (b"---\npublished: 2022-02-07\n---\n\n", "a.md", "no_text", "no text"),
    ],
)
def test_what_cannot_be_read_has_a_reason_and_advice(data: bytes, name: str, reason: str, advice: str) -> None:
    result = read_document(data, name=name)
    assert isinstance(result, Rejected)
    assert result.reason == reason
    assert advice in result.advice


@pytest.mark.parametrize(
    "sidecar", [b"publishd: 2022-02-07", b"published: soon", b"just words", b"a: b: c", b"\xff\xfe"]
)
def test_a_bad_sidecar_is_named(sidecar: bytes) -> None:
    result = read_document(b"Text.", name="a.txt", sidecar=sidecar)
    assert isinstance(result, Rejected)
    assert result.reason == "bad_sidecar"


@given(st.binary(max_size=300), st.sampled_from(["a.txt", "a.md", "a.html", "a", "a.xyz"]))
def test_any_bytes_are_read_or_rejected_and_always_the_same(data: bytes, name: str) -> None:
    result = read_document(data, name=name, published=date(2022, 2, 7))
    assert result == read_document(data, name=name, published=date(2022, 2, 7))
    assert isinstance(result, Rejected) or result.text.strip()


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200))
def test_a_markdown_body_keeps_its_characters(body: str) -> None:
    result = read_document(f"---\npublished: 2022-02-07\n---\n{body}".encode(), name="a.md")
    assert isinstance(result, Rejected) or result.text == body.strip("\n")
