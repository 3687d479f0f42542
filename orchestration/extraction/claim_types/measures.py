"""`sanctions.measure`: sanctions as such, and bans, caps, freezes and other measures, one draft an imposer and item.

Two families of triggers: the noun "sanctions" with an imposer or a verb of imposing, and words of prohibition
("banned", "a ban on",
"capped", "frozen") with what they prohibit. What is prohibited decides the measure; its direction is written as
seen from the DPRK.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from orchestration.extraction.claim_types.common import count_slots, money_slots
from orchestration.extraction.claim_types.who import Party, imposers, or_nobody, other_state, singular
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

TYPE = "sanctions.measure"
COUNCIL = "un_security_council"
_IMPOSE = frozenset(
    [
        "impose",
        "announce",
        "issue",
        "levy",
        "slap",
        "put",
        "adopt",
        "tighten",
        "expand",
        "broaden",
        "strengthen",
        "extend",
        "enforce",
        "maintain",
        "place",
        "introduce",
        "ease",
        "lift",
        "approve",
        "unveil",
        "step",
        "toughen",
        "bolster",
        "apply",
        "implement",
        "renew",
        "keep",
        "pass",
        "enact",
        "agree",
        "hit",
    ]
)
_WISH = frozenset(
    [
        "argue",
        "call",
        "urge",
        "ask",
        "demand",
        "push",
        "press",
        "want",
        "welcome",
        "hope",
        "threaten",
        "warn",
        "condemn",
        "criticize",
        "reject",
        "oppose",
        "denounce",
        "expect",
        "favor",
    ]
)
_PLAN = frozenset(
    [
        "work",
        "discuss",
        "consider",
        "mull",
        "seek",
        "prepare",
        "plan",
        "weigh",
        "draft",
        "negotiate",
        "debate",
        "eye",
        "propose",
    ]
)
_PLAN_NOUNS = frozenset(["discussion", "talk", "negotiation", "deliberation", "draft", "push", "plan"])
_EVADE = frozenset(
    [
        "violate",
        "evade",
        "defy",
        "circumvent",
        "skirt",
        "flout",
        "bypass",
        "dodge",
        "breach",
        "undermine",
        "bust",
        "violation",
        "defiance",
        "evasion",
        "breach",
        "flouting",
    ]
)
_FRESH = frozenset(
    [
        "new",
        "fresh",
        "tough",
        "tougher",
        "toughest",
        "harsh",
        "additional",
        "further",
        "comprehensive",
        "unilateral",
        "strong",
        "stronger",
        "heavy",
        "strict",
        "stricter",
        "sweeping",
        "bilateral",
        "separate",
        "own",
        "latest",
        "expanded",
        "broader",
        "severe",
        "crippling",
        "punishing",
        "toughened",
        "stringent",
        "wide-ranging",
    ]
)
_COMPOUND = frozenset(["package", "measure", "list"])
_LAW = frozenset(
    [
        "text",
        "resolution",
        "law",
        "order",
        "sanction",
        "measure",
        "council",
        "act",
        "rule",
        "regulation",
        "decree",
        "legislation",
        "statute",
        "embargo",
    ]
)
_TESTS = frozenset(
    [
        "launch",
        "launching",
        "test",
        "testing",
        "conduct",
        "conducting",
        "use",
        "using",
        "develop",
        "developing",
        "fire",
        "firing",
        "activity",
    ]
)
_FINANCE = frozenset(
    [
        "transaction",
        "account",
        "financial",
        "banking",
        "correspondent",
        "dollar",
        "currency",
        "finance",
        "remittance",
        "investment",
        "cash",
        "payment",
        "institution",
        "bank",
        "venture",
        "insurance",
    ]
)
_SHIPPING = frozenset(
    [
        "vessel",
        "ship",
        "port",
        "cargo",
        "shipping",
        "flight",
        "flag",
        "aircraft",
        "docking",
        "bunkering",
        "overflight",
        "airspace",
        "freighter",
    ]
)
_ASSETS = frozenset(["asset", "property", "fund", "interest", "money"])
_VAGUE_GOODS = frozenset({"goods", "vessels", "labour", "cryptocurrency", "bank_funds"})
_UNITS = {
    "barrel": "barrel",
    "tonne": "tonne",
    "ton": "tonne",
    "metric": "tonne",
    "tons": "tonne",
    "tonnes": "tonne",
    "barrels": "barrel",
}
_PERIODS = {
    "year": "year",
    "annually": "year",
    "annual": "year",
    "yearly": "year",
    "month": "month",
    "monthly": "month",
    "quarter": "quarter",
}


@dataclass(slots=True)
class _Reach:
    """What a word of prohibition governs: tokens `[first, last)`, with the actors that prohibit."""

    first: int
    last: int
    actors: list[str] = field(default_factory=list)


# --- sanctions as such


def sanctions(reading: Reading, match: Match) -> list[Draft]:
    """Claims of the noun "sanctions": one an imposer."""
    return list(_sanctions(reading, match.i)) if match.i not in reading.spent else []


def _sanctions(reading: Reading, i: int) -> Iterator[Draft]:
    tokens = reading.tokens
    following = tokens[i + 1] if i + 1 < len(tokens) else None
    dated = any(s.first == i + 1 for s in reading.times)
    if (
        following is not None
        and following.tag in ("N", "NAME")
        and singular(following.word) not in _COMPOUND
        and not dated
    ):
        return
    phrase = reading.parse.phrase_at(i)
    first = _joined_start(reading, phrase.first if phrase else i)
    verb = _verb_over(reading, first, i)
    if _only_wished(reading, first, verb) or not _concerns_dprk(reading, i) or _aims_at_person(reading, i):
        return
    actors = [p.value for p in imposers(reading, first, i)]
    imposed = verb is not None and verb.lemma in _IMPOSE
    if not actors and imposed and verb is not None:
        actors = _subjects(reading, verb)
    if not actors and verb is not None and verb.lemma in _PLAN:
        actors = _subjects(reading, verb)
    actors = actors or [p.value for p in _by_phrase(reading, i)] or (_by_order(reading) if imposed else [])
    fresh = any(t.word in _FRESH for t in tokens[first:i])
    state = any(
        w in ("under", "subject", "face", "faces", "faced", "facing", "despite")
        for w in reading.words(first - 4, first)
    )
    if (
        not actors
        and not (imposed and _concerns_dprk(reading, i))
        and not (fresh and state)
        and not _has_purpose(reading, i)
    ):
        return
    if any(v.lemma == "fail" and 0 < v.head - i <= 3 for v in reading.parse.verbs):
        return  # what sanctions did not bring about is opinion
    if _evaded(reading, first, verb) and not _has_purpose(reading, i):
        return
    listed = _listed_subject(reading, i, verb) if state else None
    if listed is not None:
        for actor in or_nobody(actors):
            yield Draft(
                "sanctions.designation", i, listed | {"actor": actor, "actor_id": actor, "action": "listed"}, verb=verb
            )
        return
    slots: dict[str, Any] = {"measure": "regime", "target": DPRK, "target_id": DPRK}
    if _planned(reading, first, verb):
        slots["certainty"] = "planned"
    at, quote = i, None
    if (
        verb is not None
        and verb.first > i
        and any(reading.parse.clause_at(s.first) == verb.clause for s in reading.times)
    ):
        # "sanctions that were tightened in March": the time is the verb's
        at = verb.head
        quote = (reading.parse.clauses[reading.parse.clause_at(i)].first, reading.parse.clauses[verb.clause].last)
    _note(reading, actors)
    for actor in or_nobody(actors):
        yield Draft(TYPE, at, slots | {"actor": actor, "actor_id": actor}, quote=quote, verb=verb)


def _listed_subject(reading: Reading, i: int, verb: Verb | None) -> dict[str, Any] | None:
    """ "Ocean Maritime Management has been under UN sanctions": a party under sanctions is a listed one."""
    subject = verb.subject if verb is not None else None
    if subject is None:
        return None
    named = [
        n
        for n in reading.entries(*subject, "party")
        if n.entry.subkind in ("company", "bank", "person", "group", "vessel", "agency")
    ]
    return {"target": reading.text(named[0].first, named[0].last), "target_id": named[0].entry.id} if named else None


def _note(reading: Reading, actors: list[str]) -> None:
    """Keep who imposed last, for later sentences that only say what is imposed."""
    if actors:
        reading.discourse.imposer, reading.discourse.imposer_at = actors[0], reading.discourse.at


def _joined_start(reading: Reading, first: int) -> int:
    """Where "U.S. and United Nations sanctions" begins: a name joined before the phrase belongs to it."""
    tokens = reading.tokens
    while first >= 2 and tokens[first - 1].word in ("and", ",", "&"):
        before = reading.parse.phrase_at(first - 2)
        if (
            before is None
            or not imposers(reading, before.first, before.last)
            or not _only_names(reading, before.first, before.last)
        ):
            break
        first = before.first
    return first


def _only_names(reading: Reading, first: int, last: int) -> bool:
    """Whether a phrase is a name and no more: "the United States", not "U.S. officials"."""
    return any(n.last == last for n in reading.entries(first, last, "party", "source"))


def _verb_over(reading: Reading, first: int, i: int) -> Verb | None:
    """The verb that "sanctions" is the object or passive subject of, reduced forms ("sanctions imposed by …")
    included."""
    behind = next((v for v in reading.parse.verbs if 0 <= v.first - i <= 3 and (v.passive or v.form == "part")), None)
    if behind is not None and behind.lemma in _IMPOSE:
        return behind
    before = [
        v
        for v in reading.parse.verbs
        if v.last <= first and reading.parse.clause_at(v.head) == reading.parse.clause_at(i)
    ]
    return before[-1] if before else behind


def _subjects(reading: Reading, verb: Verb) -> list[str]:
    """Who imposes by the grammar of a verb: agent or subject, a pronoun's antecedent, the Council for "the
    resolution"."""
    if verb.passive:
        end = min(verb.last + 8, len(reading.tokens))
        return [p.value for p in imposers(reading, verb.last, end) if "by" in reading.words(verb.last, p.at)]
    if verb.subject is None:
        return []
    found = [p.value for p in imposers(reading, *_whole_subject(reading, verb.subject))]
    words = reading.words(*verb.subject)
    if not found and words[-1:] in (["resolution"], ["council"]):
        return [COUNCIL]
    if not found and words[:1] in (["my"], ["our"]) and words[-1:] == ["administration"]:
        return ["US"]  # the President speaks
    if not found and words in (["it"], ["they"], ["he"], ["she"]):
        return [p.value for p in imposers(reading, 0, verb.subject[0])][:1]
    return found


