"""Publishing: what changed, a note for the history, and whether the facts were gone through."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal

from expatdesk.i18n import _, ngettext
from expatdesk.markup import Change, ChangeKind, differences
from expatdesk.names import printable
from expatdesk.services.base import Refusal
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    CheckField,
    LabelledField,
    PlainLabel,
    PrimaryButton,
    TextField,
    clear,
    column,
)
from expatdesk.ui.sheets.differences import DifferenceView
from expatdesk.ui.sheets.panels.panel import SidePanel, YearField, settle_year

SHOWN = 170
"""Height of what changed in a language, px."""


@dataclass(frozen=True)
class ToPublish:
    """What would come into force: its number, and of each changed language what changed.

    ``other``: whether year, owner or a source is another than in the version in force.
    """

    number: int
    changes: Mapping[str, tuple[Change, ...]]
    names: Mapping[str, str]
    open_facts: int
    mistakes: int
    year: int | None
    other: bool = False

    @property
    def is_new(self) -> bool:
        """Whether anything would be different from the version in force."""
        return self.other or bool(self.changes)


def compared(before: Mapping[str, str], now: Mapping[str, str]) -> dict[str, tuple[Change, ...]]:
    """What changed in each language; not on the window's thread."""
    return {
        code: differences(before.get(code, ""), body)
        for code, body in now.items()
        if body != before.get(code, "")
    }


class PublishPanel(SidePanel):
    """``wanted`` carries the note, whether the facts were checked, and the year or None."""

    wanted = Signal(str, bool, object)

    def __init__(self, desk: Desk) -> None:
        self._about: ToPublish | None = None
        super().__init__(desk, self._title_words)
        self.words = PlainLabel(self._words, role="small", tone="muted", wrap=True)
        self.warning = PlainLabel(self._warning_words, role="small", tone="warning", wrap=True)
        self._changes = column(spacing=8)
        self.note = TextField(limit=300)
        self.checked = CheckField(lambda: _("The facts were checked today"))
        self.year = YearField()
        self.note_field = LabelledField(
            lambda: _("What changed, for the history"),
            self.note,
            hint=lambda: _("For instance: new amounts of 2027"),
        )
        self.year_field = LabelledField(lambda: _("Valid for the year"), self.year)
        self.publish = PrimaryButton(
            self._button_words, key="Ctrl+Return", on=self._publish, large=True
        )
        self.content.addWidget(self.words)
        self.content.addWidget(self.warning)
        self.content.addLayout(self._changes)
        for part in (self.note_field, self.checked, self.year_field):
            self.content.addWidget(part)
        self.content.addStretch(1)
        self.foot.addWidget(self.publish)

    def show_about(self, about: ToPublish) -> None:
        """What would be published now; what is typed stays while it is the same version."""
        fresh = self._about is None or self._about.number != about.number
        self._about = about
        if fresh:
            self.note.clear()
            self.checked.setChecked(False)
            self.year.show_year(about.year)
        clear(self._changes)
        for code, changes in about.changes.items():
            self._add(about.names.get(code, code), changes)
        self.publish.setEnabled(about.is_new and not about.mistakes)
        for label in (self.title, self.words, self.warning):
            label.refresh()
        self.warning.setVisible(bool(self._warning_words()))
        self.publish.retranslate()

    def begin(self) -> None:
        """The keyboard goes to the note."""
        self.note.setFocus()

    def forget(self) -> None:
        """Another sheet: nothing typed is kept."""
        self._about = None

    def show_refusal(self, error: Refusal) -> bool:
        """Says at its field why it is refused; False where it has none here."""
        fields = {"note": self.note_field, "valid_for_year": self.year_field}
        named = fields.get(error.field)
        if named is None:
            return False
        named.set_error(error.message())
        return True

    def _add(self, name: str, changes: tuple[Change, ...]) -> None:
        count = sum(len(c.text.split()) for c in changes if c.kind is ChangeKind.ADDED)
        gone = sum(len(c.text.split()) for c in changes if c.kind is ChangeKind.REMOVED)
        words = _("{language}: {new} words came, {old} went").format(
            # A name from right to left leaves the figures behind it where they are.
            language=printable(name),
            new=count,
            old=gone,
        )
        self._changes.addWidget(PlainLabel(words, role="small_strong", tone="muted"))
        view = DifferenceView(words)
        view.setFixedHeight(SHOWN)
        view.show_changes(changes, short=True)
        self._changes.addWidget(view)

    def _publish(self) -> None:
        if settle_year(self.year_field):
            year = self.year.year()
            self.wanted.emit(self.note.text().strip(), self.checked.isChecked(), year)

    def _number(self) -> int:
        return 0 if self._about is None else self._about.number

    def _title_words(self) -> str:
        return _("Publish version {number}").format(number=self._number())

    def _button_words(self) -> str:
        return _("Publish v{number}").format(number=self._number())

    def _words(self) -> str:
        about = self._about
        if about is not None and not about.is_new:
            return _("Nothing is different from the version in force.")
        only = _("The texts stay as they are; year, owner or source changes.")
        forever = _(
            "A published version stays for ever. If something is wrong with it, the next version "
            "mends it; an old one can be brought back as a new one."
        )
        return forever if about is None or about.changes else f"{only} {forever}"

    def _warning_words(self) -> str:
        about = self._about
        if about is None:
            return ""
        said = []
        if about.mistakes:
            count = about.mistakes
            words = ngettext(
                "{count} mistake has to be mended first: F8 leads to it.",
                "{count} mistakes have to be mended first: F8 leads to them.",
                count,
            )
            said.append(words.format(count=count))
        if about.open_facts:
            count = about.open_facts
            words = ngettext(
                "{count} fact is not confirmed yet.", "{count} facts are not confirmed yet.", count
            )
            said.append(words.format(count=count))
        return " ".join(said)
