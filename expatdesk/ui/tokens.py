"""Colours and measures of the two themes, as plain values without Qt.

Source of the values: design/README.md. Where a token given there misses the contrast of
4.5:1 for text (arrived, 4.0:1), the text colour here is darker and the given one is kept
as the edge.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tone:
    """How one state or tag is drawn: text, surface under it, and the bar at its edge."""

    ink: str
    ground: str
    edge: str


@dataclass(frozen=True, slots=True)
class Tokens:
    """All colours of one theme, as ``#rrggbb``."""

    name: str
    dark: bool
    ink: str
    ink2: str
    ink3: str
    line: str
    line_strong: str
    ground: str
    panel: str
    sunken: str
    desktop: str
    hover: str
    accent: str
    accent_soft: str
    primary: str
    primary_hover: str
    primary_pressed: str
    on_primary: str
    on_primary_soft: str
    disabled: str
    disabled_ground: str
    ring: str
    mark: str
    now: str
    neutral: Tone
    booked: Tone
    arrived: Tone
    at_desk: Tone
    helpdesk: Tone
    done: Tone
    error: Tone
    member: Tone
    info: Tone


LIGHT = Tokens(
    name="light",
    dark=False,
    ink="#1b2430",
    ink2="#55606e",
    ink3="#8792a0",
    line="#e3e7ec",
    line_strong="#c9d0d8",
    ground="#f5f6f8",
    panel="#ffffff",
    sunken="#f5f6f8",
    desktop="#ebedf0",
    hover="#f0f2f5",
    accent="#0f6b74",
    accent_soft="#e2f1f2",
    primary="#0f6b74",
    primary_hover="#0d5f67",
    primary_pressed="#0a4f56",
    on_primary="#ffffff",
    on_primary_soft="#d5e8ea",
    disabled="#6f7a87",
    disabled_ground="#edeff2",
    ring="#0f6b74",
    mark="#ffe7b3",
    now="#b3261e",
    neutral=Tone("#55606e", "#f0f2f5", "#8792a0"),
    booked=Tone("#55606e", "#ffffff", "#8792a0"),
    arrived=Tone("#a25608", "#fdf0de", "#b4610a"),
    at_desk=Tone("#2457a6", "#e5edf9", "#2457a6"),
    helpdesk=Tone("#0b6470", "#dcf0f4", "#0f7f8f"),
    done=Tone("#277239", "#e3f3e6", "#2b7a3d"),
    error=Tone("#b3261e", "#fbe9e7", "#b3261e"),
    member=Tone("#6a4aa0", "#efe9f8", "#6a4aa0"),
    info=Tone("#2457a6", "#e5edf9", "#2457a6"),
)

DARK = Tokens(
    name="dark",
    dark=True,
    ink="#e8ecf1",
    ink2="#a9b3bf",
    ink3="#8792a0",
    line="#2c343d",
    line_strong="#3d4752",
    ground="#14191f",
    panel="#1b2128",
    sunken="#161c22",
    desktop="#10151a",
    hover="#242c34",
    accent="#4fb3bd",
    accent_soft="#16343a",
    primary="#1a7a84",
    primary_hover="#1d848f",
    primary_pressed="#16666f",
    on_primary="#ffffff",
    on_primary_soft="#d5e8ea",
    disabled="#8792a0",
    disabled_ground="#222931",
    ring="#4fb3bd",
    mark="#5b4713",
    now="#f28b82",
    neutral=Tone("#a9b3bf", "#2a323b", "#77828f"),
    booked=Tone("#a9b3bf", "#222931", "#77828f"),
    arrived=Tone("#f0ad5a", "#43300f", "#d9913a"),
    at_desk=Tone("#8fb4f5", "#1d3358", "#8fb4f5"),
    helpdesk=Tone("#7fcbd6", "#123c44", "#4fb3bd"),
    done=Tone("#7fcf8d", "#1c3a22", "#7fcf8d"),
    error=Tone("#f5958c", "#4a1f1d", "#f5958c"),
    member=Tone("#bda6ea", "#33264d", "#bda6ea"),
    info=Tone("#8fb4f5", "#1d3358", "#8fb4f5"),
)

RADIUS = 8
"""Corner of a control, px."""
CARD_RADIUS = 10
"""Corner of a card, px."""
GRID = 4
"""Step of all spacing, px."""
CONTROL_HEIGHT = 34
"""Height of a field or an ordinary button, px."""
PRIMARY_HEIGHT = 42
"""Height of the one primary button of an inspector, px."""
ICON_SIZE = 18
"""Side of an icon, px."""
TEXT_POINTS = 10.5
SMALL_POINTS = 9.0
TITLE_POINTS = 15.0


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 (1.4.3) between two ``#rrggbb`` colours, 1.0 to 21.0."""
    first, second = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (first + 0.05) / (second + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in channels
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
