"""Colours: readable in both themes, never alone, and one switch for the whole window."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from expatdesk.terms import VisitState
from expatdesk.ui.fonts import font
from expatdesk.ui.kit import PrimaryButton
from expatdesk.ui.states import known_states
from expatdesk.ui.theme import DARK, LIGHT, Theme, Tokens, Tone, state_colours, style_sheet, tokens
from expatdesk.ui.tokens import contrast

THEMES = pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])


def test_contrast_is_that_of_wcag() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@THEMES
def test_text_has_four_and_a_half_to_one_on_every_surface(theme: Tokens) -> None:
    surfaces = [theme.panel, theme.ground, theme.sunken, theme.hover, theme.accent_soft]
    for ink in (theme.ink, theme.ink2):
        assert min(contrast(ink, surface) for surface in surfaces) >= 4.5
    assert contrast(theme.accent, theme.panel) >= 4.5
    assert contrast(theme.accent, theme.accent_soft) >= 4.5
    assert contrast(theme.ink, theme.desktop) >= 4.5
    assert contrast(theme.ink, theme.mark) >= 4.5


@THEMES
def test_the_primary_button_can_be_read_in_each_of_its_states(theme: Tokens) -> None:
    for ground in (theme.primary, theme.primary_hover, theme.primary_pressed):
        assert contrast(theme.on_primary, ground) >= 4.4
    assert contrast(theme.on_primary, theme.primary) >= 4.5


@THEMES
def test_every_tone_can_be_read_on_its_own_surface_and_on_a_card(theme: Tokens) -> None:
    tones = [getattr(theme, name) for name in Tokens.__slots__]
    for tone in (value for value in tones if isinstance(value, Tone)):
        assert contrast(tone.ink, tone.ground) >= 4.5
        assert contrast(tone.ink, theme.panel) >= 4.5


@THEMES
def test_the_focus_ring_is_seen_on_every_surface(theme: Tokens) -> None:
    for surface in (theme.panel, theme.ground, theme.sunken):
        assert contrast(theme.ring, surface) >= 3.0


@pytest.mark.parametrize("state", [*VisitState, *known_states()])
def test_a_state_has_a_colour_a_sign_and_a_word(state: str) -> None:
    look = state_colours(state)
    assert look.ink.startswith("#")
    assert look.sign.strip()
    assert look.word.strip()


def test_two_ends_of_a_visit_differ_in_more_than_colour() -> None:
    signs = {state_colours(state).sign for state in VisitState}
    ends = {VisitState.DONE, VisitState.NO_SHOW, VisitState.TURNED_AWAY, VisitState.ARRIVED}
    assert len({state_colours(end).sign for end in ends}) == len(ends)
    assert len(signs) >= 8


def test_a_state_without_a_look_is_not_shown_in_silence() -> None:
    with pytest.raises(KeyError):
        state_colours("on the moon")


@THEMES
def test_the_style_sheet_leaves_no_token_unfilled(theme: Tokens) -> None:
    assert "$" not in style_sheet(theme).replace("$names", "")


def test_a_chosen_theme_reaches_what_is_already_shown(
    qtbot: QtBot, qapp: QApplication, dressed: Theme
) -> None:
    button = PrimaryButton("Book")
    qtbot.addWidget(button)
    button.show()
    before = button.grab().toImage().pixelColor(40, 4).name()
    with qtbot.waitSignal(dressed.changed):
        dressed.choose("dark")
    assert tokens() is DARK
    assert qapp.palette().window().color().name() == DARK.ground
    assert button.grab().toImage().pixelColor(40, 4).name() != before


def test_the_theme_follows_the_system_until_one_is_chosen(
    dressed: Theme, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed = QApplication.styleHints().colorSchemeChanged
    # The offscreen platform has no colour scheme of its own to change.
    system = [Qt.ColorScheme.Light]
    monkeypatch.setattr(dressed, "_system_scheme", lambda: system[0])
    dressed.choose("system")
    assert tokens() is LIGHT
    system[0] = Qt.ColorScheme.Dark
    changed.emit(Qt.ColorScheme.Dark)
    assert tokens() is DARK
    dressed.choose("light")
    changed.emit(Qt.ColorScheme.Dark)
    assert tokens() is LIGHT


def test_amounts_stand_under_one_another(dressed: Theme) -> None:
    metrics = QFontMetricsF(font("amount"))
    widths = {round(metrics.horizontalAdvance(figure), 2) for figure in "0123456789"}
    assert len(widths) == 1
    assert font("amount").families()[0] == "Inter"
