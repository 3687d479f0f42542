"""`finance.cyber_operation`: attacks, intrusions and targeting where no theft is stated; an attack whose text gives the
sum that it took is a theft.
"""

from __future__ import annotations

from dataclasses import replace

from orchestration.extraction.claim_types.common import money_slots
from orchestration.extraction.claim_types.cyber_actors import acting_people, doer_of
from orchestration.extraction.claim_types.cyber_blame import attributes
from orchestration.extraction.claim_types.cyber_parties import (
    Doer,
    anaphoric,
    base,
    others_act,
    parties_in,
    remember,
    remembered,
)
from orchestration.extraction.claim_types.cyber_slots import (
    Range,
    asset_taken,
    behind,
    campaign_named,
    counted_attacks,
    cyber_context,
    is_dprk_target,
    is_question,
    known_victim,
    list_end,
    named_victim,
    noun_reach,
    repeats,
    spend_clauses,
    target_slots,
    technical,
    victims_counted,
)
from orchestration.extraction.claim_types.cyber_sums import sum_of
from orchestration.extraction.claim_types.cyber_words import (
    ATTACK_VERBS,
    ATTACKS,
    DEEDS,
    KINDS,
    ON,
    OPERATION,
    PLAIN,
    THEFT,
    VICTIMS,
    words,
)
from orchestration.extraction.claim_types.who import dprk_actor, groups, singular
from orchestration.extraction.clauses import Phrase, Verb
from orchestration.extraction.frames import Draft, Match
from orchestration.extraction.lexicon import DPRK
from orchestration.extraction.reading import Reading

_LIGHT = words("light") | {"carry out", "step up"}
_BEHIND = frozenset({"behind", "responsible"})
_INTO = {
    "spy": "on",
    "snoop": "on",
    "go after": "after",
    "lurk": "inside",
}  # the preposition of a verb's victim, else "into"
_SUFFERED = words("suffered")
_REACH = 12  # sentences over which "the attack" is the one that was told
_JUDGING = words("judging") - {"deny", "reject", "dismiss", "refute"}


def operation(reading: Reading, match: Match) -> list[Draft]:
    """Attacks, intrusions and targeting without a theft stated."""
    if match.i in reading.spent or is_question(reading):
        return []
    return _by_noun(reading, match) if match.form in ("noun", "phrase") else _by_verb(reading, match)


def _by_verb(reading: Reading, match: Match) -> list[Draft]:
    verb = match.verb
    if verb is None or (verb.form == "ing" and names_a_kind(reading, match)) or _of_a_told_attack(reading, verb):
        return []
    passive = match.form in ("passive", "part")
    area = verb.subject if passive else verb.object or _shared_object(reading, verb)
    victim = _counted_noun(reading, reading.parse.next_phrase(area[0], area[1])) if area else None
    if victim is None or (victim.prep and not passive and victim.prep not in (_INTO.get(verb.lemma, "into"), "inside")):
        return []
    if singular(reading.tokens[victim.head].word) in ATTACKS | DEEDS | {
        "group",
        "data",
        "information",
        "token",
        "credential",
        "session",
        "key",
        "password",
        "cookie",
    }:
        return []  # "a hacking campaign"; data are taken and not attacked
    doer = doer_of(reading, verb, None, match.i, match.last)
    if passive and _by_others(reading, verb):
        return []
    if doer.party is None or not cyber_context(reading) or is_dprk_target(reading, victim):
        return []
    if match.options.get("people_only") and not _acts(reading, verb, doer):
        return []
    target = (victim.first, _subject_end(reading, verb, victim) if passive else list_end(reading, victim))
    slots = base(reading, doer) | target_slots(reading, target) | victims_counted(reading, target)
    draft = Draft(OPERATION, match.i, slots | campaign_named(reading), verb=verb)
    remember(reading, draft)
    spend_clauses(reading, {verb.clause})
    return each_party(doer, draft)


