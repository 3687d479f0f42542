"""From drafts to claims: stance, time and sources judged, quotes cut, ids given, doubles dropped."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from orchestration.extraction.attribution import Report, chain
from orchestration.extraction.claim import Claim, ClaimDetail, ClaimSource, DocumentText, Extraction, UnreadSpan
from orchestration.extraction.clauses import Verb
from orchestration.extraction.columns.beside import beside
from orchestration.extraction.details.tell import REACH, details
from orchestration.extraction.details.told import Told
from orchestration.extraction.discourse import Link
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.identity import numbered
from orchestration.extraction.language import english
from orchestration.extraction.reading import Reading
from orchestration.extraction.stance import judge
from orchestration.extraction.temporal import Span

_STRENGTH = ("planned", "possible", "alleged", "estimated", "stated")
_PUBLISHER = Link("publisher", "publisher")


class Assembly:
    """Collects the claims of one document."""

    def __init__(self, document: DocumentText, extractor: str, version: str) -> None:
        """`extractor` and `version` are written on every row."""
        self.document = document
        self.extractor = extractor
        self.version = version
        self._made: list[tuple[Claim, tuple[Link, ...], list[ClaimDetail]]] = []
        self._at: list[int] = []  # the sentence of each claim made
        self._unread: list[UnreadSpan] = []
        self._sentence_from = 0  # where the claims of the sentence at hand begin

    def add(self, reading: Reading, reports: list[Report], drafts: list[tuple[Match, list[Draft]]]) -> None:
        """Claims of one sentence; a sentence whose triggers give none is kept as unread."""
        before = self._sentence_from = len(self._made)
        for _, made in drafts:
            for draft in made:
                self._claim(reading, reports, draft)
        if drafts and len(self._made) == before:
            self._unread_span(reading, drafts)

    def finish(self) -> Extraction:
        """Rows of the document: ids are given now, since an ordinal counts a type's claims on a span."""
        behind = {id(claim): (links, more) for claim, links, more in self._made}
        claims: list[Claim] = []
        sources: list[ClaimSource] = []
        told: list[ClaimDetail] = []
        for claim, claim_id in numbered(claim for claim, _, _ in self._made):
            links, more = behind[id(claim)]
            claims.append(replace(claim, claim_id=claim_id))
            sources.extend(
                ClaimSource(
                    claim_id=claim_id,
                    document_id=claim.document_id,
                    depth=d,
                    source=link.source,
                    source_kind=link.kind or "anonymous",
                    extractor=self.extractor,
                )
                for d, link in enumerate((_PUBLISHER, *links))
            )
            told.extend(replace(d, claim_id=claim_id) for d in more)
        return Extraction(claims=claims, sources=sources, details=told, unread=self._unread)

    def _claim(self, reading: Reading, reports: list[Report], draft: Draft) -> None:
        slots = dict(draft.slots)
        links, covering = chain(reading, reports, draft.i)
        stance = judge(reading, draft.i, draft.verb)
        if stance.hedge == "would" and any(r.verb is not None and r.verb < draft.i for r in covering):
            stance = replace(stance, certainty="planned")  # "said it would launch": will, as told afterwards
        certainty = _weakest(stance.certainty, *(r.certainty for r in covering))
        denied = any(r.denied for r in covering)
        slots.setdefault("certainty", "stated" if denied else certainty)
        slots.setdefault("polarity", "denied" if denied else stance.polarity)
        slots.setdefault("hedge", stance.hedge)
        if slots["polarity"] == "denied":
            if slots.get("quantity") == 1 and slots.get("quantity_modifier") == "exact" and not slots.get("ordinal"):
                slots.update(
                    quantity=None, quantity_unit=None, quantity_modifier=None
                )  # "no missile", "never a launch" count nothing
            slots.setdefault("denial_kind", "denial" if denied else stance.denial_kind)
        if "event_start" not in slots and "event_end" not in slots:
            slots.update(time_slots(time_for(reading, draft.i, draft.verb, reports), slots["certainty"]))
        asserted_by = slots.pop("asserted_by", None)
        if asserted_by is not None:
            links = (
                ()
                if asserted_by == "publisher"
                else (*links, Link(asserted_by, "state" if len(asserted_by) == 2 else "company"))
            )
        first, last = quote_range(reading, draft, reports)
        speaker = links[-1].source if links else "publisher"
        told = slots | {"asserted_by": speaker}
        slots |= beside(reading, draft.claim_type, draft.i, (first, last), told, covering, self.document.publisher)
        start, end = reading.tokens[first].start, reading.tokens[last - 1].end
        claim = Claim(
            claim_id="",
            document_id=self.document.document_id,
            claim_type=draft.claim_type,
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            asserted_by=speaker,
            origin_source=(links[-1].id or links[-1].source) if links else None,
            extractor=self.extractor,
            extractor_version=self.version,
            **{k: v for k, v in slots.items() if v is not None},
        )
        if any(_same(claim, other) for other, _, _ in self._made[self._sentence_from :]):
            return
        reading.discourse.seen.add((claim.claim_type, claim.item))
        self._made.append((claim, links, []))
        self._at.append(reading.discourse.at)

    def tell(self, reading: Reading) -> None:
        """What a sentence tells more of the claims made so far, its own among them."""
        recent: list[tuple[int, Claim, list[ClaimDetail]]] = []
        for at, (claim, _, more) in zip(reversed(self._at), reversed(self._made), strict=True):
            if reading.discourse.at - at > REACH:
                break
            recent.insert(0, (at, claim, more))
        behind = {id(claim): more for _, claim, more in recent}
        for claim, told in details(reading, [(at, claim) for at, claim, _ in recent]) if recent else ():
            detail = self._detail(reading, told)
            if all((d.attribute, d.char_start) != (detail.attribute, detail.char_start) for d in behind[id(claim)]):
                behind[id(claim)].append(detail)

    def _detail(self, reading: Reading, told: Told) -> ClaimDetail:
        start, end = reading.tokens[told.first].start, reading.tokens[told.last - 1].end
        return ClaimDetail(
            claim_id="",
            document_id=self.document.document_id,
            attribute=told.attribute,
            value=told.value,
            unit=told.unit,
            modifier=told.modifier,
            quote=self.document.text[start:end],
            char_start=start,
            char_end=end,
            extractor=self.extractor,
        )

    def _unread_span(self, reading: Reading, drafts: list[tuple[Match, list[Draft]]]) -> None:
        match = drafts[0][0]
        start, end = reading.sentence.start, reading.sentence.end
        self._unread.append(
            UnreadSpan(
                document_id=self.document.document_id,
                quote=self.document.text[start:end],
                char_start=start,
                char_end=end,
                trigger=f"{match.frame.name}:{reading.tokens[match.i].word}",
                reason="no_reading" if reading.names_dprk(0, len(reading.tokens)) else "not_about_dprk",
                extractor=self.extractor,
                extractor_version=self.version,
            )
        )


