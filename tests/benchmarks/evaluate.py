"""Scores of the extractor on an evaluation folder, in seconds: `python -m tests.benchmarks.evaluate [FOLDER]`.

FOLDER holds `score.py`, the sets `dev` and `test`, each with `docs/` and `gold.jsonl`, and `background/`, where
nothing may be found. The project's own documents (`seeds`), short passages in many forms of words (`passages`) and
real documents annotated here (`real`) are scored too. Of the test set three figures are printed and nothing else, so
that it stays one.
"""

from __future__ import annotations

import argparse
import collections
import dataclasses
import hashlib
import importlib.util
import json
import re
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from types import ModuleType
from typing import Any

import yaml

from orchestration.extraction.claim import DocumentText, Extractor
from orchestration.extraction.extractor import build_extractor
from orchestration.extraction.lexicon import load_lexicon
from tests.benchmarks.columns import ColumnTally
from tests.benchmarks.floors import below
from tests.benchmarks.scoring import Tally, tally

ROOT = Path(__file__).resolve().parents[2]
FIGURES = ("found", "core", "full")


def document(path: Path) -> DocumentText:
    """A Markdown file with front matter, or a text whose first line gives the date."""
    text = path.read_text(encoding="utf-8")
    matter: dict[str, Any] = {}
    if text.startswith("---\n"):
        head, _, text = text[4:].partition("\n---\n")
        matter = yaml.safe_load(head) or {}
    published = matter.get("published") or re.search(r"\d{4}-\d\d-\d\d", path.stem + text[:200])
    day = (
        published
        if isinstance(published, date)
        else date.fromisoformat(str(published.group() if isinstance(published, re.Match) else published)[:10])
    )
    return DocumentText(
        document_id=path.stem,
        text=text,
        published_on=day,
        publisher=matter.get("publisher"),
        language=matter.get("language"),
    )


def predict(extractor: Extractor, docs: list[DocumentText]) -> dict[str, list[dict[str, Any]]]:
    """Claims of each document as the plain records that `score.py` compares."""
    found = {}
    for doc in docs:
        read = extractor.read(doc)
        chains: dict[str, list[str]] = collections.defaultdict(list)
        for link in sorted(read.sources, key=lambda s: s.depth):
            chains[link.claim_id].append(link.source)
        found[doc.document_id] = [dataclasses.asdict(c) | {"sources": chains[c.claim_id]} for c in read.claims]
    return found


def is_held_out(name: str) -> bool:
    """Whether a document is of the fifth that rules are checked on and not written for."""
    return int(hashlib.sha256(name.encode()).hexdigest(), 16) % 5 == 0


def figures(
    score: ModuleType,
    gold: dict[str, list[dict[str, Any]]],
    folder: Path,
    pred: dict[str, list[dict[str, Any]]],
    names: set[str],
) -> tuple[dict[str, float], dict[str, Any]]:
    """The three figures over some documents, and what is behind them: per type, per slot, and every mistake."""
    texts = score.Texts(folder)
    hits: collections.Counter[str] = collections.Counter()
    types: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0, 0, 0, 0])
    slots: dict[str, list[int]] = collections.defaultdict(lambda: [0, 0])
    errors: list[tuple[str, str, Any, Any, list[str]]] = []
    for doc, golds in gold.items():
        if doc not in names:
            continue
        preds = pred.get(doc, [])
        for claim in golds + preds:
            texts.place(doc, claim)
        pairs = score.align(golds, preds)
        hits["gold"] += len(golds)
        hits["pred"] += len(preds)
        for claims, column in ((golds, 0), (preds, 1)):
            for claim in claims:
                types[claim["claim_type"]][column] += 1
        for i, j in pairs:
            g, p = golds[i], preds[j]
            wrong = [s for s in score.CORE + score.FULL + score.LINKS if not score.same(s, g, p)]
            for s in score.CORE + score.FULL + score.LINKS:
                if s not in score.LINKS or g.get(s):
                    slots[s][0] += s not in wrong
                    slots[s][1] += 1
            if g.get("sources"):  # the whole chain, beside its last link
                same_chain = [str(x).lower() for x in g["sources"]] == [str(x).lower() for x in p.get("sources", [])]
                slots["sources"][0] += same_chain
                slots["sources"][1] += 1
            core = not any(s in wrong for s in score.CORE)
            full = core and not any(s in wrong for s in score.FULL)
            for name, right in (("found", True), ("core", core), ("full", full)):
                hits[name] += right
            for column, right in ((2, True), (3, core), (4, full)):
                types[g["claim_type"]][column] += right
            if not full:
                errors.append(("WRONG", doc, g, p, [s for s in wrong if s not in score.LINKS]))
        errors.extend(("MISSED", doc, g, None, []) for k, g in enumerate(golds) if k not in {i for i, _ in pairs})
        errors.extend(("EXTRA", doc, None, p, []) for k, p in enumerate(preds) if k not in {j for _, j in pairs})
    scores = {name: score.f1(hits[name], hits["gold"], hits["pred"])[2] for name in FIGURES}
    return scores, {"hits": hits, "types": types, "slots": slots, "errors": errors}


