"""Going through the facts of a sheet: confirm each, then say that it was checked."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.services.base import Refusal
from expatdesk.services.sheets.types import Fact, SheetView
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    Card,
    FlowLayout,
    LabelledField,
    Pill,
    PlainLabel,
    PrimaryButton,
    SecondaryButton,
    SmallQuietButton,
    clear,
    column,
    row,
)
from expatdesk.ui.sheets.panels.panel import SidePanel, YearField, settle_year
from expatdesk.ui.sheets.words import day_words, due_words

NEXT_KEY = "F9"


class FactCard(Card):
    """One fact in all languages; ``confirmed`` carries it, ``shown`` when it is to be seen."""

    confirmed = Signal(object)
    seen = Signal(object)

    def __init__(self, fact: Fact) -> None:
        super().__init__(padding=10, spacing=4)
        self.fact = fact
        kind = _("yearly amount") if fact.kind == "yearly" else _("to be checked")
        head = row(PlainLabel(kind, role="small_strong", tone="muted"), None)
        self.sign = Pill(
            _("To confirm") if fact.is_open else _("Confirmed"),
            state="warning" if fact.is_open else "done",
            sign=True,
        )
        head.addWidget(self.sign)
        self.add(head)
        for code, text in fact.texts.items():
            self.add(PlainLabel(f"{code.upper()}  {text}", role="small", wrap=True))
        self.confirm = SmallQuietButton(lambda: _("Confirm"), on=self._confirm)
        self.show_place = SmallQuietButton(lambda: _("Show in the text"), on=self._see)
        buttons = row(self.show_place, None, spacing=4)
        if fact.is_open:
            buttons.addWidget(self.confirm)
        elif fact.confirmed_at is not None:
            words = _("{day} · {name}").format(
                day=day_words(fact.confirmed_at), name=fact.confirmed_by
            )
            buttons.addWidget(PlainLabel(words, role="small", tone="muted"))
        self.add(buttons)

    def _confirm(self) -> None:
        self.confirmed.emit(self.fact)

    def _see(self) -> None:
        self.seen.emit(self.fact)


class CheckPanel(SidePanel):
    """``confirm_wanted`` carries the facts, ``checked`` the year or None; ``fact_seen`` a fact
    whose place in the text somebody wants to see.
    """

    confirm_wanted = Signal(object)
    checked = Signal(object)
    fact_seen = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, lambda: _("Check the facts"))
        self._view: SheetView | None = None
        self._cards: list[FactCard] = []
        self.words = PlainLabel(self._words, role="small", tone="muted", wrap=True)
        self.next = SecondaryButton(
            lambda: _("Confirm the next"), key=NEXT_KEY, on=self._confirm_next
        )
        self.all = SecondaryButton(lambda: _("Confirm all"), on=self._confirm_all)
        self._list = column(spacing=8)
        self.year = YearField()
        self.year_field = LabelledField(lambda: _("Valid for the year"), self.year)
        self.done = PrimaryButton(
            lambda: _("Checked today"), key="Ctrl+Return", on=self._done, large=True
        )
        self.note = PlainLabel(self._note_words, role="small", tone="muted", wrap=True)
        self.content.addWidget(self.words)
        buttons = QWidget()
        beside = FlowLayout(buttons)
        beside.addWidget(self.next)
        beside.addWidget(self.all)
        self.content.addWidget(buttons)
        self.content.addLayout(self._list)
        self.content.addStretch(1)
        self.foot.addWidget(self.note)
        self.foot.addWidget(self.year_field)
        self.foot.addWidget(self.done)

    def show_view(self, view: SheetView, *, allowed: bool) -> None:
        """The facts of a sheet, those that are open first."""
        if self._view is None or self._view.sheet_id != view.sheet_id:
            self.year.show_year(self.desk.today().year)
            self.year_field.set_error("")
        self._view = view
        clear(self._list)
        self._cards = [
            FactCard(fact) for fact in sorted(view.facts, key=lambda one: not one.is_open)
        ]
        for card in self._cards:
            self._list.addWidget(card)
            card.confirmed.connect(self._confirm_one)
            card.seen.connect(self.fact_seen)
            card.confirm.setVisible(allowed and card.fact.is_open)
        open_ = bool(self.open_facts())
        for button in (self.next, self.all):
            button.setVisible(allowed and open_)
        can = allowed and view.current is not None and view.draft is None and view.active
        for part in (self.done, self.year_field):
            part.setVisible(can)
        self.words.refresh()
        self.note.refresh()
        self.note.setVisible(bool(self._note_words()))

    def open_facts(self) -> tuple[Fact, ...]:
        """Those that nobody has confirmed as they stand."""
        return tuple(card.fact for card in self._cards if card.fact.is_open)

    def begin(self) -> None:
        """The keyboard goes to the next step."""
        target = self.next if self.next.isVisible() else self.done
        target.setFocus()

    def show_refusal(self, error: Refusal) -> bool:
        """Says at its field why it is refused; False where it has none here."""
        if error.field != "valid_for_year":
            return False
        self.year_field.set_error(error.message())
        return True

    def _confirm_next(self) -> None:
        facts = self.open_facts()
        if facts:
            self.fact_seen.emit(facts[min(1, len(facts) - 1)])
            self.confirm_wanted.emit(facts[:1])

    def _confirm_all(self) -> None:
        facts = self.open_facts()
        if facts:
            self.confirm_wanted.emit(facts)

    @Slot(object)
    def _confirm_one(self, fact: Fact) -> None:
        self.confirm_wanted.emit((fact,))

    def _done(self) -> None:
        if settle_year(self.year_field):
            self.checked.emit(self.year.year())

    def _words(self) -> str:
        view = self._view
        if view is None:
            return ""
        count = sum(fact.is_open for fact in view.facts)
        words = ngettext("{count} fact to confirm", "{count} facts to confirm", count)
        if not view.facts:
            said = [_("No fact is marked in it")]
        elif not count:
            said = [_("All facts are confirmed")]
        else:
            said = [words.format(count=count)]
        if view.due:
            said.append(due_words(view.due, view.valid_for_year))
        return ". ".join(said) + "."

    def _note_words(self) -> str:
        view = self._view
        if view is None:
            return ""
        if view.draft is not None:
            return _(
                "There is a draft: publish it first, or discard it. What is checked is the "
                "version in force."
            )
        if view.current is None:
            return _("It is not published yet.")
        return ""


def places_of(fact: Fact, bodies: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Where a fact stands in each language, in characters."""
    found = {}
    for code, body in bodies.items():
        tail = body.find(f"#{fact.name}}}")
        head = body.rfind("[", 0, tail) if tail >= 0 else -1
        if head >= 0:
            found[code] = (head, tail + len(fact.name) + 2)
    return found
