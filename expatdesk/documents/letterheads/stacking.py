"""Several bands as one: what belongs together, and the order in which it is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from expatdesk.documents.letterheads.bands import Band, Placed


def stacked(
    placed: Iterable[tuple[float, Band]],
    height: float,
    *,
    column_of: Callable[[float], int] | None = None,
    keep: bool = False,
) -> Band:
    """One band of bands that stand ``down`` from its top.

    With ``column_of`` (which column a place from the left belongs to) the texts come column by
    column, as they are read, instead of line by line.
    """
    bands = list(placed)
    texts = [replace(each, down=each.down + down) for down, band in bands for each in band.texts]
    if column_of:
        texts = _by_column(texts, column_of)
    return Band(
        height,
        tuple(texts),
        tuple(
            replace(each, down=each.down + down) for down, band in bands for each in band.strokes
        ),
        tuple(
            replace(
                shape,
                rectangles=tuple(
                    (x, y + down, wide, high) for x, y, wide, high in shape.rectangles
                ),
            )
            for down, band in bands
            for shape in band.shapes
        ),
        tuple(replace(each, down=each.down + down) for down, band in bands for each in band.frames),
        tuple(replace(each, down=each.down + down) for down, band in bands for each in band.fills),
        tuple(
            replace(each, down=each.down + down) for down, band in bands for each in band.pictures
        ),
        tuple(replace(each, down=each.down + down) for down, band in bands for each in band.links),
        tuple(bookmark for _down, band in bands for bookmark in band.bookmarks),
        keep=keep,
    )


def piled(bands: Sequence[Band], *, keep: bool = False) -> Band:
    """Bands under each other as one that no page end cuts."""
    down = 0.0
    placed = []
    for band in bands:
        placed.append((down, band))
        down += band.height
    return stacked(placed, down, keep=keep)


def _by_column(texts: Sequence[Placed], column_of: Callable[[float], int]) -> list[Placed]:
    columns: dict[int, list[Placed]] = {}
    for text in texts:
        columns.setdefault(column_of(text.x), []).append(text)
    return [text for _number, column in sorted(columns.items()) for text in column]
