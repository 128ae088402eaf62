"""The names of the fields that a sheet's text may hold; their values are made by a workflow."""

from __future__ import annotations

from typing import Final

from sqlalchemy import select

from expatdesk.model.till import Product
from expatdesk.storage.tx import Tx

PLAIN_FIELDS: Final = (
    "centre.name",
    "centre.address",
    "centre.phone",
    "centre.email",
    "centre.website",
    "centre.hours",
    "today",
    "visitor.name",
    "appointment.day",
    "appointment.time",
    "appointment.reference",
    "municipality",
)
FEE: Final = "fee."
"""Before the code of a product: its price incl. VAT."""


def field_names(tx: Tx) -> frozenset[str]:
    """All fields that can be filled in now."""
    codes = tx.rows(select(Product.code))
    return frozenset((*PLAIN_FIELDS, *(f"{FEE}{row[0]}" for row in codes)))
