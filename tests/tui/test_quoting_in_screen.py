"""A note on exactly the selected words; the list of notes filtered; the way from a point to its note."""

from __future__ import annotations

from dataclasses import replace

import pytest
from textual.pilot import Pilot

from briefing_tui.model import Anchor, Card, Note
from briefing_tui.notes.store import NoteStore
from briefing_tui.tui.screens.brief import BriefScreen
from briefing_tui.tui.screens.help import HelpScreen
from briefing_tui.tui.screens.library import LibraryScreen
from briefing_tui.tui.screens.notes import NotesScreen
from briefing_tui.tui.widgets.drawn import Bar
from briefing_tui.tui.widgets.editor import Editor
from briefing_tui.tui.widgets.reader import Reader

from .conftest import PUTIN_XI, MakeApp


def brief(pilot: Pilot[None]) -> BriefScreen:
    screen = pilot.app.screen
    assert isinstance(screen, BriefScreen)
    return screen


def bar(pilot: Pilot[None], name: str) -> str:
    return "".join(s.text for s in pilot.app.screen.query_one(name, Bar).render_line(0)).strip()


def highlighted(reader: Reader) -> str:
    """The words that are drawn in reverse in the window, line after line, without the scroll bar."""
    edge = reader.size.width - 1
    lines = (reader.render_line(y).crop(0, edge) for y in range(reader.size.height))
    marked = ("".join(s.text for s in line if s.style and s.style.reverse) for line in lines)
    return " ".join(filter(None, marked))


async def press(pilot: Pilot[None], *keys: str) -> None:
    await pilot.press(*keys)
    await pilot.pause()


async def type_note(pilot: Pilot[None], text: str) -> None:
    await press(pilot, *("space" if c == " " else "number_sign" if c == "#" else c for c in text))
    await press(pilot, "escape")
    await pilot.pause()


def put(notes: NoteStore, body: str, anchor: Anchor, *, brief_id: str = PUTIN_XI, note_id: str = "") -> Note:
    note = notes.new(brief_id, anchor)
    return notes.save(replace(note, body=body, id=note_id or note.id))


INVITED = Anchor(Card.FUTURE, "russia", "en", 12, "During the conversation Xi invited Putin")


@pytest.mark.parametrize(
    ("keys", "side", "language", "joint"),
    [(["5"], "russia", "en", " "), (["o", "2"], "russia", "ru", " "), (["o", "2", "l"], "china", "zh", "")],
    ids=["en", "ru", "zh"],
)
async def test_a_note_on_exactly_the_selected_words(
    make_app: MakeApp, notes: NoteStore, keys: list[str], side: str, language: str, joint: str
) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await press(pilot, *keys, "V", "L", "L", "h", "h", "h")
        reader = brief(pilot).reader
        shown = highlighted(reader).replace(" ", joint)
        here = brief(pilot).point()
        assert here and shown and shown in here[1].text and shown != here[1].text
        await press(pilot, "n")
        assert pilot.app.screen.query(Editor) and highlighted(reader).replace(" ", joint) == shown
        await type_note(pilot, "who #sits")
        [note] = notes.of(PUTIN_XI)
        anchor, block = note.anchor, here[0].readout.paragraph(here[1].paragraph)
        assert block and anchor.exact == shown
        at = block.text.index(anchor.exact)
        assert anchor.prefix.endswith(block.text[max(0, at - 32) : at])
        assert anchor.suffix == block.text[at + len(shown) :][:32]
        assert (anchor.side, anchor.language, anchor.card) == (side, language, here[1].card)
        assert anchor.hash == here[0].readout.hash and note.body == "who #sits"
        assert highlighted(brief(pilot).reader) == ""
        assert "✎ “" in brief(pilot).reader.page.plain()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
