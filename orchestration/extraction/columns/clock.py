"""The clock that the days of a weapons claim are told by (`event_time_zone`)."""

from __future__ import annotations

from orchestration.extraction.columns.words import first_named, plain, words
from orchestration.extraction.mentions import find_named
from orchestration.extraction.reading import Reading
from orchestration.extraction.tokens import tokenise

SEOUL, WASHINGTON = "Asia/Seoul", "America/New_York"


def clock_of(
    reading: Reading, claim_type: str, time_precision: str, asserted_by: str, publisher: str | None
) -> str | None:
    """The IANA name of the clock of a launch or test that names its day: as the sentence says, else Washington's for
    what the United States say, else Seoul's.
    """
    if claim_type not in ("weapons.launch", "weapons.nuclear_test") or time_precision != "day":
        return None
    named = first_named(words().clock, plain(reading, 0, len(reading.tokens)))
    if named is not None:
        return named
    speaker = publisher if asserted_by == "publisher" else asserted_by
    return WASHINGTON if speaker and is_american(reading, speaker) else SEOUL


def is_american(reading: Reading, speaker: str) -> bool:
    """Whether a source, by id or as a publisher writes its name, is the United States or a body of theirs."""
    entry = reading.lexicon.entry("source", speaker)
    named = [entry] if entry else [n.entry for n in find_named(tokenise(speaker, 0, len(speaker)), reading.lexicon)]
    bodies = [e for e in named if e.kind in ("source", "party") and e.subkind in ("state", "agency", "body")]
    return any(reading.lexicon.country_of(e) == "US" for e in bodies)
