"""`finance.cyber_theft` and `finance.cyber_operation`: who attacked whom, and what was taken.

A theft needs something of value taken; an attack, intrusion or campaign without it is an operation. Who did it is
looked for in the
grammar first (subject, agent, owner), then in words of attribution ("linked to", "blamed on"), then in what the
document said last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import Party, dprk_actor, groups, other_state, party_value, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.mentions import Money, Quantity
from orchestration.extraction.reading import Reading

THEFT, OPERATION = "finance.cyber_theft", "finance.cyber_operation"
_MEMORY = 25  # sentences over which "the attackers" may point back
HACKERS = frozenset(
    [
        "hacker",
        "attacker",
        "actor",
        "adversary",
        "group",
        "thief",
        "cybercriminal",
        "criminal",
        "operative",
        "agent",
        "they",
        "it",
        "who",
        "which",
        "perpetrator",
        "gang",
        "crew",
        "unit",
        "army",
        "team",
    ]
)
DEEDS = frozenset(
    [
        "campaign",
        "activity",
        "attack",
        "malware",
        "operation",
        "that",
        "which",
        "tool",
        "cluster",
        "effort",
        "hack",
        "breach",
    ]
)
_CYBER = frozenset(
    [
        "cyber",
        "cyberattack",
        "cyber-attack",
        "hacker",
        "hacking",
        "hack",
        "hacked",
        "malware",
        "phishing",
        "spear-phishing",
        "ransomware",
        "backdoor",
        "trojan",
        "espionage",
        "cyberespionage",
        "malicious",
        "swift",
        "intrusion",
        "cybercrime",
        "cybersecurity",
        "computer",
        "network",
        "online",
        "virus",
    ]
)
TOOLS = frozenset(
    [
        "malware", "backdoor", "trojan", "rat", "payload", "infostealer", "stealer", "ransomware", "loader", "dropper",
        "exploit", "zero-day", "vulnerability", "flaw", "cve", "phishing", "spear-phishing", "spearphishing", "lure",
        "package", "npm", "pypi", "repository", "script", "implant", "rootkit", "keylogger", "extension", "installer",
        "deepfake", "deepfakes", "recruiter", "interview", "credential", "email", "e-mail", "malicious", "trojanized",
        "clickfix", "etherhiding", "macos", "windows", "android", "linkedin", "telegram", "zoom", "browser", "attack",
        "gemini", "chatgpt", "wiper",
    ]
)  # fmt: skip
_ATTRIBUTING = frozenset(
    ["blame", "link", "attribute", "tie", "trace", "accuse", "suspect", "connect", "associate", "pin"]
)
_BEHIND = frozenset({"behind", "responsible"})
_NO_VALUE = frozenset(
    [
        "data",
        "identity",
        "credential",
        "information",
        "document",
        "secret",
        "file",
        "code",
        "password",
        "key",
        "technology",
        "email",
        "record",
        "blueprint",
        "design",
        "token",
        "session",
        "plan",
        "intelligence",
        "personal",
        "trade",
    ]
)
_VALUE = frozenset(
    [
        "money",
        "fund",
        "dollar",
        "asset",
        "crypto",
        "cryptocurrency",
        "currency",
        "coin",
        "token",
        "cash",
        "proceeds",
        "million",
        "billion",
        "won",
        "bitcoin",
        "ether",
        "wallet",
    ]
)
_ATTACKS = frozenset(
    [
        "attack",
        "cyberattack",
        "cyber-attack",
        "hack",
        "heist",
        "theft",
        "breach",
        "incident",
        "intrusion",
        "operation",
        "robbery",
        "cybertheft",
        "cyberheist",
        "cyber-heist",
        "cyber-theft",
        "raid",
    ]
)
_VICTIMS = frozenset(
    [
        "exchange",
        "bank",
        "company",
        "firm",
        "organization",
        "organisation",
        "institution",
        "entity",
        "victim",
        "platform",
        "official",
        "person",
        "individual",
        "user",
        "business",
        "agency",
        "computer",
        "industry",
        "developer",
        "embassy",
        "university",
        "hospital",
        "account",
        "phone",
        "website",
        "server",
        "contractor",
        "package",
    ]
)
_ON = ("on", "against", "at", "into", "upon")
_PLAIN = frozenset(["attack", "operation", "campaign", "breach", "activity", "raid", "hack"])
_LIGHT = frozenset(["conduct", "launch", "stage", "execute", "run", "perform", "mount"]) | {"carry out", "step up"}
_BANKING = frozenset(["bank", "banks", "swift", "atm", "banking"])


@dataclass(frozen=True, slots=True)
class Doer:
    """Who did it; `alleged` where only attribution says so."""

    party: Party | None
    alleged: bool = False
    by: Verb | None = None  # the verb of attribution


def theft(reading: Reading, match: Match) -> list[Draft]:
    """Money or crypto assets taken by cyber means."""
    if match.i in reading.spent:
        return []
    return _theft_noun(reading, match) if match.form in ("noun", "phrase") else _theft_verb(reading, match)


def _theft_verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None:
        return []
    passive = match.form in ("passive", "part")
    area = verb.subject if passive else verb.object
    rest = (verb.last, _end(reading, verb))
    whole = (min(area[0], verb.first), max(area[1], rest[1])) if area else rest
    money = [m for m in reading.money if m.last > whole[0] and m.first < whole[1]] or (
        _relative_money(reading, verb) if passive else []
    )
    needs_money = bool(match.options.get("needs_money"))
    if needs_money and not (money and (cyber_context(reading) or _mentions_thieves(reading))):
        return []
    value = bool(money) or _has_value(reading, area)
    attempted = _attempted(reading, verb)
    if not value and not (attempted or _behind(reading, *rest, "from")):
        return []
    if area and _taken_is_no_value(reading, area) and not money:
        return []
    if match.form == "part" and not money and not _behind(reading, *rest, "from"):
        return []  # "money stolen by Lazarus" in passing
    doer = _doer(reading, match, verb, None)
    target = _behind(reading, *rest, "from", "out of") or _attack_target(reading, verb)
    if not _concerns(reading, doer) and not _known_victim(reading, target):
        return []
    slots = (
        base(reading, doer)
        | target_slots(reading, target)
        | (_victims(reading, target, verb) or _attacks_in(reading, verb))
    )
    kind = OPERATION if attempted and not money and not value else THEFT
    if kind == THEFT:
        slots["item"] = asset_taken(reading, whole, target) or _same_asset(reading)
        if money:
            slots |= money_slots(money[0], "attempted" if attempted else "stolen")
            if "estimated" in reading.words(money[0].first - 1, money[0].first + 3):
                slots["certainty"] = "estimated"
        slots |= _tokens_taken(reading, whole)
    elif "quantity" not in slots:
        slots |= _one_attempt(reading, verb)
    _spend_attacks(reading, verb.clause)
    return _for_each_group(reading, Draft(kind, match.i, slots, verb=verb))


def _for_each_group(reading: Reading, draft: Draft) -> list[Draft]:
    """ "Lazarus and Andariel had both taken part": groups joined in the subject are a claim each."""
    subject = draft.verb.subject if draft.verb is not None else None
    if subject is None or "and" not in reading.words(*subject):
        return [draft]
    several = [g for g in groups(reading, *subject) if g.entry_id != draft.slots.get("actor_id")]
    return [
        draft,
        *(
            Draft(draft.claim_type, draft.i, draft.slots | {"actor": g.value, "actor_id": g.entry_id}, verb=draft.verb)
            for g in several
        ),
    ]


def _mentions_thieves(reading: Reading) -> bool:
    return bool({singular(t.word) for t in reading.tokens} & {"attacker", "thief", "hacker", "wallet", "stolen"})


def _next_attack(reading: Reading, first: int) -> int:
    """Where the phrase of the next attack noun begins: its sum and victim are not this one's."""
    for k in range(first, len(reading.tokens)):
        phrase = reading.parse.phrase_at(k)
        if singular(reading.tokens[k].word) in _ATTACKS and phrase is not None and phrase.first >= first:
            return phrase.first
    return len(reading.tokens)