def _whole_subject(reading: Reading, subject: tuple[int, int]) -> tuple[int, int]:
    """A subject with the names listed before it: "The United States, Japan and South Korea imposed"."""
    first, last = subject
    return _joined_start(reading, first), last


def _by_phrase(reading: Reading, i: int) -> list[Party]:
    end = min(i + 8, len(reading.tokens))
    for k in range(i + 1, end - 1):
        if reading.tokens[k].word == "by":
            return imposers(reading, k + 1, min(k + 6, len(reading.tokens)))
    return []


def _only_wished(reading: Reading, first: int, verb: Verb | None) -> bool:
    """Sanctions that are called for, feared or praised are no act."""
    if verb is not None and (verb.lemma in _WISH or verb.modal in ("could", "should", "may", "might")):
        return True
    governor = (
        reading.parse.verbs[verb.governor]
        if verb is not None and verb.form == "inf" and verb.governor is not None
        else None
    )
    if governor is not None and governor.lemma in _WISH:
        return True
    return any(w in ("calls", "appeal", "appeals", "threat", "support") for w in reading.words(first - 4, first))


def _planned(reading: Reading, first: int, verb: Verb | None) -> bool:
    nouns = {singular(w) for w in reading.words(first - 4, first)}
    later = reading.words(first, min(first + 12, len(reading.tokens)))
    return bool(
        (verb is not None and verb.lemma in _PLAN)
        or nouns & _PLAN_NOUNS
        or ("under" in later and "discussion" in later)
    )


