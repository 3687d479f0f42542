"""What extraction reached on the project's own texts it does not lose again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from orchestration.extraction.claim import Extractor
from tests.benchmarks import floors
from tests.benchmarks.evaluate import FIGURES, ROOT, EvalSet, document, predict, write_passages
from tests.benchmarks.floors import below
from tests.benchmarks.scoring import Record, Tally, tally


def scored(extractor: Extractor, chosen: EvalSet) -> Tally:
    gold: dict[str, list[Record]] = {}
    for path in chosen.gold:
        for line in path.read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            gold[record["doc"]] = record["claims"]
    documents = [document(p) for p in sorted(chosen.docs.iterdir()) if p.stem in gold]
    predicted = predict(extractor, documents)
    return tally((d.text, gold[d.document_id], predicted[d.document_id]) for d in documents)


@pytest.mark.parametrize("name", ["seeds", "passages"])
def test_figures_stay_at_or_above_their_floors(extractor: Extractor, tmp_path: Path, name: str) -> None:
    own = ROOT / "tests" / "gold" / "claims.jsonl"
    chosen = write_passages(tmp_path) if name == "passages" else EvalSet(name, ROOT / "seeds" / "documents", (own,))
    reached = scored(extractor, chosen)
    assert below(name, {figure: reached.f1(figure) for figure in FIGURES}) == []


def test_a_figure_below_its_floor_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    floor = tmp_path / "floors.toml"
    floor.write_text("[seeds]\nfound = 0.692\ncore = 0.551\n")
    monkeypatch.setattr(floors, "FLOORS", floor)
    assert below("seeds", {"found": 0.6916, "core": 0.5504, "full": 0.1}) == [
        "seeds: core 0.550 is below its floor of 0.551"
    ]
    assert below("another", {"found": 0.0}) == []
