"""A badge-sized paper with a name as large as it will go, for tests of names in boxes."""

from __future__ import annotations

from papers import ISSUED

from expatdesk.documents.letterheads.bands import Band, Placed
from expatdesk.documents.letterheads.pages import Imprint, Page, Sheet, to_pdf
from expatdesk.documents.letterheads.style import MM, Style
from expatdesk.documents.plaintext import name_lines
from expatdesk.documents.typeface import Face
from expatdesk.documents.wrapping import fitted
from expatdesk.i18n import Language

BADGE = Sheet(85 * MM, 54 * MM, 0, 0, 0)
SIDE, TOP = 6 * MM, 6 * MM
WIDTH, HEIGHT = BADGE.width - 2 * SIDE, 30 * MM


def badge(*names: str, latin: str = "") -> bytes:
    """Each name in its share of the box, the passport form of the first under it."""
    texts: list[Placed] = []
    share = HEIGHT / len(names)
    for number, name in enumerate(names):
        name_form, *passport = name_lines(name, latin)
        texts += _set(name_form, TOP + number * share, share, Face.STRONG, 24, 7)
        for line in passport:
            texts += _set(line, TOP + HEIGHT + 2 * MM, 8 * MM, Face.TEXT, 11, 6)
    band = Band(54 * MM, tuple(texts))
    imprint = Imprint("Badge", "Centre", Language.EN, ISSUED)
    return to_pdf(BADGE, [Page(54 * MM, ((0, band),))], imprint)


def _set(text: str, top: float, height: float, face: Face, largest: float, smallest: float):
    fit = fitted(text, face, WIDTH, height, largest, smallest)
    style = Style(face, fit.size, fit.leading)
    return [
        Placed(SIDE, top + fit.top + number * fit.leading, line, style)
        for number, line in enumerate(fit.lines)
    ]
