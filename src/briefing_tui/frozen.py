"""Frozen dataclasses that are quick to define, for the classes that every start defines.

The standard library writes six methods a class and compiles each by itself (until Python 3.12), 15 ms on the
way to the first frame. Here one is compiled and the others are shared. ``replace``, ``fields`` and ``asdict``
take these classes like any other; a type checker sees the decorator of the standard library.
"""

from __future__ import annotations

from dataclasses import MISSING, FrozenInstanceError, fields
from dataclasses import dataclass as _dataclass
from operator import attrgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen, slots):
        """The decorator: with both set, for fields that are plain ones or have a plain default."""
        assert frozen and slots
        return _made


def _made(cls: type) -> type:
    cls.__doc__ = cls.__doc__ or cls.__name__  # or else the standard library writes one, in 2 ms
    made: Any = _dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    names = [f.name for f in fields(made)]
    values = attrgetter(*names)

    def __eq__(self: object, other: object) -> bool:
        return values(self) == values(other) if type(self) is type(other) else NotImplemented

    def __hash__(self: object) -> int:
        return hash(values(self))

    def __repr__(self: object) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__qualname__}({shown})"

    def __reduce__(self: object) -> tuple[type, tuple[object, ...]]:
        return type(self), tuple(getattr(self, name) for name in names)

    for method in (__eq__, __hash__, __repr__, __reduce__, __setattr__, __delattr__):
        setattr(made, method.__name__, method)
    made.__init__ = _init(made)
    return made  # type: ignore[no-any-return]


def _init(cls: Any) -> Any:
    known: dict[str, Any] = {"put": object.__setattr__}
    takes, puts = ["self"], []
    for field in fields(cls):
        takes.append(field.name)
        if field.default is not MISSING:
            takes[-1] += f"=default_{field.name}"
            known[f"default_{field.name}"] = field.default
        puts.append(f"put(self, {field.name!r}, {field.name})")
    exec(f"def __init__({', '.join(takes)}): {'; '.join(puts)}", known)
    return known["__init__"]


def __setattr__(self: object, name: str, value: object) -> None:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def __delattr__(self: object, name: str) -> None:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