def _counted_noun(reading: Reading, phrase: Phrase | None) -> Phrase | None:
    """ "half a dozen organizations": what is counted, where the number is a phrase of its own."""
    if phrase is None:
        return None
    number = next((q for q in reading.numbers if q.first <= phrase.first and phrase.last < q.last), None)
    return reading.parse.phrase_at(number.last) or phrase if number is not None else phrase


def _subject_end(reading: Reading, verb: Verb, victim: Phrase) -> int:
    """ "servers running TeamCity are attacked", "computers at 160 firms were infected": a subject up to its verb."""
    end = verb.first
    whole = victim.first < end <= victim.first + 12 and "," not in reading.words(victim.last, end)
    return end if whole and verb.form == "finite" else list_end(reading, victim)


def _shared_object(reading: Reading, verb: Verb) -> Range | None:
    """ "compromised and abused the account": the object of the verb that a verb is joined to."""
    if reading.words(verb.last, verb.last + 1) != ["and"]:
        return None
    return next((v.object for v in reading.parse.verbs if v.first == verb.last + 1), None)


def each_party(doer: Doer, draft: Draft) -> list[Draft]:
    """Several authors are a claim each."""
    others = [replace(draft, slots=draft.slots | {"actor": p.value, "actor_id": p.entry_id}) for p in doer.parties[1:]]
    return [draft, *others]


def _of_a_told_attack(reading: Reading, verb: Verb) -> bool:
    """ "the attack that paralysed 48,000 machines": what a relative clause says of an attack that has been read."""
    clause = reading.parse.clauses[verb.clause]
    if not clause.first or reading.tokens[clause.first].tag not in ("REL", "COMP") or verb.subject is None:
        return False
    return verb.subject[1] <= clause.first and verb.subject[1] - 1 in reading.spent


def _aimed_at(reading: Reading, last: int) -> Range | None:
    """ "attacks targeting job seekers", "a campaign aimed at embassies"."""
    verb = next((v for v in reading.parse.verbs if v.first == last and v.form in ("ing", "part")), None)
    if (
        verb is None
        or verb.lemma not in ATTACK_VERBS | {"aim", "direct", "focus"}
        or (verb.passive and verb.lemma == "target")
    ):
        return None
    phrase = reading.parse.next_phrase(verb.last, min(verb.last + 3, len(reading.tokens)))
    return (phrase.first, list_end(reading, phrase)) if phrase is not None else None


def _hit_by(reading: Reading, phrase: Phrase) -> Range | None:
    """The victim in a relative clause of an attack: "the attack that paralysed 48,000 machines"."""
    for verb in reading.parse.verbs:
        clause = reading.parse.clauses[verb.clause]
        relative = clause.first >= phrase.last and reading.tokens[clause.first].tag in ("REL", "COMP")
        if relative and verb.form == "finite" and not verb.passive and verb.subject == (phrase.first, phrase.last):
            hit = reading.parse.next_phrase(verb.last, min(verb.last + 4, clause.last))
            return (hit.first, list_end(reading, hit)) if hit is not None and not hit.prep else None
    return None


def _acts(reading: Reading, verb: Verb, doer: Doer) -> bool:
    """For words of everyday use ("target", "attack"): the actor is a group, or people that hack."""
    if doer.party is not None and doer.party.value != DPRK:
        return True
    words = {singular(t.word) for t in reading.tokens}
    told = reading.discourse.at - reading.discourse.cyber_actor_at <= 2
    return told or acting_people(reading, verb) or bool(words & {"hacker", "cyber"}) or technical(reading)


def _by_others(reading: Reading, verb: Verb) -> bool:
    """ "targeted by malware": an agent that is neither of the DPRK nor points back to its hackers."""
    agent = reading.prepositional(verb.last, min(verb.last + 3, len(reading.tokens)), "by")
    return agent is not None and not (dprk_actor(reading, *agent) or anaphoric(reading, *agent))


