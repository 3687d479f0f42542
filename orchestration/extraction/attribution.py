"""Who says it: the chain of sources of a token, from the publisher to the innermost.

A sentence holds reports, each with a scope: what follows a verb of saying, what stands before a postponed ",
officials said", what "according to" covers. The reports whose scope holds a token, widest first, are its chain. A
sentence inside a run of quotation takes the chain of the one that opened it.
"""

from __future__ import annotations

from dataclasses import dataclass

from orchestration.extraction.claim import LISTED_SOURCES
from orchestration.extraction.clauses import Verb, extended
from orchestration.extraction.discourse import Discourse, Link
from orchestration.extraction.language import english
from orchestration.extraction.mentions import Named
from orchestration.extraction.reading import Reading

# Verbs whose object is what they report: "detected a launch", "blamed the attack on", "denied that".
_ASSERTING = frozenset(
    [
        "accuse",
        "blame",
        "suspect",
        "deny",
        "link",
        "attribute",
        "detect",
        "describe",
        "call",
        "denounce",
        "notify",
        "allege",
        "identify",
        "trace",
        "cite",
        "quote",
        "tie",
        "ascribe",
        "pin",
        "connect",
        "associate",
        "implicate",
        "investigate",
        "probe",
        "count",
        "charge",
        "highlight",
    ]
)
_CERTAINTY = {
    "believe": "alleged",
    "suspect": "alleged",
    "accuse": "alleged",
    "blame": "alleged",
    "allege": "alleged",
    "charge": "alleged",
    "doubt": "estimated",
    "link": "alleged",
    "think": "alleged",
    "attribute": "alleged",
    "tie": "alleged",
    "ascribe": "alleged",
    "pin": "alleged",
    "connect": "alleged",
    "associate": "alleged",
    "implicate": "alleged",
    "assess": "estimated",
    "estimate": "estimated",
    "expect": "estimated",
}
_OFFICIALS = frozenset(
    [
        "official",
        "officials",
        "spokesman",
        "spokeswoman",
        "spokesperson",
        "minister",
        "ministry",
        "government",
        "military",
        "envoy",
        "diplomat",
        "diplomats",
        "authorities",
    ]
)
_PAPERS = frozenset(
    [
        "report",
        "statement",
        "document",
        "excerpt",
        "study",
        "assessment",
        "notice",
        "letter",
        "analysis",
        "notices",
        "estimate",
        "indictment",
        "complaint",
        "bulletin",
        "figures",
        "advisory",
        "paper",
        "findings",
    ]
)
_MEDIA = frozenset(["media", "newspaper", "newspapers", "newspapers", "broadcaster", "press"])
_ANONYMOUS = frozenset(
    [
        "official",
        "officials",
        "source",
        "sources",
        "person",
        "people",
        "diplomat",
        "diplomats",
        "investigator",
        "investigators",
    ]
)
_MUTE = ("group", "campaign")  # parties that act and say nothing
_KINDS = {
    "state": "state",
    "agency": "state",
    "group": "anonymous",
    "person": "person",
    "company": "company",
    "body": "international_body",
    "bank": "company",
    "exchange": "company",
}
_TITLES = frozenset(
    [
        "mr",
        "mrs",
        "ms",
        "dr",
        "president",
        "minister",
        "secretary",
        "general",
        "director",
        "spokesman",
        "chief",
        "commander",
        "prime",
        "foreign",
        "defense",
        "defence",
        "deputy",
    ]
)


# The document itself is a source too; every source that is not listed is kept as written, its id beside it.
_LISTED = LISTED_SOURCES | {"publisher"}


@dataclass(frozen=True, slots=True)
class Report:
    """One attribution: its links (outer first), the tokens it covers, and how firmly it is put."""

    links: tuple[Link, ...]
    first: int
    last: int
    certainty: str | None
    denied: bool
    verb: int | None  # head token of the verb, None for "according to"
    about: tuple[int, int] | None = None  # the tokens of the source phrase, which are not part of what is said


def find_reports(reading: Reading) -> list[Report]:
    """All attributions of a sentence, in no particular order; updates who speaks in the discourse."""
    found: list[Report] = []
    for verb in reading.parse.verbs:
        report = _from_verb(reading, verb)
        if report:
            found.append(report)
    found.extend(_according(reading))
    found.extend(_by_estimate(reading))
    found.extend(_headed(reading))
    denials = [r for r in found if r.denied]
    found.extend(r for r in _nominal(reading) if not any(d.first <= r.first <= d.first + 12 for d in denials))
    _remember(reading, found)
    return found


def chain(reading: Reading, reports: list[Report], i: int) -> tuple[tuple[Link, ...], list[Report]]:
    """The links that cover token `i`, outermost first without the publisher, and the reports that gave them."""
    covering = [r for r in reports if (r.first <= i < r.last or i == r.verb) and not _names_speaker(r, i)]
    covering.sort(key=lambda r: (r.first - r.last, r.first))
    links: list[Link] = []
    for report in covering:
        for link in report.links:
            if link not in links and link.source != "publisher":
                links.append(link)
    if not links and _continues(reading, i):
        return reading.discourse.speaker, covering
    return tuple(links), covering


