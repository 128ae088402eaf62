"""Who is known already under this name: shown while a new person is being typed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.people.types import Found
from expatdesk.ui.kit import LinkButton, PlainLabel, clear, column, make_personal, row, veiled
from expatdesk.ui.people.words import born, visits_words

MOST = 3


class _Use(LinkButton):
    """``taken`` carries the person whose record is to be used."""

    taken = Signal(int)

    def __init__(self, found: Found, key: str | None) -> None:
        self._person_id = found.person_id
        super().__init__(
            lambda: _("Use this one"),
            key=key,
            on=self._take,
            name=lambda: _("Use {name}").format(name=veiled(found.full_name)),
        )
        make_personal(self)

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self._person_id)


class Duplicates(QWidget):
    """Up to three records that could be the same person; ``taken`` carries the one to use."""

    taken = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Found, ...] = ()
        self.heading = PlainLabel(self._heading, role="small_strong", tone="warning")
        self._lines = column(spacing=2)
        column(self.heading, self._lines, spacing=4, parent=self)
        self.hide()

    def show_found(self, found: Sequence[Found]) -> None:
        """Shows these, or nothing when there are none."""
        first = tuple(found[:MOST])
        if first == self._shown:
            return
        self._shown = first
        clear(self._lines)
        for number, one in enumerate(first):
            self._lines.addLayout(self._line(one, key="Alt+U" if number == 0 else None))
        self.heading.refresh()
        self.setVisible(bool(first))

    def found(self) -> tuple[Found, ...]:
        """What is shown."""
        return self._shown

    def _heading(self) -> str:
        return ngettext(
            "Somebody like this is known already",
            "People like this are known already",
            len(self._shown),
        )

    def _line(self, found: Found, key: str | None) -> QHBoxLayout:
        details = [
            born(found.birth_date, found.birth_year),
            found.email or found.phone,
            visits_words(found),
        ]
        name = PlainLabel(found.full_name, role="small_strong", personal=True)
        rest = PlainLabel(
            " · ".join(part for part in details if part), role="small", tone="muted", personal=True
        )
        use = _Use(found, key)
        use.taken.connect(self.taken)
        line = row(spacing=8)
        line.addWidget(name)
        line.addWidget(rest, 1)
        line.addWidget(use)
        return line
