"""The words of the trade that are stored: states, kinds and roles.

Each value is what stands in the database; the words that people read are made where they
are shown.
"""

from __future__ import annotations

from enum import StrEnum


class PartyKind(StrEnum):
    PERSON = "person"
    ORGANISATION = "organisation"


class ResidenceClass(StrEnum):
    """All that the centre needs to know of nationality: it decides which papers to bring."""

    EU = "eu"
    NON_EU = "non_eu"
    PRIVILEGED = "privileged"
    WITHDRAWAL = "withdrawal"


class FamilyRole(StrEnum):
    """Place of a person in a household and in the tariff."""

    FIRST = "first"
    PARTNER = "partner"
    CHILD = "child"


class OrganisationRole(StrEnum):
    EMPLOYER = "employer"
    AGENT = "agent"
    PARTNER = "partner"
    SPONSOR = "sponsor"
    MEMBER = "member"


class PaymentTerms(StrEnum):
    """What an organisation has agreed on how it pays."""

    AT_DESK = "at_desk"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


class DeskKind(StrEnum):
    MUNICIPAL = "municipal"
    HELPDESK = "helpdesk"
    IND = "ind"


class VisitState(StrEnum):
    PLANNED = "planned"
    ARRIVED = "arrived"
    AT_DESK = "at_desk"
    AT_HELPDESK = "at_helpdesk"
    DONE = "done"
    PARTLY_DONE = "partly_done"
    CANCELLED_BY_VISITOR = "cancelled_by_visitor"
    CANCELLED_BY_CENTRE = "cancelled_by_centre"
    RESCHEDULED = "rescheduled"
    NO_SHOW = "no_show"
    TURNED_AWAY = "turned_away"


COMING = frozenset({VisitState.PLANNED})
UNDER_WAY = frozenset({VisitState.ARRIVED, VisitState.AT_DESK, VisitState.AT_HELPDESK})
FINISHED = frozenset({VisitState.DONE, VisitState.PARTLY_DONE})
OFF = frozenset(
    {
        VisitState.CANCELLED_BY_VISITOR,
        VisitState.CANCELLED_BY_CENTRE,
        VisitState.RESCHEDULED,
        VisitState.NO_SHOW,
        VisitState.TURNED_AWAY,
    }
)


class LateAnswer(StrEnum):
    """What was decided when a visitor came late."""

    KEPT = "kept"
    SWAPPED = "swapped"
    LOST = "lost"


class Outcome(StrEnum):
    """What came of the visit for one person (the BSN itself is never written down)."""

    REGISTERED = "registered"
    REGISTERED_BSN_BY_POST = "registered_bsn_by_post"
    REGISTERED_CERTIFICATE_LATER = "registered_certificate_later"
    NOT_REGISTERED = "not_registered"
    ANOTHER_DAY = "another_day"


class PaperState(StrEnum):
    EXPECTED = "expected"
    SEEN = "seen"
    LATER = "later"
    MISSING = "missing"


class PaperScope(StrEnum):
    """Of whom a paper is asked."""

    EACH = "each"
    FIRST = "first"
    ADULTS = "adults"
    COUPLE = "couple"
    CHILDREN = "children"
    ONCE = "once"


class PaperNeed(StrEnum):
    MANDATORY = "mandatory"
    IF_APPLICABLE = "if_applicable"
    MAY_FOLLOW = "may_follow"


class Behalf(StrEnum):
    """Who acts: as booker or as payer."""

    VISITOR = "visitor"
    EMPLOYER = "employer"
    AGENT = "agent"


class Source(StrEnum):
    DESK = "desk"
    PHONE = "phone"
    WEB = "web"


class Channel(StrEnum):
    """By which way a question reached the helpdesk."""

    DESK = "desk"
    PHONE = "phone"
    EMAIL = "email"
    VIDEO = "video"


class AddressKind(StrEnum):
    HOME = "home"
    EMPLOYER = "employer"


class PartOfDay(StrEnum):
    ANY = "any"
    MORNING = "morning"
    AFTERNOON = "afternoon"


class WaitingState(StrEnum):
    WAITING = "waiting"
    OFFERED = "offered"
    TAKEN = "taken"
    WITHDRAWN = "withdrawn"


class FollowUpKind(StrEnum):
    CERTIFICATE = "certificate"
    TEMPORARY_ADDRESS = "temporary_address"
    OTHER = "other"


class MessageKind(StrEnum):
    MAIL = "mail"
    CALL = "call"


class MessageState(StrEnum):
    DRAFT = "draft"
    DONE = "done"
    DISCARDED = "discarded"


class Means(StrEnum):
    """Means of payment. What an employer owes is no payment (see unbilled charges)."""

    PIN = "pin"
    CASH = "cash"
    ONLINE = "online"
    BANK_TRANSFER = "bank_transfer"


class DocumentKind(StrEnum):
    """Kinds of issued till documents; each has its own number series per year.

    RECEIPT: a sale, as simplified or, with a recipient, as full invoice.
    CREDIT: takes back a sale, names the original.
    CORRECTION: moves a payment from one means to another; no turnover.
    INVOICE: a linked invoice in another name for an issued receipt; no second turnover.
    """

    RECEIPT = "receipt"
    CREDIT = "credit"
    CORRECTION = "correction"
    INVOICE = "invoice"


class ChargeState(StrEnum):
    """How the fee of one person in a case has been settled."""

    PAID = "paid"
    ON_ACCOUNT = "on_account"
    EXEMPT = "exempt"
    DROPPED = "dropped"
    CREDITED = "credited"


class PrintState(StrEnum):
    PENDING = "pending"
    PRINTED = "printed"
    FILED = "filed"
    MAILED = "mailed"
    FAILED = "failed"


class AccountState(StrEnum):
    """State of an unbilled charge on an organisation's account."""

    OPEN = "open"
    BILLED = "billed"
    WITHDRAWN = "withdrawn"


class PaperKind(StrEnum):
    """What is printed, by the paper that it is printed on: each has a printer of its own."""

    RECEIPTS = "receipts"
    SHEETS = "sheets"
    LETTERS = "letters"


class Sides(StrEnum):
    """How a paper is printed on both sides; the words are those of IPP (RFC 8011, 5.2.8)."""

    ONE = "one-sided"
    LONG_EDGE = "two-sided-long-edge"
    SHORT_EDGE = "two-sided-short-edge"


class JobState(StrEnum):
    """How a paper came out. UNKNOWN: the printer went silent, it may have come out or not."""

    PENDING = "pending"
    PRINTED = "printed"
    UNKNOWN = "unknown"
    FAILED = "failed"
    CANCELLED = "cancelled"


class DraftState(StrEnum):
    """A sheet has one current draft at most; those set aside wait in its history."""

    CURRENT = "current"
    SET_ASIDE = "set_aside"


class PackRuleKind(StrEnum):
    """What a pack of sheets may ask of a visit."""

    SERVICE = "service"  # code of the service
    RESIDENCE_CLASS = "residence_class"  # of any of the comers
    MUNICIPALITY = "municipality"  # CBS code
    CHILDREN = "children"  # "yes" or "no": among the comers
    PARTNER = "partner"  # "yes" or "no": among the comers
    LANGUAGE = "language"  # of the visitor, ISO 639
    ADDRESS_KIND = "address_kind"


class GivenWay(StrEnum):
    """How sheets reached a visitor."""

    PRINTED = "printed"
    FILED = "filed"
    MAILED = "mailed"
