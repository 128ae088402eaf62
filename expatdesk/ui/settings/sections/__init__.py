"""All sections of the settings, in the order of the list."""

from __future__ import annotations

from expatdesk.ui.settings.sections.centre import CENTRE
from expatdesk.ui.settings.sections.closures import CLOSURES
from expatdesk.ui.settings.sections.days import DAYS
from expatdesk.ui.settings.sections.desks import DESKS
from expatdesk.ui.settings.sections.exemptions import EXEMPTIONS
from expatdesk.ui.settings.sections.municipalities import MUNICIPALITIES
from expatdesk.ui.settings.sections.papers import PAPERS
from expatdesk.ui.settings.sections.prices import PRICES
from expatdesk.ui.settings.sections.printers import PRINTERS
from expatdesk.ui.settings.sections.questions import QUESTIONS
from expatdesk.ui.settings.sections.reasons import REASONS, TOPICS
from expatdesk.ui.settings.sections.services import SERVICES
from expatdesk.ui.settings.sections.staff import STAFF
from expatdesk.ui.settings.sections.vat_rates import VAT_RATES

SECTIONS = (
    CENTRE,
    PRINTERS,
    STAFF,
    DESKS,
    DAYS,
    CLOSURES,
    SERVICES,
    MUNICIPALITIES,
    PRICES,
    VAT_RATES,
    EXEMPTIONS,
    PAPERS,
    REASONS,
    TOPICS,
    QUESTIONS,
)

__all__ = ["SECTIONS"]
