"""What stands on accounts, and how the fee of each person was settled."""

from __future__ import annotations

from collections.abc import Sequence

from expatdesk.clock import day_of
from expatdesk.model.till import Charge, UnbilledCharge, UnbilledLine
from expatdesk.services.filling.ledger import Ledger
from expatdesk.services.filling.past import (
    AccountPast,
    DocumentPast,
    ExemptPast,
    FeePast,
    LogPast,
    Past,
)
from expatdesk.services.till.series import SLIP, slip_label
from expatdesk.services.till.types import FeeLine
from expatdesk.terms import ChargeState


def put_on_account(ledger: Ledger, past: Past) -> list[tuple[int, AccountPast]]:
    """Unbilled charges in the order in which they were made, numbered by year."""
    slips = []
    for unbilled_id, one in enumerate(sorted(past.accounts, key=lambda each: each.at), 1):
        year = day_of(one.at).year
        lines = ledger.fees(one.fees, one.day)
        slips.append((unbilled_id, one))
        ledger.add(
            UnbilledCharge,
            {
                "id": unbilled_id,
                "label": slip_label(year, ledger.take(f"{SLIP}:{year}")),
                "account_id": one.account_id,
                "case_id": one.case_id,
                "day": one.day,
                "at": one.at,
                "po_number": one.po_number,
                "net": sum(line.invoice_net for line in lines),
                "state": one.state,
                "staff_id": one.staff_id,
                "desk_id": one.desk_id,
                "key": f"filled-slip-{unbilled_id}",
            },
        )
        _add_lines(ledger, unbilled_id, lines)
        details: dict[str, str | int | None] = {"unbilled": unbilled_id}
        past.log.append(
            LogPast(
                one.at, one.staff_id, one.desk_id, "case", one.case_id, "put_on_account", details
            )
        )
    return slips


def _add_lines(ledger: Ledger, unbilled_id: int, lines: Sequence[FeeLine]) -> None:
    for ordinal, line in enumerate(lines, 1):
        ledger.add(
            UnbilledLine,
            {
                "unbilled_id": unbilled_id,
                "ordinal": ordinal,
                "product_code": line.product_code,
                "text_en": line.text.en,
                "text_nl": line.text.nl,
                "quantity": line.quantity,
                "net": line.invoice_net,
                "vat_points": line.vat_points,
                "ledger_account": ledger.tariff.ledger_account(line.product_id),
            },
        )


def charge(ledger: Ledger, past: Past, slips: list[tuple[int, AccountPast]]) -> None:
    """How the fee of each person was settled, in the order of time."""
    found: list[dict[str, object]] = []
    for document, issued in ledger.issued.items():
        for place, fee in enumerate(document.fees):
            paid = ChargeState.CREDITED if document.credited else ChargeState.PAID
            gross = issued.draft.lines[place].gross
            found.append(
                _charged(document, fee, paid, gross, receipt_line_id=issued.first_line + place)
            )
    for unbilled_id, account in slips:
        for fee, line in zip(account.fees, ledger.fees(account.fees, account.day), strict=True):
            found.append(
                _charged(account, fee, ChargeState.ON_ACCOUNT, line.gross, unbilled_id=unbilled_id)
            )
    for free in past.exempt:
        found += [
            _charged(
                free,
                fee,
                ChargeState.EXEMPT,
                0,
                reason=free.reason,
                exemption_id=free.exemption_id,
            )
            for fee in free.fees
        ]
    found.sort(key=lambda row: (row["at"], row["case_id"]))
    for row in found:
        ledger.add(Charge, row)


def _charged(
    one: DocumentPast | AccountPast | ExemptPast,
    fee: FeePast,
    state: ChargeState,
    gross: int,
    **links: object,
) -> dict[str, object]:
    row: dict[str, object] = {
        "case_id": one.case_id,
        "visit_id": one.visit_id,
        "person_id": fee.person_id,
        "role": fee.role,
        "product_id": fee.product_id,
        "state": state,
        "gross": gross,
        "reason": "",
        "exemption_id": None,
        "receipt_line_id": None,
        "unbilled_id": None,
        "at": one.at,
    }
    return {**row, **links}
