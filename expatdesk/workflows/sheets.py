"""Information sheets of the centre on paper: a proof, one blank, a visitor's pack, the booklet.

A pack is personal: it names the visitor, and its fees and hours are those of the day of the
visit. What came out, or was saved, is kept with the visit: which version, in which languages.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from expatdesk.clock import day_of, local, now_epoch
from expatdesk.documents.parts import Centre as CentreOnPaper
from expatdesk.documents.sheets import (
    SheetOnPaper,
    render_booklet,
    render_pack,
    render_sheet,
)
from expatdesk.services.base import Actor, new_key
from expatdesk.services.sheets.types import SheetView, Stand, TextView
from expatdesk.storage.changes import Changes
from expatdesk.terms import GivenWay
from expatdesk.workflows.letterhead import centre_on_paper
from expatdesk.workflows.sheet_fields import FieldValues, field_values
from expatdesk.workflows.sheet_orders import Handed, languages_of, versions_of

if TYPE_CHECKING:
    from expatdesk.application import Centre
    from expatdesk.services.appointments.types import VisitSheet
    from expatdesk.services.printing.types import PrintOrder

Progress = Callable[[int, int], None]
"""Told after each sheet: how many are done, of how many. What it raises ends the work."""


class SheetPapers:
    """Makes the papers of sheets. All of it takes its time: never on the window's thread.

    They are printed by the queue, from an order (`sheet_orders`).
    """

    def __init__(self, centre: Centre) -> None:
        self._centre = centre

    # to be looked at

    def preview(
        self,
        view: SheetView,
        bodies: Mapping[str, str],
        languages: Sequence[str],
        values: FieldValues,
        *,
        valid_for_year: int | None = None,
    ) -> bytes:
        """What somebody is writing, as it would print; said to be a draft where it is one.

        `bodies`: the texts as typed, by language; `values`: see `sheet_fields.example`.
        """
        paper = draft_paper(view, bodies, languages, valid_for_year=valid_for_year)
        return render_sheet(paper, self._house(self._today()), values, self._now())

    # without a visitor

    def blank(self, sheet_id: int, number: int, languages: Sequence[str]) -> bytes:
        """A published sheet for nobody in particular: a visitor's fields are room to write.

        Raises NotFound.
        """
        today = self._today()
        paper = self._paper(sheet_id, number, languages)
        values = field_values(self._centre, _all_languages([paper]), today)
        return render_sheet(paper, self._house(today), values, self._now())

    def booklet(self, languages: Sequence[str], progress: Progress | None = None) -> bytes:
        """All sheets in use with cover and contents, in the order of their numbers."""
        rows = [row for row in self._centre.sheets.shelf() if row.active and row.published]
        rows.sort(key=lambda row: row.number)
        papers = []
        for done, row in enumerate(rows, start=1):
            papers.append(self._paper(row.sheet_id, row.published, languages))
            if progress is not None:
                progress(done, len(rows))
        today = self._today()
        values = field_values(self._centre, _all_languages(papers), today)
        return render_booklet(papers, self._house(today), values, self._now())

    # for a visitor

    def pack(self, handed: Handed) -> bytes:
        """The sheets for one visitor, each on sides of its own. Raises NotFound."""
        visit = self._centre.appointments.visit(handed.visit_id)
        made_for = _named(visit)
        papers = [
            self._paper(sheet_id, number, handed.languages, made_for)
            for sheet_id, number in handed.versions
        ]
        values = field_values(self._centre, _all_languages(papers), self._today(), visit)
        return render_pack(papers, self._house(visit.day), values, self._now())

    def save_pack(self, actor: Actor, handed: Handed, file: Path, *, key: str = "") -> Changes:
        """Writes a pack to a file, which counts as given. Raises OSError, NotFound."""
        file.write_bytes(self.pack(handed))
        return self.give(actor, handed, GivenWay.FILED, key=key or new_key())

    def give(self, actor: Actor, handed: Handed, way: GivenWay, *, key: str) -> Changes:
        """Keeps what went with a visit, each sheet with the languages that it was printed in.

        Once for its key. Raises NotAllowed, NotFound.
        """
        by_languages: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for sheet_id, number in handed.versions:
            paper = self._paper(sheet_id, number, handed.languages)
            by_languages.setdefault(paper.languages, []).append((sheet_id, number))
        for at, (languages, versions) in enumerate(by_languages.items()):
            self._centre.sheets.give(
                actor, handed.visit_id, versions, languages, way, key=f"{key}:{at}"
            )
        return Changes.of("visits", handed.visit_id) | Changes.of("sheets")

    # for the print queue

    def render(self, order: PrintOrder) -> bytes:
        """The paper of an order of the queue: a visitor's pack, or sheets for nobody."""
        versions, languages = versions_of(order), languages_of(order)
        if order.subject_id is None:
            ((sheet_id, number),) = versions
            return self.blank(sheet_id, number, languages)
        return self.pack(Handed(order.subject_id, versions, languages))

    def given(self, actor: Actor, job_id: int, order: PrintOrder) -> Changes:
        """A paper of the queue has come out: it counts as given, once for each job."""
        if order.subject_id is None:
            return Changes()
        handed = Handed(order.subject_id, versions_of(order), languages_of(order))
        return self.give(actor, handed, GivenWay.PRINTED, key=f"sheets-given:{job_id}")

    def _paper(
        self,
        sheet_id: int,
        number: int,
        languages: Sequence[str],
        made_for: tuple[str, str] | None = None,
    ) -> SheetOnPaper:
        stand = self._centre.sheets.version(sheet_id, number)
        return published_paper(stand, languages, made_for)

    def _house(self, day: date) -> CentreOnPaper:
        return centre_on_paper(self._centre, self._centre.settings.on(day))

    def _today(self) -> date:
        return day_of(now_epoch(self._centre.clock))

    def _now(self) -> datetime:
        return local(now_epoch(self._centre.clock))


