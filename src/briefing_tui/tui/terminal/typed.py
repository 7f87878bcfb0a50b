"""What the terminal sends, made fit for Textual's parser of keys.

That ends a paste at the first Esc in it, and takes what follows for keys: a pasted text could command the
program. And it takes answers that it does not know for letters: an editor that was left a moment ago may have
asked for them.
"""

from __future__ import annotations

import re

_BEGIN, _END = "\x1b[200~", "\x1b[201~"
_ESC, _SEEN = "\x1b", "\N{SYMBOL FOR ESCAPE}"
# Answers about the terminal, its colours and settings. Textual asks for modes alone, which end in $y.
_ANSWER = re.compile(
    r"\x1b\[[?>=][0-9;:]*(?![0-9;:]|\$y)[ -/]*[@-~]"
    r"|\x1b\][0-9]+;[^\x07\x1b]*(?:\x07|\x1b\\)"
    r"|\x1bP[0-9>!|+$][^\x1b]*\x1b\\"
)
# The beginning of one of them, or of a paste, at the end of what has come so far.
_BEGUN = re.compile(
    r"\x1b(?:\[(?:[?>=][0-9;:]*[ -/]*|2(?:00?)?)?|\][0-9]+(?:;[^\x07\x1b]*\x1b?)?"
    r"|P[0-9>!|+$][^\x1b]*\x1b?)\Z"
)


class Typed:
    """Holds what it needs between two reads: a sequence may be cut anywhere."""

    def __init__(self) -> None:
        self._held = ""
        self._pasting = False
        self._esc = False  # the last thing that was let through is an Esc; what it begins may follow

    def take(self, text: str) -> str:
        """What is to be parsed, of all that was read up to now. A lone Esc is never held back."""
        text, self._held = self._held + text, ""
        made = []
        if self._esc and not self._pasting:
            passed, text = self._behind_esc(text)
            made.append(passed)
        while text:
            if self._pasting:
                inside, mark, text = text.partition(_END)
                kept = 0 if mark else _begun_end(inside)
                inside, self._held = inside[: len(inside) - kept], inside[len(inside) - kept :]
                made += inside.replace(_ESC, _SEEN), mark
            else:
                outside, mark, text = text.partition(_BEGIN)
                begun = None if mark else _BEGUN.search(outside)
                if begun:
                    outside, self._held = outside[: begun.start()], begun[0]
                made += _ANSWER.sub("", outside), mark
            if mark:
                self._pasting = not self._pasting
        result = "".join(made)
        self._esc = result.endswith(_ESC) or (self._esc and not result)
        return result

    def _behind_esc(self, text: str) -> tuple[str, str]:
        """What goes through of the text that continues an Esc, and what is to be looked at as usual."""
        whole = _ESC + text
        if whole.startswith(_BEGIN):
            self._pasting = True
            return _BEGIN[1:], whole[len(_BEGIN) :]
        if answer := _ANSWER.match(whole):
            return "", whole[answer.end() :]
        if _BEGUN.match(whole):
            self._held = text
            return "", ""
        return "", text


def _begun_end(text: str) -> int:
    """How many characters at its end may be the beginning of the end of a paste."""
    return next((n for n in range(len(_END) - 1, 0, -1) if text.endswith(_END[:n])), 0)
