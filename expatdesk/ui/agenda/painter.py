"""Draws a day or a week of the agenda. Everything is painted; nothing here is a widget."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPen

from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaStep
from expatdesk.terms import OFF, DeskKind, VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout, Placed, PlacedBlock, Shut
from expatdesk.ui.agenda.geometry import HOUR, Box
from expatdesk.ui.fonts import Role, font
from expatdesk.ui.kit import names_hidden
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.kit.text import DOTS
from expatdesk.ui.theme import StateLook, Tokens, state_colours, tokens

LINE = 17.0
"""Height of a line of a block, px."""
PADDING = 8.0
BAR = 4.0
"""Width of the coloured edge of a block, px."""
RADIUS = 6.0

_OTHER_SCRIPTS = "\u0530"
_STRUCK = OFF - {VisitState.TURNED_AWAY}
_LEFT = int(
    Qt.AlignmentFlag.AlignLeft
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)
_RIGHT = int(
    Qt.AlignmentFlag.AlignRight
    | Qt.AlignmentFlag.AlignAbsolute
    | Qt.AlignmentFlag.AlignVCenter
    | Qt.TextFlag.TextSingleLine
)


@dataclass(frozen=True)
class Marks:
    """What is drawn otherwise than the rest."""

    visit_id: int | None = None
    appointment_id: int | None = None
    block_id: int | None = None
    focused: bool = False
    hovered: int | None = None
    wanted: frozenset[VisitState] = frozenset()
    """States that a filter asks for; empty: all."""
    moving: int | None = None
    """The appointment that is being dragged."""


@dataclass(frozen=True)
class GhostLook:
    """The dashed place to which something would be moved."""

    box: Box
    title: str
    detail: str
    taken: bool


@lru_cache(maxsize=16)
def metrics(role: Role) -> tuple[QFont, QFontMetricsF]:
    """A font with its measures; kept, because each block needs three of them."""
    made = font(role)
    return made, QFontMetricsF(made)


@lru_cache(maxsize=4096)
def _elided(text: str, role: Role, width: int) -> str:
    return metrics(role)[1].elidedText(text, Qt.TextElideMode.ElideRight, width)


def rect(box: Box) -> QRectF:
    return QRectF(box.x, box.y, box.width, box.height)


class DayPainter:
    """Paints the layout of one day with the painter of the moment."""

    def __init__(
        self, painter: QPainter, layout: DayLayout, marks: Marks, *, compact: bool = False
    ) -> None:
        self._painter = painter
        self._layout = layout
        self._marks = marks
        self._compact = compact
        self._now: Tokens = tokens()

    def paint(self, visible: QRectF) -> None:
        """Everything that lies in `visible`, from the ground upwards."""
        self._ground(visible)
        for shut in self._layout.shut:
            self._shut(shut)
        self._lines(visible)
        for block in self._layout.blocks:
            if rect(block.box).intersects(visible):
                self._blocked(block)
        for placed in self._layout.placed:
            if rect(placed.box).intersects(visible):
                self._step(placed)

    # ground

    def _ground(self, visible: QRectF) -> None:
        self._painter.fillRect(visible, QColor(self._now.panel))

    def _lines(self, visible: QRectF) -> None:
        painter, scale, columns = self._painter, self._layout.scale, self._layout.columns
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        whole = QPen(QColor(self._now.line), 1)
        half = QPen(QColor(self._now.line), 1, Qt.PenStyle.DotLine)
        left, right = columns.left, columns.x(columns.count)
        for at, _label in scale.hours():
            painter.setPen(whole)
            y = round(scale.y(at))
            painter.drawLine(QPointF(left, y), QPointF(right, y))
            if not self._compact and at < scale.last:
                painter.setPen(half)
                y = round(scale.y(at + HOUR // 2))
                painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.setPen(whole)
        for index in range(columns.count + 1):
            x = round(columns.x(index))
            painter.drawLine(QPointF(x, visible.top()), QPointF(x, visible.bottom()))

    def _shut(self, shut: Shut) -> None:
        place = rect(shut.box)
        self._hatch(place)
        if self._compact or place.height() < LINE:
            return
        said = _("Closed")
        if shut.since is not None:
            said = _("Closed after {time}").format(time=words.clock_time(shut.since))
        elif shut.whole_day:
            said = _("Closed on this day")
        self._painter.setPen(QColor(self._now.ink2))
        self._text(place.adjusted(10, 6, -8, 0), said, "small", top=True)

    def _hatch(self, place: QRectF) -> None:
        painter = self._painter
        painter.fillRect(place, QColor(self._now.sunken))
        pattern = QBrush(QColor(self._now.line), Qt.BrushStyle.BDiagPattern)
        painter.fillRect(place, pattern)

    def _blocked(self, placed: PlacedBlock) -> None:
        place = rect(placed.box)
        painter = self._painter
        painter.save()
        rounded(painter, place, RADIUS, self._now.sunken)
        faint = QColor(self._now.line_strong)
        faint.setAlphaF(0.45)
        painter.setBrush(QBrush(faint, Qt.BrushStyle.BDiagPattern))
        painter.setPen(QPen(QColor(self._now.line_strong), 1))
        painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if self._marks.block_id == placed.block.block_id:
            rounded(painter, place, RADIUS, None, self._now.accent, 2.0)
        painter.restore()
        if self._compact:
            return
        inner = place.adjusted(PADDING, 3, -PADDING, -3)
        # A paper under the words, so that they are read and not the hatching.
        said = placed.block.reason or _("Blocked")
        shown = _elided(said, "small_strong", int(inner.width()))
        width = metrics("small_strong")[1].horizontalAdvance(shown) + 8
        rounded(painter, QRectF(inner.left() - 4, inner.top(), width, LINE), 4, self._now.sunken)
        painter.setPen(QColor(self._now.ink2))
        self._text(inner, said, "small_strong", top=True)

    # visits

    def _step(self, placed: Placed) -> None:
        step, place = placed.step, rect(placed.box)
        words_, shown = words.state_line(step, self._layout.view.now)
        own = words.shown_state(step)
        look = state_colours(own)
        painter = self._painter
        painter.save()
        wanted = self._marks.wanted
        dimmed = bool(wanted) and step.state not in wanted
        if dimmed or self._marks.moving == step.appointment_id:
            painter.setOpacity(0.28)
        self._surface(step, place, look, plain=own is VisitState.PLANNED)
        if self._compact:
            self._name_only(step, place)
        else:
            self._inside(step, place, words_, state_colours(shown))
        painter.restore()

    def _surface(self, step: AgendaStep, place: QRectF, look: StateLook, *, plain: bool) -> None:
        painter, now, marks = self._painter, self._now, self._marks
        edge = QColor(look.edge)
        edge.setAlphaF(0.42 if now.dark else 0.38)
        rounded(painter, place, RADIUS, look.ground)
        painter.save()
        painter.setClipRect(QRectF(place.left(), place.top(), BAR, place.height()))
        rounded(painter, place, RADIUS, look.edge)
        painter.restore()
        rounded(painter, place, RADIUS, None, QColor(now.line_strong) if plain else edge)
        if step.squeezed:
            self._squeezed_mark(place, look)
        if marks.appointment_id == step.appointment_id:
            ring = place.adjusted(-2, -2, 2, 2)
            rounded(painter, ring, RADIUS + 2, None, now.accent, 2.5 if marks.focused else 2.0)
        elif marks.visit_id == step.visit_id:
            self._linked(place)
        elif marks.hovered == step.appointment_id:
            rounded(painter, place, RADIUS, None, now.line_strong, 1.5)

    def _squeezed_mark(self, place: QRectF, look: StateLook) -> None:
        pen = QPen(QColor(look.edge), 2, Qt.PenStyle.DotLine)
        self._painter.setPen(pen)
        x = place.right() - 2
        self._painter.drawLine(QPointF(x, place.top() + 5), QPointF(x, place.bottom() - 5))

    def _linked(self, place: QRectF) -> None:
        """The other steps of the chosen visit."""
        pen = QPen(QColor(self._now.accent), 1.5, Qt.PenStyle.DashLine)
        self._painter.setPen(pen)
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRoundedRect(place.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _inside(self, step: AgendaStep, place: QRectF, state: str, look: StateLook) -> None:
        inner = place.adjusted(BAR + PADDING - 1, 0, -PADDING, 0)
        room = int((place.height() - 4) // LINE)
        if room <= 1:
            line = QRectF(inner.left(), place.top(), inner.width(), min(place.height(), 22))
            self._first_line(step, line, look, short=True)
            return
        top = place.top() + 3
        self._first_line(step, QRectF(inner.left(), top, inner.width(), LINE), look)
        self._painter.setPen(QColor(self._now.ink2))
        second = QRectF(inner.left(), top + LINE, inner.width(), LINE)
        sign = f"{look.sign} " if room == 2 and state else ""
        self._text(second, f"{sign}{self._detail(step)}", "small")
        if room > 2 and state:
            self._painter.setPen(QColor(look.ink))
            third = QRectF(inner.left(), top + 2 * LINE, inner.width(), LINE)
            self._text(third, state, "small_strong")

    def _first_line(
        self, step: AgendaStep, line: QRectF, look: StateLook, *, short: bool = False
    ) -> None:
        told = step.ordinal == 1 and step.state not in OFF
        money = words.money_words(step.money) if told else ""
        taken = 0.0
        if money and line.width() > 96:
            taken = metrics("small")[1].horizontalAdvance(money) + 8
            if line.width() - taken < 52:
                taken = 0.0
        if taken:
            owed = step.money.kind == "due"
            ink = state_colours("due").ink if owed else self._now.ink2
            self._painter.setPen(QColor(ink))
            self._painter.setFont(metrics("small")[0])
            self._painter.drawText(line, _RIGHT, money)
        name = line.adjusted(0, 0, -taken, 0)
        if short:
            name = self._time_before(step, name)
        self._name(step, name, look)

    def _time_before(self, step: AgendaStep, line: QRectF) -> QRectF:
        said = words.clock_time(step.starts_at)
        width = metrics("amount_small")[1].horizontalAdvance(said) + 6
        if line.width() - width < 40:
            return line
        self._painter.setPen(QColor(self._now.ink2))
        self._text(line, said, "amount_small")
        return line.adjusted(width, 0, 0, 0)

    def _name(self, step: AgendaStep, line: QRectF, look: StateLook) -> None:
        text = DOTS if names_hidden() else step.title or "–"
        struck = step.state in _STRUCK
        self._painter.setPen(QColor(look.ink if struck and self._now.dark else self._now.ink))
        self._text(line, text, "small_strong", struck=struck)

    def _detail(self, step: AgendaStep) -> str:
        if step.ordinal == 1:
            what = words.said(step.service)
        elif self._is_helpdesk(step.desk_id):
            what = _("Helpdesk talk")
        else:
            what = _("step {number} of {count}").format(number=step.ordinal, count=step.steps)
        return f"{words.clock_time(step.starts_at)} · {what} · {step.party_size}"

    def _is_helpdesk(self, desk_id: int) -> bool:
        index = self._layout.column_of(desk_id)
        if index is None:
            return False
        return self._layout.view.columns[index].desk.kind is DeskKind.HELPDESK

    def _name_only(self, step: AgendaStep, place: QRectF) -> None:
        if place.height() < 13 or place.width() < 22:
            return
        text = DOTS if names_hidden() else step.title or "–"
        self._painter.setPen(QColor(self._now.ink))
        line = QRectF(place.left() + BAR + 3, place.top(), place.width() - BAR - 5, 15)
        self._text(line, text, "key", struck=step.state in _STRUCK)

    def _text(
        self, place: QRectF, text: str, role: Role, *, struck: bool = False, top: bool = False
    ) -> None:
        shown = _elided(text, role, max(int(place.width()), 0))
        made = metrics(role)[0]
        if role == "small_strong" and any(sign >= _OTHER_SCRIPTS for sign in text):
            made = QFont(made)
            # Those families have no half-bold cut.
            made.setWeight(QFont.Weight.Bold)
        if struck:
            made = QFont(made)
            made.setStrikeOut(True)
        self._painter.setFont(made)
        room = QRectF(place.left(), place.top(), place.width() + 2, LINE) if top else place
        self._painter.drawText(room.adjusted(0, 0, 2, 0), _LEFT, shown)


def paint_now_line(painter: QPainter, layout: DayLayout, now: int) -> None:
    """The red line of the moment with its dot in front of the first column."""
    scale, columns = layout.scale, layout.columns
    if not scale.first <= now <= scale.last:
        return
    colour = QColor(tokens().now)
    y = round(scale.y(now)) + 0.5
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 2))
    painter.drawLine(QPointF(columns.left - 4, y), QPointF(columns.x(columns.count), y))
    painter.setBrush(colour)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawEllipse(QPointF(columns.left - 6, y), 4, 4)


def paint_ghost(painter: QPainter, ghost: GhostLook) -> None:
    """Where something would be moved: dashed, red where the place cannot be had."""
    now = tokens()
    ink = now.error.ink if ghost.taken else now.accent
    ground = now.error.ground if ghost.taken else now.accent_soft
    place = rect(ghost.box)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen = QPen(QColor(ink), 2, Qt.PenStyle.CustomDashLine)
    pen.setDashPattern([3, 2])
    painter.setPen(pen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(place.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
    painter.setPen(QColor(ink))
    inner = place.adjusted(10, 3, -8, -3)
    painter.setFont(metrics("small_strong")[0])
    title = _elided(ghost.title, "small_strong", int(inner.width()))
    painter.drawText(QRectF(inner.left(), inner.top(), inner.width() + 2, LINE), _LEFT, title)
    if place.height() >= 2 * LINE + 4 and ghost.detail:
        painter.setFont(metrics("small")[0])
        below = inner.adjusted(0, LINE, 2, 0)
        wrap = int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap)
        painter.drawText(below, wrap, ghost.detail)
    painter.restore()
