"""What front matter may say, checked by pydantic, errors with file and line."""

from __future__ import annotations

import datetime as dt
import difflib
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from briefing_tui.model import BriefingError, SourceKind
from briefing_tui.reading import gazetteer
from briefing_tui.reading.unsafe import clean, clean_line


class Original(BaseModel):
    """A further original of a digest."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    title: str
    publisher: str = ""
    published: str = ""
    url: str = ""

    @field_validator("title", "publisher", "published", "url", mode="before")
    @classmethod
    def _safe(cls, value: object) -> object:
        return _plain(value)


class ReadoutMatter(BaseModel):
    """What the front matter of a readout may say; None where it is silent."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    side: str | None = None
    language: str | None = Field(default=None, pattern=r"^[a-z]{2,3}$")
    issuer: str | None = None
    source: SourceKind | None = None
    complete: bool | None = None
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None
    retrieved: str | None = None
    also_from: list[Original] = []
    guessed: list[str] = []
    remarks: list[str] = []

    @field_validator("side", "issuer", "title", "publisher", "published", "url", "retrieved", mode="before")
    @classmethod
    def _safe(cls, value: object) -> object:
        return _plain(value)

    @field_validator("side")
    @classmethod
    def _known_side(cls, side: str | None) -> str | None:
        return None if side is None else known_side(side)

    @field_validator("published", "retrieved")
    @classmethod
    def _a_date(cls, value: str | None) -> str | None:
        return value and _iso(value)


class BriefMatter(BaseModel):
    """What ``brief.md`` says of the event."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True)
    title: str | None = None
    date: str | None = None
    kind: str = ""
    place: str = ""
    sides: list[str] = []
    guessed: list[str] = []

    @field_validator("title", "date", "kind", "place", mode="before")
    @classmethod
    def _safe(cls, value: object) -> object:
        return _plain(value)

    @field_validator("sides")
    @classmethod
    def _known_sides(cls, sides: list[str]) -> list[str]:
        return [known_side(s) for s in sides]

    @field_validator("date")
    @classmethod
    def _a_date(cls, value: str | None) -> str | None:
        return value and _iso(value)


M = TypeVar("M", bound=BaseModel)


def known_side(side: str) -> str:
    """The side's id, or ValueError with the nearest known ones."""
    if gazetteer.is_side(side):
        return side
    named = [hit.value for hit in gazetteer.find_places(side)]  # "USA", "Россия"
    alike = difflib.get_close_matches(side.lower(), gazetteer.places(), n=3, cutoff=0.7)
    near = [s for s in (*named, *alike) if gazetteer.is_side(s)]
    hint = f"; did you mean {near[0]}?" if near else "; use a country’s name such as united-states"
    raise ValueError(f"unknown side {clean_line(repr(side))}{hint}")


def check(model: type[M], data: dict[str, Any], lines: dict[str, int], where: str) -> M:
    """``data`` as a checked model; the first mistake becomes one line with file and line."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0]) if first["loc"] else ""
        message = first["msg"].removeprefix("Value error, ")
        if first["type"] == "enum":
            message = f"{clean_line(repr(first['input']))} is none of {', '.join(SourceKind)}"
        elif first["type"] == "string_pattern_mismatch":
            message = "a language is two or three small letters, such as en, ru, zh"
        line = lines.get(key, 1)
        raise BriefingError(f"{where}:{line}: {clean_line(key)}: {clean_line(message)}") from None


def _plain(value: object) -> object:
    """YAML reads dates and numbers as such; we keep words. Unsafe characters end here."""
    if isinstance(value, str):
        return clean_line(clean(value))
    if isinstance(value, dt.datetime):
        return value.isoformat()
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, bytes):  # !!binary, which pydantic would take for text as it is
        raise ValueError("write it as text")
    return value


def _iso(value: str) -> str:
    try:
        return dt.date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        raise ValueError(f"{value!r} is not a date; write it as 2026-02-04") from None
