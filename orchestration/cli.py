"""The command `panelwatch`: run the flow, look at claims, follow a number back to its sentence.

A user's mistake gets one clear line on standard error and exit code 2. Dagster and dbt are imported only where they are
needed.
"""

from __future__ import annotations

import csv
import json
import os
import sys
import time
from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console

from orchestration.errors import PanelwatchError
from orchestration.settings import (
    chosen_warehouse,
    prepare_history,
    remember_for_dagster,
    warehouse_to_look_at,
)
from orchestration.warehouse.paths import WarehousePaths

if TYPE_CHECKING:
    from orchestration.warehouse.lock import Holder

_TABLE_ROWS = 50  # of a terminal; files get all

app = typer.Typer(
    help="A warehouse of claims about North Korea: documents in, published tables out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

WarehouseOption = Annotated[
    Path | None,
    typer.Option("--warehouse", metavar="DIR", help="Its folder; default PANELWATCH_WAREHOUSE, else warehouse/."),
]


def main() -> None:
    """Entry point; exits with 0 done, 1 failed, 2 wrong usage, 3 published but some rejected, 75 another run writes."""
    try:
        app()
    except PanelwatchError as error:
        print(f"panelwatch: {error.message}", file=sys.stderr)
        sys.exit(error.exit_code)
    except BrokenPipeError:  # `panelwatch claims | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)


@app.command()
def run(
    sources: Annotated[
        list[str] | None,
        typer.Argument(metavar="SOURCE…", help="Files and folders; without one, the sources of DIR/panelwatch.yml."),
    ] = None,
    warehouse: WarehouseOption = None,
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date (YYYY-MM-DD) of documents that state none.")
    ] = None,
    no_wait: Annotated[
        bool, typer.Option("--no-wait", help="Exit with 75 where another run holds the warehouse, instead of waiting.")
    ] = False,
) -> None:
    """Take in documents, read their claims, build, test and publish."""
    from orchestration.terminal import RunDisplay, print_outcome
    from orchestration.warehouse.lock import writer_lock

    started = time.monotonic()
    paths = chosen_warehouse(warehouse)
    if published is not None:
        _date(published, "--published")
    names = _existing(sources or [])
    if not names:
        _require_sources(paths)
    console = Console(file=os.fdopen(os.dup(1), "w", encoding="utf-8"), highlight=False, soft_wrap=True)

    def tell(holder: Holder | None) -> None:
        console.print(f"Waiting for {holder or 'another run'}, which writes {paths.root} …")

    with writer_lock(paths, holder="panelwatch run", wait=not no_wait, on_wait=tell):
        os.environ.update(prepare_history(paths))
        remember_for_dagster(paths)
        with RunDisplay(console):
            from orchestration.run import execute, log_file

            log = log_file(paths)
            outcome = execute(paths, names, published, log)
    raise typer.Exit(print_outcome(console, paths, outcome, log, time.monotonic() - started))


@app.command()
def claims(
    warehouse: WarehouseOption = None,
    claim_type: Annotated[
        list[str] | None, typer.Option("--type", help="A claim type or a domain: weapons.launch, finance. Repeatable.")
    ] = None,
    actor: Annotated[str | None, typer.Option(help="Who did it: KP, lazarus_group, un_security_council …")] = None,
    item: Annotated[str | None, typer.Option(help="What it is about, and what is below it: icbm, coal …")] = None,
    since: Annotated[
        str | None, typer.Option(metavar="DATE", help="What they speak of reaches to DATE or later.")
    ] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="… or begins on DATE or earlier.")] = None,
    limit: Annotated[int | None, typer.Option(min=0, help="At most so many, 0 for all; 50 in a table.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line, all columns.")] = False,
    as_csv: Annotated[bool, typer.Option("--csv", help="CSV, all columns.")] = False,
) -> None:
    """List claims of the published warehouse."""
    from orchestration.warehouse.reading import ClaimFilter, list_claims, open_published

    if as_json and as_csv:
        raise PanelwatchError("--json or --csv, not both.", 2)
    if limit is None:
        limit = 0 if as_json or as_csv else _TABLE_ROWS
    wanted = ClaimFilter(
        claim_types=tuple(claim_type or ()),
        actor=actor,
        item=item,
        since=_date(since, "--since"),
        until=_date(until, "--until"),
        limit=limit or None,
    )
    with open_published(warehouse_to_look_at(warehouse)) as con:
        table = list_claims(con, wanted)
    rows = table.to_pylist()
    if as_json:
        for row in rows:
            print(json.dumps(row, ensure_ascii=False, default=_plain))
    elif as_csv:
        writer = csv.writer(sys.stdout)
        writer.writerow(table.column_names)
        writer.writerows(row.values() for row in rows)
    else:
        from orchestration.terminal import print_claims

        print_claims(rows, limited=len(rows) == limit)


