"""Draws a day or a week of the agenda. Everything is painted; nothing here is a widget."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen

from expatdesk.i18n import _
from expatdesk.services.appointments.types import AgendaStep
from expatdesk.terms import OFF, DeskKind, VisitState
from expatdesk.ui.agenda import words
from expatdesk.ui.agenda.columns import DayLayout, Placed, PlacedBlock, Shut
from expatdesk.ui.agenda.fitting import LINE, MARGIN, CardFit, CardWords, first_fitting, fit_card
from expatdesk.ui.agenda.geometry import HOUR, Box
from expatdesk.ui.agenda.measuring import advance, elided, metrics
from expatdesk.ui.fonts import Role
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.theme import StateLook, Tokens, state_colours, tokens

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
        wordings = [_("Closed")]
        if shut.since is not None:
            since = words.clock_time(shut.since)
            wordings.insert(0, _("Closed after {time}").format(time=since))
        elif shut.whole_day:
            wordings.insert(0, _("Closed on this day"))
        inner = place.adjusted(10, 6, -8, 0)
        self._painter.setPen(QColor(self._now.ink2))
        said = first_fitting(wordings, "small", inner.width(), advance)
        self._text(inner, said, "small", top=True)

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
        said = words.block_words(placed.block)
        shown = elided(said, "small_strong", int(inner.width()))
        width = advance(shown, "small_strong") + 8
        rounded(painter, QRectF(inner.left() - 4, inner.top(), width, LINE), 4, self._now.sunken)
        painter.setPen(QColor(self._now.ink2))
        self._text(inner, said, "small_strong", top=True)

    # visits

    def _step(self, placed: Placed) -> None:
        step, place = placed.step, rect(placed.box)
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
            self._inside(step, place)
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

    def _inside(self, step: AgendaStep, place: QRectF) -> None:
        now = self._layout.view.now
        look = state_colours(words.state_words(step, now)[1])
        inner = place.adjusted(BAR + PADDING - 1, 0, -PADDING, 0)
        said = card_words(step, self._later_step(step), now)
        fit = fit_card(said, inner.width(), place.height(), advance)
        if place.height() < MARGIN + 2 * LINE:
            line = QRectF(inner.left(), place.top(), inner.width(), min(place.height(), 22))
        else:
            line = QRectF(inner.left(), place.top() + 3, inner.width(), LINE)
        self._first_line(step, line, fit, look)
        inks = {
            "detail": self._now.ink2,
            "state": look.ink,
            "money": self._money_ink(step),
        }
        for number, below in enumerate(fit.lines, 1):
            self._painter.setPen(QColor(inks[below.kind]))
            role: Role = "small_strong" if below.kind == "state" else "small"
            self._text(line.translated(0, number * LINE), below.text, role)

    def _money_ink(self, step: AgendaStep) -> str:
        return state_colours("due").ink if step.money.kind == "due" else self._now.ink2

    def _first_line(self, step: AgendaStep, line: QRectF, fit: CardFit, look: StateLook) -> None:
        if fit.money:
            self._painter.setPen(QColor(self._money_ink(step)))
            self._painter.setFont(metrics("small")[0])
            self._painter.drawText(line, _RIGHT, fit.money)
        if fit.lead:
            self._painter.setPen(QColor(look.ink))
            self._text(line, fit.lead, "amount_small")
        name = QRectF(line.left() + fit.name_at, line.top(), fit.name_room, line.height())
        self._name(step, name, look)

    def _name(self, step: AgendaStep, line: QRectF, look: StateLook) -> None:
        struck = step.state in _STRUCK
        self._painter.setPen(QColor(look.ink if struck and self._now.dark else self._now.ink))
        self._text(line, words.shown_name(step), "small_strong", struck=struck)

    def _later_step(self, step: AgendaStep) -> str:
        """What a later step of a visit is called at its desk."""
        index = self._layout.column_of(step.desk_id)
        columns = self._layout.view.columns
        if index is not None and columns[index].desk.kind is DeskKind.HELPDESK:
            return _("Helpdesk talk")
        return _("step {number} of {count}").format(number=step.ordinal, count=step.steps)

    def _name_only(self, step: AgendaStep, place: QRectF) -> None:
        if place.height() < 13 or place.width() < 22:
            return
        self._painter.setPen(QColor(self._now.ink))
        line = QRectF(place.left() + BAR + 3, place.top(), place.width() - BAR - 5, 15)
        self._text(line, words.shown_name(step), "key", struck=step.state in _STRUCK)

    def _text(
        self, place: QRectF, text: str, role: Role, *, struck: bool = False, top: bool = False
    ) -> None:
        shown = elided(text, role, max(int(place.width() + 1), 0))
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


def card_words(step: AgendaStep, later_step: str, now: int) -> CardWords:
    """Everything that a card would say. `later_step`: what its step is called, if not the first."""
    states, _shown = words.state_words(step, now)
    what = words.said(step.service) if step.ordinal == 1 else later_step
    time, size = words.clock_time(step.starts_at), str(step.party_size)
    told = step.ordinal == 1 and step.state not in OFF
    return CardWords(
        name=words.shown_name(step),
        time=time,
        details=(f"{time} · {what} · {size}", f"{time} · {what}", f"{time} · {size}", time),
        money=words.money_wordings(step.money) if told else (),
        states=states,
        sign=states[-1] if states else "",
    )