def _names_speaker(report: Report, i: int) -> bool:
    """Whether a token is part of the phrase that says who says it."""
    return report.about is not None and report.about[0] <= i < report.about[1] and i != report.verb


def _continues(reading: Reading, i: int) -> bool:
    """Whether the token is inside quotation that runs on from an earlier sentence, or a sentence that is all
    quotation.
    """
    return reading.in_quote and bool(reading.discourse.speaker)


def _from_verb(reading: Reading, verb: Verb) -> Report | None:
    lemma = verb.lemma
    reporting = lemma in english().report_verbs or lemma == "charge"
    if lemma in ("announce", "declare", "unveil") and verb.object and _sanctioning(reading, verb):
        return None  # "announced sanctions against": done by saying it, and told by whoever tells it
    if lemma in _COMMISSIVE and verb.form == "finite":
        return _promised(reading, verb)
    if not reporting and lemma not in _ASSERTING:
        return _informed(reading, verb)
    if verb.form == "part" or (verb.passive and verb.form == "finite"):
        return _by_agent(reading, verb)
    if verb.form == "inf":
        return None
    if lemma == "call" and reading.words(verb.last, verb.last + 1) in (["for"], ["on"], ["upon"]):
        return None  # an appeal asserts nothing
    if verb.form == "ing":
        _take_over_subject(reading, verb)
    if verb.subject is None or (verb.negated and lemma not in ("believe", "think", "assess", "consider")):
        return None
    parse = reading.parse
    scope = _scope(reading, verb, reporting)
    if scope is None:
        return None
    if verb.lemma in ("cite", "quote"):
        return _cited(reading, verb, scope)
    if reading.words(*verb.subject) in (["i"], ["we"]):
        return Report(
            (), *scope, _CERTAINTY.get(lemma), lemma == "deny", verb.head
        )  # the speaker of the quotation, whoever that is
    link = resolve(reading, *_source_of(reading, verb))
    if link is None:
        return None
    links = [link]
    cited = _learned_from(reading, verb) or _citing(reading, verb)
    if cited:
        links.append(cited)
    clause = parse.clauses[verb.clause]
    about = (max(clause.first, verb.subject[0] - 1), verb.last) if scope[0] < verb.first else None
    return Report(
        tuple(links),
        *scope,
        None if verb.negated else _CERTAINTY.get(lemma),
        lemma in ("deny", "doubt") or verb.negated,
        verb.head,
        about,
    )


def _by_agent(reading: Reading, verb: Verb) -> Report | None:
    """ "is accused by Washington of stealing …", "was reported by the agency": who says it stands behind "by"."""
    by = verb.last
    if by < len(reading.tokens) - 1 and reading.tokens[by].tag in ("ADV", "ORD"):
        by += 1
    if verb.negated or reading.words(by, by + 1) != ["by"]:
        return None
    phrase = reading.parse.next_phrase(by + 1, min(by + 3, len(reading.tokens)))
    if phrase is None:
        return None
    source = extended(reading.parse, phrase)
    link = resolve(reading, *source)
    clause = reading.parse.clauses[verb.clause]
    first = min(clause.first, verb.subject[0] if verb.subject else clause.first)
    denied = verb.lemma == "deny"
    return (
        Report((link,), first, len(reading.tokens), _CERTAINTY.get(verb.lemma), denied, verb.head, source)
        if link
        else None
    )


def _sanctioning(reading: Reading, verb: Verb) -> bool:
    """Whether what a verb announces is a measure, which is taken by announcing it."""
    if verb.lemma == "declare" and "concern" in reading.words(*(verb.object or (0, 0))):
        return True  # "declared the state a primary money laundering concern"
    phrase = reading.parse.next_phrase(verb.last, verb.last + 2)
    return phrase is not None and reading.tokens[phrase.head].word in _MEASURES


_MEASURES = frozenset(
    ["sanctions", "measures", "ban", "bans", "restrictions", "designation", "designations", "embargo", "penalties"]
)
_COMMISSIVE = frozenset(["vow", "pledge", "promise", "threaten"])


def _promised(reading: Reading, verb: Verb) -> Report | None:
    """ "Pyongyang vowed to launch …": who promises says so."""
    promised = next((v for v in reading.parse.verbs if v.first >= verb.last), None)
    if promised is None or promised.form != "inf" or verb.passive or verb.negated or verb.subject is None:
        return None
    link = resolve(reading, *_source_of(reading, verb)) if promised.first - verb.last <= 1 else None
    end = reading.parse.clauses[verb.clause].last
    return Report((link,), verb.last, end, None, False, verb.head) if link else None


