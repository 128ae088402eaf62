"""Where things lie. The only module that asks for its own place (`__file__`).

In a checkout, `resources/` and `translations/` stand beside the package; in an installed wheel
they travel inside it, under `_data/`.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def _home_of(name: str) -> Path:
    packed = _PACKAGE / "_data" / name
    return packed if packed.is_dir() else _PACKAGE.parent / name


def resources_dir() -> Path:
    """Fonts, icons, theme, sheet texts and the sample centre."""
    return _home_of("resources")


def translations_dir() -> Path:
    """Catalogues of gettext: `<language>/LC_MESSAGES/expatdesk.po` and `.mo`."""
    return _home_of("translations")


def data_dir() -> Path:
    """The folder that holds all of a centre where nobody names another; it is not created here."""
    from platformdirs import user_data_path

    return user_data_path("ExpatDesk", appauthor=False)
