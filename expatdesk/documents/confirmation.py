"""The confirmation of an appointment, A4: when, where, who, what to bring, what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from itertools import groupby

from expatdesk import formats
from expatdesk.documents.letterheads.bands import Band, Shape, cell, gap, height_of, kept, row
from expatdesk.documents.letterheads.columns import Columns, letter_foot, letter_head
from expatdesk.documents.letterheads.pages import A4, Imprint, paginate, to_pdf
from expatdesk.documents.letterheads.style import BLACK, LETTER, MM
from expatdesk.documents.parts import Centre, Languages, Words
from expatdesk.documents.plaintext import NOT_AS_WRITTEN, name_lines, one_name, undrawable
from expatdesk.documents.qr import qr_bars
from expatdesk.documents.typeface import Face
from expatdesk.documents.wording import Wording, wording
from expatdesk.i18n import N_
from expatdesk.terms import FamilyRole, PaperNeed

_QR_SIDE = 20 * MM

_ROLES = {
    FamilyRole.FIRST: N_("first person"),
    FamilyRole.PARTNER: N_("partner"),
    FamilyRole.CHILD: N_("child"),
}
_NEEDS = {
    PaperNeed.MANDATORY: "{paper}",
    PaperNeed.IF_APPLICABLE: N_("{paper} (if it applies to you)"),
    PaperNeed.MAY_FOLLOW: N_("{paper} (may follow later)"),
}


class Settled(Enum):
    """How the fee is settled; the words are chosen when it is printed."""

    AT_DESK = auto()
    PAID = auto()
    ON_ACCOUNT = auto()
    EXEMPT = auto()


_SETTLED = {
    Settled.AT_DESK: N_("You pay at the desk on the day of your visit."),
    Settled.PAID: N_("This has been paid. There is nothing more to pay."),
    Settled.ON_ACCOUNT: N_("{payer} pays. There is nothing for you to pay at the desk."),
    Settled.EXEMPT: N_("You pay nothing. Please bring the proof of your exemption."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One part of the visit at one desk; times are aware."""

    what: Words
    desk: Words
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class PaperToBring:
    text: Words
    need: PaperNeed = PaperNeed.MANDATORY


@dataclass(frozen=True, slots=True)
class Visitor:
    name: str
    latin: str = ""
    role: FamilyRole | None = None
    papers: tuple[PaperToBring, ...] = ()


