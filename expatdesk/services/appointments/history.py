"""History: who did what, at which desk and when."""

from __future__ import annotations

import json

from sqlalchemy import ColumnElement, Select, or_, select

from expatdesk.model.appointments import CaseReceipt, Visit
from expatdesk.model.services import Desk
from expatdesk.model.staff import EventLog, Staff
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import HistoryLine

LONGEST = 1000


class History(Part):
    def history(self, subject: str, subject_id: int) -> list[HistoryLine]:
        """Lines of the log in the order in which they happened, at most the last thousand.

        That of a case holds those of its visits and its receipts too.
        """
        with self._store.reading() as tx:
            rows = tx.rows(_statement(subject, subject_id))
        return [
            HistoryLine(
                at=row.at,
                staff=row.staff or "",
                desk=row.desk or "",
                subject=row.subject,
                action=row.action,
                details=json.loads(row.details),
            )
            for row in reversed(rows)
        ]


def _statement(subject: str, subject_id: int) -> Select[int, str, str, str, str, str]:
    own: ColumnElement[bool] = (EventLog.subject == subject) & (EventLog.subject_id == subject_id)
    if subject == "case":
        visits = select(Visit.id).where(Visit.case_id == subject_id)
        receipts = select(CaseReceipt.receipt_id).where(CaseReceipt.case_id == subject_id)
        own = or_(
            own,
            (EventLog.subject == "visit") & EventLog.subject_id.in_(visits),
            (EventLog.subject == "receipt") & EventLog.subject_id.in_(receipts),
        )
    return (
        select(
            EventLog.at,
            Staff.short_name.label("staff"),
            Desk.name_en.label("desk"),
            EventLog.subject,
            EventLog.action,
            EventLog.details,
        )
        .outerjoin(Staff, Staff.id == EventLog.staff_id)
        .outerjoin(Desk, Desk.id == EventLog.desk_id)
        .where(own)
        .order_by(EventLog.id.desc())
        .limit(LONGEST)
    )
