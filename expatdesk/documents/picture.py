"""A picture that somebody chose, such as the centre's logo, checked before anything draws it."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from expatdesk.i18n import N_, _

if TYPE_CHECKING:
    from PIL.Image import Image

LARGEST_FILE = 2_000_000
"""Bytes of a file that is taken."""
MOST_PIXELS = 16_000_000
"""A small file can unpack into gigabytes of pixels."""
_LARGEST_SIDE = 1200
"""Pixels: 10 cm in print at 300 dots an inch; a larger picture is made smaller."""

_TOO_LARGE_FILE = N_("This picture is larger than 2 MB. Please save it smaller.")
_NO_PICTURE = N_("This file is not a picture that can be read. PNG and JPEG can.")
_TOO_MANY_PIXELS = N_("This picture has too many pixels. Please save it smaller.")
_MOVES = N_("This picture moves. Please choose one that stands still.")


class BadPicture(ValueError):
    """The file cannot be taken; ``text`` is a message id that says why."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text

    def said(self) -> str:
        """The reason in the current language."""
        return _(self.text)


@dataclass(frozen=True, slots=True)
class CheckedPicture:
    """A PNG or JPEG of ``width`` by ``height`` pixels, written anew by us: pixels and no more."""

    width: int
    height: int
    content: bytes

    def within(self, width: float, height: float) -> tuple[float, float]:
        """Its size in points when it fills a box of that size without being distorted."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


def checked_picture(content: bytes) -> CheckedPicture:
    """The picture in a file, upright, without what else the file holds (place, camera, names).

    Transparency stays and makes it a PNG; a JPEG stays a JPEG. Raises BadPicture.
    """
    if len(content) > LARGEST_FILE:
        raise BadPicture(_TOO_LARGE_FILE)
    with _opened(content) as image:
        if image.width * image.height > MOST_PIXELS:
            raise BadPicture(_TOO_MANY_PIXELS)
        if getattr(image, "n_frames", 1) > 1:
            raise BadPicture(_MOVES)
        return _written_anew(image)


@contextmanager
def _opened(content: bytes) -> Iterator[Image]:
    """Only the formats that a logo comes in: each reader more is one more that can go wrong."""
    from PIL import Image, UnidentifiedImageError

    with warnings.catch_warnings():
        # Said by our own limit.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        # What a camera wrote beside the picture is broken in many files.
        warnings.simplefilter("ignore", UserWarning)
        try:
            with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "GIF", "WEBP")) as image:
                yield image
        except Image.DecompressionBombError as error:
            raise BadPicture(_TOO_MANY_PIXELS) from error
        except (UnidentifiedImageError, OSError, SyntaxError, EOFError) as error:
            raise BadPicture(_NO_PICTURE) from error
        except ValueError as error:
            if isinstance(error, BadPicture):
                raise
            raise BadPicture(_NO_PICTURE) from error


def _written_anew(image: Image) -> CheckedPicture:
    jpeg = image.format == "JPEG"
    upright = _upright(image)
    seen = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
    seen.thumbnail((_LARGEST_SIDE, _LARGEST_SIDE))
    buffer = io.BytesIO()
    if jpeg:
        seen.save(buffer, "JPEG", quality=92)
    else:
        seen.save(buffer, "PNG", optimize=True)
    return CheckedPicture(seen.width, seen.height, buffer.getvalue())


def _upright(image: Image) -> Image:
    """As the camera says that it was held.

    Nothing else of what it wrote is read: much of that is broken in real files, and no reason
    to refuse a picture.
    """
    from PIL import ExifTags
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    try:
        said = image.getexif().get(ExifTags.Base.Orientation)
    except SyntaxError:
        said = None
    turn = turns.get(said) if isinstance(said, int) else None
    return image if turn is None else image.transpose(turn)
