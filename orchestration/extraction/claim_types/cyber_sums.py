"""Sums of thefts: whose, of which victim, of which asset, of which year; each is a claim of its own."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from orchestration.extraction.claim_types.common import money_slots
from orchestration.extraction.claim_types.cyber_parties import Doer
from orchestration.extraction.claim_types.cyber_slots import Range, asset_taken, is_time_or_money, target_slots
from orchestration.extraction.claim_types.cyber_words import ATTACKS, BANKING, COIN_HOUSES, THEFT, words
from orchestration.extraction.claim_types.who import singular
from orchestration.extraction.clauses import Phrase
from orchestration.extraction.frames import Draft
from orchestration.extraction.mentions import Money
from orchestration.extraction.reading import Reading

_LOSS = words("loss")
_COMPARING = frozenset(["against", "from", "than", "versus", "to", "with", "record", "after", "following", "and", "of"])


def for_each_party(doer: Doer, drafts: list[Draft]) -> list[Draft]:
    """ "Lazarus and Andariel": several authors are a claim each."""
    return [
        *drafts,
        *(
            replace(draft, slots=draft.slots | {"actor": party.value, "actor_id": party.entry_id})
            for party in doer.parties[1:]
            for draft in drafts
        ),
    ]


def for_each_sum(reading: Reading, draft: Draft, area: Range) -> list[Draft]:
    """ "$308 million from DMM Bitcoin, $235 million from WazirX and …": sums with a victim each."""
    sums = [m for m in reading.money if area[0] <= m.first < area[1]]
    found = []
    for n, money in enumerate(sums):
        end = sums[n + 1].first if n + 1 < len(sums) else area[1]
        phrase = next((p for p in reading.parse.phrases if money.last <= p.first < min(end, money.last + 8)), None)
        while phrase is not None and phrase.prep in ("in", "of", "worth") and phrase.last < end:
            phrase = reading.parse.next_phrase(phrase.last, end)
        if phrase is not None and phrase.prep in ("from", "at", "on") and not is_time_or_money(reading, phrase):
            slots = draft.slots | target_slots(reading, (phrase.first, phrase.last)) | money_slots(money, "stolen")
            item = asset_taken(reading, (money.first, phrase.last), (phrase.first, phrase.last))
            found.append(replace(draft, slots=slots | {"item": item or draft.slots.get("item")}))
    return found if len(found) > 1 else []


def for_each_asset(reading: Reading, draft: Draft, target: Range | None) -> list[Draft]:
    """ "from banks and cryptocurrency exchanges": bank funds of the one and coins of the other."""
    if target is None or draft.claim_type != THEFT:
        return [draft]
    phrases = [p for p in reading.parse.phrases if target[0] <= p.first and p.last <= target[1] and p.prep != "in"]
    banks = [p for p in phrases if _kind_of_house(reading, p) == "bank_funds"]
    coins = [p for p in phrases if _kind_of_house(reading, p) == "cryptocurrency"]
    if not banks or not coins or len(banks) + len(coins) < len(phrases):
        return [draft]
    return [
        replace(draft, slots=draft.slots | {"item": item} | target_slots(reading, (some[0].first, some[-1].last)))
        for item, some in (("bank_funds", banks), ("cryptocurrency", coins))
    ]


def _kind_of_house(reading: Reading, phrase: Phrase) -> str | None:
    words = {singular(w) for w in reading.words(phrase.first, phrase.last)}
    if words & COIN_HOUSES:
        return "cryptocurrency"
    return "bank_funds" if words & BANKING or {"financial", "institution"} <= words else None


def compared(reading: Reading, draft: Draft, area: Range) -> list[Draft]:
    """ "…, up from $660 million in 2023", "against $1.7 billion in 2022", "four times their record of $429 million in
    2021": the sums of other years that one is set against.
    """
    sums = [m for m in reading.money if area[0] <= m.first < area[1]]
    found = []
    for money in sums[1:]:
        span = next(
            (s for s in reading.times if 0 <= s.first - money.last <= 1 and not s.empty and not s.anchored), None
        )
        if span is None or not set(reading.words(money.first - 4, money.first)) & _COMPARING:
            continue
        slots: dict[str, Any] = {k: v for k, v in draft.slots.items() if k in _SHARED} | money_slots(money, "stolen")
        slots |= {"event_start": span.start, "event_end": span.end, "time_precision": span.precision}
        first = max(area[0], money.first - 4)
        comma = [k for k in range(first, money.first) if reading.tokens[k].word == ","]
        found.append(replace(draft, slots=slots, quote=(comma[-1] + 1 if comma else money.first, span.last)))
    return found


_SHARED = ("actor", "actor_id", "attribution_certainty", "certainty", "item")


def _of_another(reading: Reading, first: int, last: int) -> bool:
    """ "the attack on Sony, the theft of $81 million": a sum that belongs to the next attack of a list."""
    between = {singular(w) for w in reading.words(first, last)} & ATTACKS
    leads = any(first <= v.first < last and v.lemma in ("lead", "result", "cause", "end") for v in reading.parse.verbs)
    chained = any(w in (",", "and") for w in reading.words(first, last))
    return bool(between) and (not leads or chained)


def sum_of(reading: Reading, phrase: Phrase) -> Money | None:
    """What an attack took: "the $100 million hack", "attacks, with losses of $571 million", "worth about $3 billion",
    "in which $13 million vanished".
    """
    end = len(reading.tokens)
    for money in reading.money:
        if phrase.first <= money.first < phrase.head:
            return money
        if money.first < phrase.last or money.first > end:
            continue
        if _of_another(reading, phrase.last, money.first):
            continue
        near = reading.words(money.first - 4, money.first) + reading.words(money.last, money.last + 6)
        if set(near) & _LOSS:
            return money
    return None