@dataclass(frozen=True, slots=True)
class Fee:
    """Incl. VAT, in cents, as it will be on the day of the visit."""

    lines: tuple[tuple[Words, int], ...]
    total: int
    settled: Settled
    payer: str = ""
    """Who pays on account."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """Everything that the visitor takes home about one appointment."""

    reference: str
    made_at: datetime
    centre: Centre
    service: Words
    steps: tuple[Step, ...]
    visitors: tuple[Visitor, ...]
    papers_once: tuple[PaperToBring, ...] = ()
    """Brought once for all, such as the lease."""
    fee: Fee | None = None
    change_until: datetime | None = None
    """Until when moving and cancelling costs nothing."""
    qr_payload: str = ""
    languages: Languages = Languages.BOTH


def render_confirmation(paper: Confirmation) -> bytes:
    """The PDF, the same bytes for the same values. Raises OSError where the fonts are missing."""
    say = wording(paper.languages)
    columns = Columns(A4.inner, len(say.speeches))
    kind = say.label(N_("Appointment confirmation"))
    content = [
        *letter_head(paper.centre.name, kind, A4.inner, logo=paper.centre.logo),
        *_title(paper, say),
        *_when(paper, say, columns),
        *_where(paper, say, columns),
        *_who(paper, say, columns),
        *_papers(paper, say, columns),
        *_fee(paper, say, columns),
        *_changing(paper, say, columns),
    ]
    left = f"{kind} · {paper.reference} · {formats.moment_medium(paper.made_at, say.first)}"
    pages = paginate(
        A4,
        content,
        footer=lambda number, count: letter_foot(left, number, count, A4.inner),
    )
    title = f"{kind} {paper.reference}"
    return to_pdf(A4, pages, Imprint(title, paper.centre.name, say.first, paper.made_at))


def _title(paper: Confirmation, say: Wording) -> Iterator[Band]:
    """What for, the code, and the code to be scanned at the right."""
    wide = A4.inner - (_QR_SIDE + 12 if paper.qr_payload else 0)
    title = " · ".join(say.each(N_("Your appointment")))
    bands = [row(cell(0, wide, title, LETTER.title))]
    services = " / ".join(say.words(paper.service))
    bands.append(row(cell(0, wide, services, LETTER.text), above=3))
    code = say.label(N_("Reference")) + f" {paper.reference}"
    bands.append(row(cell(0, wide, code, LETTER.strong)))
    if paper.qr_payload:
        bars = tuple(
            (x + A4.inner - _QR_SIDE, down, width, height)
            for x, down, width, height in qr_bars(paper.qr_payload, _QR_SIDE)
        )
        bands[0] = Band(bands[0].height, bands[0].texts, shapes=(Shape(bars, BLACK),))
    taken = height_of(bands)
    if paper.qr_payload and taken < _QR_SIDE:
        bands.append(gap(_QR_SIDE - taken))
    yield from kept(bands)


def _when(paper: Confirmation, say: Wording, columns: Columns) -> Iterator[Band]:
    yield columns.heading(say.sides(N_("When")))
    for _day, steps in groupby(paper.steps, key=lambda step: formats.date_numeric(step.starts)):
        of_day = list(steps)
        dates = [formats.weekday_date(of_day[0].starts, each.language) for each in say.speeches]
        yield columns.text([_sentence(each) for each in dates], LETTER.strong, keep=True)
        for step in of_day:
            hours = f"{formats.time_hm(step.starts)}–{formats.time_hm(step.ends)}"
            sides = zip(say.word_sides(step.desk), say.word_sides(step.what), strict=True)
            yield columns.timed(hours, [f"{desk} · {what}" for desk, what in sides])


def _where(paper: Confirmation, say: Wording, columns: Columns) -> Iterator[Band]:
    yield columns.heading(say.sides(N_("Where")))
    address = ", ".join(map(_unbroken, (paper.centre.name, *paper.centre.address)))
    yield columns.text([address] * columns.count)


def _who(paper: Confirmation, say: Wording, columns: Columns) -> Iterator[Band]:
    yield columns.heading(say.sides(N_("Who comes")))
    for visitor in paper.visitors:
        name, *passport = name_lines(visitor.name, visitor.latin, Face.TEXT)
        roles = say.sides(_ROLES[visitor.role]) if visitor.role else [""] * columns.count
        under = [[line] * columns.count for line in passport]
        if undrawable(visitor.name, Face.TEXT):
            under.append(list(say.sides(NOT_AS_WRITTEN)))
        bands = [columns.text([f"{name}, {role}" if role else name for role in roles])]
        yield from kept([*bands, *(columns.text(texts, LETTER.small) for texts in under)])
    if len(paper.visitors) > 1:
        everyone = N_("Everybody who is to be registered must come, children too.")
        yield columns.text(say.sides(everyone), LETTER.second)


def _papers(paper: Confirmation, say: Wording, columns: Columns) -> Iterator[Band]:
    """Visitors who bring the same papers share one list."""
    if not paper.papers_once and not any(visitor.papers for visitor in paper.visitors):
        return
    yield columns.heading(say.sides(N_("Please bring, in the original")))
    groups: dict[tuple[PaperToBring, ...], list[str]] = {}
    for visitor in paper.visitors:
        if visitor.papers:
            name = one_name(visitor.name, visitor.latin)
            groups.setdefault(visitor.papers, []).append(name)
    for papers, names in groups.items():
        yield from _list([", ".join(names)] * columns.count, papers, say, columns)
    if paper.papers_once:
        yield from _list(say.sides(N_("Once for all of you")), paper.papers_once, say, columns)


def _list(
    heads: Sequence[str], papers: Sequence[PaperToBring], say: Wording, columns: Columns
) -> Iterator[Band]:
    yield columns.text(heads, LETTER.strong, keep=True)
    for paper in papers:
        sides = zip(say.sides(_NEEDS[paper.need]), say.word_sides(paper.text), strict=True)
        yield columns.item([pattern.format(paper=text) for pattern, text in sides])
    yield gap(3)


def _fee(paper: Confirmation, say: Wording, columns: Columns) -> Iterator[Band]:
    fee = paper.fee
    if fee is None:
        return
    yield columns.heading(say.sides(N_("What it costs")))
    for words, cents in fee.lines:
        amounts = [formats.amount(cents, each.language, symbol=False) for each in say.speeches]
        yield columns.amount(say.word_sides(words), amounts)
    yield columns.rule()
    totals = [formats.amount(fee.total, each.language) for each in say.speeches]
    yield columns.amount(say.sides(N_("Total incl. VAT")), totals, LETTER.strong)
    payer = fee.payer or paper.centre.name
    yield columns.text(say.sides(_SETTLED[fee.settled], payer=payer), LETTER.second)


def _changing(paper: Confirmation, say: Wording, columns: Columns) -> list[Band]:
    centre = paper.centre
    moving = [columns.heading(say.sides(N_("Moving or cancelling")))]
    ways = [_unbroken(each) for each in (centre.phone, centre.email) if each]
    if ways:
        change = N_("Tell us as soon as you can: {ways}. Mention your reference {reference}.")
        told = say.sides(change, ways=" · ".join(ways), reference=paper.reference)
        moving.append(columns.text(told))
    if paper.change_until:
        until = N_("Until {day}, {time} you can move or cancel free of charge.")
        time = formats.time_hm(paper.change_until)
        moving.append(columns.text(say.sides(until, day=paper.change_until, time=time)))
    late = N_(
        "Please be there five minutes early. If you come late there may be no time left; "
        "we then look for a new time together."
    )
    being_late = [
        columns.heading(say.sides(N_("If you are late"))),
        columns.text(say.sides(late)),
    ]
    return [*(kept(moving) if len(moving) > 1 else []), *kept(being_late)]


def _unbroken(text: str) -> str:
    """Phone numbers and postcodes stay on one line."""
    return text.replace(" ", formats.NBSP)


def _sentence(text: str) -> str:
    """Dutch writes days of the week small, but not where a line begins."""
    return text[:1].upper() + text[1:]