def _by_noun(reading: Reading, match: Match) -> list[Draft]:
    phrase = reading.parse.phrase_at(match.i)
    if phrase is None:
        return []
    if _does(reading, match.i) or _meant_before(reading, match, phrase):
        return []
    if _judged(reading, match.verb):
        slots = target_slots(reading, _noun_target(reading, match, phrase))
        remember(reading, Draft(OPERATION, match.i, slots))
        return []
    doer = doer_of(reading, match.verb, phrase, match.i, match.last)
    target = _noun_target(reading, match, phrase)
    if not _is_an_attack(reading, match, phrase, doer, target):
        return []
    slots = base(reading, doer) | target_slots(reading, target) | campaign_named(reading)
    slots |= counted_attacks(reading, phrase) | victims_counted(reading, target)
    if "suspected" in reading.words(reading.parse.clauses[reading.parse.clause_at(match.i)].first, match.i):
        slots["certainty"] = "alleged"
    reading.spent.update(range(phrase.first, phrase.last))
    reading.discourse.cyber_seen.add(doer.party.value if doer.party else "")
    dated = any(match.last <= s.first < noun_reach(reading, phrase) for s in reading.times)
    by = doer.by if target is None and not dated else None
    at, verb = (by.head, by) if by is not None else (match.i, match.verb)
    if doer.by is not None:
        related = ("attack", "method", "activity", "campaign", "target")
        reading.spent.update(
            k for k, t in enumerate(reading.tokens) if singular(t.word) in related or t.lemma in related
        )
    loss = sum_of(reading, phrase)
    robbed = loss is not None or _is_coin_exchange(reading, target)
    if loss is not None:
        slots |= money_slots(loss, "stolen")
    if robbed:
        slots["item"] = asset_taken(reading, (phrase.first, len(reading.tokens)), target)
    spend_clauses(reading, {reading.parse.clause_at(match.i)})
    draft = Draft(THEFT if robbed else OPERATION, at, slots, verb=verb)
    remember(reading, draft)
    return [*each_party(doer, draft), *_accusation(reading, draft, phrase)]


def _judged(reading: Reading, verb: Verb | None) -> bool:
    """ "North Korea called the attack a righteous deed": what it judges it has not done by that."""
    return (
        verb is not None
        and verb.lemma in _JUDGING
        and verb.subject is not None
        and reading.state_in(*verb.subject) == DPRK
    )


def _does(reading: Reading, i: int) -> bool:
    """ "the campaign targets", "the activity compromised": a deed as subject of the verb that states the attack."""
    return any(
        v.subject is not None
        and v.subject[0] <= i < v.subject[1]
        and v.lemma in ATTACK_VERBS
        and v.form == "finite"
        and not v.passive
        and v.object is not None
        for v in reading.parse.verbs
    )


def _meant_before(reading: Reading, match: Match, phrase: Phrase) -> bool:
    """ "responsible for the attack": an attack that the text has told and here only says by whom."""
    definite = reading.tokens[phrase.first].word in ("the", "this", "these", "both")
    told = reading.discourse.accused
    if not definite or told is None or reading.discourse.at - told[2] > _REACH or phrase.head != match.i:
        return False
    if reading.discourse.cyber_actor_at == reading.discourse.at or _time_in_clause(reading, match.i):
        return False
    if reading.money_in(phrase.first, match.i):
        return False
    end = noun_reach(reading, phrase)
    return behind(reading, match.last, end, *ON, "of") is None and named_victim(reading, phrase, match.i) is None


def _is_coin_exchange(reading: Reading, target: Range | None) -> bool:
    """A hack of an exchange of crypto assets that the lexicon knows is a theft."""
    return target is not None and any(n.entry.subkind == "exchange" for n in reading.entries(*target, "party"))


def _noun_target(reading: Reading, match: Match, phrase: Phrase) -> Range | None:
    end = noun_reach(reading, phrase)
    named = named_victim(reading, phrase, match.i)
    blamed = match.verb is not None and match.verb.lemma in ("blame", "pin")
    if blamed and named:
        return named
    hit = _aimed_at(reading, match.last) or behind(reading, match.last, end, *ON)
    hit = hit or behind(reading, match.last, end, "of") or named
    hit = hit or _hit_by(reading, phrase)
    return hit or _sufferer(reading, match.verb, phrase)


