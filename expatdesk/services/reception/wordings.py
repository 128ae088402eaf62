"""Steps on what staff type: reasons and notes."""

from __future__ import annotations

from collections.abc import Mapping

from expatdesk.i18n import N_
from expatdesk.services.appointments.party import check_texts
from expatdesk.services.base import Actor, Invalid, log
from expatdesk.storage.tx import Tx

LONGEST = 500


def typed(text: str, field: str, *, needed: str = "") -> str:
    """The text in one line, as it is kept. `needed`: the refusal where it is empty.

    Raises Invalid.
    """
    kept = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    if not kept and needed:
        raise Invalid(needed, field=field)
    if len(kept) > LONGEST:
        raise Invalid(N_("At most {count} characters fit here."), field=field, count=LONGEST)
    return kept


def guard_texts(
    tx: Tx,
    actor: Actor,
    subject: tuple[str, int],
    texts: Mapping[str, str],
    *,
    overridden: bool,
) -> None:
    """No citizen service number may be kept; a false alarm is logged without the number.

    Raises IdentifierFound with the field.
    """
    if check_texts(texts, overridden=overridden):
        log(tx, actor, *subject, "guard_overridden", field=" ".join(sorted(texts)))