def _take_over_subject(reading: Reading, verb: Verb) -> None:
    """ "The States said that …, adding that …": who adds is who said."""
    if verb.first and reading.tokens[verb.first - 1].tag == ",":
        said = next(
            (
                v
                for v in reading.parse.verbs
                if v.last < verb.first and v.form == "finite" and v.lemma in english().report_verbs
            ),
            None,
        )
        if said is not None and said.subject:
            verb.subject = said.subject


def _whole_subject(reading: Reading, verb: Verb) -> tuple[int, int]:
    """A subject with what hangs on it, up to its first comma: "a spokesman for the ministry"."""
    first, last = verb.subject or (verb.first, verb.first)
    if last < verb.first:
        end = next(
            (k for k in range(last, verb.first) if reading.tokens[k].tag in (",", "COMP", "REL", '"', "(")), verb.first
        )
        if end - last <= 14:
            last = end
    return first, last


def _source_of(reading: Reading, verb: Verb) -> tuple[int, int]:
    """The subject alone where it names a state and nothing but a remark follows: "China, under U.S. pressure, said"."""
    whole = _whole_subject(reading, verb)
    if verb.subject is None or whole[0] != verb.subject[0]:
        return whole
    named = reading.entries(*verb.subject, "party")
    bare = len(named) == 1 and named[0].first == verb.subject[0] and named[0].last == verb.subject[1]
    return verb.subject if bare and named[0].entry.subkind == "state" else whole


def _informed(reading: Reading, verb: Verb) -> Report | None:
    """ "They also had information that …"."""
    if (
        verb.lemma == "have"
        and verb.subject
        and verb.object
        and reading.words(*verb.object)[:1] in (["information"], ["evidence"], ["indications"])
    ):
        link = resolve(reading, *verb.subject)
        if link and not verb.negated:
            return Report((link,), verb.last + 1, len(reading.tokens), None, False, verb.head)
    return None


# Verbs of saying that may take a noun for what is said: "reported a launch", "informed the agency of its plan".
_DIRECT = frozenset(
    [
        "claim",
        "report",
        "confirm",
        "announce",
        "assess",
        "note",
        "detect",
        "estimate",
        "cite",
        "acknowledge",
        "reveal",
        "inform",
        "notify",
        "declare",
        "show",
    ]
)


def _scope(reading: Reading, verb: Verb, reporting: bool) -> tuple[int, int] | None:
    """Tokens that a verb of saying covers: behind it, or before it where it is postponed."""
    parse, tokens = reading.parse, reading.tokens
    clause = parse.clauses[verb.clause]
    subject = verb.subject or (verb.first, verb.first)
    start = min(subject[0], verb.first)
    opener = tokens[start - 1] if start else None
    follows = any(c.parent is not None and c.first >= verb.last and c.first <= verb.last + 12 for c in parse.clauses)
    if (
        reporting
        and start > 0
        and opener is not None
        and opener.tag in (",", '"', "—", "–")
        and _ends_here(reading, verb, start)
    ):
        after = verb.last + 1
        goes_on = (
            after < len(tokens)
            and tokens[verb.last].tag == ","
            and tokens[after].tag in ("DET", "NUM", "PRON", "SUB", "CONJ", "ADV", "NEG")
            and tokens[after].word not in ("as", "but", "while")
        )
        if goes_on:
            return 0, len(tokens)  # "X, an official said, the same area where …"
        first = 0
        for other in parse.verbs:
            if (
                other.head < start
                and other.lemma in english().report_verbs
                and other.first >= 0
                and tokens[start - 1].tag == '"'
                and _after_stop(tokens, other.head, start)
            ):
                first = max(first, other.last)
        return first, start
    if not reporting:
        return verb.last, len(tokens) if verb.lemma in ("deny", "accuse", "suspect", "notify") else max(
            clause.last, _clause_end(reading, verb)
        )
    if not follows and not verb.object:
        return None
    data = set(reading.words(*subject)) & {"figures", "data", "records", "images", "imagery", "statistics", "analysis"}
    if verb.lemma == "show" and not data and not any(t.tag == "COMP" for t in tokens[verb.last : verb.last + 2]):
        return None  # "shows no sign of abandoning": showing is saying only with a clause behind it
    if reporting and not follows and verb.lemma not in _DIRECT | _ASSERTING:
        quoted = any(t.tag in ('"', ":") for t in tokens[verb.last : verb.last + 4])
        if not quoted:
            return None
    end = len(tokens)
    behind = next((c for c in parse.clauses if c.first >= verb.last), None)
    if behind is not None and behind.mark in ("after", "before", "when", "while", "as") and verb.object:
        end = behind.first  # "announced new rules a day after the North fired a missile"
    if tokens[clause.first].tag == "REL":
        end = next((k for k in range(verb.last, end) if tokens[k].tag == ","), end)
    return verb.last, end


def _after_stop(tokens: list, first: int, last: int) -> bool:
    return any(t.tag == "." for t in tokens[first:last])


