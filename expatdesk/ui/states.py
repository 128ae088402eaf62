"""Each state has a colour, a sign and a word: never colour alone (design/README.md, 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from expatdesk.i18n import N_, _
from expatdesk.ui.tokens import LIGHT, Tokens, Tone


@dataclass(frozen=True, slots=True)
class StateLook:
    """How a state is shown. ``word`` is already in the language of the window."""

    ink: str
    ground: str
    edge: str
    sign: str
    word: str


_LOOKS: Final[dict[str, tuple[str, str, str]]] = {
    # Of each state: its token, its sign, its word.
    "booked": ("booked", "○", N_("Booked")),
    "held": ("booked", "□", N_("Held")),
    "rescheduled": ("neutral", "→", N_("Rescheduled")),
    "arrived": ("arrived", "●", N_("Arrived")),
    "waiting": ("arrived", "●", N_("Waiting")),
    "late": ("arrived", "△", N_("Late")),
    "at_desk": ("at_desk", "▶", N_("At desk")),
    "helpdesk": ("helpdesk", "▷", N_("At helpdesk")),
    "done": ("done", "✓", N_("Done")),
    "partly_done": ("done", "½", N_("Partly done")),
    "no_show": ("error", "✗", N_("No-show")),
    "cancelled": ("neutral", "–", N_("Cancelled")),
    "cancelled_by_visitor": ("neutral", "–", N_("Cancelled by visitor")),
    "cancelled_by_centre": ("neutral", "–", N_("Cancelled by centre")),
    "turned_away": ("error", "↩", N_("Turned away")),
    "paid": ("done", "✓", N_("Paid")),
    "due": ("arrived", "€", N_("Due")),
    "unbilled": ("member", "…", N_("On account")),
    "member": ("member", "★", N_("Member")),
    "info": ("info", "i", N_("Note")),
    "warning": ("arrived", "!", N_("Attention")),
    "error": ("error", "✗", N_("Error")),
    "neutral": ("neutral", "·", N_("Note")),
}
_ALIASES: Final[dict[str, str]] = {
    "planned": "booked",
    "confirmed": "booked",
    "at_municipal_desk": "at_desk",
    "at_helpdesk": "helpdesk",
    "noshow": "no_show",
    "finished": "done",
}


def state_colours(state: str, tokens: Tokens = LIGHT) -> StateLook:
    """The look of ``state`` (the value of a state's enum, ``at_desk`` or ``at-desk``).

    Raises KeyError for a state that has no look, so that a new state cannot be shown
    without one.
    """
    key = state.lower().replace("-", "_").replace(" ", "_")
    token, sign, word = _LOOKS[_ALIASES.get(key, key)]
    tone: Tone = getattr(tokens, token)
    return StateLook(tone.ink, tone.ground, tone.edge, sign, _(word))


def known_states() -> tuple[str, ...]:
    """Names of all states that can be shown."""
    return (*_LOOKS, *_ALIASES)
