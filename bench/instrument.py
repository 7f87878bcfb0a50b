"""Runs a script and writes, each time the screen is painted, what took how much of the processor's time.

    python bench/instrument.py REPORT FUNCTION,FUNCTION SCRIPT ARGUMENT...

Each function watched, ``module:Class.name``, is given its own time, without that of others that are watched
and run within it; so is the code of each module that is imported. Lines of the report: seconds, and the name
of the function or module. It imports next to nothing itself: what is loaded already is not in the report.
"""

from __future__ import annotations

import sys
import time
from _thread import _local  # what threading has it from, which is not to be loaded
from importlib.machinery import ExtensionFileLoader, SourceFileLoader

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

PAINTED = "textual.app:App._display"


class Calls(_local):
    """For each call that is on in a thread: the seconds of what is watched within it."""

    def __init__(self) -> None:
        self.inner: list[float] = []


class Watch:
    """Sums by name, of all threads."""

    def __init__(self, report: str) -> None:
        self.report = report
        self.sums: dict[str, float] = {}
        self.calls = Calls()

    def over(self, function: Callable[..., Any], name: Callable[..., str]) -> Callable[..., Any]:
        """The function, watched; ``name`` tells from its arguments what its time counts as."""

        def call(*args: Any, **named: Any) -> Any:
            inner = self.calls.inner
            inner.append(0.0)
            begin = time.thread_time()
            try:
                return function(*args, **named)
            finally:
                spent, key = time.thread_time() - begin, name(*args)
                self.sums[key] = self.sums.get(key, 0.0) + spent - inner.pop()
                if inner:
                    inner[-1] += spent
                if key == PAINTED:
                    self.write()

        return call

    def write(self) -> None:
        with open(self.report, "w", encoding="utf-8") as file:  # noqa: PTH123 - it would load pathlib
            file.writelines(f"{seconds} {name}\n" for name, seconds in self.sums.items())


def main(report: str, functions: str, script: str, *arguments: str) -> None:
    watch = Watch(report)
    for loader in (SourceFileLoader, ExtensionFileLoader):
        made, run = loader.create_module, loader.exec_module
        loader.create_module = watch.over(made, lambda _, spec: spec.name)  # type: ignore[method-assign]
        loader.exec_module = watch.over(run, lambda _, module: module.__name__)  # type: ignore[method-assign]
    for place in functions.split(","):
        module, _, path = place.partition(":")
        holder, _, name = path.partition(".")
        owner = getattr(__import__(module, fromlist=["*"]), holder)
        setattr(owner, name, watch.over(getattr(owner, name), lambda *_, place=place: place))
    sys.argv = [script, *arguments]
    sys.path[0] = script.rpartition("/")[0]
    with open(script, "rb") as file:  # noqa: PTH123
        code = compile(file.read(), script, "exec")
    exec(code, {"__name__": "__main__", "__file__": script})


if __name__ == "__main__":
    main(*sys.argv[1:])
