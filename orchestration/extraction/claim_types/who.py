"""Parties as claims name them: imposers of sanctions, cyber groups and other DPRK actors, victims.

Here a mention becomes the value that the contract asks for: an id where `CLAIMS.md` lists one, else the name as
written.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from orchestration.extraction.claim import LISTED_GROUPS, LISTED_SOURCES
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Named
from orchestration.extraction.reading import Reading

CONTRACT_IDS = LISTED_SOURCES | LISTED_GROUPS
_IMPOSING_KINDS = frozenset({"state", "body", "agency", "international_body"})
_NO_IMPOSER = frozenset(
    [
        "iaea",
        "nato",
        "ctbto",
        "fatf",
        "un_panel_of_experts",
        "us_justice",
        "fbi",
        "cisa",
        "norad",
        "msmt",
        "member_state",
    ]
)
_PEOPLE_OF = frozenset(
    [
        "hacker",
        "actor",
        "operative",
        "agent",
        "group",
        "threat-actor",
        "adversary",
        "attacker",
        "cybercriminal",
        "criminal",
        "spy",
        "team",
        "unit",
        "operator",
        "worker",
        "gang",
        "regime",
        "government",
        "state",
        "official",
        "national",
        "diplomat",
        "company",
        "firm",
        "bank",
        "crew",
        "personnel",
    ]
)


@dataclass(frozen=True, slots=True)
class Party:
    """A party in a role: `value` for the claim's column, `entry_id` by the lexicon, `at` the token where it is
    named."""

    value: str
    entry_id: str | None
    at: int


def or_nobody(actors: list[str]) -> list[str | None]:
    """The actors, or None alone where the text names nobody: a claim either way."""
    return [*actors] or [None]


@lru_cache(maxsize=20_000)
def singular(word: str) -> str:
    """A noun's singular, by the regular endings."""
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "uses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def party_value(reading: Reading, named: Named) -> Party:
    """How a mention is written in a claim: a state or listed body by its id, all else by its name in the text."""
    entry = named.entry
    if (entry.subkind == "state" and len(entry.id) == 2) or entry.id in CONTRACT_IDS:
        return Party(entry.id, entry.id, named.first)
    return Party(reading.text(named.first, named.last), entry.id, named.first)


def imposers(reading: Reading, first: int, last: int, committee: bool = False) -> list[Party]:
    """States and bodies in a range that can impose sanctions, in order; "U.N." is its Security Council, as is its
    committee
    unless `committee` asks for it by itself."""
    found: list[Party] = []
    for named in reading.entries(first, last, "party", "source"):
        entry = named.entry
        if entry.subkind not in _IMPOSING_KINDS or entry.id in _NO_IMPOSER or reading.lexicon.country_of(entry) == DPRK:
            continue
        value = (
            "un_security_council"
            if entry.id == "un" or (entry.id == "un_1718_committee" and not committee)
            else entry.id
        )
        if value not in CONTRACT_IDS and len(value) != 2:
            value = reading.lexicon.country_of(entry) or reading.text(named.first, named.last)
        if not any(p.value == value or p.at == named.first for p in found):
            found.append(Party(value, value, named.first))
    return found


def other_state(reading: Reading, first: int, last: int) -> bool:
    """Whether a range names a state or its people, and not the DPRK."""
    states = [reading.lexicon.country_of(n.entry) for n in reading.entries(first, last, "party", "place")]
    return any(s and s != DPRK for s in states) and not reading.names_dprk(first, last)


def groups(reading: Reading, first: int, last: int) -> list[Party]:
    """Cyber groups of the lexicon named in a range."""
    found: list[Party] = []
    for named in reading.entries(first, last, "party"):
        if named.entry.subkind == "group" and (
            named.safe or reading.discourse.near or reading.names_dprk(0, len(reading.tokens))
        ):
            found.append(party_value(reading, named))
    return found


def dprk_actor(reading: Reading, first: int, last: int) -> Party | None:
    """Who of the DPRK a range names: a group before the state itself; None where it names neither."""
    named_groups = groups(reading, first, last)
    if named_groups:
        return named_groups[0]
    for named in reading.named:
        if first <= named.first < last and named.entry.id in reading.lexicon.anchors and named.entry.kind == "party":
            if named.entry.subkind in ("company", "bank") or named.entry.id == "office_39":
                return party_value(reading, named)
            return Party(DPRK, DPRK, named.first)
    if speaks_for_dprk(reading, first, last):
        return Party(DPRK, DPRK, first)
    words = reading.words(first, last)
    definite = words[:1] in (["the"], ["this"]) and any(
        w in ("country", "regime", "government", "state") for w in words
    )
    return Party(DPRK, DPRK, first) if definite and reading.points_to_dprk(first, last) else None


def speaks_for_dprk(reading: Reading, first: int, last: int) -> bool:
    """ "We" in the mouth of the DPRK: the document's publisher or the last speaker is its."""
    if not any(w in ("we", "our", "us") for w in reading.words(first, last)[:2]):
        return False
    speaker = reading.discourse.speaker[-1].source if reading.discourse.speaker else reading.discourse.publisher_is
    return speaker in (DPRK, "kcna")


def remember_group(reading: Reading) -> None:
    """Keep the cyber group that a sentence names, for "the attackers" of later ones."""
    named = groups(reading, 0, len(reading.tokens))
    if named:
        reading.discourse.cyber_actor = (named[0].value, named[0].entry_id)
        reading.discourse.cyber_actor_at = reading.discourse.at


def names_people_of_dprk(reading: Reading, i: int) -> bool:
    """Whether the noun at `i` stands for people or bodies that act ("hackers", "operatives")."""
    return singular(reading.tokens[i].word) in _PEOPLE_OF


def line_entry(reading: Reading) -> tuple[Party, str | None] | None:
    """In a line of an announced list ("Kim Se Un – a representative who …"): the party it begins with, and who
    announced the list."""
    discourse = reading.discourse
    if discourse.list_at < 0 or discourse.at - discourse.list_at > 2:
        return None
    dash = next((k for k, t in enumerate(reading.tokens[:14]) if t.word in ("–", "—")), None)
    if not dash or not reading.tokens[0].raw[:1].isalnum():
        return None
    first = next((k for k in range(dash) if reading.tokens[k].tag in ("NAME", "ADJ", "N")), 0)
    known = [n for n in reading.entries(first, dash, "party") if n.entry.subkind != "state"]
    lister = discourse.list_of if discourse.list_of and discourse.list_of.startswith("us_") else None
    return Party(reading.text(first, dash), known[0].entry.id if known else None, first), lister