def _clause_end(reading: Reading, verb: Verb) -> int:
    return verb.object[1] if verb.object else verb.last


def _ends_here(reading: Reading, verb: Verb, start: int) -> bool:
    """Whether nothing that could be what is said follows a postponed verb of saying, or it stands between commas."""
    tokens = reading.tokens
    after = tokens[verb.last] if verb.last < len(tokens) else None
    if after is None or after.tag in (".", ",", ";", '"'):
        return True
    before_verbs = any(v.form in ("finite", "part") and v.last <= start for v in reading.parse.verbs)
    said = next((k for k in range(verb.last, min(verb.last + 9, len(tokens))) if tokens[k].tag == "COMP"), None)
    if said is not None or not before_verbs:
        return False
    if _inverted(reading, verb):
        return True
    if verb.lemma == "tell" and after.tag in ("DET", "N", "NAME", "PRON"):
        return True  # "told a small group of reporters": who hears it
    circumstance = after.tag in ("V:ing", "PREP", "NAME", "PRON", "SUB", "REL", "ADV") or after.word in (
        "late",
        "early",
        "last",
        "reporters",
    )
    opening = reading.parse.clauses[0].mark
    subordinate = reading.tokens[0].tag == "SUB" and opening != ""
    closing = next(
        (k for k in range(verb.last, len(tokens)) if tokens[k].tag in (",", ";", ".", '"', "—")), len(tokens)
    )
    alone = not any(v.form == "finite" and verb.last <= v.first < closing for v in reading.parse.verbs)
    alone = alone and (verb.lemma not in _DIRECT or _times_only(reading, verb.last, closing))
    return (circumstance or alone) and not (subordinate and tokens[start - 1].tag == ",")


def _times_only(reading: Reading, first: int, last: int) -> bool:
    """Whether a range is nothing but a time: "this month", "on Thursday"."""
    return any(s.first >= first and s.last >= last and s.first - first <= 1 for s in reading.times)


def _inverted(reading: Reading, verb: Verb) -> bool:
    return verb.subject is not None and verb.subject[0] >= verb.last


def _cited(reading: Reading, verb: Verb, scope: tuple[int, int]) -> Report | None:
    """ "cited a report by Chainalysis that said …", "quoted an official as saying …": subject, then the one who is
    cited.
    """
    if verb.object is None or verb.subject is None:
        return None
    outer = resolve(reading, *verb.subject)
    inner = resolve(reading, *_source_range(reading, verb.last, verb.object[1]))
    links = tuple(link for link in (outer, inner) if link)
    first = verb.object[1] if verb.form == "finite" else scope[0]
    return (
        Report(links, first, len(reading.tokens), None, False, verb.head) if links and verb.form == "finite" else None
    )


def _source_range(reading: Reading, first: int, last: int) -> tuple[int, int]:
    by = reading.prepositional(first, last, "by", "from")
    return by or (first, last)


def _citing(reading: Reading, verb: Verb) -> Link | None:
    """ "Yonhap, citing a government source, said": the one cited is a link further in."""
    for other in reading.parse.verbs:
        if (
            other.lemma in ("cite", "quote")
            and other.form == "ing"
            and other.object
            and abs(other.head - verb.head) < 14
        ):
            link = resolve(reading, *other.object)
            if link and link.source == "anonymous" and verb.subject:
                country = reading.state_in(*verb.subject)
                if country and "government" in reading.words(*other.object):
                    return Link(country, "state")
            return link
    return None


def _learned_from(reading: Reading, verb: Verb) -> Link | None:
    """ "it has learned from government sources that …": whom one learns from is a link further in."""
    if verb.lemma not in ("learn", "hear", "understand") or reading.words(verb.last, verb.last + 1) != ["from"]:
        return None
    phrase = reading.parse.next_phrase(verb.last + 1, verb.last + 3)
    return resolve(reading, *extended(reading.parse, phrase)) if phrase else None


def _according(reading: Reading) -> list[Report]:
    found = []
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-2]):
        if token.word != "according" or tokens[i + 1].word != "to":
            continue
        phrase = reading.parse.next_phrase(i + 2, len(tokens))
        if phrase is None:
            continue
        first, last = extended(reading.parse, phrase)
        link = resolve(reading, first, last)
        if link is None:
            continue
        leading = i == 0 or (i == 1 and tokens[0].tag == '"')
        aside = i > 0 and tokens[i - 1].tag == "," and last < len(tokens) - 1 and tokens[last].tag == ","
        goes_on = aside and any(
            v.form == "finite" and v.first - last <= 2 for v in reading.parse.verbs if v.first >= last
        )
        covered = (last, len(tokens)) if leading else (0, len(tokens) if goes_on else i)
        firmness = _RECKONING.get(tokens[phrase.head].word)
        found.append(Report((link,), *covered, firmness, False, None))
    return found


