"""How cases of the sample are paid: online when booked, at the desk, on account, or exempt."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from expatdesk.clock import day_of, epoch_of
from expatdesk.services.filling.past import (
    AccountPast,
    DocumentPast,
    ExemptPast,
    LogPast,
    VisitPast,
)
from expatdesk.services.people.types import PersonEntry
from expatdesk.services.till.recipients import SIMPLIFIED_UP_TO
from expatdesk.services.till.types import Recipient
from expatdesk.terms import AccountState, DocumentKind, Means
from expatdesk.workflows.sample.booking import Bookings
from expatdesk.workflows.sample.ground import Ground
from expatdesk.workflows.sample.life import Life
from expatdesk.workflows.sample.party import Payment
from expatdesk.workflows.sample.sources import Sources

_BY_TRANSFER = 0.02
_WRONG_MEANS = 0.015
_INVOICED = 0.02
_FREE_UNTIL = 2  # days before the visit


class Settling:
    """`now`: nothing is issued after it."""

    def __init__(
        self, rng: Random, ground: Ground, sources: Sources, bookings: Bookings, now: int
    ) -> None:
        self._rng = rng
        self._ground = ground
        self._sources = sources
        self._bookings = bookings
        self._now = now
        self._billed_before = epoch_of(_quarter_of(day_of(now)), 0)
        self._prices = {product.code: product.prices for product in ground.plan.products}
        self._products = {number: code for code, number in ground.founded.products.items()}

    def prepay(self, life: Life, visit: VisitPast) -> None:
        """Online, with the booking."""
        if life.party.payment is Payment.ONLINE and not life.settled:
            at = visit.booked_at + 40
            self._receipt(life, visit, at, Means.ONLINE, f"web {visit.code}")

    def settle(self, life: Life, visit: VisitPast, at: int) -> None:
        """What is still open when they are received."""
        if life.settled:
            return
        match life.party.payment:
            case Payment.ACCOUNT:
                self._put_on_account(life, visit, at)
            case Payment.EXEMPT if self._is_exempt(life, visit):
                self._exempt(life, visit, at)
            case _:
                transfer = self._rng.random() < _BY_TRANSFER
                means = Means.BANK_TRANSFER if transfer else Means.PIN
                terminal = "" if transfer else f"terminal {self._rng.randint(1000, 9999)}"
                paid = self._receipt(life, visit, at, means, terminal)
                if paid is not None:
                    self._afterwards(life, visit, paid)

    def refund(self, life: Life, visit: VisitPast, cancelled_at: int, *, always: bool) -> None:
        """What was paid goes back when it was called off in time, or by the centre."""
        paid = next((one for one in life.documents if one.kind is DocumentKind.RECEIPT), None)
        in_time = visit.starts_at - cancelled_at >= _FREE_UNTIL * 86_400
        if paid is None or not (in_time or always):
            return
        at = self._working_time(cancelled_at, self._rng.randint(1, 9))
        if at > self._now:
            return
        staff, desk = self._bookings.staff_at(self._ground.municipal[0])
        paid.credited = True
        life.settled = False
        life.documents.append(
            DocumentPast(
                kind=DocumentKind.CREDIT,
                at=at,
                staff_id=staff,
                desk_id=desk,
                case_id=life.case.id,
                visit_id=visit.id,
                service_day=paid.service_day,
                reference=paid.reference,
                means=Means.BANK_TRANSFER,
                original=paid,
                reason=self._rng.choice(self._sources.words["refund_reasons"]),
            )
        )

    def _receipt(
        self, life: Life, visit: VisitPast, at: int, means: Means, reference: str
    ) -> DocumentPast | None:
        fees = self._bookings.fees(life, visit)
        if not fees or at > self._now:
            return None
        total = sum(self._gross(fee.product_id, visit.day) for fee in fees)
        staff, desk = self._bookings.staff_at(visit.steps[0].desk_id)
        document = DocumentPast(
            kind=DocumentKind.RECEIPT,
            at=at,
            staff_id=staff,
            desk_id=desk,
            case_id=life.case.id,
            visit_id=visit.id,
            service_day=visit.day,
            reference=visit.code or "",
            means=means,
            fees=fees,
            payment_reference=reference,
            recipient=_recipient(life.party.people[0][0], life.party.town)
            if total > SIMPLIFIED_UP_TO
            else None,
        )
        life.documents.append(document)
        life.settled = True
        return document

    def _afterwards(self, life: Life, visit: VisitPast, paid: DocumentPast) -> None:
        """The wrong means was pressed, or the company wants an invoice in its name."""
        rng = self._rng
        if paid.means is Means.PIN and rng.random() < _WRONG_MEANS:
            self._beside(
                life, visit, paid, paid.at + rng.randint(200, 900), DocumentKind.CORRECTION
            )
        elif life.party.employer is not None and rng.random() < _INVOICED:
            at = self._working_time(paid.at, 1)
            self._beside(life, visit, paid, at, DocumentKind.INVOICE)

    def _beside(
        self, life: Life, visit: VisitPast, paid: DocumentPast, at: int, kind: DocumentKind
    ) -> None:
        if at > self._now:
            return
        correction = kind is DocumentKind.CORRECTION
        firm = life.party.employer
        reasons = self._sources.words["correction_reasons"]
        life.documents.append(
            DocumentPast(
                kind=kind,
                at=at,
                staff_id=paid.staff_id,
                desk_id=paid.desk_id,
                case_id=life.case.id,
                visit_id=visit.id,
                service_day=paid.service_day,
                reference=paid.reference,
                means=Means.BANK_TRANSFER if correction else paid.means,
                wrong=paid.means if correction else None,
                original=paid,
                reason=self._rng.choice(reasons) if correction else "",
                recipient=None
                if correction or firm is None
                else Recipient(
                    firm.entry.name,
                    (firm.entry.street, f"{firm.entry.postcode} {firm.entry.city}"),
                    vat_id=firm.entry.vat_id,
                ),
            )
        )

    def _put_on_account(self, life: Life, visit: VisitPast, at: int) -> None:
        firm = life.party.payer_firm
        fees = self._bookings.fees(life, visit)
        if firm is None or not fees or at > self._now:
            return
        staff, desk = self._bookings.staff_at(visit.steps[0].desk_id)
        billed = at < self._billed_before
        life.settled = True
        life.accounts.append(
            AccountPast(
                at=at,
                account_id=firm.party_id,
                case_id=life.case.id,
                visit_id=visit.id,
                day=visit.day,
                po_number=firm.entry.po_number,
                staff_id=staff,
                desk_id=desk,
                fees=fees,
                state=AccountState.BILLED if billed else AccountState.OPEN,
            )
        )

    def _is_exempt(self, life: Life, visit: VisitPast) -> bool:
        """By a rule that holds on the day of the visit, not on that of the booking."""
        if life.party.exemption is None:
            return False
        rules = (
            *self._ground.exemptions(visit.day, named=True),
            *self._ground.exemptions(visit.day, named=False),
        )
        return life.party.exemption[0] in {rule.code for rule in rules}

    def _exempt(self, life: Life, visit: VisitPast, at: int) -> None:
        assert life.party.exemption is not None
        fees = self._bookings.fees(life, visit)
        if not fees:
            return
        code, proof = life.party.exemption
        staff, desk = self._bookings.staff_at(visit.steps[0].desk_id)
        life.settled = True
        life.exempt.append(
            ExemptPast(
                at=at,
                case_id=life.case.id,
                visit_id=visit.id,
                fees=fees,
                exemption_id=self._ground.founded.exemptions[code],
                reason=proof,
            )
        )
        life.log.append(LogPast(at, staff, desk, "case", life.case.id, "exempt", {"reason": proof}))

    def _gross(self, product_id: int, on: date) -> int:
        prices = self._prices[self._products[product_id]]
        return max(price for price in prices if price[0] <= on)[2]

    def _working_time(self, after: int, days: int) -> int:
        """In the morning of the first day so many days later on which the centre is open."""
        day = day_of(after) + timedelta(days=days)
        while not self._ground.is_open(day):
            day += timedelta(days=1)
        return epoch_of(day, self._rng.randint(9 * 60, 12 * 60)) + self._rng.randrange(60)


def _recipient(first: PersonEntry, town: str) -> Recipient:
    """Somebody without a home yet has no more of an address than the town."""
    lines = (first.street, f"{first.postcode} {first.city}".strip())
    return Recipient(
        first.full_name, tuple(line for line in lines if line) or (town,), latin=first.latin
    )


def _quarter_of(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
