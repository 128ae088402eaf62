"""The table of a day's documents, what is not printed yet first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QEvent
from PySide6.QtGui import QFontMetricsF, QResizeEvent

from expatdesk.clock import day_of, local
from expatdesk.formats import amount, date_numeric, time_hm
from expatdesk.i18n import _
from expatdesk.services.till.types import ReceiptRow
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit import Column, TableView, veiled
from expatdesk.ui.kit.text import say
from expatdesk.ui.till.reading import Listed
from expatdesk.ui.till.words import (
    account_look,
    account_word,
    kind_word,
    means_words,
    paper_look,
    paper_word,
    said,
    unprinted,
)

FOREGO = ("staff", "desk", "origin", "time", "yet")
"""What goes where there is no room for every word, in this order; "origin": in the kind, of
which document it is and what became of it; "yet": of what is not printed yet. All of it stands
on the document itself."""
PADDING = 22
"""Beside the words of a cell, px."""
PILL = 18
"""More of it where the words stand in a pill, px."""
FRAME = 4
"""Around the table, px."""
NAME_WIDTH = 110
"""More than this the name of an account does not ask for, px; it is cut and told whole."""


class DayList(TableView[Listed]):
    """Rows of documents and slips; every column is as wide as its words."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._gone: frozenset[str] = frozenset()
        super().__init__(
            [
                Column("number", lambda: _("Number"), _label, strong=True),
                Column("time", lambda: _("Time"), self._time, sort=_at),
                Column("kind", lambda: _("Kind"), self._kind, stretch=True),
                Column("total", lambda: _("Total"), _total, sort=_cents, amount=True),
                Column("means", lambda: _("Means"), _means),
                Column("desk", lambda: _("Desk"), _desk, muted=True),
                Column("staff", lambda: _("Staff"), _staff, muted=True),
                Column("paper", lambda: _("Printed"), self._paper_word, state=_paper_look),
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
        self._fit()
        if kept is None or not self._pick_same(kept):
            self.pick_first()

    def _pick_same(self, kept: Listed) -> bool:
        wanted = key_of(kept)
        for row in self.rows_model.rows():
            if key_of(row) == wanted:
                return self.pick(row)
        return False

    # room

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self._fit()

    def _fit(self) -> None:
        """Words are never cut: what does not fit is left out, the least needed first."""
        room = self.width() - FRAME
        for count in range(len(FOREGO) + 1):
            self._gone = frozenset(FOREGO[:count])
            widths = {each.name: self._width(each) for each in self.rows_model.columns}
            if sum(width for name, width in widths.items() if name not in self._gone) <= room:
                break
        for at, each in enumerate(self.rows_model.columns):
            self.setColumnHidden(at, each.name in self._gone)
            self.setColumnWidth(at, widths[each.name])
        self.viewport().update()

    def _width(self, column: Column[Listed]) -> int:
        """Of a column with its title and its longest words."""
        role: Role = "amount" if column.amount else "strong" if column.strong else "text"
        extra = 0
        if column.state is not None:
            role, extra = "small_strong", PILL
        metrics = QFontMetricsF(font(role))
        words = {column.text(row) for row in self.rows_model.rows() if not _is_name(column, row)}
        longest = max((metrics.horizontalAdvance(each) for each in words), default=0.0) + extra
        if any(_is_name(column, row) for row in self.rows_model.rows()):
            longest = max(longest, NAME_WIDTH)
        title = QFontMetricsF(font("small_strong")).horizontalAdvance(say(column.title))
        return round(max(longest, title) + PADDING)

    # words

    def _time(self, row: Listed) -> str:
        time = time_hm(local(row.at))
        return time if self._day is not None else f"{date_numeric(day_of(row.at))} {time}"

    def _kind(self, row: Listed) -> str:
        if row.document is None:
            account = "" if row.slip is None else row.slip.account
            return _("Slip, {account}").format(account=veiled(account))
        word = kind_word(row.document.kind)
        refunded = _refunded_word(row.document)
        if "origin" in self._gone:
            return refunded or word
        if row.document.original_label:
            word = _("{kind} for {number}").format(kind=word, number=row.document.original_label)
        return f"{word} · {refunded}" if refunded else word

    def _paper_word(self, row: Listed) -> str:
        if row.document is None:
            return "" if row.slip is None else account_word(row.slip.state)
        if "yet" in self._gone and is_waiting(row):
            return _("Not printed")
        return paper_word(row.document.kind, row.document.print_state)


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


def _refunded_word(document: ReceiptRow) -> str:
    """What became of a document; empty while nothing of it is given back."""
    if not document.credited:
        return ""
    return _("Refunded") if document.credited >= document.total else _("Partly refunded")


def _is_name(column: Column[Listed], row: Listed) -> bool:
    """Whether a cell holds the name of an account, which may be of any length."""
    return column.name == "kind" and row.document is None


def _label(row: Listed) -> str:
    if row.document is not None:
        return row.document.label
    return "" if row.slip is None else row.slip.label


def _at(row: Listed) -> int:
    return row.at


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


def _paper_look(row: Listed) -> str:
    if row.document is not None:
        return paper_look(row.document.kind, row.document.print_state)
    return "" if row.slip is None else account_look(row.slip.state)
