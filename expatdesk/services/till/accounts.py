"""What an employer pays is no payment: an unbilled charge on its account, with a slip.

No receipt, no turnover, no VAT: the invoice brings them (its rule is over the whole invoice).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from expatdesk.clock import day_of
from expatdesk.i18n import N_
from expatdesk.model.till import UnbilledCharge, UnbilledLine
from expatdesk.names import clean
from expatdesk.services.base import Actor, Invalid, NotFound, log
from expatdesk.services.till.house import house_now
from expatdesk.services.till.sellable import Due, Sellable, Settlement
from expatdesk.services.till.series import SLIP, next_number, slip_label
from expatdesk.services.till.settling import Sorted, checked_reason, sort_out
from expatdesk.services.till.tariffs import Tariff, load_tariff
from expatdesk.services.till.types import LineChoice, NothingDue, NotOnAccount
from expatdesk.storage.tx import Tx
from expatdesk.terms import AccountState, ChargeState

LONGEST_PO_NUMBER = 60


def put_on_account(
    tx: Tx,
    sellable: Sellable,
    actor: Actor,
    visit_id: int,
    choices: Sequence[LineChoice],
    po_number: str,
    person_ids: Sequence[int],
    key: str,
) -> int:
    """The step behind `Till.put_on_account`; returns the id of the unbilled charge."""
    house = house_now(tx)
    tariff = load_tariff(tx, charges_vat=house.charges_vat)
    due = sellable.due(tx, tariff, visit_id, lock=True)
    if not due.account_allowed or due.payer_party_id is None:
        raise NotOnAccount(N_("This payer has no account."))
    parts = sort_out(due, choices, person_ids)
    if not parts.charged:
        raise NothingDue(N_("There is nothing to put on the account."))
    unbilled_id = _insert(tx, actor, due, parts, _po_number(po_number), key)
    _insert_lines(tx, tariff, parts, unbilled_id)
    charged = [
        Settlement(line, ChargeState.ON_ACCOUNT, line.line.gross, unbilled_id=unbilled_id)
        for line in parts.charged
    ]
    sellable.settle(tx, due, [*charged, *parts.free])
    log(tx, actor, "case", due.case_id, "put_on_account", unbilled=unbilled_id)
    tx.touch("till")
    tx.touch("account", due.payer_party_id)
    return unbilled_id


def withdraw(tx: Tx, sellable: Sellable, actor: Actor, unbilled_id: int, reason: str) -> None:
    """Takes an open charge back from the account; what it was for is due again.

    Raises NotOnAccount where it has been invoiced or withdrawn meanwhile.
    """
    noted = checked_reason(reason)
    row = tx.first(
        select(UnbilledCharge.case_id, UnbilledCharge.account_id).where(
            UnbilledCharge.id == unbilled_id
        )
    )
    if row is None:
        raise NotFound
    changed = tx.changed(
        update(UnbilledCharge)
        .where(UnbilledCharge.id == unbilled_id, UnbilledCharge.state == AccountState.OPEN)
        .values(state=AccountState.WITHDRAWN)
    )
    if not changed:
        raise NotOnAccount(N_("This charge is no longer open on the account."))
    sellable.reverse(tx, unbilled_id=unbilled_id)
    log(tx, actor, "case", row.case_id, "withdrawn", unbilled=unbilled_id, reason=noted)
    tx.touch("till")
    tx.touch("account", row.account_id)


def _insert(tx: Tx, actor: Actor, due: Due, parts: Sorted, po_number: str, key: str) -> int:
    year = day_of(tx.now).year
    return tx.insert(
        UnbilledCharge,
        label=slip_label(year, next_number(tx, f"{SLIP}:{year}")),
        account_id=due.payer_party_id,
        case_id=due.case_id,
        day=due.day,
        at=tx.now,
        po_number=po_number,
        net=sum(line.line.invoice_net for line in parts.charged),
        state=AccountState.OPEN,
        staff_id=actor.staff_id,
        desk_id=actor.desk_id,
        key=key,
    )


def _insert_lines(tx: Tx, tariff: Tariff, parts: Sorted, unbilled_id: int) -> None:
    tx.insert_many(
        UnbilledLine,
        [
            {
                "unbilled_id": unbilled_id,
                "ordinal": ordinal,
                "product_code": each.line.product_code,
                "text_en": each.line.text.en,
                "text_nl": each.line.text.nl,
                "quantity": each.line.quantity,
                "net": each.line.invoice_net,
                "vat_points": each.line.vat_points,
                "ledger_account": tariff.ledger_account(each.line.product_id),
            }
            for ordinal, each in enumerate(parts.charged, start=1)
        ],
    )


def _po_number(text: str) -> str:
    """As typed: order numbers may look like a BSN and are not searched for one."""
    cleaned = clean(text)
    if len(cleaned) > LONGEST_PO_NUMBER:
        raise Invalid(
            N_("At most {count} characters fit here."), field="po_number", count=LONGEST_PO_NUMBER
        )
    return cleaned