def _relative_money(reading: Reading, verb: Verb) -> list[Money]:
    """ "$15 million, which were stolen": the sum that a relative clause hangs on."""
    clause = reading.parse.clauses[verb.clause]
    if reading.tokens[clause.first].tag != "REL":
        return []
    return [m for m in reading.money if m.last <= clause.first][-1:]


def _same_asset(reading: Reading) -> str | None:
    """A theft that names no asset is of what the document's thefts took before."""
    return "cryptocurrency" if (THEFT, "cryptocurrency") in reading.discourse.seen else None


def _attacks_in(reading: Reading, verb: Verb) -> dict[str, Any]:
    """ "launched at least seven attacks …, extracting": the count of the attacks in the same clause."""
    for phrase in reading.parse.phrases:
        if (
            reading.parse.clause_at(phrase.head) == verb.clause
            and singular(reading.tokens[phrase.head].word) in _ATTACKS
        ):
            counted = _counted_attacks(reading, phrase)
            if counted:
                return counted
    return {}


def _theft_noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None or (phrase.head != match.i and singular(reading.tokens[phrase.head].word) not in _ATTACKS):
        return []
    if any(
        singular(w) in ("identity", "data", "credential", "intellectual", "property", "information")
        for w in reading.words(phrase.first, match.i)
    ):
        return []
    doer = _doer(reading, match, match.verb, phrase)
    end = min(_phrase_reach(reading, phrase), _next_attack(reading, match.last))
    money = reading.money_in(phrase.first, end)
    if not money and phrase.prep in ("from", "of", "in"):
        money = [m for m in reading.money if phrase.first - 8 <= m.first < phrase.first][-1:]
    target = _behind(reading, match.last, end, "from", *_ON) or _named_victim(reading, phrase, match.i)
    if not _concerns(reading, doer) and not _known_victim(reading, target):
        return []
    if (
        reading.words(match.last, match.last + 1) == ["of"]
        and not money
        and _taken_is_no_value(reading, (match.last, match.last + 4))
    ):
        return []
    crypto = asset_taken(
        reading, (money[0].first if money else phrase.first, end) if phrase.prep else (phrase.first, end), target
    )
    if not money and not crypto and not target:
        return []
    if not money and _repeats(reading, phrase, THEFT, crypto):
        return []
    slots = (
        base(reading, doer)
        | target_slots(reading, target)
        | _counted_attacks(reading, phrase)
        | _victims(reading, target, None)
    )
    slots["item"] = crypto
    if money:
        slots |= money_slots(money[0], "stolen")
    reading.spent.update(range(phrase.first, phrase.last))
    if doer.party:
        reading.discourse.cyber_seen.add(doer.party.value)
    return _for_each_group(reading, Draft(THEFT, match.i, slots, verb=match.verb))


