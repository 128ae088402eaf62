"""The main window and what its pages are."""

from expatdesk.ui.shell.header import Colleague, GlobalSearch, Place
from expatdesk.ui.shell.page import NamedAction, Page, PageAction, PageSpec
from expatdesk.ui.shell.window import MainWindow

__all__ = [
    "Colleague",
    "GlobalSearch",
    "MainWindow",
    "NamedAction",
    "Page",
    "PageAction",
    "PageSpec",
    "Place",
]
