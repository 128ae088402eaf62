"""`verify`: recomputes every law over all the data, and trusts nothing that is stored about it."""

from __future__ import annotations

from collections.abc import Iterator

from expatdesk.i18n import N_, _
from expatdesk.services.verification import desks, money, privacy, sheets, whole
from expatdesk.services.verification.findings import Check, Finding, looked_at
from expatdesk.storage.errors import StoreDamaged
from expatdesk.storage.store import Store
from expatdesk.storage.tx import Tx

__all__ = ["Finding", "verify"]

_OF_DESKS: tuple[tuple[str, Check], ...] = (
    (N_("Appointments hold their desks, minute by minute"), desks.ticks_held),
    (N_("No two appointments share a desk"), desks.one_at_a_desk),
    (N_("Places that are held belong to a hold"), desks.holds_held),
    (N_("Visits last from their first step to their last"), desks.visits_and_steps),
    (N_("Visits stand on their day in Amsterdam"), desks.visits_and_days),
    (N_("Every state of a visit has its time"), desks.visits_and_states),
)
_OF_CASES: tuple[tuple[str, Check], ...] = (
    (N_("Documents stand with the case they belong to"), money.cases_and_documents),
)
_OF_SHEETS: tuple[tuple[str, Check], ...] = (
    (N_("Versions of sheets follow one another"), sheets.versions_in_a_row),
    (N_("Every version of a sheet says something"), sheets.versions_have_texts),
    (N_("Drafts of sheets go on from what is in force"), sheets.drafts_follow),
    (N_("Sheets that were given had been published"), sheets.given_was_there),
)
_OF_THE_WHOLE: tuple[tuple[str, Check], ...] = (
    (N_("Everybody can be found by name"), whole.search_is_complete),
    (N_("Stored files are as they were stored"), whole.files_are_unchanged),
    (N_("Terms of retention are kept"), privacy.terms_are_kept),
    (N_("What is anonymous names nobody"), privacy.anonymous_is_empty),
    (N_("No text holds a citizen service number"), privacy.no_identifiers),
)


def verify(store: Store) -> Iterator[Finding]:
    """Every law, one after the other, over one snapshot; memory stays flat.

    Nothing is changed. Long on a large centre: for a process of its own.
    """
    yield _soundness(store)
    with store.reading() as tx:
        missing = store.laws.missing(tx.connection)
        yield looked_at(_("The database keeps its own laws"), missing)
        loose = whole.keys_point_somewhere(tx, store.metadata)
        yield looked_at(_("Every reference names a row that is there"), loose)
        yield from _checked(tx, _OF_DESKS)
        for law, tally in money.till_by_law(tx).items():
            yield tally.finding(_(money.LAWS[law]) if law in money.LAWS else law)
        yield from _checked(tx, _OF_CASES)
        yield from _checked(tx, _OF_SHEETS)
        yield from _checked(tx, _OF_THE_WHOLE)


def _checked(tx: Tx, laws: tuple[tuple[str, Check], ...]) -> Iterator[Finding]:
    for words, check in laws:
        yield looked_at(_(words), check(tx))


def _soundness(store: Store) -> Finding:
    law = _("The database is sound")
    try:
        store.check()
    except StoreDamaged as damage:
        return Finding(law, holds=False, detail=damage.finding)
    return Finding(law, holds=True)
