"""Restricted mode without a screen: who asks for it, and that nothing then leads out of the program."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from platformdirs import PlatformDirs

from briefing_tui import __version__
from briefing_tui.model import BriefingError, UsageError
from briefing_tui.settings import confinement, options
from briefing_tui.settings.paths import Paths, paths
from briefing_tui.tui.actions import ACTIONS, key_name

PUTIN_XI = "2026-02-04-putin-xi"
SECRET = "Key points of the French readout: the word is swordfish, and trade in Paris should grow by 10%."
ON = "restricted = true\n"
# What main() leaves of the process, printed last: mask of new files, core dumps, signals, environment.
ASK = """
import json, os, resource, signal, sys
from briefing_tui.__main__ import main
try:
    main()
except SystemExit:
    pass
blocked = sorted(s.name for s in signal.pthread_sigmask(signal.SIG_BLOCK, ()))
print(json.dumps([os.umask(0), resource.getrlimit(resource.RLIMIT_CORE), blocked, dict(os.environ)]))
"""


def run(
    *args: str, env: Mapping[str, str] = {}, cwd: Path | None = None, isolated: bool = True
) -> subprocess.CompletedProcess[str]:
    """``briefing ARGS`` as a wrapper for ForceCommand starts it."""
    return subprocess.run(
        [sys.executable, "-I" if isolated else "-P", "-m", "briefing_tui", *args],
        env={**os.environ, **env}, cwd=cwd, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder in the place of /etc/xdg."""
    monkeypatch.setattr(options, "_SYSTEM", str(tmp_path / "etc"))
    return tmp_path / "etc"


def settings(folder: Path, text: str | bytes) -> Path:
    path = folder / "briefing-tui" / "settings.toml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


# -- who asks for it --------------------------------------------------------------------------------


def test_without_settings_nothing_is_restricted() -> None:
    assert options.read() == options.Options()


@pytest.mark.parametrize("where", ["system", "first", "second", "own"])
def test_a_true_anywhere_counts_and_no_false_lifts_it(
    where: str, system: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_DIRS", f"{tmp_path / 'first'}:{tmp_path / 'second'}")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "own"))
    folders = {"system": system} | {name: tmp_path / name for name in ("first", "second", "own")}
    for name, folder in folders.items():
        path = settings(folder, ON if name == where else "restricted = false\n")
        if name == where:
            said = f"{path}:1"
    assert options.read() == options.Options(restricted=True, why={"restricted": said})


@pytest.mark.parametrize(
    "env",
    [
        {}, {"XDG_CONFIG_DIRS": ""}, {"XDG_CONFIG_DIRS": "/a:/b"}, {"XDG_CONFIG_DIRS": "a:/b::"},
        {"XDG_CONFIG_HOME": ""}, {"XDG_CONFIG_HOME": "relative"}, {"XDG_CONFIG_HOME": "/c"},
    ],
    ids=str,
)  # fmt: skip
def test_settings_lie_where_platformdirs_says(env: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    looked = {str(path.parent) for path in options.files()}
    dirs = PlatformDirs("briefing-tui", appauthor=False, multipath=True)
    assert looked == {"/etc/xdg/briefing-tui", *dirs.iter_config_dirs()}


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("restricted = 1\n", ":1: restricted must be true or false"),
        ("measure = 3\nrestricted = true\n", ":1: measure must be a whole number"),
        ("# yes\n\nrestricted = 'true'\n", ":3: restricted must be true or false"),
        (
            "restricted = true\nrestrictd = true\n",
            ":2: 'restrictd' is no setting; there are low_bandwidth,",
        ),
        (
            "\n[screen]\nrestricted = true\n",
            ":2: 'screen' is no setting; there are low_bandwidth,",
        ),
        ("restricted = true\nrestricted = false\n", ":2: Cannot overwrite a value"),
        ("restricted: true\n", ":1: Expected '=' after a key in a key/value pair"),
        ("restricted = true\n\n\nx = '", ':4: Expected "\'"'),
        (b"# \xff\n", ":1: is not UTF-8"),
        (b"\x1b]0;x\x07 = true\n", ":1: "),
    ],
)
def test_a_mistake_in_the_settings_restricts_by_not_starting(system: Path, text: str, problem: str) -> None:
    path = settings(system, text)
    found = options.read()
    assert found.restricted, "who knows what the mistake hides"
    (where, said) = found.broken[0]
    assert where == path
    assert said.startswith(f"{path}{problem}")
    assert said.isprintable()
    with pytest.raises(BriefingError, match=f"^{re.escape(said)}$"):
        found.must_hold()


