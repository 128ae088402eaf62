"""What the subject Sheets takes and gives back.

Texts are keyed by the code of their language ("en", "nl", …) in the order of the languages.
Instants are epoch seconds, `number` always counts versions of a sheet.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from expatdesk.services.base import Invalid
from expatdesk.terms import DraftState, GivenWay, PackRuleKind
from expatdesk.texts import Pair

LONGEST_BODY = 1_000_000
"""Characters that one language of a sheet may have."""


class Due(StrEnum):
    """Why a sheet is to be gone through again. Amounts change on 1 January and 1 July."""

    NEVER_CHECKED = "never_checked"
    JANUARY = "january"
    """Checked before the last 1 January."""
    JULY = "july"
    """Checked this year, before 1 July, which is over."""
    YEAR_OVER = "year_over"
    """It holds for a year that is over."""


@dataclass(frozen=True)
class LanguageLine:
    """A language of the sheets. `name` as its speakers call it: "Nederlands"."""

    code: str
    name: str
    position: int
    active: bool = True


@dataclass(frozen=True)
class Fact:
    """A passage that somebody has to confirm.

    `kind`: "check" (general knowledge) or "yearly" (changes with the year). `texts`: what it says
    now, by language. `confirmed_at`: when it was last confirmed, whatever it said then; `is_open`
    where that does not count (any more). `confirmed_by`: short name.
    """

    name: str
    kind: str
    texts: Mapping[str, str]
    is_open: bool
    confirmed_at: int | None = None
    confirmed_by: str = ""


@dataclass(frozen=True)
class TextView:
    """One language of a sheet.

    `changed_in`: the version in which it changed last (of a draft: the one that it will be).
    `older_than`: languages that changed after it was brought in step with them.
    """

    language: str
    title: str
    body: str
    source: str
    changed_at: int
    changed_in: int
    in_step_with: int
    older_than: tuple[str, ...] = ()


@dataclass(frozen=True)
class DraftInfo:
    """A draft without its texts. `base`: the version in force when it was begun, 0 for none.

    `version`: what a save of it names; never the same for two drafts of a sheet. `staff`: short
    name of who wrote last, "" for the program.
    """

    draft_id: int
    version: int
    base: int
    valid_for_year: int | None
    owner: str
    updated_at: int
    staff_id: int | None
    staff: str
    state: DraftState = DraftState.CURRENT


@dataclass(frozen=True)
class VersionInfo:
    """A published version without its texts."""

    number: int
    published_at: int
    staff: str
    note: str
    valid_for_year: int | None
    checked_on: date | None
    checked_by: str


@dataclass(frozen=True)
class PackName:
    pack_id: int
    name: Pair


@dataclass(frozen=True)
class SheetRow:
    """A sheet in the list; titles and all else are those of its draft where there is one.

    `version`: of the sheet's own row (see `change_sheet`). `published`: number of the version in
    force, 0 for none. `missing`: active languages without a text. `older`: languages that were
    left behind. `due`: () for a retired sheet.
    """

    sheet_id: int
    version: int
    code: str
    number: int
    owner: str
    active: bool
    titles: Mapping[str, str]
    published: int
    published_at: int | None
    valid_for_year: int | None
    checked_on: date | None
    has_draft: bool
    missing: tuple[str, ...]
    older: tuple[str, ...]
    due: tuple[Due, ...]
    open_facts: int


@dataclass(frozen=True)
class SheetView:
    """A sheet opened: the texts of its draft where there is one, else of the version in force.

    `version`: of the sheet's own row; that of the draft is in `draft`. `current`: the version in
    force, none where the sheet was never published.
    """

    sheet_id: int
    version: int
    code: str
    number: int
    owner: str
    active: bool
    valid_for_year: int | None
    texts: Mapping[str, TextView]
    facts: tuple[Fact, ...]
    packs: tuple[PackName, ...]
    due: tuple[Due, ...]
    current: VersionInfo | None
    draft: DraftInfo | None

    @property
    def published(self) -> int:
        """Number of the version in force, 0 where there is none."""
        return 0 if self.current is None else self.current.number

    @property
    def draft_version(self) -> int:
        """What `save_draft` and others are to name: 0 while there is no draft."""
        return 0 if self.draft is None else self.draft.version

    @property
    def bodies(self) -> dict[str, str]:
        return {language: text.body for language, text in self.texts.items()}

    @property
    def sources(self) -> dict[str, str]:
        return {language: text.source for language, text in self.texts.items()}


@dataclass(frozen=True)
class Stand:
    """All texts of one published version or of one draft that was set aside."""

    sheet_id: int
    code: str
    sheet_number: int
    texts: Mapping[str, TextView]
    version: VersionInfo | None = None
    draft: DraftInfo | None = None


@dataclass(frozen=True)
class HistoryLine:
    """A version or, where `draft_id` is set, a draft that was set aside; the newest first.

    `number`: of the version, or the one the draft was begun from. `changed`: languages that
    changed in it, beside the version before it (of a draft: beside its base).
    """

    number: int
    at: int
    staff: str
    note: str
    changed: tuple[str, ...]
    draft_id: int | None = None
    checked_on: date | None = None
    valid_for_year: int | None = None


@dataclass(frozen=True)
class Since:
    """What one language said when another was last in step with it, and what it says now.

    `version`: the number of that version; 0 where `before` stands in none.
    """

    of: str
    version: int
    before: str
    body: str


@dataclass(frozen=True)
class SheetEntry:
    """What identifies a sheet. `code`: small letters, digits and _; `number` is printed on it."""

    code: str
    number: int
    owner: str = ""
    active: bool = True


@dataclass(frozen=True)
class DraftInput:
    """What somebody writes. A language that is left out stays as it is.

    `owner`: None leaves it; it counts from the version on that is published.
    """

    bodies: Mapping[str, str]
    sources: Mapping[str, str] = field(default_factory=dict)
    valid_for_year: int | None = None
    owner: str | None = None


class BadText(Invalid):
    """A text that cannot be published; `field` is its language, `start` where, in characters."""

    def __init__(
        self, text: str, language: str, start: int = 0, values: Mapping[str, object] | None = None
    ) -> None:
        super().__init__(text, field=language)
        self.values = values or {}
        self.start = start


# --- packs and what was given ----------------------------------------------------------------


@dataclass(frozen=True, order=True)
class PackRule:
    """`value`: a code (see `PackRuleKind`), "yes" or "no"."""

    kind: PackRuleKind
    value: str


@dataclass(frozen=True)
class PackEntry:
    """Rules of one kind are alternatives, different kinds must all hold.

    A pack without rules is offered to nobody by itself. `sheets`: ids in order.
    """

    name: Pair
    position: int
    sheets: tuple[int, ...] = ()
    rules: frozenset[PackRule] = frozenset()
    active: bool = True


@dataclass(frozen=True)
class PackLine:
    pack_id: int
    version: int
    entry: PackEntry


@dataclass(frozen=True)
class Because:
    """Why a sheet is offered: a pack by its name, or a reason of refusal by its code and words."""

    words: Pair
    reason: str = ""


@dataclass(frozen=True)
class OfferedSheet:
    sheet_id: int
    code: str
    sheet_number: int
    number: int
    titles: Mapping[str, str]
    because: tuple[Because, ...] = ()


@dataclass(frozen=True)
class GivenLine:
    """A sheet that was given: which version, in which languages (codes in the order on paper)."""

    given_id: int
    sheet_id: int
    code: str
    sheet_number: int
    titles: Mapping[str, str]
    number: int
    languages: tuple[str, ...]
    way: GivenWay
    at: int
    staff: str
    visit_id: int = 0


@dataclass(frozen=True)
class Offer:
    """What is offered with a visit, what else there is, and what was given already: with this
    visit or with another of its case.
    """

    visit_id: int
    language: str
    sheets: tuple[OfferedSheet, ...]
    others: tuple[OfferedSheet, ...]
    given: tuple[GivenLine, ...]


@dataclass(frozen=True)
class VisitKind:
    """What packs ask of a visit; for `offer_for` also of one that is only imagined."""

    service: str = ""
    classes: frozenset[str] = frozenset()
    municipality: str = ""
    children: bool = False
    partner: bool = False
    language: str = ""
    address_kind: str = ""
    reasons: tuple[str, ...] = ()


# --- in and out ------------------------------------------------------------------------------


@dataclass(frozen=True)
class KeptText:
    """One language of one sheet with its body: for files and for the booklet.

    `version`: the number in force, also where the text is that of a draft (`is_draft`).
    """

    sheet_id: int
    code: str
    number: int
    owner: str
    active: bool
    language: str
    title: str
    body: str
    source: str
    changed_in: int
    version: int
    valid_for_year: int | None
    checked_on: date | None = None
    is_draft: bool = False


@dataclass(frozen=True)
class TakenText:
    """One language of one sheet as it comes from outside (see exchange/sheet_files)."""

    code: str
    number: int
    language: str
    body: str
    source: str = ""
    owner: str = ""
    valid_for_year: int | None = None


@dataclass(frozen=True)
class Taken:
    """What was taken over into drafts: sheets that changed, sheets that are new."""

    changed: int
    added: int