def lost(reading: Reading, match: Match) -> list[Draft]:
    """ "five exchanges lost $571 million to the three groups": a theft told from the victims' side."""
    verb = match.verb
    if verb is None or verb.subject is None or verb.object is None or match.i in reading.spent:
        return []
    money = reading.money_in(*verb.object)
    taker = _behind(reading, verb.last, verb.object[1], "to")
    party = dprk_actor(reading, *taker) if taker else None
    if party is None and taker and {singular(w) for w in reading.words(*taker)} & (HACKERS - {"it", "which", "who"}):
        party = remembered(reading)
    if not money or party is None:
        return []
    target = (verb.subject[0], verb.subject[1])
    slots = (
        base(reading, Doer(party))
        | target_slots(reading, target)
        | _victims(reading, target, verb)
        | money_slots(money[0], "stolen")
    )
    return [Draft(THEFT, match.i, slots | {"item": asset_taken(reading, verb.object, target)}, verb=verb)]


def operation(reading: Reading, match: Match) -> list[Draft]:
    """Attacks, intrusions and targeting without a theft stated."""
    if match.i in reading.spent:
        return []
    return _operation_noun(reading, match) if match.form in ("noun", "phrase") else _operation_verb(reading, match)


def _operation_verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None or _names_a_kind(reading, match):
        return []
    passive = match.form in ("passive", "part")
    area = verb.subject if passive else verb.object
    victim = reading.parse.next_phrase(area[0], area[1]) if area else None
    if victim is None or (victim.prep and not passive and victim.prep not in ("into",)):
        return []
    doer = _doer(reading, match, verb, None)
    if passive and _by_others(reading, verb):
        return []
    if doer.party is None or not cyber_context(reading) or _is_dprk_target(reading, victim):
        return []
    if match.options.get("people_only") and not _acting_hackers(reading, verb, doer):
        return []
    target = (victim.first, list_end(reading, victim))
    slots = base(reading, doer) | target_slots(reading, target) | _victims(reading, target, None)
    return [Draft(OPERATION, match.i, slots, verb=verb)]


def _by_others(reading: Reading, verb: Verb) -> bool:
    """ "targeted by malware": an agent that is neither of the DPRK nor points back to its hackers."""
    agent = reading.prepositional(verb.last, min(verb.last + 3, len(reading.tokens)), "by")
    return agent is not None and not (dprk_actor(reading, *agent) or _anaphoric(reading, *agent))


