"""Every sentence of a readout is in exactly one point, with the evidence for its card."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing_tui.analysis import words
from briefing_tui.analysis.compare import compare
from briefing_tui.model import BlockKind, Card, Carded, Readout
from briefing_tui.reading import load, sentences
from briefing_tui.reading.load import Source

WORDS = {
    "en": "the sides agreed trade energy nuclear Iran Ukraine dialogue visit invited New START in 2026 and "
    "peace security UN friendship $5 billion Mr. Smith U.S. pipeline e.g. No. 5 next November",
    "ru": "стороны договорились торговля энергетика Иран Украина диалог визит пригласил СНВ в 2026 г. и "
    "мир безопасность ООН дружба 5 млрд долл. США им. Ленина газ ноябре следующий",
    "zh": "双方 同意 贸易 能源 伊朗 乌克兰 对话 访问 邀请 条约 2026年 和平 安全 联合国 友好 50亿美元 11月",
}
ENDS = {
    "en": [". ", "! ", "? ", "... ", ".” "],
    "ru": [". ", "! ", "? ", "… ", ".» "],
    "zh": ["。", "！", "？", "；", "。”"],
}


@st.composite
def readouts(draw: st.DrawFn) -> Readout:
    """A readout in one of three languages, through the reader, as plain text or as Markdown."""
    language = draw(st.sampled_from(sorted(WORDS)))
    glue = "" if language == "zh" else " "
    sentence = st.builds(
        lambda words, end: glue.join(words).capitalize() + end,
        st.lists(st.sampled_from(WORDS[language].split()), min_size=1, max_size=12),
        st.sampled_from(ENDS[language]),
    )
    paragraph = st.lists(sentence, min_size=1, max_size=5).map("".join)
    start = st.sampled_from(["", "", "", "- ", "1. ", "> ", "## ", "Economy: ", "Будущее: ", "经济："])
    made = draw(st.lists(st.builds(str.__add__, start, paragraph), min_size=1, max_size=8))
    source = Source("generated.txt", "\n\n".join(made), draw(st.booleans()))
    return load.read_source(source, f"russia.{language}", side="russia")[0]


def text(body: str, *, side: str = "russia", language: str = "en", markdown: bool = False) -> Readout:
    return load.read_source(Source("t.md", body, markdown), f"{side}.{language}")[0]


def point_with(carded: Carded, words: str) -> Card:
    return next(p.card for p in carded.points if words in p.text)


@settings(max_examples=100, deadline=None)
@given(readouts())
def test_points_hold_every_character_exactly_once(readout: Readout) -> None:
    points = compare(readout).left.points
    assert len({p.id for p in points}) == len(points)
    assert [p.paragraph for p in points] == sorted(p.paragraph for p in points)
    for block in readout.body:
        mine = [p for p in points if p.paragraph == block.number]
        held: list[int] = []
        for p in mine:
            assert 0 <= p.start < p.end <= len(block.text)
            assert p.text == block.text[p.start : p.end]
            held += range(p.start, p.end)
        assert held == sorted(set(held)), "in order and disjoint"
        assert {i for i, c in enumerate(block.text) if not c.isspace()} <= set(held)


@settings(max_examples=60, deadline=None)
@given(readouts())
def test_every_sentence_is_whole_in_one_point(readout: Readout) -> None:
    points = compare(readout).left.points
    for block in readout.body:
        for start, end in sentences.split(block.text):
            holders = [p for p in points if p.paragraph == block.number and p.start <= start and end <= p.end]
            assert len(holders) == 1


@settings(max_examples=60, deadline=None)
@given(readouts(), readouts())
def test_same_texts_same_answer(left: Readout, right: Readout) -> None:
    assert compare(left, right) == compare(left, right)


@settings(max_examples=60, deadline=None)
@given(readouts())
def test_evidence_is_in_the_text(readout: Readout) -> None:
    headings = " ".join(b.text for b in readout.blocks if b.kind is BlockKind.HEADING)
    rules = {rule.label: rule.weight for rule in words.rules()}
    for p in compare(readout).left.points:
        block = readout.paragraph(p.paragraph)
        assert block is not None
        spans = [p.text[start:end] for start, end in sentences.split(p.text)]
        ideas = {f"[{i.value.label}]" for t in spans for i in words.ideas(t, readout.language)}
        for e in p.evidence:
            if e.term.startswith("["):
                assert e.term in ideas
                continue
            named = e.term in rules or e.term == "opening sentence"
            assert named or any(e.term in t for t in (p.text, block.label, headings))
            if e.term in rules:
                assert e.weight * rules[e.term] > 0, "a rule speaks for a card, or against it"
            else:
                assert e.weight > 0


def test_own_card_is_never_among_the_others_and_consecutive_points_differ() -> None:
    carded = compare(
        text("The leaders met. Trade grew by 5%. Oil exports rose. They discussed Iran and Syria.")
    ).left
    for before, after in zip(carded.points, carded.points[1:], strict=False):
        assert before.card is not after.card, "sentences on one card are one point"
    assert all(p.card not in p.also for p in carded.points)
    assert len(carded.points) > 1


def test_a_party_is_no_region_in_its_own_brief() -> None:
    russia = text("The leaders met.\n\nUkraine was on the agenda, and so was the position of Ukraine.")
    ukraine = text("The leaders met.\n\nTalks were held in Kyiv.", side="ukraine")
    alone = compare(russia, text("The leaders met.", side="united-states")).left
    with_it = compare(russia, ukraine).left
    assert any(e.card is Card.REGIONAL and e.term == "Ukraine" for p in alone.points for e in p.evidence)
    assert not any(e.term == "Ukraine" for p in with_it.points for e in p.evidence)


def test_the_other_side_of_a_lone_text_is_no_region_either() -> None:
    made = compare(
        text("Vladimir Putin spoke with the Prime Minister of India.\n\nIndia and Iran were named.")
    )
    found = {e.term for p in made.left.points for e in p.evidence if e.card is Card.REGIONAL}
    assert {term for term in found if not term.startswith("[")} == {"Iran"}, "ideas are no places"


def test_labels_steer() -> None:
    plain = "It was discussed at length."
    carded = compare(
        text(
            f"Economic cooperation: {plain}\n\nRegional issues: {plain}\n\n"
            f"Strategic stability: {plain}\n\nFuture plans: {plain}\n\nBilateral relations: {plain}"
        )
    ).left
    assert [p.card for p in carded.points] == [
        Card.ECONOMY, Card.REGIONAL, Card.STABILITY, Card.FUTURE, Card.BILATERAL,
    ]  # fmt: skip


def test_headings_steer() -> None:
    body = (
        "# Talks\n\nThey met.\n\n## Trade and economy\n\nIt was long.\n\n## Nuclear weapons\n\nIt was short."
    )
    carded = compare(text(body, markdown=True)).left
    assert point_with(carded, "It was long") is Card.ECONOMY
    assert point_with(carded, "It was short") is Card.STABILITY


def test_the_same_points_in_three_languages() -> None:
    said = {
        "en": "The call took place today.\n\nBilateral trade reached $200 billion.\n\nThey discussed Syria.",
        "ru": "Сегодня состоялся разговор.\n\nТоварооборот достиг 200 млрд долларов.\n\nОбсуждали Сирию.",
        "zh": "今天举行了通话。\n\n双边贸易额达到2000亿美元。\n\n讨论了叙利亚局势。",
    }
    other = text("The leaders met.", side="china")
    for language, body in said.items():
        cards = [p.card for p in compare(text(body, language=language), other).left.points]
        assert cards == [Card.CONTEXT, Card.ECONOMY, Card.REGIONAL], language
