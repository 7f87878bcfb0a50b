"""A theme's data as Textual's Theme: roles become CSS variables of the same name."""

from __future__ import annotations

from textual.theme import Theme as TextualTheme

from briefing_tui.settings.themes import OWN, Theme

# Of Textual's own widgets: what is at the cursor is shown in reverse, in any theme and without colours.
_REVERSED = ("block-cursor", "block-cursor-blurred", "input-cursor", "input-selection")


def to_textual(theme: Theme) -> TextualTheme:
    c = {role: f"ansi_{color}" if color in OWN else color for role, color in theme.colors.items()}
    variables = {**c, "border": c["line"], "border-blurred": c["line"], "panel-darken-1": c["surface"]}
    variables |= {"ansi-background": c["background"], "ansi-foreground": c["text"]}
    for name in ("text-muted", "text-disabled", "foreground-muted", "foreground-disabled"):
        variables[name] = c["dim"]
    for name in ("scrollbar", "scrollbar-hover", "scrollbar-active"):
        variables[name] = c["line"]
    for name in ("scrollbar-background", "scrollbar-background-hover", "scrollbar-background-active"):
        variables[name] = c["background"]
    for part in _REVERSED:
        variables |= {
            f"{part}-foreground": c["text"],
            f"{part}-background": c["surface"],
            f"{part}-text-style": "reverse",
        }
    return TextualTheme(
        name=theme.name,
        dark=theme.dark,
        ansi=any(color in OWN for color in theme.colors.values()),
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
        variables=variables,
    )
