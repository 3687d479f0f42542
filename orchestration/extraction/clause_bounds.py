"""Where finite clauses begin and end: at subordinators, relatives, quotes and coordinations."""

from __future__ import annotations

from dataclasses import replace

from orchestration.extraction.language import english
from orchestration.extraction.syntax import TIME_WORDS, Clause, Parse, Verb, extended
from orchestration.extraction.tokens import Token


def cut_clauses(result: Parse) -> None:
    """Cut a parse with its phrases and verbs into finite clauses, and give each verb its own."""
    tokens, verbs = result.tokens, result.verbs
    clauses = [Clause(0, len(tokens))]
    previous_end = 0
    for n, verb in enumerate(verbs):
        if (
            verb.form == "finite"
            and verb.first == verb.head
            and tokens[verb.head].tag == "V:ed"
            and _is_reduced(result, n, clauses[-1])
        ):
            verb.form, verb.passive = "part", True
        if verb.form == "finite" and _goes_on_from_infinitive(result, n):
            verb.form = "inf"
        if verb.form != "finite":
            verb.clause = len(clauses) - 1
            previous_end = verb.last
            continue
        mark = _boundary(result, *_search_from(result, n, previous_end), n)
        open_clause = _open_clause(clauses, tokens, mark, verb)
        if mark is None and clauses[-1].verb is None:
            index = len(clauses) - 1
        elif open_clause is not None:
            index = open_clause
            clauses.append(Clause(verb.first, len(tokens), "", clauses[index].parent, n))
            clauses[-1].mark = "resumed"
            verb.clause = len(clauses) - 1
            clauses[index].verb = n
            previous_end = verb.last
            continue
        elif mark is not None and not (mark == 0 and clauses[-1].verb is None and clauses[-1].first == 0):
            clauses.append(Clause(mark, len(tokens), tokens[mark].word, len(clauses) - 1))
            index = len(clauses) - 1
        elif mark == 0:
            clauses[0].mark = tokens[0].word
            index = 0
        else:
            start = _subject_start(result, previous_end, verb)
            clauses.append(Clause(start, len(tokens), "", len(clauses) - 1))
            index = len(clauses) - 1
        clauses[index].verb = n
        verb.clause = index
        previous_end = verb.last
    for k, clause in enumerate(clauses[:-1]):
        clause.last = clauses[k + 1].first
    result.clauses = clauses
    result._clause_at = [0] * len(tokens)
    for k, clause in enumerate(clauses):
        for i in range(clause.first, clause.last):
            result._clause_at[i] = k


def _search_from(result: Parse, n: int, previous_end: int) -> tuple[int, Verb]:
    """Where to look for what opens a verb's clause; a participle between commas ("Yonhap, citing a source, said") is
    skipped.
    """
    verb, tokens = result.verbs[n], result.tokens
    aside = result.verbs[n - 1] if n else None
    if aside is None or aside.form == "finite" or not aside.first or not verb.first:
        return previous_end, verb
    if tokens[verb.first - 1].tag != "," or tokens[aside.first - 1].tag != ",":
        return previous_end, verb
    before = next((v.last for v in reversed(result.verbs[: n - 1]) if v.form == "finite"), 0)
    return before, replace(verb, first=aside.first - 1)


def _goes_on_from_infinitive(result: Parse, n: int) -> bool:
    """ "is preparing to defy sanctions and conduct a test": a bare form behind a conjunction goes on with the
    infinitive before it.
    """
    verb, before = result.verbs[n], result.verbs[n - 1] if n else None
    bare = verb.first == verb.head and result.tokens[verb.head].tag == "V:base"
    if before is None or not bare or not verb.first or result.tokens[verb.first - 1].tag != "CONJ":
        return False
    if before.form == "finite" and (before.modal or result.tokens[before.first].tag == "DO"):
        verb.modal, verb.negated, verb.passive = (
            before.modal,
            before.negated,
            False,
        )  # "did not test a device or launch a missile"
        return True
    return before.form == "inf"


