"""`sanctions.decision`: acts cited with their date, adopted, vetoed, extended or ended, and reports submitted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from orchestration.extraction.claim_types.who import imposers, or_nobody
from orchestration.extraction.clauses import Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading
from orchestration.extraction.temporal import Span

TYPE = "sanctions.decision"
COUNCIL = "un_security_council"
_ACTIONS = {
    "adopt": "adopted",
    "pass": "adopted",
    "approve": "adopted",
    "enact": "adopted",
    "sign": "adopted",
    "issue": "adopted",
    "vote": "adopted",
    "veto": "vetoed",
    "block": "vetoed",
    "extend": "extended",
    "renew": "extended",
    "prolong": "extended",
    "continue": "continued",
    "declare": "declared",
    "expire": "expired",
    "end": "expired",
    "lapse": "expired",
    "terminate": "expired",
    "disband": "expired",
    "amend": "amended",
    "expand": "amended",
    "modify": "amended",
    "revoke": "revoked",
    "submit": "submitted",
    "present": "submitted",
    "publish": "published",
    "release": "published",
    "circulate": "submitted",
    "hand": "submitted",
    "deliver": "submitted",
    "send": "submitted",
    "give": "submitted",
    "establish": "adopted",
    "create": "adopted",
    "set": "adopted",
}
_PANEL_WORDS = ("panel", "monitor", "monitors", "expert", "experts", "monitoring")


def citation(reading: Reading, match: Match) -> list[Draft]:
    """A resolution or executive order by its number: with a date of its own, or as what an act is done to."""
    return list(_citations(reading, match))


def _citations(reading: Reading, match: Match) -> Iterator[Draft]:
    tokens = reading.tokens
    order = match.options["kind"] == "order"
    for at in _numbers_behind(reading, match.last, order):
        if at in reading.spent:
            continue
        reading.spent.add(at)
        number = tokens[at].word.split("-")[0]
        item = "executive_order" if order else f"resolution_{number}"
        instrument = f"eo_{number}" if order else item
        known = reading.lexicon.entry("instrument", instrument)
        span = _date_behind(reading, at + 1)
        if known is None and not _names_dprk_law(reading):
            continue
        actor = "US" if order else COUNCIL
        slots: dict[str, Any] = {
            "item": item,
            "actor": actor,
            "actor_id": actor,
            "target": DPRK,
            "target_id": DPRK,
            "instrument": instrument,
        }
        action = _action(reading, match, at)
        if span is not None:
            slots |= {
                "event_start": span.start,
                "event_end": span.end,
                "time_precision": span.precision,
                "polarity": "affirmed",
                "certainty": "stated",
            }
            yield Draft(TYPE, at, slots | {"action": action}, quote=_cited(reading, match.i, span.last))
        elif action is not None and _acted_on(reading, match):
            verb = match.verb
            yield Draft(TYPE, verb.head if verb is not None else match.i, slots | {"action": action}, verb=verb)
        elif _year_in_brackets(reading, at) and instrument not in reading.discourse.cited:
            year = _year_in_brackets(reading, at)
            slots |= {"event_start": date(year, 1, 1), "event_end": date(year, 12, 31), "time_precision": "year"}
            yield Draft(TYPE, at, slots | {"action": action, "polarity": "affirmed", "certainty": "stated"})
        reading.discourse.cited.add(instrument)
        reading.discourse.imposer, reading.discourse.imposer_at = actor, reading.discourse.at


def _year_in_brackets(reading: Reading, at: int) -> int:
    """The year of "1718 (2006)", 0 where none stands there."""
    tokens = reading.tokens
    if (
        reading.words(at + 1, at + 2) == ["("]
        and reading.words(at + 3, at + 4) == [")"]
        and tokens[at + 2].word.isdigit()
    ):
        return int(tokens[at + 2].word) if len(tokens[at + 2].word) == 4 else 0
    return 0


def _numbers_behind(reading: Reading, first: int, order: bool) -> list[int]:
    """Tokens of the numbers of acts behind "resolution" or "executive order": "2371 (2017) and 2375"."""
    tokens = reading.tokens
    found: list[int] = []
    k = first
    while k < min(first + 24, len(tokens)):
        token = tokens[k]
        plain = token.word.split("-")[0]
        wanted = 5 if order else 4
        if token.kind == "number" and token.value is not None and plain.isdigit() and len(plain) == wanted:
            if _is_year(reading, k):
                k += 1
                continue
            found.append(k)
        elif token.word in (
            "(",
            ")",
            ",",
            "and",
            "no",
            "no.",
            "number",
            "unscr",
            "s/res",
            "of",
            "or",
            "nos",
            ".",
            "eo",
        ) or _in_time(reading, k):
            pass
        else:
            break
        k += 1
    return found


def _is_year(reading: Reading, k: int) -> bool:
    """Whether a number is a year: part of a time, or in brackets behind an act's number."""
    tokens = reading.tokens
    return _in_time(reading, k) or (
        k > 0 and tokens[k - 1].word == "(" and tokens[k + 1 : k + 2] != [] and tokens[k + 1].word == ")"
    )


