"""Pictures that people send, made small: as they looked, and without taking a gigabyte on the way."""

from __future__ import annotations

import io
import subprocess
import sys

from PIL import Image

from rxladder.papers.certificates import picture

LARGE = """
import io, resource
from PIL import Image
out = io.BytesIO()
Image.new("P", (7_000, 7_000)).save(out, "PNG", transparency=0)
from rxladder.papers.certificates import examine
resource.setrlimit(resource.RLIMIT_AS, (600 << 20, 600 << 20))
assert len(out.getvalue()) < 10_000
assert examine(out.getvalue()).kind == "png"
print("taken")
"""


def saved(image: Image.Image, **more) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG", **more)
    return out.getvalue()


def small(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(picture(content, "png", 100)))


def test_what_lies_under_clear_parts_does_not_shine_through():
    image = Image.new("RGBA", (1_000, 1_200), (255, 0, 0, 0))
    image.paste((0, 0, 255, 255), (500, 0, 1_000, 1_200))
    drawn = small(saved(image))
    assert drawn.size == (83, 100)
    assert min(drawn.getpixel((20, 50))) > 250
    red, green, blue = drawn.getpixel((70, 50))
    assert (red < 10, green < 10, blue > 245) == (True, True, True)


def test_scans_of_16_bits_and_turned_ones_look_as_they_are():
    exif = Image.Exif()
    exif[0x0112] = 6
    drawn = small(saved(Image.new("I;16", (1_200, 1_000), 32_768), exif=exif))
    assert drawn.size == (83, 100)
    assert all(abs(value - 128) < 3 for value in drawn.getpixel((40, 50)))


def test_a_picture_of_seven_kilobytes_takes_no_gigabyte():
    told = subprocess.run([sys.executable, "-c", LARGE], capture_output=True, text=True, check=True)
    assert told.stdout == "taken\n"
