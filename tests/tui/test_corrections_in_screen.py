"""Corrections by keyboard: points moved, tied and untied, undone; on disk before they are on screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.pilot import Pilot

from briefing_tui.analysis.corrections import TIED
from briefing_tui.model import Card, Point
from briefing_tui.notes import anchors
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.screens.why import WhyScreen
from briefing_tui.tui.widgets.cards import CardList
from briefing_tui.tui.widgets.drawn import Bar

from .conftest import PUTIN_XI, TWO_SIDED, MakeApp

WIDE = (120, 40)


@pytest.fixture
def store(notes: NoteStore) -> CorrectionStore:
    return CorrectionStore(notes.folder)


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def point(pilot: Pilot[None]) -> Point:
    found = brief(pilot).point()
    assert found
    return found[1]


def foot(pilot: Pilot[None]) -> str:
    return "".join(s.text for s in pilot.app.screen.query_one("#foot", Bar).render_line(0)).strip()


def shown(pilot: Pilot[None]) -> str:
    return brief(pilot).reader.page.plain()


def counts(pilot: Pilot[None], line: int) -> list[str]:
    cards = pilot.app.screen.query_one(CardList)
    return "".join(s.text for s in cards.render_line(line + 1)).split()[-2:]


def made(store: CorrectionStore) -> list[tuple[str, str, Card | None]]:
    return [(c.kind, c.a.exact, c.card) for c in store.of(PUTIN_XI)]


def trash(store: CorrectionStore) -> list[Path]:
    return sorted((store.folder / ".trash" / PUTIN_XI).glob("*.correction.md"))


def block(store: CorrectionStore) -> None:
    """Makes the notes' folder one that nothing can be written to, for root too."""
    store.folder.parent.mkdir(parents=True, exist_ok=True)
    store.folder.write_text("in the way")


@pytest.mark.parametrize("size", [(80, 24), WIDE])
async def test_c_and_a_digit_move_the_point_and_the_mark_stays_on_it(
    make_app: MakeApp, store: CorrectionStore, size: tuple[int, int]
) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await pilot.press("j", "j")
        before = point(pilot)
        assert before.card is Card.BILATERAL
        await pilot.press("c")
        assert "1 Bilateral 2 Economy 3 Stability 4 Regional 5 Future 6 Setting · Esc" in foot(pilot)
        await pilot.press("2")
        assert foot(pilot) == "moved to 2 Economy; u undoes"
        now = point(pilot)
        assert (now.text, now.card, now.was) == (before.text, Card.ECONOMY, Card.BILATERAL)
        assert "✓ moved by you from " in shown(pilot)
        assert made(store) == [("move", before.text, Card.ECONOMY)]
        await pilot.press("j")
        assert "? help" in foot(pilot)


