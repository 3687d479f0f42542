"""One sentence as the readers of claims see it: its parse, what it names, and helpers that ask simple questions of
it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from orchestration.extraction.clauses import Parse, Verb, parse
from orchestration.extraction.discourse import Discourse
from orchestration.extraction.language import english
from orchestration.extraction.lexicon import DPRK, Lexicon
from orchestration.extraction.mentions import Asset, Money, Named, Quantity, find_named, find_numbers
from orchestration.extraction.sentences import Sentence
from orchestration.extraction.tagging import tag
from orchestration.extraction.temporal import Span, counted_on, find_times
from orchestration.extraction.tokens import Token, tokenise

_ANAPHORS = frozenset(["it", "its", "itself", "they", "their", "them"])
_DEFINITE = frozenset(["country", "state", "regime", "nation", "government", "leader", "reclusive", "isolated"])


@dataclass(slots=True)
class Reading:
    """A tagged, parsed sentence with its mentions. Ranges are token indices `[first, last)`."""

    sentence: Sentence
    parse: Parse
    times: list[Span]
    numbers: list[Quantity]
    money: list[Money]
    assets: list[Asset]
    named: list[Named]
    lexicon: Lexicon
    discourse: Discourse
    published: date
    in_quote: bool = False  # the sentence begins inside a quotation that an earlier one opened
    tokens: list[Token] = field(init=False)
    traded: set[int] = field(default_factory=set)  # tokens of goods that a claim of trade is about already
    spent: set[int] = field(default_factory=set)  # tokens of triggers that a wider trigger has read already

    def __post_init__(self) -> None:
        self.tokens = self.parse.tokens

    def words(self, first: int, last: int) -> list[str]:
        """Normal forms of a range."""
        return [t.word for t in self.tokens[max(first, 0) : last]]

    def text(self, first: int, last: int) -> str:
        """A range as plain words, for values that are kept as written."""
        raw = ""
        for k, token in enumerate(self.tokens[first:last]):
            joined = k and token.start == self.tokens[first + k - 1].end and token.kind == "word"  # "3CX"
            glue = "" if k == 0 or joined or token.word in (",", ".", ")", "'s") or raw.endswith("(") else " "
            raw += glue + token.raw
        return raw.strip(' ",')

    def entries(self, first: int, last: int, *kinds: str) -> list[Named]:
        """What the lexicon knows in a range, of some kinds (`item`, `party`, `source`, `place`, `instrument`)."""
        return [n for n in self.named if first <= n.first and n.last <= last and (not kinds or n.entry.kind in kinds)]

    def items(self, first: int, last: int) -> list[Named]:
        """Items of the lexicon in a range."""
        return self.entries(first, last, "item")

    def money_in(self, first: int, last: int) -> list[Money]:
        """Sums of money that begin in a range."""
        return [m for m in self.money if first <= m.first < last]

    def numbers_in(self, first: int, last: int) -> list[Quantity]:
        """Plain numbers that begin in a range."""
        return [q for q in self.numbers if first <= q.first < last]

    def names_dprk(self, first: int, last: int) -> bool:
        """Whether a range names the DPRK, its people, bodies, groups or models."""
        return any(n.entry.id in self.lexicon.anchors for n in self.named if first <= n.first < last)

    def state_in(self, first: int, last: int) -> str | None:
        """The state that a range stands for: `KP` where it names the DPRK or what is its, or points back to it."""
        if self.names_dprk(first, last):
            return DPRK
        for n in self.entries(first, last, "party", "source", "place"):
            country = self.lexicon.country_of(n.entry) if n.entry.subkind != "person" else n.entry.country
            if country and len(country) == 2:
                return country
        if self.words(first, last) in (["its"], ["their"]) and self.parse.verbs:
            return self._subject_state(first)
        return DPRK if self.points_to_dprk(first, last) else None

    def _subject_state(self, i: int) -> str | None:
        """Whose "its" is: the DPRK's where it is named last, another state's where that is the clause's subject."""
        clause = self.parse.clause_at(i)
        states = [n for n in self.entries(0, i, "party") if n.entry.subkind == "state"]
        if states and states[-1].entry.id == DPRK:
            return DPRK
        subjects = [v.subject for v in self.parse.verbs if v.clause == clause and v.subject]
        for named in states:
            if any(s[0] <= named.first < s[1] for s in subjects):
                return named.entry.id
        return DPRK if self.points_to_dprk(i, i + 1) else None

    def points_to_dprk(self, first: int, last: int) -> bool:
        """Whether a pronoun or "the country", "the isolated state" in a range can only mean the DPRK."""
        words = self.words(first, last)
        anaphor = any(w in _ANAPHORS for w in words[:2]) or (
            words[:1] in (["the"], ["a"], ["this"], ["his"], ["their"], ["our"]) and any(w in _DEFINITE for w in words)
        )
        return anaphor and (self.names_dprk(0, first) or self.discourse.focus == DPRK)

    def prepositional(self, i: int, end: int, *prepositions: str) -> tuple[int, int] | None:
        """The phrase behind the first of some prepositions in `[i, end)`."""
        for k in range(i, min(end, len(self.tokens)) - 1):
            if self.tokens[k].word in prepositions:
                phrase = self.parse.next_phrase(k + 1, end)
                return (phrase.first, phrase.last) if phrase and phrase.first <= k + 2 else None
        return None

    def heading(self) -> bool:
        """Whether the line reads as a heading: no full stop at its end."""
        return bool(self.tokens) and self.tokens[-1].word not in (".", "!", "?", '"', "…")


def read_sentence(
    text: str, sentence: Sentence, lexicon: Lexicon, discourse: Discourse, published: date, numbers_too: bool = True
) -> Reading:
    """Tokenise, tag, parse a sentence and find its mentions; numbers only where somebody will ask for them."""
    tokens = tokenise(text, sentence.start, sentence.end)
    named = find_named(tokens, lexicon)
    inside = [i for n in named if n.last - n.first > 1 for i in range(n.first, n.last)]
    tag(tokens, inside, [n.first for n in named if n.last - n.first == 1])
    times = counted_on(tokens, find_times(tokens, published), discourse.day_told())
    told = [s.start for s in times if s.precision == "day" and s.start is not None]
    if told:
        discourse.last_day, discourse.last_day_at = told[-1], discourse.at
    numbers, money, assets = find_numbers(tokens, times) if numbers_too else ([], [], [])
    taken = {i for span in times for i in range(span.first, span.last)}
    named = [n for n in named if n.entry.kind == "item" or not all(i in taken for i in range(n.first, n.last))]
    return Reading(sentence, parse(tokens), times, numbers, money, assets, named, lexicon, discourse, published)


def is_report_verb(verb: Verb) -> bool:
    """Whether a verb group reports what somebody says or knows."""
    return verb.lemma in english().report_verbs
