"""A login that may do nothing but run the program: attempts to get out of it, over a real OpenSSH server.

The lines of sshd_config and the script are those of docs/ssh.md. None of the attempts may start a program,
or change a file outside the user's own folders. The most telling run with all tests; ``make soak`` runs all.
"""

from __future__ import annotations

import contextlib
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from briefing_tui.files import private_folder
from tests.conftest import ROOT
from tests.terminal.escapes import (
    DATA,
    PASTE,
    PWNED,
    SECRET,
    Attempt,
    Place,
    Session,
    chosen,
    serving,
)
from tests.terminal.faults import ESC, GONE, LEAVE, PUTIN_XI, Plan
from tests.terminal.sshd import Sshd, find, free_port
from tests.terminal.terminal import PATIENCE, Pty, environment, until


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


@pytest.fixture
def server(place: Place) -> Iterator[Sshd]:
    with serving(place) as server:
        yield server


@pytest.fixture
def session(place: Place, server: Sshd) -> Iterator[Session]:
    session = Session(place, server)
    yield session
    session.close()


# -- keys ----------------------------------------------------------------------------------------------

TOUCH = f"touch {PWNED}\r"
KEYS = (
    Attempt("own editor", "E", quick=True),
    Attempt("own editor on a note", f"nwords{ESC}"),
    Attempt("own editor on that note", "E"),
    Attempt("own editor in the editor", "n\x07", quick=True),
    Attempt("own editor in the list of notes", "tE"),
    Attempt("suspend", "\x1a", quick=True),
    Attempt("suspend in the editor", "n\x1a"),
    Attempt("suspend, as kitty says it", "\x1b[122;5u"),
    Attempt("quit with a dump", "\x1c", quick=True),
    Attempt("interrupt", "\x03"),
    Attempt("end of input", "\x04"),
    Attempt("shell of vi", f":!{TOUCH}", quick=True),
    Attempt("shell of less", f"!{TOUCH}"),
    Attempt("pipe of less", f"|a{TOUCH}"),
    Attempt("shell of a pager's v", "v" * 5),
    Attempt("command line of mutt", f"|{TOUCH}"),
    Attempt("command of an editor", f"nx\x1bx shell\r{TOUCH}"),
    Attempt("editor of a command line", "n\x18\x05"),
    Attempt("reading a file in", f"n\x12{PWNED}\r\x18i/etc/passwd\r"),
    Attempt("screenshot", "\x13"),
    Attempt("save elsewhere", f"nx\x0f/{PWNED}\r"),
    Attempt("F-keys", "".join(f"\x1b[{n}~" for n in range(11, 35)) + "\x1bOP\x1bOQ\x1bOR\x1bOS"),
    Attempt("Alt and every letter", "".join(f"\x1b{chr(n)}" for n in range(33, 127))),
    Attempt("every control character", "".join(map(chr, [*range(1, 3), *range(4, 17), *range(18, 27)]))),
    Attempt("answers that nobody asked for", "\x1b[?62;4c\x1b[24;80R\x1bP>|evil\x1b\\\x1b]11;rgb:0/0/0\x07"),
    Attempt("a clipboard that nobody asked for", f"n\x1b]52;c;JCh0b3VjaCBwd25lZCk=\x07{ESC}"),
    Attempt("mouse", "\x1b[<0;10;10M\x1b[<0;10;10m\x1b[<16;20;5M\x1b[<16;20;5m\x1b[M !!"),
    Attempt("a paste of commands", PASTE.format(f":!{TOUCH}\n:q\n{TOUCH}\n")),
    Attempt("a paste of commands into a note", "n" + PASTE.format(f"$({TOUCH})\n`{TOUCH}`\n") + ESC),
    Attempt("a paste that ends late", f"\x1b[200~{TOUCH}\x03\x1a\x1c\x1b[201~{TOUCH}"),
    Attempt("the end of a paste", f"\x1b[201~{TOUCH}"),
    Attempt("bytes that are no text", "\udcff\udcfe\udc80\udcc0\udcaf"),
    Attempt("a note of one long line", "n" + "A" * 5_000 + ESC),
    Attempt("devtools", "\x1b[24~\x1b[24;5~\x10devtools\r"),
    Attempt("escapes of an ssh client", f"\r~\x1a\r~C\r-L 1:1:1\r\r~#\r{TOUCH}"),
)


