"""Which language a text is written in, by its letters."""

from __future__ import annotations

import re

_SCRIPTS = (
    ("ja", re.compile(r"[\u3040-\u30ff]")),
    ("ko", re.compile(r"[\uac00-\ud7af]")),
    ("zh", re.compile(r"[\u4e00-\u9fff]")),
    ("ru", re.compile(r"[\u0400-\u04ff]")),
    ("ar", re.compile(r"[\u0600-\u06ff]")),
    ("he", re.compile(r"[\u0590-\u05ff]")),
    ("hi", re.compile(r"[\u0900-\u097f]")),
    ("el", re.compile(r"[\u0370-\u03ff]")),
    ("en", re.compile(r"[A-Za-z]")),
)
_UKRAINIAN = re.compile(r"[іїєґІЇЄҐ]")
# A character of Chinese, Japanese or Korean says as much as three letters.
_WEIGHT = {"ja": 3, "ko": 3, "zh": 3}


# Languages that share a script; every other one is written in Latin letters.
_SAME_SCRIPT = (
    frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "mn", "tg", "uz"}),
    frozenset({"ar", "fa", "ur", "ps", "ckb"}),
    frozenset({"hi", "mr", "ne"}),
    *(frozenset({code}) for code in ("zh", "ja", "ko", "he", "el")),
)


def guess_language(text: str, said: str = "") -> str:
    """ISO 639-1 code by script; every Latin script counts as English until somebody says otherwise.

    ``said`` is what the page itself names: it counts where it can be written in the letters of the text.
    """
    guessed = _by_script(text)
    scripts = [next((s for s in _SAME_SCRIPT if code in s), None) for code in (guessed, said)]
    return said if said and scripts[0] == scripts[1] else guessed


def _by_script(text: str) -> str:
    sample = text[:20_000]
    counts = {lang: len(p.findall(sample)) * _WEIGHT.get(lang, 1) for lang, p in _SCRIPTS}
    if counts["ja"] * 10 > counts["zh"]:
        counts["ja"] += counts["zh"]
    best = max(counts, key=lambda lang: counts[lang])
    if not counts[best]:
        return "en"
    if best == "ru" and len(_UKRAINIAN.findall(sample)) * 50 > counts["ru"]:
        return "uk"
    return best
