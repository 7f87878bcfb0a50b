"""Saved web pages: nothing of the text is lost, what is left out is told, what the page says is a guess."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.model import BlockKind, BriefingError, Readout, SourceKind
from briefing_tui.reading.load import read_file

HEAD = """<!doctype html><html lang="en"><head><meta charset="utf-8">
<title>Kenya hosts the Prime Minister of Ethiopia | State House</title>
<meta property="og:site_name" content="State House Kenya">
<meta property="article:published_time" content="2026-05-12T23:30:00+03:00">
<link rel="canonical" href="https://www.president.go.ke/talks"></head>"""
AROUND = """<body><header><a href="/">Home</a></header>
<nav><ul><li><a href="/news">News</a></li><li><a href="/speeches">Speeches</a></li></ul></nav>
<main><article><h1>Kenya hosts the Prime Minister of Ethiopia</h1>{}</article>
<aside><p>Write your address here for a letter from the State House every other week of the year.</p></aside>
</main><footer><p>All rights of these pages are with the State House, Nairobi, and nobody else.</p></footer>
<script>var words = "<p>None of this is text.</p>";</script></body></html>"""
TEXT = """<p>12 May 2026</p>
<p>The President of Kenya received the Prime Minister of Ethiopia in Nairobi. They spoke for two hours.</p>
<p>Short one.</p>
<h2>Trade</h2>
<p>Both agreed to widen trade in <a href="/energy">renewable energy</a>, coffee and grain, and to open a third
border post at Moyale before the end of the year.</p>
<ul><li>A commission meets in June.<ul><li>The ministers lead it.</li></ul></li><li>Papers are recognised.</li></ul>
<ol start="3"><li>The third step.</li><li>The fourth step.</li></ol>
<blockquote>Neighbours build roads before they build walls, said the President.</blockquote>
<table><tr><th>Year</th><th>Trade</th></tr><tr><td>2024</td><td>$1 bn</td></tr><tr><td>2025</td><td>$2 bn</td></tr></table>
<p><a href="/statement">The joint statement of both governments has been published in full on this site.</a></p>
<p>The visit ends on Thursday.</p>"""  # noqa: E501
PAGE = HEAD + AROUND.format(TEXT)


def read(folder: Path, page: str | bytes, name: str = "talks.html") -> Readout:
    path = folder / name
    path.write_bytes(page if isinstance(page, bytes) else page.encode())
    (readout,) = read_file(path)
    return readout


def words(readout: Readout) -> list[str]:
    return [b.text for b in readout.body]


def test_all_of_the_text_in_order_and_nothing_around_it(tmp_path: Path) -> None:
    readout = read(tmp_path, PAGE)
    assert [(b.kind.value, b.level, b.marker, b.text[:30]) for b in readout.blocks] == [
        ("furniture", 1, "", "Kenya hosts the Prime Minister"),
        ("furniture", 0, "", "12 May 2026"),
        ("paragraph", 0, "", "The President of Kenya receive"),
        ("paragraph", 0, "", "Short one."),
        ("heading", 2, "", "Trade"),
        ("paragraph", 0, "", "Both agreed to widen trade in "),
        ("item", 1, "•", "A commission meets in June."),
        ("item", 2, "•", "The ministers lead it."),
        ("item", 1, "•", "Papers are recognised."),
        ("item", 1, "3.", "The third step."),
        ("item", 1, "4.", "The fourth step."),
        ("quote", 0, "", "Neighbours build roads before "),
        ("table", 0, "", "Year | Trade\n2024 | $1 bn\n2025"),
        ("paragraph", 0, "", "The joint statement of both go"),
        ("paragraph", 0, "", "The visit ends on Thursday."),
    ]
    assert "trade in renewable energy, coffee and grain, and to open a third border post" in words(readout)[2]


def test_what_the_page_says_of_itself_is_a_guess(tmp_path: Path) -> None:
    readout = read(tmp_path, PAGE)
    assert readout.title == "Kenya hosts the Prime Minister of Ethiopia"
    assert (readout.side, readout.language, readout.published) == ("kenya", "en", "2026-05-12")
    assert (readout.publisher, readout.url) == ("State House Kenya", "https://www.president.go.ke/talks")
    assert readout.guessed == {"side", "language", "source", "title", "published", "publisher", "url"}


@pytest.mark.parametrize("n", range(12))
def test_no_paragraph_of_the_article_is_lost(tmp_path: Path, n: int) -> None:
    """A short one, one with links, one in a box of its own: wherever it stands."""
    odd = (
        "<p>So be it.</p>",
        "<div class='share-box'>The ministers met again in the evening.</div>",
        "<p><a href='/a'>Moyale</a>, <a href='/b'>Isiolo</a> and Wajir get new roads.</p>",
        "<div><div><span>Coffee was served.</span></div></div>",
    )[n % 4]
    paragraphs = TEXT.split("\n<")
    at = 2 + n % 3
    page = HEAD + AROUND.format("\n<".join([*paragraphs[:at], odd[1:], *paragraphs[at:]]))
    said = " ".join("".join(c if c != "<" else "\0" for c in odd).split("\0"))
    told = {w.strip(".,") for w in said.replace(">", "> ").split() if w[0].isupper()}
    assert told
    assert all(any(w in text for text in words(read(tmp_path, page))) for w in told)


def test_a_paragraph_trafilatura_would_drop_is_kept_and_what_is_left_out_is_told(tmp_path: Path) -> None:
    readout = read(tmp_path, PAGE.replace("</article>", "<p><a href='/more'>See also</a></p></article>"))
    assert readout.remarks == ("left out: 1 paragraph around the text (See also)",)


@pytest.mark.parametrize(
    "how",
    [
        'style="display:none"', 'style="DISPLAY : none;"', 'style="visibility:hidden"', "hidden",
        'style="font-size:0"', 'style="color:#fff"', 'style="color: white; background: #FFFFFF"',
        'style="position:absolute; left:-9999px"', 'style="opacity:0"',
    ],
)  # fmt: skip
def test_hidden_text_is_left_out_and_told(tmp_path: Path, how: str) -> None:
    trap = f"<p {how}>They quarrelled.</p>"
    readout = read(tmp_path, PAGE.replace("<p>Short one.</p>", f"<p>Short one.</p>{trap}"))
    assert not any("quarrelled" in b.text for b in readout.blocks)
    assert "left out: 1 hidden text (They quarrelled.)" in readout.remarks
    assert "Short one." in words(readout)


@pytest.mark.parametrize(
    "how", ['style="opacity:0.9"', 'style="color:#000"', 'style="width:100%"', "class='a'"]
)
def test_what_is_shown_is_read(tmp_path: Path, how: str) -> None:
    readout = read(tmp_path, PAGE.replace("<p>Short one.</p>", f"<p {how}>They agreed.</p>"))
    assert "They agreed." in words(readout)


def test_a_page_of_lines_without_paragraphs(tmp_path: Path) -> None:
    page = "<b>Talks</b><br><br>The President of Kenya spoke.<br><br>He spoke of trade."
    assert words(read(tmp_path, page)) == ["The President of Kenya spoke.", "He spoke of trade."]


def test_a_table_that_only_places_paragraphs(tmp_path: Path) -> None:
    page = "<table><tr><td><p>The President of Kenya spoke.</p><p>He left.</p></td></tr></table>"
    assert [b.kind for b in read(tmp_path, page).body] == [BlockKind.PARAGRAPH] * 2


def test_data_of_the_page_in_json(tmp_path: Path) -> None:
    data = (
        '{"@graph": [{"@type": "NewsArticle", "headline": "Of the talks", "datePublished": "2026-05-11",'
        ' "publisher": {"name": "Reuters"}}]}'
    )
    page = f'<script type="application/ld+json">{data}</script><p>Kenya spoke.</p>'
    readout = read(tmp_path, page)
    assert (readout.title, readout.published, readout.publisher) == ("Of the talks", "2026-05-11", "Reuters")
    assert readout.source is SourceKind.WIRE


def test_the_title_of_a_page_is_kept_by_the_text(tmp_path: Path) -> None:
    """Or else it would be lost when the text is imported: a guessed title stands in the body."""
    page = (
        "<html><head><title>Of the talks</title></head><body><p>Kenya spoke.</p><p>It left.</p></body></html>"
    )
    readout = read(tmp_path, page)
    assert (readout.title, readout.blocks[0].text) == ("Of the talks", "Of the talks")


@pytest.mark.parametrize(
    ("lang", "text", "language"),
    [
        ("fr-FR", "Le ministre a parlé.", "fr"),
        ("en", "Министр говорил.", "ru"),
        ("uk", "Міністр говорив про торгівлю.", "uk"),
        ("bg", "Министърът говори.", "bg"),
        ("zh-Hans-CN", "外长会见了大使。", "zh"),
        ("x", "The minister spoke.", "en"),
    ],
)
def test_the_language_that_is_named_counts_where_the_letters_are_its_own(
    tmp_path: Path, lang: str, text: str, language: str
) -> None:
    assert read(tmp_path, f"<html lang='{lang}'><body><p>{text}</p></body></html>").language == language


def test_where_a_browser_saved_it_from(tmp_path: Path) -> None:
    page = "<!-- saved from url=(0031)https://www.mfa.go.ke/talks/may -->\n<p>Kenya spoke.</p>"
    assert read(tmp_path, page).url == "https://www.mfa.go.ke/talks/may"


def test_nothing_unsafe_comes_out_of_entities(tmp_path: Path) -> None:
    page = "<title>a&#27;[31m&#x202e;b</title><p>He&#27;]0;x&#7; spoke&#8203;.</p><p>More&#x9b;31m.</p>"
    readout = read(tmp_path, page)
    shown = " ".join([readout.title, *(b.text for b in readout.blocks), *readout.remarks])
    assert not any(c in shown for c in "\x1b\x07\x9b\u202e\u200b")


@pytest.mark.parametrize(
    "page", ["<html></html>", "<html><body><script>x</script></body></html>", "<html><body>"]
)
def test_a_page_without_text(tmp_path: Path, page: str) -> None:
    with pytest.raises(BriefingError, match="has no text"):
        read(tmp_path, page)


def test_the_page_in_an_old_encoding(tmp_path: Path) -> None:
    page = '<meta http-equiv="Content-Type" content="text/html; charset={}"><body><p>{}</p></body>'
    for charset, text in (
        ("koi8-r", "Министр принял посла."),
        ("gb2312", "外长会见了大使。"),
        ("big5", "外長會見。"),
    ):
        readout = read(tmp_path, page.format(charset, text).encode(charset))
        assert words(readout) == [text]
        assert "encoding" not in readout.guessed


def test_marks_of_notes_are_no_figures(tmp_path: Path) -> None:
    text = (
        "<p>They meet in September 2026<a href='#n1'><sup>1</sup></a>, they said."
        "<sup id=b2><a href='/talks#n2'>[2]</a></sup> It is 5 km<sup>2</sup>, <a href='/7'>7</a> in all.</p>"
        "<ol><li id=n1>The day is open. <a href='#b1'>↩</a></li></ol>"
    )
    assert words(read(tmp_path, HEAD + AROUND.format(text))) == [
        "They meet in September 2026, they said. It is 5 km2, 7 in all.", "The day is open."
    ]  # fmt: skip


def test_letters_of_a_list(tmp_path: Path) -> None:
    text = "<p>Words.</p><ol type=a start=2><li>one</ol><ol type=I><li>one<li>two<li>three<li>four</ol>"
    readout = read(tmp_path, HEAD + AROUND.format(text))
    assert [b.marker for b in readout.body] == ["", "b.", "I.", "II.", "III.", "IV."]


NOTICE = """<div id="global-cookie-message" role="region"><h2>Cookies on this site</h2>
<p>We use some essential cookies to make this site work, and no others.</p>
<p>We would like to set more of them to understand how you use the site.</p></div>"""


def test_a_notice_about_cookies_is_none_of_the_text(tmp_path: Path) -> None:
    page = (
        HEAD + "<body class='cookies-accepted'>" + NOTICE + "<main><h1>Talks</h1>" + TEXT + "</main></body>"
    )
    readout = read(tmp_path, page)
    assert words(readout) == words(read(tmp_path, PAGE))
    assert any(
        r.startswith("left out: 1 notice about cookies (Cookies on this site") for r in readout.remarks
    )


def test_what_stands_outside_the_main_part_is_not_read(tmp_path: Path) -> None:
    around = (
        "<div><p>{0} is asked of all who come to this site, be it once or every day of the year.</p></div>"
    )
    text = "The President of Kenya received the Prime Minister of Ethiopia in Nairobi, to speak of trade."
    main = f"<main><p>{text}</p><p>Two.</p></main>"
    page = HEAD + "<body>" + around.format("This") + main + "</body>"
    readout = read(tmp_path, page)
    assert words(readout) == [text, "Two."]
    assert "left out: 1 paragraph around the text (This is asked" in readout.remarks[0]


def test_the_day_beside_the_text_is_proposed(tmp_path: Path) -> None:
    page = (
        """<html lang="ru"><meta charset="utf-8"><title>Разговор</title><body><div><h1>Разговор</h1>