def test_keys(plan: Plan, session: Session, told: list[str]) -> None:
    attempts = chosen(plan, KEYS)
    for attempt in attempts:
        session.at_brief()
        session.type(attempt.what.encode(errors="surrogateescape"))
        session.unharmed(attempt.name)
    session.leave()
    told.append(f"escapes, keys: {len(attempts)} attempts, none got through")


@pytest.mark.soak
def test_a_key_at_the_start(place: Place, server: Sshd) -> None:
    """Before the terminal is the program's, it is the system's that makes signals of some keys."""
    for key in "\x03", "\x1c", "\x1a":
        with server.login(folder=place.folder) as terminal:
            until(server.programs, bool, str, PATIENCE)
            terminal.send(key)
            terminal.settle()
            if not terminal.ended:  # it may have ended it; it must not have stopped it
                terminal.wait_for("Enter open")
                terminal.send(LEAVE)
            terminal.wait()
            until(server.programs, lambda left: not left, str, GONE)
        place.unharmed(repr(key))
    assert not list(place.home.glob("core*"))


# -- words for the palette -----------------------------------------------------------------------------

WORDS = tuple(
    Attempt(word, word, quick=word == "editor")
    for word in (
        "editor", "own editor", "external", "screenshot", "save screenshot", "suspend", "shell", "/bin/sh",
        "!sh", "open url", "browser", "devtools", "console", "inspect", "maximize", "theme", "import", "exec",
        "app.suspend_process", f"$(touch {PWNED})", "[@click=app.suspend_process]x[/]",
    )
)  # fmt: skip


def test_words_for_the_palette(plan: Plan, session: Session, told: list[str]) -> None:
    attempts = chosen(plan, WORDS)
    for attempt in attempts:
        session.at_brief()
        session.type(":")
        session.type(attempt.what)
        session.unharmed(f"palette, listed: {attempt.name}")
        session.type("\r")
        session.unharmed(f"palette: {attempt.name}")
    session.leave()
    told.append(f"escapes, palette: {len(attempts)} attempts, none got through")


@pytest.mark.soak
def test_the_help_shows_only_what_is_to_be_had(session: Session) -> None:
    session.at_brief()
    session.type("?")
    for _ in range(4):
        assert session.terminal.screen().startswith(" Help")
        session.unharmed("help")
        session.type("\x06")
    session.leave()


# -- names of files ------------------------------------------------------------------------------------

NAMES = (
    Attempt("absolute", f"/{PWNED}"),
    Attempt("absolute, in a folder that is there", "{beside}/" + PWNED),
    Attempt("a file that is there", "{beside}/secret.txt"),
    Attempt("up", f"../{PWNED}", quick=True),
    Attempt("up and up", f"../../../../{PWNED}"),
    Attempt("up in the middle", f"x/../../{PWNED}"),
    Attempt("home", f"~/{PWNED}"),
    Attempt("home of root", f"~root/{PWNED}"),
    Attempt("keys of the account", ".ssh/authorized_keys"),
    Attempt("keys of the account, from home", "~/.ssh/authorized_keys"),
    Attempt("profile", "~/.bashrc"),
    Attempt("a folder that is not there", f"a/{PWNED}"),
    Attempt("a hidden name", f".{PWNED}"),
    Attempt("this folder", "."),
    Attempt("the folder above", ".."),
    Attempt("standard output", "-"),
    Attempt("an option", f"--force={PWNED}"),
    Attempt("a NUL in it", f"x\x00/../{PWNED}"),
    Attempt("a line break in it", PASTE.format(f"x\n../{PWNED}")),
    Attempt("an escape in it", PASTE.format(f"\x1b]0;{PWNED}\x07")),
    Attempt("far too long", "x" * 5000),
    Attempt("a variable", f"$HOME/{PWNED}"),
    Attempt("a command", f"$(touch {PWNED})"),
    Attempt("a pipe", f"|touch {PWNED}"),
    Attempt("a device", "/dev/tty"),
    Attempt("a process's file", "/proc/self/cwd/" + PWNED),
    Attempt("a link to a file", "link.md"),
    Attempt("a link to nothing", "dangling.md", quick=True),
    Attempt("through a link to a folder", f"folder/{PWNED}"),
    Attempt("a link to a folder", "folder"),
    Attempt("a backslash", f"..\\{PWNED}"),
    Attempt("a slash of another script", f"..\u2215{PWNED}"),
)


