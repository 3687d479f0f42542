"""Who did it, in claims about hacking: by grammar (subject, agent, owner), else by words of attribution, else by what
the document said last.
"""

from __future__ import annotations

from orchestration.extraction.claim_types.cyber_blame import attributed_to, attributes
from orchestration.extraction.claim_types.cyber_parties import (
    DEFINITE,
    NOBODY,
    Doer,
    anaphoric,
    list_of_names,
    listed,
    parties_in,
    remembered,
)
from orchestration.extraction.claim_types.cyber_words import ACCUSING, DEEDS, HACKERS, PEOPLE, words
from orchestration.extraction.claim_types.who import Party, party_value, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.language import english
from orchestration.extraction.reading import Reading

_JUDGING = words("judging")


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
        return Doer(listed(remembered(reading)))
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
    last = list_of_names(reading, after[1])
    people = {singular(w) for w in reading.words(*after)} & PEOPLE
    found = parties_in(reading, after[0], last)
    if found or not people:
        return found
    stop = next((v.first for v in reading.parse.verbs if v.first >= last), end)
    return parties_in(
        reading, last, min(stop, last + 12)
    )  # "from state-backed actors in Russia, China and North Korea"


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
                definite = named or reading.tokens[first].word in DEFINITE
                return parties_in(reading, 0, verb.first) or (listed(remembered(reading)) if definite else ())
            if _listed_states(reading, last, current.first):
                return parties_in(reading, last, current.first)  # "Russia, China and North Korea have …"
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


def _listed_states(reading: Reading, last: int, end: int) -> bool:
    """Whether a list of names goes on from a subject's first to the verb, the DPRK among them."""
    tokens = reading.tokens[last:end]
    names = bool(tokens) and all(t.tag in ("NAME", ",", "CONJ", "DET", "ADV") for t in tokens)
    return names and reading.names_dprk(last, end)


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
    found = parties_in(reading, agent[0], list_of_names(reading, last))
    if found:
        return found
    words = {singular(w) for w in reading.words(*agent)}
    if words & PEOPLE:
        tail = parties_in(reading, agent[1], min(agent[1] + 8, len(reading.tokens)))
        return tail or listed(remembered(reading))
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


def _is_deed(reading: Reading, first: int, last: int) -> bool:
    return singular(reading.tokens[max(last - 1, first)].word) in DEEDS and last > first


def _points_back(reading: Reading, verb: Verb) -> bool:
    """ "the attackers", "hackers", "a threat actor", and not "pro-Israel hackers"."""
    if verb.subject is None or not anaphoric(reading, *verb.subject):
        return False
    first, last = verb.subject
    word = reading.tokens[first].word
    return word in DEFINITE or singular(word) in HACKERS or (word in ("a", "an") and last - first <= 3)


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
        return listed(remembered(reading))
    definite = reading.tokens[phrase.first].word in ("the", "this", "these", "those", "another")
    return listed(remembered(reading)) if definite else ()


def acting_people(reading: Reading, verb: Verb) -> bool:
    """Whether the subject of a word of everyday use ("target", "attack") are people that hack, or their campaign."""
    subject = reading.words(*verb.subject) if verb.subject else []
    return any(singular(w) in HACKERS or singular(w) in DEEDS for w in subject)
