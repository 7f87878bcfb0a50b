"""Texts of a size and shape that no readout has: reading takes time by their length, and loses nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from briefing_tui.model import BlockKind
from briefing_tui.reading import markdown, plain, sentences
from briefing_tui.reading.load import Source, read_source
from tests.unit.growth import MOST, growth

SHAPES: dict[str, tuple[int, Callable[[int], str]]] = {
    "emoji in a sentence": (4_000, lambda n: "Trade grows " + "👩" * n + " x"),
    "emoji behind a sentence": (4_000, lambda n: "Trade grows. " + "👩 " * n),
    "marks in a word": (4_000, lambda n: "Trade" + "." * n + "grows"),
    "marks of two kinds": (4_000, lambda n: "Trade" + "?!" * n + "grows"),
    "quotation marks": (4_000, lambda n: "“" * n + "trade" + "”" * n + "x"),
    "names of towns": (1_000, lambda n: "в г. Уфа " * n),
    "paragraphs": (200, lambda n: "Trade with Russia grows.\n\n" * n),
    "empty lines": (20_000, lambda n: "Trade." + "\n" * n + "Gas."),
    "one word": (20_000, lambda n: "a." * n),
}


def read(text: str, *, in_markdown: bool = False) -> list[str]:
    """The sentences of a readout."""
    (readout,) = read_source(Source("t", text, in_markdown), "russia.en")
    return [b.text[start:end] for b in readout.blocks for start, end in sentences.split(b.text)]


@pytest.mark.parametrize("shape", SHAPES)
def test_time_grows_with_the_text(shape: str) -> None:
    size, text = SHAPES[shape]
    assert growth(lambda n: read(text(n)), size) < MOST


@pytest.mark.parametrize("shape", SHAPES)
def test_nothing_is_lost(shape: str) -> None:
    size, text = SHAPES[shape]
    assert "".join("".join(read(text(size))).split()) == "".join(text(size).split())


@pytest.mark.parametrize("depth", [*range(1, 25), 1_000])
@pytest.mark.parametrize("form", ["quotes", "lists"])
def test_what_is_deeper_than_markdown_goes_is_read_as_it_stands(form: str, depth: int) -> None:
    text = "> " * depth + "word0"
    words = {"word0"}
    if form == "lists":
        text = "".join("  " * n + f"- word{n}\n" for n in range(depth))
        words = {f"word{n}" for n in range(depth)}
    made = markdown.blocks(text)
    assert {w for block in made for w in block.text.split() if w != ">"} == words
    if depth < 10:
        kind = BlockKind.ITEM if form == "lists" else BlockKind.QUOTE
        assert {b.kind for b in made} == {kind}


def test_too_long_a_markdown_is_read_as_plain_text() -> None:
    text = "# Trade\n\n" + "[" * markdown.LONGEST
    assert markdown.blocks(text) == plain.blocks(text)
