"""Throughput of extraction: on dense text, on a mixed stream, beside spaCy, with two workers, and stage by stage.

    python -m tests.benchmarks.speed [FOLDER]

FOLDER is the evaluation folder: its annotated and unlabelled documents are the dense text, and stand at 1 in 10 among
its background in the mixed stream; without it the project's own documents are used for both. All ratios are of one run
on one core, spaCy's on a sample of the very same text.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import time
from itertools import islice
from pathlib import Path

from orchestration.extraction.claim import DocumentText, Extractor
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import load_lexicon
from orchestration.steps.extract import in_processes, todays_extractors
from orchestration.warehouse.paths import PROJECT_ROOT, REFERENCE
from tests.benchmarks.run import OWN_TEXTS, read_texts, time_spacy

_WORKER_DOCUMENTS = 1_200
_WORKER_BATCH = 25
# The functions that are the stages; each one's time holds that of what it calls.
_STAGES = {
    "gate": ("gate.py", ("names_dprk", "triggers")),
    "sentences": ("sentences.py", ("split_sentences",)),
    "tokens": ("tokens.py", ("tokenise",)),
    "lexicon": ("mentions.py", ("find_named",)),
    "tags": ("tagging.py", ("tag",)),
    "times": ("temporal.py", ("find_times",)),
    "numbers": ("mentions.py", ("find_numbers",)),
    "clauses": ("clauses.py", ("parse",)),
    "sources": ("attribution.py", ("find_reports",)),
    "claims": ("assemble.py", ("add", "finish")),
}


def throughput(extractor: Extractor, texts: list[DocumentText]) -> float:
    """Characters a second of one core."""
    began = time.perf_counter()
    for text in texts:
        extractor.read(text)
    return sum(len(t.text) for t in texts) / (time.perf_counter() - began)


def spacy_throughput(texts: list[DocumentText]) -> float:
    """Characters a second of spaCy's small English pipeline on the first of these texts."""
    seconds, characters = time_spacy(texts)
    return characters / seconds


def with_workers(texts: list[DocumentText], workers: int) -> float:
    """Seconds that so many worker processes take, their start not counted."""
    repeated = [texts[n % len(texts)] for n in range(_WORKER_DOCUMENTS)]
    batches = [repeated[n : n + _WORKER_BATCH] for n in range(0, len(repeated), _WORKER_BATCH)]
    name = todays_extractors()[0].name
    warm = [[texts[0]]] * (2 * workers)
    reading = in_processes(name, [*warm, *batches], workers)
    for _ in islice(reading, len(warm)):  # every worker has started when these are read
        pass
    began = time.perf_counter()
    for _ in reading:
        pass
    return time.perf_counter() - began


def stage_shares(extractor: Extractor, texts: list[DocumentText]) -> list[tuple[str, float]]:
    """Share of the time that each stage takes by a profile, the largest first; what is in no stage is "frames"."""
    profile = cProfile.Profile()
    profile.enable()
    for text in texts:
        extractor.read(text)
    profile.disable()
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]  # (file, line, function) → (…, cumulative, …)
    total = max(cumulative for _, _, _, cumulative, _ in stats.values())
    shares = {
        stage: sum(row[3] for (path, _, function), row in stats.items() if path.endswith(file) and function in names)
        for stage, (file, names) in _STAGES.items()
    }
    shares["frames"] = total - sum(shares.values())
    return sorted(((stage, seconds / total) for stage, seconds in shares.items()), key=lambda s: -s[1])


def mixed(dense: list[DocumentText], background: list[DocumentText]) -> list[DocumentText]:
    """Nine documents of the background to each dense one."""
    count = min(len(dense), len(background) // 9)
    stream = []
    for n in range(count):
        stream += [*background[9 * n : 9 * n + 9], dense[n * len(dense) // count]]
    return stream


def main() -> None:
    """Measure and print; the table goes into README.md by hand, with the machine it is from."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=PROJECT_ROOT.parent / "shared" / "eval")
    folder: Path = parser.parse_args().folder
    real = folder.is_dir()
    dense = read_texts(folder / "dev" / "docs") + read_texts(folder / "unlabelled") if real else read_texts(OWN_TEXTS)
    extractor = build_extractor(load_lexicon(REFERENCE))
    _print("dense", dense, extractor, 10)
    if real:
        stream = mixed(dense, read_texts(folder / "background"))
        _print("mixed stream, 1 in 10", stream, extractor, 50)
    one, two = with_workers(dense, 1), with_workers(dense, 2)
    print(f"| two workers | {one:.1f} s by one, {two:.1f} s by two | {one / two:.2f} × (at least 1.7) |")
    for stage, share in stage_shares(extractor, dense):
        print(f"|   {stage} | {share:.0%} of the time | |")


def _print(name: str, texts: list[DocumentText], extractor: Extractor, limit: int) -> None:
    own, spacy = throughput(extractor, texts), spacy_throughput(texts)
    size = sum(len(t.text) for t in texts) / 1e6
    print(
        f"| {name}, {len(texts)} documents, {size:.1f} M characters | {own / 1e6:.2f} M characters/s;"
        f" spaCy {spacy / 1e6:.3f} | {own / spacy:.0f} × (at least {limit}) |"
    )


if __name__ == "__main__":
    main()
