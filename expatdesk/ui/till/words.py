"""The words of the till: means, kinds of document, what became of paper and of a line."""

from __future__ import annotations

from typing import Final

from expatdesk.clock import local
from expatdesk.formats import time_hm
from expatdesk.i18n import N_, _, current_language
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.terms import AccountState, ChargeState, DocumentKind, Means, PrintState
from expatdesk.texts import Pair

_MEANS: Final = {
    Means.CASH: N_("Cash"),
    Means.PIN: N_("PIN"),
    Means.ONLINE: N_("Paid online"),
    Means.BANK_TRANSFER: N_("Bank transfer"),
}
_KINDS: Final = {
    DocumentKind.RECEIPT: N_("Receipt"),
    DocumentKind.CREDIT: N_("Refund"),
    DocumentKind.CORRECTION: N_("Correction"),
    DocumentKind.INVOICE: N_("Invoice"),
}
_PAPER: Final = {
    PrintState.PENDING: ("due", N_("Not printed yet")),
    PrintState.FAILED: ("error", N_("Not printed yet")),
    PrintState.PRINTED: ("done", N_("Printed")),
    PrintState.FILED: ("neutral", N_("Saved")),
    PrintState.MAILED: ("neutral", N_("By e-mail")),
}
_ACCOUNT: Final = {
    AccountState.OPEN: ("unbilled", N_("On account")),
    AccountState.BILLED: ("done", N_("Invoiced")),
    AccountState.WITHDRAWN: ("neutral", N_("Withdrawn")),
}
_ACTIONS: Final = {
    "issued": N_("Issued"),
    "line_added": N_("Line added"),
    "credited": N_("Refunded"),
    "means_corrected": N_("Means corrected"),
    "invoiced": N_("Invoiced in another name"),
    "printed": N_("Printed"),
    "filed": N_("Saved as PDF"),
    "mailed": N_("Put into the outbox"),
    "failed": N_("Could not be printed"),
}


def said(pair: Pair) -> str:
    """A text of the centre in the language of the window."""
    return pair.in_language(current_language())


def means_word(means: Means) -> str:
    return _(_MEANS[means])


def means_words(means: tuple[Means, ...]) -> str:
    """All means of one document: "PIN + Cash"."""
    return " + ".join(means_word(each) for each in means)


def kind_word(kind: DocumentKind) -> str:
    return _(_KINDS[kind])


def paper_state(kind: DocumentKind, state: PrintState | None) -> tuple[str, str]:
    """(look, word) of what became of the paper of a document.

    A correction of the means stays in the till: nobody is handed paper of it.
    """
    if state is None:
        if kind is DocumentKind.CORRECTION:
            return "neutral", _("No paper")
        return "due", _("Not printed yet")
    look, word = _PAPER[state]
    return look, _(word)


def account_state(state: AccountState) -> tuple[str, str]:
    """(look, word) of a charge on an account."""
    look, word = _ACCOUNT[state]
    return look, _(word)


def unprinted(kind: DocumentKind, state: PrintState | None) -> bool:
    """Whether its paper is still to come."""
    if state is None:
        return kind is not DocumentKind.CORRECTION
    return state in (PrintState.PENDING, PrintState.FAILED)


def settled_words(state: ChargeState, labels: tuple[str, ...], reason: str) -> str:
    """How a line of the case was settled before."""
    if state is ChargeState.PAID:
        if len(labels) == 1:
            return _("paid on receipt {number}").format(number=labels[0])
        return _("paid on receipts {numbers}").format(numbers=", ".join(labels))
    if state is ChargeState.ON_ACCOUNT:
        return _("on account")
    if state is ChargeState.EXEMPT:
        return _("exempt: {proof}").format(proof=reason)
    return _("dropped: {reason}").format(reason=reason)


def history_words(line: HistoryLine) -> str:
    """One line of who did what: "11:42 · Printed · M. Visser · Desk 2"."""
    action = _(_ACTIONS.get(line.action, line.action))
    label, reason = line.details.get("label", ""), line.details.get("reason", "")
    if label and line.action != "issued":
        action = f"{action} ({label})"
    parts = [time_hm(local(line.at)), action]
    if reason:
        parts.append(f"“{reason}”")
    parts += [part for part in (line.staff, line.desk) if part]
    return " · ".join(parts)
