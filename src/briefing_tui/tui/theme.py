"""A theme's data as Textual's Theme: roles become CSS variables of the same name."""

from __future__ import annotations

from textual.theme import Theme as TextualTheme

from briefing_tui.settings.themes import Theme


def to_textual(theme: Theme) -> TextualTheme:
    c = theme.colors
    return TextualTheme(
        name=theme.name,
        dark=theme.dark,
        primary=c["accent"],
        secondary=c["mark"],
        accent=c["accent"],
        warning=c["mark"],
        error=c["error"],
        success=c["economy"],
        foreground=c["text"],
        background=c["background"],
        surface=c["surface"],
        panel=c["surface"],
        text_alpha=1.0,
        variables={**c, "border": c["line"], "border-blurred": c["line"]},
    )