def test_names_of_exports(plan: Plan, place: Place, server: Sshd, told: list[str]) -> None:
    (place.exports / "link.md").symlink_to(place.beside / "secret.txt")
    (place.exports / "dangling.md").symlink_to(place.beside / PWNED)
    (place.exports / "folder").symlink_to(place.beside)
    place.remember()
    session = Session(place, server)
    attempts = chosen(plan, NAMES)
    for attempt in attempts:
        session.at_brief()
        session.type("e")
        session.terminal.wait_for("Write to:")
        session.type("\x15" + attempt.what.format(beside=place.beside))
        session.type("\r")
        session.unharmed(f"export: {attempt.name}")
    session.leave()
    told.append(f"escapes, names of exports: {len(attempts)} attempts, none got through")


@pytest.mark.soak
def test_exports_that_are_a_link(place: Place, server: Sshd) -> None:
    place.exports.rmdir()
    place.exports.symlink_to(place.beside)
    place.remember()
    session = Session(place, server)
    session.at_brief()
    session.type("e")
    session.terminal.wait_for("Write to:")
    session.type("\r")
    session.terminal.wait_gone("Write to:")
    session.unharmed("exports that are a link")
    session.leave()


# -- the environment -----------------------------------------------------------------------------------

SENT = {
    "TEXTUAL_DRIVER": "evil:Driver", "TEXTUAL": "devtools,debug", "TEXTUAL_LOG": "{beside}/" + PWNED,
    "TEXTUAL_SCREENSHOT": "0", "TEXTUAL_SCREENSHOT_LOCATION": "{beside}",
    "TEXTUAL_SCREENSHOT_FILENAME": PWNED, "TEXTUAL_PRESS": "E", "TEXTUAL_DEBUG": "1",
    "TEXTUAL_DEVTOOLS_HOST": "127.0.0.1",
    "PYTHONPATH": "{beside}", "PYTHONSTARTUP": "{beside}/evil.py", "PYTHONINSPECT": "1",
    "PYTHONHOME": "{beside}",
    "PYTHONBREAKPOINT": "evil", "PYTHONUSERBASE": "{beside}", "PYTHONPYCACHEPREFIX": "{beside}",
    "PYTHONWARNINGS": "error", "PYTHONPROFILEIMPORTTIME": "1", "PYTHONDEVMODE": "1",
    "EDITOR": "{beside}/trip", "VISUAL": "{beside}/trip", "PAGER": "{beside}/trip",
    "BROWSER": "{beside}/trip",
    "LESSOPEN": "|{beside}/trip", "GIT_EDITOR": "{beside}/trip", "SHELL": "{beside}/trip",
    "PATH": "{beside}", "HOME": "{beside}", "TMPDIR": "{beside}", "TZ": "{beside}/secret.txt",
    "XDG_DATA_HOME": "{beside}", "XDG_STATE_HOME": "{beside}", "XDG_CACHE_HOME": "{beside}",
    "XDG_CONFIG_HOME": "{beside}", "XDG_CONFIG_DIRS": "{beside}", "XDG_DATA_DIRS": "{beside}",
    "_BRIEFING_COMPLETE": "bash_source", "LINES": "3", "COLUMNS": "3", "ENV": "{beside}/trip",
    "TERMINFO": "{beside}", "LOCPATH": "{beside}", "IFS": "/", "CDPATH": "{beside}",
}  # fmt: skip
# They act in the login shell, which starts the script: what keeps them away is AcceptEnv alone.
SENT_TO_THE_SHELL = {
    "BASH_ENV": "{beside}/trip", "LD_PRELOAD": "{beside}/none.so", "LD_AUDIT": "{beside}/none.so",
    "SHELLOPTS": "xtrace", "PS4": "$({beside}/trip)", "BASH_FUNC_exec%%": "()", "LD_LIBRARY_PATH": "{beside}",
}  # fmt: skip
LET_IN = {
    "PATH", "HOME", "USER", "LOGNAME", "SSH_CONNECTION", "TERM", "LANG", "COLORTERM", "NO_COLOR",
    "LC_CTYPE",  # set by Python itself where the language is none
}  # fmt: skip


