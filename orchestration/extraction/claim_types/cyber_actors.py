"""Who did it, in claims about hacking: by grammar (subject, agent, owner), by words of attribution ("linked to",
"blamed on", "the work of"), or by what the document said last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.cyber_words import ACCUSING, ATTRIBUTING, DEEDS, HACKERS, PEOPLE, words
from orchestration.extraction.claim_types.who import Party, dprk_actor, groups, party_value, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft
from orchestration.extraction.language import english
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_MEMORY = 25  # sentences over which "the attackers" may point back
_AUTHORS = words("authors")
_MARKS = words("marks")
_DEFINITE = ("the", "this", "these", "its", "their", "that", "which", "it", "both", "another")
_POINTING_BACK = (
    ["on", "them"],
    ["to", "them"],
    ["on", "it"],
    ["to", "it"],
    ["it", "for"],
    ["it", "of"],
    ["them", "for"],
    ["them", "of"],
)
_HEDGES = {
    "may": "possible", "might": "possible", "could": "possible", "possibly": "possible", "perhaps": "possible",
    "believed": "alleged", "thought": "alleged", "suspected": "alleged", "alleged": "alleged", "accused": "alleged",
    "believe": "alleged", "believes": "alleged", "suspect": "alleged", "suspects": "alleged", "allege": "alleged",
    "likely": "estimated", "probably": "estimated", "see": "alleged", "sees": "alleged", "holds": "alleged",
    "hold": "alleged", "held": "alleged", "think": "alleged", "claims": "alleged", "claim": "alleged",
    "claimed": "alleged",
}  # fmt: skip
_JUDGING = words("judging")
_COMMITTING = words("light") | {"carry out"}


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it and how firmly they are named; `by` is the verb of attribution where only that names them."""

    parties: tuple[Party, ...] = ()
    certainty: str = "stated"
    by: Verb | None = None

    @property
    def party(self) -> Party | None:
        """The first of them."""
        return self.parties[0] if self.parties else None

    @property
    def alleged(self) -> bool:
        """Whether they are only accused."""
        return self.certainty == "alleged"


NOBODY = Doer()


def doer_of(reading: Reading, verb: Verb | None, phrase: Phrase | None, i: int, last: int) -> Doer:
    """Who did what token `i` says: a verb, or a noun in `phrase` that ends before `last`."""
    if phrase is not None:
        owner = _owner(reading, phrase, i, last)
        if owner:
            return Doer(owner, _doubt(reading, phrase.first, i))
    if verb is not None and (phrase is None or not _speaks_of(verb)):
        found = by_grammar(reading, verb)
        if found:
            return Doer(found, "alleged" if _accused_of(reading, verb) else _subject_doubt(reading, verb))
    attributed = attributed_to(reading)
    if attributed.party:
        return attributed
    if verb is not None and phrase is not None and attributes(verb):
        return Doer(by_grammar(reading, verb), "alleged", verb)  # "an army which it has blamed for attacks"
    if phrase is not None:
        return Doer(_told_of(reading, phrase))
    if verb is not None and (_points_back(reading, verb) or (verb.passive and reading.discourse.near)):
        return Doer(_listed(remembered(reading)))
    return NOBODY


def _speaks_of(verb: Verb) -> bool:
    """Whether the subject of a verb tells of a deed or judges it, and so need not have done it."""
    return verb.lemma in english().report_verbs or verb.lemma in _JUDGING or attributes(verb)


def _owner(reading: Reading, phrase: Phrase, i: int, last: int) -> tuple[Party, ...]:
    """Whose act a noun is: "North Korea's hack", "a Lazarus campaign", "attacks by …"."""
    inside = parties_in(reading, phrase.first, i + 1)
    if inside:
        return inside
    end = len(reading.tokens)
    after = reading.prepositional(last, min(last + 14, end), "by", "from")
    if after is None or any(v.form == "finite" and last <= v.first < after[0] for v in reading.parse.verbs):
        return ()
    last = _list_of_names(reading, after[1])
    people = {singular(w) for w in reading.words(*after)} & PEOPLE
    found = parties_in(reading, after[0], last)
    if found or not people:
        return found
    stop = next((v.first for v in reading.parse.verbs if v.first >= last), end)
    return parties_in(
        reading, last, min(stop, last + 12)
    )  # "from state-backed actors in Russia, China and North Korea"