def _same(claim: Claim, other: Claim) -> bool:
    """A double: the same type and slots on spans that overlap."""
    if claim.claim_type != other.claim_type or min(claim.char_end, other.char_end) <= max(
        claim.char_start, other.char_start
    ):
        return False
    slots = (
        "item",
        "measure",
        "target",
        "quantity",
        "amount",
        "event_start",
        "event_end",
        "polarity",
        "asserted_by",
        "actor",
    )
    return all(getattr(claim, s) == getattr(other, s) for s in slots)


def _weakest(*certainties: str | None) -> str:
    return min((c for c in certainties if c), key=_STRENGTH.index)


def time_slots(span: Span | None, certainty: str = "stated") -> dict[str, Any]:
    """The time columns of a span; plans look forward."""
    if span is None or span.empty:
        return {}
    start, end = span.start, span.end
    if certainty == "planned" and span.forward:
        start, end = span.forward
    return {"event_start": start, "event_end": end, "time_precision": span.precision}


def time_for(reading: Reading, i: int, verb: Verb | None, reports: list[Report]) -> Span | None:
    """The time that token `i` happens at: the nearest of its own clause, behind it before in front of it; never the
    time of saying.
    """
    parse = reading.parse
    clause = parse.clause_at(i)
    best: tuple[tuple[int, int, int], Span] | None = None
    for span in reading.times:
        if span.anchored or parse.clause_at(min(span.first, len(reading.tokens) - 1)) != clause:
            continue
        if _told_then(reading, span, i) or _in_apposition(reading, span, i):
            continue
        adjoins = verb is not None and (span.last == verb.first or reading.words(span.last, verb.first) == [","])
        if verb is not None and i == verb.head and adjoins and not span.empty:
            return span  # "on Wednesday suspended": a time between subject and verb is the verb's
        distance = span.first - i if span.first > i else i - span.last
        rank = (_other_event_between(reading, i, span), int(span.last <= i), distance)
        if best is None or rank < best[0]:
            best = (rank, span)
    if best is not None:
        return best[1]
    return (
        _time_before_when(reading, clause) or _shared_time(reading, clause) or _report_time(reading, i, verb, reports)
    )


def _shared_time(reading: Reading, clause: int) -> Span | None:
    """The time of the clause before, where this one goes on about it: "… last month, adding that this was a record";
    "X fell during the past year and Y rose".
    """
    if not clause:
        return None
    opened = reading.parse.clauses[clause]
    verb = reading.parse.verbs[opened.verb] if opened.verb is not None else None
    pointing = verb is not None and verb.subject is not None and reading.words(*verb.subject) in (["this"], ["that"])
    for span in reading.times:
        if span.anchored or span.empty or span.last > opened.first or _told_then(reading, span, opened.first):
            continue
        if pointing and reading.parse.clause_at(span.first) == clause - 1:
            return span
        own = verb is not None and verb.subject is not None and verb.subject[0] > opened.first
        if opened.mark == "and" and own and span.precision == "range" and span.last == opened.first:
            return span
    return None


