"""Which claims of one document speak of one thing by its wording, and which plainly of two.

`link_claims(document, claims, lexicon)` is a pure function of the text's claims, whoever read them; storage and other
documents are not its matter. In the order of the text, each claim joins the group of earlier claims that it can only
mean, or begins its own; it is in no conflict with any of those it is held against, so that a group is no chain of
likenesses. One row is written for a claim that joins, to the claim of the group that it has the cue with, and one for
each claim that the text tells it apart from.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path

from orchestration.extraction.claim import Claim, ClaimLink, DocumentText
from orchestration.extraction.lexicon import Lexicon
from orchestration.extraction.link.compare import conflict, evidence, same_head
from orchestration.extraction.link.mentions import Mention, mention

_GROUPS = 40  # groups of a family that are kept in mind, those spoken of last: what keeps a long list linear
_MEMBERS = 6  # members of a group up to which a claim is held against all of them
_CLOSE = 400  # code points between two descriptions of one party by one noun
_REACH = 1500  # code points over which a definite noun phrase points back where several groups fit

Group = list[Mention]


def links_version() -> str:
    """A hash of the code and the words that links are made by."""
    digest = hashlib.sha256()
    for path in sorted(Path(__file__).parent.iterdir()):
        if path.suffix in (".py", ".yml"):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:8]


def link_claims(document: DocumentText, claims: Sequence[Claim], lexicon: Lexicon) -> list[ClaimLink]:
    """The links between claims of a document, the same for any order of the claims."""
    groups: dict[str, list[Group]] = defaultdict(list)
    rows: list[ClaimLink] = []
    for claim in sorted(claims, key=_place):
        now = mention(claim, document.published_on)
        known = groups[now.family][-_GROUPS:]
        free = [g for g in known if not any(conflict(now, m, lexicon) for m in _held_against(g))]
        found = _antecedent(now, free, known)
        for other, cue in _told_apart(now, [g for g in known if not found or g is not found[0]], lexicon):
            rows.append(_row(now, other, "apart", cue))
        if found is None:
            groups[now.family].append([now])
            continue
        group, other, cue = found
        rows.append(_row(now, other, "same", cue))
        group.append(now)
        _put_last(groups[now.family], group)
    return rows


def _put_last(groups: list[Group], group: Group) -> None:
    """The group spoken of last is the last one; it is one of those that are kept in mind."""
    at = next(k for k in range(len(groups) - 1, -1, -1) if groups[k] is group)
    groups.append(groups.pop(at))


def _place(claim: Claim) -> tuple[object, ...]:
    return (claim.char_start, claim.char_end, claim.claim_type, claim.claim_id)


def _held_against(group: Group) -> Group:
    """The members that say most of a long group: who first brings a day, a number, a party, a sum; and the last."""
    if len(group) <= _MEMBERS:
        return group
    brings: tuple[Callable[[Mention], object], ...] = (
        lambda m: m.is_day,
        lambda m: m.start or m.end,
        lambda m: m.ordinal or m.local,
        lambda m: m.party,
        lambda m: m.claim.amount,
        lambda m: m.claim.quantity,
    )
    telling = [next((m for m in group if brought(m)), group[0]) for brought in brings]
    return list({id(m): m for m in (group[0], *telling, *group[1 - _MEMBERS :])}.values())


def _antecedent(now: Mention, free: list[Group], known: list[Group]) -> tuple[Group, Mention, str] | None:
    """The group that a claim joins, the claim in it that it points to, and the cue."""
    if now.grain == "general":
        return None
    for group in reversed(free):
        for other in _held_against(group)[::-1]:
            cue = evidence(now, other)
            if cue:
                return group, other, cue
    numbered = [g for g in known if any(m.local for m in g)]
    if now.local and numbered and len(free) == 1 and free[0] not in numbered:
        return free[0], free[0][-1], "other_of_two"
    if now.is_other or (now.is_also and len(known) == 1):
        return None
    meant = _spoken_of(now, free, known) if now.taken_up else None
    if meant:
        return meant, meant[-1], "definite"
    close = [g for g in free if now.claim.char_start - g[-1].claim.char_end <= _CLOSE and same_head(now, g[-1])]
    if close and now.family == "attack":
        return close[-1], close[-1][-1], "same_head"
    return _only_event(now, free, known)


def _spoken_of(now: Mention, free: list[Group], known: list[Group]) -> Group | None:
    """The group that a definite noun phrase means: the last fitting one, of events the one that the document is about;
    of attacks one told with the same noun, or what was spoken of just before.
    """
    if now.family == "attack":
        if now.is_named:  # a theft told with its victim takes up one whose victim is known
            free = [g for g in free if any(m.party for m in g)]
        free = [g for g in free if g is known[-1] or any(m.content & now.by_noun for m in g)]
    near = [g for g in free if now.claim.char_start - g[-1].claim.char_start <= _REACH]
    told_of = [g for g in near if any(m.is_recent for m in g)]
    if told_of or near:
        return (told_of or near)[-1]
    return free[0] if len(free) == 1 else None


def _only_event(now: Mention, free: list[Group], known: list[Group]) -> tuple[Group, Mention, str] | None:
    """An act told without a day is the one that the document is about, where no other fits: what another source says
    of it, or the plan that it reports.
    """
    if now.family not in ("launch", "nuclear_test") or now.start or now.end or now.in_sequence:
        return None
    if now.family == "nuclear_test" and len(known) == len(free) == 1 and not now.ordinal:
        return free[0], free[0][0], "only_event"  # so rare that a text names one
    fitting = [g for g in free if any(m.is_recent for m in g)]
    others_dated = all(any(m.start for m in g) for g in free)
    return (fitting[0], fitting[0][0], "only_event") if len(fitting) == 1 and others_dated else None


def _told_apart(now: Mention, known: list[Group], lexicon: Lexicon) -> list[tuple[Mention, str]]:
    """Claims of other groups that the wording sets this one against: by number, by "another", by its day."""
    found: list[tuple[Mention, str]] = []
    days = 0
    for group in known[: -_MEMBERS - 1 : -1]:
        last = group[-1]
        why = conflict(now, last, lexicon)
        if why == "other_number":
            found.append((last, why))
        elif why is None and now.is_other and group is known[-1]:
            found.append((last, "another"))
        elif why == "other_time" and now.is_day and last.is_day and now.claim.item == last.claim.item and not days:
            days += 1  # a list of dated acts needs no row for each two of them
            found.append((last, "other_day"))
    return found


def _row(now: Mention, other: Mention, relation: str, cue: str) -> ClaimLink:
    return ClaimLink(
        document_id=now.claim.document_id,
        claim_id=now.claim.claim_id,
        antecedent_id=other.claim.claim_id,
        relation=relation,
        cue=cue,
        extractor=now.claim.extractor,
        extractor_version=now.claim.extractor_version,
    )
