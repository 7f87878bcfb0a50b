"""A paragraph's text into sentences, in English, Russian and Chinese, without losing a character.

Rules by hand and not a model: offline, explainable, the same answer every time. Language is not asked:
the marks tell (``。！？；`` end a sentence anywhere; ``. ! ? …`` only before white space and what may begin a
sentence).
"""

from __future__ import annotations

import re

_CLOSING = "\"'”’»›)\\]）」』】》〉"
# A run of marks is looked at from its beginning alone, and whole: a million dots are one look.
_END = re.compile(
    rf"(?P<cjk>[。！？；]++[{_CLOSING}]*+|(?<![!?])[!?]++(?=[\u4e00-\u9fff]))"
    rf"|(?P<west>(?<![.!?…])[.!?…]++[{_CLOSING}]*+)(?=\s)"
    rf"|(?P<row>\n)"
)
_WORD_BEFORE = re.compile(r"[\w.\-’']+$")
_NEXT_WORD = re.compile(r"\s*[\"'“‘«„(\[—–-]*\s*(\w*)")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# A full stop after these belongs to the word. Titles and abbreviations that are followed by a name or a
# figure; a Russian one that may well end a sentence (т.д., т.п., г. before a capital) is not here.
_ABBREVIATIONS = _set(
    """mr mrs ms dr prof brig gen col lt sgt capt sen rep gov amb hon st mt rev fr messrs jr sr vs etc e.g i.e
    cf no nos art arts para paras vol p pp fig jan feb mar apr jun jul aug sept sep oct nov dec u.s u.k u.n
    a.m p.m approx dept est min ltd inc co corp
    им ул пр д стр ст п пп ч гл см ср напр т.е т.н т.к тыс млн млрд трлн долл руб кв куб акад проф
    ген полк адм зам пом о б н"""
)
# Ambiguous: they end a sentence when what follows is a word that begins one.
_MAY_END = _set("u.s u.k u.n a.m p.m jr sr etc inc ltd co corp долл руб тыс млн млрд трлн")
_STARTERS = _set(
    """the a an he she it they we i this that these those in on at both president presidents leaders during
    regarding as for to from with but and also however meanwhile
    в на он она они мы я это этот эта эти стороны президент лидеры также кроме при по с и но"""
)
_IN_TOWN = re.compile(r"\b(?:в|из|под|к|до|от)\sг$", re.IGNORECASE)  # "в г. Душанбе"
_OFFICES = _set("president presidents leaders")  # "U.S. President" is one name


def split(text: str) -> list[tuple[int, int]]:
    """Offsets ``(start, end)`` of the sentences of ``text``, in order.

    Together they hold every character that is not white space, each exactly once. A newline (the end of
    a table's row) always ends one.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for found in _END.finditer(text):
        if found.lastgroup == "west" and not _ends(text, start, found):
            continue
        _add(spans, text, start, found.end())
        start = found.end()
    _add(spans, text, start, len(text))
    return spans


def _add(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    piece = text[start:end]
    body = piece.strip()
    if not body:
        return
    begin = start + len(piece) - len(piece.lstrip())
    if spans and not any(c.isalnum() for c in body):
        # Marks without a word ("…", "<...>", an emoji) belong to the sentence before them.
        spans[-1] = (spans[-1][0], begin + len(body))
    else:
        spans.append((begin, begin + len(body)))


def _ends(text: str, start: int, found: re.Match[str]) -> bool:
    follow = _NEXT_WORD.match(text, found.end())
    word = follow.group(1) if follow else ""
    if word and word[0].islower():
        return False
    mark = found.group("west")
    if mark[0] != "." or mark.startswith(".."):
        return True
    before = _WORD_BEFORE.search(text, max(start, found.start() - 40), found.start())
    token = before.group() if before else ""
    token = token.rpartition("-")[2] or token  # "Japan-U.S. talks"
    if token == "г" and _IN_TOWN.search(text, max(start, found.start() - 6), found.start()):
        return False
    if token.isdigit():
        # "1. Trade": a number that begins the sentence is a list's; one that ends it ("in 2025.") is not.
        return text[start : found.start()].strip() != token
    if len(token) == 1 and token.isalpha() and token.isupper():
        return False  # an initial: Joseph R. Biden
    if re.fullmatch(r"(?:\w\.)+\w", token) and token.lower() not in _MAY_END:
        return token.lower() in ("т.д", "т.п", "др")
    if token.lower() in _MAY_END:
        return word.lower() in _STARTERS and not (token[0] in "Uu" and word.lower() in _OFFICES)
    return token.lower() not in _ABBREVIATIONS