def _in_time(reading: Reading, k: int) -> bool:
    return any(s.first <= k < s.last for s in reading.times if s.last - s.first > 1 or s.precision != "year")


def _date_behind(reading: Reading, first: int) -> Span | None:
    """The date that names an act: "of August 5, 2017", "(2017)", ", adopted on 5 August 2017"."""
    tokens = reading.tokens
    for span in reading.times:
        gap = reading.words(first, span.first)
        if first <= span.first <= first + 4 and all(
            w in ("of", "(", ")", ",", "dated", "on", "adopted", "signed", "issued") for w in gap
        ):
            if span.precision == "year" and "(" in gap:
                return None
            return replace(span, last=min(span.last, len(tokens)))
    return None


def _names_dprk_law(reading: Reading) -> bool:
    return reading.names_dprk(0, len(reading.tokens))


def _cited(reading: Reading, first: int, last: int) -> tuple[int, int]:
    """The citation with the name of the body before it and the title behind it."""
    phrase = reading.parse.phrase_at(first)
    return (phrase.first if phrase else first), last


def _action(reading: Reading, match: Match, at: int) -> str | None:
    """What is done to the act, by the verbs nearest to it."""
    near = [v for v in reading.parse.verbs if v.clause == reading.parse.clause_at(at) and v.lemma in _ACTIONS]
    if not near:
        return None
    nearest = min(near, key=lambda v: abs(v.head - match.i))
    return _ACTIONS[nearest.lemma]


def _acted_on(reading: Reading, match: Match) -> bool:
    """Whether a verb of deciding governs the act without a date of its own."""
    verb = match.verb
    return verb is not None and verb.lemma in _ACTIONS


def vote(reading: Reading, match: Match) -> list[Draft]:
    """ "adopted a resolution", "a Security Council vote on a resolution", "vetoed": acts that the text does not
    number."""
    tokens = reading.tokens
    verb = match.verb
    if match.i in reading.spent or not _about_council_act(reading, match):
        return []
    if _numbered(reading, match.i):
        return []
    if match.form == "noun" and "vote" in tokens[match.i].word:
        actors = [p.value for p in imposers(reading, max(match.i - 5, 0), match.i)]
        if not actors:
            return []
        slots: dict[str, Any] = {
            "actor": actors[0],
            "actor_id": actors[0],
            "target": DPRK,
            "target_id": DPRK,
            "action": "adopted",
        }
        return [Draft(TYPE, match.i, slots, verb=verb)]
    if (
        verb is None
        or verb.lemma not in ("adopt", "pass", "approve", "veto", "vote")
        or _only_thought_of(reading, verb)
    ):
        return []
    actors = _joint_actors(reading, verb)
    if verb.passive:
        actors = [p.value for p in imposers(reading, verb.last, min(verb.last + 8, len(tokens)))]
    action = "vetoed" if verb.lemma == "veto" else "adopted"
    made = []
    for actor in actors or [COUNCIL]:
        reading.spent.add(match.i)
        slots = {"actor": actor, "actor_id": actor, "target": DPRK, "target_id": DPRK, "action": action}
        if action == "vetoed" and {"panel", "monitors", "experts"} & set(reading.words(0, len(tokens))):
            slots["item"] = "panel_mandate"
        made.append(Draft(TYPE, match.i, slots, verb=verb))
    return made


def _numbered(reading: Reading, i: int) -> bool:
    """Whether the act is cited by number in the same clause, which `citation` reads."""
    clause = reading.parse.clauses[reading.parse.clause_at(i)]
    words = reading.words(clause.first, clause.last)
    return any(
        w in ("resolution", "resolutions") and _numbers_behind(reading, clause.first + k + 1, False)
        for k, w in enumerate(words)
    )


def _only_thought_of(reading: Reading, verb: Verb) -> bool:
    """ "could include an assurance to adopt": under a modal that plans nothing, an act is an idea."""
    chain = [verb]
    while chain[-1].governor is not None and chain[-1].form != "finite" and len(chain) < 5:
        chain.append(reading.parse.verbs[chain[-1].governor])
    return any(v.modal in ("could", "should", "may", "might", "would", "must") for v in chain)


