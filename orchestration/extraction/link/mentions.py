"""One claim as its document words it: how it is introduced, what it counts, when it was, by words alone.

Only the claim's own slots and the characters of its quote are looked at, so that claims of any reader can be linked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from orchestration.extraction.claim import Claim
from orchestration.extraction.lexicon import DPRK

_WORD = re.compile(r"[a-z0-9](?:[\w.&-]*[\w&])?(?:'s)?")
_NUMBERED_ACT = re.compile(r"\b(1[0-9]{4}|[12]\d{3})\b")
_NUMBERED_ITEM = re.compile(r"resolution_(\d+)$|eo_(\d+)$")
_WEEKDAY = re.compile(r"(mon|tues|wednes|thurs|fri|satur|sun)day['’]s$")
_POINTING = frozenset(["the", "this", "that", "these", "those"])
_STATE = re.compile(r"[A-Z]{2}")
_GAP = 4  # words between a determiner and its noun
_RECENT = 7  # days before publication within which an event is what the document is about


@cache
def words() -> Mapping[str, Any]:
    """The word lists of `words.yml`; lists as sets where order says nothing."""
    loaded = yaml.safe_load((Path(__file__).parent / "words.yml").read_text(encoding="utf-8"))
    ordered = {"families", "ordinals", "abilities", "actions", "take_up"}
    return {
        name: value
        if name in ordered
        else {k: frozenset(v) for k, v in value.items()}
        if isinstance(value, dict)
        else frozenset(value)
        for name, value in loaded.items()
    }


@dataclass(frozen=True, slots=True)
class Mention:
    """A claim and what its wording says of how it hangs together with others."""

    claim: Claim
    family: str
    grain: str  # event | aggregate | general
    taken_up: bool  # "the launch", "this campaign", "did so": something that was spoken of before
    by_noun: frozenset[str]  # the nouns that take it up
    is_other: bool  # "another", "a separate": something else than what was spoken of last
    in_sequence: bool  # "then", "earlier": an act told beside another
    is_also: bool
    is_planned: bool  # it had not happened yet: announced, or "might conduct"
    is_already: bool  # "already", "previously": what stood before
    is_standing: bool  # "is under sanctions": a state of things, not an act
    local: int | None  # "the second missile": which of those at hand
    ordinal: int | None  # "its fourth nuclear test": which of all
    ordinal_scope: str
    start: date | None  # of the day or period, None where open or not said
    end: date | None
    is_day: bool
    is_recent: bool  # dated to the days before publication
    ability: str | None
    action: str | None
    party: frozenset[str]  # words of the target that name it
    party_head: str | None  # "officials" of "national security officials"
    is_named: bool  # a party by its name, not by a description
    acts: frozenset[str]  # numbers of resolutions and orders
    content: frozenset[str]  # words of the quote that say something


def mention(claim: Claim, published_on: date) -> Mention:
    """Read one claim's wording."""
    lists = words()
    family = lists["families"].get(claim.claim_type, claim.claim_type)
    quote = claim.quote.lower().replace("’", "'")
    tokens = _WORD.findall(quote)
    present = set(tokens)
    local = _local_ordinal(tokens, family)
    ordinal = claim.ordinal or (_series_ordinal(tokens) if family == "nuclear_test" else None)
    is_day = claim.time_precision == "day" and claim.event_start is not None
    # measures against the state itself are aimed at nobody in it
    aim = claim.target if claim.target != DPRK else None
    target = _WORD.findall((aim or "").lower().replace("’", "'"))
    phrases = _phrases(tokens, lists["nouns"].get(family, frozenset()))
    before_noun = frozenset(word for before in phrases.values() for word in before)
    by_noun = frozenset(noun for noun, before in phrases.items() if before & _POINTING)
    return Mention(
        claim=claim,
        family=family,
        grain=_grain(claim, family, tokens, ordinal, bool(before_noun & {"the", "this", "that"}), by_noun),
        taken_up=(_is_taken_up(quote, before_noun) and not before_noun & lists["another"])
        or _is_bare_answer(claim, family, phrases),
        by_noun=by_noun,
        is_other=bool(before_noun & lists["another"]),
        in_sequence=bool(lists["sequence"] & present),
        is_also=bool(lists["also"] & present),
        is_planned=_is_planned(claim, family, present),
        is_already=bool(lists["already"] & present) and claim.certainty != "planned",
        is_standing=family == "measure" and any(re.search(form, quote) for form in lists["standing"]),
        local=local,
        ordinal=ordinal,
        ordinal_scope=claim.ordinal_scope or "ever",
        start=_in_seoul(claim, claim.event_start),
        end=_in_seoul(claim, claim.event_end),
        is_day=is_day,
        is_recent=is_day and timedelta(0) <= published_on - (claim.event_end or published_on) <= timedelta(_RECENT),
        ability=(claim.ability or _by_sign(tokens, "abilities")) if family == "capability" else None,
        action=_action(claim, tokens) if family == "decision" else None,
        party=frozenset(_bare(w) for w in target if w not in lists["general"] and _bare(w) not in lists["general"]),
        party_head=_head(target),
        # a state as the victim names no attack on it
        is_named=bool(aim and claim.target_id and not _STATE.fullmatch(claim.target_id))
        or bool(re.search(r"\b[A-Z]\w*[a-z]", _without_states(aim or ""))),
        acts=_acts(claim),
        content=frozenset(_stem(w) for w in tokens if w not in lists["stop"]),
    )


