"""How a launch ended, from where to where it went, and what it burnt."""

from __future__ import annotations

from collections.abc import Iterator

from orchestration.extraction.details.told import Told, clause_range, vocabulary
from orchestration.extraction.reading import Reading


def outcome(reading: Reading) -> Iterator[Told]:
    """Success or failure of a launch: stated, or told by what became of the missile."""
    return _outcome(reading, by_end=True)


def verdict(reading: Reading) -> Iterator[Told]:
    """Success or failure of a nuclear test; that something exploded is none."""
    words = {t.word for t in reading.tokens}
    if {"missile", "missiles", "rocket", "rockets"} & words and not vocabulary()["blasts"] & words:
        return iter(())
    return _outcome(reading, by_end=False)


def _outcome(reading: Reading, by_end: bool) -> Iterator[Told]:
    """The first outcome that the sentence states and does not leave open."""
    words = reading.words(0, len(reading.tokens))
    for k, word in enumerate(words):
        destroyed = word in vocabulary()["destroyed"] or " ".join(words[k : k + 2]) in vocabulary()["failure_pairs"]
        failed = word in vocabulary()["failure"] or (by_end and destroyed)
        if not failed and word not in vocabulary()["success"]:
            continue
        if word == "exploded" and reading.tokens[min(k + 1, len(words) - 1)].tag == "DET":
            continue  # "exploded a device"
        first, last = clause_range(reading, k)
        before = set(words[max(first, k - 4) : k])
        if vocabulary()["other"] & set(words[first:k]) or (
            word in ("failure", "success") and not _predicated(words, k)
        ):
            continue
        if vocabulary()["open"] & (before | {words[first]}) - ({"to"} if failed else set()):
            continue
        if failed and word in ("failed", "fail") and before & vocabulary()["not"]:
            continue
        good = not failed and not before & vocabulary()["not"]
        yield Told("outcome", "success" if good else "failure", first, last)
        return


def _predicated(words: list[str], k: int) -> bool:
    """ "was a failure", "with complete success": said of the act, and not "the failure", "after a failure"."""
    before = words[max(k - 4, 0) : k]
    named = {"a", "with", "in", "complete", "total", "be", "was"} & set(before[-2:])
    return bool(named) and not {"after", "since", "of", "from"} & set(before)


def propellant(reading: Reading) -> Iterator[Told]:
    """ "solid-fuelled", "a solid-propellant engine", "liquid fuel"."""
    tokens = reading.tokens
    for k, token in enumerate(tokens):
        head, _, tail = token.word.partition("-")
        tail = tail or (tokens[k + 1].word if k + 1 < len(tokens) else "")
        if head in ("solid", "liquid") and tail.startswith(("fuel", "propell")):
            yield Told("propellant", head, k, k + (1 if "-" in token.word else 2))
            return


def places(reading: Reading) -> Iterator[Told]:
    """Where it was launched and where it came down, by the verbs that say so."""
    for verb in reading.parse.verbs:
        if verb.negated or verb.modal:
            continue
        if verb.lemma in vocabulary()["falls"]:
            yield from _fallen(reading, verb.last)
        elif verb.lemma in vocabulary()["leaves"]:
            yield from _left(reading, verb.last)


def _fallen(reading: Reading, k: int) -> Iterator[Told]:
    """The phrase behind the verb: a place of the lexicon by its id, a zone of the sea as written."""
    tokens = reading.tokens
    last = clause_range(reading, k - 1)[1]
    at = next((m for m in range(k, min(k + 8, last)) if tokens[m].word in vocabulary()["into"]), None)
    if at is None:
        return
    words = reading.words(at, last)
    if "zone" in words or "eez" in words:
        end = at + words.index("zone" if "zone" in words else "eez") + 1
        yield Told("impact_area", reading.text(at, end), at, end)
        return
    named = [n for n in reading.entries(at, last, "place") if n.first <= at + 4]
    if named:
        yield Told("impact_area", named[0].entry.id, at, named[0].last)
        return
    phrase = reading.parse.next_phrase(at + 1, last)
    if phrase is not None and tokens[phrase.head].word in vocabulary()["seas"]:
        yield Told("impact_area", reading.text(phrase.first, phrase.last), at, phrase.last)


def _left(reading: Reading, k: int) -> Iterator[Told]:
    """ "was launched from Sunan": a place in the DPRK behind "from", "at" or "near"."""
    last = clause_range(reading, k - 1)[1]
    for n in reading.entries(k, last, "place"):
        behind = set(reading.words(n.first - 3, n.first)) & {"from", "at", "near"}
        if behind and reading.lexicon.country_of(n.entry) == "KP" and n.entry.subkind not in ("country", "state"):
            yield Told("launch_site", n.entry.id, n.first, n.last)
            return
