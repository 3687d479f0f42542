"""How a claim is put: whether it holds, was denied or has ended, and how firmly.

Cues act within a scope: a negated or modal verb on what hangs on it, a determiner on its phrase and what is joined to
it, an adverb on its clause. What is hedged in the name of a thing only ("what appeared to be a missile") leaves the
act stated.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.clauses import Verb
from orchestration.extraction.reading import Reading

_MODALS = {
    "may": "possible",
    "might": "possible",
    "could": "possible",
    "would": "possible",
    "will": "planned",
    "shall": "planned",
}
_GOVERNORS = {
    "believe": "alleged",
    "suspect": "alleged",
    "think": "alleged",
    "allege": "alleged",
    "accuse": "alleged",
    "blame": "alleged",
    "charge": "alleged",
    "link": "alleged",
    "attribute": "alleged",
    "tie": "alleged",
    "appear": "alleged",
    "seem": "alleged",
    "assess": "estimated",
    "estimate": "estimated",
    "expect": "planned",
    "plan": "planned",
    "intend": "planned",
    "vow": "planned",
    "pledge": "planned",
    "promise": "planned",
    "threaten": "planned",
    "order": "planned",
    "propose": "planned",
    "prepare": "planned",
    "seek": "planned",
    "aim": "planned",
    "decide": "planned",
    "consider": "planned",
    "want": "planned",
    "hope": "planned",
    "ready": "planned",
    "urge": "planned",
}
_ADVERBS = {
    "likely": "estimated",
    "probably": "estimated",
    "unlikely": "estimated",
    "presumably": "estimated",
    "reportedly": "alleged",
    "allegedly": "alleged",
    "apparently": "alleged",
    "purportedly": "alleged",
    "possibly": "possible",
    "perhaps": "possible",
    "maybe": "possible",
    "theoretically": "possible",
    "potentially": "possible",
}
_ADJECTIVES = {
    "possible": "possible",
    "potential": "possible",
    "planned": "planned",
    "proposed": "planned",
    "upcoming": "planned",
    "future": "planned",
    "impending": "planned",
    "imminent": "planned",
    "alleged": "alleged",
    "purported": "alleged",
    "expected": "planned",
    "intended": "planned",
    "threatened": "planned",
    "estimated": "estimated",
    "pending": "planned",
}
_PLAN_NOUNS = frozenset(
    [
        "plan",
        "plans",
        "intention",
        "intent",
        "order",
        "orders",
        "notice",
        "notification",
        "proposal",
        "vow",
        "threat",
        "preparation",
        "preparations",
        "decision",
        "bid",
    ]
)
_OPEN = frozenset(["may", "might", "possibly", "perhaps", "maybe"])  # "might aim to": not even the plan is sure
_PROPOSALS = frozenset(
    ["resolution", "draft", "bill", "proposal", "actions", "measures", "order", "plan", "rule", "law"]
)
_STRENGTH = ("planned", "possible", "alleged", "estimated", "stated")
_ENDED = frozenset(["cease", "stop", "halt", "suspend", "end", "abandon", "discontinue", "freeze"])


@dataclass(frozen=True, slots=True)
class Stance:
    """Polarity and certainty, with the words that carry them."""

    polarity: str = "affirmed"
    certainty: str = "stated"
    hedge: str | None = None
    denial_kind: str | None = None


def judge(reading: Reading, i: int, verb: Verb | None) -> Stance:
    """The stance on what token `i` says; `verb` is the group it belongs to or hangs on."""
    found: list[tuple[str, str]] = []
    chain = _chain(reading, verb)
    for v in chain:
        found.extend(_verb_cues(reading, v, i, v is verb))
    found.extend(_phrase_cues(reading, i))
    found.extend(_clause_cues(reading, i))
    opener = reading.tokens[reading.parse.clauses[reading.parse.clause_at(i)].first].word
    if opener in ("if", "unless", "whether"):
        found.append(("possible", opener))
    polarity, kind = _polarity(reading, i, chain)
    if not found:
        return Stance(polarity, "stated", None, kind)
    open_modal = next((f for f in found if f[1] in _OPEN), None)
    certainty, hedge = open_modal or min(found, key=lambda f: _STRENGTH.index(f[0]))
    return Stance(polarity, certainty, hedge, kind)


def _chain(reading: Reading, verb: Verb | None) -> list[Verb]:
    """A verb and the verbs that it hangs on within its clause, nearest first."""
    chain: list[Verb] = []
    while verb is not None and len(chain) < 6:
        chain.append(verb)
        if verb.governor is None or verb.form == "part":
            break
        governor = reading.parse.verbs[verb.governor]
        named = (
            verb.form == "ing"
            and verb.first
            and reading.tokens[verb.first - 1].word in ("of", "by", "for", "with", "in")
        )
        if named and governor.lemma not in _ENDED and governor.lemma not in ("suspect", "accuse", "blame", "charge"):
            break  # "will never change its line of developing": the negation is not of the developing
        if verb.form == "finite" and not _impersonal(reading, governor):
            break
        verb = governor
    return chain


def _impersonal(reading: Reading, verb: Verb) -> bool:
    """ "it appeared (that) …", "it is likely that …": what follows hangs on it like an infinitive."""
    return (
        verb.lemma in ("appear", "seem", "be") and verb.subject is not None and reading.words(*verb.subject) == ["it"]
    )


def _verb_cues(reading: Reading, verb: Verb, i: int, nearest: bool) -> list[tuple[str, str]]:
    tokens = reading.tokens
    found = []
    if verb.modal in _MODALS and not (verb.modal == "would" and not nearest):
        proposed = verb.modal == "would" and verb.subject and set(reading.words(*verb.subject)) & _PROPOSALS
        found.append(("planned" if proposed else _MODALS[verb.modal], verb.modal))
    for k in range(max(verb.first - 2, 0), min(verb.last + 2, len(tokens))):
        if tokens[k].word in _ADVERBS and reading.parse.clause_at(k) == verb.clause:
            found.append((_ADVERBS[tokens[k].word], tokens[k].word))
    ties = nearest and verb.head != i and verb.lemma in ("link", "attribute", "tie", "suspect")
    if (ties or not nearest) and verb.lemma in _GOVERNORS and not (verb.lemma == "seek" and _past(reading, verb)):
        found.append((_GOVERNORS[verb.lemma], tokens[verb.head].word))
    if (
        not nearest
        and verb.lemma == "be"
        and verb.last < len(tokens)
        and tokens[verb.last].word in ("set", "due", "about", "ready")
    ):
        found.append(("planned", tokens[verb.last].word))
    before = tokens[verb.first - 1] if verb.first else None
    if verb.form == "inf" and verb.governor is None and reading.heading() and before is not None:
        found.append(("planned", "to"))  # "North Korea to launch satellite"
    if verb.form == "inf" and before is not None and before.word in _PLAN_NOUNS:
        found.append(("planned", before.word))
    clause = reading.parse.clauses[verb.clause]
    if tokens[clause.first].word in ("if", "unless"):
        found.append(("possible", tokens[clause.first].word))
    return found


# What a clause behind these nouns says is only thought possible, or only said: "fears that", "suspicion that".
_DOUBTS = {
    "concern": "possible",
    "concerns": "possible",
    "fear": "possible",
    "fears": "possible",
    "possibility": "possible",
    "speculation": "possible",
    "prospect": "possible",
    "risk": "possible",
    "chance": "possible",
    "likelihood": "estimated",
    "suspicion": "alleged",
    "suspicions": "alleged",
    "allegation": "alleged",
    "allegations": "alleged",
    "indications": "alleged",
}
# Predicates of a clause as a whole: "it is alleged", "another test is likely", "it remains unclear whether".
_PREDICATES = {
    "likely": "estimated",
    "unlikely": "estimated",
    "probable": "estimated",
    "possible": "possible",
    "conceivable": "possible",
    "unclear": "possible",
    "uncertain": "possible",
    "imminent": "planned",
    "alleged": "alleged",
    "believed": "alleged",
    "thought": "alleged",
    "suspected": "alleged",
    "feared": "possible",
}


def _clause_cues(reading: Reading, i: int) -> list[tuple[str, str]]:
    """Hedges on the clause of a token: the noun that it hangs on, an impersonal clause around or within it, the
    adjective that its subject is said to be.
    """
    tokens, parse = reading.tokens, reading.parse
    clause = parse.clauses[parse.clause_at(i)]
    found = []
    if tokens[clause.first].tag in ("COMP", "REL") and clause.first and tokens[clause.first].word == "that":
        noun = tokens[clause.first - 1].word
        if noun in _DOUBTS:
            found.append((_DOUBTS[noun], noun))
    for verb in parse.verbs:
        if verb.negated or verb.subject is None or verb.form != "finite":
            continue
        at = verb.head if verb.passive else _predicate(reading, verb)
        word = tokens[at].word if at is not None else ""
        if word not in _PREDICATES:
            continue
        impersonal = reading.words(*verb.subject) == ["it"] and tokens[verb.subject[0] - 1].tag == ","
        aside = impersonal and at is not None and at + 1 < len(tokens) and tokens[at + 1].tag == ","
        subject = not verb.passive and verb.subject[0] <= i < verb.subject[1] and not tokens[i].tag.startswith("V:")
        if aside or subject:
            found.append((_PREDICATES[word], word))
    return found


def _predicate(reading: Reading, verb: Verb) -> int | None:
    """The adjective that a form of "be" or "remain" says of its subject, adverbs and quotation marks aside."""
    if verb.lemma not in ("be", "remain", "seem", "look"):
        return None
    k = verb.last
    while k < len(reading.tokens) and k - verb.last < 4 and reading.tokens[k].tag in ("ADV", '"'):
        if reading.tokens[k].word in _PREDICATES:
            return k
        k += 1
    return k if k < len(reading.tokens) else None


def _past(reading: Reading, verb: Verb) -> bool:
    """ "sought to procure": what was tried is no plan any more."""
    return reading.tokens[verb.head].tag == "V:past" or verb.perfect


def _phrase_cues(reading: Reading, i: int) -> list[tuple[str, str]]:
    """Hedging adjectives in front of a noun trigger ("a possible launch", "a planned test"), and what the noun is
    planned by.
    """
    tokens = reading.tokens
    if tokens[i].tag.startswith("V:"):
        return []
    phrase = reading.parse.phrase_at(i)
    found = []
    if phrase:
        for k in range(phrase.first, i):
            if tokens[k].word in _ADJECTIVES:
                found.append((_ADJECTIVES[tokens[k].word], tokens[k].word))
        preparing = next((v for v in reading.parse.verbs if phrase.first - 3 <= v.head < phrase.first), None)
        if (
            preparing is not None
            and preparing.lemma in ("prepare", "plan", "ready", "aim")
            and phrase.prep in ("for", "on")
        ):
            found.append(("planned", tokens[preparing.head].word))
        for k in range(max(phrase.first - 6, 0), phrase.first):
            if tokens[k].word in _PLAN_NOUNS and reading.words(k + 1, phrase.first)[-1:] in (["for"], ["of"]):
                found.append(("planned", tokens[k].word))
    return found


def _polarity(reading: Reading, i: int, chain: list[Verb]) -> tuple[str, str | None]:
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(i)
    if phrase and not tokens[i].tag.startswith("V:") and _denied_phrase(reading, phrase.first, i):
        return "denied", "negative_finding"
    for v in chain:
        if v.negated and v is not chain[0] and v.lemma in _ENDED:
            return "affirmed", None  # "has not stopped developing"
        if v.negated or (v is chain[0] and v.object and _takes_no(reading, v) and i == v.head):
            return "denied", "negative_finding"
        if (
            v.lemma in ("have", "be")
            and v.last < len(tokens)
            and tokens[v.last].word == "yet"
            and "to" in reading.words(v.last, v.last + 3)
        ):
            return "denied", "not_yet"
        if v is not chain[0] and v.lemma in _ENDED:
            return "ceased", None
        if v is not chain[0] and v.lemma == "refrain":
            return "denied", "negative_finding"
    if chain:
        start = chain[-1].first
        before = reading.words(max(start - 6, 0), start)
        if "no" in before and any(
            w in before for w in ("evidence", "sign", "signs", "indication", "indications", "proof")
        ):
            return "denied", "negative_finding"
        last = chain[0]
        governor = last.governor
        if governor is not None and reading.parse.verbs[governor].lemma == "deny":
            return "denied", "denial"
    return "affirmed", None


def _takes_no(reading: Reading, verb: Verb) -> bool:
    """ "fired no missiles", and not "fired no fewer than ten"."""
    words = reading.words(*verb.object) if verb.object else []
    return words[:1] == ["no"] and words[1:2] not in (["less"], ["fewer"], ["more"], ["later"], ["longer"])


def _denied_phrase(reading: Reading, first: int, i: int) -> bool:
    """ "no nuclear tests or launches": the determiner also rules what is joined by "or"."""
    tokens = reading.tokens
    if any(tokens[k].word in ("no", "neither", "zero", "without") for k in range(max(first - 1, 0), i)):
        return True
    k = first - 1
    while k > 0 and tokens[k].word in ("or", "nor", ","):
        phrase = reading.parse.phrase_at(k - 1)
        if phrase is None:
            return False
        if tokens[phrase.first].word in ("no", "neither"):
            return True
        k = phrase.first - 1
        if k >= 1 and tokens[k].word == "of":
            outer = reading.parse.phrase_at(k - 1)
            if outer is None:
                return False
            if tokens[outer.first].word == "no":
                return True
            k = outer.first - 1
    return False
