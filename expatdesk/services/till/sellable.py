"""What the till can sell: each subject says what is open, and hears what was settled.

The till imports no subject; `application.py` hands it one `Sellable` for each. A visit is the
first of them (services/appointments/fees.py).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Protocol

from expatdesk.services.till.tariffs import Tariff
from expatdesk.services.till.types import FeeLine, QuoteRequest, Recipient
from expatdesk.storage.tx import Tx
from expatdesk.terms import Behalf, ChargeState, VisitState
from expatdesk.texts import Pair


@dataclass(frozen=True)
class OpenLine:
    """A line at its full price on `day`; `exempt_by`: the rule that the booking has noted."""

    line: FeeLine
    day: date
    visit_id: int
    exempt_by: int | None = None

    @property
    def shown(self) -> FeeLine:
        """The line as it will be charged when nobody chooses otherwise."""
        if self.exempt_by is None:
            return self.line
        return exempted(self.line, self.exempt_by)


@dataclass(frozen=True)
class Due:
    """Something that is sold: who comes, who pays, what is open and what was settled before.

    `exemptions`: (id, name, proof) of the rules that could exempt it on its day.
    """

    visit_id: int
    visit_version: int
    case_id: int
    code: str
    day: date
    starts_at: int
    state: VisitState
    title: str
    latin: str
    party_size: int
    payer: Behalf
    payer_party_id: int | None
    payer_name: str
    po_number: str
    account_allowed: bool
    exemption_proof: str
    exemptions: tuple[tuple[int, Pair, Pair], ...]
    recipient: Recipient | None
    lines: tuple[OpenLine, ...]
    settled: tuple[FeeLine, ...]
    receipt_ids: tuple[int, ...]


@dataclass(frozen=True)
class Settlement:
    """How one open line was settled: on a receipt, on an account, exempt or dropped."""

    open_line: OpenLine
    state: ChargeState
    gross: int
    reason: str = ""
    exemption_id: int | None = None
    receipt_line_id: int | None = None
    unbilled_id: int | None = None


class Sellable(Protocol):
    """A subject's side of the till. All methods are steps: they never commit."""

    def quote(
        self, tx: Tx, tariff: Tariff, request: QuoteRequest
    ) -> tuple[tuple[FeeLine, ...], tuple[int, ...]]:
        """The lines as they would be charged, and the ids of rules that could exempt them."""
        ...

    def due(self, tx: Tx, tariff: Tariff, ref: int, *, lock: bool = False) -> Due:
        """What is open. With `lock` nobody else settles it before the commit. Raises NotFound."""
        ...

    def settle(self, tx: Tx, due: Due, settlements: Sequence[Settlement]) -> None:
        """Keeps how lines were settled, so that they are not asked for again."""
        ...

    def reverse(
        self, tx: Tx, *, line_ids: Iterable[int] = (), unbilled_id: int | None = None
    ) -> None:
        """What was settled by these receipt lines, or on this account, is due again."""
        ...

    def file(self, tx: Tx, case_id: int, receipt_id: int) -> None:
        """Puts a document into the case, and tells the windows that its visits changed."""
        ...

    def case_of(self, tx: Tx, receipt_id: int) -> int | None:
        """The case to which a document belongs."""
        ...

    def reference_of(self, tx: Tx, unbilled_id: int) -> str:
        """Code of the visit for which an account was charged; empty once anonymous."""
        ...

    def receipts_named(self, tx: Tx, text: str) -> tuple[int, ...]:
        """Ids of documents of the thing with this code."""
        ...


def exempted(line: FeeLine, exemption_id: int) -> FeeLine:
    """The line as it stands when the rule exempts it: it costs nothing."""
    return replace(line, gross=0, net=0, invoice_net=0, exemption_id=exemption_id)
