"""Links whose words are somebody's name or address: F12 blanks them."""

from __future__ import annotations

from expatdesk.ui.kit import LinkButton, names_hidden
from expatdesk.ui.kit.text import DOTS


class PersonalLink(LinkButton):
    """A link that shows dots while names are hidden."""

    def _shown_text(self) -> str:
        said = super()._shown_text()
        return DOTS if said and names_hidden() else said
