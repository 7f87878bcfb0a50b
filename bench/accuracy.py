"""Cards and matches against the labelled readouts, with the floors below which this fails.

    make accuracy                     on ../shared/corpus
    make accuracy CORPUS=DIR          on another corpus of the same form
    make accuracy ARGS=--misses       every miss as well

Measured by the corpus's own ``score.py``, through the command line like anybody else's program; this script
only adds the table of confusions and the floors. Exit 0: all floors hold. 1: one does not. 2: no corpus.
"""

from __future__ import annotations

import argparse
import re
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

CARDS = ("bilateral", "economy", "stability", "regional", "future", "context")
# What issue 2 of the project wants on this corpus.
FLOORS = {
    "strict en": 0.92,
    "strict ru": 0.92,
    "strict zh": 0.92,
    "strict all": 0.92,
    "macro-F1": 0.90,
    "matches precision": 0.80,
    "matches recall": 0.75,
    "matches F1": 0.78,
}
_WRONG = re.compile(r"^WRONG  \S+ \S+ got (\w+), want (\w+)")
_LANGUAGE = re.compile(r"^lang (\w+) +strict ([\d.]+).* lost (\d+) doubled (\d+)")
_CARD = re.compile(r"^card (\w+) +F1 ([\d.]+) +support (\d+)")
_MATCHES = re.compile(r"^matches precision ([\d.]+) recall ([\d.]+) F1 ([\d.]+)")


def score(corpus: Path, command: str) -> str:
    """What ``score.py`` prints, misses with it."""
    done = subprocess.run(
        [
            sys.executable, str(corpus / "score.py"), "--misses",
            "--labels", str(corpus / "labels.json"), "--readouts", str(corpus / "readouts"), "--run", command,
        ],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        sys.exit(f"score.py: {done.stderr.strip() or done.returncode}")
    return done.stdout


def figures(printed: str) -> tuple[dict[str, float], int, int]:
    """The figures by name, and how many sentences were lost and doubled."""
    found: dict[str, float] = {}
    lost = doubled = 0
    for line in printed.splitlines():
        if m := _LANGUAGE.match(line):
            found[f"strict {m[1]}"] = float(m[2])
            lost, doubled = int(m[3]), int(m[4])  # the last line is that of all languages
        elif line.startswith("macro-F1"):
            found["macro-F1"] = float(line.split()[1])
        elif m := _MATCHES.match(line):
            found |= zip(
                ("matches precision", "matches recall", "matches F1"), map(float, m.groups()), strict=True
            )
    return found, lost, doubled


def confusion(printed: str) -> str:
    """Rows: the annotators' card; columns: ours. What is right is what the support leaves."""
    wrong = Counter((m[2], m[1]) for line in printed.splitlines() if (m := _WRONG.match(line)))
    support = {m[1]: int(m[3]) for line in printed.splitlines() if (m := _CARD.match(line))}
    rows = [f"{'want / got':12}" + "".join(f"{c[:9]:>10}" for c in CARDS)]
    for want in CARDS:
        right = support.get(want, 0) - sum(wrong[want, got] for got in CARDS)
        cells = (right if got == want else wrong[want, got] for got in CARDS)
        rows.append(f"{want:12}" + "".join(f"{n or '.':>10}" for n in cells))
    return "\n".join(rows)


def main() -> int:
    """Prints the table; gives the exit code."""
    options = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    options.add_argument("--corpus", type=Path, default=Path("../shared/corpus"))
    options.add_argument("--misses", action="store_true", help="print every wrong sentence and pair")
    given = options.parse_args()
    corpus: Path = given.corpus
    if not (corpus / "score.py").is_file():
        print(f"accuracy: no labelled readouts at {corpus}; name their folder: make accuracy CORPUS=DIR")
        return 2
    program = Path(sys.executable).with_name("briefing")
    printed = score(corpus.resolve(), f"{shlex.quote(str(program))} cards {{}} --json")
    kept = ("WRONG", "LOST", "  MISSED", "  FALSE")
    print("\n".join(line for line in printed.splitlines() if given.misses or not line.startswith(kept)))
    print(f"\n{confusion(printed)}\n")
    found, lost, doubled = figures(printed)
    failed = lost > 0 or doubled > 0
    print(f"{'lost or doubled':18} {lost + doubled:5}  wanted     0  {'FAILS' if failed else 'holds'}")
    for name, floor in FLOORS.items():
        have = found.get(name, 0.0)
        failed |= have < floor
        print(f"{name:18} {have:5.3f}  wanted {floor:5.2f}  {'holds' if have >= floor else 'FAILS'}")
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
