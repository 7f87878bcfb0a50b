"""The check of Web Annotations by itself: it takes what is valid, and misses whatever is missing."""

from __future__ import annotations

from typing import Any

import pytest

from .annotations import ANNO, REQUIRED, Check, objects


def a_valid_one() -> dict[str, Any]:
    """Written by hand, after the examples of the model, with all that the export may say."""
    return {
        "@context": ANNO, "id": "urn:x:1", "type": "AnnotationCollection", "label": "Mine", "total": 1,
        "first": {
            "id": "urn:x:2", "type": "AnnotationPage", "partOf": "urn:x:1", "startIndex": 0,
            "items": [
                {
                    "id": "urn:x:3", "type": "Annotation", "motivation": "commenting",
                    "created": "2026-01-28T12:00:00Z", "modified": "2026-01-28T12:00:00.5Z",
                    "creator": {"type": "Person", "name": "Anna", "nickname": "anna"},
                    "generator": {"id": "urn:x:4", "type": "Software", "name": "Code"},
                    "body": [
                        {"type": "TextualBody", "value": "Yes", "purpose": "commenting", "language": "en",
                         "format": "text/markdown"},
                    ],
                    "target": {
                        "type": "SpecificResource",
                        "source": {"id": "http://example.org/", "type": "Text", "language": "en"},
                        "selector": {"type": "TextQuoteSelector", "exact": "a", "prefix": "b", "suffix": "c"},
                        "scope": {"id": "urn:x:5", "type": "Text"},
                    },
                }
            ],
        },
        "last": "urn:x:2",
    }  # fmt: skip


def test_the_validator_takes_what_is_valid() -> None:
    assert Check(a_valid_one()).wrong == []


@pytest.mark.parametrize(("kind", "key"), [(k, key) for k, keys in REQUIRED.items() for key in keys])
def test_the_validator_misses_what_is_required(kind: str, key: str) -> None:
    count = sum(one.get("type") == kind for one in objects(a_valid_one()))
    assert count
    for i in range(count):
        data = a_valid_one()
        del [one for one in objects(data) if one.get("type") == kind][i][key]
        assert Check(data).wrong, f"{kind} without {key}"


def inner(data: dict[str, Any], kind: str) -> dict[str, Any]:
    return next(one for one in objects(data) if one.get("type") == kind)


@pytest.mark.parametrize(
    ("kind", "key", "value"),
    [
        ("AnnotationCollection", "@context", "http://www.w3.org/ns/oa.jsonld"),
        ("AnnotationCollection", "total", 2), ("AnnotationCollection", "total", "1"),
        ("AnnotationCollection", "total", True), ("AnnotationCollection", "total", 0),
        ("AnnotationCollection", "id", ["urn:x:1", "urn:x:9"]), ("AnnotationCollection", "id", "no iri"),
        ("AnnotationCollection", "last", "urn:x:9"), ("AnnotationCollection", "label", ["a", "b"]),
        ("AnnotationPage", "partOf", "urn:x:9"), ("AnnotationPage", "startIndex", -1),
        ("AnnotationPage", "startIndex", 1), ("AnnotationPage", "items", []),
        ("AnnotationPage", "@context", ANNO), ("Annotation", "@context", ANNO),
        ("Annotation", "id", "x"), ("Annotation", "id", ["urn:x:3"]), ("Annotation", "id", "urn:x: y"),
        ("Annotation", "type", "Note"), ("Annotation", "target", []), ("Annotation", "target", 5),
        ("Annotation", "target", "no iri"), ("Annotation", "bodyValue", "Yes"),
        ("Annotation", "target", {"type": "TextualBody", "value": "a target is never embedded"}),
        ("Annotation", "target", {"type": "Text", "label": "no id"}),
        ("Annotation", "motivation", "thinking"),
        ("Annotation", "motivation", ["commenting", "tagging"]),
        ("Annotation", "created", "2026-01-28T12:00:00+00:00"), ("Annotation", "created", "2026-01-28"),
        ("Annotation", "created", ["2026-01-28T12:00:00Z"] * 2),
        ("Annotation", "created", "2026-01-28T12:00Z"), ("Annotation", "created", "2026-99-28T12:00:00Z"),
        ("Annotation", "modified", "2026-01-28T12:00:00"), ("Annotation", "colour", "red"),
        ("Annotation", "my:colour", "red"), ("Annotation", "creator", "Anna"), ("Annotation", "body", ""),
        ("Person", "type", "Human"), ("Person", "name", ["a", "b"]), ("Person", "nickname", ["a", "b"]),
        ("Person", "id", "Anna"), ("TextualBody", "value", ["a", "b"]),
        ("TextualBody", "format", ["a/b"] * 2),
        ("TextualBody", "format", "Markdown"), ("TextualBody", "language", ["en", "ru"]),
        ("TextualBody", "language", "English!"), ("TextualBody", "purpose", "noting"),
        ("TextualBody", "value", None), ("SpecificResource", "source", ["urn:x:7", "urn:x:8"]),
        ("SpecificResource", "source", {"type": "Text"}), ("SpecificResource", "source", "kremlin.ru/1"),
        ("SpecificResource", "type", "Resource"), ("SpecificResource", "scope", "here"),
        ("SpecificResource", "selector", "the third"), ("TextQuoteSelector", "exact", ["a", "b"]),
        ("TextQuoteSelector", "exact", ""), ("TextQuoteSelector", "prefix", ["a", "b"]),
        ("TextQuoteSelector", "suffix", ["a", "b"]), ("TextQuoteSelector", "type", "QuoteSelector"),
        ("TextQuoteSelector", "type", ["TextQuoteSelector", "Selector"]), ("Text", "id", "http://a b"),
        ("Text", "type", "Readout"),
    ],
)  # fmt: skip
def test_the_validator_sees_what_is_wrong(kind: str, key: str, value: Any) -> None:
    data = a_valid_one()
    inner(data, kind)[key] = value
    assert Check(data).wrong


@pytest.mark.parametrize("data", [None, [], {}, "x", {"id": "urn:x:1", "@context": ANNO}], ids=str)
def test_the_validator_wants_a_collection(data: Any) -> None:
    assert Check(data).wrong
