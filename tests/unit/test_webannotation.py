"""Notes as W3C Web Annotations: valid by the model, whatever is in them, and true to the notes."""

from __future__ import annotations

import copy
import hashlib
import json
from base64 import urlsafe_b64decode
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing_tui import __version__
from briefing_tui.analysis.passages import Passage
from briefing_tui.export.webannotation import collection
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import (
    CARDS,
    CONFLICT,
    Anchor,
    Brief,
    Card,
    Note,
    Readout,
    SourceKind,
    Standing,
    pairs,
)
from briefing_tui.notes import anchors
from briefing_tui.notes.store import NoteStore
from briefing_tui.reading.unsafe import clean
from tests.unit.annotations import REQUIRED, Check, objects, valid
from tests.unit.test_cli import run, say
from tests.unit.test_house import SCREEN, loaded

BRIEF = "2026-02-04-putin-xi"
HOSTILE = "red\x1b[31m \u202ebidi \x9b1m zero\u200bwidth \ud83d half \0 end"


def put(notes: NoteStore, anchor: Anchor, body: str = "Mine.", brief: str = BRIEF, **more: Any) -> Note:
    return notes.save(replace(notes.new(brief, anchor), body=body, **more))


def russian(shelf: Shelf) -> tuple[Brief, Readout]:
    brief = shelf.open(BRIEF)
    text = brief.readout("russia.en")
    assert text
    return brief, text


def official(text: Readout, **more: Any) -> Readout:
    """The text as if it were at an address of its own, word for word."""
    return replace(text, source=SourceKind.OFFICIAL, url="http://en.kremlin.ru/events/1", **more)


@pytest.fixture
def kept(notes: NoteStore, shelf: Shelf) -> dict[str, Note]:
    """A note of every kind, through the store."""
    brief, text = russian(shelf)
    made = shelf.compare(brief, pairs(brief)[0]).left
    point = anchors.to_point(made, made.points[3])
    return {
        "point": put(notes, point, "Ask *who*. #trade #trade/gas", confidence="high", set_tags=("press",)),
        "words": put(notes, anchors.to_passage(text, Passage(3, 4, 30), Card.FUTURE)),
        "card": put(notes, anchors.to_card(Card.ECONOMY)),
        "brief": put(notes, Anchor()),
        "orphan": put(notes, replace(point, exact="Words that nobody wrote there")),
        "review": put(notes, replace(point, exact=point.exact.replace("a", "e"), hash="0" * 64)),
        "away": put(notes, point, brief="1999-gone"),
        "by hand": put(notes, Anchor(side="russia", language="any", exact="He said so."), brief="1999-gone"),
        "empty": put(notes, point, ""),
        "only a tag": put(notes, point, " \n", set_tags=("press",)),
        "hostile": put(
            notes,
            replace(point, side=HOSTILE, exact=HOSTILE, prefix=HOSTILE, language=HOSTILE, hash=HOSTILE),
            HOSTILE, author=HOSTILE, confidence=HOSTILE, set_tags=(HOSTILE,), created="long ago",
        ),
    }  # fmt: skip


