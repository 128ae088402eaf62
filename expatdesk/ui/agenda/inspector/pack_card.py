"""The card of the sheets that go with a visit: which ones, why, and what was given already."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.clock import from_epoch, local
from expatdesk.formats import moment_medium, time_hm
from expatdesk.i18n import _, current_language
from expatdesk.services.sheets.types import GivenLine, OfferedSheet
from expatdesk.terms import GivenWay
from expatdesk.ui.agenda.inspector.pack_choice import PackChoice, language_words, title_of
from expatdesk.ui.kit import Card, PlainLabel, clear, column
from expatdesk.ui.sheets.packs.words import because_words


class PackCard(Card):
    """`change_wanted`: sheets are to be left out, added, or looked at first."""

    change_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(
            self._title, action=lambda: _("Change…"), on_action=self._change, parent=parent
        )
        self._choice: PackChoice | None = None
        self.helps = PlainLabel(self._helps_words, role="small", tone="warning", wrap=True)
        self.sheets = PlainLabel(self._sheets_words, role="small", wrap=True)
        self._given = column(spacing=3)
        self.add(self.helps)
        self.add(self.sheets)
        self.add(self._given)

    def show_choice(self, choice: PackChoice | None) -> None:
        """Shows what goes with the visit; None: the centre has no sheets."""
        self._choice = choice
        self.setVisible(choice is not None and not choice.read.is_empty)
        for label in (self.title, self.helps, self.sheets):
            if label is not None:
                label.refresh()
        self.helps.setVisible(bool(self._helps_words()))
        clear(self._given)
        if choice is not None:
            given = choice.read.offer.given
            for at, lines in groupby(given, key=lambda line: line.at):
                self._given.addWidget(_GivenLabel(at, tuple(lines)))

    @Slot()
    def _change(self) -> None:
        self.change_wanted.emit()

    def _title(self) -> str:
        # Asked for by the card before there is a choice.
        choice = getattr(self, "_choice", None)
        if choice is None or not choice.languages:
            return _("Information pack")
        languages = language_words(choice.languages)
        return _("Information pack · {languages}").format(languages=languages)

    def _sheets_words(self) -> str:
        choice = self._choice
        if choice is None:
            return ""
        if choice.chosen:
            return titles_of(choice.chosen)
        if choice.read.offer.given:
            return _("All that is offered was given.")
        return _("No pack is meant for this visit.")

    def _helps_words(self) -> str:
        """The reason why somebody was turned away, where a sheet helps with it."""
        if self._choice is None:
            return ""
        because = [each for sheet in self._choice.helping for each in sheet.because if each.reason]
        said = because_words(dict.fromkeys(because))
        return _("Helps with {reason}").format(reason=said) if said else ""


class _GivenLabel(PlainLabel):
    """What went with the visitor together: Given 24 Nov 2026 11:42 · EN + NL: Your BSN v3 …"""

    def __init__(self, at: int, lines: tuple[GivenLine, ...]) -> None:
        super().__init__(lambda: given_words(at, lines), role="small", tone="muted", wrap=True)


def given_words(at: int, lines: tuple[GivenLine, ...]) -> str:
    """When, how, in which languages, and which versions."""
    way = {
        GivenWay.PRINTED: _("Printed {when}"),
        GivenWay.FILED: _("Saved as a file {when}"),
        GivenWay.MAILED: _("Sent by mail {when}"),
    }[lines[0].way]
    said = [way.format(when=moment_medium(from_epoch(at)))]
    codes = dict.fromkeys(code for line in lines for code in line.languages)
    said.append(language_words(codes))
    titles = ", ".join(
        _("{title} v{number}").format(title=_titled(line), number=line.number) for line in lines
    )
    return f"{' · '.join(part for part in said if part)}: {titles}"


def given_when(line: GivenLine, *, today: bool) -> str:
    """When one sheet was given, short: given 11:42."""
    moment = local(line.at)
    return _("given {when}").format(when=time_hm(moment) if today else moment_medium(moment))


def titles_of(sheets: Iterable[OfferedSheet]) -> str:
    """The titles after one another."""
    return " · ".join(title_of(sheet) for sheet in sheets)


def _titled(line: GivenLine) -> str:
    own = line.titles.get(current_language())
    return own or next(iter(line.titles.values()), "") or line.code