def _joint_actors(reading: Reading, verb: Verb) -> list[str]:
    """All actors of a joint subject: "China and Russia vetoed"."""
    if verb.subject is None or verb.passive:
        return []
    clause = reading.parse.clauses[verb.clause]
    first = min(verb.subject[0], clause.first) if clause.first <= verb.subject[0] < verb.first else verb.subject[0]
    return [
        p.value
        for p in imposers(reading, first, max(verb.subject[1], verb.first if verb.subject[1] <= verb.first else 0))
    ]


def _about_council_act(reading: Reading, match: Match) -> bool:
    """Whether the act is a resolution or draft on the DPRK."""
    words = set(reading.words(0, len(reading.tokens)))
    act = bool(words & {"resolution", "resolutions", "draft", "text"})
    if act and reading.tokens[match.i].lemma == "veto":
        return reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near
    council = any(p.value == COUNCIL for p in imposers(reading, 0, len(reading.tokens))) or bool(words & {"council"})
    return act and council and (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near)


def mandate(reading: Reading, match: Match) -> list[Draft]:
    """The panel's mandate: extended, ended, its renewal vetoed."""
    tokens = reading.tokens
    words = set(reading.words(0, len(tokens)))
    if not words & set(_PANEL_WORDS) or not (reading.names_dprk(0, len(tokens)) or reading.discourse.near):
        return []
    verb = match.verb
    noun = tokens[match.i].word
    action = _mandate_action(reading, match, verb, noun)
    if action is None or match.i in reading.spent:
        return []
    actors = (
        [p.value for p in imposers(reading, *verb.subject)]
        if verb is not None and verb.subject and not verb.passive
        else []
    )
    if action in ("extended", "expired") and not actors:
        actors = [COUNCIL] if action == "extended" else []
    reading.spent.update(
        k for k in range(len(tokens)) if tokens[k].word in ("mandate", "renewal", "extension", "expiry", "expiration")
    )
    slots: dict[str, Any] = {"item": "panel_mandate", "action": action}
    if action == "extended":
        slots |= _decided_on(reading)
    return [Draft(TYPE, match.i, slots | {"actor": a, "actor_id": a}, verb=verb) for a in or_nobody(actors)]


def _decided_on(reading: Reading) -> dict[str, Any]:
    """The day of an extension, which is not the end that it sets ("until 30 April")."""
    ends = ("until", "till", "through", "to", "by", "beyond", "expire", "expires")
    for span in reading.times:
        opener = reading.words(span.first - 1, span.first + 1)
        if not any(w in ends for w in opener) and span.precision not in ("until", "since") and span.start:
            return {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}
    return {"event_start": None, "event_end": None, "time_precision": "none"}


def veto(reading: Reading, match: Match) -> list[Draft]:
    """ "cast its veto", "used their vetoes", "blocked the renewal of the panel": a veto told by its noun."""
    words = set(reading.words(0, len(reading.tokens)))
    verb = match.verb
    renewal = {"renewal", "extension", "mandate"} & words and {"panel", "monitor", "monitors", "monitoring"} & words
    drafted = words & {"draft", "resolution", "council", "text", "bid", "measure", "action", "actions"}
    if match.form == "noun" and (verb is None or verb.lemma not in ("cast", "use", "wield", "exercise", "issue")):
        return []
    if (match.form != "noun" and not renewal) or not (renewal or drafted) or match.i in reading.spent or verb is None:
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near) or verb.negated:
        return []
    reading.spent.update(k for k, t in enumerate(reading.tokens) if t.word in ("renewal", "mandate", "extension"))
    item = "panel_mandate" if words & set(_PANEL_WORDS) else None
    return [
        Draft(TYPE, match.i, {"actor": a, "actor_id": a, "item": item, "action": "vetoed"}, verb=verb)
        for a in _joint_actors(reading, verb)
        if len(a) == 2
    ]


_BILLS = frozenset(["act", "bill", "legislation", "law"])
_CHAMBERS = frozenset(["senate", "house", "congress", "lawmakers", "representatives"])


def signed(reading: Reading, match: Match) -> list[Draft]:
    """ "signed an executive order", "the Senate passed a bill": acts of a state, without a number."""
    verb = match.verb
    if verb is None or match.form == "noun" or match.i in reading.spent or verb.subject is None or verb.negated:
        return []
    if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near) or _only_thought_of(reading, verb):
        return []
    behind = [w.lower() for w in reading.words(verb.last, min(verb.last + 14, len(reading.tokens)))]
    order = verb.lemma in ("sign", "issue") and "executive order" in " ".join(behind)
    numbered = any(w[:5].isdigit() and len(w) == 5 for w in behind)
    subject = set(reading.words(*verb.subject))
    bill = verb.lemma in ("sign", "pass", "approve", "vote", "enact") and bool(_BILLS & set(behind))
    sanctions = bool(subject & _CHAMBERS) and verb.lemma == "vote" and "sanctions" in behind
    state = _state_of(reading, verb.subject) or ("US" if order or subject & _CHAMBERS else None)
    if numbered or not (order or bill or sanctions) or state in (None, DPRK):
        return []
    reading.spent.add(match.i)
    slots: dict[str, Any] = {"actor": state, "actor_id": state, "target": DPRK, "target_id": DPRK, "action": "adopted"}
    return [Draft(TYPE, match.i, slots | {"item": "executive_order" if order else None}, verb=verb)]