def _sufferer(reading: Reading, verb: Verb | None, phrase: Phrase) -> Range | None:
    """ "3CX was the victim of a compromise", "the exchange suffered a hack": the subject of a verb of suffering."""
    if verb is None or verb.subject is None or verb.last > phrase.first:
        return None
    victim = {"victim", "victims", "target", "targets"} & set(reading.words(verb.last, phrase.first))
    if not (verb.lemma in _SUFFERED or (verb.lemma == "be" and victim)):
        return None
    return None if reading.names_dprk(*verb.subject) else verb.subject


def _is_an_attack(reading: Reading, match: Match, phrase: Phrase, doer: Doer, target: Range | None) -> bool:
    """Whether a noun states an attack, by whom and on whom it is, and how it is put."""
    tokens = reading.tokens
    if {"nuclear", "armed", "military", "missile"} & set(reading.words(phrase.first, match.i)):
        return False
    if any(w in ("threat", "threats", "risk", "possibility") for w in reading.words(phrase.first - 3, phrase.first)):
        return False
    if names_a_kind(reading, match):
        return False
    if target is not None and is_dprk_target(reading, reading.parse.phrase_at(target[0])):
        return False
    if singular(tokens[match.i].word) in PLAIN and not (cyber_context(reading) or known_victim(reading, target)):
        return False
    if target is None and phrase.prep in ("to", "with") and attributes(match.verb):
        return False  # "domains linked to Kimsuky campaigns"
    light = match.verb is not None and (
        match.verb.lemma in _LIGHT or bool(_BEHIND & set(reading.words(match.verb.last, match.i)))
    )
    linked = attributes(match.verb) and known_victim(reading, (0, len(tokens)))
    known = known_victim(reading, target) or linked
    effort = singular(tokens[phrase.head].word) in ("effort", "attempt", "campaign")
    blamed = doer.alleged and doer.by is not None
    if phrase.head != match.i and not effort and not blamed and not known:
        return False
    timed = tokens[phrase.first].word in ("the", "this") and _time_in_clause(reading, match.i)
    if doer.party is None and not (known and not others_act(reading)):
        return False
    if target is None and doer.party is not None and doer.party.at < 0 and not (doer.alleged or timed):
        return False  # how hackers that have been told of went about it
    definite = tokens[phrase.first].word in ("the", "this", "that", "these", "those")
    fresh = not definite and singular(tokens[match.i].word) == tokens[match.i].word
    named = fresh and bool(groups(reading, phrase.first, match.i))  # "a new BlueNoroff attack"
    if target is None and not (doer.alleged or light or timed or named or _owned_by_group(reading, match)):
        return False
    stated = doer.party is not None and doer.party.value in reading.discourse.cyber_seen
    if definite and stated and doer.alleged and target is None:
        return False
    return doer.alleged or light or known or timed or not repeats(reading, phrase, OPERATION)


def names_a_kind(reading: Reading, match: Match) -> bool:
    """ "a hacking group": the word says what kind of group, not what it did."""
    return bool({singular(w) for w in reading.words(match.last, match.last + 1)} & KINDS)


def _time_in_clause(reading: Reading, i: int) -> bool:
    return any(
        not s.empty and not s.anchored and reading.parse.clause_at(s.first) == reading.parse.clause_at(i)
        for s in reading.times
    )


def _owned_by_group(reading: Reading, match: Match) -> bool:
    """ "operations conducted by Lazarus"."""
    after = reading.prepositional(match.last, min(match.last + 4, len(reading.tokens)), "by")
    return bool(after and groups(reading, *after))


