"""What the list can only say of a brief that has been analysed: which cards it has, whether it has gaps."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

from briefing_tui.finding.catalogue import Catalogue, Fact
from briefing_tui.library.cache import ANALYSIS, program
from briefing_tui.library.shelf import Entry, Shelf
from briefing_tui.model import Comparison, Correction, pairs
from briefing_tui.notes.corrections import CorrectionStore

CODE = (  # that makes them
    *ANALYSIS, "library/database.py", "finding/catalogue.py", "finding/facts.py",
    "notes/correctionfile.py", "notes/corrections.py", "notes/folder.py", "notes/notefile.py",
)  # fmt: skip


def learn(
    catalogue: Catalogue,
    shelf: Shelf,
    corrections: CorrectionStore,
    rest: Callable[[], bool] = lambda: False,
    told: Callable[[int, int], None] = lambda *_: None,
) -> None:
    """Analyses the briefs of which the catalogue does not know it yet, as the analyst has corrected them.

    Takes about a tenth of a second for a brief that nobody has opened yet. ``rest`` and ``told`` are as for
    ``Catalogue.update``.
    """
    from briefing_tui.analysis.corrections import apply

    kept: defaultdict[str, list[Correction]] = defaultdict(list)
    for correction in corrections.all():
        kept[correction.brief].append(correction)

    def mark(brief: str) -> str:
        decided = (f"{c.id} {c.etag}" for c in kept.get(brief, ()))
        return " ".join((program(CODE), shelf.words, *decided))

    def judge(entry: Entry) -> Fact:
        brief = shelf.open_folder(entry.folder, entry.origin, own=entry.own)
        return fact(apply(shelf.compare(brief, pairs(brief)[0]), kept.get(brief.id, [])))

    catalogue.learn(judge, mark, rest, told)


def fact(made: Comparison) -> Fact:
    """What a comparison says of its brief."""
    from briefing_tui.analysis.rows import ledger

    gaps = sum(len(account.left) + len(account.right) for account in ledger(made))
    points = [p for carded in made.texts for p in carded.points]
    return Fact(gaps, tuple(sorted({p.card for p in points})))
