"""The harness of the bench on programs whose figures are known."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from tests.conftest import ROOT

# Says so after a while, answers a key in two parts, and takes a while to end.
KNOWN = """
import os, sys, time, tty
tty.setraw(0)
time.sleep(0.2)
os.write(1, b"\\x1b[1mrea\\x1b[0mdy" + b"%d" % os.get_terminal_size().columns)
while (key := os.read(0, 8)) != b"q":
    time.sleep(0.1)
    os.write(1, b"x" * 10)
    time.sleep(0.05)
    os.write(1, b"y" * 7)
    while key == b"b" and not time.sleep(0.05):
        os.write(1, b"z")
time.sleep(0.1)
"""


@pytest.fixture
def harness(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(ROOT / "bench"))
    import harness as module

    yield module
    for name in ("contenders", "harness", "library", "startup"):
        sys.modules.pop(name, None)


def test_times_and_bytes_are_those_of_the_program(
    harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness, "QUIET", 2.0)
    with harness.Session((sys.executable, "-c", KNOWN), ("ready120",), tmp_path) as session:
        assert 0.2 <= session.start < 10
        assert 0 < session.start_cpu < session.start
        assert session.start_bytes == len("\x1b[1mrea\x1b[0mdy120")
        answer = session.key("a", b"a")
        assert answer.size == 17
        assert 0.15 <= answer.seconds < harness.QUIET, "the silence is counted"
        assert session.rest()
        assert session.idle(0.2)[0] == 0
        assert 1e6 < session.memory() < 1e8
        assert 0.1 <= session.leave(b"q") < 10


def test_the_wait_for_rest_is_given_up(
    harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness, "UNREST", 0.3)
    busy = "print('ready', flush=True)\nwhile True: pass"
    with harness.Session((sys.executable, "-c", busy), ("ready",), tmp_path) as session:
        assert not session.rest(0.1)


def test_what_is_written_while_nobody_types_is_seen(harness: ModuleType, tmp_path: Path) -> None:
    with harness.Session((sys.executable, "-c", KNOWN), ("ready",), tmp_path) as session:
        session.send(b"b")
        session.idle(0.3)
        bytes_, cpu = session.idle(0.5)
        assert bytes_ > 2
        assert cpu < 0.5


def test_a_program_without_a_first_frame_is_told_and_ended(
    harness: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harness, "PATIENCE", 1.0)
    with pytest.raises(harness.NoFrame, match=r"\['steady'\] never came, but: 'ready120'"):
        harness.Session((sys.executable, "-c", KNOWN), ("steady",), tmp_path)


def test_a_command_is_timed_as_a_whole(harness: ModuleType, tmp_path: Path) -> None:
    seconds, cpu = harness.run((sys.executable, "-c", "import time; time.sleep(0.2)"), tmp_path)
    assert 0.2 <= seconds < 10
    assert 0 < cpu < seconds
    with pytest.raises(SystemExit, match="exit 3"):
        harness.run((sys.executable, "-c", "raise SystemExit(3)"), tmp_path)


def test_where_the_time_of_a_start_goes(harness: ModuleType, tmp_path: Path) -> None:
    import startup

    (_, *names), *lines = startup.parts(1, tmp_path)
    assert names == ["hello-world", "briefing"]
    hello, ours = ({line[0]: float(line[column]) for line in lines} for column in (1, 2))
    for one in (hello, ours):
        rest = {"layout", "paint", "style sheets parsed", startup.INTERPRETER, startup.SCREEN, startup.STDLIB}
        assert all(one[name] > 0 for name in rest)
        assert sum(one.values()) == pytest.approx(2 * one[startup.ALL], abs=2)
    assert ours["import: briefing_tui tui"] > 0 == hello["import: briefing_tui tui"]
    assert ours["its analysis, read from the cache"] > 0
