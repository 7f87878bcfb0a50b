"""Every letter of a note in the editor, and none of them on the terminal that could command or deceive it.

A text area draws what it holds. So it holds a stand-in for each unsafe character, drawn as a visible mark
and given back when the text is read: a joiner of Persian, or an escape character in a note written by hand,
is still there when the note is saved.
"""

from __future__ import annotations

import re

from briefing_tui.reading.unsafe import MARK, altered, clean

_PRIVATE, _END = 0xF0000, 0x110000  # planes of Unicode for private use: room for one stand-in a character
_TAGS, _TAGS_HERE = 0xE0000, 0x10F000  # the only unsafe characters that lie too far up to be moved by as much
_MOVED = re.compile(f"{altered().pattern}|[{chr(_PRIVATE)}-{chr(_END - 1)}]")


def swapped(text: str) -> str:
    """The text with stand-ins for the unsafe characters; such a text with these in their place again.

    The one is the other the other way round: a character of private use that is there already becomes the
    one that it would stand for, and so comes back as well.
    """
    return _MOVED.sub(lambda found: _other(found[0]), text)


def drawn(line: str) -> str:
    """A line as it may go to the terminal: as many characters, with a mark for each that is not safe."""
    return _MOVED.sub(lambda found: _mark(found[0]), line)


def _other(char: str) -> str:
    """Of a character its stand-in, of a stand-in the character; any other as it is."""
    code = ord(char)
    if code < _PRIVATE:
        return chr(code - _TAGS + _TAGS_HERE if code >= _TAGS else code + _PRIVATE)
    unsafe = chr(code - _TAGS_HERE + _TAGS if code >= _TAGS_HERE else code - _PRIVATE)
    return unsafe if altered().fullmatch(unsafe) else char


def _mark(char: str) -> str:
    shown = clean(min(char, _other(char)))
    return shown if len(shown) == 1 and shown != "\n" else MARK