_RECKONING = {
    "estimate": "estimated",
    "estimates": "estimated",
    "reckoning": "estimated",
    "assessment": "estimated",
    "calculations": "estimated",
    "count": None,
    "tally": None,
    "account": None,
}


def _by_estimate(reading: Reading) -> list[Report]:
    """ "By one institute's estimate", "by its own count": a source and how firmly it says so."""
    tokens, found = reading.tokens, []
    for i, token in enumerate(tokens[:-3]):
        if token.word not in ("by", "on", "in"):
            continue
        phrase = reading.parse.next_phrase(i + 1, i + 3)
        noun = tokens[phrase.head].word if phrase is not None and phrase.first == i + 1 else ""
        if phrase is None or noun not in _RECKONING:
            continue
        owner = next((k for k in range(phrase.first, phrase.head) if tokens[k].tag == "POSS"), None)
        if owner is not None:
            known = reading.entries(phrase.first, owner, "source", "party")
            institute = owner - phrase.first > 1 and reading.tokens[owner - 1].tag == "N"
            link = resolve(reading, phrase.first, owner) if known or not institute else None
            link = link or _as_written(reading, phrase.first, owner)
        elif reading.words(phrase.last, phrase.last + 1) == ["of"] and tokens[phrase.first].word == "the":
            by = reading.parse.next_phrase(phrase.last + 1, phrase.last + 3)
            link = _as_written(reading, by.first, by.last) if by else None
            if by and reading.entries(by.first, by.last, "source"):
                link = resolve(reading, by.first, by.last)
        elif tokens[phrase.first].word in ("its", "their"):
            link = reading.discourse.speaker[-1] if reading.discourse.speaker else None
        else:
            link = None
        if link is not None:
            covered = (phrase.last, len(tokens)) if i == 0 else (0, i)
            found.append(Report((link,), *covered, _RECKONING[noun], False, None))
    return found


def _as_written(reading: Reading, first: int, last: int) -> Link | None:
    """A source that only the text knows, without its determiner: "Stockholm institute"."""
    while first < last and reading.tokens[first].tag in ("DET", "NUM"):
        first += 1
    return Link(reading.text(first, last), "company") if first < last else None


def _headed(reading: Reading) -> list[Report]:
    """The source of a headline: "Seoul: North fired missile", "North fired missile: JCS", "… - UN experts"."""
    tokens = reading.tokens
    n = len(tokens)
    signs = [k for k, t in enumerate(tokens) if t.tag in (":", "-", "–", "—")]
    if not signs or n - len(signs) < 4 or not reading.heading():
        return []
    first, last = signs[0], signs[-1]
    if first <= 4 and tokens[first].tag == ":" and n - first > 3:
        link = resolve(reading, 0, first) if _names_source(reading, 0, first) else None
        if link:
            return [Report((link,), first + 1, n, None, False, None)]
    if n - last <= 5 and last > 3 and _names_source(reading, last + 1, n):
        link = resolve(reading, last + 1, n)
        if link:
            return [Report((link,), 0, last, None, False, None, (last, n))]
    return []


def _names_source(reading: Reading, first: int, last: int) -> bool:
    """Whether a range is nothing but a source: a party or body, or people who speak."""
    if any(t.tag.startswith("V:") or t.tag in ("PREP", "NUM", "BE") for t in reading.tokens[first:last]):
        return False
    return bool(reading.entries(first, last, "source", "party")) or bool(
        set(reading.words(first, last)) & (_ANONYMOUS | _OFFICIALS | _PAPERS | {"experts", "monitors", "analysts"})
    )


_SAID = frozenset(
    [
        "accusation",
        "accusations",
        "allegation",
        "allegations",
        "claim",
        "claims",
        "statement",
        "acknowledgement",
        "acknowledgment",
        "admission",
        "assertion",
        "announcement",
        "warning",
        "assessment",
        "report",
        "conclusion",
        "finding",
        "belief",
        "suspicion",
        "charge",
        "declaration",
    ]
)


def _nominal(reading: Reading) -> list[Report]:
    """ "the South's accusation that …", "the first acknowledgement by the South that …"."""
    found = []
    tokens = reading.tokens
    for i, token in enumerate(tokens[:-3]):
        if token.word not in _SAID or token.tag != "N":
            continue
        opener = next(
            (
                k
                for k in range(i + 1, min(i + 10, len(tokens)))
                if tokens[k].tag == "COMP" or reading.words(k, k + 2) == ["to", "have"]
            ),
            None,
        )
        phrase = reading.parse.phrase_at(i)
        if opener is None or phrase is None or any(t.tag.startswith("V:") for t in tokens[i + 1 : opener]):
            continue
        by = reading.prepositional(i + 1, opener, "by", "from", "of")
        owner = next((k for k in range(phrase.first, i) if tokens[k].tag == "POSS"), None)
        span = by or ((phrase.first, owner) if owner else None)
        link = resolve(reading, *span) if span else None
        if link:
            doubtful = token.word.startswith(("accus", "alleg", "suspic", "belief"))
            found.append(Report((link,), opener, len(tokens), "alleged" if doubtful else None, False, None))
    return found


