"""Links that stand among labels, and those whose words are somebody's name or address."""

from __future__ import annotations

from expatdesk.ui.kit import LinkButton, names_hidden
from expatdesk.ui.kit.text import DOTS


class FlushLink(LinkButton):
    """A link that begins where the labels above and below it begin."""

    padding = 0.0


class PersonalLink(FlushLink):
    """A link that shows dots while F12 hides the names."""

    def _shown_text(self) -> str:
        said = super()._shown_text()
        return DOTS if said and names_hidden() else said