def show_errors(score: ModuleType, errors: list[Any], only: str | None) -> None:
    """Every mistake, of one claim type or document if asked, and a count by kind."""
    kinds: collections.Counter[str] = collections.Counter()
    for kind, doc, gold, pred, wrong in errors:
        claim_type = (gold or pred)["claim_type"]
        kinds[f"{kind} {claim_type} {','.join(wrong)}"] += 1
        if only and not claim_type.startswith(only) and doc != only:
            continue
        print(f"{kind:6s} {doc} {claim_type} {wrong or ''}")
        for label, claim in (("gold", gold), ("pred", pred)):
            if claim:
                print(f"    {label} {score.show(claim)}\n         “{(claim.get('quote') or '')[:230]}”")
    print("\nby kind")
    for kind, n in kinds.most_common(40):
        print(f"  {n:4d} {kind}")


@dataclasses.dataclass(frozen=True)
class EvalSet:
    """An annotated set: its documents and the files that annotate them."""

    name: str
    docs: Path
    gold: tuple[Path, ...]

    def load(self, score: ModuleType) -> dict[str, list[dict[str, Any]]]:
        """Document name to annotated claims."""
        merged: dict[str, list[dict[str, Any]]] = {}
        for path in self.gold:
            merged |= score.load(path)
        texts = score.Texts(self.docs)
        for doc, claims in merged.items():
            for claim in claims:  # annotations of real documents keep offsets only: their sentences stay where they are
                claim.setdefault("quote", texts.text(doc)[0][claim.get("char_start", 0) : claim.get("char_end", 0)])
        return merged


def write_passages(folder: Path) -> EvalSet:
    """The annotated passages of `tests/gold/passages`, written out as documents of their own: `weapons-001`, …"""
    gold = folder / "passages.jsonl"
    lines = []
    (folder / "docs").mkdir()
    for path in sorted((ROOT / "tests" / "gold" / "passages").glob("*.yml")):
        for number, passage in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or [], start=1):
            name = f"{path.stem}-{number:03d}"
            head = yaml.safe_dump({"published": passage["published"], "publisher": passage.get("publisher")})
            (folder / "docs" / f"{name}.md").write_text(f"---\n{head}---\n{passage['text']}\n", encoding="utf-8")
            lines.append(json.dumps({"doc": name, **{k: passage.get(k) for k in ("claims", "details")}}, default=str))
    gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return EvalSet("passages", folder / "docs", (gold,))


def eval_sets(folder: Path, scratch: Path) -> list[EvalSet]:
    """The sets that are there: dev and test of the evaluation folder, the project's documents and passages, and real
    documents annotated here.
    """
    own = ROOT / "tests" / "gold"
    sets = [
        EvalSet("dev", folder / "dev" / "docs", (folder / "dev" / "gold.jsonl",)),
        EvalSet("seeds", ROOT / "seeds" / "documents", (own / "claims.jsonl",)),
        write_passages(scratch),
        EvalSet("real", folder / "unlabelled", tuple(sorted(own.glob("real_*.jsonl")))),
        EvalSet("test", folder / "test" / "docs", (folder / "test" / "gold.jsonl",)),
    ]
    return [s for s in sets if s.docs.is_dir() and s.gold and all(p.exists() for p in s.gold)]


def run(args: argparse.Namespace) -> int:
    """Print the tables; 1 where a figure is below its floor or the background yields a claim."""
    spec = importlib.util.spec_from_file_location("score", args.folder / "score.py")
    if spec is None or spec.loader is None or not (args.folder / "score.py").exists():
        print(f"There is no score.py in {args.folder}: name the evaluation folder as the argument.", file=sys.stderr)
        return 2
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    extractor = build_extractor(load_lexicon(ROOT / "seeds" / "reference"))
    low: list[str] = []
    with tempfile.TemporaryDirectory() as scratch:
        sets = eval_sets(args.folder, Path(scratch))
        if args.columns:
            return beside(score, extractor, sets, args)
        for chosen in sets:
            if args.set in (None, chosen.name) and not (args.errors and chosen.name != (args.set or "dev")):
                low += below(chosen.name, evaluate(score, extractor, chosen, args))
        if not (args.set or args.errors):
            beside(score, extractor, sets, args)
    for line in low:
        print(line)
    found = 0 if args.errors or args.set else background(extractor, args.folder / "background")
    return 1 if low or found else 0


