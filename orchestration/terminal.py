"""What commands print: the progress of a run and its outcome, claims as a table, a number's way back.

Progress is a live display in a terminal and plain lines elsewhere. Not here: anything that is computed.
"""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from orchestration import progress
from orchestration.warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from pathlib import Path

    from orchestration.extraction.trace import TracedSentence
    from orchestration.run import Outcome
    from orchestration.warehouse.decision import Decision
    from orchestration.warehouse.reading import Evidence, Explanation, Status

_LINE_SECONDS = 5.0  # where there is no terminal, a stage says how far it is this often
_STAGES = {
    "ingest": "looking at the sources",
    "extract": "reading claims",
    "build": "building and testing the marts",
    "check": "checking every quote",
    "publish": "publishing",
}
_EXAMPLES = 3
_WIDE = 140  # columns of a terminal from which on the quotes stand beside the claims
_FILE_WIDTH = 220  # columns where the output goes to a file or a pipe
_FACT_COLUMNS = (
    "actor",
    "item",
    "target",
    "event_start",
    "event_end",
    "value_best",
    "value_unit",
    "amount_best",
    "currency",
)


class RunDisplay:
    """Shows the progress reports of a run while the block lasts."""

    def __init__(self, console: Console) -> None:
        self.console = console
        self.live = console.is_terminal
        self.bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description:<32}"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.fields[unit]} {task.fields[rate]}"),
            TimeElapsedColumn(),
            console=console,
        )
        self.tasks: dict[str, TaskID] = {}
        self.started: dict[str, float] = {}
        self.ended: set[str] = set()
        self.last_line = 0.0
        self.listening = progress.listening(self.show)

    def __enter__(self) -> RunDisplay:
        """Begin to show."""
        self.listening.__enter__()
        if self.live:
            self.bars.start()
            self.tasks["start"] = self.bars.add_task("starting", total=None, unit="", rate="")
        else:
            self.console.print("starting …")
            self.console.file.flush()
        return self

    def __exit__(self, *error: object) -> None:
        """Leave the finished bars where they are."""
        if self.live:
            for task in self.bars.tasks:
                self.bars.update(task.id, total=task.completed or 1, completed=task.completed or 1)
            self.bars.stop()
        self.listening.__exit__(None, None, None)

    def show(self, step: progress.Step) -> None:
        """Show how far a stage is."""
        now = time.monotonic()
        first = self.started.setdefault(step.stage, now) == now
        seconds = now - self.started[step.stage]
        rate = f"{step.done / seconds:,.0f}/s" if step.done and seconds > 0.2 else ""
        if self.live:
            self._bar(step, rate)
        else:
            self._line(step, rate, first, now)

    def _bar(self, step: progress.Step, rate: str) -> None:
        if "start" in self.tasks:
            self.bars.remove_task(self.tasks.pop("start"))
        if step.stage not in self.tasks:
            title = _STAGES.get(step.stage, step.stage)
            self.tasks[step.stage] = self.bars.add_task(title, total=step.total, unit="", rate="")
        self.bars.update(
            self.tasks[step.stage], completed=step.done, total=step.total, unit=step.unit, rate=rate, refresh=False
        )

    def _line(self, step: progress.Step, rate: str, first: bool, now: float) -> None:
        ended = step.total is not None and step.done == step.total and step.total > 0
        ended = ended and step.stage not in self.ended
        if not (first or ended or now - self.last_line > _LINE_SECONDS or step.total is None):
            return
        if ended:
            self.ended.add(step.stage)
        self.last_line = now
        far = f"{step.done:,} of {step.total:,} {step.unit} {rate}" if step.total is not None else step.unit
        self.console.print(f"{_STAGES.get(step.stage, step.stage)}: {far}".rstrip(), markup=False)
        self.console.file.flush()


def print_outcome(console: Console, paths: WarehousePaths, outcome: Outcome, log: Path, seconds: float) -> int:
    """Print what a run did, the rejected documents last; returns the exit code."""
    if outcome.error is not None:
        untouched = f" {paths.published} is as it was." if paths.published.exists() else " Nothing was published."
        console.print(Text(f"The run failed: {outcome.error}{untouched}"))
        console.print(Text(f"The log: {log}"))
        return 1
    again = f", {outcome.read_again:,} read again" if outcome.read_again else ""
    console.print(
        f"\nDocuments: {outcome.new:,} new, {outcome.unchanged:,} unchanged{again}, {len(outcome.rejected):,} rejected."
    )
    if outcome.nothing_new:
        console.print(Text(f"There is {outcome.nothing_new}: {paths.published} stays as it is."))
    else:
        _print_published(console, paths, outcome)
    console.print(f"Done in {seconds:.1f} s.")
    for refused in outcome.rejected:
        console.print(Text(f"rejected: {refused.uri.removeprefix('file://')}: {refused.reason}. {refused.advice}"))
    console.file.flush()
    return 3 if outcome.rejected and not outcome.nothing_new else 0


