"""A day laid out: which block of which desk stands where. Pure, made once for each answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from expatdesk.clock import day_bounds, epoch_of
from expatdesk.services.appointments.types import AgendaBlock, AgendaColumn, AgendaStep, DayView
from expatdesk.terms import OFF
from expatdesk.ui.agenda.geometry import Box, Columns, Scale, gaps, lanes, span_of

EDGE = 3.0
"""Room between a block and the line of its column, px."""
GAP = 2.0
QUARTER = 15 * 60


@dataclass(frozen=True)
class Placed:
    """A step of a visit and its place."""

    step: AgendaStep
    box: Box


@dataclass(frozen=True)
class PlacedBlock:
    """Blocked time and its place."""

    block: AgendaBlock
    box: Box


@dataclass(frozen=True)
class Shut:
    """Hours in which a desk is closed. `since`: closed from then on for the day."""

    box: Box
    since: int | None
    whole_day: bool


@dataclass(frozen=True)
class DayLayout:
    """Everything that is painted of a day, in pixels of the whole sheet."""

    view: DayView
    scale: Scale
    columns: Columns
    placed: tuple[Placed, ...]
    blocks: tuple[PlacedBlock, ...]
    shut: tuple[Shut, ...]

    def at(self, x: float, y: float) -> Placed | PlacedBlock | None:
        """What stands at a place; what was drawn last is found first."""
        for one in reversed(self.placed):
            if one.box.holds(x, y):
                return one
        return next((one for one in self.blocks if one.box.holds(x, y)), None)

    def column_at(self, x: float) -> AgendaColumn | None:
        index = self.columns.at(x)
        return None if index is None else self.view.columns[index]

    def column_of(self, desk_id: int) -> int | None:
        """The index of a desk's column."""
        ids = [column.desk.desk_id for column in self.view.columns]
        return ids.index(desk_id) if desk_id in ids else None

    def box_of(self, desk_id: int, starts_at: int, ends_at: int) -> Box | None:
        """Where a span at a desk would stand, over the whole width of its column."""
        index = self.column_of(desk_id)
        if index is None:
            return None
        return _box(self.scale, self.columns, index, (starts_at, ends_at), (0, 1))

    def placed_step(self, appointment_id: int | None) -> Placed | None:
        return next((p for p in self.placed if p.step.appointment_id == appointment_id), None)


def half_hour(view: DayView, desk_id: int, *, today: bool) -> tuple[int, int, int] | None:
    """The desk, and half an hour at it: from now on today, else at the start of the day.

    Without that desk at the first one; None where there is no desk.
    """
    if not view.columns:
        return None
    column = next((c for c in view.columns if c.desk.desk_id == desk_id), view.columns[0])
    now = -(-view.now // QUARTER) * QUARTER
    start = now if today else 0
    if column.open:
        start = min(max(start, column.open[0][0]), column.open[-1][1] - 2 * QUARTER)
    start = start or now
    return column.desk.desk_id, start, start + 2 * QUARTER


def day_span(view: DayView) -> tuple[int, int]:
    """First and last instant shown of a day."""
    spans = [span for column in view.columns for span in column.open]
    spans += [(step.starts_at, step.ends_at) for step in view.steps]
    start, _end = day_bounds(view.day)
    nine, five = epoch_of(view.day, 9 * 60), epoch_of(view.day, 17 * 60)
    first, last = span_of(spans, (nine, five))
    return max(first, start), last


def lay_out(view: DayView, scale: Scale, columns: Columns) -> DayLayout:
    """Puts every block of a day into its place."""
    return DayLayout(
        view=view,
        scale=scale,
        columns=columns,
        placed=tuple(_steps(view, scale, columns)),
        blocks=tuple(_blocks(view, scale, columns)),
        shut=tuple(_closed(view, scale, columns)),
    )


def _steps(view: DayView, scale: Scale, columns: Columns) -> Iterator[Placed]:
    """Of a visit that will not take place only its first step is shown."""
    for index, column in enumerate(view.columns):
        mine = [
            step
            for step in view.steps
            if step.desk_id == column.desk.desk_id and not (step.ordinal > 1 and step.state in OFF)
        ]
        mine.sort(key=lambda step: (step.starts_at, step.squeezed, step.appointment_id))
        spans = [(step.starts_at, step.ends_at) for step in mine]
        for step, span, lane in zip(mine, spans, lanes(spans), strict=True):
            yield Placed(step, _box(scale, columns, index, span, lane))


def _blocks(view: DayView, scale: Scale, columns: Columns) -> Iterator[PlacedBlock]:
    ids = [column.desk.desk_id for column in view.columns]
    for block in view.blocks:
        if block.desk_id in ids:
            span = (max(block.starts_at, scale.first), min(block.ends_at, scale.last))
            index = ids.index(block.desk_id)
            yield PlacedBlock(block, _box(scale, columns, index, span, (0, 1)))


def _closed(view: DayView, scale: Scale, columns: Columns) -> Iterator[Shut]:
    for index, column in enumerate(view.columns):
        for start, end in gaps(column.open, scale.first, scale.last):
            box = Box(
                columns.x(index), scale.y(start), columns.width, scale.y(end) - scale.y(start)
            )
            whole = not column.open
            yield Shut(box, start if end == scale.last and not whole else None, whole)


def _box(
    scale: Scale, columns: Columns, index: int, span: tuple[int, int], lane: tuple[int, int]
) -> Box:
    at, count = lane
    width = (columns.width - 2 * EDGE) / count
    top = scale.y(span[0])
    return Box(
        columns.x(index) + EDGE + at * width,
        top + 1,
        width - (GAP if count > 1 else 0),
        max(scale.y(span[1]) - top - GAP, 12.0),
    )