def test_every_kind_of_note_is_a_valid_annotation(
    kept: dict[str, Note], notes: NoteStore, shelf: Shelf
) -> None:
    brief, text = russian(shelf)
    data = collection(notes.all(), {BRIEF: brief})
    by_id = valid(data)
    made = {name: by_id[note.id] for name, note in kept.items()}
    assert data["total"] == len(kept)

    point, note = made["point"], kept["point"]
    assert point["type"] == "Annotation" and UUID(point["id"].removeprefix("urn:uuid:")).version == 5
    assert datetime.fromisoformat(point["created"]) == datetime.fromisoformat(note.created)
    assert point["creator"]["name"] == point["creator"]["nickname"] == note.author
    assert point["generator"]["name"] == f"briefing-tui {__version__}"
    assert point["motivation"] == "commenting"
    assert [(b["purpose"], b["value"], b["format"]) for b in point["body"]] == [
        ("commenting", "Ask *who*. #trade #trade/gas", "text/markdown"),
        ("tagging", "press", "text/plain"),
        ("tagging", "trade", "text/plain"),
        ("tagging", "trade/gas", "text/plain"),
        ("assessing", "high", "text/plain"),
    ]
    target = point["target"]
    assert target["selector"] == {
        "type": "TextQuoteSelector", "exact": note.anchor.exact, "prefix": note.anchor.prefix,
        "suffix": note.anchor.suffix,
    }  # fmt: skip
    assert target["label"] == f"russia ¶{note.anchor.paragraph}"
    assert "skos:note" not in target
    assert target["source"]["dc:title"] == text.title
    assert (target["source"]["language"], target["source"]["dc:type"]) == ("en", "digest")
    card = note.anchor.card
    assert card and target["scope"]["label"] == card.heading
    assert target["scope"]["dcterms:isPartOf"]["label"] == brief.title

    assert made["words"]["target"]["selector"]["exact"] == kept["words"].anchor.exact
    assert len(kept["words"].anchor.exact) == 26
    assert made["card"]["target"]["label"] == "Economy"
    assert made["card"]["target"]["dcterms:isPartOf"] == made["brief"]["target"]
    assert made["brief"]["target"]["label"] == brief.title
    assert made["brief"]["target"]["dc:identifier"] == BRIEF
    for name, standing in (("orphan", Standing.ORPHAN), ("review", Standing.REVIEW)):
        assert made[name]["target"]["skos:note"] == standing.words
        assert made[name]["target"]["selector"]["exact"] == kept[name].anchor.exact
        assert "dc:title" not in made[name]["target"]["source"], "of no text at hand"
    away = made["away"]["target"]
    assert away["source"]["id"] == target["source"]["id"] and "skos:note" not in away
    assert (
        away["selector"] == target["selector"] and away["scope"]["dcterms:isPartOf"]["label"] == "1999-gone"
    )
    assert made["by hand"]["target"]["source"]["id"].startswith("urn:uuid:")
    assert made["by hand"]["target"]["label"] == "russia"
    assert "body" not in made["empty"] and made["empty"]["motivation"] == "bookmarking"
    assert [b["value"] for b in made["only a tag"]["body"]] == ["press"]
    assert made["only a tag"]["motivation"] == "tagging"
    hostile = made["hostile"]
    assert hostile["body"][0]["value"] == clean(HOSTILE)
    assert "created" not in hostile and "language" not in hostile["target"]["source"]
    assert hostile["target"]["source"]["id"].startswith("urn:uuid:")


def test_the_name_of_a_text_is_the_hash_of_its_paragraphs(notes: NoteStore, shelf: Shelf) -> None:
    """RFC 6920, and the text that it names: whoever has these paragraphs can find the quotation in them."""
    brief, text = russian(shelf)
    note = put(notes, anchors.to_passage(text, Passage(3, 4, 30), None))
    source = valid(collection([note], {BRIEF: brief}))[note.id]["target"]["source"]
    whole = "\n\n".join(b.text for b in text.body)
    name = source["id"].removeprefix("ni:///sha-256;")
    assert "=" not in name
    assert urlsafe_b64decode(name + "=") == hashlib.sha256(whole.encode()).digest()
    assert source["format"] == "text/plain" and note.anchor.exact in whole


@pytest.mark.parametrize("kind", SourceKind)
@pytest.mark.parametrize("guessed", [False, True])
def test_an_address_stands_only_for_the_text_that_is_there(
    notes: NoteStore, shelf: Shelf, kind: SourceKind, guessed: bool
) -> None:
    brief, text = russian(shelf)
    here = official(text, guessed=frozenset({"source"} if guessed else ()))
    here = replace(here, source=kind, url="https://en.kremlin.ru/events/1#top", also_from=("Other, 1999",))
    note = put(notes, anchors.to_passage(text, Passage(3, 4, 30), None))
    made = valid(collection([note], {BRIEF: replace(brief, readouts=(here,))}))[note.id]["target"]["source"]
    if kind in ("digest", "summary") or guessed:
        assert made["id"].startswith("ni:///sha-256;") and made["dc:source"] == [here.url, "Other, 1999"]
    else:
        assert made["id"] == "https://en.kremlin.ru/events/1"
        assert made["dc:source"] == ["Other, 1999"]
        assert "format" not in made, "what the server sends is not known"
    assert made.get("skos:note") == ("guessed: source" if guessed else None)