def _evaded(reading: Reading, first: int, verb: Verb | None) -> bool:
    nouns = set(reading.words(first - 3, first))
    return bool((verb is not None and verb.lemma in _EVADE) or nouns & _EVADE)


def _has_purpose(reading: Reading, i: int) -> bool:
    """ "sanctions designed to restrict …": what hangs on the noun says what they do."""
    return any(w in ("designed", "aimed", "meant", "intended") for w in reading.words(i + 1, i + 3))


def _concerns_dprk(reading: Reading, i: int) -> bool:
    """Whether a measure at token `i` is against the DPRK: by what follows "on" or "against", else by sentence or
    context."""
    tokens = reading.tokens
    for k in range(i + 1, min(i + 8, len(tokens))):
        if tokens[k].word in ("on", "against", "upon", "targeting"):
            end = min(k + 7, len(tokens))
            aimed = reading.parse.next_phrase(k + 1, end)
            straight = aimed is not None and any(
                n.last == aimed.last for n in reading.entries(aimed.first, aimed.last, "party")
            )
            inner = reading.parse.clauses[reading.parse.clause_at(k)].last
            # "on Russia" says whom by itself; "on certain U.S. banks' accounts with …" goes on
            last = min(end, inner) if straight else len(tokens)
            near = last if straight else end
            if other_state(reading, k + 1, near) and not reading.names_dprk(k + 1, last):
                return False
            break
    return _near_dprk(reading, i + 1)