def _print_published(console: Console, paths: WarehousePaths, outcome: Outcome) -> None:
    from orchestration.warehouse.reading import open_published

    with open_published(paths) as con:
        (held,) = con.execute("SELECT count(*) FROM marts.fct_claims").fetchone() or (0,)
        console.print(f"Claims: {outcome.claims_read:,} read in this run, {held:,} in the warehouse.")
        table = _counts_table("facts in")
        for mart, rows in sorted(outcome.facts.items()):
            table.add_row(mart, f"{rows:,}")
        console.print(table)
        for line in outcome.changes:
            console.print(Text(line))
        (lost,) = con.execute("SELECT count(DISTINCT (review, review_row)) FROM marts.review_problems").fetchone() or (
            0,
        )
        if lost:
            console.print(f"{lost:,} reviews could not be applied: marts.review_problems says why.")
        console.print(Text(f"Published: {paths.published}"))
        for mart, rows in sorted(outcome.facts.items(), key=lambda pair: -pair[1])[:_EXAMPLES]:
            if rows:
                _print_example(console, con, mart)


def _print_example(console: Console, con: Any, mart: str) -> None:
    """The best supported row of a mart, and the sentence behind it."""
    found = con.execute(f"SELECT * FROM marts.{mart} ORDER BY document_count DESC, claim_count DESC, fact_id LIMIT 1")
    names = [column[0] for column in found.description]
    row = dict(zip(names, found.fetchone(), strict=True))
    said = [f"{name} {_short(row[name])}" for name in _FACT_COLUMNS if row.get(name) is not None]
    console.print(Text(f"\n{mart} {row['fact_id']}", style="bold"))
    console.print(Text(f"  {', '.join(said)}; {row['claim_count']} claims in {row['document_count']} documents"))
    console.print(Text(f"  “{' '.join(row['headline_quote'].split())}”", style="italic"))


def print_claims(rows: list[dict[str, Any]], *, limited: bool) -> None:
    """Claims as a table, the columns that fit a terminal."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = _FILE_WIDTH
    if not rows:
        console.print("No claims.")
        return
    columns = {
        "claim": [str(row["claim_id"])[:10] for row in rows],
        "type": [row["claim_type"] for row in rows],
        "when": [_when(row) for row in rows],
        "actor": [row["actor"] or "" for row in rows],
        "item": [row["item"] or "" for row in rows],
        "what": [_what(row) for row in rows],
    }
    if console.width >= _WIDE:
        columns["said by"] = [row["asserted_by"] or "" for row in rows]
        columns["quote"] = [" ".join(row["quote"].split()) for row in rows]
    table = Table(box=None, pad_edge=False)
    for name in columns:
        table.add_column(name, no_wrap=name in ("claim", "type", "when"), overflow="fold")
    for cells in zip(*columns.values(), strict=True):
        table.add_row(*map(Text, cells))
    console.print(table)
    if console.width < _WIDE:
        console.print("The quotes need a wider terminal, or `panelwatch explain CLAIM`.")
    if limited:
        console.print(f"The first {len(rows)}; --limit 0 shows all.")


def print_explanation(explanation: Explanation) -> None:
    """A fact with its columns, then each of its claims with its paragraph, its document and its file."""
    console = Console(highlight=False, soft_wrap=True)
    fact = explanation.fact
    if fact is not None:
        console.print(Text(f"fact {fact['fact_id']} in marts.{explanation.mart}", style="bold"))
        _print_pairs(console, {name: value for name, value in fact.items() if name != "fact_id"})
    if explanation.former_id is not None and fact is not None:
        console.print(Text(f"  {explanation.former_id} is an id that it had, or would have had by one of its claims"))
    if explanation.decision is not None:
        _print_decision(console, explanation.decision)
    for evidence in explanation.claims:
        _print_evidence(console, evidence)


def _print_decision(console: Console, decided: Decision) -> None:
    """Why the claims are one fact, what resolves their words, and why the nearest other fact is not it."""
    console.print(Text("\nWhy these claims are one fact", style="bold"))
    for reason in decided.reasons:
        console.print(Text(f"  claim {reason.claim_id} {reason.words} [{reason.attached_by}]"))
        for link in reason.links:
            points = "points back to" if link["relation"] == "same" else "is told apart from"
            console.print(Text(f"    {points} “{' '.join(link['antecedent'].split())}” [{link['cue']}]"))
        if reason.time is not None:
            console.print(Text(f"    means {reason.time}"))
    if decided.neighbour is not None:
        console.print(Text("Why the nearest other fact is not it", style="bold"))
        console.print(Text(f"  {decided.neighbour.fact_id}: {decided.neighbour.words}"))


def _print_evidence(console: Console, evidence: Evidence) -> None:
    claim, document = evidence.claim, evidence.document
    console.print(Text(f"\nclaim {claim['claim_id']}: {claim['claim_type']}", style="bold"))
    chain = " → ".join(str(link["source"]) for link in evidence.chain)
    stance = f"{claim['polarity']}, {claim['certainty']}"
    _print_pairs(console, {"says": _what(claim) or None, "when": _when(claim) or None, "how": stance, "said by": chain})
    paragraph = Text(evidence.paragraph)
    paragraph.stylize("bold reverse", evidence.start, evidence.end)
    if not console.is_terminal:  # no colours there: mark the quote by brackets
        paragraph = Text(
            f"{evidence.paragraph[: evidence.start]}[[{evidence.paragraph[evidence.start : evidence.end]}]]"
            f"{evidence.paragraph[evidence.end :]}"
        )
    console.print(Padding(paragraph, (0, 0, 0, 4)), soft_wrap=False, no_wrap=False, crop=False)
    _print_pairs(
        console,
        {
            "document": document["title"] or document["document_id"],
            "publisher": document["publisher"],
            "published": document["published_on"],
            "seen at": document["uri"],
            "bytes": evidence.landing,
            "cite as": evidence.citation,
        },
    )


def print_status(paths: WarehousePaths, held: Status, runs: list[dict[str, Any]]) -> None:
    """What the warehouse holds, its age, who writes it, and the last runs."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(Text(f"Warehouse {paths.root}"))
    if held.published is None:
        console.print("Nothing is published yet: `panelwatch run SOURCE` fills it.")
    else:
        console.print(
            f"Published {held.published.built_at:%Y-%m-%d %H:%M:%S} UTC"
            f" ({_age(held.published.age.total_seconds())} ago): {held.documents:,} documents,"
            f" {held.claims:,} claims, {held.rejected:,} rejected."
        )
        table = _counts_table("mart")
        for mart, rows in held.marts.items():
            table.add_row(mart, f"{rows:,}")
        console.print(table)
    if held.holder is not None:
        console.print(Text(f"It is being written by {held.holder}."))
    for run in runs:
        started = f"{run['started']:%Y-%m-%d %H:%M:%S}" if run["started"] else "not started"
        seconds = f" in {run['seconds']:.0f} s" if run["seconds"] is not None else ""
        told = f": {run['told']}" if run["told"] else ""
        console.print(Text(f"run {run['run_id'][:8]} {started} {run['status']}{seconds}{told}"))


