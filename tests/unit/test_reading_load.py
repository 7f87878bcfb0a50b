"""The way in: front matter, guesses that are marked as such, formats; one text, one hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing_tui.model import Readout, SourceKind
from briefing_tui.reading.load import read_file

BODY = "President Ruto of Kenya met Prime Minister Abiy of Ethiopia.\n\nThey spoke of trade.\n"


def write(folder: Path, name: str, data: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def read(folder: Path, name: str, data: str | bytes, **known: str) -> Readout:
    (readout,) = read_file(write(folder, name, data), side=known.get("side"), language=known.get("language"))
    return readout


def front(body: str = BODY, **fields: object) -> str:
    return "---\n" + "".join(f"{k}: {v}\n" for k, v in fields.items()) + f"---\n{body}"


def test_a_bare_text_is_guessed_and_says_so(tmp_path: Path) -> None:
    text = "Leaders of two neighbours meet\n\n3 April 2024\n\n" + BODY
    readout = read(tmp_path, "talks.txt", text)
    assert (readout.side, readout.language, readout.published) == ("kenya", "en", "2024-04-03")
    assert readout.title == "Leaders of two neighbours meet"
    assert readout.guessed == {"side", "language", "source", "title", "published"}
    assert readout.key == "kenya.en"
    assert readout.side_name == "Kenya"


def test_front_matter_overrules_every_guess(tmp_path: Path) -> None:
    said = front(
        side="france", language="fr", source="digest", complete="true", title="Said title",
        publisher="The publisher", issuer="The issuer", published="2020-01-02", url="https://x.org",
    )  # fmt: skip
    readout = read(tmp_path, "kenya.en.md", said)
    assert (readout.side, readout.language, readout.source) == ("france", "fr", SourceKind.DIGEST)
    assert (readout.title, readout.publisher, readout.issuer) == ("Said title", "The publisher", "The issuer")
    assert (readout.published, readout.url, readout.complete) == ("2020-01-02", "https://x.org", True)
    assert readout.guessed == frozenset()
    assert readout.original is True


def test_arguments_overrule_front_matter(tmp_path: Path) -> None:
    readout = read(tmp_path, "a.md", front(side="france", language="fr"), side="brazil", language="pt")
    assert (readout.key, readout.side_name) == ("brazil.pt", "Brazil")
    assert not {"side", "language"} & readout.guessed


@pytest.mark.parametrize(
    ("name", "side", "language"),
    [
        ("russia.en.md", "russia", "en"),
        ("united-states.en.2.txt", "united-states", "en"),
        ("china.zh.txt", "china", "zh"),
    ],
)
def test_the_name_of_the_file_gives_side_and_language(
    tmp_path: Path, name: str, side: str, language: str
) -> None:
    readout = read(tmp_path, name, BODY)
    assert (readout.side, readout.language) == (side, language)
    assert not {"side", "language"} & readout.guessed


@pytest.mark.parametrize(
    "name", ["nowhere.en.txt", "russia.txt", "russia.notes.txt", "russia.EN.txt", "europe.en.txt"]
)
def test_another_name_gives_nothing(tmp_path: Path, name: str) -> None:
    readout = read(tmp_path, name, BODY)
    assert (readout.side, readout.language) == ("kenya", "en")
    assert {"side", "language"} <= readout.guessed


@pytest.mark.parametrize("kind", SourceKind)
def test_complete_follows_the_source_kind_unless_said(tmp_path: Path, kind: SourceKind) -> None:
    usual = kind in (SourceKind.OFFICIAL, SourceKind.TRANSLATION, SourceKind.WIRE)
    assert read(tmp_path, "a.md", front(source=kind)).complete is usual
    assert read(tmp_path, "a.md", front(source=kind, complete="true")).complete is True
    assert read(tmp_path, "a.md", front(source=kind, complete="false")).complete is False


def test_an_original_is_in_the_sides_own_language(tmp_path: Path) -> None:
    assert read(tmp_path, "russia.ru.txt", "Переговоры прошли.").original is True
    assert read(tmp_path, "russia.en.txt", "The talks took place.").original is False


def test_fields_that_the_front_matter_calls_guessed_stay_so(tmp_path: Path) -> None:
    readout = read(tmp_path, "a.md", front(side="kenya", guessed="[side, title]", title="T"))
    assert {"side", "title"} <= readout.guessed


def test_further_originals_are_named(tmp_path: Path) -> None:
    said = front(
        also_from="[{title: One, publisher: P, published: 2024-01-02, url: https://x.org}, {title: Two}]"
    )
    assert read(tmp_path, "a.md", said).also_from == ("One, P, 2024-01-02, https://x.org", "Two")


def test_dates_and_numbers_of_yaml_are_kept_as_words(tmp_path: Path) -> None:
    readout = read(tmp_path, "a.md", front(title=2026, published="2026-02-04", issuer=1.5))
    assert (readout.title, readout.published, readout.issuer) == ("2026", "2026-02-04", "1.5")
    assert read(tmp_path, "a.md", front(published="2026-02-04 10:00:00")).published == "2026-02-04"


def test_unknown_keys_and_an_empty_front_matter_are_no_error(tmp_path: Path) -> None:
    assert read(tmp_path, "a.md", front(mine="kept elsewhere")).side == "kenya"
    assert read(tmp_path, "a.md", f"---\n---\n{BODY}").side == "kenya"


def test_a_rule_at_the_head_is_no_front_matter(tmp_path: Path) -> None:
    readout = read(tmp_path, "a.txt", f"---\n\n{BODY}")
    assert [b.number for b in readout.body] == [1, 2]


@pytest.mark.parametrize("name", ["a.txt", "a.md"])
def test_bom_and_windows_and_old_mac_newlines_change_nothing(tmp_path: Path, name: str) -> None:
    text = front(side="kenya", title="T")
    usual = read(tmp_path, name, text)
    for data in (
        b"\xef\xbb\xbf" + text.encode(),
        text.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode(),
        text.replace("\n", "\r").encode(),
    ):
        assert read(tmp_path, name, data) == usual


def test_the_same_text_has_the_same_hash_in_any_format(tmp_path: Path) -> None:
    first = read(tmp_path, "a.txt", BODY)
    assert len(first.hash) == 64
    assert read(tmp_path, "a.md", BODY).hash == first.hash
    assert read(tmp_path, "b.md", front(side="france", title="T")).hash == first.hash
    assert read(tmp_path, "c.md", BODY.replace("spoke of", "**spoke**\nof")).hash == first.hash
    assert read(tmp_path, "d.txt", BODY.replace("trade", "grain")).hash != first.hash


def test_white_space_is_folded_and_nothing_else(tmp_path: Path) -> None:
    readout = read(tmp_path, "a.txt", "They  spoke\u00a0of\ttrade .\n")
    assert readout.body[0].text == "They spoke of trade ."


@pytest.mark.parametrize("name", ["a.MD", "a.markdown", "a.Md"])
def test_markdown_by_any_ending(tmp_path: Path, name: str) -> None:
    assert read(tmp_path, name, "# Title\n\n**They** spoke.").body[0].text == "They spoke."


def test_a_text_file_is_not_read_as_markdown(tmp_path: Path) -> None:
    assert read(tmp_path, "a.txt", "They **spoke** of trade_.").body[0].text == "They **spoke** of trade_."
