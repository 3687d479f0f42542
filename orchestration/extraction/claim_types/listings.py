"""`sanctions.designation` and `sanctions.delisting`: parties put on a list or taken off it, one claim a party named
or counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.common import count_slots
from orchestration.extraction.claim_types.who import imposers, or_nobody, other_state, singular
from orchestration.extraction.clauses import Phrase, Verb, extended
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Quantity
from orchestration.extraction.reading import Reading

LISTED, REMOVED = "sanctions.designation", "sanctions.delisting"
_LISTS = {
    "us_treasury": "ofac_sdn",
    "US": "ofac_sdn",
    "us_state": "ofac_sdn",
    "un_security_council": "un_1718",
    "eu": "eu",
    "KR": "kr",
    "JP": "jp",
}
_PEOPLE = {
    "person",
    "individual",
    "national",
    "official",
    "man",
    "people",
    "banker",
    "citizen",
    "hacker",
    "representative",
    "leader",
    "executive",
    "diplomat",
}
_BODIES = {
    "entity",
    "company",
    "firm",
    "bank",
    "group",
    "organization",
    "organisation",
    "ministry",
    "vessel",
    "ship",
    "business",
    "institution",
    "agency",
    "exchange",
    "mixer",
    "network",
    "corporation",
    "trader",
    "address",
    "wallet",
    "bureau",
    "unit",
    "tanker",
    "party",
    "target",
}
_LISTED_NOUNS = _PEOPLE | _BODIES


@dataclass(frozen=True, slots=True)
class _Listed:
    """A party or a count of parties, in tokens `[first, last)`."""

    first: int
    last: int
    target: str
    target_id: str | None = None
    number: Quantity | None = None
    one: bool = False


def designate(reading: Reading, match: Match) -> list[Draft]:
    """ "sanctioned X", "blacklisted", "designated", "added to a list", and their nouns."""
    if match.i in reading.spent:
        return []
    area = _area(reading, match)
    if area is None or not _about_listing(reading, match):
        return []
    actors = _actors(reading, match)
    if _opens_list(reading, area):
        reading.discourse.list_of, reading.discourse.list_at = or_nobody(actors)[0], reading.discourse.at
        return []
    parties = [*_parties(reading, *area), *_beside(reading, match)]
    parties = parties or _the_state(reading, area, {singular(t.word) for t in reading.tokens})
    if not parties or not _of_dprk(reading, area, bool(actors)):
        return []
    reading.spent.add(match.i)
    return _drafts(reading, match, LISTED, parties, actors)


def _listing_subject(reading: Reading, verb: Verb) -> bool:
    """ "the Treasury listed": a body that lists is the subject."""
    return verb.subject is not None and bool(imposers(reading, *verb.subject))


def _opens_list(reading: Reading, area: tuple[int, int]) -> bool:
    """ "lists the following entities and individuals …:": the names stand in the lines below."""
    return reading.tokens[-1].word == ":" or "following" in reading.words(area[0], area[0] + 3)


def _beside(reading: Reading, match: Match) -> Iterator[_Listed]:
    """Parties behind a passive: "16 individuals added to a blacklist, along with 12 entities"."""
    verb = match.verb
    if verb is None or not (verb.passive or verb.form == "part"):
        return
    end = len(reading.tokens)
    for k in range(verb.last, end - 2):
        if reading.words(k, k + 2) == ["along", "with"] or reading.words(k, k + 3) == ["as", "well", "as"]:
            phrase = reading.parse.next_phrase(k + 2, end)
            listed = _listed(reading, phrase) if phrase else None
            if listed:
                yield listed
            return


def entry_line(reading: Reading, match: Match) -> list[Draft]:
    """ "Kim Se Un – a representative who …": a line of an announced list begins with the party."""
    discourse = reading.discourse
    if discourse.list_at < 0 or discourse.at - discourse.list_at > 2 or match.i in reading.spent:
        return []
    phrase = reading.parse.phrase_at(match.i - 1) if match.i else None
    if phrase is None or match.i > 12 or not reading.tokens[phrase.first].raw[:1].isupper():
        return []
    discourse.list_at = discourse.at
    start = next((k for k in range(phrase.last) if reading.tokens[k].tag in ("NAME", "ADJ", "N")), phrase.first)
    known = [n for n in reading.entries(start, match.i, "party") if n.entry.subkind != "state"]
    party = _Listed(start, match.i, reading.text(start, match.i), known[0].entry.id if known else None)
    drafts = _drafts(reading, match, LISTED, [party], [discourse.list_of] if discourse.list_of else [])
    for draft in drafts:
        draft.quote = (0, len(reading.tokens))
        if discourse.list_of and discourse.list_of.startswith("us_"):
            draft.slots["asserted_by"] = discourse.list_of
    return drafts


def _about_listing(reading: Reading, match: Match) -> bool:
    """Ambiguous verbs need their list: "added 16 individuals to a U.N. blacklist"."""
    tokens = reading.tokens
    words = {singular(t.word) for t in tokens}
    lemma = tokens[match.i].lemma
    if lemma == "list" and match.verb is not None and (match.verb.passive or _listing_subject(reading, match.verb)):
        return True
    if lemma in ("add", "list", "put", "place", "return"):
        return bool(words & {"blacklist", "sanction"}) or (
            "list" in words
            and bool(words & {"sdn", "designated", "sponsor", "terrorism", "asset", "frozen"} or words & _LISTED_NOUNS)
        )
    return not (
        lemma == "designate"
        and any(w in ("as", "to") for w in reading.words(match.last, match.last + 1))
        and "concern" not in words
    )


def _area(reading: Reading, match: Match) -> tuple[int, int] | None:
    """Where the listed parties stand: the object of an active verb, the subject of a passive one, what follows a
    noun's "on"."""
    verb = match.verb
    end = len(reading.tokens)
    if match.form == "noun":
        return _behind_noun(reading, match)
    if verb is None or verb.negated:
        return None
    if verb.passive or verb.form == "part":
        subject = verb.subject
        if subject is None:
            return None
        return subject[0], max(subject[1], verb.first)
    clause = reading.parse.clauses[verb.clause]
    opener = reading.tokens[clause.first]
    relative = (
        (opener.tag == "REL" or opener.word == "that") and verb.subject is not None and verb.subject[0] > clause.first
    )
    if relative and clause.first:
        antecedent = reading.parse.phrase_at(clause.first - 1) or reading.parse.phrase_at(clause.first - 2)
        return (antecedent.first, antecedent.last) if antecedent else None
    if verb.object is None:
        return None
    stop = next((v.first for v in reading.parse.verbs if v.first >= verb.last), end)
    return verb.last, min(stop, end)


