"""What the window remembers between two starts: places, page, language, theme."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings


class Preferences:
    """An ini file of a few named texts and numbers. It never holds personal data."""

    def __init__(self, file: Path) -> None:
        self._settings = QSettings(str(file), QSettings.Format.IniFormat)

    def text(self, key: str, default: str = "") -> str:
        """The text under ``key``."""
        value = self._settings.value(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """The whole number under ``key``; ``default`` where there is none or nonsense."""
        try:
            return int(self.text(key, str(default)))
        except ValueError:
            return default

    def state(self, key: str) -> QByteArray:
        """The geometry or column state under ``key``, empty when there is none."""
        value = self._settings.value(key)
        return value if isinstance(value, QByteArray) else QByteArray()

    def set(self, key: str, value: str | int | QByteArray) -> None:
        """Remembers ``value``; written with the next ``flush`` at the latest."""
        self._settings.setValue(key, str(value) if isinstance(value, int) else value)

    def flush(self) -> bool:
        """Writes the file; False when the folder cannot be written, which stops nobody."""
        self._settings.sync()
        return self._settings.status() == QSettings.Status.NoError
