"""The command line: one line on stderr and the right exit code, whatever is asked."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from briefing_tui import __version__
from briefing_tui.__main__ import COMMANDS as KNOWN
from briefing_tui.cli import cli
from briefing_tui.desk import Desk
from briefing_tui.library.shelf import Shelf
from briefing_tui.model import CARDS, Anchor, Card, Pair, pairs
from briefing_tui.notes import anchors
from briefing_tui.notes.corrections import CorrectionStore
from briefing_tui.notes.store import NoteStore

BRIEF = "2026-02-04-putin-xi"
COMMANDS = sorted(KNOWN)
ENGLISH = (
    "---\nside: france\nlanguage: en\nsource: official\n---\n\n"
    "The President spoke. Trade reached $5 billion.\n"
)
CHINESE = (
    "---\nside: china\nlanguage: zh\nsource: official\n---\n\n"
    "双方讨论了伊朗核问题全面协议和国际原子能机构。贸易额50亿美元。\n"
)
TWO_SIDES = """\
Key points of the French readout

Bilateral ties: The friendship of the two peoples was praised.

Economy: Trade should grow by 10%.

Key points of the German readout

Bilateral ties: Both sides want to meet more often.

Economy: Energy prices were discussed.
"""


def run(*args: str, **more: Any) -> subprocess.CompletedProcess[str]:
    """``briefing ARGS`` as a process of its own: exit codes and stderr are main()'s."""
    code = "from briefing_tui.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", code, *args],
        capture_output=True, text=True, timeout=60, check=False,
        env=os.environ | more.pop("env", {}), stdin=subprocess.PIPE, **more,
    )  # fmt: skip


def say(*args: str) -> Result:
    result = CliRunner().invoke(cli, args, catch_exceptions=False)
    assert result.exit_code == 0
    return result


def put(folder: Path, **texts: str) -> list[str]:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    return [str(folder / f"{name}.md") for name in texts]


@pytest.mark.parametrize("command", [[], *([c] for c in COMMANDS)], ids=str)
def test_help(command: list[str]) -> None:
    result = say(*command, "--help")
    assert "Usage: " in result.output
    assert len(result.output.splitlines()) > 4


def test_every_command_of_the_design_is_there() -> None:
    assert set(COMMANDS) >= {"import", "list", "show", "search", "notes", "gaps", "export", "cards"}


def test_version() -> None:
    assert __version__ in say("--version").output


@pytest.mark.parametrize(
    "args",
    [
        ("show", "nothing"), ("export", "nothing"), ("gaps", "nothing"), ("gaps", "one.md"),
        ("search", "no-such-word-anywhere"), ("cards", "missing.txt", "--json"), ("import", "missing.txt"),
        ("show", "dir/"), ("--library", "nowhere", "list"), ("show", "x\x1b[2J\ny"), ("show", "a" * 300),
        ("notes", "../x"), ("export", BRIEF, "-o", "nowhere/x.md"), ("export", BRIEF, "-o", "dir"),
        ("export", BRIEF, "-o", "/dev/null"), ("export", BRIEF, "-o", "one.md"),
        ("export", BRIEF, "-o", "b" * 300), ("import", "one.md", "--brief", "../x"),
        ("import", "one.md", "--brief", BRIEF), ("cards", "bad.md", "--json"),
    ],
    ids=lambda a: " ".join(a)[:40].encode("unicode_escape").decode(),
)  # fmt: skip
def test_what_fails_says_why_in_one_line(tmp_path: Path, args: tuple[str, ...]) -> None:
    put(tmp_path, one=ENGLISH, bad=ENGLISH.replace("france", "atlantis"))
    (tmp_path / "dir").mkdir()
    done = run(*args, cwd=tmp_path)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("briefing: ")
    assert done.stderr.count("\n") == 1
    assert done.stderr.rstrip("\n").isprintable()


