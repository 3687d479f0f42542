"""What earlier sentences of a document leave behind for later ones: who speaks, which state it is about, what was
named last.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from orchestration.extraction.lexicon import DPRK

_REACH = 3  # sentences over which "it" or "the country" may point back


@dataclass(frozen=True, slots=True)
class Link:
    """One source of a chain: `source` as the contract writes it (a listed id, else the name as written), its kind,
    its lexicon id.
    """

    source: str
    kind: str
    id: str | None = None


@dataclass(slots=True)
class Discourse:
    """State carried from sentence to sentence, in reading order."""

    publisher_is: str | None = None
    has_panel: bool = False
    speaker: tuple[Link, ...] = ()  # chain of the last attributed statement, publisher left out
    official: Link | None = None  # whom "the official" speaks for
    company: Link | None = None  # the company named last: "the researchers"
    report_author: Link | None = None  # who wrote "the report"
    people: dict[str, Link] = field(default_factory=dict)  # last name to what a person speaks for
    last_weapon: str | None = None
    last_weapon_at: int = -99
    named_at: int = -99  # sentence that last named the DPRK
    other_state_at: int = -99
    at: int = 0  # index of the sentence being read
    quote_open: bool = False
    cited: set[str] = field(default_factory=set)  # resolutions and orders cited so far
    last_day: date | None = None  # the day that was named last
    last_day_at: int = -99
    act: str | None = None  # the act cited last
    act_at: int = -99
    list_named: str | None = None  # the list that the DPRK itself was said to be put on or taken off
    imposer: str | None = None  # who last put sanctions on somebody
    imposer_at: int = -99
    list_of: str | None = None  # who announced the list of parties whose lines follow
    list_at: int = -99
    cyber_actor: tuple[str, str | None] | None = None  # claim value and lexicon id of the hackers named last
    cyber_actor_at: int = -99
    cyber_seen: set[str] = field(default_factory=set)  # actors whose attacks have been stated
    accused: tuple[str, dict[str, object], int] | None = None  # type, slots and sentence of the last accusation
    seen: set[tuple[str, str | None]] = field(default_factory=set)  # (claim type, item) that have been stated

    def day_told(self) -> date | None:
        """The day that the sentence before this one named last."""
        return self.last_day if self.at - self.last_day_at == 1 else None

    @property
    def focus(self) -> str | None:
        """The DPRK, if it was named within reach and no other state has taken its place since."""
        near = self.at - self.named_at <= _REACH
        return DPRK if near and self.other_state_at <= self.named_at else None

    @property
    def near(self) -> bool:
        """Whether the DPRK was named within reach at all."""
        return self.at - self.named_at <= _REACH
