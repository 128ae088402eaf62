"""Texts come in the language of the moment, of the window or of the document."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from expatdesk import i18n
from expatdesk.i18n import Language, current_language, set_language, speaking, translator

ENGLISH = "“{text}” is not an amount."
DUTCH = "“{text}” is geen bedrag."

CATALOGUE = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgid "Desk"
msgstr "Balie"

msgid "{count} place"
msgid_plural "{count} places"
msgstr[0] "{count} plek"
msgstr[1] "{count} plekken"

msgctxt "case"
msgid "Open"
msgstr "Lopend"
"""


@pytest.fixture(autouse=True)
def language_of_before() -> Iterator[None]:
    before = current_language()
    set_language(Language.EN)
    yield
    set_language(before)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "expatdesk.po"
    path.write_text(CATALOGUE, encoding="utf-8")
    return path


def test_the_language_changes_without_a_restart() -> None:
    assert i18n._(ENGLISH) == ENGLISH
    set_language("nl")
    assert i18n._(ENGLISH) == DUTCH


def test_there_are_two_languages_and_no_third() -> None:
    with pytest.raises(ValueError, match="fr"):
        set_language("fr")


def test_a_text_that_the_catalogue_lacks_stays_english() -> None:
    with speaking(Language.NL):
        assert i18n._("No catalogue has this text.") == "No catalogue has this text."
        assert i18n.ngettext("one such text", "many such texts", 2) == "many such texts"
        assert i18n.pgettext("nowhere", "No such text") == "No such text"


def test_the_empty_text_is_empty_and_not_the_header_of_the_catalogue() -> None:
    assert translator("nl").gettext("") == ""
    with speaking("nl"):
        assert i18n._("") == ""


def test_marking_a_text_leaves_it_as_it_is() -> None:
    with speaking("nl"):
        assert i18n.N_(ENGLISH) == ENGLISH


def test_inside_a_block_the_document_speaks_its_own_language() -> None:
    with speaking(Language.NL):
        assert i18n._(ENGLISH) == DUTCH
        with speaking(Language.EN):
            assert i18n._(ENGLISH) == ENGLISH
        assert current_language() is Language.NL
    assert current_language() is Language.EN


def test_a_block_that_fails_gives_the_language_back() -> None:
    with pytest.raises(RuntimeError), speaking(Language.NL):
        raise RuntimeError
    assert current_language() is Language.EN


def test_a_document_on_one_thread_does_not_change_the_language_of_another() -> None:
    heard: list[str] = []
    with speaking(Language.NL):
        other = threading.Thread(target=lambda: heard.append(i18n._(ENGLISH)))
        other.start()
        other.join()
    assert heard == [ENGLISH]


def test_the_language_of_the_window_holds_on_every_thread() -> None:
    set_language(Language.NL)
    heard: list[str] = []
    other = threading.Thread(target=lambda: heard.append(i18n._(ENGLISH)))
    other.start()
    other.join()
    assert heard == [DUTCH]


def test_both_languages_can_be_spoken_at_once() -> None:
    both = [translator(language).gettext(ENGLISH) for language in Language]
    assert both == [ENGLISH, DUTCH]


def test_a_checkout_speaks_before_anything_was_compiled(source: Path) -> None:
    spoken = i18n.load(source.with_suffix(".mo"), source)
    assert spoken.gettext("Desk") == "Balie"
    assert spoken.ngettext("{count} place", "{count} places", 1) == "{count} plek"
    assert spoken.ngettext("{count} place", "{count} places", 0) == "{count} plekken"
    assert spoken.pgettext("case", "Open") == "Lopend"


def test_a_compiled_catalogue_that_is_older_than_its_source_is_passed_over(source: Path) -> None:
    compiled = source.with_suffix(".mo")
    compiled.write_bytes(i18n._compiled_in_memory(source).getvalue())
    source.write_text(CATALOGUE.replace("Balie", "Loket"), encoding="utf-8")
    later = source.stat().st_mtime
    os.utime(compiled, (later - 10, later - 10))
    assert i18n.load(compiled, source).gettext("Desk") == "Loket"
    os.utime(compiled, (later + 10, later + 10))
    assert i18n.load(compiled, source).gettext("Desk") == "Balie"


def test_without_any_catalogue_the_texts_stay_english(tmp_path: Path) -> None:
    spoken = i18n.load(tmp_path / "none.mo", tmp_path / "none.po")
    assert spoken.gettext("Desk") == "Desk"
