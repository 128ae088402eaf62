"""What a setting is, and how its values are checked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from expatdesk.i18n import N_
from expatdesk.services.base import Invalid

T_co = TypeVar("T_co", covariant=True)

_LONGEST = 200


@dataclass(frozen=True)
class Setting(Generic[T_co]):
    """One key. `parse` turns plain JSON into the value, or raises Invalid in words.

    `label` and `hint` are message ids; `choices`: the only values, for a list to choose from.
    """

    name: str
    default: T_co
    parse: Callable[[object], T_co]
    label: str
    hint: str = ""
    choices: tuple[T_co, ...] = ()

    @property
    def group(self) -> str:
        """The part of the settings window in which it stands: "centre", "till" …"""
        return self.name.partition(".")[0]


def text(value: object) -> str:
    """One line of printable text."""
    if not isinstance(value, str):
        raise Invalid(N_("A text is needed here."), field="value")
    bare = value.strip()
    if len(bare) > _LONGEST:
        raise Invalid(N_("At most {count} characters fit here."), field="value", count=_LONGEST)
    if any(not c.isprintable() for c in bare):
        raise Invalid(N_("This text holds characters that cannot be printed."), field="value")
    return bare


def mandatory(value: object) -> str:
    """A text that is not empty."""
    bare = text(value)
    if not bare:
        raise Invalid(N_("This must not be empty."), field="value")
    return bare


def lines(value: object) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise Invalid(N_("Lines of text are needed here."), field="value")
    return tuple(line for line in map(text, value) if line)


def truth(value: object) -> bool:
    if not isinstance(value, bool):
        raise Invalid(N_("Yes or no is needed here."), field="value")
    return value


def whole(low: int, high: int, step: int = 1) -> Callable[[object], int]:
    def parse(value: object) -> int:
        if isinstance(value, bool) or not isinstance(value, int):
            raise Invalid(N_("A whole number is needed here."), field="value")
        if not low <= value <= high:
            raise Invalid(
                N_("A number from {low} to {high} is needed here."),
                field="value",
                low=low,
                high=high,
            )
        if value % step:
            raise Invalid(N_("A multiple of {step} is needed here."), field="value", step=step)
        return value

    return parse


def file_id(value: object) -> int:
    """The id of a stored file, 0 for none."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Invalid(N_("A file is needed here."), field="value")
    return value


def one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in choices:
            raise Invalid(N_("This is none of the choices."), field="value")
        return str(value)

    return parse


def choice(name: str, label: str, *choices: str, hint: str = "") -> Setting[str]:
    """The first of the choices is the default."""
    return Setting(name, choices[0], one_of(*choices), label, hint, choices)
