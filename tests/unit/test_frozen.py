"""The quick frozen dataclasses are as those of the standard library."""

from __future__ import annotations

import copy
import inspect
from dataclasses import FrozenInstanceError, asdict, dataclass, fields, replace
from operator import attrgetter
from typing import Any

import pytest

from briefing_tui import frozen


class _Words:
    a: str
    b: tuple[str, ...] = ()
    c: int | None = None

    @property
    def both(self) -> str:
        return self.a + "".join(self.b)


class _One:
    a: str = "x"


def made(decorator: Any, cls: type) -> Any:
    """The class in a copy of its own, with the decorator put on."""
    own = type(cls.__name__, (), {k: v for k, v in vars(cls).items() if k not in ("__dict__", "__weakref__")})
    return decorator(frozen=True, slots=True)(own)


@pytest.mark.parametrize("cls", [_Words, _One])
@pytest.mark.parametrize("values", [("a",), ("a",) * 3], ids=len)
def test_they_say_the_same_as_those_of_the_standard_library(cls: type, values: tuple[str, ...]) -> None:
    slow, quick = made(dataclass, cls), made(frozen.dataclass, cls)
    values = values[: len(fields(slow))]
    theirs, ours = slow(*values), quick(*values)
    for same in (repr, asdict, attrgetter("__slots__"), attrgetter("__match_args__")):
        assert same(ours) == same(theirs)
    assert len({ours, quick(*values)}) == 1
    assert ours == quick(**dict(zip(quick.__match_args__, values, strict=False)))
    assert ours != theirs
    assert ours != replace(ours, a="another")
    assert asdict(replace(ours, a="another")) == asdict(replace(theirs, a="another"))
    assert copy.copy(ours) == copy.deepcopy(ours) == ours


def test_nothing_in_them_changes() -> None:
    ours = made(frozen.dataclass, _Words)("a", ("b",))
    assert ours.both == "ab"
    with pytest.raises(FrozenInstanceError, match="assign to field 'a'"):
        ours.a = "z"
    with pytest.raises(FrozenInstanceError, match="delete field 'a'"):
        del ours.a
    with pytest.raises(TypeError, match="required positional argument: 'a'"):
        made(frozen.dataclass, _Words)()


def test_no_signature_is_written_out_for_one_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[type] = []
    monkeypatch.setattr(inspect, "signature", written.append)
    assert made(frozen.dataclass, _One).__doc__ == "_One" and not written
    made(dataclass, _One)
    assert written, "the standard library does"
