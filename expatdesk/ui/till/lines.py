"""The table of lines: what is open, what was added, what was settled before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import AddedLine, ChargeSheet, FeeLine, ProductInfo
from expatdesk.ui.kit import Card, Hairline, LinkButton, PlainLabel, Text, clear, column, row
from expatdesk.ui.till.add_form import AddForm
from expatdesk.ui.till.bill import Bill, Row
from expatdesk.ui.till.form import PLAIN, Form, Mark
from expatdesk.ui.till.inline import DropForm, ExemptForm, InlineForm
from expatdesk.ui.till.line_row import FOR_WIDE, WIDTHS, AddedRow, FeeRow, LineRow, SettledRow
from expatdesk.ui.till.words import said

_RIGHT = Qt.AlignmentFlag.AlignRight


class LinesCard(Card):
    """Shows the bill's lines; ``edited`` carries the form as it becomes by a decision here.

    ``inline_open`` tells whether a small form is open in it.
    """

    edited = Signal(object)
    inline_open = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(padding=0, spacing=0, parent=parent)
        self._form = Form("")
        self._sheet: ChargeSheet | None = None
        self._names: Mapping[int, str] = {}
        self._inline: InlineForm | None = None
        self._asked: int | None = None
        self._narrow = False
        self._heads: dict[str, PlainLabel] = {}
        self.rows = column(spacing=0)
        self.add(self._head())
        self.add(Hairline())
        self.add(self.rows)
        self.add_link = LinkButton(lambda: _("+ Add fee…"), on=self._open_add)
        self.add_form = AddForm()
        self.add_form.added.connect(self._add)
        self.add_form.closed.connect(self._closed)
        self.add_form.hide()
        self.add(row(self.add_link, None, margins=(6, 5, 6, 5)))
        self.add(self.add_form)

    def _head(self) -> QWidget:
        head = QWidget()
        line = row(spacing=8, margins=(10, 9, 6, 9), parent=head)
        titles: tuple[tuple[str, Callable[[], str]], ...] = (
            ("", lambda: _("Description")),
            ("quantity", lambda: _("Quantity")),
            ("price", lambda: _("Price")),
            ("vat", lambda: _("VAT")),
            ("amount", lambda: _("Amount")),
        )
        for name, text in titles:
            label = PlainLabel(text, role="small_strong", tone="muted", elide=False)
            if name:
                label.setFixedWidth(WIDTHS[name])
                self._heads[name] = label
                label.setAlignment(_RIGHT | Qt.AlignmentFlag.AlignVCenter)
            line.addWidget(label, 0 if name else 1)
        line.addSpacing(WIDTHS["actions"] + 8)
        return head

    def offer(self, products: Sequence[ProductInfo]) -> None:
        """What can be added."""
        self.add_form.offer(products)

    def show_bill(
        self,
        sheet: ChargeSheet,
        names: Mapping[int, str],
        form: Form,
        bill: Bill,
        added: Sequence[FeeLine],
    ) -> None:
        """Builds the rows anew; an open small form goes."""
        self._sheet, self._names, self._form = sheet, names, form
        self._inline = None
        clear(self.rows)
        for shown in bill.rows:
            self._put(self._fee_row(shown, pick=len(bill.rows) > 1))
        for at, (line, entry) in enumerate(zip(added, form.added, strict=False)):
            made = AddedRow(at, line, entry)
            made.removed.connect(self._remove)
            self._put(made)
        for line in sheet.settled:
            self._put(SettledRow(line))

    def opened_form(self) -> InlineForm:
        """The small form that is open."""
        return self._inline or self.add_form

    def follow(self, form: Form) -> None:
        """The lines stay as they are; other choices have changed."""
        self._form = form

    def set_narrow(self, *, narrow: bool) -> None:
        """Without room the columns of quantity and price go."""
        self._narrow = narrow
        for name in FOR_WIDE:
            self._heads[name].setVisible(not narrow)
        for at in range(self.rows.count()):
            item = self.rows.itemAt(at)
            part = None if item is None else item.widget()
            if isinstance(part, LineRow):
                part.set_narrow(narrow=narrow)

    def busy(self) -> bool:
        """Whether a small form is open."""
        return self._inline is not None or self.add_form.isVisibleTo(self)

    def _put(self, part: LineRow) -> None:
        part.set_narrow(narrow=self._narrow)
        self.rows.addWidget(part)
        self.rows.addWidget(Hairline())

    def _fee_row(self, shown: Row, *, pick: bool) -> FeeRow:
        assert self._sheet is not None
        name = self._names.get(shown.line.person_id or 0, "") if pick else ""
        made = FeeRow(shown, name=name, pick=pick, rules=bool(self._sheet.exemptions))
        made.ticked.connect(self._tick)
        made.drop_wanted.connect(self._ask_drop)
        made.exempt_wanted.connect(self._ask_exempt)
        made.full_wanted.connect(self._full)
        made.back_wanted.connect(self._back)
        return made

    # decisions

    @Slot(object, bool)
    def _tick(self, row: FeeRow, now: bool) -> None:  # noqa: FBT001  connected to a signal
        self._set(row.person_id, replace(self._form.mark(row.person_id), now=now))

    @Slot(object)
    def _full(self, row: FeeRow) -> None:
        self._set(row.person_id, replace(self._form.mark(row.person_id), in_full=True))

    @Slot(object)
    def _back(self, row: FeeRow) -> None:
        now = self._form.mark(row.person_id).now
        self._set(row.person_id, replace(PLAIN, now=now))

    @Slot(str)
    def _drop(self, reason: str) -> None:
        mark = self._form.mark(self._asked)
        self._set(self._asked, replace(mark, drop_reason=reason, exemption_id=None, proof=""))

    @Slot(int, str)
    def _exempt(self, rule: int, proof: str) -> None:
        now = self._form.mark(self._asked).now
        self._set(self._asked, Mark(now=now, exemption_id=rule, proof=proof))

    def _set(self, person: int | None, mark: Mark) -> None:
        self.edited.emit(self._form.marked(person, mark))

    @Slot(object)
    def _add(self, line: AddedLine) -> None:
        self.edited.emit(replace(self._form, added=(*self._form.added, line)))

    @Slot(int)
    def _remove(self, at: int) -> None:
        kept = tuple(line for n, line in enumerate(self._form.added) if n != at)
        self.edited.emit(replace(self._form, added=kept))

    # small forms

    @Slot(object)
    def _ask_drop(self, under: FeeRow) -> None:
        form = DropForm()
        form.dropped.connect(self._drop)
        self._open(form, under)

    @Slot(object)
    def _ask_exempt(self, under: FeeRow) -> None:
        assert self._sheet is not None
        rules: list[tuple[int, Text]] = [
            (number, partial(said, name)) for number, name, _proof in self._sheet.exemptions
        ]
        form = ExemptForm(rules, self._sheet.exemption_proof)
        form.exempted.connect(self._exempt)
        self._open(form, under)

    def _open(self, form: InlineForm, under: FeeRow) -> None:
        self._leave_inline()
        self._inline, self._asked = form, under.person_id
        form.closed.connect(self._closed)
        self.rows.insertWidget(self.rows.indexOf(under) + 1, form)
        form.start()
        self.inline_open.emit(True)

    def _open_add(self) -> None:
        self._leave_inline()
        self.add_form.begin()
        self.inline_open.emit(True)

    def _leave_inline(self) -> None:
        for form in (self._inline, self.add_form):
            if form is not None and form.isVisibleTo(self):
                form.close_form()

    @Slot()
    def _closed(self) -> None:
        gone, self._inline = self._inline, None
        if gone is not None:
            gone.deleteLater()
        self.inline_open.emit(self.busy())
