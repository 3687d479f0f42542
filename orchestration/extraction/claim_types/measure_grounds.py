"""Whether a measure is against the DPRK, and who imposes it: questions of every reader of measures."""

from __future__ import annotations

from orchestration.extraction.claim_types.measure_words import COUNCIL, LAW, WISH
from orchestration.extraction.claim_types.who import Party, imposers, other_state, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.reading import Reading


def near_dprk(reading: Reading, first: int = 0) -> bool:
    """Whether the sentence names the DPRK, or goes on about it without naming another state behind token `first`."""
    end = len(reading.tokens)
    return reading.names_dprk(0, end) or (reading.discourse.near and not (first and other_state(reading, first, end)))


def concerns_dprk(reading: Reading, i: int) -> bool:
    """Whether a measure at token `i` is against the DPRK: by what follows "on" or "against", else by sentence or
    context."""
    tokens = reading.tokens
    for k in range(i + 1, min(i + 8, len(tokens))):
        if tokens[k].word in ("on", "against", "upon", "targeting"):
            end = min(k + 7, len(tokens))
            aimed = reading.parse.next_phrase(k + 1, end)
            straight = aimed is not None and any(
                n.last == aimed.last for n in reading.entries(aimed.first, aimed.last, "party")
            )
            inner = reading.parse.clauses[reading.parse.clause_at(k)].last
            # "on Russia" says whom by itself; "on certain U.S. banks' accounts with …" goes on
            last = min(end, inner) if straight else len(tokens)
            near = last if straight else end
            if other_state(reading, k + 1, near) and not reading.names_dprk(k + 1, last):
                return False
            break
    return near_dprk(reading, i + 1)


def joined_start(reading: Reading, first: int) -> int:
    """Where "U.S. and United Nations sanctions" begins: a name joined before the phrase belongs to it."""
    tokens = reading.tokens
    while first >= 2 and tokens[first - 1].word in ("and", ",", "&"):
        before = reading.parse.phrase_at(first - 2)
        if (
            before is None
            or not imposers(reading, before.first, before.last)
            or not _only_names(reading, before.first, before.last)
        ):
            break
        first = before.first
    return first


def _only_names(reading: Reading, first: int, last: int) -> bool:
    """Whether a phrase is a name and no more: "the United States", not "U.S. officials"."""
    return any(n.last == last for n in reading.entries(first, last, "party", "source"))


def whole_subject(reading: Reading, subject: tuple[int, int]) -> tuple[int, int]:
    """A subject with the names listed before it: "The United States, Japan and South Korea imposed"."""
    first, last = subject
    return joined_start(reading, first), last


def subjects(reading: Reading, verb: Verb) -> list[str]:
    """Who imposes by the grammar of a verb: agent or subject, a pronoun's antecedent, the Council for "the
    resolution"."""
    if verb.passive:
        end = min(verb.last + 8, len(reading.tokens))
        return [p.value for p in imposers(reading, verb.last, end) if "by" in reading.words(verb.last, p.at)]
    if verb.subject is None:
        return []
    found = [p.value for p in imposers(reading, *whole_subject(reading, verb.subject))]
    words = reading.words(*verb.subject)
    if not found and words[-1:] in (["resolution"], ["council"]):
        return [COUNCIL]
    if not found and words[:1] in (["my"], ["our"]) and words[-1:] == ["administration"]:
        return ["US"]  # the President speaks
    if not found and words in (["it"], ["they"], ["he"], ["she"]):
        return [p.value for p in imposers(reading, 0, verb.subject[0])][:1]
    return found


def by_phrase(reading: Reading, i: int) -> list[Party]:
    end = min(i + 8, len(reading.tokens))
    for k in range(i + 1, end - 1):
        if reading.tokens[k].word == "by":
            return imposers(reading, k + 1, min(k + 6, len(reading.tokens)))
    return []


def note(reading: Reading, actors: list[str]) -> None:
    """Keep who imposed last, for later sentences that only say what is imposed."""
    if actors:
        reading.discourse.imposer, reading.discourse.imposer_at = actors[0], reading.discourse.at


def council_text(reading: Reading, first: int, last: int) -> list[str]:
    """ "The resolution", "that text" of a document that has named the Council's act."""
    words = set(reading.words(first, last))
    return [COUNCIL] if words & {"resolution", "resolutions", "text", "council"} else last_imposer(reading)


def last_imposer(reading: Reading) -> list[str]:
    """Who imposed last, while the document goes on about it."""
    discourse = reading.discourse
    return [discourse.imposer] if discourse.imposer and discourse.at - discourse.imposer_at <= 8 else []


def by_order(reading: Reading) -> list[str]:
    """An executive order speaks for the United States."""
    words = reading.words(0, len(reading.tokens))
    return (
        ["US"]
        if any(words[k : k + 2] in (["executive", "order"], ["executive", "orders"]) for k in range(len(words)))
        else []
    )


def by_resolution(reading: Reading) -> list[str]:
    """A resolution that is cited by number, or is of the Council, speaks for the Council."""
    cited = any(n.entry.id.startswith("resolution_") for n in reading.entries(0, len(reading.tokens), "instrument"))
    return [COUNCIL] if cited else []


def authors(reading: Reading, first: int, last: int) -> list[str]:
    """Whose law a range names: "under U.N. resolutions", "a series of U.N. Security Council resolutions"."""
    return (
        [p.value for p in imposers(reading, max(first - 6, 0) if first else 0, last)]
        if _names_law(reading, first, last)
        else []
    )


def _names_law(reading: Reading, first: int, last: int) -> bool:
    return any(singular(w) in LAW for w in reading.words(first, last))


def only_wished(reading: Reading, first: int, verb: Verb | None) -> bool:
    """Sanctions that are called for, feared or praised are no act."""
    if verb is not None and (verb.lemma in WISH or verb.modal in ("could", "should", "may", "might")):
        return True
    governor = (
        reading.parse.verbs[verb.governor]
        if verb is not None and verb.form == "inf" and verb.governor is not None
        else None
    )
    if governor is not None and governor.lemma in WISH:
        return True
    return any(w in ("calls", "appeal", "appeals", "threat", "support") for w in reading.words(first - 4, first))
