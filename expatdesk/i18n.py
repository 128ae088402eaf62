"""Texts in the language of the moment: English ids in the code, catalogues for the others.

`_`, `ngettext` and `pgettext` look up when they are called, so that a change of language needs no
restart. Call them where a text is shown, never while a module is imported; tables of a module
mark their texts with `N_` and look them up later.

The window has one language (`set_language`). A document that needs another one, or both at once,
asks a `translator` or wraps its drawing in `speaking`; this holds for its own thread alone.
"""

from __future__ import annotations

import gettext as _gettext
import io
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from expatdesk import paths

DOMAIN = "expatdesk"


class Language(StrEnum):
    """The languages of the window and of the paper."""

    EN = "en"
    NL = "nl"


class _Spoken:
    """The language of the window: one for the whole process, read by all its threads."""

    language = Language.EN


_here: ContextVar[Language | None] = ContextVar("language_here", default=None)


def set_language(language: Language | str) -> None:
    """Let the whole program speak this language from now on.

    Raises ValueError for a language that there is not.
    """
    _Spoken.language = Language(language)


def current_language() -> Language:
    """The language of the innermost `speaking`, otherwise that of the window."""
    return _here.get() or _Spoken.language


@contextmanager
def speaking(language: Language | str) -> Iterator[None]:
    """Speak another language inside the block, in this thread only."""
    token = _here.set(Language(language))
    try:
        yield
    finally:
        _here.reset(token)


@dataclass(frozen=True, slots=True)
class Speech:
    """One language that can be spoken beside another one, from any thread."""

    language: Language

    def gettext(self, message: str) -> str:
        return message if not message else _catalogue(self.language).gettext(message)

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        return _catalogue(self.language).ngettext(singular, plural, count)

    def pgettext(self, context: str, message: str) -> str:
        return _catalogue(self.language).pgettext(context, message)


def translator(language: Language | str) -> Speech:
    """A speaker of this language, whatever the window speaks."""
    return Speech(Language(language))


def _(message: str) -> str:
    """The text in the current language; the English one where the catalogue lacks it."""
    # An empty id would bring the header of the catalogue.
    return message if not message else _catalogue(current_language()).gettext(message)


def N_(message: str) -> str:  # noqa: N802  the name that gettext's tools look for
    """Mark a text for the catalogue and leave it as it is, for tables that `_` reads later."""
    return message


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form for this number of things, in the current language."""
    return _catalogue(current_language()).ngettext(singular, plural, count)


def pgettext(context: str, message: str) -> str:
    """The text where the same English word means several things ("Open" the door, the case)."""
    return _catalogue(current_language()).pgettext(context, message)


@cache
def _catalogue(language: Language) -> _gettext.NullTranslations:
    if language is Language.EN:
        return _gettext.NullTranslations()
    folder = paths.translations_dir() / language.value / "LC_MESSAGES"
    return load(folder / f"{DOMAIN}.mo", folder / f"{DOMAIN}.po")


def load(compiled: Path, source: Path) -> _gettext.NullTranslations:
    """Read a catalogue; one whose source is newer, or that was never compiled, from its source.

    So a checkout speaks Dutch before anything has been built. Without either file the texts
    stay English.
    """
    if compiled.is_file() and not _is_newer(source, compiled):
        with compiled.open("rb") as file:
            return _gettext.GNUTranslations(file)
    if source.is_file():
        return _gettext.GNUTranslations(_compiled_in_memory(source))
    return _gettext.NullTranslations()


def _is_newer(source: Path, compiled: Path) -> bool:
    return source.is_file() and source.stat().st_mtime > compiled.stat().st_mtime


def _compiled_in_memory(source: Path) -> io.BytesIO:
    # Babel is needed in a checkout only; it would cost 20 ms at every start.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    buffer = io.BytesIO()
    with source.open("rb") as file:
        write_mo(buffer, read_po(file))
    buffer.seek(0)
    return buffer
