"""What a check has found, for `verify`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """A law that does not hold. `document`: its number, empty where it is no single one."""

    law: str
    document: str
    text: str
