"""Who does what in a sentence: verb groups, noun phrases, and the clause of each.

Not a parser of English: a left-to-right pass over light tags that finds verb groups, cuts clauses at subordinators,
relatives, quotes and coordinations, and takes the phrase before a verb as its subject, the one behind it as its
object. All indices are tokens.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from orchestration.extraction.language import english
from orchestration.extraction.mentions import modifier_before
from orchestration.extraction.tokens import Token

_NOMINAL = frozenset({"N", "NAME", "NUM", "ORD", "ADJ", "DET", "POSS", "PRON", "$"})
_AUXILIARY = frozenset({"MODAL", "HAVE", "DO", "BE"})
_INNER = frozenset({"ADV", "NEG"})
_HEADS = frozenset({"N", "NAME", "PRON", "NUM"})
_ENDS_PHRASE = frozenset({",", "PREP", "SUB", "COMP", "REL", "BE", "HAVE", "DO", "MODAL", "V:past", "V:ed", "V:part"})
_TELLS_TIME = frozenset({"last", "this", "next", "late", "early"})
_HEDGED_BE = frozenset(
    [
        "appeared",
        "appears",
        "seemed",
        "seems",
        "believed",
        "thought",
        "suspected",
        "said",
        "looked",
        "described",
        "called",
        "termed",
        "considered",
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
_PHRASAL = {
    ("carry", "out"),
    ("set", "off"),
    ("cash", "out"),
    ("shoot", "off"),
    ("let", "off"),
    ("show", "off"),
    ("step", "up"),
    ("speed", "up"),
    ("send", "up"),
    ("roll", "out"),
    ("pick", "up"),
    ("blast", "off"),
    ("lift", "off"),
    ("take", "off"),
    ("ramp", "up"),
    ("make", "off"),
    ("make", "away"),
    ("get", "away"),
    ("walk", "off"),
    ("walk", "away"),
    ("run", "off"),
    ("carry", "off"),
    ("siphon", "off"),
    ("knock", "out"),
    ("knock", "offline"),
    ("break", "into"),
    ("burrow", "into"),
    ("worm", "into"),
    ("tap", "into"),
    ("go", "after"),
    ("zero", "in"),
    ("pull", "off"),
    ("fire", "off"),
    ("go", "up"),
    ("put", "up"),
    ("blow", "up"),
    ("break", "up"),
    ("splash", "down"),
    ("come", "down"),
    ("wheel", "out"),
    ("touch", "off"),
    ("shoot", "up"),
}


@dataclass(slots=True)
class Phrase:
    """A noun phrase without what hangs on it: tokens `[first, last)`, `head` its last noun, `prep` the preposition
    before it.
    """

    first: int
    last: int
    head: int
    prep: str = ""


@dataclass(slots=True)
class Verb:
    """A verb group: auxiliaries, negation and the main verb at `head`; subject and object are token ranges or None."""

    first: int
    last: int
    head: int
    lemma: str
    form: str  # finite | inf | ing | part
    passive: bool = False
    perfect: bool = False
    modal: str = ""
    negated: bool = False
    clause: int = 0
    governor: int | None = None
    subject: tuple[int, int] | None = None
    object: tuple[int, int] | None = None


@dataclass(slots=True)
class Clause:
    """A finite clause, tokens `[first, last)`; `mark` is the word or sign that opens it, `parent` the clause it hangs
    on.
    """

    first: int
    last: int
    mark: str = ""
    parent: int | None = None
    verb: int | None = None


@dataclass(slots=True)
class Parse:
    """A sentence read: tokens, verbs in order, clauses in order of their start, phrases in order."""

    tokens: list[Token]
    verbs: list[Verb] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    phrases: list[Phrase] = field(default_factory=list)
    _clause_at: list[int] = field(default_factory=list)
    _phrase_at: list[int] = field(default_factory=list)

    def clause_at(self, i: int) -> int:
        """Index of the innermost clause that token `i` belongs to."""
        return self._clause_at[i] if 0 <= i < len(self._clause_at) else 0

    def phrase_at(self, i: int) -> Phrase | None:
        """The noun phrase that token `i` is part of."""
        index = self._phrase_at[i] if 0 <= i < len(self._phrase_at) else -1
        return self.phrases[index] if index >= 0 else None

    def next_phrase(self, i: int, end: int) -> Phrase | None:
        """The first noun phrase that begins at or after token `i` and before `end`."""
        return next((p for p in self.phrases if i <= p.first < end), None)

    def governing_verb(self, i: int) -> Verb | None:
        """The nearest verb before token `i` in its clause that it is an object or adjunct of, or the clause's verb
        for a subject.
        """
        clause = self.clause_at(i)
        before = [v for v in self.verbs if v.clause == clause and v.last <= i]
        if before:
            return before[-1]
        return next((v for v in self.verbs if v.clause == clause and v.first > i), None)

    def words(self, first: int, last: int) -> list[str]:
        """Normal forms of tokens `[first, last)`."""
        return [t.word for t in self.tokens[max(first, 0) : last]]


def parse(tokens: list[Token]) -> Parse:
    """Read tagged tokens."""
    _hide_hedged_names(tokens)
    result = Parse(tokens)
    result.phrases = _phrases(tokens)
    result._phrase_at = [-1] * len(tokens)
    for n, phrase in enumerate(result.phrases):
        for i in range(phrase.first, phrase.last):
            result._phrase_at[i] = n
    result.verbs = _verb_groups(tokens)
    _cut_clauses(result)
    _attach(result)
    return result


def _hide_hedged_names(tokens: list[Token]) -> None:
    """ "fired what appeared to be a missile": the words before the name are a hedge on the kind, not a clause."""
    for i, token in enumerate(tokens):
        if token.word != "what":
            continue
        limit = min(i + 7, len(tokens))
        for j in range(i + 1, limit):
            word = tokens[j].word
            if word in _HEDGED_BE:
                end = j + 1
                if tokens[end : end + 1] and tokens[end].word in ("to", "as"):
                    end += 1
                    if tokens[end : end + 1] and tokens[end].word == "be":
                        end += 1
                for k in range(i, end):
                    tokens[k].tag = "HEDGE"
                break


def _phrases(tokens: list[Token]) -> list[Phrase]:
    found: list[Phrase] = []
    i, n = 0, len(tokens)
    while i < n:
        if tokens[i].tag not in _NOMINAL and tokens[i].kind != "symbol":
            i += 1
            continue
        first, head = i, -1
        while i < n:
            token = tokens[i]
            tag = token.tag
            if head >= 0 and token.word in _TELLS_TIME and tokens[i - 1].tag != "POSS":
                break  # "a rocket test last month"
            if i == first + 1 and _bare_year(tokens, first):
                break  # "in 2016 North Korean hackers"
            if tag == "PRON" and head >= 0 and token.word not in ("one", "ones", "others"):
                break
            if tag in _HEADS or token.kind == "symbol":
                head = i
            elif tag in _ENDS_PHRASE:
                break
            elif (
                tag in ("ADJ", "ORD")
                or (tag == "DET" and (i == first or tokens[i - 1].tag in ("DET", "POSS")))
                or (tag == "DET" and tokens[i - 1].tag == "NUM" and tokens[i].word in ("such", "few", "many", "other"))
                or (tag == "POSS" and head >= 0)
                or (tag == "CONJ" and i > first and _shares_noun(tokens, i))
                or (tag in ("ADV", "NEG") and i > first and i + 1 < n and tokens[i + 1].tag == "ADJ")
                or (tokens[i].word == "more" and i > first and i + 1 < n and tokens[i + 1].tag in ("N", "NAME"))
                or (tag == '"' and head < 0 and i > first and i + 1 < n and tokens[i + 1].tag in ("N", "NAME", "ADJ"))
                or (
                    tag == "."
                    and tokens[i - 1].tag == "NAME"
                    and len(tokens[i - 1].word) <= 3
                    and i + 1 < n
                    and tokens[i + 1].tag == "NAME"
                )
            ):
                pass
            else:
                break
            i += 1
        if head < 0 or (i - 1 > head and tokens[i - 1].tag == "ADJ" and tokens[first].tag in ("DET", "NAME")):
            head = i - 1  # "the South Korean military": an adjective that ends the phrase is its head
        last = max(head + 1, first + 1)
        start = _before_number(tokens, first)
        before = tokens[start - 1] if start else None
        prep = (
            before.word
            if before is not None and (before.tag == "PREP" or before.word in ("since", "after", "before", "until"))
            else ""
        )
        found.append(Phrase(first, last, head, prep))
        i = max(i, last)
    return found


def _bare_year(tokens: list[Token], i: int) -> bool:
    """A year behind its preposition, with nothing that it could count."""
    if tokens[i].tag != "NUM":
        return False
    year = len(tokens[i].raw) == 4 and 1900 <= (tokens[i].value or 0) < 2100
    opened = i > 0 and tokens[i - 1].word in ("in", "since", "by", "during", "until")
    return year and opened and i + 1 < len(tokens) and tokens[i + 1].tag in ("NAME", "DET", "PRON", "N")


def _before_number(tokens: list[Token], first: int) -> int:
    """Where a phrase begins, the words before its number included: "from at least three banks"."""
    if tokens[first].tag != "NUM" and tokens[first].kind != "symbol":
        return first
    return modifier_before(tokens, first)[0]


def _shares_noun(tokens: list[Token], i: int) -> bool:
    """ "nuclear and ballistic missile programmes", "short- and medium-range missiles": adjectives joined in front of
    one noun.
    """
    before, after = tokens[i - 1], tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and (before.tag == "ADJ" or before.word.endswith("-")) and after.tag in ("ADJ", "N")


def _verb_groups(tokens: list[Token]) -> list[Verb]:
    found: list[Verb] = []
    i, n = 0, len(tokens)
    while i < n:
        token = tokens[i]
        tag = token.tag
        starts = (
            tag in _AUXILIARY
            or tag.startswith("V:")
            or (tag == "PREP" and token.word == "to" and _infinitive(tokens, i))
        )
        if tag == "NEG" and i + 1 < n and (tokens[i + 1].tag.startswith("V:") or (tokens[i + 1].tag in _AUXILIARY)):
            starts = token.word in ("never", "not")
        if not starts:
            i += 1
            continue
        group = _group(tokens, i)
        found.append(group)
        i = group.last
    return found


def _infinitive(tokens: list[Token], i: int) -> bool:
    j = i + 1
    while j < len(tokens) and tokens[j].tag in _INNER and j - i < 4:
        j += 1
    return j < len(tokens) and (tokens[j].tag == "V:base" or tokens[j].word in ("be", "have", "do"))


def _group(tokens: list[Token], i: int) -> Verb:
    first, head, chain = i, i, []
    negated = False
    n = len(tokens)
    while i < n:
        tag, word = tokens[i].tag, tokens[i].word
        if word == "to" and i == first:
            chain.append("to")
        elif tag in _AUXILIARY:
            if (
                chain
                and (chain[-1] in ("BE", "V") or (tag == "DO" and chain[-1] != "to"))
                and not (tag == "BE" and word in ("being", "been"))
            ):
                break
            chain.append(tag)
            head = i
        elif chain == ["HAVE"] and (resumed := _behind_time(tokens, i)):
            chain.append("V")
            head, i = resumed, resumed + 1
            break
        elif tag == '"' and chain and head == i - 1 and i + 1 < n and tokens[i + 1].tag in ("V:ed", "V:part", "V:ing"):
            pass  # 'have "stolen more than …"': a quotation that begins with the participle
        elif tag in _INNER or (word in ("first", "last") and chain):
            negated = negated or word in ("not", "never", "n't") or (word == "yet" and chain[-1:] == ["HAVE"])
            if not _goes_on(tokens, i):
                break
        elif tag.startswith("V:"):
            chain.append("V")
            head = i
            i += 1
            break
        else:
            break
        i += 1
    last = max(i, head + 1)
    while last - 1 > head and tokens[last - 1].tag in _INNER:
        last -= 1
    return _verb(tokens, first, last, head, chain, negated)


def _goes_on(tokens: list[Token], i: int) -> bool:
    j = i
    while j < len(tokens) and (tokens[j].tag in _INNER or tokens[j].word in ("first", "last")) and j - i < 4:
        j += 1
    return j < len(tokens) and (tokens[j].tag in _AUXILIARY or tokens[j].tag.startswith("V:"))


_SPANS = frozenset(
    ["month", "months", "year", "years", "week", "weeks", "decade", "decades", "day", "days", "time", "past"]
)


def _behind_time(tokens: list[Token], i: int) -> int:
    """The participle behind a time that cuts a verb group: "has for months gone after"; 0 where none stands there."""
    if tokens[i].word not in ("for", "since", "in", "over", "during"):
        return 0
    for j in range(i + 1, min(i + 7, len(tokens))):
        if tokens[j].tag in ("V:part", "V:ed"):
            timed = any(t.word in _SPANS or (t.value is not None and 1900 <= t.value <= 2100) for t in tokens[i:j])
            return j if timed else 0
        if tokens[j].tag not in ("PREP", "DET", "N", "NUM", "ADJ", "NAME", "CONJ"):
            return 0
    return 0


def _verb(tokens: list[Token], first: int, last: int, head: int, chain: list[str], negated: bool) -> Verb:
    main = tokens[head]
    lemma = {"BE": "be", "HAVE": "have", "DO": "do"}.get(main.tag, main.lemma)
    form = main.tag[2:] if main.tag.startswith("V:") else ""
    lead = tokens[first]
    k = first
    while k < last and tokens[k].tag in _INNER:
        k += 1
    lead = tokens[min(k, last - 1)]
    passive = form in ("ed", "part") and "BE" in chain[:-1]
    perfect = "HAVE" in chain[:-1] and form in ("ed", "part", "past", "")
    modal = lead.word if lead.tag == "MODAL" else ""
    if lead.word == "to":
        kind = "inf"
    elif lead.word in ("being", "having") or (form == "ing" and len(chain) == 1):
        kind = "ing"
    elif form == "part" and len(chain) == 1:
        kind = "part"
    else:
        kind = "finite"
    if head + 1 < len(tokens) and (lemma, tokens[head + 1].word) in _PHRASAL:
        last = max(last, head + 2)
        lemma = f"{lemma} {tokens[head + 1].word}"
    return Verb(first, last, head, lemma, kind, passive, perfect, modal, negated)


def _cut_clauses(result: Parse) -> None:
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
    free = [p for p in phrases if not p.prep and result.tokens[p.head].word not in _TIME_WORDS]
    return (free or phrases)[0].first if phrases else verb.first


def _attach(result: Parse) -> None:
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
        if (head in _TIME_WORDS or _year(result, phrase)) and phrase.last < last:
            continue
        return phrase.first, min(extended(result, phrase)[1], last)
    return None


def _year(result: Parse, phrase: Phrase) -> bool:
    """ "On June 3, 2019, hackers stole": the year between commas belongs to the date."""
    token = result.tokens[phrase.first]
    year = phrase.last - phrase.first == 1 and token.value is not None and 1900 <= token.value <= 2100
    return year and phrase.last < len(result.tokens) and result.tokens[phrase.last].tag == ","


_TIME_WORDS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "yesterday",
        "year",
        "month",
        "week",
        "years",
        "months",
        "weeks",
        "days",
        "hours",
        "decade",
    ]
)


def extended(result: Parse, phrase: Phrase) -> tuple[int, int]:
    """A phrase with the "of", "and" and bracketed phrases that follow it."""
    last = phrase.last
    tokens = result.tokens
    while last < len(tokens) - 1:
        if tokens[last].word == "of" or (tokens[last].word in ("and", "or") and result.phrase_at(last + 1)):
            following = result.phrase_at(last + 1)
            if following is None:
                break
            last = following.last
        elif tokens[last].tag == "(":
            close = next((k for k in range(last + 1, min(last + 12, len(tokens))) if tokens[k].tag == ")"), None)
            if close is None:
                break
            last = close + 1
        else:
            break
    return phrase.first, last


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
