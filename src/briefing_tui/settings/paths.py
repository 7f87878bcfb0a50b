"""Where briefs, notes, themes and derived files lie, by platformdirs (XDG variables are respected)."""

from __future__ import annotations

from pathlib import Path

from platformdirs import PlatformDirs

from briefing_tui.files import is_file_name, leads_out
from briefing_tui.frozen import dataclass
from briefing_tui.model import BriefingError, UsageError
from briefing_tui.settings.options import shown

_NAME = "briefing-tui"


@dataclass(frozen=True, slots=True)
class Place:
    """A folder of briefs: ``origin`` is its name on screen, ``writable`` whether import goes there.

    ``root`` is the folder out of which no link leads what is written here, nor what is read. ``own``: what is
    read may lie elsewhere, for the links are the user's.
    """

    origin: str
    folder: Path
    root: Path
    writable: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Paths:
    """All places of this user. Nothing is created here.

    ``restricted``: a person names no other place; what is imported and exported lies in two folders of the
    data folder, and a further library is for reading only.
    """

    bundled: Path
    site_data: Path
    data: Path
    config: Path
    cache: Path
    state: Path
    restricted: bool = False

    @property
    def welcome(self) -> Path:
        """The brief that teaches the keys; it is on no shelf."""
        return self.bundled / "welcome"

    @property
    def notes(self) -> Path:
        return self.data / "notes"

    @property
    def bounds(self) -> Path | None:
        """In restricted mode: the folder out of which no link leads that is read for notes."""
        return self.data if self.restricted else None

    @property
    def config_bounds(self) -> Path | None:
        """In restricted mode: the folder out of which no link leads that is read for keys, themes, words."""
        return self.config if self.restricted else None

    @property
    def exports(self) -> Path:
        """In restricted mode: where all exports go."""
        return self.data / "exports"

    @property
    def imports(self) -> Path:
        """In restricted mode: where all files to be opened or imported come from."""
        return self.data / "imports"

    def exported(self, name: str) -> Path:
        """The file that a person names for an export, an earlier one too. Raises BriefingError."""
        return _inside(self.exports, name) if self.restricted else Path(name)

    def imported(self, name: str) -> Path:
        """The readout file that a person names. Raises BriefingError."""
        return _inside(self.imports, name) if self.restricted else Path(name)

    def shelves(self, library: Path | None = None) -> tuple[Place, ...]:
        """Folders of briefs in the order in which they were laid down; ``library`` is ``--library DIR``."""
        named = [Place("library", library, library, writable=not self.restricted)] if library else []
        bundled, shared, yours = (top / "briefs" for top in (self.bundled, self.site_data, self.data))
        return (
            Place("bundled", bundled, bundled),
            Place("shared", shared, shared),
            Place("yours", yours, self.data, writable=True, own=not self.restricted),
            *named,
        )


def _inside(folder: Path, name: str) -> Path:
    """The file ``name`` in a folder of the data folder; neither need be there.

    Raises UsageError for anything but a plain name, BriefingError for a link that leads elsewhere.
    """
    path = folder / name
    if not (is_file_name(name) and name.isprintable()):
        raise UsageError(f"restricted mode takes no path, only the name of a file in {shown(folder)}")
    if link := leads_out(folder.parent, path):
        raise BriefingError(f"{shown(link)}: is a link that leads elsewhere")
    return path


def paths(*, restricted: bool = False) -> Paths:
    """The places for the user and the environment of this process."""
    dirs = PlatformDirs(_NAME, appauthor=False)
    return Paths(
        bundled=_bundled(),
        site_data=Path(dirs.site_data_dir.split(":")[0]),
        data=Path(dirs.user_data_dir),
        config=Path(dirs.user_config_dir),
        cache=Path(dirs.user_cache_dir),
        state=Path(dirs.user_state_dir),
        restricted=restricted,
    )


def _bundled() -> Path:
    """Where ``briefs/``, ``themes/`` and ``welcome/`` are: in the wheel, or at the top of a checkout."""
    package = Path(__file__).parent.parent
    inside = package / "bundled"
    return inside if inside.is_dir() else package.parent.parent