def _operation_noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None:
        return []
    doer = _doer(reading, match, match.verb, phrase)
    target = _noun_target(reading, match, phrase)
    if not _is_an_attack(reading, match, phrase, doer, target):
        return []
    slots = (
        base(reading, doer)
        | target_slots(reading, target)
        | _counted_attacks(reading, phrase)
        | _victims(reading, target, None)
    )
    if "suspected" in reading.words(reading.parse.clauses[reading.parse.clause_at(match.i)].first, match.i):
        slots["certainty"] = "alleged"
    reading.spent.update(range(phrase.first, phrase.last))
    reading.discourse.cyber_seen.add(doer.party.value if doer.party else "")
    at, verb = (doer.by.head, doer.by) if doer.by is not None and target is None else (match.i, match.verb)
    if doer.by is not None:
        related = ("attack", "method", "activity", "campaign", "target")
        reading.spent.update(
            k for k, t in enumerate(reading.tokens) if singular(t.word) in related or t.lemma in related
        )
    loss = _loss(reading, phrase)
    if loss is not None:
        slots |= money_slots(loss, "stolen") | {
            "item": asset_taken(reading, (phrase.first, len(reading.tokens)), target)
        }
    draft = Draft(THEFT if loss is not None else OPERATION, at, slots, verb=verb)
    if doer.alleged:
        reading.discourse.accused = (OPERATION, slots, reading.discourse.at)
    return [draft, *_accusation(reading, draft, phrase)]


def _loss(reading: Reading, phrase: Phrase) -> Money | None:
    """ "attacks on exchanges, with losses of $571 million", "worth about $3 billion": what the attacks took."""
    for money in reading.money:
        before = reading.words(money.first - 4, money.first)
        if money.first > phrase.last and any(
            w in ("worth", "losses", "loss", "valued", "totaling", "totalling", "netting") for w in before
        ):
            return money
    return None


def _noun_target(reading: Reading, match: Match, phrase: Phrase) -> tuple[int, int] | None:
    end = _phrase_reach(reading, phrase)
    named = _named_victim(reading, phrase, match.i)
    blamed = match.verb is not None and match.verb.lemma in ("blame", "pin")
    return named if blamed and named else _behind(reading, match.last, end, *_ON, "of") or named


def _is_an_attack(reading: Reading, match: Match, phrase: Phrase, doer: Doer, target: tuple[int, int] | None) -> bool:
    """Whether a noun states an attack, by whom and on whom it is, and how it is put."""
    tokens = reading.tokens
    if {"nuclear", "armed", "military", "missile"} & set(reading.words(phrase.first, match.i)):
        return False
    if any(w in ("threat", "threats", "risk", "possibility") for w in reading.words(phrase.first - 3, phrase.first)):
        return False
    if _names_a_kind(reading, match):
        return False
    if target is not None and _is_dprk_target(reading, reading.parse.phrase_at(target[0])):
        return False
    if singular(tokens[match.i].word) in _PLAIN and not (cyber_context(reading) or _known_victim(reading, target)):
        return False
    light = match.verb is not None and (
        match.verb.lemma in _LIGHT or bool(_BEHIND & set(reading.words(match.verb.last, match.i)))
    )
    linked = match.verb is not None and _attributes(match.verb) and _known_victim(reading, (0, len(tokens)))
    known = _known_victim(reading, target) or linked
    effort = singular(tokens[phrase.head].word) in ("effort", "attempt", "campaign")
    if phrase.head != match.i and not effort and not (doer.alleged and doer.by) and not known:
        return False
    timed = tokens[phrase.first].word in ("the", "this") and _time_in_clause(reading, match.i)
    if doer.party is None and not (known and not other_state(reading, 0, len(tokens))):
        return False
    definite = tokens[phrase.first].word in ("the", "this", "that", "these", "those")
    fresh = not definite and singular(tokens[match.i].word) == tokens[match.i].word
    named = fresh and bool(groups(reading, phrase.first, match.i))  # "a new BlueNoroff attack"
    if target is None and not (doer.alleged or light or timed or named or _owned_by_group(reading, phrase, match)):
        return False
    stated = doer.party is not None and doer.party.value in reading.discourse.cyber_seen
    if definite and stated and doer.alleged and target is None:
        return False
    return doer.alleged or light or known or timed or not _repeats(reading, phrase, OPERATION, None)


def _names_a_kind(reading: Reading, match: Match) -> bool:
    """ "a hacking group": the word says what kind of group, not what it did."""
    return bool(
        {singular(w) for w in reading.words(match.last, match.last + 1)}
        & {"group", "team", "unit", "gang", "organization", "tool"}
    )


def _time_in_clause(reading: Reading, i: int) -> bool:
    return any(
        not s.empty and not s.anchored and reading.parse.clause_at(s.first) == reading.parse.clause_at(i)
        for s in reading.times
    )


def _owned_by_group(reading: Reading, phrase: Phrase, match: Match) -> bool:
    """ "operations conducted by Lazarus"."""
    after = reading.prepositional(match.last, min(match.last + 4, len(reading.tokens)), "by")
    return bool(after and groups(reading, *after))


