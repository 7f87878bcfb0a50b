"""keys.toml: what it says is read, and what is wrong in it is told with its line, alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from textual.keys import _character_to_key

from briefing_tui.settings import keynames, keys
from briefing_tui.tui import actions

TABLES = actions.defaults()


def read(tmp_path: Path, text: str) -> tuple[keys.Tables, list[str]]:
    path = tmp_path / "keys.toml"
    path.write_text(text, "utf-8")
    own, problems = keys.read(path, TABLES)
    return own, [p.removeprefix(f"{path}:") for p in problems]


def test_no_file_is_no_key(tmp_path: Path) -> None:
    assert keys.read(tmp_path / "none" / "keys.toml", TABLES) == ({}, ())


def test_keys_are_given(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[brief]\nnote = ["x", "F5"]\n"card(1)" = "Ctrl+P"\nselect = []\n' + (
        'app.command_palette = ":"\n'
    ))  # fmt: skip
    assert not problems
    assert own == {
        "brief": {
            "note": ("x", "f5"), "card(1)": ("ctrl+p",), "select": (), "app.command_palette": ("colon",)
        }
    }  # fmt: skip


def test_all_is_every_screen_that_has_it_and_the_screens_own_line_comes_first(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[all]\n"edge(1)" = "$"\n[notes]\n"edge(1)" = "^"\n')
    assert not problems
    assert own["notes"]["edge(1)"] == ("circumflex_accent",)
    with_it = {s for s, table in TABLES.items() if "edge(1)" in table}
    assert set(own) == with_it and all(own[s]["edge(1)"] == ("dollar_sign",) for s in with_it - {"notes"})


def test_what_is_not_wanted_has_no_key_anywhere(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[all]\n"app.help" = []\n')
    assert not problems
    assert {s for s, table in TABLES.items() if "app.help" in table} == set(own) > {"select", "brief"}
    assert all(table == {"app.help": ()} for table in own.values())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[brif]\nnote = 1\n", "1: [brif] is no screen; is brief meant?"),
        ('\n\n[brief]\nexprt = "x"\n', "4: [brief] exprt is no action; is export meant?"),
        ('[brief]\nnosuch = "x"\n', "2: [brief] nosuch is no action"),
        ("[nowhere]\n", "1: [nowhere] is no screen"),
        ('[brief]\nimport = "x"\n', "2: [brief] import is no action; [library] has it"),
        (
            "[brief]\nnote = 5\n",
            '2: [brief] note must be a key or a list of keys, such as "x" or ["x", "F5"]',
        ),
        ("brief = 5\n", "1: brief must be a table: [brief]"),
        ('[brief]\nnote = "nn"\n', "2: [brief] note: nn is no key"),
        (
            '[brief]\nnote = "ctrl+h"\n',
            "2: [brief] note: a terminal sends the same for Ctrl+H and Backspace: write Backspace",
        ),
        ('[brief]\nnote = "v"\n', "2: [brief] note: v is view already"),
        ('[brief]\nnote = "x"\ncopy = "x"\n', "3: [brief] copy: x is note in line 2"),
        ("[all]\nback = []\n", "2: [all] back needs a key: there is no other way to it"),
        ('[select]\n"grow(1)" = []\n', "2: [select] grow(1) needs a key: there is no other way to it"),
        ('[brief]\nnote = "Ctrl+Q"\n', "2: [brief] note: Ctrl+Q is always app.quit"),
        ('[editor]\nconfidence = "x"\n', "2: [editor] confidence: x is a letter of the text there"),
        ('[brief]\nnote = "x\n', "2: Illegal character '\\n'; none of its keys hold"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, text: str, problem: str) -> None:
    own, problems = read(tmp_path, text)
    assert problems == [problem]
    assert sum(map(len, own.values())) == text.count("copy")  # of two that want one key the first has it


def test_the_rest_of_the_file_holds(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[brief]\nnote = "ctrl+i"\nfoo = "y"\nview = "F6"\n[nowhere]\nx = "y"\n')
    assert [p.partition(":")[0] for p in problems] == ["2", "3", "5"]
    assert own == {"brief": {"view": ("f6",)}}


def test_a_rebound_action_frees_its_keys(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[brief]\nnote = "v"\nview = "n"\n')
    assert not problems and own == {"brief": {"note": ("v",), "view": ("n",)}}


def test_what_is_left_out_has_its_key_back_and_others_lose_it(tmp_path: Path) -> None:
    _, problems = read(tmp_path, '[brief]\nnote = "v"\nview = "e"\n')
    assert problems == ["2: [brief] note: v is view already", "3: [brief] view: e is export already"]


def test_two_lines_that_want_one_key_name_each_other(tmp_path: Path) -> None:
    _, problems = read(tmp_path, '[brief]\nnote = "e"\nexport = "e"\n')
    assert problems == ["2: [brief] note: e is export in line 3", "3: [brief] export: e is note in line 2"]


def test_the_way_out_stays(tmp_path: Path) -> None:
    own, problems = read(tmp_path, '[all]\n"app.quit" = "Ctrl+X"\n[editor]\ndone = "Ctrl+D"\n')
    assert not problems
    assert own["brief"]["app.quit"] == ("ctrl+q", "ctrl+c", "ctrl+x")
    assert own["editor"]["done"] == ("escape", "ctrl+d")


def test_what_is_no_ordinary_file_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys.toml").mkdir()
    own, problems = keys.read(tmp_path / "keys.toml", TABLES)
    assert not own and problems[0].startswith(f"{tmp_path / 'keys.toml'}: cannot be read: is a folder")


def test_a_number_that_is_too_long(tmp_path: Path) -> None:
    _, problems = read(tmp_path, f"x = {'1' * 5000}\n")
    assert [p.strip() for p in problems] == ["has a number that is too long; none of its keys hold"]


def test_in_restricted_mode_no_link_leads_out(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.mkdir()
    (tmp_path / "others.toml").write_text('[brief]\nnote = "x"\n', "utf-8")
    path = config / "keys.toml"
    path.symlink_to(tmp_path / "others.toml")
    assert keys.read(path, TABLES) == ({"brief": {"note": ("x",)}}, ())
    own, problems = keys.read(path, TABLES, within=config)
    assert not own and "is a link that leads out of its folder" in problems[0]


def test_a_file_that_is_made_to_cost_time(tmp_path: Path) -> None:
    """A line of a text that only begins as a table does; read backwards again and again it took hours."""
    own, problems = read(tmp_path, f'x = """\n[{" " * 20_000}\n"""\n[brief]\nnote = "x"\n')
    assert own == {"brief": {"note": ("x",)}}
    assert len(problems) == 1


def test_words_of_the_file_command_no_terminal(tmp_path: Path) -> None:
    text = '["\\u001b[2J"]\n[brief]\n"\\u009b1m" = "x"\nnote = "\\u001b"\nview = "\\u202e"\n'
    _, problems = read(tmp_path, text)
    assert len(problems) == 4 and all(p.isprintable() for p in problems)


def test_the_example_of_the_docs_holds(tmp_path: Path) -> None:
    page = (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8")
    (example,) = re.findall(r'^```toml title="keys.toml"\n(.*?)^```$', page, re.MULTILINE | re.DOTALL)
    own, problems = read(tmp_path, example)
    assert not problems and own["brief"]["note"] == ("n", "e")


@pytest.mark.parametrize("screen", actions.ACTIONS)
def test_the_programs_own_keys_are_keys(screen: str) -> None:
    for name, its in TABLES[screen].items():
        for key in its:
            assert keynames.spelled(key) == key, name
            assert keynames.spelled(keynames.shown(key)) == key, name


def test_signs_are_spelled_as_the_screen_spells_them() -> None:
    for sign in (chr(c) for c in range(0x21, 0x2100)):
        try:
            key = keynames.spelled(sign)
        except keynames.NoKey:
            assert not sign.isalnum() and ord(sign) > 0x7E
        else:
            assert key == _character_to_key(sign) and keynames.shown(key) == sign
            assert keynames.spelled(key) == key and keynames.prints(key)