def _is_reduced(result: Parse, n: int, clause: Clause) -> bool:
    """Whether a bare -ed form is a reduced passive ("the report submitted by …") and not a past tense."""
    tokens, verb = result.tokens, result.verbs[n]
    following = tokens[verb.last].word if verb.last < len(tokens) else ""
    before = tokens[verb.first - 1] if verb.first else None
    if before is not None and before.tag == "ADV" and verb.first > 1 and tokens[verb.first - 2].tag == ",":
        before = tokens[verb.first - 2]  # "4,502 coins, then valued at"
    if verb.lemma == "say" and following not in ("by", "to"):
        return False  # "Smith, a director at the firm, said in an interview"
    agent = verb.last + 1 < len(tokens) and tokens[verb.last].tag == "ADV" and tokens[verb.last + 1].word == "by"
    if agent:
        return True  # "one rocket, fired southwards by the North"
    phrase = result.phrase_at(verb.first - 1)
    opener = tokens[phrase.first - 1].tag if phrase is not None and phrase.first else ""
    if phrase is not None and phrase.prep == "including":
        return True  # "several firms, including the one attacked as …"
    unused = phrase is not None and (clause.verb is None or result.verbs[clause.verb].last <= phrase.first - 1)
    if opener in ("COMP", "REL", "SUB") and unused and following != "by":
        return False  # "the missile that the North fired on Tuesday": a subject of its own
    if before is None or (
        before.tag in (",", "(") and following in ("by", "in", "as", "from", "with", "to", "at", "on", "against")
    ):
        return True
    if before.tag == "PREP":
        return True
    if before.tag not in ("N", "NAME", "PRON", "POSS", "NUM", ")", '"'):
        return False
    nearest = result.verbs[n - 1] if n else None
    inner = nearest is not None and nearest.form in ("inf", "ing") and nearest.lemma not in english().report_verbs
    if inner and nearest is not None and not _boundary_between(result, nearest.last, verb.first):
        return True  # "to miniaturize warheads mounted on missiles"
    if clause.verb is not None and not _boundary_between(result, result.verbs[clause.verb].last, verb.first):
        governor = result.verbs[clause.verb]
        reported = governor.lemma in english().report_verbs and any(
            p.prep == "" for p in result.phrases if governor.last <= p.first < verb.first
        )
        return not (reported and following not in ("by",))
    if following == "by":
        return True
    later = next((v for v in result.verbs[n + 1 :] if v.form == "finite"), None)
    direct = verb.last < len(tokens) and tokens[verb.last].tag in ("DET", "NUM", "NAME", "ADJ", "N")
    return bool(
        later
        and not direct
        and following in ("by", "in", "as", "to", "with", "on", "against", "for", "under")
        and not _boundary_between(result, verb.last, later.first)
    )


def _boundary_between(result: Parse, first: int, last: int) -> bool:
    return any(t.tag in ("SUB", "REL", "COMP", "CONJ", ";", ":", '"', "—", "–", ",") for t in result.tokens[first:last])


def _boundary(result: Parse, start: int, verb: Verb, n: int) -> int | None:
    """The token that opens the clause of a finite verb, looked for between the previous verb and this one."""
    tokens = result.tokens
    i = verb.first
    while i > start:
        i -= 1
        token = tokens[i]
        if token.tag == ")":
            i = _opening(tokens, i, start)
            continue
        if token.tag in ("REL", "COMP"):
            return i
        if token.tag == "SUB" and _introduces_clause(result, i, verb):
            return i
        if token.tag in (";", ":", "—", "–", "-", "(") or (token.tag == '"' and _quotes_clause(tokens, i)):
            return i
        if token.tag == "CONJ" and (n > 0 or i > 0) and _joins_clauses(result, i, verb):
            return i
        if token.tag == "," and start > 0 and i >= start and _fresh_subject(result, i, verb):
            return _before_fronted(tokens, i, start)
    return None


def _before_fronted(tokens: list[Token], i: int, start: int) -> int:
    """ "; in 2023, they stole", "and in May, it fired": what stands in front of the comma belongs to the clause behind
    it.
    """
    k = i - 1
    while k > start and i - k < 7 and tokens[k].tag in ("N", "NAME", "NUM", "ADJ", "DET"):
        k -= 1
    fronted = k < i - 1 and tokens[k].tag == "PREP" and k - 1 >= start
    return k - 1 if fronted and (tokens[k - 1].tag == ";" or tokens[k - 1].word == "and") else i


