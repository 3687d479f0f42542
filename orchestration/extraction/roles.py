"""The subject and object of each verb group, and the verb that governs it."""

from __future__ import annotations

from orchestration.extraction.language import english
from orchestration.extraction.syntax import TIME_WORDS, Clause, Parse, Phrase, Verb, extended

_OBJECT_CONTROL = frozenset(
    [
        "order",
        "urge",
        "ask",
        "force",
        "allow",
        "enable",
        "help",
        "cause",
        "tell",
        "instruct",
        "require",
        "permit",
        "prompt",
        "push",
        "lead",
        "get",
        "want",
        "expect",
    ]
)


# Verbs whose object is who does what stands behind "of", "for", "from", "with".
_BLAMING = frozenset(
    [
        "accuse",
        "suspect",
        "blame",
        "condemn",
        "criticise",
        "criticize",
        "denounce",
        "charge",
        "convict",
        "indict",
        "sanction",
        "punish",
        "prevent",
        "stop",
    ]
)


def attach(result: Parse) -> None:
    """Give each verb of a parse its governor, subject and object."""
    for n, verb in enumerate(result.verbs):
        clause = result.clauses[verb.clause]
        if verb.form == "finite":
            verb.subject = _finite_subject(result, verb, clause)
            if clause.parent is not None:
                verb.governor = next(
                    (
                        k
                        for k in range(n - 1, -1, -1)
                        if result.verbs[k].form == "finite" or result.verbs[k].last >= clause.first - 1
                    ),
                    None,
                )
        else:
            verb.governor = n - 1 if n and result.verbs[n - 1].clause == verb.clause else None
            if verb.form == "inf" and result.tokens[verb.first].word != "to" and verb.governor is not None:
                joined = result.verbs[verb.governor]
                verb.governor = joined.governor if joined.form == "inf" else None
            verb.subject = _inherited_subject(result, verb, n)
        verb.object = _object(result, verb, n)


def _finite_subject(result: Parse, verb: Verb, clause: Clause) -> tuple[int, int] | None:
    tokens = result.tokens
    if clause.mark == "resumed":
        opener = next(
            (c for c in result.clauses if c.verb is not None and c is not clause and result.verbs[c.verb] is verb), None
        )
        if opener:
            return _first_free(result, opener.first, opener.last)
    first = clause.first
    mark = tokens[first] if first < len(tokens) else None
    found = _first_free(result, first, verb.first)
    nearer = result.phrase_at(found[1]) if found else None
    if found and nearer is not None and nearer.first == found[1] and nearer.last <= verb.first:
        found = (nearer.first, nearer.last)  # "the missile it fired"
    if found and not (mark is not None and mark.tag == "REL" and mark.word == "whose"):
        return found
    if mark is not None and mark.tag in ("REL", "COMP"):
        return _antecedent(result, first)
    inverted = _inverted(result, verb)
    if inverted:
        return inverted
    if not clause.mark and clause.parent is not None:
        parent = result.clauses[clause.parent]
        relative = result.tokens[parent.first]
        if (
            relative.tag == "REL"
            and parent.verb is not None
            and result.verbs[parent.verb].lemma in english().report_verbs
        ):
            return _antecedent(result, parent.first)  # "missiles, which officials said were deployed"
    if clause.parent is not None:
        parent = result.clauses[clause.parent]
        while parent.verb is None and parent.parent is not None:
            parent = result.clauses[parent.parent]
        if parent.verb is not None and result.verbs[parent.verb] is not verb:
            return result.verbs[parent.verb].subject
    return None


def _inverted(result: Parse, verb: Verb) -> tuple[int, int] | None:
    """ ", said the officials": the subject behind a verb of saying."""
    before = result.tokens[verb.first - 1] if verb.first else None
    if verb.lemma in english().report_verbs and before is not None and before.tag in (",", '"'):
        phrase = result.next_phrase(verb.last, min(verb.last + 2, len(result.tokens)))
        if phrase:
            return extended(result, phrase)
    return None


