"""How much each idea says for each card, learned from labelled readouts: writes lexicon/subjects.toml.

    python bench/fit.py --corpus DIR --output src/briefing_tui/analysis/lexicon/subjects.toml

DIR is of the form of the labelled corpus: ``labels.json`` and ``readouts/``. It must not be one that the
program is measured on. Method: logistic regression on what the terms, signs and places of a sentence leave
open, with the weights held near those that the file has now (an L2 penalty), so that an idea the labels
never show keeps what was written by hand. Deterministic; some minutes of plain Python.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
from collections import defaultdict
from pathlib import Path

from briefing_tui.analysis import cards, compare, words
from briefing_tui.library.folder import read_files
from briefing_tui.model import CARDS

ROUNDS = 200
STEP = 0.3
SOFT = 2.0  # scores this much apart are e times as likely
PENALTY = 2.0
LEAST = 0.3  # a weight nearer to nothing is left out

Weights = dict[str, list[float]]
# The ideas in a sentence, the scores without them, the card that it should have.
Example = tuple[list[str], list[float], int]


def examples(corpus: Path) -> list[Example]:
    """The labelled sentences of a corpus that can be found in its readouts and are no noise."""
    labels = json.loads((corpus / "labels.json").read_text("utf-8"))["labels"]
    made: list[Example] = []
    for name, rows in labels.items():
        readout = read_files([corpus / "readouts" / f"{name}.txt"], side=None, language=None).readouts[0]
        language = words.spoken(readout.language)
        wanted = {_squeezed(row["text"]): row["card"][0] for row in rows}
        for sentence in cards.sort(readout, compare.parties(readout, None)):
            card = wanted.get(_squeezed(sentence.text))
            if card in CARDS:
                ideas = list(dict.fromkeys(hit.value.id for hit in words.ideas(sentence.text, language)))
                scores = [sentence.scores.get(c, 0.0) for c in CARDS]
                made.append((ideas, scores, CARDS.index(card)))
    return made


def fit(data: list[Example], prior: Weights) -> Weights:
    """Weights by idea, one for each card, that explain the data best and stay near ``prior``.

    Gradient descent with a step of its own for each weight (Adagrad).
    """
    weights = {key: list(row) for key, row in prior.items()}
    for ideas, _, _ in data:
        for key in ideas:
            weights.setdefault(key, [0.0] * len(CARDS))
    start = {key: list(prior.get(key, [0.0] * len(CARDS))) for key in weights}
    passed = {key: [1e-6] * len(CARDS) for key in weights}
    for _ in range(ROUNDS):
        slope: Weights = defaultdict(lambda: [0.0] * len(CARDS))
        for ideas, scores, want in data:
            total = list(scores)
            for key in ideas:
                for c, weight in enumerate(weights[key]):
                    total[c] += weight
            top = max(total)
            likely = [math.exp((t - top) / SOFT) for t in total]
            whole = sum(likely)
            error = [(p / whole - (c == want)) / SOFT for c, p in enumerate(likely)]
            for key in ideas:
                row = slope[key]
                for c, e in enumerate(error):
                    row[c] += e
        for key, row in weights.items():
            for c, weight in enumerate(row):
                g = slope[key][c] + 2 * PENALTY * (weight - start[key][c])
                passed[key][c] += g * g
                row[c] = weight - STEP * g / math.sqrt(passed[key][c])
    return weights


def known() -> Weights:
    """The weights that the lexicon has now."""
    found: Weights = {}
    for key, terms in words.subjects().items():
        row = found.setdefault(key, [0.0] * len(CARDS))
        for term in terms:
            row[CARDS.index(term.card)] = term.weight
    return found


def as_toml(weights: Weights, count: int) -> str:
    """The file's text: a table a card, a list of ideas a weight, the heaviest first."""
    out = [
        "# What an idea (concepts.toml, vocabulary.toml) says for a card, in whatever language it is said.",
        f"# First written by hand, then fitted by bench/fit.py on {count:,} sentences of public readouts,",
        "# labelled for it; none of them is among those that the program is measured on. A weight below",
        "# nothing speaks against the card.",
    ]
    for c, card in enumerate(CARDS):
        by_weight: dict[float, list[str]] = defaultdict(list)
        for key, row in sorted(weights.items()):
            if abs(row[c]) >= LEAST:
                by_weight[round(row[c], 1)].append(key)
        out += ["", f"[{card}]"]
        for weight, ids in sorted(by_weight.items(), reverse=True):
            out += _list(f'"{weight}"', ids)
    return "\n".join(out) + "\n"


def _list(name: str, ids: list[str]) -> list[str]:
    rows, row = [], ""
    for key in ids:
        if len(row) + len(key) > 98:
            rows.append(row)
            row = ""
        row += f'"{key}", '
    return [f"{name} = [", *(f"    {r.rstrip()}" for r in (*rows, row) if r), "]"]


def _squeezed(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def main() -> int:
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--corpus", type=Path, required=True)
    options.add_argument("--output", type=Path, required=True)
    given = options.parse_args()
    prior = known()
    words.weights("cards")["subject"] = 0.0  # what the rest says, without the ideas
    data = examples(given.corpus)
    print(f"{len(data)} sentences, {ROUNDS} rounds", file=sys.stderr)
    given.output.write_text(as_toml(fit(data, prior), len(data)), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
