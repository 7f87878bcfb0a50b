"""Classes that are part of the app, of a screen or of a widget, and none by themselves."""

from __future__ import annotations

from typing import Any


class InParts:
    """What is made of several classes, each of them a ``part`` of it.

    Of every class Textual gathers all bindings and reactives of its bases when it is defined, which takes 0.3
    ms. A part goes without: of the whole they are gathered anew.
    """

    def __init_subclass__(cls, part: bool = False, **more: Any) -> None:
        if not part:
            super().__init_subclass__(**more)
