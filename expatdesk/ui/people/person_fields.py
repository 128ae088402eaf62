"""The fields of a person: the five that are asked at the desk, and the rest behind "more"."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QWidget

from expatdesk.i18n import _
from expatdesk.names import PersonName, clean, sort_key, split_full
from expatdesk.services.base import Invalid, Refusal
from expatdesk.services.people.types import PersonEntry
from expatdesk.terms import ResidenceClass, Source
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import (
    ComboField,
    LabelledField,
    Text,
    TextField,
    column,
    make_personal,
    row,
    veiled,
)
from expatdesk.ui.people.birth_field import BirthField
from expatdesk.ui.people.languages_field import LanguagesField
from expatdesk.ui.people.organisation_field import OrganisationField
from expatdesk.ui.people.typed import Typed
from expatdesk.ui.people.words import class_choices, source_choices
from expatdesk.ui.problems import say_problems

LONGEST_NAME = 500
_LONG = 30
"""A text of more signs shows its beginning rather than its end."""

_TEXTS: Final[dict[str, Callable[[], str]]] = {
    "given": lambda: _("Given names"),
    "prefix": lambda: _("Prefix"),
    "surname": lambda: _("Surname"),
    "latin": lambda: _("Name as in the passport"),
    "original": lambda: _("Name in the original script"),
    "call_name": lambda: _("Called by"),
    "sort_key": lambda: _("Sorted as"),
    "street": lambda: _("Street and number"),
    "postcode": lambda: _("Postcode"),
    "city": lambda: _("Town"),
}
_ALWAYS: Final = (
    (("full_name", 4), ("birth_date", 3), ("residence_class", 3)),
    (("email", 5), ("phone", 5)),
)
_MORE: Final = (
    (("given", 4), ("prefix", 2), ("surname", 4)),
    (("latin", 4), ("original", 4), ("call_name", 2)),
    (("street", 4), ("postcode", 2), ("city", 2), ("municipality_id", 2)),
    (("employer_id", 4), ("languages", 3), ("channel", 3)),
    (("sort_key", 4), ("", 6)),
)
_EYE: Final = ("birth_year", *(name for line in (*_ALWAYS, *_MORE) for name, _share in line))
"""Names of the fields as the eye meets them; a year stands where the date does."""
_BIRTH: Final = ("birth_date", "birth_year")


class PersonFields(QWidget):
    """Every field of a PersonEntry, each with its label and a place for its error.

    ``labelled`` finds the field of a refusal by its name. ``edited`` follows each change;
    ``left`` carries the names of a field that can be judged by itself, once it is left.
    """

    edited = Signal()
    left = Signal(object)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextField(limit=LONGEST_NAME)
        self.birth = BirthField()
        self.residence: ComboField[ResidenceClass | None] = ComboField(class_choices())
        self.email = TextField(limit=254)
        self.phone = TextField(limit=40)
        self.employer = OrganisationField(desk, lambda: _("Employer"))
        self.municipality: ComboField[int | None] = ComboField([(None, "–")])
        self.languages = LanguagesField(lambda: _("Speaks"))
        self.channel: ComboField[Source | None] = ComboField([(None, "–"), *source_choices()])
        self.texts = {name: TextField(limit=LONGEST_NAME) for name in _TEXTS}
        for field in (self.name, self.birth, self.email, self.phone, *self.texts.values()):
            make_personal(field)
        make_personal(self)
        self.labelled = self._labelled()
        self._towns: tuple[tuple[int, str], ...] = ()
        self._before = PersonEntry("")
        self.more = QWidget()
        always = [self._line(parts) for parts in _ALWAYS]
        column(*(self._line(parts) for parts in _MORE), spacing=8, parent=self.more)
        column(*always, self.more, spacing=8, parent=self)
        self.more.hide()
        self.setFocusProxy(self.name)
        self._connect()

    def entry(self) -> PersonEntry:
        """What has been typed."""
        day, year = self.birth.birth()
        texts = {name: field.text() for name, field in self.texts.items()}
        return PersonEntry(
            full_name=self.name.text(),
            birth_date=day,
            birth_year=year,
            email=self.email.text(),
            phone=self.phone.text(),
            municipality_id=self.municipality.value(),
            residence_class=self.residence.value(),
            employer_id=self.employer.value(),
            languages=self.languages.codes(),
            channel=self.channel.value(),
            **texts,
        )

    def show_typed(self, typed: Typed) -> None:
        """Fills the fields; a birth that is no date stands there as it was typed."""
        entry = typed.entry
        self.name.setText(entry.full_name)
        self.birth.set_birth(entry.birth_date, entry.birth_year)
        if not self.birth.text() and typed.born:
            self.birth.setText(typed.born)
        self.residence.choose(entry.residence_class)
        self.email.setText(entry.email)
        self.phone.setText(entry.phone)
        self.employer.set_value(entry.employer_id, typed.employer)
        self._choose_town(entry.municipality_id)
        self.languages.set_codes(entry.languages)
        self.channel.choose(entry.channel)
        for name, field in self.texts.items():
            field.setText(getattr(entry, name))
        for field in (self.name, self.email, *self.texts.values()):
            if len(field.text()) > _LONG:
                field.setCursorPosition(0)
        self._before = self.entry()
        self.clear_errors()
        self._guess_parts()
        self._say_what_paper_lacks()

    def offer_municipalities(self, municipalities: Sequence[tuple[int, str]]) -> None:
        """Says which municipalities there are."""
        self._towns = tuple(municipalities)
        self._choose_town(self.municipality.value())

    def _choose_town(self, wanted: int | None) -> None:
        """Shows a municipality, also one whose name has not been read yet."""
        choices: list[tuple[int | None, Text]] = [(None, "–"), *self._towns]
        if wanted not in dict(choices):
            choices.append((wanted, "…"))
        self.municipality.set_choices(choices)
        self.municipality.choose(wanted)

    def show_more(self, *, more: bool) -> None:
        """Opens or closes the fields that are asked less often."""
        self.more.setVisible(more)

    def clear_errors(self) -> None:
        """Takes back what was said to be wrong."""
        for field in self.labelled.values():
            field.set_error("")

    def show_problems(self, problems: Sequence[Refusal]) -> Refusal | None:
        """Says each problem where it was typed, beside what could not be read.

        The keyboard goes to the first; gives a problem that has no field here.
        """
        self.clear_errors()
        self._before, unread = self.entry(), self.birth.problem
        # The words are told already: what was typed may stand in them, braces and all.
        found = [Invalid("{words}", field="birth_date", words=unread)] if unread else []
        return say_problems([*problems, *found], self.show_error, _EYE)

    def show_error(self, name: str, text: Text) -> bool:
        """Says what is wrong where it was typed; False where no field has that name."""
        field = self.labelled.get(name)
        if field is None:
            return False
        if self.more.isAncestorOf(field):
            self.show_more(more=True)
        field.set_error(text)
        field.field.setFocus()
        return True

    def settle(self) -> bool:
        """Whether everything that is read while it is typed could be read."""
        return self.birth.settle()

    def _labelled(self) -> dict[str, LabelledField]:
        birth = LabelledField(lambda: _("Born"), self.birth)
        made = {
            "full_name": LabelledField(lambda: _("Name"), self.name, required=True),
            "birth_date": birth,
            "birth_year": birth,
            "residence_class": LabelledField(lambda: _("Class"), self.residence),
            "email": LabelledField(lambda: _("E-mail"), self.email),
            "phone": LabelledField(lambda: _("Phone"), self.phone),
            "employer_id": self.employer.labelled,
            "municipality_id": LabelledField(lambda: _("Municipality"), self.municipality),
            "languages": self.languages.labelled,
            "channel": LabelledField(lambda: _("Came by"), self.channel),
        }
        return made | {name: LabelledField(_TEXTS[name], f) for name, f in self.texts.items()}

    def _line(self, parts: Sequence[tuple[str, int]]) -> QWidget:
        own = {"employer_id": self.employer, "languages": self.languages}
        holder = QWidget()
        line = row(spacing=12, parent=holder)
        for name, share in parts:
            if name:
                part = own.get(name, self.labelled[name])
                line.addWidget(part, share, Qt.AlignmentFlag.AlignTop)
            else:
                line.addStretch(share)
        return holder

    def _connect(self) -> None:
        for field in (self.name, self.email, self.phone, *self.texts.values()):
            field.textEdited.connect(self._edited)
        for combo in (self.residence, self.municipality, self.channel):
            combo.chosen.connect(self._edited)
        self.birth.textEdited.connect(self._edited)
        self.employer.chosen.connect(self._edited)
        self.languages.edited.connect(self._edited)
        self.name.editingFinished.connect(self._say_what_paper_lacks)
        self.birth.editingFinished.connect(self._birth_left)
        self.email.editingFinished.connect(self._email_left)
        self.phone.editingFinished.connect(self._phone_left)

    @Slot()
    def _edited(self) -> None:
        self._take_back_errors()
        self._guess_parts()
        self.edited.emit()

    def _take_back_errors(self) -> None:
        """What was changed is not wrong until it is judged again; the rest stays said."""
        before, self._before = self._before, self.entry()
        for name, field in self.labelled.items():
            if getattr(before, name) != getattr(self._before, name):
                field.set_error("")

    @Slot()
    def _say_what_paper_lacks(self) -> None:
        """A note, and no error: the name is kept as it was typed."""
        name = self.name.text()
        lacks = not name.isascii() and _paper_lacks(name)
        self.labelled["full_name"].set_hint(_paper_lacks_signs if lacks else "")

    @Slot()
    def _birth_left(self) -> None:
        self.left.emit(_BIRTH)

    @Slot()
    def _email_left(self) -> None:
        self.left.emit(("email",))

    @Slot()
    def _phone_left(self) -> None:
        self.left.emit(("phone",))

    def retranslate(self) -> None:
        """Names were hidden or shown: the guesses are names too."""
        self._guess_parts()

    def _guess_parts(self) -> None:
        """Shows what the parts are taken for while nobody has typed them."""
        guess = split_full(clean(self.name.text()))
        for name in ("given", "prefix", "surname"):
            self.texts[name].set_placeholder(veiled(getattr(guess, name)))
        self.texts["sort_key"].set_placeholder(veiled(sort_key(self._typed_name(guess))))

    def _typed_name(self, guess: PersonName) -> PersonName:
        """The name with the typed parts, as the service will understand it."""
        typed = {name: self.texts[name].text() for name in ("given", "prefix", "surname")}
        if not (typed["given"] or typed["surname"]):
            typed = {name: getattr(guess, name) for name in typed}
        full, latin = clean(self.name.text()), self.texts["latin"].text()
        return PersonName(full=full, latin=latin, **typed)


def _paper_lacks(name: str) -> bool:
    from expatdesk.documents.plaintext import undrawable  # fonts, wanted by few names

    return bool(undrawable(name))


def _paper_lacks_signs() -> str:
    return _("Papers lack some signs of this name. They print it as in the passport.")