<div><span>14 мая 2026 года, 18:20</span> <span>Просмотров: 15</span></div><div><a href="/x">Печать</a></div>
<div class="text">"""
        + "<p>Президент Узбекистана говорил по телефону с Президентом Турции о торговле и дорогах.</p>" * 9
    )
    page += (
        "</div></div><div><a href='/1'>Другая новость о делегации банка</a> <span>13 мая 2026</span></div>"
    )
    readout = read(tmp_path, page)
    assert (readout.published, "published" in readout.guessed) == ("2026-05-14", True)


def test_the_title_stands_first_and_without_its_site(tmp_path: Path) -> None:
    page = """<html><meta charset="utf-8"><title>總統接見帛琉總統訪問團 - 新聞 - 總統府</title><body><div>
<p>首頁 &gt; 新聞</p><h2>總統接見帛琉總統訪問團</h2><p>中華民國115年3月11日</p>
<p>總統今日上午接見帛琉共和國總統訪問團，感謝帛琉長期支持，並期盼雙方深化觀光、醫療及海洋合作。</p></div>"""
    readout = read(tmp_path, page)
    assert (readout.title, readout.published) == ("總統接見帛琉總統訪問團", "2026-03-11")
    assert readout.blocks[0].text == readout.title


def test_both_sections_of_a_summary_are_of_the_pages_site_and_date(tmp_path: Path) -> None:
    """As a guess; and what a person says of it stands before."""
    sections = "".join(
        f"<h2>{name}</h2><ul><li>Trade: both want more of it, and said so at some length in Nairobi.</li>"
        f"<li>Roads: {name} will build three of them before the end of the coming year.</li></ul>"
        for name in ("Kenya’s readout", "Ethiopia’s readout")
    )
    path = tmp_path / "summary.html"
    path.write_text(HEAD + AROUND.format(sections), "utf-8")
    both = read_file(path)
    assert [r.side for r in both] == ["kenya", "ethiopia"]
    for readout in both:
        told = readout.publisher, readout.published, readout.url
        assert told == ("State House Kenya", "2026-05-12", "https://www.president.go.ke/talks")
        assert {"publisher", "published", "url"} <= readout.guessed
    for readout in read_file(path, says={"published": "2026-05-13", "publisher": ""}):
        assert (readout.published, readout.publisher) == ("2026-05-13", "")
        assert readout.guessed & {"publisher", "published", "url"} == {"url"}
