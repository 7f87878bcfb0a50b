"""Names of people that are written in several ways: one way for all of them.

Accents go, and y is i (Erdoğan, Zelenskyy, Sergey); what differs more is in ``lexicon/spellings.toml``.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from briefing_tui.analysis import tables
from briefing_tui.reading.terms import fold, is_han

_UNMARKED = str.maketrans("øłıđ", "olid")  # letters that Unicode does not take apart
_ENDING = 2  # letters of a Russian case


def one_way(name: str) -> str:
    """The name as the first of its row has it, or as it is; a Russian one in whatever case."""
    language = "zh" if is_han(name) else "en" if name[:1] < "\u0370" else "ru"
    known = load(language)
    if language == "ru":
        stem = next((k for k in known if name.startswith(k) and len(name) - len(k) <= _ENDING), name)
        return known.get(stem, name)
    return known.get(name, name)


def plain(word: str) -> str:
    """A word of a name, folded; a Latin one without what differs from desk to desk."""
    folded = fold(word)
    bare = "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))
    bare = bare.translate(_UNMARKED)
    if not bare.isascii():
        return folded
    bare = bare.replace("'", "").replace("y", "i")
    while "ii" in bare:
        bare = bare.replace("ii", "i")
    return bare


@cache
def load(language: str) -> dict[str, str]:
    """The names of a script (``en`` for Latin, ``ru``, ``zh``), each with the first of its row.

    Raises BriefingError with file and line.
    """
    made: dict[str, str] = {}
    for table in tables.read("spellings.toml"):
        given = table.data.get(language, [])
        if not isinstance(given, list) or not all(isinstance(row, list) and row for row in given):
            raise table.wrong(
                language, f'{language} is rows of names: {language} = [["Araghchi", "Araqchi"]]'
            )
        for row in given:
            names = tables.patterns(table, row, language, language)
            made |= dict.fromkeys(names, names[0])
    return made
