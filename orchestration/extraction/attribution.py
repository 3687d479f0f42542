"""Who says it: the chain of sources of a token, from the publisher to the innermost.

A sentence holds reports, each with a scope: what follows a verb of saying, what stands before a postponed ",
officials said", what "according to" covers. The reports whose scope holds a token, widest first, are its chain. A
sentence inside a run of quotation takes the chain of the one that opened it.
"""

from __future__ import annotations

from orchestration.extraction.attribution_phrases import Report, by_according, by_estimate, by_noun, in_headline
from orchestration.extraction.clauses import Verb, extended
from orchestration.extraction.discourse import Discourse, Link
from orchestration.extraction.language import english
from orchestration.extraction.reading import Reading
from orchestration.extraction.speakers import PAPERS, note_authors, note_officials, resolve

__all__ = ["Report", "chain", "find_reports", "note_authors", "note_officials"]

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
    "calculate": "estimated",
    "expect": "estimated",
}


def find_reports(reading: Reading) -> list[Report]:
    """All attributions of a sentence, in no particular order; updates who speaks in the discourse."""
    found: list[Report] = []
    for verb in reading.parse.verbs:
        report = _from_verb(reading, verb)
        if report:
            found.append(report)
    found.extend(by_according(reading))
    found.extend(by_estimate(reading))
    found.extend(in_headline(reading))
    denials = [r for r in found if r.denied]
    found.extend(r for r in by_noun(reading) if not any(d.first <= r.first <= d.first + 12 for d in denials))
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
_JUDGING = frozenset(["condemn", "denounce", "criticize", "reject", "urge", "deplore", "decry", "protest"])
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
        before = [v for v in reading.parse.verbs if v.last < verb.first and v.form == "finite"]
        said = next((v for v in before if v.lemma in english().report_verbs), None)
        said = said or next((v for v in before if v.lemma in _JUDGING and not v.passive), None)
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


def _remember(reading: Reading, reports: list[Report]) -> None:
    if not reports:
        return
    widest = min(reports, key=lambda r: r.first - r.last)
    discourse: Discourse = reading.discourse
    links = [link for link in widest.links if link.source != "publisher"]
    if links:
        discourse.speaker = tuple(links[:1])
    for link in widest.links[:1]:
        papers = set(reading.words(0, len(reading.tokens))) & PAPERS
        if link.kind in ("expert_panel", "company", "international_body") and papers:
            discourse.report_author = link