def evaluate(score: ModuleType, extractor: Extractor, chosen: EvalSet, args: argparse.Namespace) -> dict[str, float]:
    """Print one set: three figures of the test set; of the others also types, slots and, if asked, mistakes. Returns
    the three figures.
    """
    gold = chosen.load(score)
    docs = [document(p) for p in sorted(chosen.docs.iterdir()) if p.stem in gold]
    begin = time.perf_counter()
    pred = predict(extractor, docs)
    seconds = time.perf_counter() - begin
    names = {d.document_id for d in docs}
    own = tally((d.text, gold[d.document_id], pred[d.document_id]) for d in docs)
    if chosen.name == "test":
        scores, _ = figures(score, gold, chosen.docs, pred, names)
        _require_agreement(own, scores)
        print("  ".join(f"{k} {v:.3f}" for k, v in scores.items()) + "  test")
        return scores
    held = {n for n in names if is_held_out(n)} if chosen.name == "dev" else set()
    scores, more = figures(score, gold, chosen.docs, pred, names)
    _require_agreement(own, scores)
    _print_line(scores, more, chosen.name)
    size = sum(len(d.text.encode()) for d in docs)
    print(f"  {len(docs) / seconds:.0f} documents/s, {size / seconds / 1e6:.2f} MB/s")
    for t, (g, p, f, c, u) in sorted(more["types"].items()):
        print(f"  {t:26s} gold {g:4d} pred {p:4d} found {f:4d} core {c:4d} full {u:4d}")
    print("  slots: " + ", ".join(f"{s} {a / b:.2f}" for s, (a, b) in more["slots"].items() if b))
    if held:
        for label, part in (("dev, four fifths to write rules on", names - held), ("dev, held-out fifth", held)):
            of_part, more_of_part = figures(score, chosen.load(score), chosen.docs, predict(extractor, docs), part)
            _print_line(of_part, more_of_part, label)
            more = more_of_part if part is not held else more
    if args.errors:
        show_errors(score, [e for e in more["errors"] if e[1] not in held], args.only)
    return scores


def _require_agreement(own: Tally, scores: dict[str, float]) -> None:
    """Stop where the project's own scoring, which its tests rest on, differs from that of the evaluation folder."""
    if any(abs(own.f1(name) - value) > 1e-9 for name, value in scores.items()):
        raise SystemExit("tests/benchmarks/scoring.py does not count as score.py does")


def _print_line(scores: dict[str, float], more: dict[str, Any], label: str) -> None:
    hits = more["hits"]
    print("  ".join(f"{k} {v:.3f}" for k, v in scores.items()) + f"  gold {hits['gold']} pred {hits['pred']}  {label}")


def beside(score: ModuleType, extractor: Extractor, sets: list[EvalSet], args: argparse.Namespace) -> int:
    """Print how often the columns beside the scored ones are right, over the project's own documents and passages."""
    tally = ColumnTally()
    for chosen in (s for s in sets if s.name in ("seeds", "passages")):
        gold, texts = chosen.load(score), score.Texts(chosen.docs)
        details = {r["doc"]: r.get("details") for r in map(json.loads, chosen.gold[0].read_text().splitlines())}
        for path in sorted(p for p in chosen.docs.iterdir() if p.stem in gold):
            read = extractor.read(document(path))
            claims = [dataclasses.asdict(c) for c in read.claims]
            for claim in gold[path.stem] + claims:
                texts.place(path.stem, claim)
            tally.claims(path.stem, gold[path.stem], claims, score.align(gold[path.stem], claims))
            if details[path.stem] is not None:
                tally.told(path.stem, details[path.stem] or [], [dataclasses.asdict(d) for d in read.details])
    print("columns beside the scored ones, over seeds and passages")
    print("\n".join(tally.lines()))
    if args.errors:
        print("\n".join(sorted(w for w in tally.wrong if w.startswith(args.only or ""))))
    return 0


def background(extractor: Extractor, folder: Path) -> int:
    """Claims found where none may be."""
    if not folder.is_dir():
        return 0
    docs = [document(p) for p in sorted(folder.iterdir())]
    begin = time.perf_counter()
    found = [(d.document_id, c) for d in docs for c in extractor.read(d).claims]
    print(f"background: {len(docs)} documents, {len(found)} claims, {time.perf_counter() - begin:.2f} s")
    for name, claim in found[:10]:
        print(f"  {name} {claim.claim_type} “{claim.quote[:120]}”")
    return 1 if found else 0


def main() -> int:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--set", choices=("dev", "seeds", "passages", "real", "test"), help="one set only")
    parser.add_argument(
        "--errors", action="store_true", help="list the mistakes of a set (dev: of four fifths; test: never)"
    )
    parser.add_argument("--only", help="with --errors: a claim type's beginning or a document")
    parser.add_argument("--only-background", action="store_true")
    parser.add_argument(
        "--columns", action="store_true", help="only the columns beside the scored ones; --errors --only COLUMN lists"
    )
    return run(parser.parse_args())


if __name__ == "__main__":
    raise SystemExit(main())
