"""The list of people."""

from __future__ import annotations

from expatdesk.formats import number
from expatdesk.i18n import _, ngettext
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, ProgressCard, TableView, veiled
from expatdesk.ui.kit.fitting import ColumnFit
from expatdesk.ui.people.listing import Line, read_listing, read_more, shown_phone
from expatdesk.ui.people.words import born, class_word
from expatdesk.ui.records.filter_field import FilterField
from expatdesk.ui.records.listing import Listing
from expatdesk.ui.records.table import RecordList

LEAST = {"name": 170, "latin": 104, "email": 130, "city": 84, "employer": 104}
"""How far columns shrink, px; the others show figures and do not."""
MAKE_ROOM = ("email", "class", "phone", "employer", "city")
"""Whom one looks for is told from others by name, birth, town and employer: the rest goes first."""


def person_columns() -> list[Column[Line]]:
    return [
        Column("letter", "", lambda r: r.letter, muted=True, strong=True, width=32),
        Column("name", lambda: _("Name"), lambda r: r.row.full_name, strong=True, personal=True,
               stretch=True),
        Column("latin", lambda: _("In the passport"), _latin, muted=True, personal=True,
               width=140),
        Column("born", lambda: _("Born"),
               lambda r: born(r.row.birth_date, r.row.birth_year), personal=True, width=104),
        Column("class", lambda: _("Class"), _class, muted=True, width=100),
        Column("email", lambda: _("E-mail"), lambda r: r.row.email, personal=True, width=190),
        Column("phone", lambda: _("Phone"), lambda r: shown_phone(r.row.phone), personal=True,
               width=140),
        Column("city", lambda: _("Town"), lambda r: r.row.city, muted=True, width=110),
        Column("employer", lambda: _("Employer"), lambda r: r.row.employer, muted=True, width=150),
    ]  # fmt: skip


def _latin(line: Line) -> str:
    return line.row.latin if line.row.latin != line.row.full_name else ""


def _class(line: Line) -> str:
    return class_word(line.row.residence_class) if line.row.residence_class else ""


class PeopleList(RecordList[Line]):
    """Everybody, under their letters; the progress of an export stands above them."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            FilterField(
                lambda: _("Filter by name, e-mail, phone or reference"),
                name=lambda: _("Filter the people"),
            ),
            TableView(person_columns(), name=lambda: _("People"), sortable=False),
            "people",
        )
        ColumnFit(self.table, least=LEAST, make_room=MAKE_ROOM)
        self.progress = ProgressCard(lambda: _("Export"))
        self.body.insertWidget(1, self.progress)

    def read(self, text: str, *, least: int, wanted: int | None) -> Listing[Line]:
        people = self.desk.services.people
        return read_listing(people, text, least=least, person_id=wanted)

    def read_more(self, last: Line, text: str) -> list[Line]:
        return read_more(self.desk.services.people, last, text)

    def id_of(self, row: Line) -> int:
        return row.row.person_id

    def all_words(self, count: int) -> str:
        return ngettext("{count} person", "{count} persons", count).format(count=number(count))

    def empty_title(self) -> str:
        return _("Nobody found") if self.text() else _("Nobody here yet")

    def empty_words(self) -> str:
        if self.text():
            return _("Try part of the name, in any order and without accents, or another script.")
        return _(
            "Everybody who comes to the centre stands here, sorted as in a Dutch list. "
            "People are also added while an appointment is made."
        )

    def empty_button(self) -> str:
        typed = self.text()
        if typed:
            return _("New person “{name}”").format(name=veiled(typed))
        return _("Add the first person")