def _in_seoul(claim: Claim, day: date | None) -> date | None:
    """A day as Seoul counts it: tests are made in the Korean morning, which is the evening before in America."""
    american = (claim.event_time_zone or "").startswith(("America/", "US/")) and claim.time_precision == "day"
    return day + timedelta(1) if day and american and claim.claim_type.startswith("weapons.") else day


def _phrases(tokens: list[str], nouns: frozenset[str]) -> dict[str, frozenset[str]]:
    """The nouns of the family in a quote, each with the words from its determiner on."""
    found: dict[str, frozenset[str]] = {}
    lists = words()
    for k, noun in enumerate(tokens):
        if noun not in nouns or (k + 1 < len(tokens) and tokens[k + 1] in lists["compounds"]):
            continue
        at, before = k, set[str]()
        for at in range(k - 1, max(k - 2 - _GAP, -1), -1):
            if tokens[at] in lists["breaks"] or (tokens[at] == "the" and _bare(tokens[at + 1]) in lists["names"]):
                break
            before.add("the" if _WEEKDAY.match(tokens[at]) else tokens[at])
            if tokens[at] in (*_POINTING, "such", "a", "an", "another"):
                break
        if found.get(_stem(noun), frozenset()) & _POINTING:
            continue
        if at > 1 and tokens[at - 1] == "of" and tokens[at - 2] in lists["parts"]:
            continue
        found[_stem(noun)] = frozenset(before)
    return found


def _is_taken_up(quote: str, before_noun: frozenset[str]) -> bool:
    pointing = before_noun & _POINTING
    fresh = before_noun & {"a", "an", "latest", "recent", "last", "new", "next", "first"}
    return bool(pointing and not fresh) or any(way in quote for way in words()["take_up"]) or _by_pronoun(quote)


def _is_planned(claim: Claim, family: str, present: set[str]) -> bool:
    """Whether the act lies ahead: a test or launch that is only possible and has no time does."""
    if claim.certainty != "possible":
        return claim.certainty == "planned"
    undated = family in ("launch", "nuclear_test") and claim.time_precision == "none"
    return undated or bool(words()["ahead"] & present)


def _is_bare_answer(claim: Claim, family: str, phrases: Mapping[str, frozenset[str]]) -> bool:
    """Who is blamed for an attack, or denies it, in words that tell nothing else of it: it is the one just told."""
    answers = claim.polarity == "denied" or claim.certainty == "alleged"
    told = (claim.target, claim.event_start, claim.event_end, claim.amount, claim.quantity)
    return family == "attack" and answers and not phrases and all(slot is None for slot in told)


def _by_pronoun(quote: str) -> bool:
    """ "This is designating …", "It flew …", "That would put …"."""
    return bool(re.match(r"[\W_]*(this|that) (is|was|would|will|has|had|came)\b", quote))


