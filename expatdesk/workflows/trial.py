"""The test page of a printer: what was chosen for a kind of paper, tried on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from expatdesk.clock import local, now_epoch
from expatdesk.documents.parts import Layout
from expatdesk.documents.trial import Trial, render_trial
from expatdesk.i18n import Language, _, speaking
from expatdesk.services.printing import PrintOrder, Profile
from expatdesk.services.settings import keys
from expatdesk.terms import PaperKind, Sides
from expatdesk.workflows.printing.words import printer_words, sides_words

if TYPE_CHECKING:
    from expatdesk.application import Centre


def trial_order(kind: PaperKind, profile: Profile, language: str) -> PrintOrder:
    """The test page of a profile, for the print queue."""
    return PrintOrder(
        "test_page",
        kind,
        f"test-{kind}",
        language=language,
        parameters={
            "printer": profile.printer,
            "tray": profile.options.tray,
            "copies": profile.options.copies,
            "sides": profile.options.sides.value,
        },
    )


def trial(centre: Centre, order: PrintOrder) -> bytes:
    """The PDF of a test page."""
    language, asked = Language(order.language), order.parameters
    values = centre.settings.on()
    sides = Sides(str(asked["sides"]))
    on_till = order.paper is PaperKind.RECEIPTS
    with speaking(language):
        said = (
            (_("Printer"), printer_words(str(asked["printer"]))),
            (_("Tray"), str(asked["tray"]) or _("The usual one")),
            (_("Copies"), str(asked["copies"])),
            (_("Both sides"), sides_words(sides)),
        )
    return render_trial(
        Trial(
            centre=values[keys.CENTRE_NAME],
            said=said,
            made_at=local(now_epoch(centre.clock)),
            language=language,
            layout=Layout(values[keys.RECEIPT_LAYOUT]) if on_till else None,
            sides=1 if sides is Sides.ONE or on_till else 2,
        )
    )
