"""`sanctions.designation` and `sanctions.delisting`: parties put on a list or taken off it, one claim a party named
or counted."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from orchestration.extraction.claim_types.common import count_slots
from orchestration.extraction.claim_types.listing_parties import LISTED_NOUNS, Listed, listed, names_in, parties_in
from orchestration.extraction.claim_types.measure_words import ASSETS, LAW
from orchestration.extraction.claim_types.measure_words import words as words_of
from orchestration.extraction.claim_types.who import imposers, or_nobody, other_state, singular
from orchestration.extraction.clauses import Verb, extended
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
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


def designate(reading: Reading, match: Match) -> list[Draft]:
    """ "sanctioned X", "blacklisted", "designated", "added to a list", and their nouns."""
    if match.i in reading.spent or _part_of_name(reading, match.i):
        return []
    area = _area(reading, match)
    if area is None or not _about_listing(reading, match):
        return []
    actors = _actors(reading, match)
    if _opens_list(reading, area):
        reading.discourse.list_of, reading.discourse.list_at = or_nobody(actors)[0], reading.discourse.at
        return []
    if match.form == "noun" and not _opens_with_party(reading, area):
        return []
    parties = [*parties_in(reading, *area), *_beside(reading, match)]
    parties = parties or _the_state(reading, area, {singular(t.word) for t in reading.tokens})
    if not parties and _state_sanctioned(reading, match, area):
        slots = {"measure": "regime", "target": DPRK, "target_id": DPRK}
        return [
            Draft("sanctions.measure", match.i, slots | {"actor": a, "actor_id": a}, verb=match.verb)
            for a in or_nobody(_by_named(reading, match))
        ]
    if not parties or not _of_dprk(reading, area, bool(actors)):
        return []
    reading.spent.add(match.i)
    reading.spent.update(k for k in range(match.i, area[0]) if singular(reading.tokens[k].word) == "sanction")
    return _drafts(reading, match, LISTED, parties, actors)


def _listing_subject(reading: Reading, verb: Verb) -> bool:
    """ "the Treasury listed": a body that lists is the subject."""
    return verb.subject is not None and bool(imposers(reading, *verb.subject))


def _opens_list(reading: Reading, area: tuple[int, int]) -> bool:
    """ "lists the following entities and individuals …:": the names stand in the lines below."""
    return reading.tokens[-1].word == ":" or "following" in reading.words(area[0], area[0] + 3)


def _beside(reading: Reading, match: Match) -> Iterator[Listed]:
    """Parties behind a passive: "16 individuals added to a blacklist, along with 12 entities"."""
    verb = match.verb
    if verb is None or not (verb.passive or verb.form == "part"):
        return
    end = len(reading.tokens)
    for k in range(verb.last, end - 2):
        if reading.words(k, k + 2) == ["along", "with"] or reading.words(k, k + 3) == ["as", "well", "as"]:
            phrase = reading.parse.next_phrase(k + 2, end)
            found = listed(reading, phrase) if phrase else None
            if found:
                yield found
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
    party = Listed(start, match.i, reading.text(start, match.i), known[0].entry.id if known else None)
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
    relative = match.verb is not None and reading.words(match.verb.first - 1, match.verb.first) in (["that"], ["which"])
    if lemma == "target" and relative:
        return False  # "a measure that targeted a bank"
    if lemma in ("name", "identify", "target", "hit", "slap"):
        body = match.verb is not None and match.verb.subject is not None and _lists(reading, *match.verb.subject)
        return bool(words & words_of("list_words")) or (lemma == "target" and body)
    if lemma in ("addition", "inclusion"):
        return "list" in words or "blacklist" in words
    if lemma == "freeze":
        return match.form != "noun" and bool(words & ASSETS)
    if lemma == "redesignate" or (lemma == "designate" and {"sponsor", "terrorism"} <= words):
        return True
    if lemma in ("add", "list", "put", "place", "return"):
        return bool(words & {"blacklist", "sanction"}) or (
            "list" in words
            and bool(words & {"sdn", "designated", "sponsor", "terrorism", "asset", "frozen"} or words & LISTED_NOUNS)
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
    behind = reading.parse.phrase_at(verb.last)
    if verb.object is None and (behind is None or not reading.tokens[behind.head].raw[:1].isupper()):
        return None
    stop = next((v.first for v in reading.parse.verbs if v.first >= verb.last and not _in_name(reading, v)), end)
    stop = next((k for k in range(verb.last + 1, stop) if _goes_on(reading, k)), stop)
    if verb.lemma == "freeze":
        owners = next((k for k in range(verb.last, min(verb.last + 5, stop)) if reading.tokens[k].word == "of"), None)
        owner = reading.parse.next_phrase(owners + 1, stop) if owners is not None else None
        by_dprk = verb.subject is not None and reading.names_dprk(*verb.subject)
        foreign = by_dprk or (
            owner is not None
            and other_state(reading, owner.first, owner.last)
            and other_state(reading, owner.first, stop)
        )
        return (owner.first, stop) if owner and not foreign else None
    return verb.last, min(stop, end)


def _behind_noun(reading: Reading, match: Match) -> tuple[int, int] | None:
    end = len(reading.tokens)
    for k in range(match.i + 1, min(match.i + 5, end)):
        timed = any(s.first <= k + 1 < s.last or s.first == k for s in reading.times)
        if reading.tokens[k].word in ("on", "against", "of", "targeting", "for") and not timed:
            stop = next((v.first for v in reading.parse.verbs if v.first > k + 1), end)
            stop = next(
                (
                    j
                    for j in range(k + 1, stop)
                    if reading.tokens[j].word in ("for", "over", "in", "because", "to", ".")
                ),
                stop,
            )
            return k + 1, stop
    return None


def _actors(reading: Reading, match: Match) -> list[str]:
    """Who lists: the subject, the by-phrase, the owner of the noun, the list's name ("a U.N. blacklist")."""
    verb, end = match.verb, len(reading.tokens)
    found: list[str] = []
    if match.form == "noun":
        phrase = reading.parse.phrase_at(match.i)
        found = [p.value for p in imposers(reading, phrase.first if phrase else match.i, match.i)]
    if not found and verb is not None and verb.subject and not verb.passive:
        found = [p.value for p in imposers(reading, *_joined(reading, verb), committee=True)]
    if not found and verb is not None and verb.subject and not verb.passive:
        found = _spokesman(reading, verb.subject)
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
    return any(w in words for w in ("by", "to", "from", "onto", "on"))