def test_settings_nested_without_end(system: Path) -> None:
    path = settings(system, "restricted = " + "[" * 5000)
    with pytest.raises(BriefingError, match=f"^{re.escape(str(path))}: "):
        options.read().must_hold()


def test_a_number_in_the_settings_that_is_too_long(system: Path) -> None:
    path = settings(system, f"measure = {'9' * 5000}")
    with pytest.raises(BriefingError, match=f"^{re.escape(str(path))}: has a number that is too long$"):
        options.read().must_hold()


def test_a_folder_of_settings_of_nobody() -> None:
    done = run("list", env={"XDG_CONFIG_DIRS": "~nobody-of-that-name/x"}, isolated=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "briefing: ~nobody-of-that-name/x: there is no such home folder\n"


def test_settings_that_are_no_file_or_lead_nowhere(system: Path) -> None:
    path = settings(system, ON)
    for make in (os.mkfifo, partial(os.symlink, "gone"), os.mkdir):
        path.unlink()
        make(path)
        with pytest.raises(BriefingError, match=r"settings\.toml: cannot be read: (is|No) "):
            options.read().must_hold()


def in_a_system(etc: Path, *command: str) -> list[str]:
    """The command line of a command that finds ``etc`` as /etc/xdg; skips where there is no leave for it."""
    mount = ["unshare", "--mount", "sh", "-c", 'mount --bind "$0" /etc/xdg && exec "$@"', str(etc)]
    try:
        tried = subprocess.run([*mount, "true"], capture_output=True, check=False, timeout=60)
    except FileNotFoundError:
        pytest.skip("unshare is not installed")
    if tried.returncode or not Path("/etc/xdg").is_dir():
        pytest.skip("no leave to mount a folder over /etc/xdg")
    return [*mount, *command]


@pytest.mark.parametrize("args", [["show"], ["--low-bandwidth", "gaps"], []], ids=str)
def test_the_system_s_settings_cannot_be_hidden(args: list[str], tmp_path: Path) -> None:
    settings(tmp_path / "etc", ON)
    (tmp_path / "secret.txt").write_text(SECRET, "utf-8")
    (tmp_path / "none").mkdir()
    command = [sys.executable, "-I", "-m", "briefing_tui", *args, str(tmp_path / "secret.txt")]
    done = subprocess.run(
        in_a_system(tmp_path / "etc", *command),
        env=os.environ | {"XDG_CONFIG_DIRS": str(tmp_path / "none"), "TERM": "xterm"},
        capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert SECRET not in done.stdout
    wanted = "restricted mode takes no path" if args else "the screen needs a terminal"
    assert wanted in done.stderr


@pytest.mark.parametrize("isolated", [True, False])
@pytest.mark.parametrize(
    "args",
    [
        [], ["list"], ["--help"], ["--restricted", "list"],
        ["x", "doctor"], ["open", "settings"], ["--low-bandwidth", "doctor.md", "doctor"],
    ],
    ids=str,
)  # fmt: skip
def test_no_way_in_past_broken_settings(args: list[str], isolated: bool, home: Path) -> None:
    path = settings(home / "config", "restricted = yes\n")
    done = run(*args, env={"PYTHONINSPECT": "1"}, isolated=isolated)
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith(f"briefing: {path}:1: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["doctor", "settings"])
def test_what_tells_of_broken_settings_is_restricted_itself(command: str, home: Path) -> None:
    """Where it cannot be, it does not start, and the mistake is told all the same."""
    path = settings(home / "config", "restricted = yes\n")
    done = run(command, isolated=True)
    assert (done.returncode, "which is broken, may say so" in done.stdout) == (1, True)
    done = run(command, env={"PYTHONINSPECT": "1"}, isolated=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"briefing: {path}:1: ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("isolated", [True, False])
def test_the_version_is_told_whatever_the_settings_say_and_no_prompt_follows(
    isolated: bool, home: Path
) -> None:
    settings(home / "config", "restricted = yes\n")
    done = run("--version", env={"PYTHONINSPECT": "1"}, isolated=isolated)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"briefing, version {__version__}\n", "")


# -- what becomes of the process --------------------------------------------------------------------


def asked(*args: str, **env: str) -> tuple[int, list[int], list[str], dict[str, str]]:
    done = subprocess.run(
        [sys.executable, "-I", "-c", ASK, *args],
        env=os.environ | env, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60,
        check=True,
    )  # fmt: skip
    mask, core, blocked, environ = json.loads(done.stdout.splitlines()[-1])
    return mask, core, blocked, environ


@pytest.mark.parametrize("args", [[], ["list"], ["--restricted", "list"]], ids=str)
def test_files_are_the_users_alone_and_memory_is_not_dumped(args: list[str]) -> None:
    mask, core, *_ = asked(*args)
    assert mask == 0o077
    assert core == [0, 0]


def test_stop_and_quit_from_the_keyboard_are_blocked() -> None:
    assert asked("--restricted", "list")[2] == ["SIGQUIT", "SIGTSTP"]
    assert asked("list")[2] == []


LEADING_OUT = dict.fromkeys(
    (
        "TEXTUAL", "TEXTUAL_DRIVER", "TEXTUAL_LOG", "TEXTUAL_SCREENSHOT", "TEXTUAL_ALLOW_SIGNALS",
        "PYTHONPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "PAGER", "MANPAGER", "GIT_PAGER", "LESSOPEN", "LESS",
        "EDITOR", "VISUAL", "BROWSER", "SHELL", "LD_PRELOAD_", "LD_LIBRARY_PATH", "LOCPATH", "GCONV_PATH",
        "TMPDIR", "PATH", "ENV", "BASH_ENV", "_BRIEFING_COMPLETE", "TEXTUAL_OF_TOMORROW",
    ),
    "/tmp/evil",
)  # fmt: skip


def test_variables_that_lead_out_are_gone_before_anything_is_imported(tmp_path: Path) -> None:
    needed = {"SSH_CONNECTION": "a b", "LC_ALL": "C.UTF-8", "TERM": "xterm", "NO_COLOR": "1", "TMUX": "x"}
    environ = asked("--restricted", "list", **LEADING_OUT, **needed)[3]
    assert not set(LEADING_OUT) & set(environ)
    assert {name: environ.get(name) for name in needed} == needed
    assert environ["HOME"] == os.environ["HOME"]
    assert set(LEADING_OUT) <= set(asked("list", **LEADING_OUT)[3]), "only there"


def test_shell_completion_starts_no_shell() -> None:
    done = run("--restricted", "list", env={"_PYTHON__M_BRIEFING_TUI_COMPLETE": "bash_source"})
    assert PUTIN_XI in done.stdout


@pytest.mark.parametrize("name", ["PYTHONPATH", "PYTHONINSPECT", "PYTHONWARNINGS", "PYTHONOPTIMIZE"])
def test_an_interpreter_that_was_told_what_to_do_does_not_start(name: str) -> None:
    value = {"PYTHONWARNINGS": "ignore"}.get(name, "1")
    done = run("--restricted", "list", env={name: value}, isolated=False)
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr == (
        f"briefing: restricted mode does not start with ${name} set: say"
        " python -I -m briefing_tui --restricted\n"
    )
    assert run("--restricted", "list", env={name: value}).returncode == 0, "isolated it has no effect"
    assert run("list", env={name: ""}, isolated=False).returncode == 0


@pytest.mark.parametrize("name", sorted(confinement._HARMLESS))
def test_variables_that_do_no_harm(name: str) -> None:
    value = {"PYTHONIOENCODING": "utf-8", "PYTHONHASHSEED": "1"}.get(name, "1")
    assert run("--restricted", "list", env={name: value}, isolated=False).returncode == 0


REFUSED = "briefing: restricted mode does not start with {}: say python -I -m briefing_tui --restricted\n"


def test_modules_in_the_working_folder_do_not_run(tmp_path: Path) -> None:
    (tmp_path / "click.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w').close()\n")
    command = [sys.executable, "-m", "briefing_tui", "--restricted", "list"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == REFUSED.format("modules from the working folder")
    assert not (tmp_path / "ran").exists()


def test_modules_in_a_folder_of_the_user_s_do_not_run(home: Path) -> None:
    """Of an interpreter that looks there: the one of a virtual environment does not."""
    code = """
import site, sys
from briefing_tui.__main__ import main
sys.path.append(site.getusersitepackages())
sys.argv[1:] = ["--restricted", "list"]
main()
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("briefing: restricted mode does not start with modules from ")
    assert str(home) in done.stderr


def test_the_command_of_a_virtual_environment_starts(tmp_path: Path) -> None:
    script = Path(sys.executable).with_name("briefing")
    if not script.exists():
        pytest.skip("not installed as a command")
    (tmp_path / "click.py").write_text("raise SystemExit('evil')\n")
    done = subprocess.run(
        [script, "--restricted", "list"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert PUTIN_XI in done.stdout


HOOK = """
import errno, os, pathlib, pty, shutil, sqlite3, subprocess, sys, webbrowser
from briefing_tui import files
from briefing_tui.settings import confinement
from briefing_tui.settings.paths import paths
data, outside = paths().data, pathlib.Path(sys.argv[1])
(data / "notes").mkdir(parents=True)
(data / "out").symlink_to(outside)
(data / "leak").symlink_to(outside / "there")
home, name = pathlib.Path.home(), "briefing-unsaved-"
(home / "sub").mkdir()
(home / f"{name}old").write_text("old")
confinement.enter()
there, ours = str(outside / "there"), data / "ours"
fd = os.open(outside, os.O_RDONLY)
REFUSED = [
    lambda: subprocess.run(["touch", there]), lambda: subprocess.Popen("x", shell=True),
    lambda: os.system("true"), lambda: os.execv("/bin/true", ["true"]), lambda: os.fork(),
    lambda: os.posix_spawn("/bin/true", ["true"], {}), lambda: os.posix_spawnp("true", ["true"], {}),
    lambda: os.spawnv(os.P_WAIT, "/bin/true", ["true"]), lambda: os.forkpty(), lambda: pty.fork(),
    lambda: pty.spawn("/bin/true"), lambda: os.popen("true"),
    lambda: webbrowser.GenericBrowser("true").open("x"),
    lambda: open(there, "a"), lambda: open(there, "r+"), lambda: open(outside / "new", "x"),
    lambda: open(os.fsencode(there), "w"), lambda: os.open(there, os.O_WRONLY),
    lambda: os.open("new", os.O_CREAT, dir_fd=fd), lambda: os.open(outside, os.O_RDWR | os.O_TMPFILE),
    lambda: os.truncate(there, 0), lambda: os.chmod(there, 0o777), lambda: os.utime(there),
    lambda: os.remove(there), lambda: os.rename(there, data / "taken"), lambda: os.rename(ours, there),
    lambda: os.link(there, data / "hard"), lambda: os.symlink(there, data / "soft"),
    lambda: os.mkdir(outside / "folder"), lambda: os.rmdir(outside / "empty"),
    lambda: shutil.rmtree(outside / "empty"), lambda: shutil.copy(ours, outside),
    lambda: open(data / "out" / "new", "w"), lambda: open(data / "leak", "w"),
    lambda: os.mkdir(data / "out" / "folder"), lambda: open(data / ".." / "new", "w"),
    lambda: open(f"{data}x", "w"), lambda: open("new", "w"), lambda: open("/dev/mem", "w"),
    lambda: open(home / "new", "x"), lambda: open(home / f"{name}old", "w"), lambda: os.mkdir(home / name),
    lambda: open(home / "sub" / name, "x"), lambda: open(outside / name, "x"),
    lambda: os.symlink(there, home / name), lambda: os.link(there, home / name),
    lambda: os.remove(home / f"{name}old"), lambda: os.rename(home / f"{name}old", home / "new"),
    lambda: sqlite3.connect(outside / "new"), lambda: sqlite3.connect(f"file:{there}", uri=True),
    lambda: sqlite3.connect(data / "out" / "new"),
]
ours.write_text("x")
for n, attempt in enumerate(REFUSED):
    try:
        attempt()
    except PermissionError as error:
        assert error.errno == errno.EPERM and "restricted mode" in error.strerror, (n, error)
    else:
        raise AssertionError(n)
ours.write_text("y"); os.chmod(ours, 0o600); os.utime(ours); os.truncate(ours, 0)
os.link(ours, data / "second"); os.rename(ours, data / "notes" / "third"); os.remove(data / "second")
for folder in (paths().state, paths().cache):
    folder.mkdir(parents=True)
    (folder / "x").write_text("x")
sqlite3.connect(":memory:").execute("CREATE TABLE t(x)").connection.close()
sqlite3.connect(paths().cache / "db").execute("CREATE TABLE t(x)").connection.close()
open("/dev/null", "w").close()
files.write_atomically(home / f"{name}new.md", "text", replace=False)
os.link = lambda *_: open("/nowhere/at/all")  # a file system without hard links
files.write_atomically(home / f"{name}newer.md", "text", replace=False)
assert sorted(p.name for p in home.glob(f"*{name}*")) == [f"{name}new.md", f"{name}newer.md", f"{name}old"]
assert open(there).read() == "there"
os.fdopen(os.open(data / "notes" / "third", os.O_WRONLY), "w").close()
print("all held")
"""


def test_the_second_line_holds_what_gets_past_the_first(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (outside / "empty").mkdir(parents=True)
    (outside / "there").write_text("there")
    done = subprocess.run(
        [sys.executable, "-I", "-c", HOOK, str(outside)],
        cwd=outside, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.stdout == "all held\n", done.stderr
    assert sorted(p.name for p in outside.iterdir()) == ["empty", "there"]
    assert (outside / "there").read_text() == "there"


RESCUE = """
from dataclasses import replace
from briefing_tui.desk import Desk
from briefing_tui.model import Anchor
from briefing_tui.notes.drafts import Drafts
from briefing_tui.notes.rescue import rescue
from briefing_tui.settings import confinement
from briefing_tui.settings.options import Options
confinement.enter()
desk = Desk(options=Options(restricted=True))
note = replace(desk.notes.new("talks", Anchor()), body="Not lost.")
(path,) = rescue({note.id: note}, Drafts(desk.paths.state / "drafts"))
print(path.parent)
"""


@pytest.mark.parametrize("where", ["home", "session"])
def test_a_note_that_has_no_other_place_is_kept(
    where: str, home: Path, places: Paths, tmp_path: Path
) -> None:
    session = tmp_path / "session"
    for folder in (session, tmp_path / "elsewhere"):
        folder.mkdir(mode=0o700)
    for link in (places.notes, places.state / "drafts"):
        link.parent.mkdir(parents=True)
        link.symlink_to(tmp_path / "elsewhere")
    home.chmod(0o700 if where == "home" else 0o777)  # where anybody may write nothing goes
    done = subprocess.run(
        [sys.executable, "-I", "-c", RESCUE], env={**os.environ, "XDG_RUNTIME_DIR": str(session)},
        capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    expected = home if where == "home" else session
    assert done.stdout == f"{expected}\n", done.stderr
    (kept,) = expected.glob("*briefing-unsaved-*")
    assert kept.read_text().endswith("\nNot lost.\n")
    assert kept.stat().st_mode & 0o777 == 0o600
    assert not list((tmp_path / "elsewhere").iterdir())


# -- what becomes of a path -------------------------------------------------------------------------

PATHS = [
    "/etc/passwd", "../secret.txt", "./secret.txt", "secret.txt/", "a/../../secret.txt", "..", ".", ".hidden",
    "~/secret.txt", "", "a\x1b[2J", "a\u202eb", "x" * 256, "imports/../../x", "\udcff",
]  # fmt: skip


@pytest.mark.parametrize("name", PATHS)
def test_only_a_plain_name_is_taken(name: str) -> None:
    places = paths(restricted=True)
    for given_by_a_person in (places.exported, places.imported):
        with pytest.raises(UsageError, match="restricted mode takes no path") as caught:
            given_by_a_person(name)
        assert str(caught.value).isprintable()


@given(st.text() | st.text("./~a\\\0\n", max_size=8))
def test_no_name_leaves_its_folder(name: str) -> None:
    places = paths(restricted=True)
    try:
        path = places.exported(name)
    except BriefingError:
        return
    assert path.parent == places.exports
    assert os.path.realpath(path) == f"{os.path.realpath(places.exports)}/{name}"
    assert places.imported(name).parent == places.imports


def test_without_restriction_a_path_is_a_path() -> None:
    assert paths().exported("../x") == Path("../x")
    assert paths().imported("/x/y") == Path("/x/y")


def put(folder: Path, name: str, text: str = SECRET) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")
    return folder / name


@pytest.fixture
def outside(tmp_path: Path, places: Paths) -> Path:
    """A folder of others, with a readout and a brief; links to both lie where names are looked up."""
    folder = tmp_path / "outside"
    put(folder, "secret.txt")
    put(folder / "brief", "brief.md", "---\ntitle: Secret\n---\n")
    put(folder / "brief", "france.en.md")
    for here in (places.imports, places.exports):
        here.mkdir(parents=True)
        (here / "link.txt").symlink_to(folder / "secret.txt")
        (here / "folder").symlink_to(folder / "brief")
    return folder


def tree(folder: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}


@pytest.mark.parametrize(
    "command",
    [
        ["{}"], ["open", "{}"], ["show", "{}"], ["gaps", "{}"], ["export", "{}"], ["import", "{}"],
        ["cards", "--json", "{}"], ["import", "--side", "france", "good.txt", "{}"], ["notes", "{}"],
        ["export", PUTIN_XI, "--addendum", "{}"], ["export", PUTIN_XI, "-o", "{}"],
        ["export", PUTIN_XI, "--force", "-o", "{}"],
    ],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize("name", ["absolute", "../../../../outside/secret.txt", "link.txt", "folder"])
def test_no_command_reads_or_writes_outside(
    command: list[str], name: str, outside: Path, places: Paths
) -> None:
    put(places.imports, "good.txt")
    before = tree(outside)
    name = str(outside / "secret.txt") if name == "absolute" else name
    done = run("--restricted", *(word.format(name) for word in command), env={"TERM": "xterm"}, cwd=outside)
    assert done.returncode in (1, 2)
    assert "swordfish" not in done.stdout + done.stderr
    assert done.stderr.count("\n") == 1
    assert tree(outside) == before


@pytest.fixture
def leading_out(places: Paths, outside: Path) -> Path:
    """Links in the user's own folders: to a text, a folder of notes, a correction, a brief, a lexicon."""
    own = places.notes / PUTIN_XI
    own.mkdir(parents=True)
    (own / "x.md").symlink_to(outside / "secret.txt")
    (own / "y.correction.md").symlink_to(outside / "secret.txt")
    (places.notes / "others").symlink_to(outside / "brief")
    for folder in (places.data / "briefs", places.data / "briefs" / "mixed"):
        folder.mkdir()
    (places.data / "briefs" / "linked").symlink_to(outside / "brief")
    put(places.data / "briefs" / "mixed", "brief.md", "---\ntitle: Mixed\n---\n")
    (places.data / "briefs" / "mixed" / "france.en.md").symlink_to(outside / "brief" / "france.en.md")
    return outside


@pytest.mark.parametrize(
    "command",
    [
        ["notes"], ["notes", "--json"], ["notes", "others"], ["export", PUTIN_XI], ["show", PUTIN_XI],
        ["notes", PUTIN_XI, "--format", "webannotation"], ["list"], ["show", "linked"], ["show", "mixed"],
        ["search", "Paris"],
    ],
    ids=" ".join,
)  # fmt: skip
def test_links_in_the_own_folders_are_not_read(command: list[str], leading_out: Path) -> None:
    for brief in ("mixed", "linked"):  # what ordinary mode keeps in the cache is not shown either
        assert "swordfish" in run("show", brief).stdout
    done = run("--restricted", *command)
    assert "swordfish" not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_note_that_is_not_read_says_why(leading_out: Path, places: Paths) -> None:
    (note,) = json.loads(run("--restricted", "notes", PUTIN_XI, "--json").stdout)
    assert note["problem"].startswith("cannot be read: is a link that leads out of its folder")
    assert note["problem"].endswith(str(places.notes / PUTIN_XI / "x.md"))


def test_a_folder_of_briefs_that_is_a_link(places: Paths, outside: Path) -> None:
    (places.data / "briefs").symlink_to(outside)
    assert "Secret" in run("list").stdout
    done = run("--restricted", "list")
    assert "Secret" not in done.stdout
    assert "is a link that leads out of the library" in done.stdout + done.stderr


def test_a_lexicon_that_leads_out(places: Paths, outside: Path) -> None:
    (places.config / "lexicon").mkdir(parents=True)
    link = places.config / "lexicon" / "cards.toml"
    link.symlink_to(outside / "secret.txt")
    done = run("--restricted", "show", PUTIN_XI)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith(f"briefing: {link}: is a link that leads out of its folder")
    assert done.stderr.count("\n") == 1


def test_a_theme_and_keys_that_lead_out(places: Paths, outside: Path) -> None:
    (outside / "mine.toml").write_text("[swordfish]\n", "utf-8")
    (places.config / "themes").mkdir(parents=True)
    for link in (places.config / "themes" / "mine.toml", places.config / "keys.toml"):
        link.symlink_to(outside / "mine.toml")
    done = run("--restricted", "doctor")
    assert done.stdout.count("is a link that leads out of its folder") == 2
    assert "swordfish" not in done.stdout + done.stderr


def test_a_pipe_among_the_imports_is_not_waited_for(places: Paths) -> None:
    places.imports.mkdir(parents=True)
    os.mkfifo(places.imports / "pipe.txt")
    done = run("--restricted", "cards", "--json", "pipe.txt")
    assert done.returncode == 1
    assert "is no ordinary file" in done.stderr


def test_import_open_and_export_by_name(places: Paths) -> None:
    put(places.imports, "paris.txt")
    done = run("--restricted", "import", "paris.txt", "--side", "france", "--brief", "paris")
    assert done.stdout.splitlines()[0] == f"written  {places.data / 'briefs' / 'paris' / 'france.en.md'}"
    assert "swordfish" in run("--restricted", "show", "paris").stdout
    assert "swordfish" in run("--restricted", "show", "paris.txt").stdout
    assert "swordfish" in run("--restricted", "export", "paris").stdout
    kept = places.exports / "mine.md"
    assert run("--restricted", "export", "paris", "-o", "mine.md").stderr == f"written  {kept}\n"
    assert kept.stat().st_mode & 0o777 == 0o600
    assert kept.parent.stat().st_mode & 0o777 == 0o700
    again = run("--restricted", "export", "paris", "-o", "mine.md")
    assert (again.returncode, again.stderr) == (1, f"briefing: {kept}: exists already; name another file\n")
    assert run("--restricted", "export", "paris", "-o", "mine.md", "--force").returncode == 0
    addendum = run("--restricted", "export", "paris", "--addendum", "mine.md")
    assert addendum.stdout.startswith("# Addendum 1: ")
    assert run("--restricted", "export", "paris", "--addendum", "2026-01-01").returncode == 0


def test_exports_through_a_linked_folder(places: Paths, tmp_path: Path) -> None:
    places.data.mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    places.exports.symlink_to(tmp_path / "outside")
    done = run("--restricted", "export", PUTIN_XI, "-o", "x.md")
    assert done.returncode == 1
    assert done.stderr == f"briefing: {places.exports}: is a link that leads elsewhere\n"
    assert not list((tmp_path / "outside").iterdir())


def test_a_further_library(places: Paths, home: Path, tmp_path: Path) -> None:
    put(places.imports, "paris.txt")
    library = tmp_path / "library"
    put(library / "lyon", "brief.md", "---\ntitle: Lyon\n---\n")
    put(library / "lyon", "france.en.md")
    given_with_it = ("--restricted", "--library", str(library))
    assert "lyon" in run(*given_with_it, "list").stdout
    done = run(*given_with_it, "import", "paris.txt", "--side", "france", "--brief", "paris")
    assert done.returncode == 0
    assert [p.name for p in library.iterdir()] == ["lyon"], "what is imported goes to the user's own"
    assert run(*given_with_it, "import", "paris.txt", "--side", "france", "--brief", "lyon").returncode == 1
    path = settings(home / "config", ON)
    for more in ([], ["--restricted"]):
        done = run(*more, "--library", str(library), "list")
        assert done.returncode == 2
        assert done.stdout == ""
        assert f"--library is not to be had in restricted mode: {path}:1" in done.stderr


def test_help_and_version_remain() -> None:
    for option in ("--help", "--version"):
        plain, restricted = run(option), run("--restricted", option)
        assert (restricted.returncode, restricted.stdout) == (0, plain.stdout)


def test_places_of_the_mode() -> None:
    places = paths(restricted=True)
    assert (places.exports, places.imports) == (places.data / "exports", places.data / "imports")
    assert replace(places, restricted=False) == paths()


# -- what is said of it -----------------------------------------------------------------------------


def test_what_leads_outside_is_in_no_footer() -> None:
    assert {a.name for table in ACTIONS.values() for a in table if a.outside} == {"external"}
    assert not [a for table in ACTIONS.values() for a in table if a.outside and a.hint]


def test_the_docs_name_the_keys_that_are_not_there() -> None:
    keys = {f"`{key_name(a.keys[0])}`" for table in ACTIONS.values() for a in table if a.outside}
    page = (Path(__file__).parents[2] / "docs" / "keys.md").read_text("utf-8")
    (sentence,) = (part for part in page.split("\n\n") if part.startswith("In restricted mode"))
    assert set(re.findall(r"`[^`]+`", sentence.partition(" are not there")[0])[1:]) == keys
