"""The table of lines: what is open, what was added, what was settled before."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.services.till.types import AddedLine, ChargeSheet, FeeLine, ProductInfo
from expatdesk.terms import ChargeState, DocumentKind
from expatdesk.ui.kit import Card, Hairline, LinkButton, PlainLabel, Text, clear, column, row
from expatdesk.ui.till.add_form import AddForm
from expatdesk.ui.till.bill import Bill, Row
from expatdesk.ui.till.form import PLAIN, Form
from expatdesk.ui.till.inline import DropForm, ExemptForm, InlineForm
from expatdesk.ui.till.line_row import FOR_WIDE, WIDTHS, AddedRow, FeeRow, LineRow, SettledRow
from expatdesk.ui.till.words import said, settled_words

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
            made = AddedRow(line, entry)
            made.removed.connect(partial(self._remove, at))
            self._put(made)
        labels = tuple(d.label for d in sheet.documents if d.kind is DocumentKind.RECEIPT)
        for line in sheet.settled:
            state = line.state or ChargeState.PAID
            self._put(SettledRow(line, partial(settled_words, state, labels, line.reason)))

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
        person = shown.line.person_id
        name = self._names.get(person or 0, "") if pick else ""
        made = FeeRow(shown, name=name, pick=pick, rules=bool(self._sheet.exemptions))
        made.ticked.connect(partial(self._tick, person))
        made.drop_wanted.connect(partial(self._ask_drop, person, made))
        made.exempt_wanted.connect(partial(self._ask_exempt, person, made))
        made.full_wanted.connect(partial(self._full, person))
        made.back_wanted.connect(partial(self._back, person))
        return made

    # decisions

    def _tick(self, person: int | None, now: bool) -> None:  # noqa: FBT001  connected to a signal
        self._mark(person, now=now)

    def _full(self, person: int | None) -> None:
        self._mark(person, in_full=True)

    def _back(self, person: int | None) -> None:
        now = self._form.mark(person).now
        self.edited.emit(self._form.marked(person, replace(PLAIN, now=now)))

    def _drop(self, person: int | None, reason: str) -> None:
        self._mark(person, drop_reason=reason, exemption_id=None, proof="")

    def _exempt(self, person: int | None, rule: int, proof: str) -> None:
        self._mark(person, exemption_id=rule, proof=proof, drop_reason="", in_full=False)

    def _mark(self, person: int | None, **changes: object) -> None:
        mark = replace(self._form.mark(person), **changes)  # type: ignore[arg-type]
        self.edited.emit(self._form.marked(person, mark))

    def _add(self, line: AddedLine) -> None:
        self.edited.emit(replace(self._form, added=(*self._form.added, line)))

    def _remove(self, at: int) -> None:
        kept = tuple(line for n, line in enumerate(self._form.added) if n != at)
        self.edited.emit(replace(self._form, added=kept))

    # small forms

    def _ask_drop(self, person: int | None, under: FeeRow) -> None:
        form = DropForm()
        form.dropped.connect(partial(self._drop, person))
        self._open(form, under)

    def _ask_exempt(self, person: int | None, under: FeeRow) -> None:
        assert self._sheet is not None
        rules: list[tuple[int, Text]] = [
            (number, partial(said, name)) for number, name, _proof in self._sheet.exemptions
        ]
        form = ExemptForm(rules, self._sheet.exemption_proof)
        form.exempted.connect(partial(self._exempt, person))
        self._open(form, under)

    def _open(self, form: InlineForm, under: QWidget) -> None:
        self._leave_inline()
        self._inline = form
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

    def _closed(self) -> None:
        gone, self._inline = self._inline, None
        if gone is not None:
            gone.deleteLater()
        self.inline_open.emit(self.busy())