def resolve(reading: Reading, first: int, last: int) -> Link | None:
    """The source that a phrase names: lexicon id, a state for its officials, `anonymous`, or the name as written."""
    words = reading.words(first, last)
    if not words or words == ["there"]:
        return None
    discourse = reading.discourse
    if words == ["it"] and first > 0:
        earlier = _subject_before(reading, first)
        if earlier is not None:
            return earlier
    if len(words) == 1 and words[0] in ("it", "they", "he", "she", "i", "we", "who", "which"):
        return discourse.speaker[-1] if discourse.speaker else None
    if words[0] in ("its", "their") and set(words) & (_BODIES | _OFFICIALS) and first > 0:
        owner = _subject_before(reading, first)
        if owner is not None and len(owner.source) == 2:
            return owner  # "China will stop buying coal, its foreign ministry said"
    named = [n for n in reading.entries(first, last, "source", "party") if n.entry.subkind not in _MUTE]
    if any(n.entry.kind == "party" for n in named):
        named = [n for n in named if n.entry.id != "anonymous"]  # "South Korean officials" speak for their state
    sources = [n for n in named if n.entry.kind == "source" and n.entry.id != "anonymous"]
    head_words = set(words)
    if head_words & _PAPERS:
        return _paper(reading, words, named)
    best = _best(sources, named)
    phrase = reading.parse.phrase_at(first)
    outside = best is not None and phrase is not None and best.first >= phrase.last and best.entry.subkind == "state"
    if outside and phrase is not None and reading.tokens[phrase.head].word.rstrip("s") in _PROFESSIONS:
        return _described(reading, first, last)  # "analysts in Seoul" do not speak for it
    its_own = "agency" in head_words and head_words & {"state", "news"} and (best is None or best.entry.id == "KP")
    if its_own and (words[:2] == ["the", "state"] or reading.state_in(first, last) == "KP"):
        return Link("kcna", "media", "kcna")
    firm = _firm(reading, first, last) if best is None or best.entry.subkind == "state" else None
    if firm is not None:
        return firm
    if best is not None:
        link = _link(reading, best, words, first, last)
        _remember_person(reading, best, link)
        if head_words & _ANONYMOUS or "spokesman" in head_words:
            discourse.official = link
        return link
    if (
        head_words & {"monitors", "experts", "panel"}
        and (discourse.has_panel or (words in (["the", "experts"], ["the", "monitors"]) and discourse.company is None))
        and words[0] in ("the", "independent", "sanctions")
    ):
        return Link("un_panel_of_experts", "expert_panel")
    if words[0] == "the" and head_words & _ANONYMOUS and (discourse.official or discourse.speaker):
        return discourse.official or discourse.speaker[-1]
    if reading.points_to_dprk(first, last):
        return Link("KP", "state")
    return _unlisted(reading, first, last, words)


_STAFF = frozenset(["researchers", "analysts", "experts", "investigators", "engineers", "specialists"])
_FIRMS = frozenset(["company", "firm", "vendor", "startup", "outfit", "platform", "provider"])


def _firm(reading: Reading, first: int, last: int) -> Link | None:
    """ "South Korean security company Genians": a firm that only the text names."""
    tokens = reading.tokens
    for k in range(first, last - 1):
        works = tokens[k].word in ("at", "from", "with") and tokens[k - 1].word in _STAFF and k > first
        if (works or tokens[k].word in _FIRMS) and tokens[k + 1].tag == "NAME":
            end = k + 1
            while end < last and tokens[end].tag == "NAME":
                end += 1
            if not reading.entries(k + 1, end, "source", "party"):
                return Link(reading.text(k + 1, end), "company")
    return None


def _subject_before(reading: Reading, i: int) -> Link | None:
    """ "North Korea held tests that it claimed …": the state or body that is the subject of an earlier clause."""
    for verb in reading.parse.verbs:
        if verb.subject and verb.form == "finite" and verb.subject[1] <= i:
            named = [n for n in reading.entries(*verb.subject, "source", "party") if n.entry.id != "anonymous"]
            best = _best([n for n in named if n.entry.kind == "source"], named)
            if best is not None:
                return _link(reading, best, reading.words(*verb.subject), *verb.subject)
    return None


def _best(sources: list[Named], named: list[Named]) -> Named | None:
    if sources:
        return max(sources, key=lambda n: (n.last - n.first, n.first))
    agencies = [n for n in named if n.entry.subkind != "state"]
    return next(iter(agencies or named), None)


