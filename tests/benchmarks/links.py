"""How well links put claims of one document together: `python -m tests.benchmarks.links [FOLDER]`.

Pairs of claims in one document, against a reader's judgement (`facts.json`): precision, recall and F1 of the pairs that
links put together, and how often `apart` is right. FOLDER is the evaluation folder; the project's own documents are
scored too, where they have facts. Of the test set nothing is read.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
from dataclasses import dataclass, field
from pathlib import Path

from orchestration.extraction.claim import ClaimLink
from orchestration.steps.resolve import Given, given_claims

ROOT = Path(__file__).resolve().parents[2]


@dataclass(slots=True)
class Pairs:
    """Counts over all documents of a set."""

    right: int = 0
    linked: int = 0
    gold: int = 0
    apart: int = 0
    apart_right: int = 0
    cues: dict[str, list[int]] = field(default_factory=lambda: collections.defaultdict(lambda: [0, 0]))

    @property
    def precision(self) -> float:
        """Share of the pairs put together that belong together; 1 where none is."""
        return self.right / self.linked if self.linked else 1.0

    @property
    def recall(self) -> float:
        """Share of the pairs that belong together that are put together; 1 where none does."""
        return self.right / self.gold if self.gold else 1.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def grouped(claim_ids: list[str], links: list[ClaimLink]) -> list[int]:
    """The group of each claim when links of relation `same` are followed to their ends."""
    at = {claim_id: n for n, claim_id in enumerate(claim_ids)}
    group = list(range(len(claim_ids)))
    for link in links:
        if link.relation == "same":
            one, other = group[at[link.claim_id]], group[at[link.antecedent_id]]
            group = [one if g == other else g for g in group]
    return group


def score(given: list[Given], facts: dict[str, list[str | None]]) -> Pairs:
    """Links of documents against the facts of their claims."""
    counts = Pairs()
    for document in given:
        gold = facts[document.stem]
        links = document.extraction.links
        group = grouped(document.claim_ids, links)
        for a, b in itertools.combinations(range(len(gold)), 2):
            together = gold[a] is not None and gold[a] == gold[b]
            counts.right += together and group[a] == group[b]
            counts.linked += group[a] == group[b]
            counts.gold += together
        fact_of = dict(zip(document.claim_ids, gold, strict=True))
        for link in links:
            same = fact_of[link.claim_id] == fact_of[link.antecedent_id]
            counts.cues[f"{link.relation} {link.cue}"][0] += same == (link.relation == "same")
            counts.cues[f"{link.relation} {link.cue}"][1] += 1
            if link.relation == "apart":
                counts.apart += 1
                counts.apart_right += not same
    return counts


def sets(folder: Path) -> list[tuple[str, Path, Path, Path]]:
    """Name, claims, documents and facts of each set that is there."""
    own = ROOT / "tests" / "gold"
    found = [
        ("dev", folder / "dev" / "gold.jsonl", folder / "dev" / "docs", folder / "dev" / "facts.json"),
        ("seeds", own / "claims.jsonl", ROOT / "seeds" / "documents", own / "facts.json"),
    ]
    return [s for s in found if all(path.exists() for path in s[1:])]


def main() -> int:
    """Print a line a set; with --cues also how often each cue is right."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, nargs="?", default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--cues", action="store_true")
    args = parser.parse_args()
    for name, claims, documents, facts in sets(args.folder):
        counts = score(given_claims(claims, documents), json.loads(facts.read_text(encoding="utf-8")))
        print(
            f"links  precision {counts.precision:.3f}  recall {counts.recall:.3f}  F1 {counts.f1:.3f}"
            f"  apart {counts.apart_right}/{counts.apart}  pairs {counts.gold}  {name}"
        )
        if args.cues:
            for cue, (right, made) in sorted(counts.cues.items()):
                print(f"  {cue:22s} right {right:3d} of {made:3d}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