def published_paper(
    stand: Stand, languages: Sequence[str], made_for: tuple[str, str] | None = None
) -> SheetOnPaper:
    """A version in these languages; what it lacks is said on it.

    A sheet that has none of them is printed in the first language that it has.
    """
    assert stand.version is not None
    bodies, missing = _in(languages, {code: text.body for code, text in stand.texts.items()})
    return SheetOnPaper(
        number=stand.sheet_number,
        version=stand.version.number,
        bodies=bodies,
        checked_on=stand.version.checked_on,
        valid_for_year=stand.version.valid_for_year,
        made_for=made_for,
        source=_sources(stand.texts, bodies),
        missing=missing,
    )


def draft_paper(
    view: SheetView,
    bodies: Mapping[str, str],
    languages: Sequence[str],
    *,
    valid_for_year: int | None = None,
) -> SheetOnPaper:
    """A sheet as somebody is writing it. Without changes it is the version in force."""
    draft = view.current is None or view.draft is not None or dict(bodies) != view.bodies
    shown, missing = _in(languages, bodies)
    checked_on = view.current.checked_on if view.current is not None and not draft else None
    return SheetOnPaper(
        number=view.number,
        version=view.published + 1 if draft else view.published,
        bodies=shown,
        checked_on=checked_on,
        valid_for_year=view.valid_for_year if valid_for_year is None else valid_for_year,
        source=_sources(view.texts, shown),
        draft=draft,
        missing=missing,
    )


def _in(
    languages: Sequence[str], bodies: Mapping[str, str]
) -> tuple[tuple[tuple[str, str], ...], tuple[str, ...]]:
    """The texts in the languages that are wanted, and which of them there are not."""
    written = {code: body for code, body in bodies.items() if body.strip()}
    found = [code for code in languages if code in written]
    missing = tuple(code for code in languages if code not in written)
    shown = found or list(written)[:1] or list(languages)[:1]
    return tuple((code, written.get(code, "")) for code in shown), missing


def _sources(
    texts: Mapping[str, TextView], bodies: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    return tuple(
        (code, texts[code].source) for code, _body in bodies if code in texts and texts[code].source
    )


def _named(visit: VisitSheet) -> tuple[str, str] | None:
    """The first comer; nobody where the visit has been made anonymous."""
    first = visit.comers[0] if visit.comers else None
    return (first.full_name, first.latin) if first is not None and first.full_name else None


def _all_languages(papers: Sequence[SheetOnPaper]) -> list[str]:
    return list(dict.fromkeys(code for paper in papers for code in paper.languages))