async def test_the_counts_of_the_cards_follow(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        first, second = counts(pilot, 1), counts(pilot, 2)
        await pilot.press("c", "2")
        assert counts(pilot, 1) == [str(int(first[0]) - 1), first[1]]
        assert counts(pilot, 2) == [str(int(second[0]) + 1), second[1]]


async def test_c_and_its_digit_in_one_packet(make_app: MakeApp, store: CorrectionStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        screen = brief(pilot)
        screen.action_correct()
        await pilot.press("4")
        assert point(pilot).card is Card.REGIONAL and len(store.of(PUTIN_XI)) == 1


@pytest.mark.parametrize("key", ["escape", "left"])
async def test_the_question_is_left_without_an_answer(
    make_app: MakeApp, store: CorrectionStore, key: str
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        before = shown(pilot)
        await pilot.press("c", "x", "9", "q")
        assert foot(pilot).startswith("move ¶"), "other letters answer nothing, and do nothing"
        await pilot.press(key)
        assert shown(pilot) == before and store.of(PUTIN_XI) == [] and "? help" in foot(pilot)
        await pilot.press("2")
        assert brief(pilot).card is Card.ECONOMY, "a digit is a card's again"


async def test_back_to_the_programs_card_the_correction_goes(
    make_app: MakeApp, store: CorrectionStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        before = shown(pilot)
        await pilot.press("c", "2", "c", "3")
        assert [c.card for c in store.of(PUTIN_XI)] == [Card.STABILITY], "the newest alone is kept"
        await pilot.press("c", "1")
        assert store.of(PUTIN_XI) == [] and len(trash(store)) == 2
        assert (
            shown(pilot) == before
            and foot(pilot) == "moved to 1 Bilateral ties, as the program has it; u undoes"
        )
        await pilot.press("c", "1")
        assert foot(pilot) == "it is on 1 Bilateral ties already"


async def test_what_an_analyst_added_to_a_correction_goes_on_to_the_next(
    make_app: MakeApp, store: CorrectionStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        await pilot.press("c", "2")
        [path] = (store.folder / PUTIN_XI).iterdir()
        path.write_text(path.read_text().replace("---\n", "---\nwhy: the desk\n", 1))
        await pilot.press("c", "3")
        [kept] = store.of(PUTIN_XI)
        assert kept.card is Card.STABILITY and kept.extra == (("why", "the desk"),)


async def test_u_undoes_step_by_step_corrections_and_notes(
    make_app: MakeApp, store: CorrectionStore, notes: NoteStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        before = shown(pilot)
        await pilot.press("c", "2", "n", *"note", "escape")
        await pilot.pause()
        await pilot.pause()
        await pilot.press("d", "c", "3")
        assert (notes.count(PUTIN_XI), point(pilot).card) == (0, Card.STABILITY)
        await pilot.press("u")
        assert foot(pilot) == "undone: moved to 3 Strategic stability"
        assert point(pilot).card is Card.ECONOMY and [c.card for c in store.of(PUTIN_XI)] == [Card.ECONOMY]
        await pilot.press("u")
        assert foot(pilot) == "the note is back" and notes.count(PUTIN_XI) == 1
        await pilot.press("d", "u", "u")
        assert point(pilot).card is Card.BILATERAL and store.of(PUTIN_XI) == []
        await pilot.press("u")
        assert foot(pilot).startswith("nothing to undo")
        [note] = notes.of(PUTIN_XI)
        assert note.body == "note"
        notes.delete(note)
        brief(pilot)._load()
        brief(pilot)._redraw()
        assert shown(pilot) == before


async def test_what_cannot_be_brought_back_does_not_stand_in_the_way(
    make_app: MakeApp, store: CorrectionStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(200, 50)) as pilot:
        await pilot.press("c", "2", "1", "j", "c", "3")
        newest = store.of(PUTIN_XI)[-1]
        (store.folder / PUTIN_XI / f"{newest.id}.correction.md").unlink()
        await pilot.press("u")
        assert "the correction is no longer there" in foot(pilot)
        await pilot.press("u")
        assert foot(pilot) == "undone: moved to 2 Economy" and store.of(PUTIN_XI) == []


async def test_undo_in_another_brief_says_where(make_app: MakeApp, store: CorrectionStore) -> None:
    async with make_app().run_test(size=WIDE) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("c", "2", "q")
        await pilot.pause()
        assert isinstance(pilot.app.screen, LibraryScreen)
        await pilot.press("j", "enter")
        await pilot.pause()
        await pilot.press("u")
        assert foot(pilot) == f"undone: moved to 2 Economy (in {PUTIN_XI})" and store.of(PUTIN_XI) == []


def a_gap(pilot: Pilot[None]) -> tuple[str, str]:
    """Ids of a point of each side, on different cards, that have no match."""
    now = brief(pilot).content.made
    assert now.right
    known = {i for m in now.matches for i in (m.a, m.b)}
    left = next(p for p in now.left.points if p.id not in known)
    right = next(p for p in now.right.points if p.id not in known and p.card is not left.card)
    return left.id, right.id


async def test_m_ties_two_points_of_different_cards_and_views(
    make_app: MakeApp, store: CorrectionStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        screen = brief(pilot)
        left, right = a_gap(pilot)
        screen.go_to_point(right)
        await pilot.press("m")
        assert "of China picked: m at a point of Russia ties the two" in foot(pilot)
        await pilot.press("v", "v")
        assert "of China picked" in foot(pilot) or "view: gaps" in foot(pilot)
        screen.reader.go(next(i for i, s in enumerate(screen.reader.page.stops) if s.key == left))
        await pilot.press("m")
        assert foot(pilot).startswith("tied: ¶") and foot(pilot).endswith("; u undoes")
        [match] = [m for m in screen.content.made.matches if m.tied]
        assert (match.a, match.b, match.score, match.reasons) == (left, right, 1.0, (TIED,))
        assert {s.key for s in screen.reader.page.stops}.isdisjoint({left, right}), "no gaps any more"
        screen.go_to_point(left)
        assert "✓ tied by you" in shown(pilot)
        await pilot.press("v")
        assert "✓ tied by you" in shown(pilot)
        await pilot.press("equals_sign")
        await pilot.pause()
        why = pilot.app.screen
        assert isinstance(why, WhyScreen) and "✓ tied by you" in why.reader.page.plain()
        await pilot.press("q", "u")
        assert not [m for m in screen.content.made.matches if m.tied] and store.of(PUTIN_XI) == []


async def test_m_unties_the_partner_beside_and_ties_it_again(
    make_app: MakeApp, store: CorrectionStore
) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        screen = brief(pilot)
        before = screen.content.made
        match = next(m for m in before.matches if sum(o.a == m.a for o in before.matches) == 1)
        screen.go_to_point(match.a)
        await pilot.press("m", "l", "m")
        assert foot(pilot).startswith("untied: ¶")
        assert (match.a, match.b) not in {(m.a, m.b) for m in screen.content.made.matches}
        assert [c.kind for c in store.of(PUTIN_XI)] == ["untie"]
        screen.go_to_point(match.b)
        await pilot.press("m")
        screen.go_to_point(match.a)
        await pilot.press("m")
        assert foot(pilot).startswith("tied: ¶") and "as the program has it" in foot(pilot)
        assert store.of(PUTIN_XI) == [] and screen.content.made == before


async def test_esc_drops_what_was_picked(make_app: MakeApp, store: CorrectionStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        await pilot.press("m", "j", "m")
        assert "that is a point of Russia too" in foot(pilot) and store.of(PUTIN_XI) == []
        await pilot.press("escape")
        assert foot(pilot) == "dropped: nothing was tied" and isinstance(pilot.app.screen, BriefScreen)
        await pilot.press("l")
        assert "? help" in foot(pilot)
        await pilot.press("m")
        assert "of China picked" in foot(pilot), "the first of a new pair"


async def test_other_texts_drop_what_was_picked(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        await pilot.press("m", "o", "j")
        assert "picked" not in foot(pilot)


async def test_a_picked_point_may_be_moved_meanwhile(make_app: MakeApp, store: CorrectionStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        screen = brief(pilot)
        left, right = a_gap(pilot)
        screen.go_to_point(left)
        await pilot.press("m", "c", "5")
        screen.go_to_point(right)
        await pilot.press("m")
        assert {c.kind for c in store.of(PUTIN_XI)} == {"move", "tie"}
        assert [(m.a, m.b) for m in screen.content.made.matches if m.tied] == [(left, right)]


@pytest.mark.parametrize("view", [0, 1, 2])
async def test_a_moved_point_is_marked_in_every_view_and_explained(make_app: MakeApp, view: int) -> None:
    async with make_app(PUTIN_XI).run_test(size=(200, 50)) as pilot:
        brief(pilot).go_to_point(a_gap(pilot)[0])
        was = point(pilot).card
        await pilot.press(*"v" * view, "c", "5")
        assert point(pilot).card is Card.FUTURE
        assert f"✓ moved by you from {was.digit} {was.heading}" in shown(pilot)
        await pilot.press("equals_sign")
        await pilot.pause()
        why = pilot.app.screen
        assert isinstance(why, WhyScreen)
        assert f"✓ moved by you from {was.digit} {was.heading}" in why.reader.page.plain()


async def test_a_failed_save_says_so_and_changes_nothing(make_app: MakeApp, store: CorrectionStore) -> None:
    block(store)
    async with make_app(PUTIN_XI).run_test(size=(200, 50)) as pilot:
        screen = brief(pilot)
        before = shown(pilot), screen.content.made
        await pilot.press("c", "2")
        assert "the correction cannot be saved: not a directory" in foot(pilot)
        assert (shown(pilot), screen.content.made) == before
        left, right = a_gap(pilot)
        screen.go_to_point(left)
        await pilot.press("m")
        screen.go_to_point(right)
        await pilot.press("m")
        assert "the correction cannot be saved" in foot(pilot) and screen.content.made == before[1]
        await pilot.press("u")
        assert foot(pilot).startswith("nothing to undo")


async def test_a_correction_is_still_there_next_time(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        await pilot.press("c", "2")
        text = point(pilot).text
        await pilot.press("ctrl+q")
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        assert point(pilot).text == text and point(pilot).was is Card.BILATERAL
        assert "✓ moved by you" in shown(pilot)
        await pilot.press("u")
        assert foot(pilot).startswith("nothing to undo"), "undo is of the session"


async def test_corrections_without_effect_are_told(make_app: MakeApp, store: CorrectionStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        await pilot.press("c", "2")
    folder = store.folder / PUTIN_XI
    [path] = folder.iterdir()
    text = path.read_text()
    path.write_text(text.replace("exact: ", "exact: Never said. "))
    (folder / "hand.correction.md").write_text("---\ncorrection: sort\n---\n")
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        assert foot(pilot) == "corrections that cannot be read: 1; t says why"
        assert "0 notes" in "".join(s.text for s in brief(pilot).query_one("#head", Bar).render_line(0))
        await pilot.press("t")
        await pilot.pause()
        screen = pilot.app.screen
        assert isinstance(screen, NotesScreen)
        page = "".join(screen.reader.page.plain().split())
        assert "hand.correction.md:correctionmustbeoneofmove,tie,untie" in page
        assert "“Neversaid." in page and "itswordsarenolongerinthetext" in page
        await pilot.press("j", "enter", "d", "n")
        assert isinstance(pilot.app.screen, NotesScreen), "nothing to go to, delete or edit"
    assert sorted(p.name for p in folder.iterdir()) == sorted([path.name, "hand.correction.md"])


async def test_one_text_alone_can_be_sorted_but_not_tied(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "chile.txt"
    text.write_text("Norway and Chile met in Oslo.\n\nThey discussed trade and investment.\n")
    async with make_app(paths=[text]).run_test(size=WIDE) as pilot:
        await pilot.press("2", "m")
        assert "only one side’s text" in foot(pilot)
        await pilot.press("c", "5")
        assert point(pilot).card is Card.FUTURE


async def test_no_point_no_correction(make_app: MakeApp, tmp_path: Path) -> None:
    text = tmp_path / "both.txt"
    text.write_text(TWO_SIDED)
    async with make_app(paths=[text]).run_test(size=WIDE) as pilot:
        await pilot.press("tab", "c", "m")
        assert "there is none here" in foot(pilot)
        await pilot.press("tab", "v", "v", "v", "c")
        assert "there is none here" in foot(pilot)
        await pilot.press("m")
        assert "there is none here" in foot(pilot)


async def test_two_sessions(make_app: MakeApp, store: CorrectionStore) -> None:
    """What another session decided meanwhile is replaced like one's own."""
    async with make_app(PUTIN_XI).run_test(size=WIDE) as pilot:
        here = brief(pilot).point()
        assert here
        store.save(store.move(PUTIN_XI, anchors.to_point(*here), Card.FUTURE))
        await pilot.press("c", "2")
        assert [c.card for c in store.of(PUTIN_XI)] == [Card.ECONOMY]
        assert point(pilot).card is Card.ECONOMY
