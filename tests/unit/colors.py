"""Colours by published formulas: how well a text can be read, how far apart two colours are, and to whom."""

from __future__ import annotations

import math

from rich.color import Color, ColorSystem

from briefing_tui.settings.themes import OWN

RGB = tuple[int, int, int]

# The sixteen of terminals as they come: black, red, green, yellow, blue, magenta, cyan, white, then the
# bright ones. xterm (XTerm-col.ad), the Linux console (VGA), Windows Terminal (Campbell).
PALETTES: dict[str, str] = {
    "xterm": "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 "
    "7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff",
    "console": "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa "
    "555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff",
    "campbell": "0c0c0c c50f1f 13a10e c19c00 0037da 881798 3a96dd cccccc "
    "767676 e74856 16c60c f9f1a5 3b78ff b4009e 61d6d6 f2f2f2",
}

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency,
# IEEE TVCG 15 (2009), severity 1.0; for linear RGB.
SEEN_BY: dict[str, tuple[tuple[float, float, float], ...]] = {
    "most": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": (
        (0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998),
    ),
    "deuteranopia": (
        (0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881),
    ),
    "tritanopia": (
        (1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900),
    ),
}  # fmt: skip


def rgb(color: str, palette: str = "") -> RGB:
    """A theme's colour; one of the terminal's own by a palette, ``default`` as its background."""
    if color in OWN:
        return _hex(PALETTES[palette].split()[max(0, OWN.index(color) - 1)])
    return _hex(color.removeprefix("#"))


def _hex(digits: str) -> RGB:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)


def in_256(color: RGB) -> RGB:
    """As it is sent to a terminal with 256 colours."""
    return tuple(Color.from_rgb(*color).downgrade(ColorSystem.EIGHT_BIT).get_truecolor())  # type: ignore[return-value]


def linear(color: RGB) -> tuple[float, float, float]:
    """sRGB to linear light (IEC 61966-2-1)."""
    r, g, b = (c / 255 / 12.92 if c / 255 <= 0.04045 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in color)
    return r, g, b


def contrast(one: RGB, other: RGB) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.1, 1.4.3)."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: RGB) -> float:
    r, g, b = linear(color)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def distance(one: RGB, other: RGB, seen_by: str = "most") -> float:
    """CIE 1976 colour difference (ΔE*ab, D65); about 2.3 is just noticeable."""
    return math.dist(_lab(one, seen_by), _lab(other, seen_by))


def _lab(color: RGB, seen_by: str) -> tuple[float, float, float]:
    light = linear(color)
    r, g, b = (
        min(1.0, max(0.0, sum(a * c for a, c in zip(row, light, strict=True)))) for row in SEEN_BY[seen_by]
    )
    x = (0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047
    y = 0.2126 * r + 0.7152 * g + 0.0722 * b
    z = (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)