def _near_dprk(reading: Reading, first: int = 0) -> bool:
    """Whether the sentence names the DPRK, or goes on about it without naming another state behind token `first`."""
    end = len(reading.tokens)
    return reading.names_dprk(0, end) or (reading.discourse.near and not (first and other_state(reading, first, end)))


def _aims_at_person(reading: Reading, i: int) -> bool:
    """ "sanctions on its leader": the listing of a person or body, which is a designation."""
    end = min(i + 9, len(reading.tokens))
    for k in range(i + 1, end):
        if reading.tokens[k].word in ("on", "against", "targeting"):
            return any(
                n.entry.subkind in ("person", "company", "bank", "group", "mixer", "agency")
                for n in reading.entries(k, end, "party")
            ) or any(
                w in ("mr", "mr.", "individuals", "officials", "entities", "companies", "leader")
                for w in reading.words(k, end)
            )
    return False


# --- bans, caps, freezes


def banning(reading: Reading, match: Match) -> list[Draft]:
    """Claims of a word of prohibition; the frame's option `kind` says which (ban, cap, freeze, suspend)."""
    concerns = _concerns_dprk(reading, match.i) if match.form == "noun" else _near_dprk(reading)
    if match.i in reading.spent or not concerns:
        return []
    kind = str(match.options["kind"])
    if match.form == "noun":
        return list(_ban_noun(reading, match.i, kind))
    reach = _reach_of_verb(reading, match.verb) if match.verb else None
    return list(_measures(reading, match.i, match.verb, kind, reach)) if reach else []


