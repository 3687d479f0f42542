"""The cascade put together: a document in, its claims out.

`build_extractor(lexicon)` gives an `Extractor` whose `read` is a pure function: same text, publication date and
lexicon, same claims.
"""

from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.extraction.assemble import Assembly
from orchestration.extraction.attribution import Report, find_reports, note_authors, note_officials
from orchestration.extraction.claim import DocumentText, Extraction, Extractor
from orchestration.extraction.claim_types.who import remember_group
from orchestration.extraction.columns.acts import remember_act
from orchestration.extraction.discourse import Discourse, Link
from orchestration.extraction.frames import Draft, Frames, Match, load_frames
from orchestration.extraction.gate import Gate, any_within
from orchestration.extraction.lexicon import DPRK, Lexicon
from orchestration.extraction.reading import Reading, is_report_verb, read_sentence
from orchestration.extraction.sentences import Sentence, split_sentences

NAME = "cascade"
_STORY = 5  # sentences over which a text goes on about the hackers that it named


def build_extractor(lexicon: Lexicon) -> Extractor:
    """The extractor for a lexicon; building it costs some tens of milliseconds, so keep it."""
    cascade = build_cascade(lexicon)
    return Extractor(name=NAME, version=cascade.version, read=cascade.read)


def build_cascade(lexicon: Lexicon) -> Cascade:
    """The stages of the extractor, for those who want to see each (`trace.py`)."""
    return Cascade(lexicon, load_frames(), version_of(lexicon))


def version_of(lexicon: Lexicon) -> str:
    """Hash of the code, the frames and the lexicon's files: what claims are a function of, beside the document."""
    digest = hashlib.sha256(lexicon.digest.encode())
    folder = Path(__file__).parent
    for path in sorted((*folder.rglob("*.py"), *folder.rglob("*.yml"))):
        digest.update(path.relative_to(folder).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Step:
    """One sentence as the stages saw it."""

    reading: Reading
    triggered: bool  # the gate found a word in it that can carry a claim
    about_dprk: bool
    reports: list[Report]
    drafts: list[tuple[Match, list[Draft]]]  # each trigger with what its frame made of it


@dataclass(frozen=True)
class Cascade:
    """The stages with their tables, ready to read documents."""

    lexicon: Lexicon
    frames: Frames
    version: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "_gate", Gate(self.lexicon, self.frames.stems()))

    def read(self, document: DocumentText) -> Extraction:
        """All claims of one document."""
        assembly = Assembly(document, NAME, self.version)
        for _ in self.steps(document, assembly):
            pass
        return assembly.finish()

    def steps(self, document: DocumentText, assembly: Assembly) -> Iterator[Step]:
        """The sentences of a document as they are read, in order; their claims are put into `assembly`."""
        gate: Gate = self._gate  # type: ignore[attr-defined]
        if not gate.names_dprk(document.text):
            return
        triggers = gate.triggers(document.text)
        discourse = Discourse(has_panel=self._names_panel(document.text))
        sentences = split_sentences(document.text)
        for n in range(len(sentences)):
            discourse.at = n
            yield self._sentence(document, sentences, n, triggers, discourse, assembly)

    def _names_panel(self, text: str) -> bool:
        words = " ".join(text.lower().split())
        return any(name in words for name in self.lexicon.names_of("un_panel_of_experts"))

    def _speaker_ahead(
        self, document: DocumentText, sentences: list[Sentence], n: int, discourse: Discourse
    ) -> tuple[Link, ...]:
        """Who is named behind the end of the quotation that sentence `n` opens, within its paragraph."""
        ahead = copy.copy(discourse)
        for later in sentences[n + 1 : n + 5]:
            if later.paragraph != sentences[n].paragraph:
                break
            reading = read_sentence(document.text, later, self.lexicon, ahead, document.published_on, numbers_too=False)
            links = [r.links for r in find_reports(reading) if r.about and r.links]
            if links:
                return links[0]
        return ()

    def _sentence(
        self,
        document: DocumentText,
        sentences: list[Sentence],
        n: int,
        triggers: list[int],
        discourse: Discourse,
        assembly: Assembly,
    ) -> Step:
        triggered = any_within(triggers, sentences[n])
        reading = read_sentence(document.text, sentences[n], self.lexicon, discourse, document.published_on, triggered)
        was_open = discourse.quote_open
        _open_quotes(reading)
        reports = find_reports(reading)
        if triggered and discourse.quote_open and not was_open and not any(r.links for r in reports):
            discourse.speaker = self._speaker_ahead(document, sentences, n, discourse) or discourse.speaker
            reading.in_quote = True
        about = (
            reading.names_dprk(0, len(reading.tokens))
            or discourse.near
            or _dprk_paper(document)
            or _names_victim(reading)
            or discourse.at - discourse.cyber_actor_at <= _STORY
        )
        drafts: list[tuple[Match, list[Draft]]] = []
        if about and triggered:
            drafts = [(m, m.frame.reader(reading, m)) for m in self.frames.match(reading)]
            assembly.add(reading, reports, drafts)
        assembly.tell(reading)
        note_authors(reading)
        note_officials(reading)
        _remember_states(reading)
        remember_group(reading)
        remember_act(reading)
        return Step(reading, triggered, about, reports, drafts)


def _names_victim(reading: Reading) -> bool:
    """Whether a sentence names a bank, exchange or firm that the lexicon knows as a victim of the DPRK's hackers."""
    return any(n.entry.subkind in ("bank", "exchange", "company") for n in reading.named if n.entry.kind == "party")


def _dprk_paper(document: DocumentText) -> bool:
    """Whether the document comes from the DPRK's own press, which seldom names the state."""
    return (document.publisher or "").lower() in ("kcna", "rodong sinmun")


def _open_quotes(reading: Reading) -> None:
    """Follow quotation over sentence ends: an opening mark without its closing one leaves the next sentence inside."""
    marks = [k for k, t in enumerate(reading.tokens) if t.word == '"']
    open_before = reading.discourse.quote_open
    starts_quoted = bool(marks) and marks[0] == 0
    if open_before and starts_quoted and len(marks) % 2 == 0:
        open_before = False  # a new paragraph of the same speech opens its own marks
    reading.in_quote = open_before or (starts_quoted and marks[-1] >= len(reading.tokens) - 2)
    reading.discourse.quote_open = (len(marks) % 2 == 1) != open_before


def _remember_states(reading: Reading) -> None:
    discourse = reading.discourse
    if reading.names_dprk(0, len(reading.tokens)):
        discourse.named_at = discourse.at
        if not any(v.subject and reading.names_dprk(*v.subject) for v in reading.parse.verbs):
            acting = [
                v.subject for v in reading.parse.verbs if v.subject and v.form == "finite" and not is_report_verb(v)
            ]
            if acting and reading.state_in(*acting[0]) not in (None, DPRK):
                discourse.other_state_at = discourse.at + 1  # named in passing: the sentence is about another state
        return
    subject = next((v.subject for v in reading.parse.verbs if v.subject and v.form == "finite"), None)
    if subject and any(n.entry.subkind == "state" for n in reading.entries(*subject, "party")):
        discourse.other_state_at = discourse.at
