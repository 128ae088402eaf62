"""The one place where everything is put together: a centre and its services."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expatdesk.clock import Clock
    from expatdesk.services.appointments import Appointments
    from expatdesk.services.files import Files
    from expatdesk.services.organisations import Organisations
    from expatdesk.services.people import People
    from expatdesk.services.printing import Printing
    from expatdesk.services.reception import Reception
    from expatdesk.services.settings import Settings
    from expatdesk.services.setup import Setup
    from expatdesk.services.sheets.sheets import Sheets
    from expatdesk.services.staff import Staff
    from expatdesk.services.till import Till
    from expatdesk.storage.place import Place
    from expatdesk.storage.store import Store


@dataclass(frozen=True)
class Centre:
    """One centre's data and everything that can be done with it."""

    store: Store
    clock: Clock
    settings: Settings
    staff: Staff
    people: People
    organisations: Organisations
    appointments: Appointments
    reception: Reception
    till: Till
    files: Files
    printing: Printing

    @cached_property
    def setup(self) -> Setup:
        """Large, and no room but the settings needs it: made when they are opened."""
        from expatdesk.services.setup import Setup

        return Setup(self.store, self.clock)

    @cached_property
    def sheets(self) -> Sheets:
        """Made when they are first asked for, which is after the window has opened."""
        from expatdesk.services.sheets.sheets import Sheets

        return Sheets(self.store, self.clock)


def open_centre(place: Place, clock: Clock | None = None, *, create: bool = True) -> Centre:
    """Opens the centre kept at a place; an empty place becomes an empty centre.

    One that an earlier program made is upgraded, and gets the sheets that new centres begin with.
    Raises the errors of storage (damaged, read only, too new, unreachable).
    """
    from expatdesk.clock import SystemClock
    from expatdesk.model import metadata
    from expatdesk.storage.laws import centre_laws
    from expatdesk.storage.store import Store

    ours = clock or SystemClock()
    store = Store.open(place, metadata, centre_laws(), clock=ours, create=create)
    centre = assemble(store, ours)
    if store.upgraded is not None:
        from expatdesk.workflows.first_sheets import give_first_sheets

        give_first_sheets(centre)
    return centre


def load() -> None:
    """Imports what `open_centre` needs; before Qt, whose import hook reads the source of all
    that is imported after it (40 ms at start).
    """
    import expatdesk.model
    import expatdesk.services.appointments
    import expatdesk.services.organisations
    import expatdesk.services.people
    import expatdesk.services.printing
    import expatdesk.services.reception
    import expatdesk.services.till
    import expatdesk.storage.store  # noqa: F401


def assemble(store: Store, clock: Clock) -> Centre:
    """Builds the services on an open store; tests call it with their own."""
    from expatdesk.services.appointments import Appointments
    from expatdesk.services.appointments.fees import RegistrationFees
    from expatdesk.services.files import Files
    from expatdesk.services.organisations import Organisations
    from expatdesk.services.people import People
    from expatdesk.services.printing import Printing
    from expatdesk.services.reception import Reception
    from expatdesk.services.settings import Settings
    from expatdesk.services.staff import Staff
    from expatdesk.services.till import Till

    return Centre(
        store=store,
        clock=clock,
        settings=Settings(store, clock),
        staff=Staff(store, clock),
        people=People(store, clock),
        organisations=Organisations(store, clock),
        appointments=Appointments(store, clock),
        reception=Reception(store, clock),
        till=Till(store, clock, RegistrationFees()),
        files=Files(store, clock),
        printing=Printing(store, clock),
    )
