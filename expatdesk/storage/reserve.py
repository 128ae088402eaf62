"""Space set aside on the disk of a centre.

On a full disk SQLite cannot even delete: the rows to go are written to the log first. So a
file of 5 MiB waits to be given up at that moment.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

RESERVE_BYTES = 5 * 1024 * 1024


def keep_reserve(file: Path) -> bool:
    """Make the reserve, with real blocks; False where there is no room for it now."""
    if file.exists() and file.stat().st_size == RESERVE_BYTES:
        return True
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        try:
            _fill(handle)
        finally:
            os.close(handle)
    except OSError:
        with suppress(OSError):
            file.unlink(missing_ok=True)
        return False
    return True


def _fill(handle: int) -> None:
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(handle, 0, RESERVE_BYTES)
        return
    block = bytes(1024 * 1024)
    for _ in range(RESERVE_BYTES // len(block)):
        os.write(handle, block)


def free_reserve(file: Path) -> bool:
    """Give the reserve up; True if there was one."""
    try:
        file.unlink()
    except OSError:
        return False
    return True
