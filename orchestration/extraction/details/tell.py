"""All details of a sentence, and which claim of the document they speak of."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from orchestration.extraction.claim import Claim
from orchestration.extraction.details.blasts import blast
from orchestration.extraction.details.crimes import services, vessels, victims
from orchestration.extraction.details.flight import flight
from orchestration.extraction.details.launches import outcome, places, propellant, verdict
from orchestration.extraction.details.told import Told, vocabulary
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

LAUNCH, NUCLEAR = "weapons.launch", "weapons.nuclear_test"
_READERS: tuple[tuple[frozenset[str], Callable[[Reading], Iterator[Told]]], ...] = (
    (frozenset([LAUNCH]), flight),
    (frozenset([LAUNCH]), propellant),
    (frozenset([LAUNCH]), places),
    (frozenset([LAUNCH]), outcome),
    (frozenset([NUCLEAR]), verdict),
    (frozenset([NUCLEAR]), blast),
    (frozenset(["finance.laundering"]), services),
    (frozenset(["finance.trade"]), vessels),
    (frozenset(["finance.cyber_theft", "finance.cyber_operation"]), victims),
)
REACH = 5  # sentences over which a detail may speak of a claim made before


def details(reading: Reading, made: Sequence[tuple[int, Claim]]) -> Iterator[tuple[Claim, Told]]:
    """Details of a sentence with the claim that each belongs to; `made` holds the claims within `REACH` sentences, each
    with the number of its sentence.
    """
    kinds = {claim.claim_type for _, claim in made}
    for types, read in _READERS:
        if not types & kinds:
            continue
        for told in read(reading):
            claim = _claim_of(reading, types, told, made)
            if claim is not None and not _said_already(claim, told):
                yield claim, told


def _claim_of(reading: Reading, types: frozenset[str], told: Told, made: Sequence[tuple[int, Claim]]) -> Claim | None:
    """The claim of the sentence that is nearest to the detail, else the last one that the sentence can speak of."""
    now = reading.discourse.at
    fitting = [(at, c) for at, c in made if c.claim_type in types and c.polarity == "affirmed"]
    here = [c for at, c in fitting if at == now]
    if here:
        spot = reading.tokens[told.first].start
        nearest = min(here, key=lambda c: max(c.char_start - spot, spot - c.char_end, 0))
        return nearest if nearest.event_start or not _of_another_day(reading) else None
    if any(at == now and _domain(c.claim_type) in map(_domain, types) for at, c in made) or not _goes_on(
        reading, types
    ):
        return None
    earlier = [(at, c) for at, c in fitting if c.certainty != "planned" and _same_time(reading, c)]
    together = [c for at, c in earlier if at == earlier[-1][0]]
    return _meant(reading, together) if together and not _of_another_day(reading) else None


def _domain(claim_type: str) -> str:
    return claim_type.partition(".")[0]


def _meant(reading: Reading, claims: Sequence[Claim]) -> Claim:
    """Of the claims of one sentence the one whose weapon or goods are named again, "the first", else the last."""
    named = {reading.lexicon.item_class(n.entry.id) for n in reading.items(0, len(reading.tokens))}
    for claim in claims:
        if claim.item in named:
            return claim
    first = {"first", "former"} & {t.word for t in reading.tokens}
    return claims[0] if first else claims[-1]


def _of_another_day(reading: Reading) -> bool:
    """ "eight days earlier", "a month later": told of another event, whose day the sentence does not name."""
    return any(s.anchored for s in reading.times)


def _goes_on(reading: Reading, types: frozenset[str]) -> bool:
    """Whether a sentence points back at a thing told before: "it", "the missile", "both"; of a nuclear test, whether it
    speaks of a blast at all.
    """
    if _of_others(reading) or (types == {NUCLEAR} and not vocabulary()["blasts"] & {t.word for t in reading.tokens}):
        return False
    words = reading.words(0, len(reading.tokens))
    for k, word in enumerate(words):
        if word in vocabulary()["back"]:
            return True
        if word in ("the", "that", "those", "that's") and vocabulary()["things"] & set(words[k + 1 : k + 4]):
            return True
    return bool(words) and words[0] in vocabulary()["things"]


def _of_others(reading: Reading) -> bool:
    """ "South Korea tested a missile of its own": another state's launch."""
    return any(
        v.subject is not None and not v.passive and reading.state_in(*v.subject) not in (None, DPRK)
        for v in reading.parse.verbs
        if v.lemma in vocabulary()["leaves"]
    )


def _same_time(reading: Reading, claim: Claim) -> bool:
    """No sentence about another day tells more of a claim: its times, if any, meet the claim's."""
    days = [(s.start or s.end, s.end or s.start) for s in reading.times if not s.empty and not s.anchored]
    if claim.event_start is None or claim.event_end is None:
        return not days
    return not days or any(
        first is not None and last is not None and first <= claim.event_end and last >= claim.event_start
        for first, last in days
    )


def _said_already(claim: Claim, told: Told) -> bool:
    """What the claim's own columns say is no detail."""
    if told.attribute == "launch_site":
        return claim.place_role == "launch_site"
    if told.attribute == "impact_area":
        return claim.place_role == "impact" and claim.place == told.value
    if told.attribute == "victim_count":
        return claim.quantity is not None and f"{claim.quantity:.10g}" == told.value
    return False