def _behind_noun(reading: Reading, match: Match) -> tuple[int, int] | None:
    end = len(reading.tokens)
    for k in range(match.i + 1, min(match.i + 5, end)):
        if reading.tokens[k].word in ("on", "against", "of", "targeting", "for"):
            stop = next((v.first for v in reading.parse.verbs if v.first > k + 1), end)
            stop = next(
                (j for j in range(k + 1, stop) if reading.tokens[j].word in ("for", "over", "in", "because", ".")), stop
            )
            return k + 1, stop
    return None


def _parties(reading: Reading, first: int, last: int) -> Iterator[_Listed]:
    """Named parties and counted ones, in order; what a party is for or of is not listed."""
    taken, before = first, None
    for phrase in reading.parse.phrases:
        if phrase.first < taken or phrase.first >= last:
            continue
        if phrase.prep and phrase.prep not in ("with", "including") and phrase.first > first:
            if phrase.prep in ("for", "to", "under", "over", "from", "by"):
                break
            if reading.words(phrase.first - 3, phrase.first) != ["as", "well", "as"]:
                continue
        if reading.tokens[phrase.first].word == "its" and phrase.first > first:
            continue
        listed = _listed(reading, phrase)
        if listed is None or _renamed(reading, listed) or _explains(reading, listed, before):
            continue
        if reading.words(listed.last, listed.last + 1) == [":"] and any(
            True for _ in _names(reading, listed.last, last)
        ):
            yield from _names(reading, listed.last, last)  # "three groups: A, B and C"
            return
        taken, before = listed.last, listed
        yield listed


def _explains(reading: Reading, listed: _Listed, before: _Listed | None) -> bool:
    """ "Tornado Cash, a mixer": a description behind a name is no second party."""
    return (
        before is not None
        and before.target_id is not None
        and listed.one
        and reading.words(listed.first - 1, listed.first) == [","]
    )


def _renamed(reading: Reading, listed: _Listed) -> bool:
    """ "its leader, Kim Jong-un": a description is dropped for the name that follows it."""
    tokens = reading.tokens
    if (
        listed.target_id is not None
        or listed.number is not None
        or listed.last + 1 >= len(tokens)
        or tokens[listed.last].word != ","
    ):
        return False
    return any(
        n.first == listed.last + 1 and n.entry.subkind == "person"
        for n in reading.entries(listed.last, len(tokens), "party")
    )


