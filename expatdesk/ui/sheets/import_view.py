"""What taking a folder would do, line by line, before anything is taken."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _, ngettext
from expatdesk.ui.kit import (
    CheckField,
    Column,
    PlainLabel,
    PrimaryButton,
    QuietButton,
    TableView,
    column,
    row,
)
from expatdesk.ui.kit.fitting import ColumnFit
from expatdesk.workflows.sheet_files import ImportLine, ImportPlan, Mark

STATES = {
    Mark.CHANGED: "info",
    Mark.NEW: "done",
    Mark.SAME: "neutral",
    Mark.LEFT: "neutral",
    Mark.WARNING: "warning",
    Mark.REFUSED: "error",
}

ORDER = (Mark.REFUSED, Mark.WARNING, Mark.CHANGED, Mark.NEW, Mark.LEFT, Mark.SAME)
"""What is to be looked at stands first."""


class ImportView(QWidget):
    """``taken`` carries whether the good ones are taken although others are refused."""

    taken = Signal(bool)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan: ImportPlan | None = None
        self.title = PlainLabel(lambda: _("Import"), role="heading")
        self.words = PlainLabel(self._words, role="small", tone="muted", wrap=True)
        self.table: TableView[ImportLine] = TableView(
            _columns(), name=lambda: _("What would be taken")
        )
        ColumnFit(self.table, least={"file": 130}, make_room=("line",))
        self.detail = PlainLabel("", role="small", wrap=True)
        self.only_good = CheckField(lambda: _("Take the others, without those that are refused"))
        self.back = QuietButton(lambda: _("Back"), key="Esc", on=self.closed.emit)
        self.take = PrimaryButton(self._take_words, key="Ctrl+Return", on=self._take)
        body = column(self.title, self.words, spacing=8, parent=self)
        body.addWidget(self.table, 1)
        body.addWidget(self.detail)
        body.addWidget(self.only_good)
        body.addLayout(row(self.back, None, self.take))
        self.only_good.toggled.connect(self._ticked)
        self.table.picked.connect(self._picked)
        self.setFocusProxy(self.table)

    def show_plan(self, plan: ImportPlan) -> None:
        """Shows what an import would do, what is refused first."""
        self._plan = plan
        lines = sorted(plan.lines, key=lambda line: ORDER.index(line.mark))
        self.table.set_rows(lines)
        self.table.pick_first()
        self.only_good.setChecked(False)
        self.only_good.setVisible(plan.refused > 0 and bool(plan.texts))
        self.words.refresh()
        self._picked(self.table.current_row())
        self._ticked()

    @Slot(object)
    def _picked(self, line: ImportLine | None) -> None:
        """Says the whole of a line that finds no room in its column."""
        self.detail.set_text("" if line is None else f"{line.file}: {line.said()}")

    def plan(self) -> ImportPlan | None:
        """What is shown."""
        return self._plan

    @Slot()
    def _ticked(self) -> None:
        plan = self._plan
        can = plan is not None and bool(plan.texts)
        self.take.setEnabled(can and (not _refused(plan) or self.only_good.isChecked()))
        self.take.retranslate()

    def _take(self) -> None:
        self.taken.emit(self.only_good.isChecked())

    def _words(self) -> str:
        plan = self._plan
        if plan is None:
            return ""
        said = [
            ngettext("{count} text would change", "{count} texts would change", count).format(
                count=count
            )
            for count in (plan.count(Mark.CHANGED),)
        ]
        new, same = plan.count(Mark.NEW), plan.count(Mark.SAME)
        said.append(_("{count} new").format(count=new))
        said.append(_("{count} as now").format(count=same))
        if plan.refused:
            words = ngettext("{count} file refused", "{count} files refused", plan.refused)
            said.append(words.format(count=plan.refused))
        return " · ".join(said)

    def _take_words(self) -> str:
        count = 0 if self._plan is None else len(self._plan.texts)
        return ngettext("Take {count} text", "Take {count} texts", count).format(count=count)


def _refused(plan: ImportPlan | None) -> bool:
    return plan is not None and plan.refused > 0


def mark_words(mark: Mark) -> str:
    """What becomes of a file, in a word."""
    return {
        Mark.CHANGED: _("changes"),
        Mark.NEW: _("new"),
        Mark.SAME: _("as now"),
        Mark.LEFT: _("left alone"),
        Mark.WARNING: _("look at it"),
        Mark.REFUSED: _("refused"),
    }[mark]


def _columns() -> list[Column[ImportLine]]:
    return [
        Column("file", lambda: _("File"), lambda line: line.file, width=210),
        Column("line", lambda: _("Line"), lambda line: str(line.line or ""), amount=True, width=56),
        Column(
            "mark",
            lambda: _("What"),
            lambda line: mark_words(line.mark),
            state=lambda line: STATES[line.mark],
            width=104,
        ),
        Column("words", lambda: _("Why"), lambda line: line.said(), stretch=True),
    ]