def _accusation(reading: Reading, draft: Draft, phrase: Phrase) -> list[Draft]:
    """ "denied South Korea's accusation that it attacked": who accuses asserts it, beside the denial."""
    for k in range(phrase.first):
        named = singular(reading.tokens[k].word) in ("accusation", "allegation", "charge")
        if named and reading.words(k + 1, k + 2) == ["that"]:
            owner = reading.parse.phrase_at(k)
            accuser = reading.state_in(owner.first, k) if owner else None
            if accuser and accuser != DPRK:
                slots = dict(draft.slots) | {"asserted_by": accuser, "certainty": "alleged", "polarity": "affirmed"}
                return [Draft(OPERATION, draft.i, slots, verb=draft.verb)]
    return []


def aimed(reading: Reading, match: Match) -> list[Draft]:
    """ "has set its sights on banks", "drone makers are in the crosshairs of Lazarus"."""
    if match.i in reading.spent or not (cyber_context(reading) or groups(reading, 0, len(reading.tokens))):
        return []
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    after = reading.parse.next_phrase(match.last, min(match.last + 4, clause.last))
    before = next((p for p in reading.parse.phrases if clause.first <= p.first < match.i and not p.prep), None)
    if after is None or before is None:
        return []
    if reading.words(match.last - 1, match.last) == ["of"]:
        doer = Doer(parties_in(reading, after.first, list_end(reading, after)))
        target = (before.first, list_end(reading, before))
    else:
        found = parties_in(reading, clause.first, match.i)
        someone = remembered(reading) if anaphoric(reading, before.first, before.last) else None
        doer, target = Doer(found or ((someone,) if someone else ())), (after.first, list_end(reading, after))
    if doer.party is None or is_dprk_target(reading, reading.parse.phrase_at(target[0])):
        return []
    slots = base(reading, doer) | target_slots(reading, target) | victims_counted(reading, target)
    return each_party(doer, Draft(OPERATION, match.i, slots | campaign_named(reading), verb=match.verb))


def victims_told(reading: Reading, match: Match) -> list[Draft]:
    """ "over 230 victims have been recorded in a Lazarus campaign": a count of victims as the news."""
    phrase = reading.parse.phrase_at(match.i)
    parties = parties_in(reading, 0, len(reading.tokens))
    told_now = reading.discourse.cyber_actor_at == reading.discourse.at
    if phrase is None or told_now or not parties or match.i in reading.spent or not cyber_context(reading):
        return []
    target = (phrase.first, list_end(reading, phrase))
    counted = victims_counted(reading, target)
    if not counted:
        return []
    slots = base(reading, Doer(parties)) | target_slots(reading, target) | counted | campaign_named(reading)
    return [Draft(OPERATION, match.i, slots, verb=match.verb)]


def _fallen(reading: Reading, match: Match) -> Phrase | None:
    """Who fell victim: the first phrase in front that can be one; for "was the target of" the subject."""
    before = [p for p in reading.parse.phrases if p.last <= match.i]
    if match.verb is not None and match.verb.lemma == "be" and match.verb.subject is not None:
        return reading.parse.phrase_at(match.verb.subject[0])
    return next((p for p in before if singular(reading.tokens[p.head].word) in VICTIMS), None)


def victims(reading: Reading, match: Match) -> list[Draft]:
    """ "six organizations fell victim to the operation"."""
    clause = reading.parse.clauses[reading.parse.clause_at(match.i)]
    parties = parties_in(reading, 0, len(reading.tokens)) or ((p,) if (p := remembered(reading)) else ())
    phrase = _fallen(reading, match)
    attack = {singular(t.word) for t in reading.tokens} & (ATTACKS | {"campaign"}) or groups(
        reading, 0, len(reading.tokens)
    )
    if not parties or phrase is None or clause.last <= match.i or not (attack and cyber_context(reading)):
        return []
    first = phrase.first
    while first > 1 and reading.tokens[first - 1].word in (",", "and"):
        before = reading.parse.phrase_at(first - 2)
        if before is None:
            break
        first = before.first
    target = (first, phrase.last)
    slots = base(reading, Doer(parties)) | target_slots(reading, target) | victims_counted(reading, target)
    draft = Draft(OPERATION, match.i, slots, quote=(max(first - 4, 0), len(reading.tokens)), verb=match.verb)
    return each_party(Doer(parties), draft)
