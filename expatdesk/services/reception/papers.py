"""The papers of a visit: seen, to be handed in later, or missing."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select, update

from expatdesk.i18n import Language
from expatdesk.model.appointments import Visit, VisitPaper
from expatdesk.model.services import Paper
from expatdesk.services.base import Actor, Done, NotFound, Stale, log, new_key
from expatdesk.services.once import Written
from expatdesk.services.reception import following
from expatdesk.services.reception.subject import Part
from expatdesk.services.reception.types import PaperSet
from expatdesk.storage.tx import Tx
from expatdesk.terms import FollowUpKind, Outcome, PaperState
from expatdesk.texts import Pair


@dataclass(frozen=True)
class _Line:
    """One line of the list as it stands."""

    visit_paper_id: int
    visit_id: int
    case_id: int
    person_id: int | None
    state: PaperState
    code: str
    name: Pair

    @property
    def is_certificate(self) -> bool:
        return "certificate" in self.code

    @property
    def kind(self) -> FollowUpKind:
        return FollowUpKind.CERTIFICATE if self.is_certificate else FollowUpKind.OTHER

    @property
    def suggested(self) -> Outcome | None:
        later = self.is_certificate and self.person_id is not None
        return Outcome.REGISTERED_CERTIFICATE_LATER if later else None


class Papers(Part):
    def set_paper(
        self, actor: Actor, visit_paper_id: int, state: PaperState, *, key: str
    ) -> Done[PaperSet]:
        """One line of the list of papers. What is to come later is followed up.

        For a certificate the value suggests the person's outcome. A paper that comes after all
        ends its follow-up. Undo puts the line back. Raises NotFound.
        """

        def work(tx: Tx) -> Written[PaperSet]:
            line = _read(tx, visit_paper_id)
            _write(tx, actor, line, state)
            made = _follow(tx, actor, line, state)
            suggested = line.suggested if state is PaperState.LATER else None
            return Written(
                PaperSet(visit_paper_id, line.person_id, suggested),
                lambda: self._put_paper_back(actor, visit_paper_id, state, line.state, made),
            )

        return self._carry_out(actor, key, PaperSet, work)

    def _put_paper_back(
        self,
        actor: Actor,
        visit_paper_id: int,
        expected: PaperState,
        before: PaperState,
        made: int | None,
    ) -> Done[PaperSet]:
        """Undo, as long as the line is as it was set. Raises Stale."""

        def work(tx: Tx) -> Written[PaperSet]:
            line = _read(tx, visit_paper_id)
            if line.state is not expected:
                raise Stale(mine=expected, theirs=line.state)
            _write(tx, actor, line, before)
            if made is not None:
                following.drop(tx, made)
            else:
                _follow(tx, actor, line, before)
            return Written(PaperSet(visit_paper_id, line.person_id))

        return self._carry_out(actor, new_key(), PaperSet, work)


def _read(tx: Tx, visit_paper_id: int) -> _Line:
    row = tx.first(
        select(
            VisitPaper.visit_id,
            Visit.case_id,
            VisitPaper.person_id,
            VisitPaper.state,
            Paper.code,
            Paper.name_en,
            Paper.name_nl,
        )
        .join(Visit, Visit.id == VisitPaper.visit_id)
        .join(Paper, Paper.id == VisitPaper.paper_id)
        .where(VisitPaper.id == visit_paper_id)
    )
    if row is None:
        raise NotFound
    return _Line(
        visit_paper_id=visit_paper_id,
        visit_id=row.visit_id,
        case_id=row.case_id,
        person_id=row.person_id,
        state=row.state,
        code=row.code,
        name=Pair(row.name_en, row.name_nl),
    )


def _write(tx: Tx, actor: Actor, line: _Line, state: PaperState) -> None:
    tx.execute(update(VisitPaper).where(VisitPaper.id == line.visit_paper_id).values(state=state))
    log(
        tx, actor, "visit", line.visit_id, "paper",
        paper=line.code, person=line.person_id, before=line.state, to=state,
    )  # fmt: skip
    tx.touch("visits", line.visit_id)


def _follow(tx: Tx, actor: Actor, line: _Line, state: PaperState) -> int | None:
    """Begins the follow-up of a paper that comes later, or ends it; the id of a new one."""
    if PaperState.LATER not in {line.state, state}:
        return None
    notes = (line.name.en, line.name.nl)
    standing = following.open_one(tx, line.case_id, line.person_id, line.kind, notes)
    if state is not PaperState.LATER:
        if standing is not None:
            following.drop(tx, standing)
        return None
    if standing is not None:
        return None
    note = line.name.in_language(Language(actor.language))
    due = following.certificate_due(tx)
    return following.follow_up(tx, actor, line.case_id, line.person_id, line.kind, due, note)