def _list_of_names(reading: Reading, last: int) -> int:
    """The end of a list of parties that goes on behind its first: "by Lazarus, Andariel and Kimsuky"."""
    tokens = reading.tokens
    while last < len(tokens) - 1 and tokens[last].word in (",", "and", "or", "&"):
        k = last + 1 + (tokens[last + 1].word in ("and", "or"))
        phrase = reading.parse.phrase_at(k)
        if phrase is None or phrase.first != k or not groups(reading, phrase.first, phrase.last):
            break
        last = phrase.last
    return last


def parties_in(reading: Reading, first: int, last: int) -> tuple[Party, ...]:
    """Who of the DPRK a range names, in order: groups that are joined, else the one that it stands for."""
    found: list[Party] = []
    at = first
    for named in reading.entries(first, last, "party"):
        if named.entry.subkind != "group" or not (
            named.safe or reading.discourse.near or reading.names_dprk(0, len(reading.tokens))
        ):
            continue
        party = party_value(reading, named)
        if any(p.entry_id == party.entry_id for p in found):
            at = named.last
        elif not found or _joined(reading, at, named.first):
            found.append(party)
            at = named.last
    if found:
        return tuple(found)
    return _listed(dprk_actor(reading, first, last))


def _joined(reading: Reading, first: int, last: int) -> bool:
    """Whether only a conjunction or comma stands between two names, what is in brackets left out."""
    words = reading.words(first, last)
    if words.count("(") > words.count(")"):
        return False  # another name of the same
    plain = " ".join(words).partition("(")[0].split() + " ".join(words).rpartition(")")[2].split()
    joins = {",", "and", "or", "&"}
    return bool(set(plain) & joins) and all(w in joins or w in ("the", "group", "groups", "'s") for w in plain)


def _listed(party: Party | None) -> tuple[Party, ...]:
    return (party,) if party is not None else ()