def _link(reading: Reading, named: Named, words: list[str], first: int, last: int) -> Link:
    entry = named.entry
    if entry.kind == "party" and (entry.subkind == "state" or len(entry.id) == 2):
        if set(words) & _MEDIA:
            return Link(reading.text(max(first, named.first), last), "media")
        return Link(entry.id, "state")
    country = reading.lexicon.country_of(entry)
    if entry.kind == "source":
        if entry.id in _LISTED:
            return Link(entry.id, entry.subkind, entry.id)
        if entry.subkind == "state" and country and len(country) == 2:
            return Link(country, "state", entry.id)
        return Link(reading.text(named.first, named.last), entry.subkind, entry.id)
    if entry.subkind in ("person",) and country == "KP":
        return Link("KP", "state")
    if entry.id == "KP" or (country == "KP" and entry.subkind in ("agency", "body", "state")):
        return Link("KP", "state")
    return Link(reading.text(named.first, named.last), _KINDS.get(entry.subkind, "company"), entry.id)


def _paper(reading: Reading, words: list[str], named: list[Named]) -> Link | None:
    """ "the report": whoever wrote it; a UN report where the document speaks of the UN's experts is theirs."""
    discourse = reading.discourse
    authors = [n for n in named if n.entry.kind in ("source", "party")]
    united = any(n.entry.id in ("un", "un_security_council") for n in authors)
    if united and discourse.has_panel:
        return Link("un_panel_of_experts", "expert_panel")
    if authors:
        best = _best([n for n in authors if n.entry.kind == "source"], authors)
        if best:
            return _link(reading, best, words, best.first, best.last)
    imposer = discourse.imposer
    if imposer in LISTED_SOURCES and set(words) & {"notice", "announcement", "release", "order"}:
        return Link(imposer, "state", imposer if len(imposer) > 2 else None)
    if discourse.report_author:
        return discourse.report_author
    if discourse.speaker:
        return discourse.speaker[-1]
    return Link("un_panel_of_experts", "expert_panel") if discourse.has_panel else None


def _unlisted(reading: Reading, first: int, last: int, words: list[str]) -> Link | None:
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(first)
    end = min(last, phrase.last) if phrase else last
    names = [k for k in range(first, end) if tokens[k].tag == "NAME" and tokens[k].word not in _TITLES]
    if names:
        surname = tokens[names[-1]].word
        if surname in reading.discourse.people:
            return reading.discourse.people[surname]
        affiliation = _apposition(reading, last) or _title_before(reading, first)
        if affiliation:
            reading.discourse.people[surname] = affiliation
            return affiliation
        office = {"minister", "president", "secretary"} & set(words[: names[0] - first])
        if office and reading.discourse.official:
            return reading.discourse.official
        return _person(reading, names)
    teams = {"researchers", "company", "firm", "team", "analysts"}
    if words[0] == "the" and set(words) & teams and reading.discourse.company:
        return reading.discourse.company
    if set(words) & _ANONYMOUS or "authorities" in words:
        return Link("anonymous", "anonymous")
    imposer = reading.discourse.imposer
    if words == ["the", "department"] and imposer in ("us_treasury", "us_state", "us_justice"):
        return Link(imposer, "state", imposer)
    known = reading.discourse.official or (reading.discourse.speaker[-1] if reading.discourse.speaker else None)
    if words[0] == "the" and set(words) & _BODIES and known:
        return known
    if set(words) & {"spokesman", "spokeswoman", "spokesperson"}:
        return known or Link("anonymous", "anonymous")
    noun = tokens[end - 1] if end else None
    peopled = noun is not None and (noun.word.rstrip("s") in _PROFESSIONS or noun.word == "groups")
    if noun is not None and noun.tag == "N" and peopled:
        return known if words[0] == "the" and known else _described(reading, first, last)
    return None


_QUANTIFIERS = frozenset(["many", "some", "most", "several", "other", "few", "all"])


def _described(reading: Reading, first: int, last: int) -> Link:
    """People whom only the text knows, as it writes them: "rights groups", "analysts in Seoul"."""
    tokens, phrase = reading.tokens, reading.parse.phrase_at(first)
    end = min(last, phrase.last) if phrase else last
    while first < end - 1 and (
        tokens[first].tag in ("DET", "NUM", "ADV", "PREP") or tokens[first].word in _QUANTIFIERS
    ):
        first += 1
    if end < last and tokens[end].word in ("in", "at", "from", "with"):
        following = reading.parse.next_phrase(end + 1, min(end + 2, last))
        end = min(following.last, last) if following else end
    return Link(reading.text(first, end), "person")


def _person(reading: Reading, names: list[int]) -> Link:
    """A person by name: with the whole name from the first time it is said; "Obama's adviser Susan Rice" speaks for
    whom Obama does.
    """
    tokens, people = reading.tokens, reading.discourse.people
    owner = next((k for k in range(names[0], names[-1]) if tokens[k].tag == "POSS"), None)
    if owner is not None:
        if tokens[owner - 1].word in people:
            return people[tokens[owner - 1].word]
        names = [k for k in names if k > owner]
    link = Link(reading.text(names[0], names[-1] + 1), "person")
    if len(names) > 1 and names[-1] - names[0] == len(names) - 1:
        for k in (names[0], names[-1]):
            people.setdefault(tokens[k].word, link)
    return link


