"""Where briefs, notes, themes and derived files lie, by platformdirs (XDG variables are respected)."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

_NAME = "briefing-tui"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of briefs: ``origin`` is its name on screen, ``writable`` whether import goes there."""

    origin: str
    folder: Path
    writable: bool = False


@dataclass(frozen=True, slots=True)
class Paths:
    """All places of this user. Nothing is created here."""

    bundled: Path
    site_data: Path
    data: Path
    config: Path
    cache: Path
    state: Path

    @property
    def notes(self) -> Path:
        return self.data / "notes"

    def shelves(self, library: Path | None = None) -> tuple[Place, ...]:
        """Folders of briefs in the order in which they were laid down; ``library`` is ``--library DIR``."""
        own = [Place("library", library, writable=True)] if library else []
        return (
            Place("bundled", self.bundled / "briefs"),
            Place("shared", self.site_data / "briefs"),
            Place("yours", self.data / "briefs", writable=True),
            *own,
        )


def paths() -> Paths:
    """The places for the user and the environment of this process."""
    dirs = PlatformDirs(_NAME, appauthor=False)
    return Paths(
        bundled=_bundled(),
        site_data=Path(dirs.site_data_dir.split(":")[0]),
        data=Path(dirs.user_data_dir),
        config=Path(dirs.user_config_dir),
        cache=Path(dirs.user_cache_dir),
        state=Path(dirs.user_state_dir),
    )


def _bundled() -> Path:
    """``briefs/`` and ``themes/``: inside the wheel, or at the top of a checkout (an editable install)."""
    package = Path(__file__).parent.parent
    inside = package / "bundled"
    return inside if inside.is_dir() else package.parent.parent