def by_grammar(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """The agent of a passive, else the subject of the verb or of one that it hangs on."""
    if (verb.passive and verb.form == "finite") or verb.form == "part":
        return _agent(reading, verb)
    current: Verb | None = verb
    for _ in range(4):
        if current is None:
            return ()
        accused = _accused_of(reading, current)
        if accused:
            return accused
        if current.subject and not current.passive:
            first, last = current.subject
            found = parties_in(reading, first, last)
            if found:
                return _apposed(reading, first) or (*_joined_before(reading, first), *found)
            if _is_deed(reading, first, last):
                named = any(n.entry.subkind == "campaign" for n in reading.entries(first, last, "party"))
                definite = named or reading.tokens[first].word in _DEFINITE
                return parties_in(reading, 0, verb.first) or (_listed(remembered(reading)) if definite else ())
            if not anaphoric(reading, first, last):
                return ()
            earlier = parties_in(reading, last, current.first) or _with_others(reading, first)
            earlier = earlier or parties_in(reading, 0, first)
            if earlier:
                return earlier
        current = (
            reading.parse.verbs[current.governor] if current.governor is not None and current.form != "finite" else None
        )
    return ()


def _apposed(reading: Reading, first: int) -> tuple[Party, ...]:
    """ "BlueNoroff, a unit of North Korean hackers that has …": the group that a subject describes more closely."""
    named = [n for n in reading.entries(max(first - 8, 0), first, "party") if n.entry.subkind == "group"]
    if not named or reading.words(named[-1].last, named[-1].last + 1) != [","]:
        return ()
    return (party_value(reading, named[-1]),)


def _joined_before(reading: Reading, first: int) -> tuple[Party, ...]:
    """ "Lazarus Group and APT38 stole": the group before the conjunction that a subject begins behind."""
    if reading.words(first - 1, first) != ["and"]:
        return ()
    return tuple(
        party_value(reading, n)
        for n in reading.entries(max(first - 5, 0), first, "party")
        if n.entry.subkind == "group" and n.last == first - 1
    )


def _with_others(reading: Reading, first: int) -> tuple[Party, ...]:
    """ "Together with Bluenoroff it stole": those told before, and who is named beside them."""
    words = reading.words(0, first)
    beside = (
        any(words[k : k + 2] in (["together", "with"], ["along", "with"]) for k in range(first)) or "alongside" in words
    )
    someone = remembered(reading) if beside else None
    return (someone, *parties_in(reading, 0, first)) if someone is not None else ()


def _agent(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """Behind "by", or "at the hands of", "to" for those who fall prey."""
    agent = reading.prepositional(verb.last, min(verb.last + 14, len(reading.tokens)), "by")
    if agent is None:
        return ()
    last = agent[1]
    if reading.words(last, last + 1) == ["of"] and (owner := reading.parse.phrase_at(last + 1)) is not None:
        last = owner.last  # "by the government of North Korea"
    found = parties_in(reading, agent[0], _list_of_names(reading, last))
    if found:
        return found
    words = {singular(w) for w in reading.words(*agent)}
    if words & PEOPLE:
        tail = parties_in(reading, agent[1], min(agent[1] + 8, len(reading.tokens)))
        return tail or _listed(remembered(reading))
    return ()


def _accused_of(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """ "accused Lazarus of stealing", "blamed for looting": whom a verb of accusation is about, not who accuses."""
    if verb.form not in ("ing", "inf") or verb.governor is None or not verb.first:
        return ()
    charged = _charged(reading, verb)
    if charged:
        return charged
    governor = reading.parse.verbs[verb.governor]
    if governor.lemma not in ACCUSING or governor.passive or governor.form == "part":
        return ()
    if reading.tokens[verb.first - 1].word not in ("of", "for", "with", "in"):
        return ()
    return parties_in(reading, governor.last, verb.first)


def _charged(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """ "charges against three North Korean hackers for allegedly conducting": the party right before "for"."""
    k = verb.first - 1
    while k > 0 and reading.tokens[k].tag == "ADV":
        k -= 1
    phrase = reading.parse.phrase_at(k - 1) if reading.tokens[k].word in ("for", "of", "with") else None
    if phrase is None or phrase.prep != "against":
        return ()
    return parties_in(reading, phrase.first, phrase.last)


def anaphoric(reading: Reading, first: int, last: int) -> bool:
    """Whether a range speaks of hackers without saying whose."""
    return bool({singular(w) for w in reading.words(first, last)} & HACKERS)


def _is_deed(reading: Reading, first: int, last: int) -> bool:
    return singular(reading.tokens[max(last - 1, first)].word) in DEEDS and last > first


def _points_back(reading: Reading, verb: Verb) -> bool:
    """ "the attackers", "hackers", "a threat actor", and not "pro-Israel hackers"."""
    if verb.subject is None or not anaphoric(reading, *verb.subject):
        return False
    first, last = verb.subject
    word = reading.tokens[first].word
    return word in _DEFINITE or singular(word) in HACKERS or (word in ("a", "an") and last - first <= 3)


def _doubt(reading: Reading, first: int, last: int) -> str:
    return "alleged" if {"suspected", "alleged", "presumed"} & set(reading.words(first, last)) else "stated"


def _subject_doubt(reading: Reading, verb: Verb) -> str:
    """ "suspected North Korean hackers", "hackers linked to Pyongyang": a doubt that the subject itself carries."""
    if verb.subject is None:
        return "stated"
    first = verb.subject[0]
    words = reading.words(first, max(verb.first, verb.subject[1]))
    for k, word in enumerate(words):
        if word in ("suspected", "alleged", "presumed") and k < 4:
            return "alleged"
        if word in ("linked", "attributed", "traced", "ascribed") and words[k + 1 : k + 2] in (["to"], ["back"]):
            return "alleged"
        if word in ("accused", "charged", "suspected") and words[k + 1 : k + 2] in (["of"], ["with"]):
            return "alleged"
        if word in ("believed", "thought", "said") and words[k + 1 : k + 2] == ["to"]:
            return "alleged"
    return "stated"


def said_at(reading: Reading, verb: Verb) -> int:
    """The token that an attribution is judged at: behind an active verb, where its subject is the source."""
    return verb.head if verb.passive else min(verb.last, len(reading.tokens) - 1)


def attributes(verb: Verb | None) -> bool:
    """Whether a verb says whose act something is."""
    return verb is not None and verb.lemma in ATTRIBUTING


def attributed_to(reading: Reading, first: int = 0, last: int | None = None) -> Doer:
    """Whom a sentence, or tokens `[first, last)` of it, names as the author: "linked to", "accused X of", "X is
    behind", "the work of X".
    """
    last = len(reading.tokens) if last is None else last
    for verb in reading.parse.verbs:
        if verb.lemma in ATTRIBUTING and not verb.negated and first <= verb.head < last:
            found = _named_by(reading, verb)
            if found:
                return Doer(found, "alleged", verb)
    for k in range(first, last):
        found, certainty = _author_at(reading, k)
        if found:
            return Doer(found, certainty)
    return NOBODY


def _named_by(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """The party that a verb of attribution names: behind it, or its subject where it is passive."""
    stop = next((k for k in range(verb.last, len(reading.tokens)) if reading.tokens[k].tag == "REL"), verb.last + 36)
    end = min(max(verb.last + 18, stop), verb.last + 36, len(reading.tokens))
    behind = parties_in(reading, verb.last, end)
    if verb.lemma in ACCUSING and verb.passive and verb.form == "finite" and verb.lemma != "blame":
        return _accused(reading, verb) or behind
    if behind:
        return behind
    if reading.words(verb.last, verb.last + 2) in _POINTING_BACK:
        return _listed(remembered(reading))
    headline = verb.lemma in ACCUSING and reading.words(verb.last, verb.last + 1) in (["in"], ["of"], ["over"], ["for"])
    return _accused(reading, verb) if verb.passive or headline else ()


def _accused(reading: Reading, verb: Verb) -> tuple[Party, ...]:
    """The subject of a passive: "Lazarus has been blamed for", "the group was linked to"."""
    if verb.subject is None:
        return ()
    found = parties_in(reading, *verb.subject)
    definite = reading.tokens[verb.subject[0]].word in _DEFINITE
    people = {singular(w) for w in reading.words(*verb.subject)} & (PEOPLE | {"it", "they"})
    return found or (_listed(remembered(reading)) if people and (definite or people & {"it", "they"}) else ())


def _author_at(reading: Reading, k: int) -> tuple[tuple[Party, ...], str]:
    """The author that an expression at token `k` names, and how firmly."""
    tokens, word = reading.tokens, reading.tokens[k].word
    end = len(tokens)
    following = tokens[k + 1].word if k + 1 < end else ""
    if word in ("work", "handiwork", "doing", "brainchild", "product") and following == "of":
        return parties_in(reading, k, min(k + 9, end)), _firmness(reading, k)
    if word in _MARKS and following == "of" and tokens[k].tag == "N":
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("points", "pointed", "pointing", "point") and following in ("to", "at", "towards"):
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("ties", "links", "connections", "suspicion") and following in ("to", "with", "on"):
        subject = parties_in(reading, k, min(k + 6, end))
        return (subject, "alleged") if _of_the_attack(reading, k) else ((), "")
    if word == "links" and k and parties_in(reading, k - 2, k) and _of_the_attack(reading, k):
        return parties_in(reading, k - 2, k), "alleged"
    if word == "blame" and k and tokens[k - 1].word == "to":
        return parties_in(reading, max(k - 6, 0), k), "alleged"
    if word == "down" and following == "to":
        return parties_in(reading, k, min(k + 9, end)), "alleged"
    if word in ("it", "part") and k and tokens[k - 1].word in ("did", "carried", "taken", "took"):
        return parties_in(reading, max(k - 18, 0), k), _firmness(reading, k)
    if word == "by" and k and tokens[k - 1].tag.startswith(("V:ed", "V:part", "ADV")):
        verb = next((v for v in reading.parse.verbs if v.last == k and v.passive and v.lemma in _COMMITTING), None)
        return (parties_in(reading, k, min(k + 8, end)), _firmness(reading, k)) if verb is not None else ((), "")
    if word in _AUTHORS:
        before = parties_in(reading, max(k - 9, 0), k)
        if not before and {singular(w) for w in reading.words(max(k - 9, 0), k)} & PEOPLE:
            before = _listed(remembered(reading))
        return before, _firmness(reading, k)
    return (), ""


def _of_the_attack(reading: Reading, k: int) -> bool:
    """Whether ties are said to be those of an attack or its authors, not of somebody to a state."""
    words = reading.words(max(k - 10, 0), k)
    return bool({*words, *map(singular, words)} & (DEEDS | PEOPLE | {"evidence", "analysis", "indications"}))


def _firmness(reading: Reading, k: int) -> str:
    clause = reading.parse.clauses[reading.parse.clause_at(k)]
    for word in reading.words(max(clause.first, k - 8), k):
        if word in _HEDGES:
            return _HEDGES[word]
    return "stated"


def _told_of(reading: Reading, phrase: Phrase) -> tuple[Party, ...]:
    """Whose act a noun is by what stands before it: an example in a list of the DPRK's deeds, or "the threat actor's"
    means.
    """
    clause = reading.parse.clauses[reading.parse.clause_at(phrase.first)]
    opener = phrase
    while opener.first and reading.tokens[opener.first - 1].word in ("and", ","):
        before = reading.parse.phrase_at(opener.first - 2)
        if before is None:
            break
        opener = before
    if "including" in (phrase.prep, opener.prep) or phrase.prep in ("like", "as"):
        return parties_in(reading, clause.first, phrase.first) or parties_in(reading, 0, phrase.first)
    if any(singular(t.word) in ("actor", "attacker", "hacker", "adversary") for t in reading.tokens[: phrase.first]):
        return _listed(remembered(reading))
    definite = reading.tokens[phrase.first].word in ("the", "this", "these", "those", "another")
    return _listed(remembered(reading)) if definite else ()


def remembered(reading: Reading) -> Party | None:
    """The hackers that the document named last, within reach; else the DPRK's where it goes on about the DPRK."""
    discourse = reading.discourse
    if others_act(reading):
        return None
    if discourse.cyber_actor is not None and discourse.at - discourse.cyber_actor_at <= _MEMORY:
        value, entry_id = discourse.cyber_actor
        return Party(value, entry_id, -1)
    return Party(DPRK, DPRK, -1) if discourse.focus == DPRK else None


def others_act(reading: Reading) -> bool:
    """ "China-linked groups", "Russian hackers": a sentence about the hackers of other states alone."""
    if reading.names_dprk(0, len(reading.tokens)):
        return False
    for named in reading.entries(0, len(reading.tokens), "party"):
        state = named.entry.subkind == "state" and named.entry.id in ("CN", "RU", "IR")
        if state and {singular(w) for w in reading.words(named.last - 1, named.last + 4)} & PEOPLE:
            return True
    return False


def base(reading: Reading, doer: Doer) -> dict[str, Any]:
    """Actor columns; the hackers are kept for later sentences."""
    party = doer.party
    if party is None:
        return {}
    named = groups(reading, 0, len(reading.tokens))
    keep = named[0] if named and party.value == DPRK else party
    reading.discourse.cyber_actor, reading.discourse.cyber_actor_at = (keep.value, keep.entry_id), reading.discourse.at
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id, "attribution_certainty": doer.certainty}
    if doer.certainty != "stated":
        slots["certainty"] = doer.certainty
    return slots


def acting_people(reading: Reading, verb: Verb) -> bool:
    """Whether the subject of a word of everyday use ("target", "attack") are people that hack, or their campaign."""
    subject = reading.words(*verb.subject) if verb.subject else []
    return any(singular(w) in HACKERS or singular(w) in DEEDS for w in subject)


def remember(reading: Reading, draft: Draft) -> None:
    """Keep an attack for later mentions ("the theft", "it") and for denials."""
    reading.discourse.accused = (draft.claim_type, draft.slots, reading.discourse.at)
