"""Noun phrases and verb groups: runs of tags, read from left to right."""

from __future__ import annotations

from orchestration.extraction.mentions import modifier_before
from orchestration.extraction.syntax import Phrase, Verb
from orchestration.extraction.tokens import Token

_SPANS = frozenset(
    ["month", "months", "year", "years", "week", "weeks", "decade", "decades", "day", "days", "time", "past"]
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


_TELLS_TIME = frozenset({"last", "this", "next", "late", "early"})


_ENDS_PHRASE = frozenset({",", "PREP", "SUB", "COMP", "REL", "BE", "HAVE", "DO", "MODAL", "V:past", "V:ed", "V:part"})


_HEADS = frozenset({"N", "NAME", "PRON", "NUM"})


_INNER = frozenset({"ADV", "NEG"})


_AUXILIARY = frozenset({"MODAL", "HAVE", "DO", "BE"})


_NOMINAL = frozenset({"N", "NAME", "NUM", "ORD", "ADJ", "DET", "POSS", "PRON", "$"})


def hide_hedged_names(tokens: list[Token]) -> None:
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


def find_phrases(tokens: list[Token]) -> list[Phrase]:
    """The noun phrases of tagged tokens, in order."""
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


def find_verbs(tokens: list[Token]) -> list[Verb]:
    """The verb groups of tagged tokens, in order."""
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
