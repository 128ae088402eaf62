"""The table of a day's documents, what is not printed yet first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtGui import QResizeEvent

from expatdesk.clock import day_of, local
from expatdesk.formats import amount, date_numeric, time_hm
from expatdesk.i18n import _
from expatdesk.ui.kit import Column, TableView
from expatdesk.ui.till.reading import Listed
from expatdesk.ui.till.words import (
    account_state,
    kind_word,
    means_words,
    paper_state,
    said,
    unprinted,
)

WIDE, MIDDLE = 845, 660
"""From these widths (px) desk and staff, and from that means, have a column of their own."""


class DayList(TableView[Listed]):
    """Rows of documents and slips."""

    def __init__(self) -> None:
        self._day: date | None = None
        super().__init__(
            [
                Column("number", lambda: _("Number"), _label, strong=True, width=130),
                Column("time", lambda: _("Time"), self._time, sort=_at, width=62),
                Column("kind", lambda: _("Kind"), _kind, stretch=True),
                Column("total", lambda: _("Total"), _total, sort=_cents, amount=True, width=96),
                Column("means", lambda: _("Means"), _means, width=112),
                Column("desk", lambda: _("Desk"), _desk, muted=True, width=78),
                Column("staff", lambda: _("Staff"), _staff, muted=True, width=102),
                Column("paper", lambda: _("Printed"), _paper_word, state=_paper_look, width=152),
            ],
            name=lambda: _("Documents of the till"),
            enter_opens=True,
        )

    def show_rows(self, rows: Sequence[Listed], day: date | None) -> None:
        """``day`` None: they are of several days, so the day is shown too."""
        self._day = day
        kept = self.current_row()
        waiting = [row for row in rows if is_waiting(row)]
        others = [row for row in rows if not is_waiting(row)]
        ordered = [*waiting, *others]
        if tuple(ordered) == self.rows_model.rows():
            return
        self.set_rows(ordered)
        if kept is None or not self._pick_same(kept):
            self.pick_first()

    def _pick_same(self, kept: Listed) -> bool:
        wanted = key_of(kept)
        for row in self.rows_model.rows():
            if key_of(row) == wanted:
                return self.pick(row)
        return False

    def _time(self, row: Listed) -> str:
        time = time_hm(local(row.at))
        return time if self._day is not None else f"{date_numeric(day_of(row.at))} {time}"

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.width()
        for name, least in (("desk", WIDE), ("staff", WIDE), ("means", MIDDLE)):
            self.setColumnHidden(self.rows_model.column_named(name), width < least)
        self.setColumnWidth(
            self.rows_model.column_named("time"), 62 if self._day is not None else 140
        )


def key_of(row: Listed) -> tuple[str, int]:
    """What a row stands for: ("receipt" or "slip", id)."""
    if row.document is not None:
        return "receipt", row.document.receipt_id
    assert row.slip is not None
    return "slip", row.slip.unbilled_id


def is_waiting(row: Listed) -> bool:
    """Whether its paper is still to come."""
    document = row.document
    return document is not None and unprinted(document.kind, document.print_state)


def _label(row: Listed) -> str:
    if row.document is not None:
        return row.document.label
    return "" if row.slip is None else row.slip.label


def _at(row: Listed) -> int:
    return row.at


def _kind(row: Listed) -> str:
    if row.document is None:
        return _("Slip, {account}").format(account=row.slip.account if row.slip else "")
    word = kind_word(row.document.kind)
    if row.document.original_label:
        word = _("{kind} for {number}").format(kind=word, number=row.document.original_label)
    if row.document.credited:
        whole = row.document.credited >= row.document.total
        word = f"{word} · {_('Refunded') if whole else _('Partly refunded')}"
    return word


def _cents(row: Listed) -> int:
    if row.document is not None:
        return row.document.total
    return 0 if row.slip is None else row.slip.net


def _total(row: Listed) -> str:
    return amount(_cents(row), symbol=False)


def _means(row: Listed) -> str:
    return _("On account") if row.document is None else means_words(row.document.means)


def _desk(row: Listed) -> str:
    listed = row.document or row.slip
    return "" if listed is None else said(listed.desk)


def _staff(row: Listed) -> str:
    listed = row.document or row.slip
    return "" if listed is None else listed.staff


def _paper(row: Listed) -> tuple[str, str]:
    if row.document is not None:
        return paper_state(row.document.kind, row.document.print_state)
    assert row.slip is not None
    return account_state(row.slip.state)


def _paper_look(row: Listed) -> str:
    return _paper(row)[0]


def _paper_word(row: Listed) -> str:
    return _paper(row)[1]