def _listed(reading: Reading, phrase: Phrase) -> _Listed | None:
    tokens = reading.tokens
    listable = ("person", "company", "bank", "group", "mixer", "exchange", "vessel", "agency")
    named = [
        n
        for n in reading.entries(phrase.first, phrase.last + 1, "party")
        if n.entry.subkind in listable and n.last >= phrase.last
    ]
    if named:
        best = max(named, key=lambda n: n.last - n.first)
        return _Listed(best.first, phrase.last, reading.text(best.first, best.last), best.entry.id)
    head = singular(tokens[phrase.head].word)
    numbers = [q for q in reading.numbers_in(phrase.first - 2, phrase.head) if not q.ordinal and q.last > phrase.first]
    plain = phrase.first
    while plain < phrase.head and tokens[plain].tag in ("DET", "NUM"):
        plain += 1
    if head in _LISTED_NOUNS:
        one = tokens[phrase.first].word in ("a", "an", "one")
        if (
            not numbers
            and not one
            and phrase.last - phrase.first == 1
            and reading.words(phrase.last, phrase.last + 1) != ["associated"]
        ):
            return None  # "blacklisting individuals": nobody in particular
        last = _plain_end(reading, phrase)
        return _Listed(phrase.first, last, reading.text(plain, last), None, numbers[-1] if numbers else None, one)
    if tokens[phrase.head].tag == "NAME" and not _only_states(reading, phrase):
        return _Listed(phrase.first, phrase.last, reading.text(plain, phrase.last), None)
    return None


def _plain_end(reading: Reading, phrase: Phrase) -> int:
    """ "officials and entities associated with the DPRK": a general party with what narrows it down."""
    last = phrase.last
    if reading.words(last, last + 1) in (["and"], ["or"]):
        other = reading.parse.phrase_at(last + 1)
        if (
            other is not None
            and singular(reading.tokens[other.head].word) in _LISTED_NOUNS
            and other.last - other.first == 1
        ):
            last = other.last
    if reading.words(last, last + 2) in (["associated", "with"], ["linked", "to"], ["tied", "to"]):
        following = reading.parse.next_phrase(last + 1, min(last + 4, len(reading.tokens)))
        last = following.last if following else last
    return last


def _only_states(reading: Reading, phrase: Phrase) -> bool:
    states = [
        n
        for n in reading.entries(phrase.first, phrase.last, "party", "place", "source")
        if n.entry.kind != "party" or n.entry.subkind == "state"
    ]
    return bool(states)


def _actors(reading: Reading, match: Match) -> list[str]:
    """Who lists: the subject, the by-phrase, the owner of the noun, the list's name ("a U.N. blacklist")."""
    verb, end = match.verb, len(reading.tokens)
    found: list[str] = []
    if match.form == "noun":
        phrase = reading.parse.phrase_at(match.i)
        found = [p.value for p in imposers(reading, phrase.first if phrase else match.i, match.i)]
    if not found and verb is not None and verb.subject and not verb.passive:
        found = [p.value for p in imposers(reading, *_joined(reading, verb), committee=True)]
    if not found and verb is not None:
        found = [
            p.value
            for p in imposers(reading, verb.last, min(verb.last + 9, end), committee=True)
            if _by_or_list(reading, verb.last, p.at)
        ]
    imposer = (
        reading.discourse.imposer if not found and reading.discourse.at - reading.discourse.imposer_at <= 12 else None
    )
    return _merged(found) or ([imposer] if imposer else [])


def _joined(reading: Reading, verb: Verb) -> tuple[int, int]:
    """All names of a joint subject: "The United States, the Republic of Korea, and Japan, issued"."""
    first, last = verb.subject or (verb.first, verb.first)
    clause = reading.parse.clauses[verb.clause]
    listed = [p for p in reading.parse.phrases if clause.first <= p.first < verb.first]
    if listed and all(not p.prep and imposers(reading, p.first, p.last) for p in listed):
        return clause.first, verb.first
    start = first
    while start - 2 >= clause.first and reading.tokens[start - 1].word in (",", "and", ")"):
        before = reading.parse.phrase_at(start - 2) or reading.parse.phrase_at(start - 3)
        if before is None:
            break
        start = before.first
    return start, max(last, min(verb.first, last + 12) if clause.first <= first else last)


def _by_or_list(reading: Reading, first: int, at: int) -> bool:
    words = reading.words(first, at)
    return "by" in words or "to" in words


def _merged(actors: list[str]) -> list[str]:
    """A state beside its own agency is one imposer: "The U.S. Department of the Treasury's OFAC"."""
    if "un_1718_committee" in actors:
        actors = [a for a in actors if a != "un_security_council"]
    return [a for a in actors if not (a == "US" and any(o.startswith("us_") for o in actors))]


