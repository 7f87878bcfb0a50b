"""What the benchmarks found, once more in words at the end."""

from __future__ import annotations

from collections.abc import Callable

import pytest

_said: list[str] = []


@pytest.fixture
def say() -> Callable[[str], None]:
    """Takes a line to be printed below the table."""
    return _said.append


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for line in _said:
        terminalreporter.write_line(line)
