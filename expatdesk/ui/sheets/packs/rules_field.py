"""To whom a pack goes: chips by kind, and a field that finds what can be asked by typing."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.names.folding import fold
from expatdesk.services.sheets.types import PackRule
from expatdesk.terms import PackRuleKind
from expatdesk.ui.kit import Chip, FlowLayout, Hit, PlainLabel, SearchField, clear, column
from expatdesk.ui.sheets.packs.reading import Choices
from expatdesk.ui.sheets.packs.words import in_order, kind_word, rule_word

MOST = 9


class RuleChip(Chip):
    """One value that is asked for; ``taken_out`` follows its ✕, Delete and Backspace."""

    taken_out = Signal(object)

    def __init__(self, rule: PackRule, choices: Choices, *, removable: bool) -> None:
        super().__init__(lambda: rule_word(rule, choices), removable=removable)
        self.rule = rule
        self.removed.connect(self._take_out)

    @Slot()
    def _take_out(self) -> None:
        self.taken_out.emit(self.rule)


class RulesField(QWidget):
    """``changed`` carries the rules after each chip that comes or goes."""

    changed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rules: frozenset[PackRule] = frozenset()
        self._choices = Choices()
        self._locked = False
        self._listening = False
        self._chips: list[RuleChip] = []
        self.about = PlainLabel(self._about, role="small", tone="muted", wrap=True)
        self._groups = column(spacing=8)
        self.search = SearchField(
            lambda: _("Add: type a service, class, municipality, language …"),
            name=lambda: _("Add a condition"),
        )
        column(self.about, self._groups, self.search, spacing=8, parent=self)
        self.search.asked.connect(self._look)

    def show_rules(self, rules: frozenset[PackRule], choices: Choices) -> None:
        """Shows these without telling."""
        if (rules, choices) == (self._rules, self._choices) and self._groups.count():
            return
        self._rules, self._choices = rules, choices
        self._show()

    def lock(self, *, locked: bool) -> None:
        """To be looked at only."""
        self._locked = locked
        self.search.setVisible(not locked)
        self._show()

    def chips(self) -> list[RuleChip]:
        """The chips in the order in which they stand."""
        return list(self._chips)

    def _about(self) -> str:
        if not self._rules:
            return _("It goes to nobody by itself. Without conditions it is given by hand.")
        return _("One of each line has to fit, and every line.")

    def _show(self) -> None:
        clear(self._groups)
        self._chips = []
        self.about.refresh()
        kinds: dict[PackRuleKind, FlowLayout] = {}
        for rule in in_order(self._rules, self._choices):
            if rule.kind not in kinds:
                kinds[rule.kind] = self._line(rule.kind)
            chip = RuleChip(rule, self._choices, removable=not self._locked)
            chip.taken_out.connect(self._take_out)
            kinds[rule.kind].addWidget(chip)
            chip.show()
            self._chips.append(chip)

    def _line(self, kind: PackRuleKind) -> FlowLayout:
        label = PlainLabel(lambda: kind_word(kind), role="small_strong", tone="muted")
        holder = QWidget()
        chips = FlowLayout(holder, spacing=6)
        line = QWidget()
        column(label, holder, spacing=3, parent=line)
        self._groups.addWidget(line)
        return chips

    @Slot(str)
    def _look(self, typed: str) -> None:
        if not self._listening:
            # The list is made with the window around it, so not before it is first needed.
            self._listening = True
            self.search.popover.chosen.connect(self._take)
        wanted = fold(typed).split()
        hits = []
        for rule in self._choices.rules():
            kind, word = kind_word(rule.kind), rule_word(rule, self._choices)
            text = fold(f"{kind} {word}")
            if rule not in self._rules and all(part in text for part in wanted):
                hits.append(Hit(rule, word, side=kind, personal=False))
        self.search.show_hits(hits[:MOST])

    @Slot(object)
    def _take(self, rule: PackRule) -> None:
        self.search.setText("")
        self._set(self._rules | {rule})

    @Slot(object)
    def _take_out(self, rule: PackRule) -> None:
        self._set(self._rules - {rule})
        self.search.setFocus()

    def _set(self, rules: frozenset[PackRule]) -> None:
        self._rules = rules
        self._show()
        self.changed.emit(rules)
