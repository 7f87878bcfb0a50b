"""Dumps: files with one readout a row, JSON Lines or CSV, read row by row."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from briefing_tui.files import MAX_BYTES, PIPE, open_ordinary
from briefing_tui.library import proposing
from briefing_tui.library.bulk import Item
from briefing_tui.library.proposing import Text
from briefing_tui.model import BriefingError, UsageError
from briefing_tui.reading import gazetteer, guess, load
from briefing_tui.reading.unsafe import clean_line, reason

# What a column may be mapped to, and the key of front matter that it becomes.
FIELDS = {
    "text": "", "event": "", "id": "id", "title": "title", "date": "published", "side": "side",
    "language": "language", "source": "source", "complete": "complete", "issuer": "issuer",
    "publisher": "publisher", "url": "url",
}  # fmt: skip
_TABLES = (".csv", ".tsv")
_LINES = (".jsonl", ".ndjson", ".json")
_SLASHED = re.compile(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})\b")
_YEAR_FIRST = re.compile(r"(\d{4})[/.]?(\d{2})[/.]?(\d{2})(?!\d)")


class Row(NamedTuple):
    """A row, with the line on which it begins; ``problem`` says why it cannot be read. ``size`` in bytes."""

    line: int
    values: Mapping[str, Any]
    size: int
    problem: str = ""


def mapping(spec: str) -> dict[str, str]:
    """``text=body,title=headline``: the column for each field; a field not named has a column of its own
    name. Raises UsageError.
    """
    columns = {name: name for name in FIELDS}
    for part in filter(None, (p.strip() for p in spec.split(","))):
        name, equals, column = (s.strip() for s in part.partition("="))
        if not equals or not column or name not in FIELDS:
            known = ", ".join(FIELDS)
            raise UsageError(f"--map: {clean_line(part)}: write FIELD=COLUMN; the fields are {known}")
        columns[name] = column
    return columns


def items(path: Path, columns: Mapping[str, str], says: Mapping[str, Any]) -> Iterator[Item]:
    """The rows of a dump; ``says`` overrules them. Raises BriefingError where it cannot be read at all."""
    name = "standard input" if path == PIPE else clean_line(str(path))
    try:
        with _opened(path) as file:
            for row in _rows(file, path.suffix.lower(), columns, name):
                yield _item(row, f"{name}:{row.line}", columns, says)
    except OSError as error:
        raise BriefingError(f"{name}: cannot be read: {reason(error)}") from None


def _opened(path: Path) -> BinaryIO:
    import sys

    if path != PIPE:
        return open_ordinary(path)
    if sys.stdin is None or sys.stdin.isatty():
        raise UsageError("--from - is a dump from a pipe, as in: zcat dump.gz | briefing import --from -")
    return io.BufferedReader(io.FileIO(sys.stdin.fileno(), closefd=False))


def _rows(file: BinaryIO, suffix: str, columns: Mapping[str, str], name: str) -> Iterator[Row]:
    if suffix in _TABLES:
        tabled = True
    elif suffix in _LINES or not isinstance(file, io.BufferedReader):
        tabled = False
    else:
        tabled = file.peek(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"{"
    return _of_table(file, columns, name) if tabled else _of_lines(file)


def _of_lines(file: BinaryIO) -> Iterator[Row]:
    """JSON Lines: an object a line."""
    n = 0
    while line := file.readline(MAX_BYTES + 1):
        n += 1
        size = len(line)
        if size > MAX_BYTES:
            while not line.endswith(b"\n") and (line := file.readline(MAX_BYTES)):
                size += len(line)
            yield Row(n, {}, size, f"is larger than {MAX_BYTES // 1024**2} MB")
        elif line.strip():
            yield _parsed(n, line)


def _parsed(n: int, line: bytes) -> Row:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return Row(n, {}, len(line), "not UTF-8")
    except (ValueError, RecursionError) as error:
        return Row(n, {}, len(line), f"not JSON: {clean_line(str(error))}")
    if not isinstance(values, dict):
        return Row(n, {}, len(line), "not a JSON object: one readout a line, as {...}")
    return Row(n, values, len(line))


def _of_table(file: BinaryIO, columns: Mapping[str, str], name: str) -> Iterator[Row]:
    """CSV: the first row names the columns. What parts them is what stands there most: , ; or a tab."""
    csv.field_size_limit(MAX_BYTES)
    # What is not UTF-8 becomes halves of surrogate pairs, so that only its own row is bad.
    text = io.TextIOWrapper(file, "utf-8-sig", errors="surrogateescape", newline="")
    first = text.readline(MAX_BYTES)
    rows = csv.reader(_after(first, text), delimiter=max(",;\t", key=first.count))
    names = next(rows, [])
    if columns["text"] not in names:
        wanted, there = clean_line(columns["text"]), clean_line(", ".join(names)) or "none"
        raise UsageError(
            f"{name}:1: no column {wanted} for the text; say --map text=COLUMN; there are {there}"
        )
    done, last = 0, 1
    while True:
        line, problem, cells = last + 1, "", []
        try:
            cells = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            problem = f"not CSV: {error}"
        last = rows.line_num
        size, done = (file.tell() - done, file.tell()) if file.seekable() else (0, 0)
        if not problem and not cells:
            continue
        if len(cells) != len(names) and not problem:
            problem = f"{len(cells)} cells where there are {len(names)} columns"
        elif any("\udc80" <= c <= "\udcff" for cell in cells for c in cell if c > "\ud7ff"):
            problem = "not UTF-8"
        yield Row(line, dict(zip(names, cells, strict=False)), size, problem)


def _after(first: str, text: Iterator[str]) -> Iterator[str]:
    yield first
    yield from text


def _item(row: Row, where: str, columns: Mapping[str, str], says: Mapping[str, Any]) -> Item:
    values = {field: row.values.get(column) for field, column in columns.items()}
    if values["id"] not in (None, ""):
        where = f"{where} (id {clean_line(str(values['id']))[:80]})"

    def read() -> list[Text]:
        if row.problem:
            raise BriefingError(f"{where}: {row.problem}")
        return _texts(values, where, columns, says)

    event = values["event"]
    return Item(where, read, "" if event is None else clean_line(str(event)), size=row.size)


def _texts(
    values: Mapping[str, Any], where: str, columns: Mapping[str, str], says: Mapping[str, Any]
) -> list[Text]:
    text = values["text"]
    if isinstance(text, list):
        text = "\n\n".join(map(str, text))  # a paragraph each
    if not isinstance(text, str) or not text.strip():
        raise BriefingError(f"{where}: no text in {columns['text']}")
    declared = _declared(values, where)
    # A row has no front matter: three dashes at its beginning are its own.
    source = load.Source(where, "\n" + text, markdown=False)
    readouts = load.read_source(source, "", says={**declared, **says})
    return [Text(readout, declared, says) for readout in readouts]


def _declared(values: Mapping[str, Any], where: str) -> dict[str, Any]:
    """What the row says of its text, as front matter would. Raises BriefingError."""
    given = {key: values[name] for name, key in FIELDS.items() if key and values[name] not in (None, "")}
    row_id = given.pop("id", None)
    if "published" in given:
        given["published"] = _checked(day, given["published"], f"{where}: date")
    if "side" in given:
        given["side"] = side(str(given["side"]))
    if "language" in given:
        given["language"] = re.split("[-_]", str(given["language"]).strip().lower())[0]
    if "source" in given:
        given["source"] = str(given["source"]).strip().lower()
    said = proposing.said(given, where)
    return said if row_id is None else {**said, "id": clean_line(str(row_id))}


def _checked(make: Callable[[Any], str], value: Any, where: str) -> str:
    try:
        return make(value)
    except ValueError as error:
        raise BriefingError(f"{where}: {error}") from None


def side(value: str) -> str:
    """The id of the side that a cell names: by its id or, in any of the three languages, by its name."""
    plain = value.strip().lower().replace(" ", "-").replace("_", "-")
    if gazetteer.is_side(plain):
        return plain
    named = {hit.value for hit in gazetteer.find_places(value) if gazetteer.is_side(hit.value)}
    return named.pop() if len(named) == 1 else value


def day(value: Any) -> str:
    """The day as ISO date: in words or figures, with or without a time, or in seconds or milliseconds since
    1970 (UTC). Raises ValueError.
    """
    text = str(value).strip()
    if isinstance(value, int | float) or re.fullmatch(r"\d{9,13}(?:\.\d+)?", text):
        seconds = float(text)
        return _of_seconds(seconds / 1000 if seconds > 1e11 else seconds)
    if found := _SLASHED.match(text):
        return _of_figures(text, *map(int, found.groups()))
    if found := _YEAR_FIRST.match(text):
        return dt.date(*map(int, found.groups())).isoformat()
    if made := guess.guess_date(text):
        return made
    raise ValueError(f"{clean_line(text)[:60]!r} is not a date; write it as 2026-02-04")


def _of_seconds(seconds: float) -> str:
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).date().isoformat()
    except (OverflowError, OSError, ValueError):  # not a number among them
        raise ValueError(f"{seconds} is not a time") from None


def _of_figures(text: str, a: int, b: int, year: int) -> str:
    """31/12/2026 and 12/31/2026 are one day each; 4/2/2026 may be two."""
    if a != b and a <= 12 and b <= 12:
        raise ValueError(f"{clean_line(text)[:60]!r} may be two days; write it as {year}-{a:02}-{b:02}")
    return dt.date(year, min(a, b) if a != b else a, max(a, b)).isoformat()
