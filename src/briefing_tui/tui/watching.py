"""A thread that keeps a large library's list up to date, beside whatever the person does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from briefing_tui.finding.catalogue import Catalogue
from briefing_tui.library.shelf import Shelf
from briefing_tui.notes.corrections import CorrectionStore

_EVERY = 3.0  # seconds between two looks at the folders
_SHARE = 100  # and at least so many times as long as a look takes
_STEP = 20  # briefs that are analysed between two words of it
_TURN = 0.002  # seconds of work,
_REST = 3  # and so many times as long a rest after it: a key is answered in between


class Watch:
    """``told(done, total, changed)`` is called from the thread: within a pass after each step, and at its end
    with ``done`` the same as ``total``.
    """

    def __init__(
        self,
        catalogue: Catalogue,
        shelf: Shelf,
        corrections: CorrectionStore,
        told: Callable[[int, int, bool], None],
    ) -> None:
        self._catalogue = catalogue
        self._shelf = shelf
        self._told = told
        self._corrections = corrections
        self._asked = threading.Event()
        self._woken = threading.Event()
        self._stopped = threading.Event()
        self._began = 0.0
        threading.Thread(target=self._run, name="library", daemon=True).start()

    def wake(self) -> None:
        """Look now, whatever has changed."""
        self._woken.set()

    def ask(self) -> None:
        """What is only known of a brief that has been analysed is asked for."""
        self._asked.set()
        self._woken.set()

    def stop(self) -> None:
        self._stopped.set()
        self._woken.set()

    def _run(self) -> None:
        seen: object = None
        pause = _EVERY
        while not self._stopped.is_set():
            woken = self._woken.wait(pause)
            self._woken.clear()
            if self._catalogue.large:
                begin = time.monotonic()
                look = self._shelf.look()
                pause = max(_EVERY, _SHARE * (time.monotonic() - begin))
                if woken or look != seen:
                    seen = look
                    self._pass()
            if self._asked.is_set() and not self._stopped.is_set():
                self._asked.clear()
                self._begin()
                self._analyse()
                self._told(0, 0, True)

    def _pass(self) -> None:
        self._begin()
        changed = self._catalogue.update(self._rest, lambda done, of: self._told(done, of, True))
        if not self._stopped.is_set():
            self._told(0, 0, changed)

    def _analyse(self) -> None:
        from briefing_tui.finding.facts import learn

        def told(done: int, of: int) -> None:
            if done % _STEP == 0:
                self._told(done, of, True)

        learn(self._catalogue, self._shelf, self._corrections, self._rest, told)

    def _begin(self) -> None:
        self._began = time.monotonic()

    def _rest(self) -> bool:
        """Longer than there has been work."""
        if (worked := time.monotonic() - self._began) > _TURN:
            self._stopped.wait(_REST * worked)
            self._begin()
        return self._stopped.is_set()