def sent(place: Place, names: dict[str, str]) -> list[str]:
    """The client's options that send an environment."""
    pairs = (f'"{name}={value.format(beside=place.beside)}"' for name, value in names.items())
    return ["-o", "SetEnv=" + " ".join(pairs)]


def no_part_of_it_arrives(place: Place, server: Sshd, names: dict[str, str], what: str) -> None:
    session = Session(place, server, options=sent(place, names))
    known = session.program.environ()
    strange = known.keys() - LET_IN
    assert not strange, f"{what}: arrived: {strange}"
    assert str(place.beside) not in " ".join(known.values()), what
    assert known["HOME"] == str(place.home)
    session.at_brief()
    session.type(f"nwords{ESC}")
    session.type("E")
    session.type("e")
    session.type("\r")
    session.unharmed(what)
    session.leave()
    place.unharmed(what)


def test_an_environment_that_the_client_sends(place: Place, server: Sshd) -> None:
    no_part_of_it_arrives(place, server, SENT | SENT_TO_THE_SHELL, "AcceptEnv narrow")


@pytest.mark.soak
def test_an_environment_that_a_careless_server_lets_in(place: Place) -> None:
    """Then the script forgets it, but for what has its way in the shell before the script."""
    with serving(place, accept="*") as server:
        no_part_of_it_arrives(place, server, SENT, "AcceptEnv *")


VALUES = tuple(
    Attempt(name, value, quick=name == "words for env")
    for name, value in (
        ("words for env", "x /usr/bin/touch {beside}/" + PWNED),
        ("an option of env", "-S touch {beside}/" + PWNED),
        ("a command", "$(touch {beside}/" + PWNED + ")"),
        ("another one", "`touch {beside}/" + PWNED + "`;touch {beside}/" + PWNED),
        ("a quotation mark", "'\\\";touch {beside}/" + PWNED + ";'"),
        ("a folder", "../../../../{beside}"),
        ("an escape sequence", "\x1b]0;" + PWNED + "\x07"),
        ("far too long", "x" * 5000),
        ("every file", "*"),
    )
)


@pytest.mark.parametrize(
    "name",
    ["TERM", *(pytest.param(name, marks=pytest.mark.soak) for name in ("LANG", "COLORTERM", "NO_COLOR"))],
)
def test_values_of_what_is_let_in(plan: Plan, place: Place, server: Sshd, name: str) -> None:
    for attempt in chosen(plan, VALUES):
        value = attempt.what.format(beside=place.beside)
        env = environment(**{name: value})
        options = ["-o", f"SendEnv={name}"]
        with server.login(folder=place.folder, options=options, env=env) as terminal:
            terminal.wait_for(re.compile("Enter open|briefing: "))
            terminal.send(LEAVE)
            terminal.wait()
        assert f"\x1b]0;{PWNED}".encode() not in terminal.output
        place.unharmed(f"{name}: {attempt.name}")
        until(server.programs, lambda found: not found, str, GONE)


# -- what a client asks for instead --------------------------------------------------------------------

COMMANDS = (
    Attempt("a shell", "/bin/sh", quick=True),
    Attempt("a command", f"touch {PWNED}", quick=True),
    Attempt("a command of a shell", f"sh -c 'touch {PWNED}'"),
    Attempt("after a semicolon", f"; touch {PWNED}"),
    Attempt("within words", f"$(touch {PWNED})"),
    Attempt("a file of another", "cat {beside}/secret.txt"),
    Attempt("the program itself", "briefing show {beside}/secret.txt"),
    Attempt("an option of the program", "briefing --help"),
    Attempt("a server of rsync", "rsync --server --sender . {beside}/secret.txt"),
    Attempt("a server of sftp", "/usr/lib/openssh/sftp-server"),
    Attempt("a server of scp", "scp -f {beside}/secret.txt"),
    Attempt("a receiver of git", "git-receive-pack {beside}"),
)