def _first_free(result: Parse, first: int, last: int) -> tuple[int, int] | None:
    """The subject among tokens `[first, last)`: the first phrase without a preposition that is no bare time, with
    what hangs on it.
    """
    for phrase in result.phrases:
        marked = phrase.first == first + 1 and result.tokens[first].tag == "SUB"
        if marked and phrase.last < last and result.tokens[phrase.last].tag == ",":
            continue  # "As a result, North Korea has …"
        if phrase.first < first or phrase.first >= last or (phrase.prep and not marked):
            continue
        head = result.tokens[phrase.head].word
        if (head in TIME_WORDS or _year(result, phrase)) and phrase.last < last:
            continue
        return phrase.first, min(extended(result, phrase)[1], last)
    return None


def _year(result: Parse, phrase: Phrase) -> bool:
    """ "On June 3, 2019, hackers stole": the year between commas belongs to the date."""
    token = result.tokens[phrase.first]
    year = phrase.last - phrase.first == 1 and token.value is not None and 1900 <= token.value <= 2100
    return year and phrase.last < len(result.tokens) and result.tokens[phrase.last].tag == ","


def _antecedent(result: Parse, i: int) -> tuple[int, int] | None:
    """The phrase before a relative word; the head of an of-chain where the relative follows it at once."""
    tokens, j = result.tokens, i - 1
    opener = next((k for k in range(i - 1, max(i - 12, 0), -1) if tokens[k].word == "according"), None)
    if opener is not None and tokens[i - 1].tag == ",":
        j = opener - 1  # "up to 30 missiles, according to media, which …"
    while j >= 0 and tokens[j].tag in (",", ")", '"', "PREP"):
        j -= 1
    phrase = result.phrase_at(j)
    return (phrase.first, phrase.last) if phrase else None


def _inherited_subject(result: Parse, verb: Verb, n: int) -> tuple[int, int] | None:
    tokens = result.tokens
    before = tokens[verb.first - 1] if verb.first else None
    if verb.form == "part" and verb.passive and before is not None and before.tag == ",":
        phrase = result.phrase_at(verb.first - 2)  # "one rocket, fired southwards by …"
        if phrase:
            return phrase.first, phrase.last
    if verb.form == "part" or (verb.form == "ing" and before is not None and before.tag in ("N", "NAME")):
        phrase = result.phrase_at(verb.first - 1)
        if phrase:
            return phrase.first, phrase.last
    for k in range(n - 1, -1, -1):
        other = result.verbs[k]
        if other.clause != verb.clause:
            break
        if other.lemma in _OBJECT_CONTROL and verb.form == "inf" and other.object and not other.passive:
            phrase = result.next_phrase(other.last, verb.first)
            if phrase and not phrase.prep:
                return phrase.first, phrase.last
        if other.lemma in _BLAMING and verb.form == "ing" and before is not None and before.tag == "PREP":
            phrase = None if other.passive else result.next_phrase(other.last, verb.first)
            if phrase and not phrase.prep:
                return phrase.first, phrase.last  # "accused Pyongyang of selling"
        if other.subject:
            return other.subject
    clause = result.clauses[verb.clause]
    if clause.verb is not None and result.verbs[clause.verb] is not verb:
        return result.verbs[clause.verb].subject or _finite_subject(result, result.verbs[clause.verb], clause)
    return _first_free(result, clause.first, verb.first)


def _object(result: Parse, verb: Verb, n: int) -> tuple[int, int] | None:
    """Tokens behind a verb up to the next verb or the end of its clause."""
    end = result.clauses[verb.clause].last
    following = next((v for v in result.verbs[n + 1 :] if v.first >= verb.last), None)
    if following is not None:
        end = min(end, following.first) if following.clause == verb.clause else end
    for i in range(verb.last, end):
        if result.tokens[i].tag in (";", "—", ":"):
            end = i
            break
    return (verb.last, end) if end > verb.last else None