def _state_of(reading: Reading, subject: tuple[int, int]) -> str | None:
    people = [n for n in reading.entries(*subject, "party", "source") if n.entry.subkind == "person"]
    state = reading.lexicon.country_of(people[0].entry) if people else None
    return state or next((p.value for p in imposers(reading, *subject) if len(p.value) == 2), None)


def set_up(reading: Reading, match: Match) -> list[Draft]:
    """ "set up a committee", "issued a press statement": what the Council creates or says as a body."""
    verb = match.verb
    if verb is None or match.i in reading.spent or verb.negated or _only_thought_of(reading, verb):
        return []
    words = set(reading.words(0, len(reading.tokens)))
    creates = verb.lemma in ("set", "establish", "create", "set up") and "committee" in reading.tokens[match.i].word
    says = verb.lemma in ("issue", "release", "adopt", "agree") and "statement" in reading.tokens[match.i].word
    by = verb.subject if not verb.passive else (0, len(reading.tokens))
    council = by is not None and (
        any(p.value == COUNCIL for p in imposers(reading, *by)) or "council" in reading.words(*by)
    )
    about = reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near
    if not about or not ((creates and words & {"council", "resolution", "text"}) or (says and council)):
        return []
    slots: dict[str, Any] = {"actor": COUNCIL, "actor_id": COUNCIL, "action": "adopted"}
    return [Draft(TYPE, match.i, slots | {"item": "committee" if creates else "statement"}, verb=verb)]


def _mandate_action(reading: Reading, match: Match, verb: Verb | None, noun: str) -> str | None:
    before = reading.words(match.i - 4, match.i)
    if any(w in ("expiry", "expiration", "end") for w in before) or noun in ("expiry", "expiration"):
        return "expired"
    if verb is None or verb.lemma not in _ACTIONS:
        return None
    return _ACTIONS[verb.lemma]


def report(reading: Reading, match: Match) -> list[Draft]:
    """A report of the Panel that was submitted or published."""
    verb = match.verb
    if verb is None or verb.lemma not in (
        "submit",
        "publish",
        "release",
        "present",
        "circulate",
        "hand",
        "deliver",
        "send",
        "give",
    ):
        return []
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None:
        return []
    area = (phrase.first, min(phrase.last + 8, len(reading.tokens)))
    sentence = set(reading.words(0, len(reading.tokens)))
    to_committee = {"committee", "council"} & sentence and verb.lemma in (
        "submit",
        "present",
        "circulate",
        "hand",
        "send",
        "give",
        "deliver",
    )
    if to_committee or set(_PANEL_WORDS) & sentence or any(w in _PANEL_WORDS for w in reading.words(*area)):
        if not (reading.names_dprk(0, len(reading.tokens)) or reading.discourse.near):
            return []
        slots = {
            "item": "panel_report",
            "actor": "un_panel_of_experts",
            "actor_id": "un_panel_of_experts",
            "action": _ACTIONS[verb.lemma],
        }
        return [Draft(TYPE, match.i, slots, verb=verb)]
    return []


def emergency(reading: Reading, match: Match) -> list[Draft]:
    """The national emergency on the DPRK, continued or declared anew."""
    verb = match.verb
    names = reading.names_dprk(0, len(reading.tokens))
    continued = next((v for v in reading.parse.verbs if v.lemma == "continue"), None)
    if not names or continued is None:
        return []
    number = next((t.word for t in reading.tokens if t.kind == "number" and len(t.word) == 5), None)
    slots: dict[str, Any] = {
        "item": "executive_order",
        "actor": "US",
        "actor_id": "US",
        "target": DPRK,
        "target_id": DPRK,
    }
    slots |= {"action": "continued", "instrument": f"eo_{number}" if number else None, "certainty": "stated"}
    beyond = next((s for s in reading.times if reading.words(s.first - 1, s.first) == ["beyond"] and s.start), None)
    if beyond is not None:
        slots |= {"event_start": beyond.start, "time_precision": "since"}
    else:
        slots |= {"event_start": None}
    return [Draft(TYPE, continued.head, slots, quote=(0, len(reading.tokens)), verb=verb)]