def test_commands_that_the_client_asks_for(plan: Plan, place: Place, server: Sshd, told: list[str]) -> None:
    attempts = chosen(plan, COMMANDS)
    for attempt in attempts:
        command = attempt.what.format(beside=place.beside)
        done = server.run(command, given=f"touch {PWNED}\ncat {place.beside}/secret.txt\n")
        assert (done.returncode, done.stdout) == (2, ""), f"{attempt.name}: {done}"
        assert "the screen needs a terminal" in done.stderr
        place.unharmed(attempt.name)
    with_terminal = chosen(plan, COMMANDS)[: len(COMMANDS) if plan.soak else 1]
    for attempt in with_terminal:
        session = Session(place, server, attempt.what.format(beside=place.beside))
        session.unharmed(f"{attempt.name}, with a terminal")
        session.leave()
    told.append(f"escapes, commands: {len(attempts) + len(with_terminal)} attempts, none got through")


def test_files_by_sftp_and_scp(place: Place, server: Sshd) -> None:
    secret, new = place.beside / "secret.txt", place.beside / PWNED
    before = place.folder / "taken"
    for attempt in (
        server.run(program="sftp", options=["-b", "-"], given=f"get {secret} {before}\nput {secret} {new}\n"),
        server.run("sftp", options=["-s"]),
        *(
            copied(server, *way, *words)
            for way in ((), ("-O",))
            for words in (
                (f"{server.user}@127.0.0.1:{secret}", str(before)),
                (str(secret), f"127.0.0.1:{new}"),
            )
        ),
    ):
        assert attempt.returncode != 0, attempt
        assert SECRET not in attempt.stdout
        place.unharmed(" ".join(map(str, attempt.args)))


def copied(server: Sshd, *words: str) -> subprocess.CompletedProcess[str]:
    command = [*server.client(program="scp")[:-1], *words]
    return subprocess.run(
        command, env=environment(), stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        timeout=PATIENCE,
    )  # fmt: skip


@pytest.mark.soak
def test_a_second_session_in_one_connection(place: Place, server: Sshd) -> None:
    socket_ = server.folder / "control"
    session = Session(place, server, options=["-M", "-S", str(socket_)])
    done = server.run(f"touch {PWNED}", options=["-S", str(socket_)])
    assert (done.returncode, done.stdout) == (2, "")
    session.unharmed("a second session in one connection")
    session.leave()


# -- forwarding ----------------------------------------------------------------------------------------


class Inside(NamedTuple):
    """A service on the server that tells a secret to whoever reaches its port or its socket."""

    port: int
    socket: Path


@pytest.fixture
def inside(server: Sshd) -> Iterator[Inside]:
    path = server.folder / "inside"
    with (
        socket.create_server(("127.0.0.1", 0)) as by_port,
        socket.create_server(str(path), family=socket.AF_UNIX) as by_socket,
    ):
        threads = [threading.Thread(target=tell_everyone, args=(each,)) for each in (by_port, by_socket)]
        for thread in threads:
            thread.start()
        yield Inside(by_port.getsockname()[1], path)
        for each in (by_port, by_socket):
            each.shutdown(socket.SHUT_RDWR)
        for thread in threads:
            thread.join()


def tell_everyone(listener: socket.socket) -> None:
    with contextlib.suppress(OSError):  # nobody listens any more
        while True:
            caller, _ = listener.accept()
            with caller:
                caller.sendall(SECRET.encode())


def test_nothing_inside_is_reached(server: Sshd, inside: Inside) -> None:
    with socket.create_connection(("127.0.0.1", inside.port)) as direct:
        assert direct.recv(100) == SECRET.encode()  # it would be seen
    done = server.run(options=["-W", f"127.0.0.1:{inside.port}"])
    assert done.returncode != 0
    assert SECRET not in done.stdout
    assert "prohibited" in done.stderr


@pytest.mark.soak
@pytest.mark.parametrize("way", ["-L", "-L to a socket", "-D"])
def test_no_port_leads_inside(place: Place, server: Sshd, inside: Inside, way: str) -> None:
    port = free_port()
    where = {
        "-L": ["-L", f"127.0.0.1:{port}:127.0.0.1:{inside.port}"],
        "-L to a socket": ["-L", f"127.0.0.1:{port}:{inside.socket}"],
        "-D": ["-D", f"127.0.0.1:{port}"],
    }[way]
    with Pty(*server.client(options=["-N", *where]), folder=place.folder) as client:

        def told() -> bytes | None:
            try:
                with socket.create_connection(("127.0.0.1", port), PATIENCE) as caller:
                    if way == "-D":
                        caller.sendall(b"\x05\x01\x00")
                        assert caller.recv(2) == b"\x05\x00"
                        caller.sendall(b"\x05\x01\x00\x01\x7f\x00\x00\x01" + inside.port.to_bytes(2, "big"))
                        caller.recv(10)
                    return caller.recv(100)
            except ConnectionResetError:
                return b""
            except ConnectionRefusedError:  # the client does not listen yet
                return None

        assert until(told, lambda got: got is not None, str, PATIENCE) == b""
        client.wait_for("open failed")
    place.unharmed(way)


