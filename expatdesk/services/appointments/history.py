"""History: who did what, at which desk and when."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, or_, select

from expatdesk.clock import day_bounds
from expatdesk.model.appointments import CaseReceipt, Visit
from expatdesk.model.services import Desk
from expatdesk.model.staff import EventLog, Staff
from expatdesk.services.appointments.subject import Part
from expatdesk.services.appointments.types import HistoryLine
from expatdesk.texts import Pair

LONGEST = 1000


class History(Part):
    def history(self, subject: str, subject_id: int) -> list[HistoryLine]:
        """Lines of the log in the order in which they happened, at most the last thousand.

        That of a case holds those of its visits and its receipts too.
        """
        with self._store.reading() as tx:
            rows = tx.rows(_about(subject, subject_id))
        return [_line(row) for row in reversed(rows)]

    def log_of(
        self,
        day: date,
        *,
        staff_id: int | None = None,
        subject: str = "",
        limit: int = 500,
    ) -> list[HistoryLine]:
        """What was done on a day, the newest first; of one member of staff, about one subject."""
        first, last = day_bounds(day)
        wanted: ColumnElement[bool] = (EventLog.at >= first) & (EventLog.at < last)
        if staff_id is not None:
            wanted &= EventLog.staff_id == staff_id
        if subject:
            wanted &= EventLog.subject == subject
        with self._store.reading() as tx:
            rows = tx.rows(_statement(wanted, min(limit, LONGEST)))
        return [_line(row) for row in rows]


def _line(row: Row[*tuple[Any, ...]]) -> HistoryLine:
    return HistoryLine(
        at=row.at,
        staff=row.staff or "",
        desk=Pair(row.desk or "", row.desk_nl or ""),
        subject=row.subject,
        action=row.action,
        details=json.loads(row.details),
        subject_id=row.subject_id,
        line_id=row.id,
    )


def _about(subject: str, subject_id: int) -> Select[int, int, str, str, str, str, int, str, str]:
    own: ColumnElement[bool] = (EventLog.subject == subject) & (EventLog.subject_id == subject_id)
    if subject == "case":
        visits = select(Visit.id).where(Visit.case_id == subject_id)
        receipts = select(CaseReceipt.receipt_id).where(CaseReceipt.case_id == subject_id)
        own = or_(
            own,
            (EventLog.subject == "visit") & EventLog.subject_id.in_(visits),
            (EventLog.subject == "receipt") & EventLog.subject_id.in_(receipts),
        )
    return _statement(own, LONGEST)


def _statement(
    wanted: ColumnElement[bool], limit: int
) -> Select[int, int, str, str, str, str, int, str, str]:
    return (
        select(
            EventLog.id,
            EventLog.at,
            Staff.short_name.label("staff"),
            Desk.name_en.label("desk"),
            Desk.name_nl.label("desk_nl"),
            EventLog.subject,
            EventLog.subject_id,
            EventLog.action,
            EventLog.details,
        )
        .outerjoin(Staff, Staff.id == EventLog.staff_id)
        .outerjoin(Desk, Desk.id == EventLog.desk_id)
        .where(wanted)
        .order_by(EventLog.id.desc())
        .limit(limit)
    )