def _merged(actors: list[str]) -> list[str]:
    """A state beside its own agency is one imposer: "The U.S. Department of the Treasury's OFAC"."""
    if "un_1718_committee" in actors:
        actors = [a for a in actors if a != "un_security_council"]
    return [a for a in actors if not (a == "US" and any(o.startswith("us_") for o in actors))]


def _of_dprk(reading: Reading, area: tuple[int, int], imposed: bool) -> bool:
    """Whether the listed parties can be the DPRK's or its helpers': named so in the sentence or in what goes before."""
    if reading.names_dprk(0, len(reading.tokens)):
        clause = reading.parse.clauses[reading.parse.clause_at(area[0])]
        rest = range(area[1], len(reading.tokens))
        joined = any(reading.tokens[k].word in ("while", "whereas", "as", "but", "although") for k in rest)
        return not (joined and other_state(reading, *area) and not reading.names_dprk(clause.first, clause.last))
    return imposed and reading.discourse.near and not other_state(reading, *area)


def _drafts(reading: Reading, match: Match, kind: str, parties: list[Listed], actors: list[str]) -> list[Draft]:
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
            made.append(Draft(kind, match.i, slots, quote=_whole(reading, match), verb=match.verb))
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
    phrase = reading.parse.next_phrase(verb.last, max(verb.object[1], verb.last + 4))
    if phrase is None or not (
        reading.names_dprk(*extended(reading.parse, phrase)) or (country and reading.discourse.near)
    ):
        return []
    reading.spent.add(match.i)
    actors = _actors(reading, match) or (["US"] if concern else [])
    return _drafts(reading, match, LISTED, [Listed(phrase.first, phrase.last, DPRK, DPRK)], actors)


