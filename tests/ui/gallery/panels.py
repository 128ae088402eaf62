"""Panels that show every widget of the kit, with invented people and companies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QWidget

from expatdesk.i18n import N_, _
from expatdesk.ui.kit import (
    AmountField,
    AmountLabel,
    Card,
    CheckField,
    Chip,
    Column,
    ComboField,
    CountBadge,
    DangerButton,
    DateField,
    EmptyState,
    FigureCard,
    FlowLayout,
    Hairline,
    Hit,
    IconButton,
    Inspector,
    KeyValueRow,
    LabelledField,
    LinkButton,
    NotesField,
    NoticeBar,
    PageImage,
    PageTitle,
    Pill,
    PlainLabel,
    Popover,
    PreviewPane,
    PrimaryButton,
    ProgressCard,
    QuietButton,
    SearchField,
    SecondaryButton,
    SegmentedToggle,
    SmallQuietButton,
    Step,
    StepProgress,
    TableView,
    TextField,
    TileButton,
    ToggleButton,
    UndoBar,
    column,
    fields_row,
    row,
)
from expatdesk.ui.states import known_states


@dataclass(frozen=True)
class Member:
    number: str
    name: str
    kind: str
    until: date
    state: str
    due: int


MEMBERS = (
    Member("M-02381", "王小明 Wang Xiaoming", "Citizen panel", date(2027, 1, 12), "done", 2500),
    Member("O-00112", "Rijnland Relocation", "Organisation", date(2026, 12, 31), "arrived", 25000),
    Member("O-00087", "محمد عبد الله", "Network · Students", date(2026, 12, 31), "done", 125000),
    Member("M-01940", "Katarzyna Wiśniewska", "Citizen panel", date(2026, 11, 3), "no_show", 0),
)


def buttons() -> QWidget:
    panel = QWidget()
    off = PrimaryButton(lambda: _("New appointment"), key="Ctrl+N")
    off.setEnabled(False)
    off2 = SecondaryButton(lambda: _("Undo"), key="F4")
    off2.setEnabled(False)
    column(
        row(
            PrimaryButton(lambda: _("New appointment"), key="Ctrl+N"),
            PrimaryButton(lambda: _("Close")),
            off,
            None,
        ),
        row(
            SecondaryButton("Charge € 60.50", key="F4"),
            SecondaryButton("Print pack", key="F9", icon="printer"),
            SecondaryButton("New member", accent=True),
            SecondaryButton("All categories", menu=True),
            off2,
            None,
        ),
        row(
            DangerButton("Erase for good"),
            QuietButton("Back to agenda", key="Esc"),
            SmallQuietButton("Reschedule"),
            SmallQuietButton("No-show"),
            LinkButton("Move…"),
            IconButton("chevron-left", "Day before", framed=True),
            IconButton("chevron-right", "Day after", framed=True),
            IconButton("x", "Close", small=True),
            None,
        ),
        row(
            ToggleButton("All", checked=True),
            ToggleButton("R&D staff"),
            SegmentedToggle([("day", "Day"), ("week", "Week"), ("list", "List")], name="View"),
            SegmentedToggle([("en", "EN"), ("nl", "NL")], name="Language", bare=True),
            None,
        ),
        row(
            ToggleButton("10:00", slot=True),
            ToggleButton("10:45", slot=True, checked=True),
            ToggleButton("13:15", slot=True),
        ),
        row(
            TileButton("Cash", key="F5", checked=True),
            TileButton("PIN", key="F6"),
            TileButton("Invoice employer", key="F7"),
            TileButton("Split…", key="F8"),
        ),
        PrimaryButton("Take € 95.30 and print receipt", key="Return", large=True),
        spacing=14,
        margins=(20, 20, 20, 20),
        parent=panel,
    )
    return panel


def pills() -> QWidget:
    panel = QWidget()
    holder, signs, chips = QWidget(), QWidget(), QWidget()
    flow, sign_flow, chip_flow = FlowLayout(holder), FlowLayout(signs), FlowLayout(chips)
    for state in known_states():
        flow.addWidget(Pill(state=state))
        sign_flow.addWidget(Pill(state=state, sign=True))
    chip_flow.addWidget(Chip("Chidi Okonkwo · first person", personal=True))
    chip_flow.addWidget(Chip("Ngozi Okonkwo-de Vries · partner"))
    chip_flow.addWidget(Chip("Ada · child, 7"))
    chip_flow.addWidget(LinkButton("+ whole household"))
    steps = StepProgress(
        [
            Step(lambda: _("Booked"), "web, 9 Nov"),
            Step(lambda: _("Arrived"), "11:38"),
            Step(lambda: _("At desk")),
            Step(lambda: _("Done")),
        ],
        1,
    )
    column(
        PageTitle(N_("Pills and chips")),
        holder,
        signs,
        chips,
        row(CountBadge(3), CountBadge(18), Pill("today", state="error"), None),
        steps,
        None,
        spacing=14,
        margins=(20, 20, 20, 20),
        parent=panel,
    )
    return panel


def fields() -> QWidget:
    panel = QWidget()
    card = Card("2 · For what", action="Change…")
    service = ComboField([(1, "First registration from abroad"), (2, "Short stay (RNI)")])
    town = ComboField([("leiden", "Leiden"), ("leiderdorp", "Leiderdorp")])
    card.add(
        fields_row(
            LabelledField("Service", service, required=True), LabelledField("Municipality", town)
        )
    )
    born = DateField()
    wrong = LabelledField("Date of birth", born, hint="Or the year alone")
    born.setText("30 feb 1990")
    born.settle()
    paid = AmountField(large=True)
    paid.set_cents(10000)
    card.add(fields_row(wrong, LabelledField("Received", paid)))
    name = TextField()
    name.setText("<b>Ørsted</b> & Søn")
    card.add(
        fields_row(LabelledField("Name", name), LabelledField("E-mail", TextField(placeholder="…")))
    )
    card.add(LabelledField("Note", NotesField()))
    tick = CheckField("E-mail in English to c.okonkwo@meridiaan.example", checked=True)
    off = CheckField("Cannot be chosen")
    off.setEnabled(False)
    card.add(row(tick, CheckField("Print letter"), off, None))
    shut = TextField(name="shut")
    shut.setText("Cannot be changed")
    shut.setEnabled(False)
    card.add(row(SearchField("Search people, appointments …", key="Ctrl+K", header=True), shut))
    column(card, None, margins=(20, 20, 20, 20), parent=panel)
    return panel


def tables() -> QWidget:
    panel = QWidget()
    columns: list[Column[Member]] = [
        Column("number", "Number", lambda m: m.number, muted=True, width=100),
        Column("name", lambda: _("Name"), lambda m: m.name, strong=True, stretch=True),
        Column("kind", "Membership", lambda m: m.kind, width=150),
        Column("state", "Status", lambda m: m.state, state=lambda m: m.state, width=130),
        Column("due", "Due", lambda m: f"{m.due / 100:,.2f}", amount=True, width=110),
    ]
    table: TableView[Member] = TableView(columns, name="Members")
    table.set_rows(MEMBERS)
    table.selectRow(1)
    table.setMinimumHeight(200)
    empty = Card()
    empty.add(
        EmptyState(
            "agenda",
            "Nobody is waiting",
            "Who reports at the desk appears here, the longest waiting first.",
            button="New appointment",
            key="Ctrl+N",
        )
    )
    column(table, empty, spacing=14, margins=(20, 20, 20, 20), parent=panel)
    return panel


def bars() -> QWidget:
    panel = QWidget()
    undo, progress = UndoBar(), ProgressCard("Printing 24 letters")
    undo.offer("Appointment of Giorgi Beridze moved to Thursday 10:45", lambda: None)
    progress.bar.setRange(0, 24)
    progress.bar.setValue(9)
    progress.words.set_text("9 of 24")
    notices = []
    for level, words in (
        ("done", "Receipt 2026-004183 printed."),
        ("info", "The IND desk is open on Tuesdays only."),
        ("warning", "This place was taken a moment ago; the next free one is 11:15 at desk 3."),
        ("error", "Could not be saved: no space is left on the disk."),
    ):
        bar = NoticeBar()
        bar.say(level, words, action="Show" if level == "warning" else "")
        notices.append(bar)
    progress.show()
    column(undo, *notices, progress, None, spacing=12, margins=(20, 20, 20, 20), parent=panel)
    return panel


def cards() -> QWidget:
    panel = QWidget()
    waiting = FigureCard("Waiting now")
    waiting.show_figure("2", "longest 9 minutes", "warning")
    taken = FigureCard("Taken today")
    taken.show_figure("€ 625.00", "9 receipts · cash 150.00")
    charge = Card("To charge", action="Discount…")
    charge.add(KeyValueRow("Registration, first person", "60.50"))
    charge.add(KeyValueRow("Total", AmountLabel(6050, role="amount_strong"), strong=True))
    side = Inspector()
    side.content.addWidget(PlainLabel("محمد عبد الله", role="heading", personal=True))
    side.content.addWidget(
        PlainLabel("Mohammed Abdullah · non-EU · born 14 Mar 1991", tone="muted", personal=True)
    )
    side.content.addWidget(charge)
    side.content.addStretch(1)
    side.foot.addWidget(PrimaryButton("Call to desk", key="Return", large=True))
    side.foot.addLayout(
        row(
            SecondaryButton("Charge € 60.50", key="F4", grows=True),
            SecondaryButton("Print pack", key="F9", grows=True),
        )
    )
    left = column(row(waiting, taken), Hairline(), PageTitle("Good morning, Marieke"), None)
    line = row(spacing=0, parent=panel)
    left.setContentsMargins(20, 20, 20, 20)
    line.addLayout(left, 1)
    line.addWidget(side)
    return panel


def papers() -> QWidget:
    panel = QWidget()
    pane = PreviewPane()
    pane.show_pages([PageImage(148, 210, bytes([255]) * (148 * 210 * 3))])
    field = SearchField("Search")
    line = row(spacing=0, parent=panel)
    left = column(field, None, margins=(20, 20, 20, 20))
    line.addLayout(left, 2)
    line.addWidget(pane, 1)
    field.setText("okonk")
    panel.resize(900, 420)
    panel.ensurePolished()
    line.activate()
    popover = Popover(field, extra=True)
    popover.show_hits(
        [
            Hit(1, "Chidi Okonkwo", "c.okonkwo@meridiaan.example", "2 appointments", ((6, 5),)),
            Hit(2, "Ngozi Okonkwo-de Vries", "+31 6 1234 5678", "household", ((6, 5),)),
        ],
        "+ New person “okonk”",
    )
    return panel


PANELS = {
    "buttons": buttons,
    "pills": pills,
    "fields": fields,
    "tables": tables,
    "bars": bars,
    "cards": cards,
    "papers": papers,
}