def _reach_of_verb(reading: Reading, verb: Verb) -> _Reach | None:
    """What a verb prohibits and who prohibits it; None where neither a state nor a law is behind it."""
    clause = reading.parse.clauses[verb.clause]
    if verb.passive or verb.form == "part":
        subject = verb.subject or (clause.first, verb.first)
        last = _end_of_reach(reading, verb)
        actors = [p.value for p in _by_phrase(reading, verb.last - 1)] or _authors(reading, verb.last, last)
        actors = actors or _authors(reading, clause.first, subject[0]) or _by_order(reading)
        if not actors and verb.lemma != "freeze":
            actors = _last_imposer(reading)
        first = 0 if verb.lemma == "block" else min(subject[0], verb.first)  # "Property of … that is … is blocked"
        return _Reach(first, last, actors)
    subject_range = _whole_subject(reading, verb.subject) if verb.subject else None
    actors = [p.value for p in imposers(reading, *subject_range)] if subject_range else []
    lawful = subject_range is not None and any(singular(w) in _LAW for w in reading.words(*subject_range))
    if lawful and not actors and subject_range is not None:
        actors = _authors(reading, subject_range[0], subject_range[1]) or _council_text(reading, *subject_range)
    if not actors and not lawful:
        return None
    return _Reach(verb.last, _end_of_reach(reading, verb), actors)


def _council_text(reading: Reading, first: int, last: int) -> list[str]:
    """ "The resolution", "that text" of a document that has named the Council's act."""
    words = set(reading.words(first, last))
    return [COUNCIL] if words & {"resolution", "resolutions", "text", "council"} else _last_imposer(reading)


def _last_imposer(reading: Reading) -> list[str]:
    """Who imposed last, while the document goes on about it."""
    discourse = reading.discourse
    return [discourse.imposer] if discourse.imposer and discourse.at - discourse.imposer_at <= 8 else []


def _by_order(reading: Reading) -> list[str]:
    """An executive order speaks for the United States."""
    words = reading.words(0, len(reading.tokens))
    return (
        ["US"]
        if any(words[k : k + 2] in (["executive", "order"], ["executive", "orders"]) for k in range(len(words)))
        else []
    )


def _authors(reading: Reading, first: int, last: int) -> list[str]:
    """Whose law a range names: "under U.N. resolutions", "a series of U.N. Security Council resolutions"."""
    return (
        [p.value for p in imposers(reading, max(first - 6, 0) if first else 0, last)]
        if _names_law(reading, first, last)
        else []
    )


def _names_law(reading: Reading, first: int, last: int) -> bool:
    return any(singular(w) in _LAW for w in reading.words(first, last))


def _end_of_reach(reading: Reading, verb: Verb) -> int:
    """A prohibition reaches to the next finite verb that is not its own, infinitives and gerunds included."""
    following = next((v for v in reading.parse.verbs if v.first >= verb.last and v.form == "finite"), None)
    return following.first if following else len(reading.tokens)


def _ban_noun(reading: Reading, i: int, kind: str) -> Iterator[Draft]:
    tokens = reading.tokens
    phrase = reading.parse.phrase_at(i)
    if phrase is None:
        return
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    verb = reading.parse.governing_verb(i)
    before = [p.value for p in imposers(reading, phrase.first, i)]
    imposing = verb is not None and (verb.lemma in _IMPOSE or verb.lemma in ("violate", "include", "contain"))
    if not before and not imposing and following not in ("on", "against", "of"):
        return
    actors = (
        before
        or (_subjects(reading, verb) if verb is not None and imposing else [])
        or [p.value for p in _by_phrase(reading, i)]
    )
    last = len(tokens)
    stop = next((v.first for v in reading.parse.verbs if v.first > i and v.form == "finite"), last)
    if _only_wished(reading, phrase.first, verb):
        if verb is None or verb.lemma != "call":
            return
        for draft in _measures(reading, i, verb, kind, _Reach(phrase.first, stop, _subjects(reading, verb))):
            draft.slots["certainty"] = "planned"
            yield draft
        return
    first = phrase.first
    if following not in ("on", "against", "of") and verb is not None:
        first = min(first, verb.last)  # "places heavy weapons under an embargo"
    yield from _measures(
        reading, i, verb, kind, _Reach(first, stop, actors or (_council_text(reading, 0, first) if imposing else []))
    )