def _of_dprk(reading: Reading, area: tuple[int, int], imposed: bool) -> bool:
    """Whether the listed parties can be the DPRK's or its helpers': named so in the sentence or in what goes before."""
    if reading.names_dprk(0, len(reading.tokens)):
        return True
    return imposed and reading.discourse.near and not other_state(reading, *area)


def _drafts(reading: Reading, match: Match, kind: str, parties: list[_Listed], actors: list[str]) -> list[Draft]:
    made = []
    if actors:
        reading.discourse.imposer, reading.discourse.imposer_at = actors[0], reading.discourse.at
    for actor in or_nobody(actors):
        for party in parties:
            slots: dict[str, Any] = {
                "target": party.target,
                "target_id": party.target_id,
                "actor": actor,
                "actor_id": actor,
            }
            slots |= {"action": "listed" if kind == LISTED else "removed", "list_id": _LISTS.get(actor or "")}
            if party.number is not None:
                slots |= count_slots(party.number, "party")
            elif party.one:
                slots |= {"quantity": 1.0, "quantity_unit": "party", "quantity_modifier": "exact"}
            made.append(Draft(kind, match.i, slots, verb=match.verb))
    return made


def declared(reading: Reading, match: Match) -> list[Draft]:
    """ "declared North Korea a primary money laundering concern", "designating the entire country"."""
    verb = match.verb
    words = reading.words(0, len(reading.tokens))
    if verb is None or match.i in reading.spent or verb.object is None:
        return []
    concern = "concern" in words and "laundering" in words
    country = verb.lemma == "designate" and any(
        w in ("country", "state", "nation") for w in reading.words(verb.last, verb.last + 4)
    )
    if not concern and not country:
        return []
    phrase = reading.parse.next_phrase(verb.last, verb.object[1])
    if phrase is None or not (
        reading.names_dprk(*extended(reading.parse, phrase)) or (country and reading.discourse.near)
    ):
        return []
    reading.spent.add(match.i)
    actors = _actors(reading, match) or (["US"] if concern else [])
    return _drafts(reading, match, LISTED, [_Listed(phrase.first, phrase.last, DPRK, DPRK)], actors)


def removed(reading: Reading, match: Match) -> list[Draft]:
    """ "removed X from its sanctions list", "delisted X", "lifted sanctions on X"."""
    verb = match.verb
    words = {singular(t.word) for t in reading.tokens}
    if match.i in reading.spent or verb is None:
        return []
    if verb.lemma == "lift":
        area = _behind_noun(reading, match) if "sanction" in words else None
    else:
        if verb.lemma != "delist" and not words & {"blacklist", "sanction", "list"}:
            return []
        if verb.lemma == "take" and "off" not in reading.words(verb.last, verb.last + 6):
            return []
        area = _area(reading, match)
    if area is None:
        return []
    parties = list(_parties(reading, *area)) or _the_state(reading, area, words)
    if not parties or not _of_dprk(reading, area, True):
        return []
    reading.spent.add(match.i)
    return _drafts(reading, match, REMOVED, parties, _actors(reading, match))


def _the_state(reading: Reading, area: tuple[int, int], words: set[str]) -> list[_Listed]:
    """The DPRK itself, put on or taken off the list of state sponsors of terrorism."""
    if not words & {"sponsor", "terrorism"} or not (reading.names_dprk(*area) or reading.points_to_dprk(*area)):
        return []
    return [_Listed(area[0], area[1], DPRK, DPRK)]


def entries(reading: Reading, match: Match) -> list[Draft]:
    """ "The sanctioned company is named X, and the individuals are A, B and C": names behind a copula with a listed
    subject."""
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or singular(tokens[phrase.head].word) not in _LISTED_NOUNS:
        return []
    if not any(t.tag == "BE" for t in tokens[phrase.last : phrase.last + 3]):
        return []
    parties = list(_names(reading, phrase.last, len(tokens)))
    if not parties or not _of_dprk(reading, (phrase.last, len(tokens)), True):
        return []
    reading.spent.add(match.i)
    drafts = _drafts(reading, match, LISTED, parties, _actors(reading, match))
    for draft in drafts:
        draft.quote, draft.verb = (0, len(tokens)), None
    return drafts


def _names(reading: Reading, first: int, last: int) -> Iterator[_Listed]:
    for phrase in reading.parse.phrases:
        if (
            phrase.first >= first
            and phrase.last <= last
            and reading.tokens[phrase.head].tag == "NAME"
            and not _only_states(reading, phrase)
        ):
            known = reading.entries(phrase.first, phrase.last, "party")
            yield _Listed(
                phrase.first, phrase.last, reading.text(phrase.first, phrase.last), known[0].entry.id if known else None
            )
