"""The words of the till: means, kinds of document, what became of paper and of a line."""

from __future__ import annotations

from typing import Final

from expatdesk.clock import local
from expatdesk.formats import time_hm
from expatdesk.i18n import N_, _, current_language
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.services.till.types import FeeLine
from expatdesk.terms import AccountState, ChargeState, DocumentKind, Means, PrintState
from expatdesk.texts import Pair
from expatdesk.ui.kit import veiled
from expatdesk.workflows.history_words import action_word, desk_word

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


def paper_look(kind: DocumentKind, state: PrintState | None) -> str:
    """The state in whose colours stands what became of the paper of a document."""
    return _paper(kind, state)[0]


def paper_word(kind: DocumentKind, state: PrintState | None) -> str:
    """What became of the paper of a document."""
    return _(_paper(kind, state)[1])


def _paper(kind: DocumentKind, state: PrintState | None) -> tuple[str, str]:
    """A correction of the means stays in the till: nobody is handed paper of it."""
    if state is not None:
        return _PAPER[state]
    if kind is DocumentKind.CORRECTION:
        return "neutral", N_("No paper")
    return _PAPER[PrintState.PENDING]


def account_look(state: AccountState) -> str:
    """The state in whose colours stands what became of a charge on an account."""
    return _ACCOUNT[state][0]


def account_word(state: AccountState) -> str:
    """What became of a charge on an account."""
    return _(_ACCOUNT[state][1])


def unprinted(kind: DocumentKind, state: PrintState | None) -> bool:
    """Whether its paper is still to come."""
    if state is None:
        return kind is not DocumentKind.CORRECTION
    return state in (PrintState.PENDING, PrintState.FAILED)


def settled_words(line: FeeLine) -> str:
    """How a line of the case was settled before."""
    if line.state is ChargeState.ON_ACCOUNT:
        words = _("on account, slip {number}") if line.document else _("on account")
        return words.format(number=line.document)
    if line.state is ChargeState.EXEMPT:
        return _("exempt: {proof}").format(proof=veiled(line.reason))
    if line.state is ChargeState.DROPPED:
        return _("dropped: {reason}").format(reason=veiled(line.reason))
    return _("paid on receipt {number}").format(number=line.document)


def history_words(line: HistoryLine) -> str:
    """One line of who did what: "11:42 · Printed · M. Visser · Desk 2"."""
    action = action_word(line.action, line.subject)
    label, reason = line.details.get("label", ""), str(line.details.get("reason", ""))
    if label and line.action != "issued":
        action = f"{action} ({label})"
    parts = [time_hm(local(line.at)), action]
    if reason:
        parts.append(f"“{veiled(reason)}”")
    parts += [part for part in (line.staff, desk_word(line)) if part]
    return " · ".join(parts)
