"""QR codes as bars for one filled path; drawing module by module would cost more than the rest."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby


def qr_bars(payload: str, size: float) -> tuple[tuple[float, float, float, float], ...]:
    """Dark runs as (x, down, width, height) in a square of ``size`` points without quiet zone.

    Error correction M, as paper gets folded. Raises ValueError where the payload does not fit.
    """
    import segno

    matrix = segno.make_qr(payload, error="m", boost_error=False).matrix
    module = size / len(matrix)
    return tuple(
        (start * module, line * module, length * module, module)
        for line, bits in enumerate(matrix)
        for start, length in _dark_runs(bits)
    )


def _dark_runs(bits: bytearray) -> Iterator[tuple[int, int]]:
    start = 0
    for dark, group in groupby(bits):
        length = len(list(group))
        if dark:
            yield start, length
        start += length