@pytest.mark.parametrize("where", ["0", "{beside}/" + PWNED], ids=["port", "socket"])
def test_nothing_listens_on_the_server(place: Place, server: Sshd, inside: Inside, where: str) -> None:
    listen = f"{where.format(beside=place.beside)}:127.0.0.1:{inside.port}"
    done = server.run(options=["-N", "-o", "ExitOnForwardFailure=yes", "-R", listen])
    assert done.returncode == 255
    assert "forwarding failed" in done.stderr
    place.unharmed(listen)


@pytest.mark.soak
def test_no_agent_and_no_x11(place: Place, server: Sshd) -> None:
    agent = server.folder / "agent"
    with Pty(find("ssh-agent"), "-D", "-a", str(agent), folder=place.folder) as running:
        running.wait_for("SSH_AUTH_SOCK")
        env = environment(SSH_AUTH_SOCK=str(agent), DISPLAY="127.0.0.1:99")
        options = ["-A", "-Y", "-o", "LogLevel=INFO"]
        with server.login(folder=place.folder, options=options, env=env) as terminal:
            terminal.read_until(b"X11 forwarding request failed")
            terminal.wait_for("Enter open")
            assert not server.program().environ().keys() & {"SSH_AUTH_SOCK", "DISPLAY"}
            sockets = [c.laddr for s in server.sessions() for c in s.net_connections("unix") if c.laddr]
            assert not sockets
            terminal.send(LEAVE)
            terminal.wait()


def test_the_lines_of_the_docs_mean_what_they_say(server: Sshd) -> None:
    """All that is forbidden, as the server itself understands it, with tunnels, which only root could try."""
    command = [
        find("sshd"),
        "-T",
        "-f",
        str(server.config),
        "-C",
        f"user={server.user},host=x,addr=127.0.0.1",
    ]
    told = subprocess.run(command, capture_output=True, text=True, check=True, timeout=PATIENCE).stdout.split(
        "\n"
    )
    for line in (
        "disableforwarding yes", "allowtcpforwarding no", "allowstreamlocalforwarding no",
        "allowagentforwarding no", "x11forwarding no", "permittunnel no", "permituserrc no",
        "permituserenvironment no", "clientaliveinterval 30", "clientalivecountmax 4",
    ):  # fmt: skip
        assert line in told
    assert [line for line in told if line.startswith("acceptenv")] == [
        "acceptenv LANG", "acceptenv COLORTERM", "acceptenv NO_COLOR",
    ]  # fmt: skip


def test_the_tests_of_the_docs_are_there() -> None:
    page = (ROOT / "docs" / "ssh.md").read_text("utf-8")
    there = {
        name
        for file in ROOT.glob("tests/**/*.py")
        for name in re.findall(r"def (test_\w+)", file.read_text())
    }
    assert set(re.findall(r"`(test_\w+)`", page)) <= there


# -- what is read --------------------------------------------------------------------------------------

TITLES = (
    Attempt("escapes", "\\e]52;c;JCh0b3VjaCBwd25lZCk=\\a\\e]0;" + PWNED + "\\a\\x9b2J"),
    Attempt("a command", f"$(touch {PWNED}) `touch {PWNED}`"),
    Attempt("a pipe", f"x | touch {PWNED}; touch {PWNED} && sh"),
    Attempt("Textual's markup", "[@click=app.suspend_process]x[/] [@click=app.open_url('x')]y[/]"),
    Attempt("Rich's markup", "[bold]x[/bold] [link=file:///etc/passwd]y[/link] [/]"),
    Attempt("Python's formats", "{{x.__class__}} %s %(x)n {0}"),
    Attempt("a path", f"../../../../{PWNED}"),
)
IDS = (f"$(touch {PWNED})", f";touch {PWNED}", "-rf", f"..{PWNED}", "\x1b]0;x\x07", "a\nb", "[b]x")