@pytest.mark.parametrize(
    "args",
    [
        ("--nonsense",), ("list", "--nonsense"), ("show",), ("show", BRIEF, "--card", "sports"),
        ("cards", "x.md"),
        ("import",), ("import", "one.md", "--side", "frnace"), ("import", "one.md", "--lang", "English"),
        ("cards", "one.md", "one.md", "one.md", "--json"), ("search",), ("--library",),
    ],
    ids=" ".join,
)  # fmt: skip
def test_usage(tmp_path: Path, args: tuple[str, ...]) -> None:
    put(tmp_path, one=ENGLISH)
    done = run(*args, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1
    command = [] if args[0].startswith("--") else [args[0]]
    assert f"(see {' '.join(['briefing', *command, '--help'])})" in done.stderr


@pytest.mark.parametrize("args", [("--library",), ("show", "--width"), ("x", "--lang")], ids=" ".join)
def test_an_option_that_lacks_its_value(args: tuple[str, ...]) -> None:
    done = run(*args)
    assert done.returncode == 2
    command = "briefing show" if "show" in args else "briefing"
    assert done.stderr == f"briefing: Option '{args[-1]}' requires an argument. (see {command} --help)\n"


@pytest.mark.parametrize("names", [(BRIEF, "2025-02-24-putin-xi"), ("one.md", BRIEF), ("one.md", "talks")])
def test_several_names_are_files_and_a_brief_stands_alone(names: tuple[str, ...], tmp_path: Path) -> None:
    put(tmp_path, one=ENGLISH)
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "brief.md").write_text("---\ntitle: Talks\n---\n", "utf-8")
    code = (
        "import os, sys\n"
        "from briefing_tui.desk import Desk\n"
        "from briefing_tui.model import UsageError\n"
        "try: Desk().brief(sys.argv[1:])\n"
        "except UsageError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *names], cwd=tmp_path, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    wrong = next(name for name in names if name != "one.md")
    assert done.stdout == f"{wrong} is no readout file: name one brief, or several files\n"


def test_an_unknown_side_comes_with_a_hint(tmp_path: Path) -> None:
    done = run("import", *put(tmp_path, one=ENGLISH), "--side", "frnace")
    assert "did you mean france?" in done.stderr


@pytest.mark.parametrize("args", [(), (BRIEF,), ("open", BRIEF), ("--library", ".")], ids=str)
def test_the_screen_needs_a_terminal(args: tuple[str, ...]) -> None:
    done = run(*args, env={"TERM": "xterm"})
    assert done.returncode == 2
    assert "briefing show" in done.stderr
    assert done.stderr.count("\n") == 1


def check_cards(data: dict[str, Any]) -> None:
    """The keys of the design, exactly; additions are named here when they are made."""
    assert set(data) == {"readouts", "matches"} | {"echoes"}
    ids: list[set[str]] = []
    for readout in data["readouts"]:
        assert set(readout) == {"path", "side", "language", "source", "points"} | {"guessed"}
        assert readout["points"]
        ids.append({p["id"] for p in readout["points"]})
        for point in readout["points"]:
            assert set(point) == {"id", "paragraph", "text", "card", "also", "evidence"} | {
                "rival", "margin", "doubt"
            }  # fmt: skip
            assert {point["card"], *point["also"]} <= set(CARDS)
            assert point["rival"] in {None, *CARDS} - {point["card"]}
            assert 0 <= point["margin"] <= 1
            assert isinstance(point["doubt"], bool)
            assert isinstance(point["paragraph"], int)
            for evidence in point["evidence"]:
                assert set(evidence) == {"term", "card", "weight"}
                assert evidence["card"] in set(CARDS)
                assert isinstance(evidence["weight"], float | int)
    for match in data["matches"]:
        assert set(match) == {"a", "b", "score", "reasons"} | {"differs"}
        assert match["a"] in ids[0]
        assert match["b"] in ids[1]
    for echo in data["echoes"]:
        assert set(echo) == {"a", "b", "words"}
        assert echo["a"] in ids[0]
        assert echo["b"] in ids[1]


def test_cards_of_one_file(tmp_path: Path) -> None:
    files = put(tmp_path, one=ENGLISH)
    data = json.loads(say("cards", *files, "--json").stdout)
    check_cards(data)
    (readout,) = data["readouts"]
    assert [readout[k] for k in ("path", "side", "language", "source")] == [
        files[0],
        "france",
        "en",
        "official",
    ]
    assert " ".join(p["text"] for p in readout["points"]) == ENGLISH.split("\n\n")[1].strip()
    assert data["matches"] == []


def test_cards_of_two_files(tmp_path: Path) -> None:
    files = put(
        tmp_path, one=ENGLISH.replace("Trade", "The JCPOA and the IAEA were discussed. Trade"), two=CHINESE
    )
    data = json.loads(say("cards", *files, "--json").stdout)
    check_cards(data)
    assert [r["path"] for r in data["readouts"]] == files
    assert "双方讨论了伊朗核问题" in "".join(p["text"] for p in data["readouts"][1]["points"])
    assert data["matches"]


def test_cards_of_a_two_sided_file(tmp_path: Path) -> None:
    files = put(tmp_path, both=TWO_SIDES)
    data = json.loads(say("cards", *files, "--json").stdout)
    check_cards(data)
    assert [(r["side"], r["path"], r["source"]) for r in data["readouts"]] == [
        ("france", files[0], "summary"), ("germany", files[0], "summary"),
    ]  # fmt: skip


def test_cards_of_the_same_file_twice(tmp_path: Path) -> None:
    files = put(tmp_path, one=ENGLISH) * 2
    data = json.loads(say("cards", *files, "--json").stdout)
    check_cards(data)
    first, second = ({p["id"] for p in r["points"]} for r in data["readouts"])
    assert first.isdisjoint(second)


def test_a_file_name_that_is_no_unicode(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/t\xff.md"
    Path(os.fsdecode(path)).write_text(ENGLISH)
    done = run("cards", os.fsdecode(path), "--json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["readouts"][0]["path"].endswith("\N{REPLACEMENT CHARACTER}.md")


@pytest.mark.parametrize("args", [("show", BRIEF), ("export", BRIEF), ("list",)], ids=str)
def test_a_pipe_closed_early(args: tuple[str, ...]) -> None:
    code = "from briefing_tui.cli import main; main()"
    first = subprocess.Popen(
        [sys.executable, "-c", code, *args],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.PIPE,
    )
    assert first.stdout is not None
    assert first.stderr is not None
    first.stdout.close()
    assert first.stderr.read() == b""
    assert first.wait(60) == 0


def test_a_full_disk() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-c", "from briefing_tui.cli import main; main()", "show", BRIEF],
            stdout=full, stderr=subprocess.PIPE, stdin=subprocess.PIPE, timeout=60, check=False, text=True,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "briefing: no space left on device\n"


@pytest.mark.parametrize("encoding", ["latin-1", "ascii", "koi8-r"])
def test_a_terminal_without_our_letters(encoding: str) -> None:
    done = run("show", BRIEF, env={"PYTHONIOENCODING": encoding}, encoding=encoding, errors="replace")
    assert (done.returncode, done.stderr) == (0, "")


def test_list(tmp_path: Path) -> None:
    lines = say("list").output.splitlines()
    assert lines[0].split()[:3] == ["2026-02-04", BRIEF, "bundled"]
    entries = json.loads(say("list", "--json").output)
    assert {e["id"] for e in entries} == {line.split()[1] for line in lines}
    assert {"id", "title", "date", "sides", "origin", "notes", "problem"} == set(entries[0])


def test_list_names_what_is_broken(tmp_path: Path) -> None:
    (tmp_path / "bad").mkdir()
    (tmp_path / "bad" / "brief.md").write_text("---\ndate: never\n---\n")
    for option in (["--library", str(tmp_path)], [f"--library={tmp_path}"]):
        output = say(*option, "list").output
        assert [line for line in output.splitlines() if " bad " in line and "broken: " in line]
        assert BRIEF in output


@pytest.mark.parametrize("original", [False, True])
def test_show(original: bool) -> None:
    output = say("show", BRIEF, *(["--original"] if original else [])).output
    for card in CARDS:
        assert f"\n{card.digit} {card.heading.upper()}\n" in output
    assert "[digest]" in output
    assert ("中方" in output or "习近平" in output) == original
    one = say("show", BRIEF, "--card", "regional").output
    assert "4 REGIONAL ISSUES" in one
    assert "2 ECONOMY" not in one


def test_show_takes_files_and_folders(tmp_path: Path) -> None:
    (path,) = put(tmp_path, one=ENGLISH)
    assert "Trade reached $5 billion." in say("show", path).output
    folder = tmp_path / "talks"
    folder.mkdir()
    put(folder, brief="---\ntitle: The talks\n---\n", one=ENGLISH)
    assert say("show", str(folder)).output.startswith("The talks")


def test_gaps() -> None:
    lines = say("gaps", BRIEF).output.splitlines()
    assert lines
    told = [line for line in lines if "≠" not in line and "≈" not in line]
    assert told
    assert all(("(only Russia)" in line) != ("(only China)" in line) for line in told)


def test_search() -> None:
    output = say("search", "Shenzhen").output
    assert re.search(rf"^2026-02-04  {BRIEF}  russia\.en \[digest\] ¶13: ", output, re.MULTILINE)
    assert all("shenzhen" in line.lower() for line in output.splitlines())
    assert "**" not in output, "in a pipe it is plain"


def test_search_takes_the_words_as_they_are_typed() -> None:
    assert say("search", "war", "nuclear", "side:russia").output.count("\n") > 1
    assert run("search", "war nuclear").returncode == 1, "side by side, in this order"
    assert say("search", "nuclear", "-war", "side:russia").output.count("\n") > 0
    assert say("search", "nuclear", "--limit", "1").stdout.count("\n") == 1
    done = run("search", "nuclear", "--limit", "1")
    assert done.stderr == "briefing: there is more; --limit 2 shows it\n"


def test_search_as_json() -> None:
    (hit,) = json.loads(say("search", "Шэньчжэнь", "--json").output)
    text = hit.pop("text")
    assert "Шэньчжэне" in text
    assert hit == {
        "brief": BRIEF, "title": "Putin–Xi videoconference", "date": "2026-02-04", "what": "text",
        "readout": "russia.ru", "note": "", "side": "russia", "language": "ru", "source": "digest",
        "paragraph": 13, "found": ["Шэньчжэне"],
    }  # fmt: skip


def test_search_finds_notes(notes: NoteStore) -> None:
    note = notes.save(replace(notes.new(BRIEF, Anchor()), body="Ask the swordfish \x1b[31mabout it"))
    output = say("search", "swordfish").output
    assert "\x1b" not in output
    assert output.startswith(f"2026-02-04  {BRIEF}  your note: Ask the swordfish ")
    (hit,) = json.loads(say("search", "swordfish", "--json").output)
    assert (hit["what"], hit["note"], hit["readout"]) == ("note", note.id, "")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["no-such-word"], 1, "nothing found for 'no-such-word'"), (["--", "-gas"], 2, "say which words"),
        (["side:russia"], 2, "say which words"), (["gas", "side:atlantis"], 2, "no side atlantis"),
        (["gas", "color:red"], 2, "no key color:"), (["gas", "after:soon"], 2, "no date soon"),
        (["gas", "--limit", "0"], 2, "--limit"),
    ],
)  # fmt: skip
def test_search_for_nothing(words: list[str], code: int, said: str) -> None:
    done = run("search", *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert done.stderr.count("\n") == 1


def test_import_then_list_show_and_add(tmp_path: Path) -> None:
    one, two = put(tmp_path, one=ENGLISH, two=CHINESE)
    assert "brief    talks" in say("import", one, "--brief", "talks").output
    assert "written" in say("import", two, "--brief", "talks").output
    assert "word for word" in say("import", two, "--brief", "talks").output
    assert "France" in say("show", "talks").output
    assert "伊朗" in say("show", "talks").output


def test_importing_again_says_how_the_notes_stand(notes: NoteStore, tmp_path: Path) -> None:
    paragraphs = [
        "The President spoke with the Chancellor by telephone on Monday about the year to come.",
        "They agreed that trade in wine and steel should grow by $5 billion.",
        "The two ministers of defence will meet in Lyon before the summer.",
        "The Chancellor thanked the President for his hospitality in the spring.",
    ]
    head = ENGLISH.partition("\n\n")[0]
    one, two, other = put(
        tmp_path,
        one="\n\n".join([head, *paragraphs]),
        two="\n\n".join([head, *paragraphs[:3]]).replace("wine and steel", "wine and iron"),
        other="\n\n".join([head, "Nothing of this was so, the minister told the press at length today."]),
    )
    assert "notes" not in say("import", one, "--brief", "talks").output
    made = Desk().compare(Desk().brief(["talks"]), Pair("france.en", None)).left
    about = [anchors.to_point(made, p) for p in made.points]
    assert len(about) == 4
    for anchor in (*about, anchors.to_card(Card.ECONOMY)):
        notes.save(replace(notes.new("talks", anchor), body="Look again."))
    lines = say("import", two, "--brief", "talks").output.splitlines()
    assert [line[:9] for line in lines] == ["replaced ", "kept     ", "notes    ", "brief    "]
    assert lines[1].startswith("kept     revisions/france.en.")
    assert lines[2] == "notes    5: 3 exact, 1 moved or edited: please review, 1 orphan"
    assert len(notes.of("talks")) == 5
    assert "written" in say("import", other, "--brief", "talks").output, "another document"
    broken = next(notes.folder.glob("talks/*.md"))
    broken.write_text("---\ntags: [\n---\n", "utf-8")
    assert "1 unreadable" in say("import", one, "--brief", "talks").output


def test_importing_again_without_notes(tmp_path: Path) -> None:
    one, two = put(tmp_path, one=ENGLISH, two=ENGLISH.replace("$5", "$6"))
    say("import", one, "--brief", "talks")
    assert "notes    none" in say("import", two, "--brief", "talks").output


OURS = ENGLISH.replace("france\n", "france\npublished: 2026-05-12\ntitle: Call with the President of Kenya\n")
THEIRS = OURS.replace("side: france", "side: kenya").replace("President of Kenya", "President of France")


def test_an_event_that_is_there_is_joined_when_that_is_said(tmp_path: Path) -> None:
    ours, theirs = put(tmp_path, ours=OURS, theirs=THEIRS.replace("$5", "$6"))
    say("import", ours)
    done = run("import", theirs)
    assert (done.returncode, done.stdout) == (1, "")
    assert "2026-05-12-france is the same day and parties; to join it: --join" in done.stderr
    assert "or --brief 2026-05-12-france; for a brief of its own: --new" in done.stderr
    assert "brief    2026-05-12-france\n" in say("import", theirs, "--join").output
    assert "known    kenya.en" in say("import", theirs).output, "under whatever brief it is"
    assert "brief    2026-05-12-kenya\n" in say("import", *put(tmp_path, x=THEIRS), "--new").output


def test_what_is_said_by_options_is_known(shelf: Shelf, tmp_path: Path) -> None:
    text = tmp_path / "t.txt"
    text.write_text("The two leaders spoke at length.\n\nThey met on 12 May 2026.\n")
    said = {
        "--side": "kenya", "--lang": "en", "--title": "A call", "--date": "2026-05-13",
        "--issuer": "State House", "--source": "excerpt", "--publisher": "A desk", "--url": "https://example.org/x",
    }  # fmt: skip
    words = [word for pair in said.items() for word in pair]
    output = say("import", str(text), *words, "--complete").output
    assert output.splitlines()[-1] == "brief    2026-05-13-kenya"
    (readout,) = shelf.open("2026-05-13-kenya").readouts
    assert not readout.guessed and readout.complete
    assert (readout.title, readout.publisher, readout.url) == ("A call", "A desk", "https://example.org/x")
    assert (readout.source, readout.issuer, readout.published) == ("excerpt", "State House", "2026-05-13")


@pytest.mark.parametrize(
    ("args", "why"),
    [
        (("one.md", "--from", "d.csv"), "name files or"), (("--map", "text=x", "."), "--map goes with"),
        (("one.md", "two.md", "--title", "x"), "--title is of one"), ((".", "--url", "x"), "--url is of one"),
        (("one.md", "--date", "May"), "write it as 2026-02-04"), (("one.md", "--source", "x"), "--source"),
        (("--from", "d.csv", "--map", "words=x"), "fields are text"), (("--from", "d.csv"), "no column text"),
    ],
)  # fmt: skip
def test_imports_that_cannot_be(tmp_path: Path, args: tuple[str, ...], why: str) -> None:
    put(tmp_path, one=OURS, two=THEIRS)
    (tmp_path / "d.csv").write_text("side,body\nkenya,x\n")
    done = run("import", *args, cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert why in done.stderr


def test_a_folder_with_a_bad_file(tmp_path: Path) -> None:
    top = tmp_path / "in"
    (top / "more").mkdir(parents=True)
    put(top, ours=OURS, theirs=THEIRS.replace("$5", "$6"), bad="---\nside: atlantis\n---\n\nx\n")
    put(top / "more", ours=OURS)
    done = run("import", "in", cwd=tmp_path)
    assert done.returncode == 1
    lines = done.stderr.splitlines()
    assert len(lines) == 2 and "in/bad.md:2: side: unknown side 'atlantis'" in lines[0]
    assert "in/theirs.md: not kept: 2026-05-12-france" in lines[1]
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["new", "1"], ["known", "1"], ["undecided", "1"], ["failed", "1"],
    ]  # fmt: skip
    (top / "bad.md").unlink()
    done = run("import", "in", "--join", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [line.split()[:2] for line in done.stdout.splitlines()] == [
        ["new", "0"], ["joined", "1"], ["known", "2"]
    ]  # fmt: skip


def test_a_folder_tells_of_notes_where_a_text_was_replaced(notes: NoteStore, tmp_path: Path) -> None:
    top = tmp_path / "in"
    top.mkdir()
    put(top, ours=OURS)
    say("import", str(top))
    notes.save(replace(notes.new("2026-05-12-france", anchors.to_card(Card.ECONOMY)), body="Look again."))
    put(top, ours=OURS.replace("$5", "$6"))
    output = say("import", str(top)).output
    assert re.search(r"^replaced  .*/france\.en\.md; notes 1: 1 exact$", output, re.MULTILINE)
    assert "revised   1" in output


def test_a_dump_from_a_pipe(shelf: Shelf, tmp_path: Path) -> None:
    rows = "country;day;body\nFrance;12.05.2026;The President spoke.\nKenya;13.05.2026;\n"
    code = "from briefing_tui.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "import", "--from", "-", "--map", "text=body,date=day,side=country"],
        input=rows, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert done.stdout.split()[:2] == ["new", "1"]
    assert done.stderr == "briefing: standard input:3: no text in body\n"
    assert shelf.open("2026-05-12-france").readouts[0].published == "2026-05-12"


def test_notes_and_export(notes: NoteStore, tmp_path: Path) -> None:
    note = notes.new(BRIEF, anchors.to_card(Card.ECONOMY))
    notes.save(replace(note, body="Look again. #gas"))
    assert "Look again." in say("notes").output
    assert say("notes", BRIEF).output == say("notes").output
    assert say("notes", "2025-02-24-putin-xi").output == ""
    (listed,) = json.loads(say("notes", "--json").output)
    assert (listed["card"], listed["tags"], listed["brief"]) == ("economy", ["gas"], BRIEF)
    target = tmp_path / "out.md"
    done = run("export", BRIEF, "-o", str(target))
    assert (done.returncode, done.stdout) == (0, "")
    assert target.read_text("utf-8") == say("export", BRIEF).output
    assert "\n  Look again. #gas\n" in target.read_text("utf-8")
    assert target.stat().st_mode & 0o777 == 0o600
    assert run("export", BRIEF, "-o", str(target), "--noted", "--force").returncode == 0
    assert len(target.read_text("utf-8")) < len(say("export", BRIEF).output)


def test_notes_by_tag_and_how_they_stand(notes: NoteStore, shelf: Shelf) -> None:
    text = shelf.open(BRIEF).readout("russia.en")
    assert text
    at = Anchor(Card.FUTURE, "russia", "en", 12, "During the conversation Xi invited Putin", hash=text.hash)
    kept = {
        body: notes.save(replace(notes.new(brief, anchor), body=body, confidence="high"))
        for body, brief, anchor in (
            ("well #visit #urgent", BRIEF, at),
            ("lost #visit", BRIEF, replace(at, exact="Words that nobody wrote there")),
            ("gone #visit/dates", "1999-gone", at),
            ("card #trade", BRIEF, Anchor(Card.ECONOMY)),
        )
    }
    lines = say("notes", "--tag", "visit").output.splitlines()
    assert [line.partition("  ")[2] for line in lines] == [
        "1999-gone  russia ¶12 (brief not at hand): [high] gone #visit/dates",
        f"{BRIEF}  russia ¶12: [high] well #visit #urgent",
        f"{BRIEF}  russia ¶12 (orphan): [high] lost #visit",
    ]
    assert say("notes", "--tag", "#visit", "--tag", "urgent").output.count("\n") == 1
    assert say("notes", BRIEF, "--tag", "nothing").output == ""
    listed = json.loads(say("notes", "--json", "--tag", "visit").output)
    assert [n["standing"] for n in listed] == [None, "exact", "orphan"]
    assert {n["confidence"] for n in listed} == {"high"} and listed[1]["language"] == "en"
    assert Path(listed[1]["path"]).read_text("utf-8").endswith("well #visit #urgent\n")
    assert kept["well #visit #urgent"].author == listed[1]["author"]
    one = notes.folder / BRIEF / f"{kept['card #trade'].id}.md"
    one.with_name(f"{one.stem}.conflict-host-1.md").write_bytes(one.read_bytes())
    assert "economy (conflict copy): [high] card" in say("notes", "--tag", "trade").output
    both = json.loads(say("notes", "--json", "--tag", "trade").output)
    assert {n["conflict_of"] for n in both} == {"", one.stem}


def test_corrections_are_applied_and_named(notes: NoteStore, shelf: Shelf) -> None:
    brief = shelf.open(BRIEF)
    made = shelf.compare(brief, pairs(brief)[0])
    assert made.right
    known = {i for m in made.matches for i in (m.a, m.b)}
    left = next(p for p in made.left.points if p.id not in known and p.card is Card.BILATERAL)
    right = next(p for p in made.right.points if p.id not in known)
    store = CorrectionStore(notes.folder)
    point = anchors.to_point(made.left, left)
    store.save(store.move(BRIEF, point, Card.FUTURE))
    said = f"Russia ¶{left.paragraph} (moved by you from card 1): {left.text}"
    assert said in say("show", BRIEF, "--card", "future").output
    assert left.text not in say("show", BRIEF, "--card", "bilateral").output
    assert (
        f"5 Future plans  Russia ¶{left.paragraph} (only Russia; moved by you from card 1): {left.text}"
        in (say("gaps", BRIEF).output)
    )
    assert "moved here by the analyst from 1 Bilateral ties: " in say("export", BRIEF).output
    store.save(store.tie(BRIEF, point, anchors.to_point(made.right, right), matched=True))
    assert f"China ¶{right.paragraph}" in say("show", BRIEF, "--card", "future").output
    assert "(tied by you): " in say("show", BRIEF, "--card", "future").output
    assert left.text not in say("gaps", BRIEF).output
    assert ", tied by the analyst: " in say("export", BRIEF).output
    assert shelf.compare(brief, pairs(brief)[0]) == made, "the cache keeps the program's own analysis"
    assert say("notes").output == ""
    assert json.loads(say("list", "--json").output)[0]["notes"] == 0


def test_cards_is_the_analysis_alone(notes: NoteStore, tmp_path: Path) -> None:
    files = put(tmp_path, one=ENGLISH)
    before = say("cards", *files, "--json").output
    shown = say("show", *files).output
    store, desk = CorrectionStore(notes.folder), Desk()
    brief = desk.brief(files)
    made = desk.compare(brief, pairs(brief)[0])
    store.save(store.move(brief.id, anchors.to_point(made.left, made.left.points[0]), Card.REGIONAL))
    assert say("show", *files).output != shown
    assert say("cards", *files, "--json").output == before


def test_a_broken_correction_is_told_and_stops_nothing(notes: NoteStore) -> None:
    whole = {command: say(command, BRIEF).stdout for command in ("show", "gaps", "export")}
    path = notes.folder / BRIEF / "hand.correction.md"
    path.parent.mkdir(parents=True)
    path.write_text("---\ncorrection: [\n---\n")
    for command, text in whole.items():
        said = say(command, BRIEF)
        assert said.stdout.startswith(text.rstrip()), "but for the moment of the latest change"
        assert said.stderr.startswith("briefing: ") and said.stderr.count("\n") == 1
        assert "hand.correction.md" in said.stderr
    for args in ((), (BRIEF,), ("--json",)):
        assert "hand.correction.md" in say("notes", *args).stderr
    assert path.read_text() == "---\ncorrection: [\n---\n"


def test_the_device_is_never_replaced() -> None:
    assert run("export", BRIEF, "-o", "/dev/null", "--force").returncode == 1
    assert Path("/dev/null").is_char_device()


def test_a_hostile_readout_is_printed_harmless(tmp_path: Path) -> None:
    (path,) = put(tmp_path, one=ENGLISH.replace("Trade", "\x1b]0;x\x07 \u202e Trade"))
    for args in (["show", path], ["export", path], ["cards", path, "--json"]):
        assert not {"\x1b", "\x07", "\u202e"} & set(say(*args).output)


def test_a_note_file_cannot_command_the_terminal_through_the_list(notes: NoteStore) -> None:
    note = notes.save(replace(notes.new(BRIEF, anchors.to_card(Card.ECONOMY)), body="x"))
    path = notes.folder / BRIEF / f"{note.id}.md"
    path.write_text(path.read_text() + "red\x1b[31m \u202ebidi \x9b1m zero\u200bwidth\n")
    for output in (say("notes").output, say("notes", "--json").output):
        assert "red" in output and "bidi" in output
        assert not set(output) & set("\x1b\x9b\u202e\u200b")


def test_notes_that_cannot_be_read_are_told(notes: NoteStore) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    done = run("notes")
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith("briefing: the notes cannot be read: not a directory: ")


def test_an_export_without_the_notes_that_cannot_be_read_is_none(notes: NoteStore, tmp_path: Path) -> None:
    notes.folder.parent.mkdir(parents=True)
    notes.folder.write_text("in the way")
    for more in ([], ["--addendum", "2026-01-01"]):
        done = run("export", BRIEF, "-o", str(tmp_path / "out.md"), *more)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
        assert done.stderr.startswith("briefing: the notes cannot be read: not a directory: ")
        assert not (tmp_path / "out.md").exists()
    done = run("show", BRIEF)
    assert done.returncode == 0 and "the corrections cannot be read: not a directory: " in done.stderr