def _opening(tokens: list[Token], i: int, start: int) -> int:
    """The bracket that a closing one belongs to, or `i` itself."""
    return next((k for k in range(i - 1, max(start, i - 30) - 1, -1) if tokens[k].tag == "("), i)


def _quotes_clause(tokens: list[Token], i: int) -> bool:
    """A quotation mark that opens or ends quoted speech, not one around a word or two."""
    before = tokens[i - 1] if i else None
    return (
        before is None
        or before.tag in (",", ":", ".", "?", "!")
        or before.lemma in english().report_verbs
        or before.tag == "COMP"
    )


def _introduces_clause(result: Parse, i: int, verb: Verb) -> bool:
    """A subordinator that heads a bare time ("since 2006", "after the launch,") opens no clause of the verb after a
    comma.
    """
    between = result.tokens[i + 1 : verb.first]
    if result.tokens[i].word not in ("since", "after", "before", "until", "as", "once"):
        return True
    return not any(t.tag == "," for t in between) or any(t.tag.startswith("V:") for t in between)


def _joins_clauses(result: Parse, i: int, verb: Verb) -> bool:
    """A conjunction that joins verb phrases or clauses, not the last two of a list of nouns."""
    between = result.tokens[i + 1 : verb.first]
    if all(t.tag in ("ADV", "NEG", "REL") for t in between):
        return True
    k = i + 1
    while k < verb.first and result.tokens[k].tag == "ADV":
        k += 1
    phrase = result.phrase_at(k)
    if phrase is None:
        return any(t.tag in ("SUB", "PREP") for t in between[:1])
    earlier = result.phrase_at(i - 1)
    if earlier is not None and earlier.first > 0:
        # ", U.S. and South Korean officials said": two halves of one subject
        opener = result.tokens[earlier.first - 1]
        if opener.tag in (",", '"', "COMP", "SUB", "REL", "—", "–") and earlier.last == i:
            return False
    elif earlier is not None:
        return False
    return any(v.last <= i and v.form == "finite" for v in result.verbs)


def _fresh_subject(result: Parse, i: int, verb: Verb) -> bool:
    phrase = result.phrase_at(i + 1)
    return phrase is not None and phrase.prep == "" and extended(result, phrase)[1] >= verb.first - 2


def _open_clause(clauses: list[Clause], tokens: list[Token], mark: int | None, verb: Verb) -> int | None:
    """The clause that a verb right behind a comma, bracket or relative clause goes on with: the last that has no verb
    yet.
    """
    if mark is not None and tokens[mark].tag not in (",", '"', "—", "–"):
        return None
    if mark is None and clauses[-1].mark in ("who", "which", "that") and _closes_relative(clauses[-1], tokens):
        # "Hackers who stole $81 million have been linked": the second verb is the main clause's
        return next((k for k in range(len(clauses) - 2, -1, -1) if clauses[k].verb is None), None)
    before = tokens[verb.first - 1] if verb.first else None
    if before is not None and before.tag in (",", ")", "—", "–"):
        return next((k for k in range(len(clauses) - 1, -1, -1) if clauses[k].verb is None), None)
    return None


def _closes_relative(clause: Clause, tokens: list[Token]) -> bool:
    """Whether a relative clause has its verb, and not one of saying that could go on with a clause of its own."""
    if clause.verb is None:
        return False
    end = min(clause.first + 12, len(tokens))
    return not any(
        tokens[k].lemma in english().report_verbs and tokens[k].tag.startswith("V:") for k in range(clause.first, end)
    )


def _subject_start(result: Parse, start: int, verb: Verb) -> int:
    """Where an unmarked clause begins: behind a verb of saying at once, else at the phrase before the verb."""
    phrases = [p for p in result.phrases if start <= p.first < verb.first]
    free = [p for p in phrases if not p.prep and result.tokens[p.head].word not in TIME_WORDS]
    return (free or phrases)[0].first if phrases else verb.first
