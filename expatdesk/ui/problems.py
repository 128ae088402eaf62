"""All that is wrong with an input, each problem said where it was typed."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from expatdesk.services.base import Refusal
from expatdesk.ui.kit import Text


def say_problems(
    problems: Sequence[Refusal],
    show_error: Callable[[str, Text], bool],
    order: Sequence[str] = (),
) -> Refusal | None:
    """Says each problem at its field and brings the keyboard to the first.

    `show_error` takes a field's name and the words, goes there, and is False where there is no
    such field. `order`: the names as the eye meets them; without it the order of the problems
    counts. Gives the first problem that has no place here, for the page to say.
    """
    places = {name: at for at, name in enumerate(order)}
    sorted_ = sorted(problems, key=lambda one: places.get(one.field, len(places)))
    homeless: Refusal | None = None
    # Backwards, so that the first has the keyboard in the end, and of two at one field the word.
    for problem in reversed(sorted_):
        if not show_error(problem.field, problem.message):
            homeless = problem
    return homeless