def _accusation(reading: Reading, draft: Draft, phrase: Phrase) -> list[Draft]:
    """ "denied South Korea's accusation that it attacked": who accuses asserts it, beside the denial."""
    for k in range(phrase.first):
        if singular(reading.tokens[k].word) in ("accusation", "allegation", "charge") and "that" in reading.words(
            k + 1, k + 2
        ):
            owner = reading.parse.phrase_at(k)
            accuser = reading.state_in(owner.first, k) if owner else None
            if accuser and accuser != DPRK:
                slots = dict(draft.slots) | {"asserted_by": accuser, "certainty": "alleged", "polarity": "affirmed"}
                return [Draft(OPERATION, draft.i, slots, verb=draft.verb)]
    return []


def denial(reading: Reading, match: Match) -> list[Draft]:
    """ "North Korea denied the accusation": what it was last accused of, denied."""
    verb, accused = match.verb, reading.discourse.accused
    if verb is None or accused is None or verb.object is None or reading.discourse.at - accused[2] > 3:
        return []
    phrase = reading.parse.next_phrase(*verb.object)
    if phrase is None or singular(reading.tokens[phrase.head].word) not in (
        "accusation",
        "allegation",
        "charge",
        "claim",
        "involvement",
        "responsibility",
    ):
        return []
    if reading.tokens[phrase.head + 1 : phrase.head + 2] and reading.tokens[phrase.head + 1].word == "that":
        return []
    if not (verb.subject and reading.state_in(*verb.subject) == DPRK):
        return []
    slots = {k: v for k, v in accused[1].items() if k in ("actor", "actor_id", "target", "target_id", "item")}
    slots |= {"polarity": "denied", "denial_kind": "denial", "certainty": "stated", "asserted_by": DPRK}
    return [Draft(accused[0], match.i, slots, verb=verb)]


def victims(reading: Reading, match: Match) -> list[Draft]:
    """ "six organizations fell victim to the operation"."""
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    party = dprk_actor(reading, 0, len(reading.tokens)) or remembered(reading)
    phrase = next(
        (p for p in reading.parse.phrases if p.first < match.i and singular(reading.tokens[p.head].word) in _VICTIMS),
        None,
    )
    if party is None or phrase is None or clause.last <= match.i:
        return []
    first = phrase.first
    while first > 1 and reading.tokens[first - 1].word in (",", "and"):
        before = reading.parse.phrase_at(first - 2)
        if before is None:
            break
        first = before.first
    target = (first, phrase.last)
    slots = base(reading, Doer(party)) | target_slots(reading, target) | _victims(reading, target, None)
    return [Draft(OPERATION, match.i, slots, quote=(max(first - 4, 0), len(reading.tokens)), verb=match.verb)]


# --- who did it


def _doer(reading: Reading, match: Match, verb: Verb | None, phrase: Phrase | None) -> Doer:
    end = len(reading.tokens)
    if phrase is not None:
        inside = dprk_actor(reading, phrase.first, match.i + 1)
        if inside:
            return Doer(inside)
        after = reading.prepositional(match.last, min(match.last + 14, end), "by", "from")
        agent = dprk_actor(reading, *after) if after else None
        if agent:
            return Doer(agent)
    if verb is not None:
        found = _by_grammar(reading, verb)
        if found:
            return Doer(found, _attributes(verb))
    attributed = _attributed(reading)
    if attributed.party:
        return attributed
    if phrase is not None:
        return Doer(_before_noun(reading, phrase), verb is not None and _attributes(verb))
    if verb is not None and (_points_back(reading, verb) or verb.passive):
        return Doer(remembered(reading))
    return Doer(None)


def _before_noun(reading: Reading, phrase: Phrase) -> Party | None:
    """Whose act a noun is by what stands before it: an example in a list of the DPRK's deeds, or "the threat
    actor's" means."""
    clause = reading.parse.clauses[reading.parse.clause_at(phrase.first)]
    if phrase.prep in ("including", "like", "as"):
        return dprk_actor(reading, clause.first, phrase.first) or dprk_actor(reading, 0, phrase.first)
    if any(singular(t.word) in ("actor", "attacker", "hacker", "adversary") for t in reading.tokens[: phrase.first]):
        return remembered(reading)
    definite = reading.tokens[phrase.first].word in ("the", "this", "these", "those")
    return remembered(reading) if definite else None