def removed(reading: Reading, match: Match) -> list[Draft]:
    """ "removed X from its sanctions list", "delisted X", "lifted sanctions on X"."""
    verb = match.verb
    words = {singular(t.word) for t in reading.tokens}
    if match.i in reading.spent or verb is None or (verb.lemma == "strike" and "from" not in words):
        return []
    if match.form == "noun":
        return _removal(reading, match, words)
    if verb.lemma in ("lift", "remove", "drop") and "sanction" in words and _over_sanctions(reading, verb):
        area = _behind_noun(reading, match) if "sanction" in words else None
    else:
        if verb.lemma != "delist" and not words & {"blacklist", "sanction", "list"}:
            return []
        if verb.lemma == "take" and "off" not in reading.words(verb.last, verb.last + 6):
            return []
        area = _area(reading, match)
    if area is None:
        return []
    parties = list(parties_in(reading, *area)) or _the_state(reading, area, words)
    if not parties or not _of_dprk(reading, area, True):
        return []
    reading.spent.add(match.i)
    reading.spent.update(k for k in range(match.i, area[1]) if singular(reading.tokens[k].word) == "sanction")
    return _drafts(reading, match, REMOVED, parties, _actors(reading, match))


def _the_state(reading: Reading, area: tuple[int, int], words: set[str]) -> list[Listed]:
    """The DPRK itself, put on or taken off the list of state sponsors of terrorism."""
    if not words & {"sponsor", "terrorism"} or not (reading.names_dprk(*area) or reading.points_to_dprk(*area)):
        return []
    first = reading.parse.next_phrase(*area)
    if first is not None and other_state(reading, first.first, first.last):
        return []  # "Cuba, unlike North Korea, was removed"
    return [Listed(area[0], area[1], DPRK, DPRK)]


def entries(reading: Reading, match: Match) -> list[Draft]:
    """ "The sanctioned company is named X, and the individuals are A, B and C": names behind a copula with a listed
    subject."""
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or singular(tokens[phrase.head].word) not in LISTED_NOUNS:
        return []
    if not any(t.tag == "BE" for t in tokens[phrase.last : phrase.last + 3]):
        return []
    parties = list(names_in(reading, phrase.last, len(tokens)))
    if not parties or not _of_dprk(reading, (phrase.last, len(tokens)), True):
        return []
    reading.spent.add(match.i)
    drafts = _drafts(reading, match, LISTED, parties, _actors(reading, match))
    for draft in drafts:
        draft.quote, draft.verb = (0, len(tokens)), None
    return drafts


def totals(reading: Reading, match: Match) -> list[Draft]:
    """ "brings the total number of people on the list to 66 and of entities to 42", "the list now comprises 103
    entities": how many are listed by now.
    """
    verb, tokens = match.verb, reading.tokens
    words = {singular(t.word) for t in tokens}
    front = {singular(w) for w in reading.words(*verb.subject)} if verb is not None and verb.subject else set()
    total = verb is not None and verb.lemma == "bring" and {"total", "number"} & words
    list_is = bool(front & {"list", "blacklist"})
    if verb is not None and verb.lemma == "include" and not list_is and not front & {"sanction", "measure"}:
        return _those_listed(reading, match, verb)
    under = words & {"sanction", "restrictive", "blacklist", "list", "listed", "freeze"}
    if verb is None or not (total or list_is) or not under or not _of_dprk(reading, (0, verb.first), True):
        return []
    parties = []
    for number in reading.numbers_in(verb.last, len(tokens)):
        named = [*range(number.last, min(number.last + 2, len(tokens))), *range(number.first - 1, verb.last - 1, -1)]
        noun = next((k for k in named if singular(tokens[k].word) in LISTED_NOUNS), None)
        if noun is not None and not number.ordinal and "including" not in reading.words(verb.last, number.first):
            parties.append(Listed(number.first, number.last, tokens[noun].raw, None, number))
    drafts = _drafts(reading, match, LISTED, parties, _actors(reading, match))
    for draft in drafts:
        draft.slots["action"] = None
    return drafts


def _those_listed(reading: Reading, match: Match, verb: Verb) -> list[Draft]:
    """ "Those sanctioned include A and B", "North Koreans hit with sanctions include A"."""
    before = {singular(w) for w in reading.words(0, verb.first)}
    if not before & {"sanctioned", "blacklisted", "designated", "sanction"}:
        return []
    parties = parties_in(reading, verb.last, len(reading.tokens))
    if not parties or not _of_dprk(reading, (verb.last, len(reading.tokens)), True):
        return []
    actors = [p.value for p in imposers(reading, 0, verb.first)]
    return _drafts(reading, match, LISTED, parties, _merged(actors) or _actors(reading, match))


