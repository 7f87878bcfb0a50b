"""Many texts written together: on the disk first, and then in the library, each brief and each file whole."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from itertools import count
from pathlib import Path
from types import TracebackType

from briefing_tui.files import claim, private_folder, sync_all, write_atomically
from briefing_tui.settings.paths import Place

MOST = 200  # briefs, and texts that join one, until they are put on the disk
_PREFIX = ".import-"
_STALE = 24 * 3600  # seconds after which the folder of a run that was killed is nobody's


class Batch:
    """``staged``, which may be shared, says where the briefs lie that are not in the library yet, by id.

    To wait for the disk at every file takes longer than all else of an import. A brief, and a text that joins
    one, gets its place only when its files are on the disk, so that there is never half of one; at the end of
    the ``with`` all have it. ``lost`` is told of each that could not get it: the brief's id, what would have
    become of it (``new``, ``joined``), and the reason. Raises OSError.
    """

    def __init__(
        self, place: Place, staged: dict[str, Path], lost: Callable[[str, str, OSError], None]
    ) -> None:
        self.staged = staged
        self._place = place
        self._lost = lost
        self._folder: Path | None = None
        # By the place of a text that joins a brief: where it lies until then.
        self._joining: dict[Path, Path] = {}
        self._numbers = count()

    def __enter__(self) -> Batch:
        below = private_folder(self._place.folder, self._place.root)
        for old in below.glob(f"{_PREFIX}*"):
            if not old.is_symlink() and old.stat().st_mtime < time.time() - _STALE:
                shutil.rmtree(old, ignore_errors=True)
        self._folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=below))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            self.commit()
        finally:
            shutil.rmtree(self._below, ignore_errors=True)

    @property
    def _below(self) -> Path:
        assert self._folder is not None
        return self._folder

    def folder(self, brief_id: str) -> Path:
        """An empty folder to write a new brief into; it counts when it is ``staged``."""
        return private_folder(self._below / brief_id)

    def add(self, brief_id: str) -> None:
        """The brief in ``folder`` is whole."""
        self.staged[brief_id] = self._below / brief_id
        self.commit(MOST)

    def join(self, path: Path, text: str) -> None:
        """A text for a brief that is in the library; it may be taken back until ``commit``. Replaces none."""
        waiting = self._below / f".joining-{next(self._numbers)}"
        self.write(waiting, text)
        self._joining[path] = waiting

    def take_back(self, path: Path) -> None:
        self._joining.pop(path, None)

    def waits(self, path: Path) -> bool:
        """Whether a text is to come to that place."""
        return path in self._joining

    def settle(self, brief_id: str) -> None:
        """Before somebody looks into a brief's folder: what is to join it does so now."""
        if any(path.parent.name == brief_id for path in self._joining):
            self.commit()

    @staticmethod
    def write(path: Path, text: str) -> None:
        """As ``write_atomically``, without waiting for the disk; replaces nothing."""
        write_atomically(path, text, replace=False, sync=False)

    def commit(self, least: int = 1) -> None:
        """All that waits into the library, where it is so much."""
        if len(self.staged) + len(self._joining) < least:
            return
        sync_all(self._below)
        for brief_id, at in list(self.staged.items()):
            try:
                at.rename(self._place.folder / brief_id)
            except OSError as error:  # somebody has taken that name meanwhile
                self._lost(brief_id, "new", error)
        self.staged.clear()
        for path, waiting in self._joining.items():
            try:
                claim(waiting, path)
            except OSError as error:
                self._lost(path.parent.name, "joined", error)
        self._joining.clear()
        sync_all(self._place.folder)