@app.command()
def explain(
    identifier: Annotated[
        str, typer.Argument(metavar="CLAIM_OR_FACT_ID", help="An id, or its unique beginning; one of earlier days too.")
    ],
    as_json: Annotated[bool, typer.Option("--json", help="All of it as one JSON object.")] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Print a number's whole way back: fact, why its claims are one, sentences, documents, files, citations."""
    from orchestration.terminal import print_explanation
    from orchestration.warehouse.reading import explain as explain_id
    from orchestration.warehouse.reading import open_published

    paths = warehouse_to_look_at(warehouse)
    with open_published(paths) as con:
        explanation = explain_id(con, paths, identifier)
    if as_json:
        print(json.dumps(asdict(explanation), ensure_ascii=False, indent=1, default=_plain))
    else:
        print_explanation(explanation)


@app.command()
def export(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the files go.")],
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day whose knowledge is wanted.")],
    known_to_us: Annotated[
        bool,
        typer.Option("--known-to-us", help="What this warehouse had taken in by then, not what was published by then."),
    ] = False,
    warehouse: WarehouseOption = None,
) -> None:
    """Write tests, attacks, measures and claims as they were known on a day, as CSV and Parquet."""
    from orchestration.warehouse.export import export_as_of
    from orchestration.warehouse.reading import open_published

    day = _day(as_of, "--as-of")
    with open_published(warehouse_to_look_at(warehouse)) as con:
        written = export_as_of(con, day, "known_to_us" if known_to_us else "as_of", folder)
    for path, rows in written.items():
        print(f"{rows:>8,} rows  {path}")


@app.command()
def review(
    identifier: Annotated[str, typer.Argument(metavar="CLAIM_OR_FACT_ID", help="An id, or its unique beginning.")],
    decision: Annotated[str, typer.Argument(metavar="DECISION", help="accept, reject, set, merge or split.")],
    more: Annotated[
        list[str] | None,
        typer.Argument(metavar="[SLOT=VALUE… | OTHER_ID]", help="What to set; or which claim or fact is the same."),
    ] = None,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="Who decides.")] = "",
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")] = "",
    into: Annotated[
        Path | None, typer.Option("--into", metavar="DIR", help="The folder of the tables; default seeds/reference.")
    ] = None,
    warehouse: WarehouseOption = None,
) -> None:
    """Correct a claim, or which claims are one fact: a row of the review tables, which the next run applies."""
    from orchestration.warehouse import reviewing
    from orchestration.warehouse.paths import REFERENCE
    from orchestration.warehouse.reading import open_published

    if decision not in (*reviewing.CLAIM_DECISIONS, *reviewing.FACT_DECISIONS):
        raise PanelwatchError(f"{decision}: a decision is accept, reject, set, merge or split.", 2)
    said, folder, rest = reviewing.Review(by, date.today(), reason), into or REFERENCE, more or []
    with open_published(warehouse_to_look_at(warehouse)) as con:
        if decision in reviewing.CLAIM_DECISIONS:
            file = reviewing.review_claim(con, identifier, decision, rest, said, folder)
        elif len(rest) == 1:
            file = reviewing.review_facts(con, identifier, decision, rest[0], said, folder)
        else:
            raise PanelwatchError(f"{decision} takes one other claim or fact.", 2)
    print(f"Written to {file}; the next `panelwatch run` applies it.")


@app.command()
def trace(
    place: Annotated[str, typer.Argument(metavar="FILE[:LINE]", help="A document, or one line of it.")],
    published: Annotated[
        str | None, typer.Option(metavar="DATE", help="Publication date of a document that states none.")
    ] = None,
) -> None:
    """Show how a document's sentences are read, stage by stage, and what was left unread."""
    from orchestration.documents.document import ParsedDocument
    from orchestration.documents.reading import read_document
    from orchestration.extraction.claim import DocumentText
    from orchestration.extraction.extractor import build_cascade
    from orchestration.extraction.lexicon import load_lexicon
    from orchestration.extraction.trace import trace as traced_sentences
    from orchestration.terminal import print_trace
    from orchestration.warehouse.paths import REFERENCE

    path, line = _file_and_line(place)
    parsed = read_document(path.read_bytes(), name=path.name, published=_date(published, "--published"))
    if not isinstance(parsed, ParsedDocument):
        raise PanelwatchError(f"{path}: {parsed.reason}. {parsed.advice}", 2)
    document = DocumentText(
        document_id=path.name,
        text=parsed.text,
        published_on=parsed.published_on,
        publisher=parsed.publisher,
        language=parsed.language,
    )
    before, found, _ = path.read_text(encoding="utf-8", errors="replace").partition(parsed.text)
    text_from_line = before.count("\n") + 1 if found else 1  # in HTML, say, lines are those of the text
    cascade = build_cascade(load_lexicon(REFERENCE))
    sentences = list(traced_sentences(cascade, document, line, text_from_line))
    if not sentences:
        raise PanelwatchError(f"{place}: no sentence there, or nothing in the document names the DPRK.", 2)
    print_trace(sentences)


