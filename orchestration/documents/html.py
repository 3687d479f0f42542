"""HTML pages: metadata from the head, text from the main content, a paragraph for each block element."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from bs4.element import PreformattedString

from orchestration.documents.dates import parse_date
from orchestration.documents.decoding import decode
from orchestration.documents.document import Draft, Format, Metadata

_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w.:-]+)""", re.I)
_NOT_TEXT = (
    "script",
    "style",
    "noscript",
    "template",
    "nav",
    "footer",
    "aside",
    "form",
    "button",
    "svg",
    "iframe",
    "figure",
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_DATE_FIELDS = (  # the surest first
    "article:published_time", "datepublished", "og:article:published_time", "parsely-pub-date", "dc.date.issued",
    "dcterms.issued", "dcterms.date", "dc.date", "citation_publication_date", "pubdate", "publish-date", "publish_date",
    "published", "date",
)  # fmt: skip


def looks_like(data: bytes) -> bool:
    """True for bytes that open like a page, whatever the file is called."""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html")) or (head.startswith(b"<?xml") and b"<html" in head)


def read(data: bytes) -> Draft:
    """The page's main text and what the page says about itself."""
    charset = _CHARSET.search(data[:4096])
    soup = BeautifulSoup(decode(data, charset[1].decode("ascii") if charset else None), "lxml")
    metadata = _metadata(soup)
    return Draft(text=_text(_main(soup)), metadata=metadata, published_basis="page_metadata")


def _metadata(soup: BeautifulSoup) -> Metadata:
    fields = _meta_fields(soup)
    article = _json_ld_article(soup)
    publisher = article.get("publisher")
    if isinstance(publisher, dict):
        publisher = publisher.get("name")
    title = fields.get("og:title") or (soup.title.get_text() if soup.title else None) or article.get("headline")
    canonical = soup.find("link", rel="canonical")
    root = soup.find("html")
    language = root.get("lang") if isinstance(root, Tag) else None
    return Metadata(
        title=_clean(title),
        publisher=_clean(
            fields.get("og:site_name") or publisher or fields.get("dc.publisher") or fields.get("publisher")
        ),
        published=_published(soup, fields, article),
        language=re.split(r"[-_]", str(language))[0].lower() if language else None,
        url=_clean((canonical.get("href") if isinstance(canonical, Tag) else None) or fields.get("og:url")),
        synthetic=fields["synthetic"].lower() == "true" if "synthetic" in fields else None,
    )


def _meta_fields(soup: BeautifulSoup) -> dict[str, str]:
    fields: dict[str, str] = {}
    for tag in soup.find_all("meta"):
        name, content = tag.get("property") or tag.get("name") or tag.get("itemprop"), tag.get("content")
        if name and content:
            fields.setdefault(str(name).lower(), str(content).strip())
    return fields


def _published(soup: BeautifulSoup, fields: dict[str, str], article: dict[str, Any]) -> date | None:
    stated: list[object] = [article.get("datePublished")]
    stated += [fields.get(name) for name in _DATE_FIELDS]
    times = list(soup.select("time[datetime]"))
    times.sort(key=lambda tag: tag.get("itemprop") != "datePublished" and not tag.has_attr("pubdate"))
    stated += [tag["datetime"] for tag in times]
    return next((found for found in map(parse_date, filter(None, stated)) if found), None)


def _json_ld_article(soup: BeautifulSoup) -> dict[str, Any]:
    """The first JSON-LD object with a publication date; empty where the page has none that can be read."""
    for script in soup.find_all("script", type="application/ld+json"):
        try:
            queue = [json.loads(script.get_text())]
        except ValueError:
            continue
        while queue:
            node = queue.pop(0)
            if isinstance(node, list):
                queue += node
            elif isinstance(node, dict):
                if node.get("datePublished"):
                    return node
                queue += [node["@graph"]] if "@graph" in node else []
    return {}


def _main(soup: BeautifulSoup) -> Tag:
    """The element that holds the document: the longest article, else main, else the body."""
    for candidates in (soup.find_all("article"), soup.find_all("main"), soup.select("[role=main]")):
        found = max(candidates, key=lambda tag: len(tag.get_text()), default=None)
        if found is not None and found.get_text(strip=True):
            return found
    return soup.body or soup


def _text(main: Tag) -> str:
    for tag in main.find_all(_NOT_TEXT):
        tag.decompose()
    for header in main.find_all("header"):  # of a header only its headings are text: the rest is bylines and buttons
        headings = [heading.extract() for heading in header.find_all(_HEADINGS)]
        header.clear()
        header.extend(headings)
    paragraphs = re.split(r"\x1e+", "".join(_pieces(main)))
    lines = ("\n".join(" ".join(line.split()) for line in paragraph.split("\x1f")).strip() for paragraph in paragraphs)
    return "\n\n".join(line for line in lines if line)


def _pieces(node: PageElement) -> Iterator[str]:
    """Strings of an element in order: U+001E where a block begins or ends, U+001F for a line break."""
    if isinstance(node, PreformattedString):  # comments, doctypes, CDATA
        return
    if isinstance(node, NavigableString):
        yield re.sub(r"[\x1e\x1f]", " ", str(node))
    elif isinstance(node, Tag):
        if node.name == "br":
            yield "\x1f"
            return
        edge = "\x1e" if node.name in _BLOCKS else ""
        yield edge
        for child in node.children:
            yield from _pieces(child)
        yield edge


def _clean(value: object) -> str | None:
    return " ".join(str(value).split()) or None if value else None


FORMAT = Format(name="html", suffixes=(".html", ".htm", ".xhtml"), looks_like=looks_like, read=read)
