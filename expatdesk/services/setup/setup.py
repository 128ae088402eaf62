"""Everything of the set-up that the manager edits, section by section."""

from __future__ import annotations

from expatdesk.clock import Clock
from expatdesk.services.setup.closures import Closures
from expatdesk.services.setup.days import Days
from expatdesk.services.setup.desks import Desks
from expatdesk.services.setup.exemptions import Exemptions
from expatdesk.services.setup.municipalities import Municipalities
from expatdesk.services.setup.offers import Offers
from expatdesk.services.setup.papers import Papers
from expatdesk.services.setup.prices import Prices
from expatdesk.services.setup.questions import Questions
from expatdesk.services.setup.reasons import Reasons, Topics
from expatdesk.services.setup.vat_rates import VatRates
from expatdesk.storage.store import Store


class Setup:
    """One attribute for each section of the settings window.

    Every edit is for managers, happens once for its key, stands in the event log, and has an
    inverse in `Done.undo`. Dated parts change from today on at the earliest (PastStays).
    """

    def __init__(self, store: Store, clock: Clock) -> None:
        self.clock = clock
        self.desks = Desks(store)
        self.days = Days(store)
        self.closures = Closures(store)
        self.services = Offers(store)
        self.municipalities = Municipalities(store)
        self.prices = Prices(store)
        self.vat_rates = VatRates(store)
        self.exemptions = Exemptions(store)
        self.papers = Papers(store)
        self.reasons = Reasons(store)
        self.topics = Topics(store)
        self.questions = Questions(store)
