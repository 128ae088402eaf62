"""The list of organisations."""

from __future__ import annotations

from expatdesk.formats import amount, number
from expatdesk.i18n import _, ngettext
from expatdesk.services.organisations.types import OrganisationRow
from expatdesk.ui.context import Desk
from expatdesk.ui.kit import Column, TableView, veiled
from expatdesk.ui.kit.fitting import ColumnFit
from expatdesk.ui.organisations.listing import place_of, read_listing
from expatdesk.ui.organisations.words import roles_words, terms_word
from expatdesk.ui.records.filter_field import FilterField
from expatdesk.ui.records.listing import Listing
from expatdesk.ui.records.table import RecordList

LEAST = {"name": 160, "city": 90, "roles": 110}
"""How far columns shrink, px; the others say words or figures that are never cut."""
MAKE_ROOM = ("roles", "terms", "city")


def organisation_columns() -> list[Column[OrganisationRow]]:
    return [
        Column("name", lambda: _("Name"), lambda r: r.name, strong=True, stretch=True),
        Column("city", lambda: _("Town"), lambda r: r.city, muted=True, width=120),
        Column("roles", lambda: _("Roles"), lambda r: roles_words(r.roles), muted=True,
               width=160),
        Column("sponsor", lambda: _("IND"), lambda r: _("✓ Sponsor") if r.recognised_sponsor
               else "", state=lambda r: "done" if r.recognised_sponsor else None, width=114),
        Column("terms", lambda: _("Pays"), lambda r: terms_word(r.payment_terms), muted=True,
               width=176),
        Column("open", lambda: _("On account"),
               lambda r: amount(r.open_net, symbol=False) if r.open_net else "",
               amount=True, width=104),
    ]  # fmt: skip


class OrganisationList(RecordList[OrganisationRow]):
    """All that book or pay for others, by their names."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(
            desk,
            FilterField(lambda: _("Filter by name"), name=lambda: _("Filter the organisations")),
            TableView(organisation_columns(), name=lambda: _("Organisations"), sortable=False),
            "building",
        )
        ColumnFit(self.table, least=LEAST, make_room=MAKE_ROOM)

    def read(self, text: str, *, least: int, wanted: int | None) -> Listing[OrganisationRow]:
        organisations = self.desk.services.organisations
        return read_listing(organisations, text, least=least, organisation_id=wanted)

    def read_more(self, last: OrganisationRow, text: str) -> list[OrganisationRow]:
        return self.desk.services.organisations.page(place_of(last), text)

    def id_of(self, row: OrganisationRow) -> int:
        return row.organisation_id

    def all_words(self, count: int) -> str:
        return ngettext("{count} organisation", "{count} organisations", count).format(
            count=number(count)
        )

    def empty_title(self) -> str:
        return _("No organisation found") if self.text() else _("No organisations yet")

    def empty_words(self) -> str:
        if self.text():
            return _("Every part that is typed begins a word of the name.")
        return _(
            "Employers, agents and all who book or pay for others stand here, with their "
            "contacts and what is still to be invoiced."
        )

    def empty_button(self) -> str:
        typed = self.text()
        if typed:
            return _("New organisation “{name}”").format(name=veiled(typed))
        return _("Add the first organisation")
