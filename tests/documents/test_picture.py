"""A picture that somebody chose is checked, stripped, and written anew before it is drawn."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image, ImageOps

from expatdesk.documents.picture import BadPicture, checked_picture


def saved(image, form="PNG", **options):
    buffer = io.BytesIO()
    image.save(buffer, form, **options)
    return buffer.getvalue()


def reopened(checked):
    return Image.open(io.BytesIO(checked.content))


def flood(width, height):
    """A file of a few bytes that claims to be a picture of so many pixels."""

    def chunk(kind, body):
        return (
            struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", b"") + chunk(b"IEND", b"")


RED = Image.new("RGB", (60, 20), "red")


@pytest.mark.parametrize(
    ("form", "kept"), [("PNG", "PNG"), ("JPEG", "JPEG"), ("WEBP", "PNG"), ("GIF", "PNG")]
)
def test_usual_pictures_are_taken(form, kept):
    checked = checked_picture(saved(RED, form))

    assert (checked.width, checked.height) == (60, 20)
    assert reopened(checked).format == kept


def test_what_is_transparent_stays_transparent():
    image = Image.new("RGBA", (10, 10), (255, 0, 0, 0))

    assert reopened(checked_picture(saved(image))).getpixel((5, 5))[3] == 0


def test_a_palette_and_grey_and_print_colours_come_out_as_plain_colours():
    for mode in ("P", "L", "1", "CMYK"):
        form = "JPEG" if mode == "CMYK" else "PNG"
        assert reopened(checked_picture(saved(RED.convert(mode), form))).mode == "RGB"


def test_a_photograph_is_turned_upright_and_loses_what_it_tells_of_its_place():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    exif[0x010E] = "Secret Street 1"
    checked = checked_picture(saved(RED, "JPEG", exif=exif))

    assert (checked.width, checked.height) == (20, 60)
    assert b"Secret Street" not in checked.content
    assert len(reopened(checked).getexif()) == 0


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP"])
def test_what_a_camera_wrote_may_be_broken(form):
    """Every second byte of it, one after the other: the picture is taken or refused in words."""
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825] = 6, "Secret Street 1", {1: "N", 2: (1.0, 2.0, 3.0)}
    told = exif.tobytes()
    for at in range(6, len(told), 2):
        for byte in (0, 1, 255):
            broken = told[:at] + bytes([byte]) + told[at + 1 :]
            checked = checked_picture(saved(RED, form, exif=broken))
            assert (checked.width, checked.height) in {(20, 60), (60, 20)}


@pytest.mark.parametrize(
    ("turn", "corner"), list(enumerate([(0, 0), (1, 0), (1, 1), (0, 1)] * 2, 1))
)
def test_however_the_camera_was_held_the_picture_stands(turn, corner):
    """Beside Pillow's own way of turning, which does more than that."""
    image = Image.new("L", (30, 20))
    image.paste(255, (corner[0] * 15, corner[1] * 10, corner[0] * 15 + 15, corner[1] * 10 + 10))
    exif = Image.Exif()
    exif[0x0112] = turn
    file = saved(image, "PNG", exif=exif)
    with Image.open(io.BytesIO(file)) as told:
        wanted = ImageOps.exif_transpose(told).convert("RGB")

    assert reopened(checked_picture(file)).tobytes() == wanted.tobytes()


def test_a_large_picture_is_made_smaller():
    checked = checked_picture(saved(Image.new("RGB", (3600, 1200), "white")))

    assert (checked.width, checked.height) == (1200, 400)


def test_it_fills_its_box_without_being_distorted():
    checked = checked_picture(saved(RED))

    assert checked.within(30, 100) == (30, 10)
    assert checked.within(300, 10) == (30, 10)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not a picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not a picture"),
        (b"%PDF-1.7", "not a picture"),
        (b"\x89PNG\r\n\x1a\nrubbish", "not a picture"),
        (saved(RED)[:-30], "not a picture"),
        (saved(RED, "JPEG")[:200], "not a picture"),
        (saved(RED, "BMP"), "not a picture"),
        (saved(RED, "TIFF"), "not a picture"),
        (flood(60_000, 60_000), "too many pixels"),
        (flood(5_000, 5_000), "too many pixels"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 2_000_000, "larger than 2 MB"),
        (
            saved(RED, "GIF", save_all=True, append_images=[Image.new("RGB", (60, 20), "blue")]),
            "moves",
        ),
    ],
    ids=[
        *("nothing", "svg", "pdf", "rubbish", "cut png", "cut jpeg", "bmp", "tiff", "flood"),
        *("many pixels", "too large", "moving"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_the_reason(content, reason):
    with pytest.raises(BadPicture) as refused:
        checked_picture(content)

    assert reason in refused.value.said()