def _by_grammar(reading: Reading, verb: Verb) -> Party | None:
    """The agent of a passive, else the subject of the verb or of one that it hangs on."""
    if (verb.passive and verb.form == "finite") or verb.form == "part":
        agent = reading.prepositional(verb.last, min(verb.last + 10, len(reading.tokens)), "by")
        return dprk_actor(reading, *agent) if agent else None
    current: Verb | None = verb
    for _ in range(4):
        if current is None:
            return None
        if current.subject and not current.passive:
            first, last = current.subject
            found = dprk_actor(reading, first, last)
            if found:
                return found
            if _is_deed(reading, first, last):
                return dprk_actor(reading, 0, verb.first) or remembered(reading)
            if not _anaphoric(reading, first, last):
                return None
            earlier = dprk_actor(reading, 0, first) or dprk_actor(reading, last, current.first)
            if earlier:
                return earlier
        current = (
            reading.parse.verbs[current.governor] if current.governor is not None and current.form != "finite" else None
        )
    return None


def _anaphoric(reading: Reading, first: int, last: int) -> bool:
    words = {singular(w) for w in reading.words(first, last)}
    return bool(words & HACKERS)


def _is_deed(reading: Reading, first: int, last: int) -> bool:
    return singular(reading.tokens[max(last - 1, first)].word) in DEEDS and last > first


def _points_back(reading: Reading, verb: Verb) -> bool:
    return verb.subject is not None and _anaphoric(reading, *verb.subject)


def _attributes(verb: Verb) -> bool:
    return verb.lemma in _ATTRIBUTING


def _attributed(reading: Reading) -> Doer:
    """Whom a sentence blames: "linked to", "attributed to", "accused X of", "X is behind"."""
    end = len(reading.tokens)
    for verb in reading.parse.verbs:
        if verb.lemma in _ATTRIBUTING and not verb.negated:
            found = dprk_actor(reading, verb.last, min(verb.last + 16, end))
            if found:
                return Doer(found, True, verb)
    for k, token in enumerate(reading.tokens):
        if token.word == "work" and reading.words(k + 1, k + 2) == ["of"]:
            found = dprk_actor(reading, k, min(k + 8, end))
            if found:
                return Doer(found)
        if token.word in _BEHIND:
            found = dprk_actor(reading, max(k - 9, 0), k)
            if found is None and {singular(w) for w in reading.words(max(k - 9, 0), k)} & HACKERS:
                found = remembered(reading)
            if found:
                return Doer(found, False)
    return Doer(None)


def remembered(reading: Reading) -> Party | None:
    """The hackers that the document named last, within reach; else the DPRK's where it goes on about the DPRK."""
    discourse = reading.discourse
    if discourse.cyber_actor is not None and discourse.at - discourse.cyber_actor_at <= _MEMORY:
        value, entry_id = discourse.cyber_actor
        return Party(value, entry_id, -1)
    return Party(DPRK, DPRK, -1) if discourse.focus == DPRK else None


def _concerns(reading: Reading, doer: Doer) -> bool:
    return doer.party is not None


def base(reading: Reading, doer: Doer) -> dict[str, Any]:
    """Actor columns; the hackers are kept for later sentences."""
    party = doer.party
    if party is None:
        return {}
    named = groups(reading, 0, len(reading.tokens))
    keep = named[0] if named and party.value == DPRK else party
    reading.discourse.cyber_actor, reading.discourse.cyber_actor_at = (keep.value, keep.entry_id), reading.discourse.at
    slots: dict[str, Any] = {"actor": party.value, "actor_id": party.entry_id}
    slots["attribution_certainty"] = "alleged" if doer.alleged else "stated"
    if doer.alleged:
        slots["certainty"] = "alleged"
    return slots


def _acting_hackers(reading: Reading, verb: Verb, doer: Doer) -> bool:
    """For words of everyday use ("target", "attack"): the actor is a group, or people that hack."""
    if doer.party is not None and doer.party.value not in (DPRK,):
        return True
    subject = reading.words(*verb.subject) if verb.subject else []
    return any(singular(w) in HACKERS or singular(w) in DEEDS for w in subject) or bool(
        {singular(t.word) for t in reading.tokens} & {"hacker", "cyber", "cyberattack"} or technical(reading)
    )


# --- whom, how many, what


def _end(reading: Reading, verb: Verb) -> int:
    following = next((v for v in reading.parse.verbs if v.first >= verb.last and v.clause != verb.clause), None)
    return min(reading.parse.clauses[verb.clause].last, following.first if following else len(reading.tokens))


def _phrase_reach(reading: Reading, phrase: Phrase) -> int:
    """A noun's complements reach to the next verb."""
    return next((v.first for v in reading.parse.verbs if v.first >= phrase.last), len(reading.tokens))


def _behind(reading: Reading, first: int, last: int, *prepositions: str) -> tuple[int, int] | None:
    """The phrase behind the first of some prepositions, with the names joined to it."""
    for phrase in reading.parse.phrases:
        if first < phrase.first < last and phrase.prep in prepositions and not _is_time_or_money(reading, phrase):
            return phrase.first, list_end(reading, phrase)
    return None