@pytest.mark.parametrize("views", [0, 1, 2, 3])
async def test_words_are_selected_in_every_view(make_app: MakeApp, size: tuple[int, int], views: int) -> None:
    async with make_app(PUTIN_XI).run_test(size=size) as pilot:
        await press(pilot, *"v" * views, "j", "V")
        here = brief(pilot).point()
        assert here and here[1].text.startswith(highlighted(brief(pilot).reader))
        foot = bar(pilot, "#foot")
        wide = size[0] > 100
        assert foot.startswith("j/k sentence · J/K longer" if wide else "j/k/J/K sentence · h/l/H/L word")
        assert "h/l" in foot and foot.endswith("? help · Esc back")
        await press(pilot, "escape")
        assert highlighted(brief(pilot).reader) == "" and brief(pilot).point() == here
        assert "j/k point" in bar(pilot, "#foot")


async def test_keys_while_selecting(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V")
        reader, before = brief(pilot).reader, highlighted(brief(pilot).reader)
        await press(pilot, *"dzNBq15omet", "slash", "colon")  # letters of other actions
        assert highlighted(reader) == before and pilot.app.screen is brief(pilot)
        says = ": does nothing while words are selected: ? shows the keys, Esc leaves"
        assert bar(pilot, "#foot") == says
        await press(pilot, "left")
        assert highlighted(reader) == before.rstrip(".")
        await press(pilot, "tab")  # what is no letter leaves and does what it does
        assert highlighted(reader) == "" and brief(pilot).in_cards
        await press(pilot, "V")
        assert "there is none here" in bar(pilot, "#foot") and brief(pilot).typing is None
        await press(pilot, "tab", "V", "V", "j")
        assert brief(pilot).typing is None and notes.of(PUTIN_XI) == []


@pytest.mark.parametrize("key", ["question_mark", "f1"])
async def test_help_is_come_back_from_to_the_selection(make_app: MakeApp, key: str) -> None:
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "V", "h")
        before = highlighted(brief(pilot).reader)
        await press(pilot, key)
        assert isinstance(pilot.app.screen, HelpScreen)
        lines = pilot.app.screen.reader.page.plain().strip().splitlines()
        assert lines[0].strip() == "Keys while words are selected (V)" and "Next point" not in "".join(lines)
        await press(pilot, "q")
        assert highlighted(brief(pilot).reader) == before and "J/K" in bar(pilot, "#foot")
        await press(pilot, "l")
        assert highlighted(brief(pilot).reader) != before


