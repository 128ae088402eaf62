"""Light and dark: one palette and one style sheet, both built from the tokens."""

from __future__ import annotations

from string import Template
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from expatdesk.paths import resources_dir
from expatdesk.ui import tokens as _tokens
from expatdesk.ui.fonts import font
from expatdesk.ui.states import StateLook
from expatdesk.ui.states import state_colours as _state_colours
from expatdesk.ui.tokens import DARK, LIGHT, Tokens, Tone

__all__ = [
    "DARK",
    "LIGHT",
    "Choice",
    "StateLook",
    "Theme",
    "Tokens",
    "Tone",
    "palette_of",
    "state_colours",
    "style_sheet",
    "tokens",
]

Choice = Literal["system", "light", "dark"]
_PROPERTY = "expatdesk_theme"


def tokens() -> Tokens:
    """The tokens that the window is drawn with now (light before there is a theme)."""
    application = QGuiApplication.instance()
    chosen = application.property(_PROPERTY) if application is not None else None
    return DARK if chosen == DARK.name else LIGHT


def state_colours(state: str, of: Tokens | None = None) -> StateLook:
    """Colour, sign and word of a state in the theme that is shown now."""
    return _state_colours(state, of or tokens())


def palette_of(of: Tokens) -> QPalette:
    """The palette for what the style sheet leaves to the Fusion style."""
    made = QPalette()
    role = QPalette.ColorRole
    for where, colour in (
        (role.Window, of.ground),
        (role.WindowText, of.ink),
        (role.Base, of.panel),
        (role.AlternateBase, of.sunken),
        (role.Text, of.ink),
        (role.PlaceholderText, of.ink2),
        (role.Button, of.panel),
        (role.ButtonText, of.ink),
        (role.BrightText, of.error.ink),
        (role.Highlight, of.primary),
        (role.HighlightedText, of.on_primary),
        (role.Link, of.accent),
        (role.LinkVisited, of.accent),
        (role.ToolTipBase, of.panel),
        (role.ToolTipText, of.ink),
        (role.Accent, of.accent),
        (role.Light, of.panel),
        (role.Midlight, of.line),
        (role.Mid, of.line_strong),
        (role.Dark, of.line_strong),
        (role.Shadow, of.line_strong),
    ):
        made.setColor(where, QColor(colour))
    for where in (role.WindowText, role.Text, role.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, where, QColor(of.disabled))
    return made


def style_sheet(of: Tokens) -> str:
    """The style sheet of resources/theme/window.qss with the tokens filled in."""
    folder = resources_dir() / "theme"
    values: dict[str, str] = {"radius": f"{_tokens.RADIUS}px"}
    values["card_radius"] = f"{_tokens.CARD_RADIUS}px"
    values["signs"] = f"{folder.as_posix()}/{of.name}"
    for name in Tokens.__slots__:
        value = getattr(of, name)
        if isinstance(value, Tone):
            values[f"{name}_ink"] = value.ink
            values[f"{name}_ground"] = value.ground
            values[f"{name}_edge"] = value.edge
        else:
            values[name] = str(value)
    return Template((folder / "window.qss").read_text(encoding="utf-8")).substitute(values)


class Theme(QObject):
    """Dresses the application, and again when the system or the person chooses anew."""

    changed = Signal()

    def __init__(self, application: QApplication, choice: Choice = "system") -> None:
        super().__init__(application)
        self._application = application
        self._choice: Choice = choice
        application.setStyle("Fusion")
        application.setFont(font("text"))
        application.styleHints().colorSchemeChanged.connect(self._system_changed)
        self._apply()

    @property
    def choice(self) -> Choice:
        """What was chosen; ``system`` follows the desktop."""
        return self._choice

    def choose(self, choice: Choice) -> None:
        """Follows the system, or stays light or dark."""
        self._choice = choice
        self._apply()

    @Slot()
    def _system_changed(self) -> None:
        if self._choice == "system":
            self._apply()

    def _wanted(self) -> Tokens:
        if self._choice == "system":
            return DARK if self._system_scheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._choice == "dark" else LIGHT

    def _system_scheme(self) -> Qt.ColorScheme:
        return self._application.styleHints().colorScheme()

    def _apply(self) -> None:
        wanted = self._wanted()
        if self._application.property(_PROPERTY) == wanted.name:
            return
        self._application.setProperty(_PROPERTY, wanted.name)
        self._application.setPalette(palette_of(wanted))
        self._application.setStyleSheet(style_sheet(wanted))
        self.changed.emit()
