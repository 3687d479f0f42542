"""A sentence on its way through the cascade: what each stage saw in it, as lines for a person to read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields

from orchestration.extraction.assemble import Assembly
from orchestration.extraction.attribution import Report
from orchestration.extraction.claim import Claim, ClaimSource, DocumentText, Extraction
from orchestration.extraction.extractor import NAME, Cascade, Step
from orchestration.extraction.reading import Reading

_SAID_ELSEWHERE = frozenset(
    ["claim_id", "document_id", "quote", "char_start", "char_end", "extractor", "extractor_version", "asserted_by"]
)


@dataclass(frozen=True, slots=True)
class TracedSentence:
    """A sentence, the line it begins on (counted from 1), and (stage, what it saw) in the order of the cascade."""

    text: str
    line: int
    stages: list[tuple[str, str]]


def trace(
    cascade: Cascade, document: DocumentText, line: int | None = None, text_from_line: int = 1
) -> Iterator[TracedSentence]:
    """Every sentence of a document, or those that stand on one line of it, with what each stage made of it.

    `text_from_line` is the line of the file that the document's text begins on.
    """
    assembly = Assembly(document, NAME, cascade.version)
    steps = list(cascade.steps(document, assembly))
    extraction = assembly.finish()
    for step in steps:
        sentence = step.reading.sentence
        first = document.text.count("\n", 0, sentence.start) + text_from_line
        last = first + document.text.count("\n", sentence.start, sentence.end)
        if line is None or first <= line <= last:
            text = " ".join(document.text[sentence.start : sentence.end].split())
            yield TracedSentence(text, first, _stages(step, extraction))


def _stages(step: Step, extraction: Extraction) -> list[tuple[str, str]]:
    reading = step.reading
    start, end = reading.sentence.start, reading.sentence.end
    stages = [
        ("gate", "a word that can carry a claim" if step.triggered else "no word that can carry a claim"),
        ("about", "about the DPRK" if step.about_dprk else "nothing says that it is about the DPRK"),
        ("tokens", " ".join(f"{t.raw}/{t.tag or t.kind}" for t in reading.tokens)),
        *(("mention", told) for told in _mentions(reading)),
        *(("clause", told) for told in _clauses(reading)),
        *(("source", _report(reading, report)) for report in step.reports),
    ]
    for match, drafts in step.drafts:
        trigger = f"{match.frame.name}: {reading.text(match.i, match.last)} ({match.form})"
        stages.append(("frame", f"{trigger} → {len(drafts) or 'no'} claim{'s' if len(drafts) != 1 else ''}"))
    chains = _chains(extraction.sources)
    made = [c for c in extraction.claims if start <= c.char_start < end]
    stages += [("claim", _claim(c, chains[c.claim_id])) for c in made]
    stages += [
        ("unread", f"{u.reason}, {u.trigger}") for u in extraction.unread if start <= u.char_start < end and not made
    ]
    return stages


def _mentions(reading: Reading) -> Iterator[str]:
    for n in reading.named:
        yield f"{reading.text(n.first, n.last)} = {n.entry.kind} {n.entry.id}"
    for q in reading.numbers:
        high = f" to {q.high:g}" if q.high is not None else ""
        kind = "ordinal" if q.ordinal else q.modifier
        yield f"{reading.text(q.first, q.last)} = {q.value:g}{high} ({kind})"
    for m in reading.money:
        yield f"{reading.text(m.first, m.last)} = {m.amount} {m.currency} ({m.modifier})"
    for a in reading.assets:
        yield f"{reading.text(a.first, a.last)} = {a.quantity:g} {a.code}"
    for t in reading.times:
        yield f"{reading.text(t.first, t.last)} = {t.start or '…'} to {t.end or '…'} ({t.precision})"


def _clauses(reading: Reading) -> Iterator[str]:
    for clause in reading.parse.clauses:
        verb = reading.parse.verbs[clause.verb] if clause.verb is not None else None
        told = reading.text(clause.first, clause.last)
        if verb is None:
            yield f"[{told}]"
            continue
        parts = [f"verb {verb.lemma}{' (passive)' if verb.passive else ''}{' (negated)' if verb.negated else ''}"]
        if verb.subject:
            parts.insert(0, f"subject {reading.text(*verb.subject)}")
        if verb.object:
            parts.append(f"object {reading.text(*verb.object)}")
        yield f"[{told}] {'; '.join(parts)}"


def _report(reading: Reading, report: Report) -> str:
    named = " → ".join(link.source for link in report.links) or "publisher"
    how = "denies" if report.denied else report.certainty or "says"
    return f"{named} ({how}): {reading.text(report.first, report.last)}"


def _chains(sources: list[ClaimSource]) -> dict[str, str]:
    chains: dict[str, list[str]] = {}
    for link in sorted(sources, key=lambda s: s.depth):
        chains.setdefault(link.claim_id, []).append(link.source)
    return {claim_id: " → ".join(links) for claim_id, links in chains.items()}


def _claim(claim: Claim, chain: str) -> str:
    slots = [
        f"{f.name}={value}"
        for f in fields(claim)
        if f.name not in _SAID_ELSEWHERE and (value := getattr(claim, f.name)) not in (None, f.default)
    ]
    return f"{' '.join(slots)}; said by {chain}; “{claim.quote}”"