@pytest.mark.parametrize(
    ("url", "told"),
    [
        ("javascript:alert(1)", False), ("JavaScript:alert(1)//x", False), ("data:text/html,x", False),
        ("file:///etc/passwd", False), ("kremlin.ru/d/76325", True), ("https://a b/c", True),
        ("https://user:secret@a.b/c", True), ("https://a.b/\x1b[2J", True), ("https://a.b/\u202ecod", True),
        ("https://a.b/\ud83d", True), ('https://a.b/">', True), ("https://a.b/%zz", True), ("https://", True),
        ("https:///path", True), ("https://[::1", True), ("https://a.b/{x}", True), ("", False),
    ],
)  # fmt: skip
def test_what_is_no_address_names_nothing(notes: NoteStore, shelf: Shelf, url: str, told: bool) -> None:
    brief, text = russian(shelf)
    here = replace(official(text), url=url, also_from=())
    note = put(notes, anchors.to_passage(text, Passage(3, 4, 30), None))
    made = valid(collection([note], {BRIEF: replace(brief, readouts=(here,))}))[note.id]["target"]["source"]
    assert made["id"].startswith("ni:///sha-256;")
    assert made.get("dc:source") == ([clean(url)] if told else None)


@pytest.mark.parametrize(
    "url",
    ["http://a.b", "https://a.b:8080/c?d=%20e", "https://пример.рф/д", "https://zh.wikipedia.org/wiki/习"],
)
def test_an_address_of_any_script(notes: NoteStore, shelf: Shelf, url: str) -> None:
    brief, text = russian(shelf)
    note = put(notes, anchors.to_passage(text, Passage(3, 4, 30), None))
    here = replace(brief, readouts=(replace(official(text), url=url),))
    assert valid(collection([note], {BRIEF: here}))[note.id]["target"]["source"]["id"] == url


def test_words_that_stand_exactly_are_quoted_as_the_text_has_them_now(notes: NoteStore, shelf: Shelf) -> None:
    brief, text = russian(shelf)
    old = anchors.to_passage(text, Passage(5, 0, 80), None)
    note = put(notes, old)
    blocks = [b for b in text.blocks if b.number != 4]
    blocks = [replace(b, number=b.number - 1) if b.number and b.number > 4 else b for b in blocks]
    now = official(replace(text, blocks=tuple(blocks)), hash="0" * 64)
    target = valid(collection([note], {BRIEF: replace(brief, readouts=(now,))}))[note.id]["target"]
    assert target["label"] == "russia ¶4" and "skos:note" not in target
    assert target["source"]["id"] == now.url
    made = target["selector"]
    assert made["exact"] == old.exact and made["prefix"] != old.prefix
    assert made["prefix"] + made["exact"] + made["suffix"] in " ".join(b.text for b in now.body)


def test_of_two_texts_with_the_words_it_is_the_one_written_on(notes: NoteStore, shelf: Shelf) -> None:
    brief, text = russian(shelf)
    note = put(notes, anchors.to_passage(text, Passage(5, 0, 80), None))
    other = official(text, key="russia.en.2", hash="0" * 64)
    for texts in ((text, other), (other, text)):
        made = valid(collection([note], {BRIEF: replace(brief, readouts=texts)}))[note.id]["target"]["source"]
        assert made["dc:type"] == "digest"


def test_times(notes: NoteStore) -> None:
    note = put(notes, Anchor())
    for written, said in {
        "2026-11-22T01:36:49+02:00": "2026-11-21T23:36:49Z",
        "2026-11-22T01:36:49.5Z": "2026-11-22T01:36:49.500000Z",
        "2026-11-22 01:36:49+00:00": "2026-11-22T01:36:49Z",
        "2026-11-22T01:36:49": None,  # of an unknown zone
        "2026-11-22": None,
        "0001-01-01T00:00:00+14:00": None,
        "yesterday": None,
        "": None,
    }.items():
        made = valid(collection([replace(note, created=written, updated="")], {}))[note.id]
        assert made.get("created") == said
        assert "modified" not in made
    then, later = "2026-11-22T01:36:49+00:00", "2026-11-22T01:36:50+00:00"
    assert "modified" not in valid(collection([replace(note, created=then, updated=then)], {}))[note.id]
    made = valid(collection([replace(note, created=then, updated=later)], {}))[note.id]
    assert made["modified"] == "2026-11-22T01:36:50Z"


