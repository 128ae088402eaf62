"""The language of the window, changed while it runs."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QTranslator
from PySide6.QtWidgets import QApplication

from expatdesk import i18n

_NAME = "expatdesk_qt_words"


def speak(language: str) -> None:
    """Lets texts, Qt's own dialogs and every open window speak ``language``.

    First the catalogue, then Qt's own words, then one LanguageChange for each window. Raises
    ValueError for a language that there is not.
    """
    i18n.set_language(language)
    application = QCoreApplication.instance()
    if application is None:
        return
    told = _forget_words(application)
    told = _learn_words(application, language) or told
    if not told and isinstance(application, QApplication):
        for window in application.topLevelWidgets():
            QCoreApplication.postEvent(window, QEvent(QEvent.Type.LanguageChange))


def _forget_words(application: QCoreApplication) -> bool:
    before = application.findChild(QTranslator, _NAME)
    if before is None:
        return False
    # Without a parent at once, so that the next search does not find it again.
    before.setParent(None)
    removed = QCoreApplication.removeTranslator(before)
    before.deleteLater()
    return removed


def _learn_words(application: QCoreApplication, language: str) -> bool:
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    translator = QTranslator(application)
    translator.setObjectName(_NAME)
    # Qt's own words are English without a catalogue.
    if language != "en" and translator.load(f"qtbase_{language}", folder):
        return QCoreApplication.installTranslator(translator)
    translator.setParent(None)
    return False
