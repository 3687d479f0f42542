"""Two mentions beside each other: what forbids that they are of one thing, and what speaks for it.

`conflict` looks at slots and wording that exclude each other; `evidence` names the cue by which two compatible mentions
are tied together whatever stands between them. Cues that need the whole document ("the launch" is its last launch) are
with the groups (`__init__.py`).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from orchestration.extraction.lexicon import DPRK, Lexicon
from orchestration.extraction.link.mentions import Mention

_CLASHES = ("flow", "method", "campaign", "list_id")
_PLANNABLE = ("launch", "nuclear_test", "trade", "laundering")
_CLOSE = 0.1  # share by which two figures of one thing may differ
_DISPUTED = 0.4
_RUNNING = frozenset(["campaign", "wave", "activity", "operation", "attack"])  # goes on, and is aimed at many
_SAID_ALIKE = 0.5  # share of their words that two sentences on one practice have in common


def conflict(a: Mention, b: Mention, lexicon: Lexicon) -> str | None:
    """Why two mentions of one family cannot be of one thing; None where they can. Symmetric."""
    checks: tuple[tuple[str, Callable[[], bool]], ...] = (
        ("same_sentence", lambda: _coordinated(a, b)),
        ("other_number", lambda: _other_number(a, b)),
        ("other_grain", lambda: a.grain != b.grain),
        ("other_time", lambda: _apart_in_time(a, b)),
        ("other_item", lambda: not _items_fit(a, b, lexicon)),
        # of one day's launch sources may name two models
        ("other_model", lambda: _differ(a.claim.model, b.claim.model) and not (a.is_day and a.start == b.start)),
        ("other_slot", lambda: any(_differ(getattr(a.claim, s), getattr(b.claim, s)) for s in _CLASHES)),
        ("other_party", lambda: _parties_differ(a, b)),
        ("other_actor", lambda: _actors_differ(a, b, lexicon)),
        ("other_count", lambda: _counts_differ(a, b)),
        ("other_kind", lambda: _kinds_differ(a, b)),
        ("other_plan", lambda: a.family in _PLANNABLE and a.is_planned != b.is_planned and not _both_denied(a, b)),
    )
    return None if _denies(a, b) else next((name for name, holds in checks if holds()), None)


def evidence(a: Mention, b: Mention) -> str | None:
    """The cue by which two compatible mentions are of one thing, the strongest first; None where there is none."""
    if _denies(a, b):
        return "same_act"
    if a.family in ("launch", "nuclear_test"):
        return _same_event(a, b)
    return _same_by_family(a, b)


def _same_event(a: Mention, b: Mention) -> str | None:
    if a.grain == "general":
        return None
    if a.ordinal and a.ordinal == b.ordinal and a.ordinal_scope == b.ordinal_scope:
        return "same_ordinal"
    if a.local and a.local == b.local:
        return "same_number"
    if a.is_day and b.is_day:
        return "same_day"
    if a.is_planned and b.is_planned:
        return "same_plan"
    if a.grain == "aggregate":
        same = (a.start, a.end, a.claim.quantity, a.claim.item) == (b.start, b.end, b.claim.quantity, b.claim.item)
        return "same_count" if same and (a.start or a.end) else None
    if a.start and b.start and a.end and b.end and a.claim.item == b.claim.item:
        return "same_period"  # one contains the other, or they would be in conflict
    return None


def _same_by_family(a: Mention, b: Mention) -> str | None:
    one, other = a.claim, b.claim
    if _one_span(a, b) and _one_act(a, b):
        return "same_sentence"
    if a.family == "capability":
        return _same_capability(a, b)
    if a.family == "measure":
        return _same_measure(a, b)
    if a.family == "decision":
        same_act = a.acts & b.acts and a.action == b.action
        same_day = a.is_day and b.is_day and one.item == other.item
        return "same_act" if same_act else "same_day" if same_day else None
    if a.family == "trade" and not _one_practice(a, b):
        return None
    if _same_party(a, b):
        # "six years earlier the same exchange": what is told beside another needs a time of its own on both sides
        beside = a.family == "attack" and (a.in_sequence or b.in_sequence) and not (a.start and b.start)
        return None if beside else "same_party"
    if _one_period(a, b):
        return "same_period"
    if one.amount is not None and one.amount == other.amount and one.currency == other.currency:
        return "same_amount"
    if a.family in ("trade", "labour") and one.place and one.place == other.place:
        return "same_place"
    figures = (one.amount is None) == (other.amount is None) and (one.quantity is None) == (other.quantity is None)
    if figures and one.target == other.target and _alike(a, b) >= _SAID_ALIKE:
        return "same_words"
    return None


def _one_practice(a: Mention, b: Mention) -> bool:
    """A practice of one period is not that of another, and a counted part of it not the whole."""
    counted = (a.claim.quantity is None) == (b.claim.quantity is None)
    return (a.start, a.end) == (b.start, b.end) or (counted and not (a.start and b.start))


def _same_party(a: Mention, b: Mention) -> bool:
    """One party by its id, by a name in common, or by one description."""
    if a.claim.target_id and a.claim.target_id == b.claim.target_id and a.is_named:
        return True
    if a.is_named and b.is_named:
        return bool(a.party & b.party)
    return bool(a.claim.target and (a.claim.target == b.claim.target or (a.party and a.party == b.party)))


def _same_measure(a: Mention, b: Mention) -> str | None:
    """Sanctions as such may stand for years: a dated round of them is another thing than what has no date."""
    if a.is_other or b.is_other:
        return None
    undated = a if a.start is None else b
    standing = (a.start is None) != (b.start is None) and undated.is_standing and a.claim.measure == "regime"
    return None if standing else "same_measure"


def _same_capability(a: Mention, b: Mention) -> str | None:
    """A lasting ability is one however often it is told; a showing or a deployment is an act with a time of its own."""
    acts = {"deploy", "display", "static_test", "launch_from"}
    if (a.ability in acts or b.ability in acts) and not (a.start and a.start == b.start):
        return "same_words" if _alike(a, b) >= _SAID_ALIKE else None
    programme = (a.claim.item or "").endswith("_programme") and {a.ability, b.ability} <= {None, "develop", "other"}
    return "same_ability" if programme or (a.ability and a.ability == b.ability) else None


def same_head(a: Mention, b: Mention) -> bool:
    """Whether two parties are described by one noun, as "40 security officials" takes up "officials of the South"."""
    described = a.party_head is not None and not a.is_named and not b.is_named
    return described and a.party_head == b.party_head and a.claim.claim_type == b.claim.claim_type


def _denies(a: Mention, b: Mention) -> bool:
    """Whether one claim denies, in the same breath, what the other states: "doubt over its claim that it tested …"."""
    one, other = sorted((a.claim, b.claim), key=lambda c: c.char_start - c.char_end)
    nested = one.char_start <= other.char_start and other.char_end <= one.char_end
    alike = (one.claim_type, one.item, one.target) == (other.claim_type, other.item, other.target)
    return nested and alike and {one.polarity, other.polarity} == {"affirmed", "denied"}


def _both_denied(a: Mention, b: Mention) -> bool:
    return a.claim.polarity == b.claim.polarity == "denied"


def _coordinated(a: Mention, b: Mention) -> bool:
    """Claims of one type on one span are several by the contract: one an item, party, day or imposer."""
    one, other = a.claim, b.claim
    return one.claim_type == other.claim_type and _one_span(a, b) and not _one_act(a, b)


def _one_span(a: Mention, b: Mention) -> bool:
    return (a.claim.char_start, a.claim.char_end) == (b.claim.char_start, b.claim.char_end)


def _one_act(a: Mention, b: Mention) -> bool:
    """Two who did one thing together, or two words for one item of it."""
    same = ("item", "measure", "target", "amount", "quantity", "event_start", "polarity")
    alike = all(getattr(a.claim, s) == getattr(b.claim, s) for s in same)
    return alike and (a.family in ("attack", "decision") or (a.family == "measure" and a.claim.actor == b.claim.actor))


def _other_number(a: Mention, b: Mention) -> bool:
    by_series = a.ordinal and b.ordinal and a.ordinal_scope == b.ordinal_scope and a.ordinal != b.ordinal
    return bool(by_series or (a.local and b.local and a.local != b.local))


def _apart_in_time(a: Mention, b: Mention) -> bool:
    if a.grain == "aggregate" or a.family == "tempo":
        return (a.start, a.end) != (b.start, b.end)
    if a.family == "measure" and _follow_on(a, b):
        return False  # the limits of one act for one period and the next
    return bool(
        (a.end and b.start and a.end < b.start)
        or (b.end and a.start and b.end < a.start)
        or (a.family == "attack" and _differ(_long(a), _long(b)))
    )


def _follow_on(a: Mention, b: Mention) -> bool:
    """Whether a limited measure begins to hold where the other ends."""
    capped = a.claim.measure == b.claim.measure and (a.claim.measure or "").endswith("_cap")
    return capped and any(x.end and y.start and x.end + timedelta(1) == y.start for x, y in ((a, b), (b, a)))


def _one_period(a: Mention, b: Mention) -> bool:
    """Two sums of all that was stolen of one kind in one period, whatever they come to."""
    sums = a.claim.amount is not None and b.claim.amount is not None and not (a.is_day or b.is_day)
    period = a.start is not None and a.end is not None and (a.start, a.end) == (b.start, b.end)
    same = a.claim.item == b.claim.item and a.claim.target == b.claim.target and not a.party
    return a.family == "attack" and sums and period and same


def _long(a: Mention) -> tuple[date | None, date | None] | None:
    """The period of a claim that sums up what happened in it."""
    summed = a.claim.quantity is not None and a.claim.quantity > 1 and a.claim.amount is not None
    return (a.start, a.end) if summed and a.start else None


def _items_fit(a: Mention, b: Mention, lexicon: Lexicon) -> bool:
    one, other = a.claim.item, b.claim.item
    if one == other:
        return True
    if a.family in ("capability", "trade", "measure"):
        return (one is None or other is None) and a.family != "measure"
    if one is None or other is None:
        return True
    if lexicon.is_a(one, other) or lexicon.is_a(other, one):
        return True
    rocket = {"satellite_launch_vehicle", "missile", "ballistic_missile", "icbm"}
    return a.family == "launch" and a.is_planned and b.is_planned and {one, other} <= rocket


def _parties_differ(a: Mention, b: Mention) -> bool:
    if a.family not in ("attack", "designation", "delisting", "laundering", "measure", "labour", "trade"):
        return False
    if a.claim.target_id and b.claim.target_id and a.is_named and b.is_named:
        return a.claim.target_id != b.claim.target_id
    if a.family == "attack" and (a.by_noun | b.by_noun) & _RUNNING and not (a.is_named or b.is_named):
        return False  # "the campaign" may be told with other words for those it is aimed at
    if a.party and b.party:
        described = not a.is_named and not b.is_named and a.party_head == b.party_head
        return not a.party & b.party and not described
    both = a.party_head and b.party_head
    return bool(both and a.party_head != b.party_head and (a.party or b.party or a.family != "labour"))


def _actors_differ(a: Mention, b: Mention, lexicon: Lexicon) -> bool:
    one, other = a.claim.actor, b.claim.actor
    if _one_span(a, b) and _one_act(a, b):
        return False
    if not _differ(one, other) or a.family in ("launch", "nuclear_test", "capability", "tempo"):
        return False
    if a.family == "attack" and DPRK in (one, other):
        return False  # whom the text only calls North Korean may have a name
    if a.family == "attack":  # vendors name one attacker differently, but of one victim's loss
        return not (_same_party(a, b) or _line(one, lexicon) & _line(other, lexicon))
    return _family_of(one, lexicon) != _family_of(other, lexicon)


def _line(name: str | None, lexicon: Lexicon) -> set[str]:
    """A group of hackers with those it is part of, the state itself left out."""
    line: set[str] = set()
    while name and name not in line and name != DPRK:
        line.add(name)
        entry = lexicon.entry("party", name)
        name = entry.parent if entry else None
    return line


def _family_of(name: str | None, lexicon: Lexicon) -> str | None:
    """Whom an actor belongs to: the treasury to the US, a group of hackers to the DPRK."""
    for kind in ("source", "party"):
        entry = lexicon.entry(kind, name)
        if entry:
            return lexicon.country_of(entry) or entry.family or entry.id
    return name


def _counts_differ(a: Mention, b: Mention) -> bool:
    one, other = a.claim, b.claim
    if a.family == "labour":  # heads, wages and shares of one practice; two counts of one thing are two practices
        return _differ(one.quantity, other.quantity) and one.quantity_unit == other.quantity_unit
    if _one_period(a, b) or (a.family == "measure" and _follow_on(a, b)):
        return False
    if one.amount is not None and other.amount is not None and one.currency == other.currency:
        if _differ(one.amount_role, other.amount_role) or _differ(one.amount_basis, other.amount_basis):
            return False  # a loss and what was frozen of it
        # of a named victim's loss several figures go about
        allowed = _DISPUTED if a.is_named and b.is_named else _CLOSE
        return float(abs(one.amount - other.amount)) > allowed * float(max(one.amount, other.amount))
    if a.family in ("launch", "nuclear_test", "measure", "decision"):
        return a.grain == "aggregate" and _differ(one.quantity, other.quantity)
    return _differ(one.quantity, other.quantity) and one.quantity_unit == other.quantity_unit


def _kinds_differ(a: Mention, b: Mention) -> bool:
    one, other = a.claim, b.claim
    if a.family == "measure":
        return (
            one.measure != other.measure
            or a.is_already != b.is_already
            or (a.acts != b.acts and bool(a.acts and b.acts))
        )
    if a.family == "decision":
        return (
            _differ(a.action, b.action)
            or (bool(a.acts and b.acts) and not a.acts & b.acts)
            or _differ(one.item, other.item)
        )
    if a.family == "capability":
        return one.item != other.item or _differ(a.ability, b.ability)
    return False


def _alike(a: Mention, b: Mention) -> float:
    return len(a.content & b.content) / (len(a.content | b.content) or 1)


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other
