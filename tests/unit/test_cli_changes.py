"""``briefing changes``, and ``--with changes`` of the export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import Card, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.settings.paths import Paths

from .test_cli import run, say

BEFORE, AFTER = "2025-01-10-france-germany", "2026-01-10-france-germany"
FIRST = {
    "france": "Trade of the two countries reached $200 billion.\n\nThey spoke of Iran and of the grain deal.",
    "germany": "Trade is growing fast.\n\nThey called for a ceasefire in Gaza.",
}
SECOND = {
    "france": "Trade of the two countries came to $240 billion.\n\nThey spoke of Cuba and of the grain deal.",
    "germany": "Trade is growing fast.\n\nThey spoke of Cuba.",
}


def put(folder: Path, brief: str, texts: dict[str, str], *, source: str = "official") -> None:
    (folder / brief).mkdir(parents=True)
    head = f"---\ntitle: Call of {brief[:4]}\ndate: {brief[:10]}\nsides: [france, germany]\n---\n"
    (folder / brief / "brief.md").write_text(head, "utf-8")
    for side, text in texts.items():
        front = f"---\nside: {side}\nlanguage: en\nsource: {source}\n---\n\n"
        (folder / brief / f"{side}.en.md").write_text(front + text, "utf-8")


@pytest.fixture
def library(places: Paths) -> Path:
    """The user's own briefs: two calls of the same sides."""
    folder = places.data / "briefs"
    put(folder, BEFORE, FIRST)
    put(folder, AFTER, SECOND)
    return folder


def test_a_line_a_change(library: Path) -> None:
    lines = say("changes", AFTER).output.splitlines()
    assert lines[0] == "Call of 2026, 2026-01-10, against Call of 2025, 2025-01-10"
    assert lines[1].startswith("France  this time: france.en (official, complete): 2 points, ")
    assert "France  place  + new  Cuba (¶2)" in lines
    assert "France  place  - gone  Iran (last time ¶2)" in lines
    (figure,) = [line for line in lines if "  figure  " in line]
    assert figure.startswith("France  figure  ▲ up  $200 billion → $240 billion: “Trade of the")
    assert "Germany  words" not in "\n".join(lines), "too short to tell"


def test_json_has_the_places(library: Path) -> None:
    made = json.loads(say("changes", AFTER, "--json").output)
    assert (made["now"], made["then"], made["without"]) == (AFTER, BEFORE, [])
    france = made["sides"][0]
    assert france["now"] == {"readout": "france.en", "language": "en", "source": "official", "complete": True}
    (figure,) = [c for c in france["changes"] if c["kind"] == "figure"]
    assert (figure["verdict"], figure["then"]["brief"], figure["now"]["paragraph"]) == ("up", BEFORE, 1)
    (reworded,) = [c for c in france["changes"] if c["verdict"] == "reworded" and "Cuba" in c["now"]["text"]]
    assert {"kind": "new", "text": "Cuba"} in reworded["words"]
    card = next(c for c in france["changes"] if c["kind"] == "card")
    assert len(card["share"]) == len(card["points"]) == 2


def test_nothing_to_compare_with(library: Path, tmp_path: Path) -> None:
    done = run("changes", BEFORE)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.splitlines() == [
        "briefing: no earlier meeting of these sides is in the library: nothing to compare with"
    ]
    text = tmp_path / "france.txt"
    text.write_text(SECOND["france"], "utf-8")
    undated = run("changes", str(text))
    assert undated.returncode == 1 and "the brief has no date" in undated.stderr


def test_a_brief_from_elsewhere_has_its_meeting_before(library: Path, tmp_path: Path) -> None:
    put(tmp_path, "2027-01-10-elsewhere", {"germany": SECOND["germany"]})
    lines = say("changes", str(tmp_path / "2027-01-10-elsewhere")).output.splitlines()
    assert lines[0].endswith("against Call of 2026, 2026-01-10")
    assert lines[-1].startswith("France  ")


def test_an_incomplete_text_leaves_things_unknown(places: Paths) -> None:
    put(places.data / "briefs", BEFORE, FIRST)
    put(places.data / "briefs", AFTER, SECOND, source="excerpt")
    output = say("changes", AFTER).output
    assert "? unknown whether gone  Iran (last time ¶2)" in output
    assert "+ new  Cuba" in output and "  - gone" not in output
    assert "france.en (excerpt, not complete: what it lacks is unknown)" in output


def test_what_is_unknown_is_counted_in_its_place_and_listed_at_the_end(places: Paths) -> None:
    named = {"france": "They spoke of Iran, of Cuba, of Brazil and of Japan.", "germany": "They met."}
    put(places.data / "briefs", BEFORE, named)
    put(
        places.data / "briefs",
        AFTER,
        {"france": "They spoke of Peru.", "germany": "They met."},
        source="excerpt",
    )
    lines = say("changes", AFTER).output.splitlines()
    at = lines.index("Unknown, for the text that lacks it is not complete, or retold:")
    assert "France  place  + new  Peru (¶1)" in lines[:at]
    assert "France  place  ? unknown whether gone: 4 (at the end)" in lines[:at]
    assert lines[at + 1 :] == [
        f"France  place  ? unknown whether gone  {name} (last time ¶1)"
        for name in ("Iran", "Cuba", "Brazil", "Japan")
    ]
    text = say("export", AFTER, "--with", "changes").output
    assert "- unknown whether gone: 4; below\n" in text
    assert text.count("- unknown whether gone: Brazil (last time ¶1)\n") == 1


def test_a_point_that_the_analyst_moved_counts_where_it_is_now(library: Path, places: Paths) -> None:
    shelf = Shelf(places)
    brief = shelf.open(AFTER)
    made = shelf.compare(brief, pairs(brief)[0])
    point = next(p for p in made.left.points if "Trade" in p.text)
    corrections = CorrectionStore(places.notes)
    before = say("changes", AFTER).output
    corrections.save(corrections.move(AFTER, anchors.to_point(made.left, point), Card.STABILITY))
    after = say("changes", AFTER).output
    assert "3 Strategic stability" not in before
    assert "France  card  + new  3 Strategic stability" in after


def test_the_export_has_the_section_when_asked(library: Path) -> None:
    plain, text = say("export", AFTER).output, say("export", AFTER, "--with", "changes").output
    assert "Since last time" not in plain
    body, _, section = text.partition("## Since last time\n")
    assert plain.startswith(body)
    assert "### France" in section and "**Figures, days, deadlines**" in section
    assert "- up: \\$200 billion → \\$240 billion: “Trade of the" in section
    assert "- gone: Iran (last time ¶2)" in section
    assert section.rstrip().endswith(plain.rstrip().splitlines()[-1])


def test_an_export_without_an_earlier_meeting_says_so(library: Path) -> None:
    text = say("export", BEFORE, "--with", " changes ").output
    why = "No earlier meeting of these sides is in the library: nothing to compare with."
    assert f"## Since last time\n\n{why}\n" in text


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--with", "weather"], "--with: no section 'weather'; there are changes"),
        (["--with", "changes,"], "--with: no section ''; there are changes"),
        (["--with", "changes", "--addendum", "2026-01-01"], "--addendum goes without"),
    ],
)
def test_what_cannot_be_asked_for(library: Path, options: list[str], told: str) -> None:
    done = run("export", AFTER, *options)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr and len(done.stderr.splitlines()) == 1