_BODIES = frozenset(
    [
        "ministry",
        "military",
        "office",
        "agency",
        "department",
        "government",
        "command",
        "army",
        "force",
        "council",
        "bureau",
        "side",
    ]
)
_PROFESSIONS = frozenset(
    [
        "expert",
        "researcher",
        "observer",
        "outsider",
        "lawmaker",
        "analyst",
        "scientist",
        "economist",
        "scholar",
        "specialist",
        "engineer",
        "defector",
        "critic",
        "seismologist",
        "activist",
        "institute",
        "trader",
    ]
)


def _remember_person(reading: Reading, named: Named, link: Link) -> None:
    """ "Symantec director Eric Chien": the name behind a body speaks for it from now on."""
    tokens = reading.tokens
    k = named.last
    while k < len(tokens) and tokens[k].tag in ("N", "ADJ", "POSS"):
        k += 1
    end = k
    while end < len(tokens) and tokens[end].tag == "NAME":
        end += 1
    if end - k >= 2:
        reading.discourse.people.setdefault(tokens[end - 1].word, link)


def _title_before(reading: Reading, first: int) -> Link | None:
    """ "South Korea's defence minister, Shin Won-sik, told reporters": the title in front of a name between commas."""
    phrase = reading.parse.phrase_at(first - 2) if first > 1 and reading.tokens[first - 1].tag == "," else None
    if phrase is None or not set(reading.words(phrase.first, phrase.last)) & (_TITLES | _OFFICIALS):
        return None
    named = reading.entries(phrase.first, phrase.last, "source", "party")
    best = _best([n for n in named if n.entry.kind == "source"], named)
    return _link(reading, best, reading.words(phrase.first, phrase.last), best.first, best.last) if best else None


def _apposition(reading: Reading, last: int) -> Link | None:
    """The state or body that ", a spokesman for the U.S. military," ties a person to."""
    tokens = reading.tokens
    if last + 2 >= len(tokens) or tokens[last].tag != ",":
        return None
    end = next(
        (
            k
            for k in range(last + 1, min(last + 18, len(tokens)))
            if tokens[k].tag == "," or tokens[k].tag.startswith("V:")
        ),
        min(last + 18, len(tokens)),
    )
    named = reading.entries(last, end, "source", "party")
    best = _best([n for n in named if n.entry.kind == "source"], named)
    return _link(reading, best, reading.words(last, end), best.first, best.last) if best else None


def _remember(reading: Reading, reports: list[Report]) -> None:
    if not reports:
        return
    widest = min(reports, key=lambda r: r.first - r.last)
    discourse: Discourse = reading.discourse
    links = [link for link in widest.links if link.source != "publisher"]
    if links:
        discourse.speaker = tuple(links[:1])
    for link in widest.links[:1]:
        papers = set(reading.words(0, len(reading.tokens))) & _PAPERS
        if link.kind in ("expert_panel", "company", "international_body") and papers:
            discourse.report_author = link


def note_officials(reading: Reading) -> None:
    """After a sentence: "South Korean President Park Geun-hye", "U.S. Secretary of State John Kerry" speak for their
    state from now on.
    """
    tokens, people = reading.tokens, reading.discourse.people
    for named in reading.named:
        if named.entry.kind != "party" or named.entry.subkind != "state":
            continue
        k, titled = named.last, False
        while k < len(tokens) and k - named.last < 7:
            if tokens[k].word in _TITLES or tokens[k].word in _OFFICIALS:
                titled = True
            elif titled and tokens[k].tag == "NAME" and k + 1 < len(tokens) and tokens[k + 1].tag == "NAME":
                end = k + 1
                while end < len(tokens) and tokens[end].tag == "NAME":
                    end += 1
                for surname in {tokens[k].word, tokens[end - 1].word}:
                    people.setdefault(surname, Link(named.entry.id, "state"))
                break
            elif tokens[k].tag not in ("N", "NAME", "ADJ", "POSS") and tokens[k].word != "of":
                break
            k += 1


def note_authors(reading: Reading) -> None:
    """After a sentence: "the annual report by the monitors" says who "the report" is by; the last company is "the
    researchers".
    """
    discourse = reading.discourse
    for i, token in enumerate(reading.tokens[:-2]):
        by = reading.tokens[i + 1].word in ("by", "from")
        if token.word in _PAPERS and by and discourse.report_author is None:
            phrase = reading.parse.next_phrase(i + 2, len(reading.tokens))
            link = resolve(reading, phrase.first, phrase.last) if phrase else None
            discourse.report_author = link if link and link.kind != "anonymous" else None
    for named in reading.named:
        if named.entry.kind == "source" and named.entry.subkind == "company":
            listed = named.entry.id in _LISTED
            source = named.entry.id if listed else reading.text(named.first, named.last)
            discourse.company = Link(source, "company", named.entry.id)
