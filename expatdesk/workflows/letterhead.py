"""The centre as it stands at the head of its papers, with its logo: chosen, kept, given back."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from expatdesk.documents.parts import Centre as CentreOnPaper
from expatdesk.documents.picture import BadPicture, CheckedPicture, checked_picture
from expatdesk.i18n import _
from expatdesk.phones import readable_phone
from expatdesk.services.base import Actor, Done, Invalid, Refusal, Right, require
from expatdesk.services.settings import Values, keys

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.files import Files
    from expatdesk.services.settings import Settings

_PNG = b"\x89PNG"


@dataclass(frozen=True)
class Logo:
    """A logo as the settings show it. `file_id`: where it is kept; NO_LOGO for a new one."""

    file_id: int = keys.NO_LOGO
    picture: CheckedPicture | None = None

    def __str__(self) -> str:
        if self.picture is None:
            return "–"
        return _("Picture of {width} × {height} pixels").format(
            width=self.picture.width, height=self.picture.height
        )


def centre_on_paper(centre: Centre, values: Values) -> CentreOnPaper:
    """Name, address and logo, as they are on the day of `values`."""
    return CentreOnPaper(
        name=values[keys.CENTRE_NAME],
        address=values[keys.CENTRE_ADDRESS],
        vat_id=values[keys.CENTRE_VAT_ID],
        chamber_number=values[keys.CENTRE_CHAMBER_NUMBER],
        phone=readable_phone(values[keys.CENTRE_PHONE]),
        email=values[keys.CENTRE_EMAIL],
        website=values[keys.CENTRE_WEBSITE],
        logo=logo_of(centre.files, values[keys.CENTRE_LOGO]),
    )


def logo_of(files: Files, file_id: int) -> CheckedPicture | None:
    """The picture of a logo; None where there is none, or where its file is no longer whole.

    A paper without a logo is better than none.
    """
    if file_id == keys.NO_LOGO:
        return None
    try:
        content = files.load(file_id)
    except Refusal:
        return None
    from PIL import Image

    # It was checked, and written by us, before it was kept.
    with Image.open(io.BytesIO(content)) as image:
        return CheckedPicture(image.width, image.height, content)


def logo_at(settings: Settings, files: Files, moment: int) -> CheckedPicture | None:
    """The logo as it was at an instant (epoch seconds): a copy of a receipt looks like it."""
    return logo_of(files, settings.known_at(keys.CENTRE_LOGO, moment))


def checked_logo(content: bytes) -> CheckedPicture:
    """A picture that somebody chose. Raises Invalid, with the field of a setting's value."""
    try:
        return checked_picture(content)
    except BadPicture as bad:
        raise Invalid(bad.text, field="value") from bad


def set_logo(
    centre: Centre,
    actor: Actor,
    logo: Logo,
    valid_from: date | None = None,
    *,
    replaces: int,
    key: str,
) -> Done[None]:
    """Keeps a picture and makes it the logo from a day on; without one, none from then on.

    `replaces`: the file that was shown. Raises Invalid, Stale and NotAllowed; the file of a
    logo that no setting names goes with other loose files after some days.
    """
    require(actor, Right.MANAGE)
    file_id = logo.file_id
    if logo.picture is not None and file_id == keys.NO_LOGO:
        content = logo.picture.content
        png = content.startswith(_PNG)
        name, kind = ("logo.png", "image/png") if png else ("logo.jpg", "image/jpeg")
        kept = centre.files.keep(actor, name, kind, content, key=f"{key}:file")
        file_id = kept.value
    return centre.settings.set(
        actor, keys.CENTRE_LOGO, file_id, valid_from, replaces=replaces, key=key
    )