def _measures(reading: Reading, i: int, verb: Verb | None, kind: str, reach: _Reach) -> Iterator[Draft]:
    last = max(reach.last, i)
    for measure, item in _kinds(reading, kind, reach.first, last):
        target = _target(reading, reach.first, last, measure)
        slots = {"measure": measure, "item": item, "target": target, "target_id": target if target == DPRK else None}
        slots |= _limit(reading, measure, i, last) | _from_day(reading, i)
        if verb is not None and not verb.negated:
            slots["polarity"] = (
                "affirmed"  # "freezing assets and prohibiting": a word of ending is what the measure does
            )
        _note(reading, reach.actors)
        for actor in or_nobody(reach.actors):
            yield Draft(TYPE, i, slots | {"actor": actor, "actor_id": actor}, verb=verb)


def _kinds(reading: Reading, kind: str, first: int, last: int) -> list[tuple[str, str | None]]:
    """The measures and items of a prohibition, by what stands in its reach."""
    words = reading.words(first, last)
    stems = {singular(w) for w in words}
    if kind == "suspend":
        return [("financial_restriction", None)] if _suspends_project(reading, first, last) else []
    if kind == "freeze":
        return [("asset_freeze", None)] if stems & _ASSETS else []
    tests = _banned_tests(reading, first, last, stems)
    if tests:
        return [("regime", item) for item in tests]
    if "travel" in stems or "travelling" in stems or "traveling" in stems:
        return [("travel_ban", None)]
    goods = _goods(reading, first, last)
    direction = _direction(reading, first, last)
    if direction and (goods or "export" in stems or "import" in stems):
        return [(f"{direction}_{kind if kind == 'cap' else 'ban'}", item) for item in or_nobody(goods)]
    if kind == "cap":
        return []
    if (
        "arm" in stems
        or ("weapon" in stems and "embargo" in stems)
        or ("weapon" in stems and stems & {"export", "import", "trade", "sale"})
    ):
        return [("arms_embargo", "arms")]
    if stems & _FINANCE:
        return [("financial_restriction", None)]
    if stems & _SHIPPING:
        return [("shipping_restriction", None)]
    if stems & {"worker", "laborer", "labourer", "labor", "labour"}:
        return [("labour_ban", "labour")]
    if stems & _ASSETS and "blocked" in words:
        return [("asset_freeze", None)]
    return [("import_ban", item) for item in goods if item != "arms"] if "to" in words or "supply" in stems else []


def _suspends_project(reading: Reading, first: int, last: int) -> bool:
    words = set(reading.words(max(first - 1, 0), last))
    return bool(words & {"project", "complex", "park", "trade", "cooperation", "zone"})


def _banned_tests(reading: Reading, first: int, last: int, stems: set[str]) -> list[str]:
    """Weapons whose testing or use is prohibited."""
    if not stems & (_TESTS | {"technology", "exploration"}):
        return []
    found = []
    for named in reading.items(first, last):
        item = reading.lexicon.item_class(named.entry.id)
        if reading.lexicon.is_a(item, "missile") or item == "missile_programme":
            item = "ballistic_missile" if item in ("missile", "missile_programme") else item
        elif item not in ("nuclear_device", "satellite_launch_vehicle"):
            continue
        if item not in found:
            found.append(item)
    if "ballistic_missile" in found:
        found = [f for f in found if f != "satellite_launch_vehicle"]
    if not found and "exploration" in stems:
        found = ["satellite_launch_vehicle"]
    if not found and "ballistic" in stems:
        found = ["ballistic_missile"]
    return found


def _goods(reading: Reading, first: int, last: int) -> list[str]:
    """Goods in a range, one each, the kinds "goods" only where no narrower one stands there."""
    found: list[str] = []
    for named in reading.items(first, last):
        entry = named.entry
        if entry.subkind == "goods" and entry.id not in found:
            found.append(entry.id)
    narrow = [item for item in found if item not in _VAGUE_GOODS]
    return narrow or [item for item in found if item == "goods"]


