"""The scenario centre as a person meets it: the whole window, worked with keys and the mouse.

Services are called here for what nobody does in the window: founding the centre, the clock, and
looking at what has been written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import TypeVar

from databases import open_store
from pypdf import PdfReader
from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QWidget

from expatdesk.application import Centre, assemble
from expatdesk.clock import AMSTERDAM, FixedClock, epoch_of
from expatdesk.services.appointments.types import VisitSheet
from expatdesk.services.base import Actor
from expatdesk.services.setup.plan import Founded
from expatdesk.services.till.types import ReceiptRow
from expatdesk.services.verification import verify
from expatdesk.storage.place import Place
from expatdesk.ui.agenda import AgendaPage
from expatdesk.ui.booking import BookingPage
from expatdesk.ui.context import Desk
from expatdesk.ui.furniture import pages_of, search_of
from expatdesk.ui.kit import LabelledField, PickRowLike, SearchField
from expatdesk.ui.kit.button import Button
from expatdesk.ui.operations import Operations
from expatdesk.ui.people import PeoplePage
from expatdesk.ui.preferences import Preferences
from expatdesk.ui.shell import MainWindow, Page
from expatdesk.ui.till import TillPage
from expatdesk.ui.today import TodayPage
from expatdesk.workflows.founding import found
from expatdesk.workflows.refusals import words_for
