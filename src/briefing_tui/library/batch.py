"""Many new briefs written together: on the disk first, and then in the library, each of them whole."""

from __future__ import annotations

import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from briefing_tui.files import private_folder, sync_all, write_atomically
from briefing_tui.settings.paths import Place

_MOST = 200  # briefs until they are put on the disk
_PREFIX = ".import-"
_STALE = 24 * 3600  # seconds after which the folder of a run that was killed is nobody's


class Batch:
    """``staged``, which may be shared, says where the briefs lie that are not in the library yet, by id.

    To wait for the disk at every file takes longer than all else of an import. A brief gets its place only
    when its files are on the disk, so that there is never half of one; at the end of the ``with`` all have
    it. ``lost`` is told of each that could not get it, with the reason. Raises OSError.
    """

    def __init__(self, place: Place, staged: dict[str, Path], lost: Callable[[str, OSError], None]) -> None:
        self.staged = staged
        self._place = place
        self._lost = lost
        self._folder: Path | None = None

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
        if len(self.staged) >= _MOST:
            self.commit()

    @staticmethod
    def write(path: Path, text: str, *, replace: bool = True) -> None:
        """As ``write_atomically``, without waiting for the disk."""
        write_atomically(path, text, replace=replace, sync=False)

    def commit(self) -> None:
        """All that is staged into the library."""
        if not self.staged:
            return
        sync_all(self._below)
        for brief_id, at in list(self.staged.items()):
            try:
                at.rename(self._place.folder / brief_id)
            except OSError as error:  # somebody has taken that name meanwhile
                self._lost(brief_id, error)
        self.staged.clear()
        sync_all(self._place.folder)
