"""A list as it is read: whole pages of it, as far as they are wanted."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

R = TypeVar("R")
PAGE = 500
"""Rows that the services give at a time."""


@dataclass(frozen=True)
class Listing(Generic[R]):
    """The beginning of the list for a filter. ``total``: how long all of it is."""

    rows: tuple[R, ...]
    total: int
    everything: int
    """How many there are without a filter."""


def read_pages(
    page: Callable[[R | None], list[R]], least: int, wanted: Callable[[R], bool] | None
) -> tuple[list[R], bool]:
    """Reads pages until there are ``least`` rows and, if asked, a wanted one among them.

    Gives the rows, and whether the list ends there. ``page`` gives the rows after one. One that
    is not in the list lets it be read to its end. For the reader's thread.
    """
    rows: list[R] = []
    found, ended = wanted is None, False
    while not ended and (len(rows) < least or not found):
        more = page(rows[-1] if rows else None)
        found = found or (wanted is not None and any(map(wanted, more)))
        rows += more
        ended = len(more) < PAGE
    return rows, ended
