"""What a parse is made of: noun phrases, verb groups, clauses, and what hangs on a phrase."""

from __future__ import annotations

from dataclasses import dataclass, field

from orchestration.extraction.tokens import Token


@dataclass(slots=True)
class Phrase:
    """A noun phrase without what hangs on it: tokens `[first, last)`, `head` its last noun, `prep` the preposition
    before it.
    """

    first: int
    last: int
    head: int
    prep: str = ""


@dataclass(slots=True)
class Verb:
    """A verb group: auxiliaries, negation and the main verb at `head`; subject and object are token ranges or None."""

    first: int
    last: int
    head: int
    lemma: str
    form: str  # finite | inf | ing | part
    passive: bool = False
    perfect: bool = False
    modal: str = ""
    negated: bool = False
    clause: int = 0
    governor: int | None = None
    subject: tuple[int, int] | None = None
    object: tuple[int, int] | None = None


@dataclass(slots=True)
class Clause:
    """A finite clause, tokens `[first, last)`; `mark` is the word or sign that opens it, `parent` the clause it hangs
    on.
    """

    first: int
    last: int
    mark: str = ""
    parent: int | None = None
    verb: int | None = None


@dataclass(slots=True)
class Parse:
    """A sentence read: tokens, verbs in order, clauses in order of their start, phrases in order."""

    tokens: list[Token]
    verbs: list[Verb] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    _clause_at: list[int] = field(default_factory=list)
    _phrase_at: list[int] = field(default_factory=list)

    def clause_at(self, i: int) -> int:
        """Index of the innermost clause that token `i` belongs to."""
        return self._clause_at[i] if 0 <= i < len(self._clause_at) else 0

    def phrase_at(self, i: int) -> Phrase | None:
        """The noun phrase that token `i` is part of."""
        index = self._phrase_at[i] if 0 <= i < len(self._phrase_at) else -1
        return self.phrases[index] if index >= 0 else None

    def next_phrase(self, i: int, end: int) -> Phrase | None:
        """The first noun phrase that begins at or after token `i` and before `end`."""
        return next((p for p in self.phrases if i <= p.first < end), None)

    def governing_verb(self, i: int) -> Verb | None:
        """The nearest verb before token `i` in its clause that it is an object or adjunct of, or the clause's verb
        for a subject.
        """
        clause = self.clause_at(i)
        before = [v for v in self.verbs if v.clause == clause and v.last <= i]
        if before:
            return before[-1]
        return next((v for v in self.verbs if v.clause == clause and v.first > i), None)

    def words(self, first: int, last: int) -> list[str]:
        """Normal forms of tokens `[first, last)`."""
        return [t.word for t in self.tokens[max(first, 0) : last]]


TIME_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "year",
        "month",
        "week",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "decade",
    ]
)


def extended(result: Parse, phrase: Phrase) -> tuple[int, int]:
    """A phrase with the "of", "and" and bracketed phrases that follow it."""
    last = phrase.last
    tokens = result.tokens
    while last < len(tokens) - 1:
        if tokens[last].word == "of" or (tokens[last].word in ("and", "or") and result.phrase_at(last + 1)):
            following = result.phrase_at(last + 1)
            if following is None:
                break
            last = following.last
        elif tokens[last].tag == "(":
            close = next((k for k in range(last + 1, min(last + 12, len(tokens))) if tokens[k].tag == ")"), None)
            if close is None:
                break
            last = close + 1
        else:
            break
    return phrase.first, last