@app.command()
def resolve(
    claims_file: Annotated[Path, typer.Argument(metavar="CLAIMS.jsonl", help="Claims: {doc, claims: […]} a line.")],
    docs: Annotated[Path, typer.Option("--docs", metavar="DIR", help="Their documents, found by name.")],
    keep: Annotated[
        Path | None, typer.Option("--keep", metavar="DIR", help="Keep the scratch warehouse there, to look into it.")
    ] = None,
) -> None:
    """Group claims as given into facts, without extracting them; print the facts of each document as JSON."""
    from orchestration.steps.resolve import resolve as resolve_claims

    print(json.dumps(resolve_claims(claims_file, docs, keep), ensure_ascii=False, indent=1))


@app.command()
def status(warehouse: WarehouseOption = None) -> None:
    """Say what the warehouse holds, how old it is, and how the last runs went."""
    from orchestration.terminal import print_status
    from orchestration.warehouse.reading import status as warehouse_status

    paths = warehouse_to_look_at(warehouse)
    print_status(paths, warehouse_status(paths), _last_runs(paths))


@app.command()
def ui(
    warehouse: WarehouseOption = None,
    port: Annotated[int, typer.Option(min=1, max=65535, help="Port on 127.0.0.1.")] = 3000,
) -> None:
    """Open the Dagster UI of a warehouse, with the daemon that makes schedule and sensor tick."""
    paths = warehouse_to_look_at(warehouse)
    paths.make_folders()
    environment = os.environ | prepare_history(paths)
    remember_for_dagster(paths)
    print(f"Warehouse {paths.root}: http://127.0.0.1:{port} (Ctrl-C ends it)", flush=True)
    # from the warehouse's folder, where no .env of the project says otherwise
    os.chdir(paths.root)
    command = ["dagster", "dev", "-m", "orchestration.definitions", "-h", "127.0.0.1", "-p", str(port)]
    os.execve(Path(sys.executable).with_name("dagster"), command, environment)


def _existing(names: list[str]) -> list[str]:
    """Absolute paths of the sources that a user named; PanelwatchError (exit code 2) for one that is not there."""
    paths = [Path(name).expanduser().absolute() for name in names]
    for name, path in zip(names, paths, strict=True):
        if not path.exists():
            raise PanelwatchError(f"{name}: no such file or folder.", 2)
    return [str(path) for path in paths]


def _file_and_line(place: str) -> tuple[Path, int | None]:
    """A file, and a line of it if one is named; PanelwatchError (exit code 2) where there is no such file."""
    name, _, number = place.rpartition(":")
    path, line = (Path(name), int(number)) if name and number.isdigit() else (Path(place), None)
    if not path.is_file():
        raise PanelwatchError(f"{path}: no such file.", 2)
    return path, line


def _require_sources(paths: WarehousePaths) -> None:
    from orchestration.sources.config import Source, configured_sources

    inbox = Source(name="inbox", path=paths.inbox)
    if not configured_sources(paths.config_file) and not (paths.inbox.exists() and any(inbox.files())):
        raise PanelwatchError(
            f"No source: name files or folders (`panelwatch run DOCUMENTS`), list them in {paths.config_file},"
            f" or put documents into {paths.inbox}.",
            2,
        )


def _last_runs(paths: WarehousePaths) -> list[dict[str, Any]]:
    """The last runs by the warehouse's own history, the newest first; empty where there is none."""
    if not (paths.dagster_home / "history").exists():
        return []
    os.environ.update(prepare_history(paths))
    import dagster as dg

    with dg.DagsterInstance.get() as instance:
        records = instance.get_run_records(limit=5)
    return [
        {
            "run_id": record.dagster_run.run_id,
            "status": record.dagster_run.status.value.lower(),
            "started": datetime.fromtimestamp(record.start_time) if record.start_time else None,
            "seconds": record.end_time - record.start_time if record.end_time and record.start_time else None,
            "told": record.dagster_run.tags.get("panelwatch/outcome", ""),
        }
        for record in records
    ]


def _date(text: str | None, option: str) -> date | None:
    """The day that an option gives, if it is given."""
    return _day(text, option) if text is not None else None


def _day(text: str, option: str) -> date:
    """The day that a text gives; raises PanelwatchError (exit code 2) where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise PanelwatchError(f"{option} {text}: not a date, write YYYY-MM-DD.", 2) from None


def _plain(value: object) -> object:
    """A value as JSON has it: days and times in ISO form, decimals as numbers, paths as text."""
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value).__name__)