def _local_ordinal(tokens: list[str], family: str) -> int | None:
    """ "the second missile" is 2; "its second test since May" numbers a series."""
    ordinals, lists = words()["ordinals"], words()
    nouns = lists["nouns"].get(family, frozenset()) | {"one"}
    for k, word in enumerate(tokens):
        if word not in ordinals or k == 0 or tokens[k - 1] not in ("the", "a"):
            continue
        noun = next((n for n in range(k + 1, min(k + 2 + _GAP, len(tokens))) if tokens[n] in nouns), None)
        if noun is not None and not (noun + 1 < len(tokens) and tokens[noun + 1] in lists["series"] - {"in"}):
            return int(ordinals[word])
    return None


def _series_ordinal(tokens: list[str]) -> int | None:
    """ "its fourth nuclear test", "staged its fourth": possessed ordinals count a state's tests."""
    ordinals = words()["ordinals"]
    for k, word in enumerate(tokens):
        if word in ordinals and k and (tokens[k - 1] in ("its", "a", "the") or tokens[k - 1].endswith("'s")):
            return int(ordinals[word])
    return None


def _grain(
    claim: Claim, family: str, tokens: list[str], ordinal: int | None, is_definite: bool, pointed: frozenset[str]
) -> str:
    """Whether a claim of an act names one event, counts several over a time, or speaks of such acts in general."""
    if family not in ("launch", "nuclear_test"):
        return "event"
    lists = words()
    several = claim.quantity is not None and claim.quantity > 1
    dated = claim.time_precision == "day"
    if claim.polarity == "denied" and ((not is_definite and not dated) or lists["never"] & set(tokens)):
        return "general"  # what never or not yet happened is no event
    if dated:
        return "event"
    if several:
        return "aggregate" if claim.event_start or claim.event_end or not is_definite else "event"
    if claim.time_precision in ("since", "until") and claim.certainty != "planned":
        return "aggregate"
    if claim.quantity == 1 or ordinal:
        return "event"
    if pointed & {"missile", "rocket", "projectile"} and not lists["sequence"] & set(tokens):
        return "event"  # "the missiles" are those of the launch just told; "the launches" may be all there were
    plural = {"launches", "tests", "missiles", "rockets", "firings", "projectiles"} & set(tokens)
    return "event" if not plural and (is_definite or claim.event_start) else "general"


def _by_sign(tokens: list[str], name: str) -> str | None:
    """The first kind of ability or action that a word of the quote is a sign of."""
    present = set(tokens)
    return next((kind for kind, signs in words()[name].items() if present & set(signs)), None)


def _head(target: list[str]) -> str | None:
    """The noun that a description of a party turns on: the last word before what is said of it."""
    for k, word in enumerate(target):
        if k and word in ("in", "of", "from", "at", "across", "associated", "that", "who", "with"):
            return target[k - 1]
    return target[-1] if target else None


def _action(claim: Claim, tokens: list[str]) -> str | None:
    """What a decision does: to continue or end an act names the act and what was done to it before."""
    told = _by_sign(tokens, "actions")
    return told if told in ("continued", "extended", "vetoed", "expired") else claim.action or told


def _without_states(target: str) -> str:
    """A party without the words that only say which state it belongs to."""
    general = words()["general"]
    return " ".join(w for w in target.split() if _bare(w.lower().replace("’", "'")) not in general)


def _acts(claim: Claim) -> frozenset[str]:
    if not claim.claim_type.startswith("sanctions."):
        return frozenset()
    named = [m for name in (claim.item, claim.instrument) if name for m in [_NUMBERED_ITEM.search(name)] if m]
    numbers = {m.group(1) or m.group(2) for m in named}
    if claim.item == "executive_order" or not numbers:
        numbers |= {n for n in _NUMBERED_ACT.findall(claim.quote) if len(n) == 5}
    return frozenset(numbers)


def _bare(word: str) -> str:
    return word.removesuffix("'s")


def _stem(word: str) -> str:
    bare = _bare(word)
    return bare[:-1] if bare.endswith("s") and not bare.endswith("ss") and len(bare) > 4 else bare