def test_same_notes_same_bytes_and_names_that_stay(kept: dict[str, Note], shelf: Shelf) -> None:
    brief, _ = russian(shelf)
    notes = list(kept.values())
    one, two = (collection(n, {BRIEF: brief}) for n in (notes, list(notes)))
    assert json.dumps(one) == json.dumps(two)
    edited = collection([replace(n, body="Other.", updated="") for n in notes], {})
    assert [i["id"] for i in edited["first"]["items"]] == [i["id"] for i in one["first"]["items"]]
    assert edited["id"] == one["id"] != collection(notes[1:], {})["id"]
    # Written down once: a name that others have quoted must not change with the program.
    assert collection([Note("n1", "b", "", "", "", Anchor(), "")], {})["first"]["items"][0]["id"] == (
        "urn:uuid:0e590fef-3c2d-5448-ad8e-6b546d51c225"
    )


def test_names_are_kept_apart() -> None:
    names = [
        ("a", "b\udcff"),
        ("a", "b\ufffd"),
        ("ab", ""),
        ("", "ab"),
        ("a\nb", "c"),
        ("a", "b\nc"),
        (" ", "b"),
    ]
    data = collection([Note(n, b, "", "", "", Anchor(), "") for n, b in names], {})
    valid(data)
    made = data["first"]["items"]
    assert len({i["id"] for i in made}) == len({i["target"]["id"] for i in made}) == len(names)


def test_no_notes() -> None:
    data = collection([], {})
    assert valid(data) == {}
    assert data["total"] == 0 and "first" not in data


def test_both_texts_of_a_conflict_are_there_and_a_broken_note_is_not(notes: NoteStore) -> None:
    note = put(notes, Anchor())
    copy_of = replace(note, id=f"{note.id}{CONFLICT}1", body="Theirs.")
    broken = replace(note, id="broken", problem="x.md:1: is broken")
    made = valid(collection([note, copy_of, broken], {}))
    assert set(made) == {note.id, copy_of.id}
    assert made[copy_of.id]["dcterms:isVersionOf"] == {"id": made[note.id]["id"]}
    assert "dcterms:isVersionOf" not in made[note.id]


def test_of_a_real_export_too_nothing_required_can_be_taken(kept: dict[str, Note], shelf: Shelf) -> None:
    brief, _ = russian(shelf)
    data = collection(kept.values(), {BRIEF: brief})
    taken = 0
    for i, one in enumerate(objects(data)):
        for key in REQUIRED.get(one.get("type", ""), ()):
            broken = copy.deepcopy(data)
            del list(objects(broken))[i][key]
            # The brief of a card is told with a term of Dublin Core, on which the model is silent.
            inside = any(one is o.get("dcterms:isPartOf") for o in objects(data))
            assert Check(broken).wrong or inside, f"{one} without {key}"
            taken += 1
    assert taken > 150


# --- whatever is in it ------------------------------------------------------------------------------------