async def test_where_the_selection_goes_no_further_words_say_so(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await press(pilot, "5", "V")
        for key, words in (
            ("K", "one sentence, or less, is selected already"),
            ("k", "the first sentence of this point"),
            ("J", "the end of this point"),
            ("l", "the end of this point"),
            ("j", "the last sentence of this point"),
        ):
            before = ""
            while (now := highlighted(brief(pilot).reader)) != before:
                assert "J/K" in bar(pilot, "#foot"), "as long as it goes on nothing is said"
                before = now
                await press(pilot, key)
            assert bar(pilot, "#foot") == words
            await press(pilot, "escape", "V")
        await press(pilot, *["h"] * 60)
        assert bar(pilot, "#foot") == "one word is selected already"


async def test_a_point_that_stands_further_up_says_where_its_words_are(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        screen = brief(pilot)
        for card in "123456":
            await press(pilot, card)
            stops = screen.reader.page.stops
            made = screen.content.made
            again = next((i for i, s in enumerate(stops) if not s.words and made.point(s.key)), None)
            if again is not None:
                screen.reader.go(again)
                break
        else:
            pytest.fail("no point stands in two rows of this brief any more")
        await press(pilot, "V")
        assert "further up" in bar(pilot, "#foot") and screen.typing is None


async def test_a_selection_outlives_another_size_of_the_terminal(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "h")
        before = highlighted(brief(pilot).reader)
        await pilot.resize_terminal(90, 30)
        await pilot.pause()
        assert highlighted(brief(pilot).reader) == before


async def test_a_long_point_scrolls_with_the_selection(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(60, 9)) as pilot:
        screen = brief(pilot)
        await press(pilot, "v")
        stops = screen.reader.page.stops
        tall = max(range(len(stops)), key=lambda i: stops[i].bottom - stops[i].top)
        screen.reader.go(tall)
        await press(pilot, "V", *"J" * 30)
        here = screen.point()
        assert here and stops[tall].bottom - stops[tall].top > screen.reader.size.height
        assert highlighted(screen.reader).endswith(here[1].text[-20:].split()[-1])


async def test_help_tells_the_keys_of_selecting(make_app: MakeApp) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await press(pilot, "question_mark")
        assert isinstance(pilot.app.screen, HelpScreen)
        assert "Note on the selected words" in pilot.app.screen.reader.page.plain()


# -- beside the text ------------------------------------------------------------------------------


async def test_all_notes_of_a_point_say_what_they_quote(make_app: MakeApp, notes: NoteStore) -> None:
    put(notes, "dates", INVITED)
    put(notes, "who asked", replace(INVITED, exact="Xi invited Putin"))
    copy = put(notes, "other words", INVITED, note_id="20260204T120000000000-aaaaaa.conflict-host-1")
    orphan = replace(INVITED, exact="Words that nobody wrote there at any time")
    put(notes, "lost", orphan)
    path = notes.folder / PUTIN_XI / f"{copy.id}.md"
    path.write_text(path.read_text().replace("author:", "confidence: high\nauthor:"))
    async with make_app(PUTIN_XI).run_test(size=(159, 60)) as pilot:
        await press(pilot, "5")
        page = brief(pilot).reader.page.plain()
        assert "✎ “Xi invited Putin”: who asked" in page and "✎ “During the conversation" in page
        assert "✎≠ [high] conflict copy: " in page
        assert "orphan on Russia (en) ¶12: “Words that nobody wrote" in page and "✎ lost" in page


# -- the list -------------------------------------------------------------------------------------


async def listed(pilot: Pilot[None]) -> NotesScreen:
    await press(pilot, "t")
    screen = pilot.app.screen
    assert isinstance(screen, NotesScreen)
    return screen


async def test_the_list_opens_at_the_note_of_the_point(make_app: MakeApp, notes: NoteStore) -> None:
    for number in range(30):
        put(notes, f"filler {number}", Anchor(Card.ECONOMY))
    wanted = put(notes, "here", INVITED)
    put(notes, "later", Anchor())
    async with make_app(PUTIN_XI).run_test(size=(80, 24)) as pilot:
        await press(pilot, "5")
        screen = await listed(pilot)
        assert screen.reader.here and screen.reader.here.key == f"{wanted.brief}/{wanted.id}"
        await press(pilot, "enter")
        here = brief(pilot).point()
        assert here and "Xi invited" in here[1].text


async def test_filtering_as_it_is_typed(make_app: MakeApp, notes: NoteStore) -> None:
    put(notes, "gas prices #trade", Anchor(Card.ECONOMY))
    put(notes, "dates #visit", INVITED)
    put(notes, "elsewhere #visit", Anchor(Card.ECONOMY), brief_id="2025-02-24-putin-xi")
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = await listed(pilot)
        await press(pilot, "slash", *"card:5")
        assert "dates" in screen.reader.page.plain() and "gas" not in screen.reader.page.plain()
        assert "1 of 3 notes" in bar(pilot, "#head") and "card:5" in bar(pilot, "#head")
        await press(pilot, "escape")  # drops what was typed
        assert "3 notes · all briefs" in bar(pilot, "#head") and screen.typing is None
        await press(pilot, "slash", "number_sign", *"visit", "enter")
        page = screen.reader.page.plain()
        assert "elsewhere" in page and "gas" not in page and "2 of 3 notes" in bar(pilot, "#head")
        await press(pilot, "j", "enter")
        assert brief(pilot).brief.id == PUTIN_XI
        here = brief(pilot).point()
        assert here and "Xi invited" in here[1].text


async def test_escape_clears_the_filter_before_it_leaves(make_app: MakeApp, notes: NoteStore) -> None:
    put(notes, "gas prices", Anchor(Card.ECONOMY))
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = await listed(pilot)
        await press(pilot, "slash", *"nothing", "enter")
        assert "clears the filter" in screen.reader.page.plain() and "0 of 1 note" in bar(pilot, "#head")
        await press(pilot, "escape")
        assert "gas prices" in screen.reader.page.plain() and pilot.app.screen is screen
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, LibraryScreen)


async def test_a_mistake_in_the_filter_is_said_and_changes_nothing(
    make_app: MakeApp, notes: NoteStore
) -> None:
    put(notes, "gas prices", Anchor(Card.ECONOMY))
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = await listed(pilot)
        await press(pilot, "slash", *"sate:exact")
        assert "no key sate:" in bar(pilot, "#foot") and "gas prices" in screen.reader.page.plain()
        await press(pilot, "enter")
        assert "no key sate:" in bar(pilot, "#foot") and "1 note" in bar(pilot, "#head")


async def test_the_list_says_how_notes_stand(make_app: MakeApp, notes: NoteStore) -> None:
    put(notes, "well", INVITED)
    put(notes, "lost", replace(INVITED, exact="Words that nobody wrote there at any time"))
    put(notes, "gone", INVITED, brief_id="1999-gone")
    async with make_app().run_test(size=(100, 30)) as pilot:
        screen = await listed(pilot)
        lines = screen.reader.page.plain().split("\n")
        heads = [line for line in lines if "Russia ¶12" in line]
        assert [line.rpartition("  ")[2] for line in heads if "  " in line.strip()] == [
            "brief not at hand", "orphan",
        ]  # fmt: skip
        await press(pilot, "slash", *"state:orphan", "enter")
        assert "lost" in screen.reader.page.plain() and "well" not in screen.reader.page.plain()


async def test_far_down_the_list_says_it_too(make_app: MakeApp, notes: NoteStore) -> None:
    for number in range(60):
        put(notes, f"note {number}", replace(INVITED, exact=f"Words {number} that nobody wrote there"))
    async with make_app().run_test(size=(100, 20)) as pilot:
        screen = await listed(pilot)
        assert screen.reader.page.plain().count("orphan") < 60
        for _ in range(18):
            await press(pilot, "pagedown")
        last = screen.reader.page.stops[-1]
        assert [p.text for p in screen.reader.page.lines[last.top]][-1] == "orphan"


async def test_deleting_and_undoing_keep_the_filter(make_app: MakeApp, notes: NoteStore) -> None:
    put(notes, "gas #trade", Anchor(Card.ECONOMY))
    put(notes, "oil #trade", Anchor(Card.ECONOMY))
    put(notes, "visit", INVITED)
    async with make_app(PUTIN_XI).run_test(size=(100, 30)) as pilot:
        screen = await listed(pilot)
        await press(pilot, "slash", "number_sign", *"trade", "enter", "d")
        assert "1 of 2 notes" in bar(pilot, "#head") and len(notes.of(PUTIN_XI)) == 2
        await press(pilot, "u")
        assert "2 of 3 notes" in bar(pilot, "#head") and "gas" in screen.reader.page.plain()


async def test_a_note_by_another_session_leaves_the_selection(make_app: MakeApp, notes: NoteStore) -> None:
    async with make_app(PUTIN_XI).run_test(size=(120, 40)) as pilot:
        await press(pilot, "5", "V", "h")
        before = highlighted(brief(pilot).reader)
        put(notes, "theirs", INVITED)
        screen = brief(pilot)
        screen._look()
        assert screen._looking
        screen._looking.join()
        await pilot.pause()
        assert "theirs" in brief(pilot).reader.page.plain()
        assert highlighted(brief(pilot).reader) == before and brief(pilot).typing
