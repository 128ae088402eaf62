"""The widgets of the house. Pages are put together from these; see each module."""

from expatdesk.ui.kit.bars import BusyLine, NoticeBar, ProgressCard, UndoBar
from expatdesk.ui.kit.button import Button, Look
from expatdesk.ui.kit.buttons import (
    DangerButton,
    IconButton,
    LinkButton,
    PrimaryButton,
    QuietButton,
    SecondaryButton,
    SmallQuietButton,
    TileButton,
    ToggleButton,
)
from expatdesk.ui.kit.card import INSPECTOR_WIDTH, Card, FigureCard, Inspector, KeyValueRow
from expatdesk.ui.kit.empty import EmptyState
from expatdesk.ui.kit.fields import (
    CheckField,
    ComboField,
    LabelledField,
    NotesField,
    ParsedField,
    TextField,
    fields_row,
)
from expatdesk.ui.kit.layout import FlowLayout, Hairline, ScrollColumn, clear, column, row
from expatdesk.ui.kit.parsed import AmountField, DateField
from expatdesk.ui.kit.pill import Chip, CountBadge, Pill
from expatdesk.ui.kit.preview import PageImage, PreviewPane
from expatdesk.ui.kit.preview_bar import Preview
from expatdesk.ui.kit.search import Hit, Popover, SearchField
from expatdesk.ui.kit.segmented import SegmentedToggle
from expatdesk.ui.kit.steps import Step, StepProgress
from expatdesk.ui.kit.table import TableView
from expatdesk.ui.kit.table_model import SORT_ROLE, Column, TableModel
from expatdesk.ui.kit.text import (
    AmountLabel,
    PageTitle,
    PlainLabel,
    Text,
    doubled,
    make_personal,
    names_hidden,
    say,
    tooltip,
    veiled,
)

__all__ = [
    "INSPECTOR_WIDTH",
    "SORT_ROLE",
    "AmountField",
    "AmountLabel",
    "BusyLine",
    "Button",
    "Card",
    "CheckField",
    "Chip",
    "Column",
    "ComboField",
    "CountBadge",
    "DangerButton",
    "DateField",
    "EmptyState",
    "FigureCard",
    "FlowLayout",
    "Hairline",
    "Hit",
    "IconButton",
    "Inspector",
    "KeyValueRow",
    "LabelledField",
    "LinkButton",
    "Look",
    "NotesField",
    "NoticeBar",
    "PageImage",
    "PageTitle",
    "ParsedField",
    "Pill",
    "PlainLabel",
    "Popover",
    "Preview",
    "PreviewPane",
    "PrimaryButton",
    "ProgressCard",
    "QuietButton",
    "ScrollColumn",
    "SearchField",
    "SecondaryButton",
    "SegmentedToggle",
    "SmallQuietButton",
    "Step",
    "StepProgress",
    "TableModel",
    "TableView",
    "Text",
    "TextField",
    "TileButton",
    "ToggleButton",
    "UndoBar",
    "clear",
    "column",
    "doubled",
    "fields_row",
    "make_personal",
    "names_hidden",
    "row",
    "say",
    "tooltip",
    "veiled",
]