def _is_time_or_money(reading: Reading, phrase: Phrase) -> bool:
    return any(s.first <= phrase.head < s.last for s in reading.times) or any(
        m.first <= phrase.first < m.last for m in reading.money
    )


def list_end(reading: Reading, phrase: Phrase) -> int:
    """Where a list of phrases ends: "banks, cryptocurrency firms and exchanges in Asia"."""
    tokens, last = reading.tokens, phrase.last
    while last < len(tokens) - 1:
        if tokens[last].word in (",", "and", "or", "&"):
            k = last + 1 + (tokens[last + 1].word in ("and", "or"))
            following = reading.parse.phrase_at(k)
            if following is not None and reading.parse.clause_at(following.first) != reading.parse.clause_at(
                phrase.first
            ):
                break
            if following is None or following.first != k or _followed_by_verb(reading, following.last):
                break
            last = following.last
        elif tokens[last].word in ("in", "of", "across") and last == phrase.last:
            following = reading.parse.phrase_at(last + 1)
            if (
                following is None
                or reading.entries(following.first, following.last, "place")
                or _is_time_or_money(reading, following)
            ):
                break
            last = following.last
        else:
            break
    return last


def _followed_by_verb(reading: Reading, i: int) -> bool:
    return i < len(reading.tokens) and any(v.first == i and v.form == "finite" for v in reading.parse.verbs)


def target_slots(reading: Reading, target: tuple[int, int] | None) -> dict[str, Any]:
    if target is None:
        return {}
    first, last = target
    while first < last - 1 and reading.tokens[first].tag in ("DET", "NUM", "POSS"):
        first += 1
    named = [n for n in reading.entries(first, last, "party") if n.last >= last - 1]
    if (
        named
        and named[0].entry.subkind == "state"
        and named[0].first == first
        and last - first <= named[0].last - named[0].first + 1
    ):
        return {"target": named[0].entry.id, "target_id": named[0].entry.id}
    known = next((n for n in named if n.entry.subkind != "state"), None)
    if known is not None and last - first <= known.last - known.first + 2:
        name = known.entry.name if known.entry.subkind in ("bank", "company") else party_value(reading, known).value
        return {"target": name, "target_id": known.entry.id}
    return {"target": reading.text(first, last), "target_id": None}


def _named_victim(reading: Reading, phrase: Phrase, i: int) -> tuple[int, int] | None:
    """A victim in front of the noun: "the 2014 Sony attack", "Bybit's hack"."""
    named = [
        n
        for n in reading.entries(phrase.first, i, "party")
        if n.entry.subkind in ("bank", "exchange", "company") and n.entry.country != DPRK
    ]
    return (named[-1].first, named[-1].last) if named else None


def _known_victim(reading: Reading, target: tuple[int, int] | None) -> bool:
    """Whether a target is one that the lexicon knows as a victim."""
    if target is None:
        return False
    return any(
        n.entry.subkind in ("bank", "exchange", "company") and n.entry.country != DPRK
        for n in reading.entries(*target, "party")
    )


def _is_dprk_target(reading: Reading, phrase: Phrase | None) -> bool:
    return (
        phrase is not None
        and reading.names_dprk(phrase.first, phrase.last)
        and not other_state(reading, phrase.first, phrase.last)
    )


def _victims(reading: Reading, target: tuple[int, int] | None, verb: Verb | None) -> dict[str, Any]:
    """How many victims the target counts."""
    if target is None:
        return {}
    first = max(target[0] - 3, 0)
    for number in reading.numbers_in(first, target[1]):
        if number.ordinal or number.last > target[1] or number.last <= target[0] - 1:
            continue
        noun = next((singular(w) for w in reading.words(number.last, target[1]) if singular(w) in _VICTIMS), None)
        if noun:
            return count_slots(number, "package" if noun == "package" else "victim")
    return {}


def _counted_attacks(reading: Reading, phrase: Phrase) -> dict[str, Any]:
    """ "seven attacks", "an attack"."""
    number = next(
        (q for q in reading.numbers if phrase.first - 3 <= q.first and q.last <= phrase.head and q.last > phrase.first),
        None,
    )
    if number is not None and not number.ordinal:
        return count_slots(number, "attack")
    head = reading.tokens[phrase.head].word
    if reading.tokens[phrase.first].word in ("a", "an", "another") and singular(head) == head:
        return count_slots(Quantity(phrase.first, phrase.first + 1, 1.0, None, "exact"), "attack")
    return {}


