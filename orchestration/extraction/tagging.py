"""A light part of speech for each token: enough to find verb groups and noun phrases.

Tags: DET PREP SUB REL CONJ PRON MODAL NEG ADV POSS NUM ORD N NAME ADJ, punctuation as itself, verbs as `V:` and the
form (base, s, past, part, ed, ing), auxiliaries BE HAVE DO. A word that is both noun and verb ("launch", "test",
"report") is decided by its neighbours.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from orchestration.extraction.language import english
from orchestration.extraction.tag_words import (
    ADJECTIVE_ENDINGS,
    ADJECTIVE_OR_VERB,
    BOTH,
    BY_NEIGHBOURS,
    COPULAS,
    COUNTING,
    ENDS_IN,
    FINITE,
    GROUPS,
    MOSTLY_NOUNS,
    MOSTLY_VERBS,
    NO_NOUNS,
    NOMINAL,
    NOUNS_IN_AL,
    NOUNS_TOO,
    NUMBERED_ACTS,
    PLURALS,
    ROLES,
    SAME_PAST,
    UNITS,
)
from orchestration.extraction.tokens import Token


def tag(tokens: list[Token], nominal: Iterable[int] = (), known: Iterable[int] = ()) -> None:
    """Set `tag`, `lemma` (and `value` of number words) on each token, in place; `nominal` are tokens known to be
    inside a name, `known` those that by themselves name something.
    """
    for i, token in enumerate(tokens):
        _first_guess(token, i == 0)
    for i in nominal:
        if tokens[i].tag.startswith("V:") or tokens[i].tag in ("PRON", "ADV", "MODAL"):
            tokens[i].tag = "N"
    for i, token in enumerate(tokens):
        verb = token.tag.startswith("V:")
        if not verb and token.word not in BY_NEIGHBOURS:
            continue
        if token.word in ROLES:
            _settle_role(tokens, i)
            verb = token.tag.startswith("V:")
            if not verb:
                continue
        if token.word == "that":
            token.tag = _that(tokens, i)
        elif token.word == "long" and i and tokens[i - 1].tag == "HAVE":
            token.tag = "ADV"  # "have long procured"
        elif token.word in ADJECTIVE_OR_VERB and _says_that(tokens, i):
            token.lemma, token.tag = english().verbs[token.word][0], "V:ed"
        elif verb:
            _decide_verb(tokens, i)
    _settle_plurals(tokens)
    _sentence_capital(tokens, [*nominal, *known])
    if FINITE.isdisjoint([t.tag for t in tokens]):
        _find_headline_verb(tokens)


def _first_guess(token: Token, first: bool) -> None:
    word, kind = token.word, token.kind
    if kind == "word" and not token.tag:
        raw = token.raw
        if raw == "US" or (raw == "May" and not first):
            token.tag, token.lemma = "NAME", word
            return
        token.tag, token.lemma, value = _alone(word, raw[:1].isupper())
        if value is not None:
            token.value = value
        return
    token.lemma = word
    if kind == "number":
        token.tag = "NUM"
    elif kind in ("mark", "symbol"):
        token.tag = word


@lru_cache(maxsize=50_000)
def _alone(word: str, capital: bool) -> tuple[str, str, float | None]:
    """Tag, lemma and value of a word before its neighbours are looked at; `capital` if it is written with one."""
    language = english()
    if word in language.closed:
        return language.closed[word], word, None
    if word in language.numbers:
        return "NUM", word, language.numbers[word]
    if word in language.ordinals:
        return "ORD", word, float(language.ordinals[word])
    if word in language.verbs:
        lemma, form = language.verbs[word]
        return "V:" + form, lemma, None
    tag = "NAME" if capital else _open_class(word)
    return tag, word[:-2] if tag == "V:ed" else word, None


def _open_class(word: str) -> str:
    if "-" in word and not word.endswith("-"):
        head = word.rsplit("-", 1)[1]
        if head.endswith("ed") and len(head) > 4:
            return "ADJ"  # "state-sponsored", "government-backed"
        if head in english().verbs and english().verbs[head][1] in ("ed", "part", "ing"):
            return "ADJ"
    if word.endswith("ly") and len(word) > 4:
        return "ADV"
    if word.endswith("ed") and len(word) > 4 and not word.endswith("eed"):
        return "V:ed"
    if word.endswith(ADJECTIVE_ENDINGS) and word not in NOUNS_IN_AL:
        return "ADJ"
    return "N"


def _decide_verb(tokens: list[Token], i: int) -> None:
    token = tokens[i]
    if token.word == "won" and i and (tokens[i - 1].tag == "NUM" or tokens[i - 1].word in english().scales):
        token.tag, token.lemma = "N", "won"  # the currency
        return
    form = token.tag[2:]
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    previous = before.tag if before else ""
    if form in ("base", "s"):
        token.tag = _base_or_noun(tokens, i, form)
    elif form == "ing" and after is not None and after.word in GROUPS:
        token.tag = "N"  # "a hacking group"
    elif form == "ing":
        if previous in ("DET", "ADJ", "POSS") or (previous in ("N", "NAME") and not _starts_phrase(after)):
            token.tag = "N"
    elif _is_attributive(tokens, i):
        token.tag = "ADJ"


def _is_attributive(tokens: list[Token], i: int) -> bool:
    """A participle in front of a noun: "a planned launch", "of refined oil", "demonstrated improved capabilities"."""
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    before = tokens[i - 1] if i else None
    if before is None or not _is_nominal(after):
        return False
    if before.tag == '"':
        before = tokens[i - 2] if i > 1 else before
        return before.tag in ("DET", "POSS", "ADJ", "PREP")
    if before.tag == "ADV" and i > 1 and before.word.endswith("ly"):
        return tokens[i - 2].tag in ("DET", "POSS")  # "a newly developed warhead"
    if before.tag in ("DET", "POSS", "ADJ", "ORD", "NUM", "PREP"):
        return True
    bare = after is not None and after.tag in ("N", "ADJ")
    return bare and before.tag.startswith("V:") and not before.tag.endswith("ing")


def _settle_role(tokens: list[Token], i: int) -> None:
    """ "the military said" is a noun, "at least one new missile" a number, "outside experts" an adjective."""
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return
    if token.word == "military" and after.tag.startswith("V:") and after.lemma in english().report_verbs:
        token.tag = "N"
    elif token.word == "one" and i and tokens[i - 1].word == "least" and after.tag in ("N", "ADJ"):
        token.tag, token.value = "NUM", 1.0
    elif token.word == "think" and after.word in ("tank", "tanks"):
        token.tag = "N"
    elif token.word == "outside" and after.tag == "N" and after.word.endswith("s") and not i:
        token.tag = "ADJ"


def _says_that(tokens: list[Token], i: int) -> bool:
    """ "Chainalysis estimated that …", "is estimated to have …", ", the monitors estimated.": a word that is an
    adjective in front of nouns is a verb here.
    """
    before, after = tokens[i - 1] if i else None, tokens[i + 1] if i + 1 < len(tokens) else None
    if before is None or after is None:
        return False
    if before.tag == "BE":
        return after.word in ("to", "at", "of", "by", "that")
    if before.tag not in ("NAME", "N", "PRON", "HAVE"):
        return False
    return after.word in ("that", "the", "it", "in", "of") or (after.tag in (".", ",") and _postponed(tokens, i))


def _postponed(tokens: list[Token], i: int) -> bool:
    """Whether nothing but a noun phrase stands between a comma or quotation mark and token `i`: ", the firm says"."""
    k = i - 1
    while k > 0 and i - k < 8 and tokens[k].tag in ("N", "NAME", "ADJ", "DET", "POSS", "NUM"):
        k -= 1
    return 1 < k < i - 1 and tokens[k].tag in (",", '"')


def _that(tokens: list[Token], i: int) -> str:
    """ "that" as a determiner, a relative or the opener of what is said."""
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    if after is None:
        return "PRON"
    if after.tag in ("BE", "HAVE", "DO", "MODAL") or after.tag in ("V:s", "V:past", "V:ed", "ADV"):
        return "REL" if before is not None and before.tag in ("N", "NAME", "PRON", ",", ")", '"', "NUM") else "PRON"
    if (
        after.tag in ("N", "ADJ")
        and (before is None or before.tag in ("PREP", ",", '"', "—"))
        and not after.word.endswith("s")
    ):
        return "DET"
    return "COMP"


def _sentence_capital(tokens: list[Token], nominal: Iterable[int]) -> None:
    """ "Researchers at …": a plural that only opens the sentence is no name."""
    first = next((k for k, t in enumerate(tokens) if t.kind == "word"), None)
    if first is None or tokens[first].tag != "NAME" or first in set(nominal):
        return
    if (
        first + 1 < len(tokens)
        and tokens[first + 1].tag == ","
        and tokens[first].word.isalpha()
        and tokens[first].raw[1:].islower()
    ):
        tokens[first].tag = "ADV"  # "Together, they …"
        return
    if not tokens[first].word.endswith("s"):
        return
    following = tokens[first + 1].tag if first + 1 < len(tokens) else ""
    if following not in ("NAME", "POSS", "N"):
        tokens[first].tag = "N"


def _settle_plurals(tokens: list[Token]) -> None:
    """ "the flurry of tests this year came": of two finite verbs with nothing between them the first, if it can be,
    is a noun.
    """
    for i, token in enumerate(tokens):
        if (
            token.tag not in ("V:s", "V:base")
            or token.lemma not in BOTH
            or not i
            or tokens[i - 1].tag not in ("N", "NAME")
        ):
            continue
        says = token.tag == "V:s" and token.lemma in english().report_verbs and i + 1 < len(tokens)
        openers = ("DET", "NAME", "PRON") if tokens[i - 1].tag == "NAME" else ("NAME",)
        if says and tokens[i + 1].tag in openers and not tokens[i - 1].word.endswith("s"):
            continue  # "the firm Acme claims the group is behind it", "its intelligence estimates Pyongyang has"
        for later in tokens[i + 1 : i + 12]:
            if later.tag in (",", "COMP", "REL", "SUB", "CONJ", '"', ";", ":", "—", "–", "(", "PRON"):
                break
            if later.tag in ("BE", "HAVE", "MODAL", "V:past"):
                token.tag = "N"
                break


def _find_headline_verb(tokens: list[Token]) -> None:
    """ "North Korea fires ballistic missile": in a line without any verb, a form that could be one behind a name is."""
    for i in range(1, len(tokens)):
        form = english().verbs.get(tokens[i].word)
        if not form or form[1] not in ("s", "base") or tokens[i - 1].tag not in ("NAME", "N") or i + 1 >= len(tokens):
            continue
        agrees = (form[1] == "s") != tokens[i - 1].word.endswith("s")
        ends = form[0] in ENDS_IN and tokens[i + 1].tag == "PREP"  # "missile lands in sea"
        if agrees and (ends or tokens[i + 1].tag in ("N", "ADJ", "NAME", "NUM", "DET", "ORD")):
            tokens[i].lemma, tokens[i].tag = form[0], "V:" + form[1]
            return


def _base_or_noun(tokens: list[Token], i: int, form: str) -> str:
    token, after = tokens[i], tokens[i + 1] if i + 1 < len(tokens) else None
    j = i - 1
    while j >= 0 and (tokens[j].tag == "ADV" or (tokens[j].word == "further" and j and tokens[j - 1].word == "to")):
        j -= 1
    previous = tokens[j] if j >= 0 else None
    verb = "V:" + form
    if token.lemma in NO_NOUNS:
        return verb
    if form == "s" and j > 0 and tokens[j].tag == '"' and tokens[j - 1].tag in ("N", "NAME"):
        previous = tokens[j - 1]  # the North "retains a stockpile"
    if j < i - 1 and form == "s" and previous is not None and previous.tag == "NAME" and tokens[i - 1].tag == "ADV":
        return verb  # "Kimsuky chiefly attacks": an adverb stands before a verb
    if token.lemma in MOSTLY_NOUNS and previous is not None and previous.tag in ("N", "NAME"):
        return (
            verb
            if after is not None and after.tag in ("DET", "NUM", "NAME") and after.word != "that" and form == "s"
            else "N"
        )
    if token.lemma in MOSTLY_VERBS and previous is not None and previous.tag in ("N", "NAME") and form == "s":
        return verb
    if previous is not None and (
        previous.tag in ("MODAL", "DO") or previous.word == "to" or previous.tag == "PRON" or previous.tag == "REL"
    ):
        return verb
    if previous is not None and previous.tag == "NUM" and form == "s" and j and tokens[j - 1].word in NUMBERED_ACTS:
        return verb if after is not None and after.tag not in ("PREP", ".", ",") else "N"  # "Resolution 2270 bans"
    if "-" in token.word and form == "base":
        return "N"
    if previous is None:
        return "N" if form == "s" or not _starts_phrase(after) else verb
    if previous.lemma == "help" and previous.tag.startswith("V:") and _starts_phrase(after):
        return verb
    if previous.tag in ("HAVE", "BE") and token.lemma in SAME_PAST:
        return "V:part"
    if previous.tag in NOMINAL or previous.tag.startswith("V:") or previous.tag in ("BE", "HAVE"):
        return "N"
    if previous.tag in ("N", "NAME"):
        if token.lemma in SAME_PAST and form == "base" and after is not None and after.word == "by":
            return "V:part"  # "an autocracy run by the same family"
        particle = after is not None and after.word in ("off", "up", "out", *COUNTING)
        if token.lemma in SAME_PAST and token.lemma != "run" and form == "base" and (particle or _starts_phrase(after)):
            return "V:ed"
        plural = (previous.word.endswith("s") and not previous.word.endswith("ss")) or previous.word in PLURALS
        if token.lemma in COPULAS or (token.lemma in english().report_verbs and token.lemma not in NOUNS_TOO):
            return verb
        if token.lemma not in BOTH:
            return verb if form == "s" or plural or any(t.tag == "CONJ" for t in tokens[max(i - 4, 0) : i]) else "N"
        # After a noun, a verb takes an object or complement; a noun ends the phrase or goes on with a preposition.
        agrees = plural if form == "base" else not plural
        ends = after is None or after.tag in (".", '"') or (after.tag == "," and _postponed(tokens, i))
        if (
            ends
            and form == "s"
            and (not plural or previous.tag == "NAME")
            and token.lemma in english().report_verbs
            and any(t.tag in (",", '"') for t in tokens[:i])
        ):
            return verb  # ", the panel notes."
        if (
            after is not None
            and after.word in ("this", "last", "next")
            and i + 2 < len(tokens)
            and tokens[i + 2].word in UNITS
        ):
            return "N"  # "its tests this year"
        if _has_governor(tokens, i):
            return "N"
        return verb if agrees and _starts_phrase(after, strict=True) else "N"
    if previous.tag == "CONJ":
        return verb if _starts_phrase(after) and _starts_phrase(after, strict=True) else "N"
    if previous.tag in (",", '"', "(", ":", "—", "–"):
        goes_on = form == "s" or (previous.tag == "," and token.lemma not in BOTH)
        return verb if goes_on and _starts_phrase(after, strict=True) else "N"
    return verb


def _has_governor(tokens: list[Token], i: int) -> bool:
    """ "condemn the state's missile tests": a finite verb earlier in the stretch, not one of saying, leaves no place
    for another.
    """
    for token in reversed(tokens[max(i - 12, 0) : i]):
        if token.tag in (",", "COMP", "REL", "SUB", "CONJ", '"', ";", ":", "(", "—", "–"):
            return False
        if token.tag in ("V:past", "V:s", "V:base", "V:ed"):
            return token.lemma not in english().report_verbs
    return False


def _is_nominal(token: Token | None) -> bool:
    return token is not None and (
        token.tag in ("N", "NAME", "ADJ", "NUM", "ORD", "V:base", "V:s", "V:ing", "V:ed") or token.kind == "symbol"
    )


def _starts_phrase(token: Token | None, strict: bool = False) -> bool:
    """Whether a token can open a verb's object or complement."""
    if token is None:
        return False
    if token.tag in ("DET", "NUM", "PRON", "NAME") or token.kind == "symbol":
        return True
    if strict:
        return token.tag == "ORD" or token.word in ("that", "what", "to")
    return (
        token.tag in ("ADJ", "ORD", "N", "SUB", '"')
        or token.word in ("that", "what", "up", "out")
        or token.tag.startswith("V:")
    )
