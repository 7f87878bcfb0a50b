"""The boundary: no character that could command or deceive a terminal gets past this module.

Whatever comes from outside (a readout, a title, a file name, the message of an error about them) goes
through ``clean`` or ``clean_line`` before it is kept, shown or exported. Textual itself passes escape
sequences and bidi controls on to the terminal by every route.
"""

from __future__ import annotations

import re
from functools import cache

MARK = "\N{REPLACEMENT CHARACTER}"

# Compiled when a text first needs them: most starts show only what was cleaned before, and plain words.
# Spaces of any width are one space to a reader and to a search.
_SPACES = "[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"
_NEWLINES = "\r\n|[\r\x0b\x0c\x85\u2028\u2029]"
# Hyphenation hints and the selectors that choose between two drawings of one sign are no text, and
# terminals disagree on their width: the only characters that go without a mark.
_HINTS = "[\u00ad\ufe00-\ufe0f\U000e0100-\U000e01ef]"
_UNSAFE = (
    "["
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tab and newline, DEL, C1
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\u206a-\u206f"  # bidi controls, deprecated shaping
    "\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # zero-width joiners and fillers of scripts
    "\u200b-\u200d\u2060-\u2065\u3164\ufeff\uffa0"  # zero-width spaces, joiners, fillers
    "\ufff9-\uffff\ufdd0-\ufdef\U000e0000-\U000e0fff"  # annotations, noncharacters, tags
    "\ud800-\udfff"  # halves of surrogate pairs, from undecodable file names
    "\U00013430-\U0001343f"  # what joins hieroglyphs
    "\U0001d173-\U0001d17a\U0001bca0-\U0001bca3"  # invisible musical and shorthand controls
    "]"
)
_compiled = cache(re.compile)


@cache
def altered() -> re.Pattern[str]:
    """All that ``clean`` does not leave as it is, apart from spaces; a line's own end is none of it."""
    return re.compile(f"{_UNSAFE}|{_HINTS}|[\r\x0b\x0c\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Text that is safe to show: newlines as ``\\n``, plain spaces, unsafe characters as a visible mark.

    C0 controls and DEL become their pictures (ESC is ``␛``), everything else unsafe becomes ``�``.
    Applying it twice changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _compiled(_NEWLINES).sub("\n", text)
    text = _compiled(_SPACES).sub(" ", text)
    text = _compiled(_HINTS).sub("", text)
    return _compiled(_UNSAFE).sub(_visible, text)


# Invisible, but a part of how a word is written or a sign is drawn; none of them commands anything.
_JOINERS = frozenset("\u200c\u200d\u00ad\ufe0e\ufe0f")


def clean_own(text: str) -> str:
    """``clean`` for a person's own text that goes on as a text: its tabs, spaces and joiners stay."""
    return altered().sub(
        lambda found: found[0] if found[0] in _JOINERS else clean(found[0]), text.replace("\r\n", "\n")
    )


def clean_line(text: str) -> str:
    """``clean`` for what must stay on one line: a title, a name, an error message."""
    return " ".join(clean(text).split())


def escaped(json: str) -> str:
    """JSON that says the same and holds no character unsafe to show: such ones are written ``\\uXXXX``."""
    return altered().sub(_units, json)


def _units(match: re.Match[str]) -> str:
    code = match[0].encode("utf-16-be", "surrogatepass").hex()
    return "".join(f"\\u{code[i : i + 4]}" for i in range(0, len(code), 4))


def reason(error: OSError) -> str:
    """Why the system refused, in its own words, on one line and to be read in a sentence."""
    words = clean_line(error.strerror or str(error))
    return words[:1].lower() + words[1:]


def _visible(match: re.Match[str]) -> str:
    code = ord(match.group())
    if code < 0x20:
        return chr(0x2400 + code)
    return "\N{SYMBOL FOR DELETE}" if code == 0x7F else MARK
