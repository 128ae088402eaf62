"""The fields of the settings, made from what a section says of them."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QSizePolicy

from expatdesk.ui.context import Desk
from expatdesk.ui.kit import LabelledField
from expatdesk.ui.settings.fields.base import FormField
from expatdesk.ui.settings.fields.choices import CheckForm, ChoiceForm, TicksForm
from expatdesk.ui.settings.fields.employers import OrganisationsForm
from expatdesk.ui.settings.fields.lines import LineForm, LinesForm
from expatdesk.ui.settings.fields.pairs import PairForm
from expatdesk.ui.settings.fields.printers import PrinterForm
from expatdesk.ui.settings.fields.profiles import ProfileForm
from expatdesk.ui.settings.fields.times import DurationsForm, HoursForm, WeekForm
from expatdesk.ui.settings.spec import FieldSpec

_KINDS: dict[str, Callable[[FieldSpec], FormField]] = {
    "text": LineForm,
    "number": LineForm,
    "amount": LineForm,
    "percent": LineForm,
    "date": LineForm,
    "lines": LinesForm,
    "pair": PairForm,
    "long_pair": PairForm,
    "check": CheckForm,
    "choice": ChoiceForm,
    "ticks": TicksForm,
    "week": WeekForm,
    "hours": HoursForm,
    "durations": DurationsForm,
}


def make_field(spec: FieldSpec, desk: Desk) -> FormField:
    """The field for a kind of value."""
    field = _made(spec, desk)
    for labelled in field.findChildren(LabelledField):
        # As high as a hint or an error of two lines needs, which its size hint does not know.
        labelled.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    return field


def _made(spec: FieldSpec, desk: Desk) -> FormField:
    if spec.kind == "organisations":
        return OrganisationsForm(spec, desk)
    if spec.kind == "printer":
        return PrinterForm(spec, desk)
    if spec.kind == "profile":
        return ProfileForm(spec, desk)
    if spec.kind == "picture":
        # Pictures are loaded when there is one to choose.
        from expatdesk.ui.settings.fields.picture import PictureForm

        return PictureForm(spec, desk)
    return _KINDS[spec.kind](spec)


__all__ = ["FormField", "make_field"]