@pytest.mark.soak
def test_what_others_wrote(place: Place, server: Sshd, told: list[str]) -> None:
    """Titles, texts and names of folders, opened, noted and exported."""
    for i, attempt in enumerate(TITLES):
        folder = place.folder / DATA / "briefs" / IDS[i % len(IDS)]
        private_folder(folder)
        title = attempt.what.replace('"', '\\"')
        (folder / "brief.md").write_text(f'---\ntitle: "{title}"\ndate: 2099-01-0{i + 1}\n---\n\n{title}\n')
        for side in ("russia", "china"):
            raw = title.replace("\\e", "\x1b").replace("\\a", "\x07")
            (folder / f"{side}.en.md").write_text(
                f'---\ntitle: "{title}"\n---\n\nThe sides spoke of {raw} gas.\n'
            )
        for file in folder.iterdir():
            file.chmod(0o600)
    place.remember()
    session = Session(place, server)
    for i, attempt in enumerate(TITLES):
        if i:
            session.terminal.send("q")
        session.terminal.wait_for("Enter open")
        session.type("g" + "j" * i + "\r")
        session.unharmed(f"opened: {attempt.name}")
        for keys in ("=", "q", f"nwords{ESC}", "e", "\r", "t", "q", ":", attempt.what.replace("\\", ""), ESC):
            session.type(keys)
            session.unharmed(f"{attempt.name}: {keys!r}")
        session.at_brief()
    session.leave()
    for sign in (b"\x1b]52", b"\x1b]0;", b"\x9b2J", PWNED.encode() + b"\x07"):
        assert sign not in session.written, sign
    told.append(f"escapes, what others wrote: {len(TITLES)} briefs, none got through")


# -- commands, where an administrator offers them ------------------------------------------------------

ARGUMENTS = (
    Attempt("show a file", "show {beside}/secret.txt", quick=True),
    Attempt("show a system file", "show /etc/passwd"),
    Attempt("show a file above", "show ../../../../beside/secret.txt"),
    Attempt("show a folder", "show {beside}"),
    Attempt("show through a link", "show link.txt"),
    Attempt("gaps of a file", "gaps {beside}/secret.txt"),
    Attempt("cards of a file", "cards --json {beside}/secret.txt"),
    Attempt("import a file", "import {beside}/secret.txt"),
    Attempt("import a file above", "import ../../../../beside/secret.txt"),
    Attempt("import through a link", "import link.txt"),
    Attempt("import as a path", "import ok.txt --brief ../../{pwned}"),
    Attempt("export to a file", "export {brief} -o {beside}/{pwned}", quick=True),
    Attempt("export over a file", "export {brief} --force -o {beside}/secret.txt"),
    Attempt("export to a device", "export {brief} -o /dev/tty"),
    Attempt("export home", "export {brief} -o ~/{pwned}"),
    Attempt("addendum to a file", "export {brief} --addendum {beside}/secret.txt"),
    Attempt("notes of a path", "notes ../../../../beside"),
    Attempt("a brief by a path", "show ../../../../beside"),
)


def test_arguments(plan: Plan, place: Place) -> None:
    """The command line in restricted mode, should a script pass on what the client asked for."""
    imports = place.folder / DATA / "imports"
    imports.mkdir()
    (imports / "link.txt").symlink_to(place.beside / "secret.txt")
    (imports / "ok.txt").write_text("The sides spoke of gas.\n")
    place.remember()
    for attempt in chosen(plan, ARGUMENTS):
        words = [w.format(beside=place.beside, brief=PUTIN_XI, pwned=PWNED) for w in attempt.what.split()]
        done = subprocess.run(
            [sys.executable, "-I", "-m", "briefing_tui", "--restricted", *words],
            env={"HOME": str(place.home), "PATH": os.environ["PATH"]}, cwd=place.beside,
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, timeout=60,
        )  # fmt: skip
        assert done.returncode in (1, 2), f"{attempt.name}: {done}"
        assert SECRET not in done.stdout + done.stderr, attempt.name
        assert "root:" not in done.stdout + done.stderr, attempt.name
        place.unharmed(attempt.name)