def _direction(reading: Reading, first: int, last: int) -> str | None:
    """`export` or `import` as seen from the DPRK."""
    tokens = reading.tokens
    for k in range(first, min(last, len(tokens))):
        word = singular(tokens[k].lemma if tokens[k].tag.startswith("V:") else tokens[k].word)
        if word in ("export", "exporting"):
            return "import" if _to_dprk(reading, k + 1, last, "to") else "export"
        if word in ("import", "importing", "procurement", "purchase", "procure"):
            abroad = _to_dprk(reading, k + 1, last, "from") or _of_dprk_goods(reading, k + 1, last)
            return "export" if abroad else "import"
        if word in (
            "supply",
            "sale",
            "sell",
            "shipment",
            "transfer",
            "deliver",
            "delivery",
            "sold",
            "supplied",
            "provide",
        ):
            if _to_dprk(reading, k + 1, last, "to"):
                return "import"
            if reading.words(k + 1, k + 2) == ["to"] or (k + 2 < last and "it" in reading.words(k + 1, k + 4)):
                return "import"
            return "export" if _to_dprk(reading, k + 1, last, "from") or reading.names_dprk(max(k - 4, 0), k) else None
    return None


def _to_dprk(reading: Reading, first: int, last: int, preposition: str) -> bool:
    for k in range(first, min(last, len(reading.tokens))):
        if reading.tokens[k].word == preposition and (
            reading.names_dprk(k + 1, k + 5)
            or "north" in reading.words(k + 1, k + 3)
            or "country" in reading.words(k + 1, k + 3)
        ):
            return True
    return False


def _of_dprk_goods(reading: Reading, first: int, last: int) -> bool:
    """ "imports of North Korean coal"."""
    return first < last and reading.tokens[first].word == "of" and reading.names_dprk(first + 1, first + 3)


def _target(reading: Reading, first: int, last: int, measure: str) -> str:
    """The DPRK, or the bodies that a financial measure names."""
    if measure == "financial_restriction":
        for phrase in reading.parse.phrases:
            if (
                first <= phrase.first < last
                and singular(reading.tokens[phrase.head].word) in ("institution", "bank")
                and phrase.prep in ("with", "for", "of", "")
            ) and reading.names_dprk(phrase.first, phrase.last):
                return reading.text(phrase.first, phrase.last)
    return DPRK


def _from_day(reading: Reading, i: int) -> dict[str, Any]:
    """ "From 1 January 2017": a measure that begins on a day goes on from it."""
    for span in reading.times:
        opens = "from" in (reading.words(span.first, span.first + 1) + reading.words(span.first - 1, span.first))
        if opens and span.precision == "day" and reading.parse.clause_at(span.first) == reading.parse.clause_at(i):
            return {"event_start": span.start, "event_end": None, "time_precision": "since"}
    return {}


def duty(reading: Reading, match: Match) -> list[Draft]:
    """What states or the DPRK "shall not supply", "must prevent", "may not exceed": orders of a resolution's text."""
    verb = match.verb
    if verb is None or match.i in reading.spent or not _near_dprk(reading):
        return []
    modal = _modal(reading, verb)
    nor = reading.tokens[0].word in ("nor", "neither")
    negated = verb.negated or "not" in reading.words(verb.first, verb.last) or nor
    kind = _duty_kind(reading, verb, negated)
    if modal not in ("shall", "must", "may", "should") or kind is None:
        return []
    clause = reading.parse.clauses[verb.clause]
    subject = verb.subject or (clause.first, verb.first)
    first = 0 if nor else min(subject[0], verb.first)
    reach = _Reach(first, max(clause.last, verb.last), _last_imposer(reading))
    if kind == "labour":
        slots = {
            "measure": "labour_ban",
            "item": "labour",
            "target": DPRK,
            "target_id": DPRK,
            "polarity": "affirmed",
            "certainty": "stated",
        }
        return [Draft(TYPE, match.i, slots | {"actor": a, "actor_id": a}, verb=verb) for a in or_nobody(reach.actors)]
    reading.spent.update(v.head for v in reading.parse.verbs if v.clause == verb.clause)
    made = list(_measures(reading, match.i, verb, kind, reach))
    for draft in made:
        draft.slots |= {"polarity": "affirmed", "certainty": "stated"}
    return made


