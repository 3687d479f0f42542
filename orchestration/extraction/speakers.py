"""Who a phrase names as a source: a body of the lexicon, a state for its officials, a person by what is known of
them, else the words as written.
"""

from __future__ import annotations

from orchestration.extraction.claim import LISTED_SOURCES
from orchestration.extraction.discourse import Link
from orchestration.extraction.mentions import Named
from orchestration.extraction.reading import Reading

OFFICIALS = frozenset(
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
PAPERS = frozenset(
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
ANONYMOUS = frozenset(
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
_PICTURES = frozenset(["imagery", "images", "photos", "photographs", "pictures"])
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
    if words[0] in ("its", "their") and set(words) & (_BODIES | OFFICIALS) and first > 0:
        owner = _subject_before(reading, first)
        if owner is not None and len(owner.source) == 2:
            return owner  # "China will stop buying coal, its foreign ministry said"
    named = [n for n in reading.entries(first, last, "source", "party") if n.entry.subkind not in _MUTE]
    pictures = next((k for k in range(first, min(first + 5, last)) if reading.tokens[k].word in _PICTURES), None)
    if pictures is not None:
        named = [n for n in named if n.first < pictures and n.entry.kind == "source"]
        if not named:
            return None  # "imagery of the North's complex showed": what is in the picture does not speak
    if any(n.entry.kind == "party" for n in named):
        named = [n for n in named if n.entry.id != "anonymous"]  # "South Korean officials" speak for their state
    sources = [n for n in named if n.entry.kind == "source" and n.entry.id != "anonymous"]
    head_words = set(words)
    if head_words & PAPERS:
        return _paper(reading, words, named, first)
    best = _best(sources, named)
    phrase = reading.parse.phrase_at(first)
    state = best is not None and phrase is not None and best.entry.subkind == "state"
    noun = reading.tokens[phrase.head].word.rstrip("s") if phrase is not None else ""
    outside = state and best is not None and phrase is not None and best.first >= phrase.last
    if (outside and noun in _PROFESSIONS) or (state and noun == "tank"):
        return _described(reading, first, last)  # "analysts in Seoul", "a Swedish think tank" do not speak for it
    its_own = "agency" in head_words and head_words & {"state", "news"} and (best is None or best.entry.id == "KP")
    if its_own and (words[:2] == ["the", "state"] or reading.state_in(first, last) == "KP"):
        return Link("kcna", "media", "kcna")
    firm = _firm(reading, first, last) if best is None or best.entry.subkind == "state" else None
    if firm is not None:
        return firm
    if best is not None:
        link = _link(reading, best, words, first, last)
        _remember_person(reading, best, link)
        if head_words & ANONYMOUS or "spokesman" in head_words:
            discourse.official = link
        return link
    if (
        head_words & {"monitors", "experts", "panel"}
        and (discourse.has_panel or (words in (["the", "experts"], ["the", "monitors"]) and discourse.company is None))
        and words[0] in ("the", "independent", "sanctions")
    ):
        return Link("un_panel_of_experts", "expert_panel")
    if words[0] == "the" and head_words & ANONYMOUS and (discourse.official or discourse.speaker):
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


def _paper(reading: Reading, words: list[str], named: list[Named], first: int) -> Link | None:
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
    phrase = reading.parse.phrase_at(first)
    heads = [k for k in range(phrase.first, phrase.last) if reading.tokens[k].tag == "NAME"] if phrase else []
    if heads and phrase is not None and reading.tokens[phrase.head].word in PAPERS and heads[-1] == phrase.head - 1:
        return Link(reading.text(heads[0], heads[-1] + 1), "company")  # "the RAND report": who wrote it
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
    if set(words) & ANONYMOUS or "authorities" in words:
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
        "tank",
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
    if phrase is None or not set(reading.words(phrase.first, phrase.last)) & (_TITLES | OFFICIALS):
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
            if tokens[k].word in _TITLES or tokens[k].word in OFFICIALS:
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
    for i, token in enumerate(reading.tokens[:-2] if discourse.report_author is None else ()):
        if token.word in PAPERS and reading.tokens[i + 1].word in ("by", "from") and discourse.report_author is None:
            phrase = reading.parse.next_phrase(i + 2, len(reading.tokens))
            link = resolve(reading, phrase.first, phrase.last) if phrase else None
            discourse.report_author = link if link and link.kind != "anonymous" else None
    for named in reading.named:
        if named.entry.kind == "source" and named.entry.subkind == "company":
            listed = named.entry.id in _LISTED
            source = named.entry.id if listed else reading.text(named.first, named.last)
            discourse.company = Link(source, "company", named.entry.id)
