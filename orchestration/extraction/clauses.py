"""Who does what in a sentence: verb groups, noun phrases, and the clause of each.

Not a parser of English: a left-to-right pass over light tags that finds verb groups, cuts clauses at subordinators,
relatives, quotes and coordinations, and takes the phrase before a verb as its subject, the one behind it as its
object. All indices are tokens.
"""

from __future__ import annotations

from orchestration.extraction.clause_bounds import cut_clauses
from orchestration.extraction.groups import find_phrases, find_verbs, hide_hedged_names
from orchestration.extraction.roles import attach
from orchestration.extraction.syntax import Clause, Parse, Phrase, Verb, extended
from orchestration.extraction.tokens import Token

__all__ = ["Clause", "Parse", "Phrase", "Verb", "extended", "parse"]


def parse(tokens: list[Token]) -> Parse:
    """Read tagged tokens."""
    hide_hedged_names(tokens)
    result = Parse(tokens)
    result.phrases = find_phrases(tokens)
    result._phrase_at = [-1] * len(tokens)
    for n, phrase in enumerate(result.phrases):
        for i in range(phrase.first, phrase.last):
            result._phrase_at[i] = n
    result.verbs = find_verbs(tokens)
    cut_clauses(result)
    attach(result)
    return result
