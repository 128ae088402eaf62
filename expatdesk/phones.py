"""Phone numbers: kept in E.164, shown as people in the Netherlands write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

Reason = Literal["empty", "no_number", "country", "too_short", "too_long", "extension", "not_valid"]
Style = Literal["national", "international"]

HOME = "NL"
_HOME_CODE = 31


class PhoneError(ValueError):
    """This is no phone number; `reason` says why, for the form to put into words."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


def parse_phone(text: str, region: str = HOME) -> str:
    """The number in E.164 ("+31715165165"). Without + or 00 it is one of the region.

    Raises PhoneError. Dutch numbers must be valid; of other countries, whose plans change unseen
    from here, the length must fit. Extensions have no place in E.164 and are refused.
    """
    import phonenumbers
    from phonenumbers import ValidationResult

    if not text.strip():
        raise PhoneError("empty")
    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException as error:
        raise PhoneError(_reason(error.error_type)) from error
    if number.extension:
        raise PhoneError("extension")
    possible = phonenumbers.is_possible_number_with_reason(number)
    if possible == ValidationResult.TOO_LONG:
        raise PhoneError("too_long")
    if possible in {ValidationResult.TOO_SHORT, ValidationResult.IS_POSSIBLE_LOCAL_ONLY}:
        raise PhoneError("too_short")
    at_home = number.country_code == _HOME_CODE
    if possible != ValidationResult.IS_POSSIBLE or (
        at_home and not phonenumbers.is_valid_number(number)
    ):
        raise PhoneError("not_valid")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def display_phone(e164: str, style: Style = "national") -> str:
    """The number in groups: "071 516 51 65" or "+31 71 516 51 65"; foreign ones always with +.

    Raises PhoneError for what is not E.164.
    """
    import phonenumbers
    from phonenumbers import PhoneNumberFormat

    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException as error:
        raise PhoneError(_reason(error.error_type)) from error
    if number.country_code != _HOME_CODE:
        return phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL)
    national = _dutch(number)
    if style == "national":
        return national
    return f"+{_HOME_CODE} {national.removeprefix('0')}"


def readable_phone(typed: str) -> str:
    """A number for paper, in groups as people abroad dial it; as typed where it is no number."""
    try:
        return display_phone(parse_phone(typed), "international")
    except PhoneError:
        return typed


def _dutch(number: PhoneNumber) -> str:
    """Area code, then groups of two after an odd group of three, the way the Dutch read them."""
    import phonenumbers

    national = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
    area, _, rest = national.partition(" ")
    digits = rest.replace(" ", "")
    if len(area) + len(digits) != 10 or not digits.isdecimal():
        return national  # 0800, 14 071 and the like have groups of their own
    head = len(digits) % 2 * 3
    groups = [digits[:head], *(digits[i : i + 2] for i in range(head, len(digits), 2))]
    return " ".join(part for part in (area, *groups) if part)


def _reason(error_type: int) -> Reason:
    from phonenumbers import NumberParseException

    match error_type:
        case NumberParseException.INVALID_COUNTRY_CODE:
            return "country"
        case NumberParseException.TOO_LONG:
            return "too_long"
        case NumberParseException.TOO_SHORT_NSN | NumberParseException.TOO_SHORT_AFTER_IDD:
            return "too_short"
    return "no_number"