def _one_attempt(reading: Reading, verb: Verb) -> dict[str, Any]:
    words = reading.words(max(verb.first - 14, 0), verb.first)
    if "attempt" in words and any(w in ("a", "an") for w in words):
        return {"quantity": 1.0, "quantity_unit": "attack", "quantity_modifier": "exact"}
    return {}


def _attempted(reading: Reading, verb: Verb) -> bool:
    before = reading.words(max(verb.first - 12, 0), verb.first)
    return any(
        w in ("attempt", "attempted", "attempts", "tried", "attempting", "trying", "sought") for w in before
    ) and verb.form in ("inf", "ing")


def _attack_target(reading: Reading, verb: Verb) -> tuple[int, int] | None:
    """ "launched seven attacks on platforms, extracting …": the target of the attack in the same clause."""
    clause = reading.parse.clauses[verb.clause]
    for k in range(clause.first, clause.last):
        if singular(reading.tokens[k].word) in _ATTACKS and k != verb.head:
            return _behind(reading, k, min(k + 8, clause.last), *_ON)
    return None


def _spend_attacks(reading: Reading, clause: int) -> None:
    """Attack nouns of the clause belong to the theft; their count is its count."""
    for k, token in enumerate(reading.tokens):
        if reading.parse.clause_at(k) == clause and singular(token.word) in _ATTACKS:
            reading.spent.add(k)


def _has_value(reading: Reading, area: tuple[int, int] | None) -> bool:
    if area is None:
        return False
    words = {singular(w) for w in reading.words(*area)}
    return (
        bool(words & _VALUE)
        or any(n.entry.id in ("cryptocurrency", "bank_funds") for n in reading.items(*area))
        or bool([a for a in reading.assets if area[0] <= a.first < area[1]])
    )


def _taken_is_no_value(reading: Reading, area: tuple[int, int]) -> bool:
    phrase = reading.parse.next_phrase(area[0], area[1]) or reading.parse.phrase_at(area[0])
    return phrase is not None and singular(reading.tokens[phrase.head].word) in _NO_VALUE


def _tokens_taken(reading: Reading, area: tuple[int, int]) -> dict[str, Any]:
    assets = [a for a in reading.assets if area[0] <= a.first < area[1]]
    return {"asset_quantity": assets[0].quantity, "asset_code": assets[0].code} if assets else {}


def asset_taken(reading: Reading, area: tuple[int, int], target: tuple[int, int] | None) -> str | None:
    """Crypto assets or bank funds, by what was taken or from whom."""
    spans = [area] + ([target] if target else [])
    for first, last in spans:
        if any(n.entry.id == "cryptocurrency" for n in reading.items(first, last)) or any(
            a for a in reading.assets if first <= a.first < last
        ):
            return "cryptocurrency"
        if any(n.entry.subkind in ("exchange", "mixer") for n in reading.entries(first, last, "party")):
            return "cryptocurrency"
    for first, last in spans:
        if {singular(w) for w in reading.words(first, last)} & {
            "exchange",
            "wallet",
            "blockchain",
        } and not reading.entries(first, last, "place"):
            return "cryptocurrency"
    for first, last in spans:
        if set(reading.words(first, last)) & _BANKING or any(
            n.entry.subkind == "bank" for n in reading.entries(first, last, "party")
        ):
            return "bank_funds"
    return None


def cyber_context(reading: Reading) -> bool:
    """Whether the sentence is about computers at all: a cyber word or a group of the lexicon."""
    stems = {singular(p) for t in reading.tokens for p in (t.word, *t.parts)}
    words = [singular(t.word) for t in reading.tokens]
    threat = any(words[k] == "threat" and words[k + 1] in ("actor", "group") for k in range(len(words) - 1))
    discourse = reading.discourse
    money_houses = {"cryptocurrency", "bank", "exchange", "crypto"}
    if stems & _ATTACKS and stems & money_houses:
        return True  # "attacks on cryptocurrency platforms"
    if discourse.cyber_actor is not None and discourse.at - discourse.cyber_actor_at <= 4:
        return True  # the document goes on about hackers
    return threat or bool(stems & _CYBER) or bool(groups(reading, 0, len(reading.tokens)))


def technical(reading: Reading) -> bool:
    """Whether a sentence speaks of the tools and lures of hackers."""
    return bool({singular(part) for t in reading.tokens for part in (t.word, *t.parts)} & TOOLS)


def _repeats(reading: Reading, phrase: Phrase, kind: str, item: str | None) -> bool:
    """A definite mention ("the attack", "these heists") of what has been stated adds nothing."""
    definite = reading.tokens[phrase.first].word in ("the", "this", "that", "these", "those", "its", "their")
    return definite and any(t == kind for t, _ in reading.discourse.seen)
