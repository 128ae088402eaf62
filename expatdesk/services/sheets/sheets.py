"""Everything that can be done with information sheets."""

from __future__ import annotations

from expatdesk.services.sheets.drafting import Drafts
from expatdesk.services.sheets.facts import Facts
from expatdesk.services.sheets.first import First
from expatdesk.services.sheets.giving import Giving
from expatdesk.services.sheets.keeping import Keeping
from expatdesk.services.sheets.packs import Packs
from expatdesk.services.sheets.publishing import Publishing
from expatdesk.services.sheets.reading import Reading
from expatdesk.services.sheets.restoring import Restoring
from expatdesk.services.sheets.shelf import Shelf
from expatdesk.services.sheets.taking import Taking
from expatdesk.services.sheets.whole import Whole


class Sheets(
    Shelf,
    Reading,
    Whole,
    Drafts,
    Restoring,
    Publishing,
    Facts,
    Keeping,
    Packs,
    Giving,
    Taking,
    First,
):
    """Use cases of the subject Sheets.

    All writes are for managers but `give`. They happen once for their key, stand in the event
    log and touch the topic "sheets"; a version that was published is for ever, so publishing
    alone has no inverse.
    """