def _part_of_name(reading: Reading, i: int) -> bool:
    """ "Specially Designated Nationals": a word of a list's name."""
    tokens = reading.tokens
    return (
        bool(i) and tokens[i].raw[:1].isupper() and tokens[i - 1].raw[:1].isupper() and tokens[i].word == "designated"
    )


def _state_sanctioned(reading: Reading, match: Match, area: tuple[int, int]) -> bool:
    """ "North Korea has been sanctioned": the state itself, under sanctions as such."""
    return reading.tokens[match.i].lemma == "sanction" and match.form == "passive" and reading.names_dprk(*area)


def _by_named(reading: Reading, match: Match) -> list[str]:
    last = match.verb.last if match.verb is not None else match.last
    end = min(last + 6, len(reading.tokens))
    return [p.value for p in imposers(reading, last, end) if "by" in reading.words(last, p.at)]


def _opens_with_party(reading: Reading, area: tuple[int, int]) -> bool:
    """Whether a party stands right behind "sanctions on": "on North Korea, an official said" has none."""
    phrase = reading.parse.next_phrase(area[0], area[1])
    return phrase is not None and any(p.first <= phrase.last + 1 for p in parties_in(reading, *area))


def _lists(reading: Reading, first: int, last: int) -> bool:
    """Whether a range names a body whose work is listing."""
    listers = ("us_treasury", "un_1718_committee", "eu")
    measure = singular(reading.tokens[last - 1].word) in LAW  # "a Treasury measure that targeted a bank"
    return not measure and any(p.value in listers for p in imposers(reading, first, last, True))


def _goes_on(reading: Reading, k: int) -> bool:
    """Whether token `k` opens what is told of the parties: "which …", "as a target"."""
    return reading.tokens[k].word in ("which", "who") or reading.words(k, k + 2) in (["as", "a"], ["as", "subject"])


def _in_name(reading: Reading, verb: Verb) -> bool:
    """ "Korea Zuzu Trading": a participle that is part of a name."""
    tokens = reading.tokens
    return verb.head > 0 and tokens[verb.head].raw[:1].isupper() and tokens[verb.head - 1].raw[:1].isupper()


def _spokesman(reading: Reading, subject: tuple[int, int]) -> list[str]:
    """The state of a president or minister who lists, or who "it" of what a body said is."""
    if reading.words(*subject) == ["it"]:
        return [p.value for p in imposers(reading, 0, subject[0])][-1:]
    people = [n for n in reading.entries(*subject, "party", "source") if n.entry.subkind == "person"]
    state = reading.lexicon.country_of(people[0].entry) if people else None
    return [state] if state and state != DPRK else []


def _whole(reading: Reading, match: Match) -> tuple[int, int] | None:
    """The subject with the passive that a relative cuts it off from: "ships that had carried coal were listed"."""
    verb = match.verb
    if match.form != "passive" or verb is None or verb.subject is None:
        return None
    clause = reading.parse.clauses[verb.clause]
    return (verb.subject[0], clause.last) if verb.subject[0] < clause.first else None


def _over_sanctions(reading: Reading, verb: Verb) -> bool:
    """ "lifted sanctions on X": the sanctions are what is taken off."""
    return any(singular(w) == "sanction" for w in reading.words(verb.last, verb.last + 4))


def _removal(reading: Reading, match: Match, words: set[str]) -> list[Draft]:
    """ "the removal of X from the list"."""
    area = _behind_noun(reading, match)
    if area is None or not words & {"blacklist", "list"}:
        return []
    stop = next((k for k in range(*area) if reading.tokens[k].word == "from"), area[1])
    parties = parties_in(reading, area[0], stop)
    if not parties or not _of_dprk(reading, area, True):
        return []
    actors = [p.value for p in imposers(reading, stop, min(stop + 6, len(reading.tokens)), True)]
    return _drafts(reading, match, REMOVED, parties, _merged(actors) or _actors(reading, match))
