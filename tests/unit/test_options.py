"""settings.toml: what it may say, which file wins, and who said so."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from briefing_tui.model import BriefingError
from briefing_tui.settings import options
from briefing_tui.settings.options import Options


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, Path]:
    """The folders where settings may lie."""
    found = {name: tmp_path / name for name in ("own", "first", "second", "system")}
    monkeypatch.setattr(options, "_SYSTEM", str(found["system"]))
    monkeypatch.setattr(options, "_SITE", str(found["system"]))
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{found['first']}:{found['second']}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(found["own"]))
    return found


def put(folder: Path, text: str) -> Path:
    path = folder / options.FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def test_the_user_s_own_file_wins_then_the_site_s_in_their_order(folders: dict[str, Path]) -> None:
    for measure, name in enumerate(("system", "second", "first", "own"), 60):
        path = put(folders[name], f"# {name}\n\nmeasure = {measure}\n")
        assert options.read() == Options(measure=measure, why={"measure": f"{path}:3"})


def test_each_setting_comes_from_the_file_that_says_it(folders: dict[str, Path]) -> None:
    own = put(folders["own"], "restricted = false\nmeasure = 80\n")
    first = put(folders["first"], "low_bandwidth = true\nmeasure = 100\n")
    system = put(folders["system"], "low_bandwidth = false\nrestricted = true\n")
    assert options.read() == Options(
        restricted=True, measure=80, low_bandwidth=True,
        why={"measure": f"{own}:2", "low_bandwidth": f"{first}:1", "restricted": f"{system}:2"},
    )  # fmt: skip


def test_auto_lifts_what_the_site_says_of_the_connection(folders: dict[str, Path]) -> None:
    own = put(folders["own"], 'low_bandwidth = "auto"\n')
    put(folders["first"], "low_bandwidth = true\n")
    assert options.read() == Options(low_bandwidth=None, why={"low_bandwidth": f"{own}:1"})


@pytest.mark.parametrize("measure", ["39", "121", "72.0", "true", "'72'", "[72]", "-72"])
def test_a_measure_that_is_none(measure: str, folders: dict[str, Path]) -> None:
    path = put(folders["own"], f"\nmeasure = {measure}\n")
    with pytest.raises(BriefingError) as caught:
        options.read().must_hold()
    assert str(caught.value) == f"{path}:2: measure must be a whole number from 40 to 120"


@pytest.mark.parametrize("value", ["1", "'no'", "{}"])
def test_a_low_bandwidth_that_is_none(value: str, folders: dict[str, Path]) -> None:
    path = put(folders["own"], f"low_bandwidth = {value}\n")
    with pytest.raises(BriefingError) as caught:
        options.read().must_hold()
    assert str(caught.value) == f'{path}:1: low_bandwidth must be true, false or "auto"'


def test_a_mistake_in_any_file_is_told(folders: dict[str, Path]) -> None:
    put(folders["own"], "measure = 80\n")
    path = put(folders["system"], "measure = 800\n")
    with pytest.raises(BriefingError, match=f"^{path}:1: "):
        options.read().must_hold()


def test_an_option_of_the_command_line_goes_before_the_files(folders: dict[str, Path]) -> None:
    put(folders["own"], "low_bandwidth = true\nmeasure = 90\n")
    chosen = options.read().said("--no-low-bandwidth", low_bandwidth=False)
    assert (chosen.low_bandwidth, chosen.measure) == (False, 90)
    assert chosen.why["low_bandwidth"] == "--no-low-bandwidth"


@pytest.mark.parametrize("said", list(product(["", "true", "false"], repeat=4)), ids=str)
def test_restricted_holds_where_any_file_says_so(said: tuple[str, ...], folders: dict[str, Path]) -> None:
    for folder, value in zip(folders.values(), said, strict=True):
        if value:
            put(folder, f"restricted = {value}\n")
    assert options.read().restricted is ("true" in said)


def test_a_mistake_leaves_the_rest_as_it_is_said(folders: dict[str, Path]) -> None:
    own = put(folders["own"], "measure = 3\nlow_bandwidth = true\n")
    first = put(folders["first"], "measure = 90\nlow_bandwidth = 'no'\n")
    found = options.read()
    assert (found.restricted, found.measure, found.low_bandwidth) == (False, 90, True)
    assert found.broken == (
        (own, f"{own}:1: measure must be a whole number from 40 to 120"),
        (first, f'{first}:2: low_bandwidth must be true, false or "auto"'),
    )


@pytest.mark.parametrize("text", ["measure = 3 4", "restricted = 'no'", "restrict = true", "\x00"])
def test_what_may_hide_restricted_restricts(text: str, folders: dict[str, Path]) -> None:
    put(folders["own"], "restricted = false\n")
    path = put(folders["first"], text)
    found = options.read()
    assert (found.restricted, len(found.broken)) == (True, 1)
    assert found.why["restricted"] == f"{path}, which is broken, may say so"
