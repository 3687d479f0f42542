"""Questions that readers of several claim types ask: how many, whose, and which items stand in a phrase."""

from __future__ import annotations

from typing import Any

from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Money, Quantity
from orchestration.extraction.reading import Reading

_ONE = frozenset({"a", "an", "another", "one", "each"})


def count(reading: Reading, first: int, head: int, unit: str) -> dict[str, Any]:
    """Quantity columns of the phrase that begins at token `first` and ends with the noun at `head`.

    "a missile" and "its fourth test" are one, "the missile" and a bare plural have no number.
    """
    found = [q for q in reading.numbers if first <= q.last - 1 <= head or (q.first <= first < q.last)]
    plain = [q for q in found if not q.ordinal and q.last <= head + 1]
    if plain:
        q = plain[-1]
        return {"quantity": q.value, "quantity_high": q.high, "quantity_unit": unit, "quantity_modifier": q.modifier}
    singular = not _plural(reading, head)
    ordinals = [q for q in found if q.ordinal]
    if ordinals and singular:
        return {
            "quantity": 1.0,
            "quantity_unit": unit,
            "quantity_modifier": "exact",
            "ordinal": int(ordinals[0].value),
            "ordinal_scope": "ever",
        }
    words = reading.words(first, head)
    if singular and words and words[0] in _ONE:
        return {"quantity": 1.0, "quantity_unit": unit, "quantity_modifier": "exact"}
    return {}


def _plural(reading: Reading, head: int) -> bool:
    word = reading.tokens[head].word
    return (word.endswith("s") and not word.endswith("ss")) or (word.isupper() and word.endswith("S"))


def possessor(reading: Reading, phrase: Phrase) -> tuple[int, int] | None:
    """The owner in a phrase ("North Korea's", "its", "North Korean") as a range up to its mark, or None."""
    tokens = reading.tokens
    for k in range(phrase.last - 1, phrase.first - 1, -1):
        if tokens[k].tag == "POSS":
            return phrase.first, k
    if tokens[phrase.first].word in ("its", "their", "his", "her", "our"):
        return phrase.first, phrase.first + 1
    return _bracketed_owner(reading, phrase)


def _bracketed_owner(reading: Reading, phrase: Phrase) -> tuple[int, int] | None:
    """ "the Republic's (DPRK's) programmes": the owner whose short name stands in brackets behind it."""
    tokens, k = reading.tokens, phrase.first
    while k > 1 and tokens[k - 1].tag in ("ADJ", "CONJ"):
        k -= 1  # "dangerous and reckless decision"
    if k < 3 or tokens[k - 1].tag != ")":
        return None
    opening = next((m for m in range(k - 2, max(k - 6, 0), -1) if tokens[m].tag == "("), None)
    if opening is None or "POSS" not in (tokens[opening - 1].tag, tokens[k - 2].tag):
        return None
    before = reading.parse.phrase_at(opening - 2 if tokens[opening - 1].tag == "POSS" else opening - 1)
    if before is not None and before.prep == "of":
        before = reading.parse.phrase_at(before.first - 2) or before  # "the Republic of Korea's (DPRK's)"
    return (before.first if before else opening, k - 1)


def actor_of(reading: Reading, verb: Verb | None, phrase: Phrase | None, noun: bool) -> str | None:
    """Who acts: `KP`, another state's code, or None where nobody is named.

    For a verb its subject, or its by-phrase where it is passive; for a noun its possessor, its by-phrase, then the
    subject of the verb that governs it.
    """
    end = len(reading.tokens)
    if noun and phrase is not None:
        owner = possessor(reading, phrase)
        if owner:
            return reading.state_in(*owner)
        inside = reading.state_in(phrase.first, phrase.last)
        if inside:
            return inside
        after = reading.prepositional(phrase.last, min(phrase.last + 8, end), "by", "from")
        if after:
            state = reading.state_in(*after)
            if state:
                return state
    if verb is None:
        return None
    holder = _holder(reading, verb)
    if holder is not None:
        return holder
    if verb.passive:
        agent = reading.prepositional(verb.last, min(verb.last + 10, end), "by")
        return reading.state_in(*agent) if agent else None
    return reading.state_in(*verb.subject) if verb.subject else None


def _holder(reading: Reading, verb: Verb) -> str | None:
    """ "the North's decision to launch", "efforts by the North to develop": the state whose act or ability an
    infinitive behind a noun is.
    """
    if verb.form != "inf" or not verb.first or reading.tokens[verb.first].word != "to":
        return None
    phrase = reading.parse.phrase_at(verb.first - 1)
    if phrase is None:
        return None
    if phrase.prep == "by":
        return reading.state_in(phrase.first, phrase.last)
    owner = possessor(reading, phrase)
    return reading.state_in(*owner) if owner else None


def about_dprk(reading: Reading, actor: str | None) -> bool:
    """Whether an act may be taken for the DPRK's: it is named as the actor, or nobody is and the sentence or its
    context names it.
    """
    if actor is not None:
        return actor == DPRK
    if reading.names_dprk(0, len(reading.tokens)):
        return True
    site = reading.prepositional(0, len(reading.tokens), "from", "at")
    elsewhere = reading.state_in(*site) not in (None, DPRK) if site else False
    return reading.discourse.focus == DPRK and not elsewhere


def count_slots(number: Quantity, unit: str) -> dict[str, Any]:
    """Quantity columns of a number that counts `unit`."""
    return {
        "quantity": number.value,
        "quantity_high": number.high,
        "quantity_unit": unit,
        "quantity_modifier": number.modifier,
    }


def money_slots(sum_: Money, role: str | None = None) -> dict[str, Any]:
    """Amount columns of a sum; `role` says what the money is (stolen, frozen, earned, …)."""
    return {
        "amount": sum_.amount, "amount_high": sum_.high, "currency": sum_.currency, "amount_modifier": sum_.modifier,
        "amount_role": role,
        "amount_converted": sum_.converted, "currency_converted": sum_.converted_currency,
    }  # fmt: skip
