"""What the app does about its colours: the theme in use, the one chosen, and what stands in its place."""

from __future__ import annotations

from textual.app import App

from briefing_tui.library.shelf import Shelf
from briefing_tui.model import BriefingError
from briefing_tui.notes.store import NoteStore
from briefing_tui.settings import themes
from briefing_tui.settings.paths import Paths
from briefing_tui.settings.terminal import Terminal
from briefing_tui.tui.keeping import Keeping
from briefing_tui.tui.screens.base import ReaderScreen
from briefing_tui.tui.theme import to_textual


class Theming(Keeping, part=True):
    def __init__(
        self, paths: Paths, shelf: Shelf, notes: NoteStore, terminal: Terminal, *, ansi_color: bool | None
    ) -> None:
        super().__init__(shelf, notes, paths.state, ansi_color=ansi_color)
        self.terminal = terminal
        self._themes_within = paths.config_bounds
        self.theme_places = themes.folders(paths.bundled, paths.config)
        self._no_theme = ""  # why the one that was chosen is not in use
        self._put_on_first()

    def _put_on_first(self) -> None:
        """The theme that was chosen; else the default one, or that of a terminal with few colours."""
        usual = themes.FEW_COLORS if self.terminal.few_colors else themes.DEFAULT
        wanted = self.state.theme or usual
        try:
            theme = self.find_theme(wanted)
        except BriefingError as error:
            self._no_theme = str(error)
        else:
            if not (self.terminal.few_colors and theme.exact):  # chosen in another terminal
                self._begin_in(theme)
                return
        self._begin_in(themes.find(usual, self.theme_places[:1]))

    def _begin_in(self, theme: themes.Theme) -> None:
        """Puts on the first one, before anything is styled. From ``put_on`` Textual would read all its style
        sheets a second time, 10 ms before the first frame; with the terminal's own colours it must.
        """
        put_on = to_textual(theme)
        if put_on.ansi:
            self.put_on(theme)
            return
        self.theme_in_use = theme
        self.register_theme(put_on)
        self.set_reactive(App.theme, theme.name)
        self.stylesheet.set_variables(self.get_css_variables())

    def find_theme(self, name: str) -> themes.Theme:
        """Raises BriefingError where there is none of that name, or a broken one."""
        return themes.find(name, self.theme_places, within=self._themes_within)

    def tell_no_theme(self) -> None:
        if self._no_theme:
            self.say_wrong(self._no_theme, f"; {self.theme} is used")

    def put_on(self, theme: themes.Theme) -> None:
        """Shows everything in a theme. It is kept for the next time by ``State.keep_theme`` alone."""
        self.theme_in_use = theme
        self.register_theme(to_textual(theme))
        self.theme = theme.name

    def use_theme(self, name: str) -> None:
        """Puts on the theme of that name. Raises BriefingError as ``find_theme``."""
        self.put_on(self.find_theme(name))

    def action_themes(self) -> None:
        from briefing_tui.tui.screens.themes import ThemesScreen

        if isinstance(self.screen, ReaderScreen) and not isinstance(self.screen, ThemesScreen):
            self.push_screen(ThemesScreen())