def _modal(reading: Reading, verb: Verb) -> str:
    """The modal over a verb, also where it stands before the subject ("nor may machinery be sold")."""
    if verb.modal:
        return verb.modal
    return next((t.word for t in reading.tokens[max(verb.first - 10, 0) : verb.first] if t.tag == "MODAL"), "")


def _duty_kind(reading: Reading, verb: Verb, negated: bool) -> str | None:
    words = {singular(t.word) for t in reading.tokens}
    if words & {"worker", "labourer", "laborer", "korean", "national"} and (
        verb.lemma in ("repatriate", "return", "send")
        or (verb.lemma == "issue" and words & {"permit", "authorization"})
    ):
        return "labour"
    if verb.lemma == "exceed":
        return "cap" if negated else None
    if verb.lemma in ("prevent", "refuse", "deny", "prohibit", "close"):
        return None if negated else "ban"
    if verb.lemma == "freeze":
        return "freeze"
    if verb.lemma == "limit":
        return "ban" if words & _FINANCE else "cap"
    return (
        "ban"
        if negated
        and verb.lemma in ("supply", "sell", "transfer", "export", "import", "procure", "provide", "purchase")
        else None
    )


def exemption(reading: Reading, match: Match) -> list[Draft]:
    """ "Coal sold for livelihood purposes is exempt": goods left out of a ban."""
    if match.i in reading.spent or not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near):
        return []
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    goods = _goods(reading, clause.first, clause.last)
    made = []
    for item in goods:
        for actor in or_nobody(_last_imposer(reading)):
            slots = {
                "measure": "exemption",
                "item": item,
                "actor": actor,
                "actor_id": actor,
                "target": DPRK,
                "target_id": DPRK,
            }
            made.append(Draft(TYPE, match.i, slots, verb=match.verb))
    return made


def _limit(reading: Reading, measure: str, i: int, last: int) -> dict[str, Any]:
    """The number or sum of a cap and its period; the sum of what is frozen."""
    if measure == "asset_freeze":
        sums = [m for m in reading.money if reading.parse.clause_at(m.first) == reading.parse.clause_at(i)]
        return money_slots(sums[0], role="frozen") if sums else {}
    if not measure.endswith("_cap"):
        return {}
    slots: dict[str, Any] = {}
    for number in reading.numbers_in(i, last):
        unit = next((_UNITS[w] for w in reading.words(number.last, number.last + 3) if w in _UNITS), None)
        if unit:
            slots |= count_slots(number, unit) | {"quantity_modifier": "at_most"}
            break
    sums = reading.money_in(i, last)
    if sums:
        slots |= money_slots(sums[0]) | {"amount_modifier": "at_most"}
    period = next((_PERIODS[t.word] for t in reading.tokens[i:last] if t.word in _PERIODS), None)
    return slots | ({"limit_period": period} if period else {})


def inspection(reading: Reading, match: Match) -> list[Draft]:
    """ "All cargo must be inspected": a duty to inspect is a restriction on shipping."""
    verb, tokens = match.verb, reading.tokens
    words = {singular(t.word) for t in tokens}
    duty = verb is not None and (
        verb.modal in ("must", "shall", "should") or "had" in reading.words(verb.first - 3, verb.first)
    )
    if (
        not duty
        or not words & {"cargo", "shipment", "vessel", "ship"}
        or not (reading.names_dprk(0, len(tokens)) or reading.discourse.near)
    ):
        return []
    slots: dict[str, Any] = {
        "measure": "shipping_restriction",
        "target": DPRK,
        "target_id": DPRK,
        "measure_detail": "inspection",
    }
    if verb is not None and verb.modal and reading.discourse.at - reading.discourse.imposer_at <= 6:
        slots |= {"actor": reading.discourse.imposer, "actor_id": reading.discourse.imposer}
    return [Draft(TYPE, match.i, slots, verb=verb)]