def _print_pairs(console: Console, pairs: dict[str, Any]) -> None:
    width = max(map(len, pairs))
    for name, value in pairs.items():
        if value not in (None, []):
            console.print(Text(f"  {name:<{width}}  {_short(value)}"))


def _counts_table(title: str) -> Table:
    table = Table(title, box=None, pad_edge=False)
    table.add_column("rows", justify="right")
    return table


def _when(row: dict[str, Any]) -> str:
    start, end = row["event_start"], row["event_end"]
    if start == end:
        return str(start or "")
    return f"{start or '…'} – {end or '…'}"


def _what(row: dict[str, Any]) -> str:
    """Count, sum and target of a claim in a few words, with what denies it first."""
    parts = [] if row["polarity"] == "affirmed" else [row["polarity"]]
    if row["quantity"] is not None:
        parts.append(f"{_short(row['quantity'])} {row['quantity_unit'] or ''}".strip())
    if row["amount"] is not None:
        parts.append(f"{row['currency'] or ''} {row['amount']:,.0f}".strip())
    parts += [str(row[name]) for name in ("measure", "target") if row.get(name)]
    return ", ".join(parts)


def _short(value: Any) -> str:
    """A value as people write it: no decimals where there are none."""
    if isinstance(value, float | Decimal):
        value = float(value)
        return f"{value:,.0f}" if value.is_integer() else f"{value:,}"
    return ", ".join(map(_short, value)) if isinstance(value, list) else str(value)


def _age(seconds: float) -> str:
    for size, unit in ((86400, "days"), (3600, "hours"), (60, "minutes")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{max(seconds, 0):.0f} seconds"


def print_trace(sentences: list[TracedSentence]) -> None:
    """Each sentence, and below it what every stage saw."""
    console = Console(highlight=False)
    for sentence in sentences:
        console.print(Text(f"{sentence.line}: {sentence.text}", style="bold"))
        table = Table(box=None, show_header=False, pad_edge=False)
        table.add_column(style="dim", no_wrap=True)
        table.add_column(overflow="fold")
        for stage, seen in sentence.stages:
            table.add_row(stage, Text(seen))
        console.print(Padding(table, (0, 0, 1, 2)))