WORDS = st.text(
    st.characters(exclude_categories=()) | st.sampled_from("\x1b\u202e\ud83d\u200b\0%:/ "), max_size=12
)
HASHES = WORDS | st.text("0123456789abcdef", min_size=64, max_size=64)
TIMES = WORDS | st.datetimes(timezones=st.timezones() | st.none()).map(datetime.isoformat)
ABOUT = st.builds(
    Anchor, card=st.none() | st.sampled_from(CARDS), side=WORDS | st.just("russia"),
    language=WORDS | st.just("en"), paragraph=st.none() | st.integers(),
    exact=WORDS | st.just("Xi invited Putin"), prefix=WORDS, suffix=WORDS, hash=HASHES,
)  # fmt: skip
NOTES = st.builds(
    Note, id=WORDS, brief=WORDS | st.just(BRIEF), created=TIMES, updated=TIMES, author=WORDS, anchor=ABOUT,
    body=WORDS, tags=st.lists(WORDS, max_size=3).map(tuple), confidence=WORDS, problem=st.just("") | WORDS,
)  # fmt: skip
URLS = WORDS | WORDS.map("https://a.b/{}".format) | WORDS.map("https://{}".format)
FACTS = st.fixed_dictionaries(
    {
        "url": URLS,
        "also_from": st.tuples(WORDS),
        "title": WORDS,
        "publisher": WORDS,
        "issuer": WORDS,
        "published": WORDS,
        "hash": HASHES,
        "source": st.sampled_from(SourceKind),
        "guessed": st.frozensets(st.sampled_from(["title", "source"])),
    }
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(notes=st.lists(NOTES, max_size=3, unique_by=lambda n: (n.id, n.brief)), facts=FACTS, title=WORDS)
def test_any_note_is_a_valid_annotation(
    shelf: Shelf, notes: list[Note], facts: dict[str, Any], title: str
) -> None:
    brief, text = russian(shelf)
    at_hand = replace(brief, title=title, readouts=(replace(text, **facts), *brief.readouts[2:]))
    for briefs in ({}, {BRIEF: at_hand}):
        data = collection(notes, briefs)
        valid(data)
        assert data["total"] == sum(not n.problem for n in notes)


# --- the command ------------------------------------------------------------------------------------------


def test_the_command(kept: dict[str, Note], notes: NoteStore) -> None:
    said = say("notes", "--format", "webannotation")
    assert said.stderr == ""
    assert set(valid(json.loads(said.stdout))) == {n.id for n in kept.values()}
    assert say("notes", "--format", "webannotation").stdout == said.stdout
    tagged = json.loads(say("notes", BRIEF, "--tag", "trade", "--format", "webannotation").stdout)
    assert set(valid(tagged)) == {kept["point"].id}
    none = json.loads(say("notes", "--tag", "nothing", "--format", "webannotation").stdout)
    assert valid(none) == {}


def test_the_command_leaves_out_a_broken_note_and_says_so(notes: NoteStore) -> None:
    note = put(notes, Anchor(), "Well. #trade")
    path = notes.folder / BRIEF / "hand\x1b.md"
    path.write_text("---\ntags: [\n---\n", "utf-8")
    for args in ((), ("--tag", "trade")):
        done = run("notes", *args, "--format", "webannotation")
        assert done.returncode == 0
        assert set(valid(json.loads(done.stdout))) == {note.id}
        assert done.stderr.startswith("briefing: ") and done.stderr.count("\n") == 1
        assert "hand␛.md" in done.stderr


def test_a_hostile_brief_is_said_harmless(notes: NoteStore, tmp_path: Path) -> None:
    folder = tmp_path / "shelf" / "talks"
    folder.mkdir(parents=True)
    (folder / "brief.md").write_text('---\ntitle: "\\e[2J \\u202e talks"\n---\n')
    (folder / "france.en.md").write_text(
        '---\nside: france\nlanguage: en\nsource: official\ntitle: "\\e[31m"\npublisher: "\\u202e"\n'
        'url: "javascript:alert(1)"\n---\n\nThe President spoke.\n'
    )
    note = put(notes, Anchor(side="france", language="en", paragraph=1, exact="The President"), brief="talks")
    said = say("--library", str(folder.parent), "notes", "--format", "webannotation").stdout
    assert not set(said) & set("\x1b\u202e") and "javascript" not in said
    source = valid(json.loads(said))[note.id]["target"]["source"]
    assert source["id"].startswith("ni:///sha-256;") and source["dc:title"] == "␛[31m"


def test_json_is_a_format(kept: dict[str, Note]) -> None:
    assert say("notes", "--format", "json").stdout == say("notes", "--json").stdout
    assert say("notes", "--format", "json", "--json").stdout == say("notes", "--json").stdout
    assert say("notes", "--format", "text").stdout == say("notes").stdout


@pytest.mark.parametrize("args", [("--json", "--format", "webannotation"), ("--format", "text", "--json"),
                                  ("--format", "yaml")], ids=" ".join)  # fmt: skip
def test_one_format_at_a_time(args: tuple[str, ...]) -> None:
    done = run("notes", *args)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1 and "briefing notes --help" in done.stderr


def test_the_command_does_not_load_the_screen(kept: dict[str, Note]) -> None:
    assert not SCREEN & loaded("notes", "--format", "webannotation")