def _in_apposition(reading: Reading, span: Span, i: int) -> bool:
    """ "the state, an autocracy since 1948, is said to …": a time inside an aside between commas is the aside's."""
    tokens = reading.tokens
    if span.last >= i or tokens[span.last].tag != ",":
        return False
    opener = next((k for k in range(span.first - 1, max(span.first - 12, -1), -1) if tokens[k].tag == ","), None)
    return (
        opener is not None and span.first - opener > 1 and reading.parse.clause_at(opener) == reading.parse.clause_at(i)
    )


def _time_before_when(reading: Reading, clause: int) -> Span | None:
    """ "in January, when it tested a device": the time that a "when" clause tells more of."""
    opened = reading.parse.clauses[clause]
    if opened.mark != "when":
        return None
    span = next((s for s in reading.times if s.last in (opened.first, opened.first - 1) and not s.anchored), None)
    if span is not None and span.inner:
        start, end, precision = span.inner
        return replace(span, start=start, end=end, precision=precision, inner=None)
    return span


def _told_then(reading: Reading, span: Span, i: int) -> bool:
    """Whether a time belongs to a verb of saying in the same clause and not to what is said."""
    clause = reading.parse.clause_at(span.first)
    saying = english().report_verbs
    owner = next((v for v in reversed(reading.parse.verbs) if v.last <= span.first and v.clause == clause), None)
    if owner is None:
        before = next((v for v in reading.parse.verbs if v.first >= span.last and v.clause == clause), None)
        if before is None or before.lemma not in saying or i <= before.head:
            return False
        return before.first - span.last <= 1 or (before.lemma in ("accuse", "blame") and not before.passive)
    if owner.passive and owner.subject and owner.subject[0] <= i < owner.subject[1]:
        return False  # "no tests have been detected since 2017"
    return owner.lemma in saying and i != owner.head and not (owner.head < i < span.first)


def _other_event_between(reading: Reading, i: int, span: Span) -> int:
    low, high = sorted((i, span.first))
    return sum(1 for v in reading.parse.verbs if low < v.head < high and v.form == "finite")


def _report_time(reading: Reading, i: int, verb: Verb | None, reports: list[Report]) -> Span | None:
    """ "reported in 2019 that it had raised …": what was told by then happened until then, if the verb looks back
    from it.
    """
    if verb is None or not verb.perfect:
        return None
    for report in reports:
        if report.verb is None or not report.first <= i < report.last:
            continue
        for span in reading.times:
            near = report.verb < span.first <= report.verb + 4
            if near and span.precision in ("year", "half", "quarter") and span.end:
                return Span(span.first, span.last, None, span.end, "until")
    return None


def quote_range(reading: Reading, draft: Draft, reports: list[Report]) -> tuple[int, int]:
    """The tokens of a claim's quote: its clause without the marks around it."""
    tokens = reading.tokens
    if draft.quote:
        first, last = draft.quote
    else:
        first, last = whole_clause(reading, reading.parse.clause_at(draft.i))
        if tokens[first].tag in ("COMP", "CONJ") and first < draft.i:
            first += 1
        for report in reports:
            if report.about and draft.i < report.about[0] < last:
                last = report.about[0]
    while first < last - 1 and tokens[first].tag in (",", '"', ";", ":", "—", "–", "(", "-"):
        first += 1
    while last - 1 > first and tokens[last - 1].tag in (",", '"', ";", ":", "—", "–", "-"):
        last -= 1
    return first, max(last, first + 1)


def whole_clause(reading: Reading, index: int) -> tuple[int, int]:
    """A clause with what cannot stand without it: the noun that it is relative to, and the relative clauses that end
    it.
    """
    clauses, tokens = reading.parse.clauses, reading.tokens
    first, last = clauses[index].first, clauses[index].last
    k = index + 1
    while (
        k < len(clauses)
        and clauses[k].first == last
        and (tokens[last].tag == "REL" or (k > index + 1 and clauses[k].mark == ""))
    ):
        last = clauses[k].last
        k += 1
    while tokens[first].tag == "REL" or (
        index and clauses[index].mark == "" and tokens[first - 1].tag not in (",", '"')
    ):
        index -= 1
        before = clauses[index]
        start = before.first
        if tokens[first].tag == "REL":
            at = first - 1
            while at > before.first and tokens[at].tag in (",", "PREP", ")", '"'):
                at -= 1
            phrase = reading.parse.phrase_at(at)
            start = max(before.first, phrase.first) if phrase else before.first
        if start >= first:
            break
        first = start
        if tokens[first].tag != "REL" or index == 0:
            break
    return first, last
