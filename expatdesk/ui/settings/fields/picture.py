"""The centre's logo: shown as it prints, chosen from a file, taken away."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Slot
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QSizePolicy, QWidget

from expatdesk.i18n import N_, _
from expatdesk.services.base import Invalid
from expatdesk.ui.context import Desk, words_of
from expatdesk.ui.kit import LabelledField, LinkButton, SecondaryButton, column, row
from expatdesk.ui.kit.paint import rounded
from expatdesk.ui.settings.fields.base import Labelled
from expatdesk.ui.settings.spec import FieldSpec
from expatdesk.ui.theme import tokens
from expatdesk.workflows.letterhead import Logo, checked_logo

_HEIGHT, _MARGIN = 92, 14
_READ_AT_MOST = 2_000_001
"""One byte more than is taken: enough to know that a file is too large."""
_UNREADABLE = N_("This file cannot be read: {reason}")


class PictureForm(Labelled):
    """The value is a `Logo`. A file is read and checked off the window's thread."""

    def __init__(self, spec: FieldSpec, desk: Desk) -> None:
        super().__init__(spec)
        self._desk = desk
        self._logo = Logo()
        self._reading = False
        self.field = _OnPaper()
        self.labelled = LabelledField(spec.label, self.field, hint=spec.hint)
        self.choose = SecondaryButton(lambda: _("Choose a picture…"), on=self._ask)
        self.remove = LinkButton(lambda: _("No logo"), on=self._remove)
        column(self.labelled, row(self.choose, self.remove, None, spacing=10), parent=self)

    def show_value(self, value: object) -> None:
        assert isinstance(value, Logo)
        self._show(value)

    def value(self) -> object:
        if self._reading:
            raise self.refuse(lambda: _("The picture is still being read."))
        return self._logo

    def inputs(self) -> Sequence[QWidget]:
        return [self.choose, self.remove]

    def _show(self, logo: Logo) -> None:
        self._logo = logo
        self.field.show_logo(logo)
        self.remove.setVisible(logo.picture is not None)

    @Slot()
    def _ask(self) -> None:
        dialog = QFileDialog(self, _("Choose a picture"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(_("Pictures") + " (*.png *.jpg *.jpeg *.gif *.webp)")
        dialog.fileSelected.connect(self.take_file)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    @Slot(str)
    def take_file(self, file: str) -> None:
        """Shows the picture of a file, or says under the field why it cannot be taken."""
        self._reading = True
        self.set_error("")
        self._desk.operations.read(
            self, "picture", partial(_logo_in, Path(file)), self._taken, self._refused
        )

    def _taken(self, logo: Logo) -> None:
        self._reading = False
        self._show(logo)
        self.edited.emit()

    def _refused(self, error: Exception) -> None:
        self._reading = False
        said = error.message() if isinstance(error, Invalid) else words_of(error)[1]
        self.set_error(said)

    @Slot()
    def _remove(self) -> None:
        self.set_error("")
        self._show(Logo())
        self.choose.setFocus()
        self.edited.emit()


def _logo_in(file: Path) -> Logo:
    """Raises Invalid where the file is no picture that can be taken, or cannot be read."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_READ_AT_MOST)
    except OSError as error:
        raise Invalid(_UNREADABLE, field="value", reason=error.strerror or "") from error
    return Logo(picture=checked_logo(content))


class _OnPaper(QWidget):
    """The logo on white, as paper is, whatever the colours of the window."""

    def __init__(self) -> None:
        super().__init__()
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)

    def show_logo(self, logo: Logo) -> None:
        picture = logo.picture
        self._image = None if picture is None else QImage.fromData(picture.content)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        now, painter = tokens(), QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        rounded(painter, box, 6, fill="#FFFFFF", edge=now.line)
        if self._image is None:
            painter.setPen(QColor("#5B6770"))
            painter.drawText(box, 0x84, _("No logo"))
            return
        room = box.adjusted(_MARGIN, _MARGIN, -_MARGIN, -_MARGIN)
        ratio = self.devicePixelRatioF()
        wide, high = self._image.width() / ratio, self._image.height() / ratio
        scale = min(room.width() / wide, room.height() / high, 1.0)
        size = (wide * scale, high * scale)
        place = QRectF(room.left(), room.center().y() - size[1] / 2, *size)
        painter.drawImage(place, self._image)
