"""A sitting at the terminal, at two sizes: the library, every card and view, a note, the way out and back."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing_tui.analysis.rows import doubts, ledger, rows
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Card, Comparison, Pair
from tests.terminal.terminal import BRIEFING, Tmux, run

PUTIN_XI = "2026-02-04-putin-xi"
TITLES = (
    "Putin–Xi videoconference", "Putin–Xi talks after the SCO summit", "Xi’s visit to Moscow",
    "Putin–Xi telephone call", "Putin’s state visit to Beijing", "Xi–Biden meeting in Bali",
    "Putin–Xi talks at the Winter Olympics", "Biden–Zelenskyy telephone call", "Biden–Putin video call",
)  # fmt: skip
IN_VIEW = TITLES[:5]  # at either size
WIDE, NARROW = (120, 40), (80, 24)
CYRILLIC = re.compile("[а-яё]{4}")
CHINESE = re.compile("[\u4e00-\u9fff]{4}")
# A closing mark that begins a line of text: after the screen's edge, the line between the sides, a space.
STRAY_MARK = re.compile(r"(?:^|[\s│▌])[，。、；：！？）》」』】〕〉]", re.MULTILINE)
NOTE = "check the trade figure against customs data #trade"


@pytest.fixture(params=[WIDE, NARROW], ids=["120x40", "80x24"])
def size(request: pytest.FixtureRequest) -> tuple[int, int]:
    chosen: tuple[int, int] = request.param
    return chosen


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """The folder in which the analyst works."""
    folder = tmp_path / "desk"
    folder.mkdir()
    return folder


@pytest.fixture
def library(size: tuple[int, int], desk: Path) -> Iterator[Tmux]:
    """The program started without arguments."""
    with Tmux(BRIEFING, columns=size[0], rows=size[1], folder=desk) as terminal:
        terminal.wait_for(*IN_VIEW)
        yield terminal


@pytest.fixture
def brief(library: Tmux) -> Tmux:
    """The first brief of the library, opened by a key."""
    library.keys("Enter")
    library.wait_for("compare · 0 notes", "RUSSIA", "CHINA")
    return library


@pytest.fixture
def digests(shelf: Shelf) -> Comparison:
    return shelf.compare(shelf.open(PUTIN_XI), Pair("russia.en", "china.en"))


@pytest.fixture
def originals(shelf: Shelf) -> Comparison:
    return shelf.compare(shelf.open(PUTIN_XI), Pair("russia.ru", "china.zh"))


def beginning(text: str) -> str:
    """Words that stand on the first line of a text, however narrow its column."""
    return text[:8] if CHINESE.search(text[:8]) else " ".join(text.split()[:3])


def card_line(made: Comparison, card: Card, width: int) -> re.Pattern[str]:
    """The card in the list of cards, open, with the number of points of each side."""
    both = [len(carded.on(card)) for carded in (made.left, made.right) if carded]
    name = card.heading.split()[0]
    if width < 112:
        name = {Card.STABILITY: "Stability"}.get(card, name)
        return re.compile(rf"▌{card.digit} {name} {both[0]}/{both[1]}\b")
    return re.compile(rf"▌{card.digit} {card.heading} +{both[0]} +{both[1]}\b")


def go_to_card(terminal: Tmux, made: Comparison, card: Card, width: int) -> str:
    terminal.keys(str(card.digit))
    return terminal.wait_for(card_line(made, card, width))


def marked(screen: str) -> str:
    """The paragraph at the mark: ``¶16``."""
    found = re.search(r"▌(¶\d+)", screen)
    assert found, screen
    return found[1]


def test_the_library_shows_the_bundled_briefs_and_leaves_the_screen_as_it_was(library: Tmux) -> None:
    assert library.alternate
    shown = [screen_title(line) for line in library.lines if screen_title(line)]
    assert shown == list(TITLES[: len(shown)])
    assert len(shown) >= len(IN_VIEW)
    library.keys("q")
    library.wait_for(re.compile("^BEFORE\nEXIT=0$", re.MULTILINE))
    assert not library.alternate
    assert "briefing" not in library.screen()


def screen_title(line: str) -> str:
    return next((title for title in TITLES if title in line), "")


def test_another_brief_is_opened_by_its_place_in_the_list(library: Tmux) -> None:
    library.keys(*"jjjjj")
    library.wait_for(re.compile("▌ 2022-11-14  Xi–Biden"))
    library.keys("Enter")
    library.wait_for("Xi–Biden meeting in Bali · 2022-11-14", "UNITED STATES", "CHINA")
    library.keys("q")
    library.wait_for(*IN_VIEW[1:], re.compile("▌ 2022-11-14  Xi–Biden"))


def test_every_card_shows_its_points_and_their_number(
    brief: Tmux, size: tuple[int, int], digests: Comparison, desk: Path
) -> None:
    for card in (*CARDS[1:], CARDS[0]):
        screen = go_to_card(brief, digests, card, size[0])
        first = rows(digests, card)[0]
        for ref in (*first.left[:1], *first.right[:1]):
            if size == WIDE or ref in first.left:
                doubt = r"\?" if ref.point.doubt else "[ │┊]"  # a line where one side alone has it
                assert re.search(f"¶{ref.point.paragraph}{doubt}", screen)
                assert beginning(ref.point.text) in screen
        assert digests.right
        if first.gap and not first.right:
            assert "only Russia" in screen
    brief.keys("C-q")
    brief.wait_for("EXIT=0")


def test_the_list_of_cards_is_walked_with_tab_and_j(
    brief: Tmux, size: tuple[int, int], digests: Comparison
) -> None:
    brief.keys("Tab")
    brief.wait_for("chooses the card")
    for card in CARDS[1:]:
        brief.keys("j")
        brief.wait_for(card_line(digests, card, size[0]))


def test_tab_says_what_the_keys_do_now(brief: Tmux) -> None:
    brief.keys("Tab")
    brief.wait_for("Tab goes back to the text")
    brief.keys("Tab")
    brief.wait_for("1-6 card · j/k point")


def test_the_original_texts_stand_side_by_side(
    brief: Tmux, size: tuple[int, int], originals: Comparison, digests: Comparison
) -> None:
    brief.keys("o")
    brief.wait_for(CYRILLIC, re.compile(r"RUSSIA  digest · ru .*CHINA  digest · zh "))
    both_seen = False
    for card in CARDS:
        screen = go_to_card(brief, originals, card, size[0])
        assert not STRAY_MARK.search(screen), screen
        if size == WIDE:
            # A row of the screen with Russian at the left of the line and Chinese at its right.
            both_seen |= bool(re.search("[а-яё]{3}[^│\n]*│[^│\n]*[\u4e00-\u9fff]{4}", screen))
        elif any(not row.gap for row in rows(originals, card)):
            brief.keys("l")
            under = brief.wait_for(CHINESE, re.compile(r"▌¶\d+\??[ │┊]+[^а-яё\n]*[\u4e00-\u9fff]"))
            both_seen |= bool(CYRILLIC.search(under) and CHINESE.search(under))
            assert not STRAY_MARK.search(under), under
            brief.keys("h")
    assert both_seen
    brief.keys("o")
    screen = brief.wait_for(re.compile(r"RUSSIA  digest · en .*CHINA  digest · en "))
    assert not CYRILLIC.search(screen)
    assert not CHINESE.search(screen)
    go_to_card(brief, digests, CARDS[0], size[0])


def test_v_walks_through_the_views(brief: Tmux, size: tuple[int, int], digests: Comparison) -> None:
    assert digests.right
    brief.keys("v")
    brief.wait_for("view: read", "read · 0 notes")
    brief.keys("g")
    first = digests.left.points[0]
    brief.wait_for(re.compile(rf"¶1 +{first.card.digit}\d?\??[ │┊]+{re.escape(beginning(first.text))}"))
    brief.keys("G")
    last = digests.left.points[-1]
    brief.wait_for(f"¶{last.paragraph}", beginning(last.text))
    brief.keys("h", "l", "g")  # the other side's whole text, from its beginning
    first = digests.right.points[0]
    at_first = rf"¶1 +{first.card.digit}\d?\??[ │┊]+{re.escape(beginning(first.text))}"
    screen = brief.wait_for(re.compile(at_first))
    assert "RUSSIA" not in screen

    brief.keys("v")
    brief.wait_for("view: gaps", "gaps · 0 notes")
    brief.keys("1")
    here = next((a.left, a.right) for a in ledger(digests) if a.card is CARDS[0])
    brief.wait_for(re.compile(rf"1 Bilateral ties .*Russia {len(here[0])}\D+China {len(here[1])}\b"))

    brief.keys("v")
    count = len(doubts(digests))
    brief.wait_for("view: doubts", "doubts · 0 notes", f"in doubt for {count} point")
    brief.keys("v")
    brief.wait_for("view: coverage", "coverage · 0 notes")
    brief.keys("j")  # behind the bottom line, which may fill the window
    brief.wait_for("█")
    brief.keys("1")
    points = len(digests.left.on(CARDS[0]))
    brief.wait_for("compare · 0 notes")
    brief.keys("v", "v", "v", "v", "j")
    brief.wait_for(re.compile(rf"Russia +█+ +\d+%  {points} points, \d+ shared"))

    brief.keys("v")
    brief.wait_for("view: compare", "compare · 0 notes")


def test_chinese_lines_are_broken_well_in_every_view(brief: Tmux, size: tuple[int, int]) -> None:
    brief.keys("o")
    brief.wait_for(re.compile("CHINA  digest · zh"))
    brief.keys("l", "v")
    brief.wait_for("view: read")
    brief.keys("h", "l")
    brief.wait_for(re.compile("^[^│]*CHINA  digest · zh", re.MULTILINE), CHINESE)
    seen = 0
    for _ in range(12):
        screen = brief.screen()
        seen += len(CHINESE.findall(screen))
        assert not STRAY_MARK.search(screen), screen
        brief.keys("j")
    assert seen > 100
    brief.keys("v")
    screen = brief.wait_for("view: gaps")
    assert not STRAY_MARK.search(screen), screen


def test_a_note_is_kept_found_again_and_exported(
    library: Tmux, size: tuple[int, int], desk: Path, home: Path, digests: Comparison
) -> None:
    library.keys("Enter")
    library.wait_for("compare · 0 notes")
    go_to_card(library, digests, Card.ECONOMY, size[0])
    library.keys("j")
    noted = digests.left.on(Card.ECONOMY)[1]
    library.wait_for(re.compile(rf"▌¶{noted.paragraph}\??[ │┊]+{re.escape(beginning(noted.text))}"))
    library.keys("n")
    library.wait_for("Esc closes", f"✎ Russia ¶{noted.paragraph}")
    library.type(NOTE)
    library.wait_for(NOTE)
    library.keys("Escape")
    library.wait_for("note saved", "compare · 1 note", "✎ check the trade")
    library.keys("q")
    library.wait_for("✎ 1 note", "9 briefs · 1 note")
    library.keys("q")
    library.wait_for(re.compile("^BEFORE\nEXIT=0$", re.MULTILINE))

    with Tmux(BRIEFING, PUTIN_XI, columns=size[0], rows=size[1], folder=desk) as again:
        screen = again.wait_for(card_line_noted(Card.ECONOMY), "compare · 1 note", "✎ check the trade")
        assert marked(screen) == f"¶{noted.paragraph}"
        again.keys("6")
        again.wait_gone("✎ check the trade")
        again.keys("t")
        again.wait_for("Notes", f"Russia ¶{noted.paragraph}", NOTE, "Enter go there")
        again.keys("Enter")
        screen = again.wait_for(card_line_noted(Card.ECONOMY), "✎ check the trade")
        assert marked(screen) == f"¶{noted.paragraph}"
        again.keys("e")
        again.wait_for("Write to:")
        again.keys("Enter")
        again.wait_for("written: ")
        again.keys("C-q")
        again.wait_for(re.compile("^BEFORE\nEXIT=0$", re.MULTILINE))

    written = (desk / f"{PUTIN_XI}.md").read_text()
    assert re.search(rf"^- ✎ .*\n\n  {re.escape(NOTE)}\n", written, re.MULTILINE)
    words = re.sub(r"\\(.)", r"\1", written)
    for carded in (digests.left, digests.right):
        for point in carded.points if carded else ():
            assert point.text in words
    # The note stands under the point that it is about.
    assert words.index(noted.text) < words.index(NOTE) < words.index(digests.left.on(Card.STABILITY)[0].text)

    done = run("export", PUTIN_XI, "-o", "-", folder=desk)
    assert done.returncode == 0
    assert done.stdout == written
    kept = list(home.glob(f"data/briefing-tui/notes/{PUTIN_XI}/*.md"))
    assert [NOTE in path.read_text() for path in kept] == [True]


def card_line_noted(card: Card) -> re.Pattern[str]:
    """The card in the list of cards, open, with the sign of a note."""
    return re.compile(rf"▌{card.digit} {card.heading}[ \d/]* ✎")


def test_help_why_and_find_open_and_close(brief: Tmux, digests: Comparison, size: tuple[int, int]) -> None:
    brief.keys("?")
    brief.wait_for("Keys (brief)")
    brief.keys("Escape")
    brief.wait_for("compare · 0 notes")
    point = marked(brief.screen())
    brief.keys("=")
    brief.wait_for(f"Why {point} of Russia stands here", "Card 1 Bilateral ties")
    brief.keys("q")
    brief.wait_for("compare · 0 notes")
    brief.keys("/")
    brief.wait_for("Find:")
    brief.type("semiconductor nonsense")
    brief.keys("Enter")
    brief.wait_for("nothing holds")
    brief.wait_gone("Find:")
    brief.keys("/")
    brief.wait_for("Find:")
    brief.keys("C-u")
    brief.wait_for(re.compile("Find:$", re.MULTILINE))
    brief.type("Taiwan")
    brief.keys("Enter")
    hit = next(p for p in digests.left.points if "Taiwan" in p.text)
    screen = brief.wait_for("1 of 1 point with “Taiwan”", card_line(digests, hit.card, size[0]))
    assert marked(screen) == f"¶{hit.paragraph}"
