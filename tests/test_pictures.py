import hashlib
import io
import struct
import subprocess
import sys
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from bot import pictures
from bot.pictures import AcceptedPicture, PictureRefused, RefusalReason, examine, placeholder_picture

MARKER = b"GPS-of-the-house-of-Noor"


def drawn(mode: str = "RGB", size: tuple[int, int] = (64, 48)) -> Image.Image:
    return Image.effect_noise(size, 80).convert(mode)


def encoded(image: Image.Image, name: str, **options: Any) -> bytes:
    target = io.BytesIO()
    image.save(target, name, **options)
    return target.getvalue()


def exif_with(orientation: int = 1) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010E] = MARKER.decode()
    return exif.tobytes()


def marked_jpeg() -> bytes:
    xmp = b"http://ns.adobe.com/xap/1.0/\x00" + MARKER
    return encoded(drawn(), "JPEG", exif=exif_with(), comment=MARKER, icc_profile=MARKER * 10, xmp=xmp) + MARKER


def marked_png() -> bytes:
    information = PngImagePlugin.PngInfo()
    information.add_text("Comment", MARKER.decode())
    information.add_itxt("Description", MARKER.decode())
    return encoded(drawn("RGBA"), "PNG", pnginfo=information, exif=exif_with(), icc_profile=MARKER) + MARKER


def marked_webp() -> bytes:
    return encoded(drawn(), "WEBP", exif=exif_with(), xmp=MARKER)


def marked_gif() -> bytes:
    return encoded(drawn("P"), "GIF", comment=MARKER) + MARKER


MARKED = {"jpeg": marked_jpeg(), "png": marked_png(), "webp": marked_webp(), "gif": marked_gif()}


def opened(accepted: AcceptedPicture) -> Image.Image:
    image = Image.open(io.BytesIO(accepted.content))
    image.load()
    assert image.format == accepted.format.upper()
    assert image.size == (accepted.width, accepted.height)
    return image


def refusal_of(content: bytes) -> RefusalReason:
    with pytest.raises(PictureRefused) as refused:
        examine(content)
    return refused.value.reason


@pytest.mark.parametrize("name", MARKED)
def test_a_picture_is_kept_without_any_metadata_and_with_the_fingerprint_of_what_came(name: str) -> None:
    original = MARKED[name]
    assert MARKER in original
    accepted = examine(original)
    assert MARKER not in accepted.content
    assert accepted.sha256_of_original == hashlib.sha256(original).hexdigest()
    kept = opened(accepted)
    assert kept.size == (64, 48)
    assert not kept.getexif()
    assert not {"icc_profile", "comment", "xmp", "exif"} & set(kept.info)


def test_photos_become_jpeg_and_screenshots_stay_sharp() -> None:
    assert examine(encoded(drawn(), "JPEG")).format == "jpeg"
    assert examine(encoded(drawn(), "WEBP")).format == "jpeg"
    screenshot = drawn()
    accepted = examine(encoded(screenshot, "PNG"))
    assert accepted.format == "png"
    assert opened(accepted).tobytes() == screenshot.tobytes()


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_kept(mode: str) -> None:
    image = Image.new("I;16", (8, 8), 0x8000) if mode == "I;16" else drawn(mode)
    kept = opened(examine(encoded(image, "PNG")))
    assert kept.mode in ("L", "RGB", "RGBA")
    if mode == "I;16":
        assert kept.getpixel((0, 0)) == 0x80


def test_a_cmyk_photo_becomes_an_ordinary_one() -> None:
    assert opened(examine(encoded(drawn("CMYK"), "JPEG"))).mode == "RGB"


def test_transparency_is_kept_where_there_is_any_and_dropped_where_there_is_none() -> None:
    glass = Image.new("RGBA", (8, 8), (255, 0, 0, 100))
    assert opened(examine(encoded(glass, "PNG"))).getpixel((0, 0)) == (255, 0, 0, 100)
    opaque = Image.new("RGBA", (8, 8), (255, 0, 0, 255))
    assert opened(examine(encoded(opaque, "PNG"))).mode == "RGB"


def test_a_photo_taken_sideways_is_turned_upright() -> None:
    photo = Image.new("RGB", (40, 20), "white")
    photo.paste("black", (0, 0, 10, 20))
    kept = opened(examine(encoded(photo, "JPEG", exif=exif_with(orientation=6), quality=95)))
    assert kept.size == (20, 40)
    top, bottom = kept.convert("L").getpixel((10, 2)), kept.convert("L").getpixel((10, 38))
    assert isinstance(top, int | float) and isinstance(bottom, int | float)
    assert top < 50 < 200 < bottom


def test_a_photo_with_a_second_view_inside_is_no_animation() -> None:
    two_views = encoded(drawn(), "MPO", save_all=True, append_images=[drawn()])
    assert opened(examine(two_views)).format == "JPEG"


@pytest.mark.parametrize("name", ["GIF", "WEBP", "PNG"])
def test_an_animation_is_refused(name: str) -> None:
    frames = [drawn(), drawn()]
    moving = encoded(frames[0], name, save_all=True, append_images=frames[1:], duration=50)
    assert refusal_of(moving) is RefusalReason.ANIMATED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", RefusalReason.NOT_A_PICTURE),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", RefusalReason.NOT_A_PICTURE),
        (b"PK\x03\x04" + bytes(100), RefusalReason.NOT_A_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", RefusalReason.NOT_A_PICTURE),
        (b"BM is een tekst", RefusalReason.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypmp42" + bytes(100), RefusalReason.NOT_A_PICTURE),
        (b"\x00\x00\x00\x18ftypheic" + bytes(100), RefusalReason.UNSUPPORTED),
        (b"II*\x00" + bytes(100), RefusalReason.UNSUPPORTED),
        (b"\x89PNG\r\n\x1a\n", RefusalReason.TRUNCATED),
        (b"\xff\xd8\xff\xe0", RefusalReason.TRUNCATED),
        (bytes(20 * 1024 * 1024 + 1), RefusalReason.TOO_LARGE),
    ],
)
def test_what_is_no_picture_is_refused_with_its_own_reason(content: bytes, reason: RefusalReason) -> None:
    assert refusal_of(content) is reason


@pytest.mark.parametrize("name", ["PNG", "JPEG", "WEBP"])
@pytest.mark.parametrize("part", [0.3, 0.6, 0.9])
def test_a_truncated_picture_is_refused(name: str, part: float) -> None:
    whole = encoded(drawn(size=(200, 200)), name)
    assert refusal_of(whole[: int(len(whole) * part)]) is RefusalReason.TRUNCATED


def test_a_png_without_its_last_bytes_is_refused() -> None:
    assert refusal_of(encoded(drawn(), "PNG")[:-12]) is RefusalReason.TRUNCATED


def png_chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


@pytest.mark.parametrize("side", [6400, 10_000, 50_000, 2**31 - 1])
def test_a_decompression_bomb_is_refused_before_it_is_unpacked(side: int) -> None:
    header = struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0)
    pixels = zlib.compress(bytes(1_000_000), 9)
    bomb = b"\x89PNG\r\n\x1a\n" + png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels)
    assert refusal_of(bomb + png_chunk(b"IEND", b"")) is RefusalReason.TOO_MANY_PIXELS


@pytest.mark.parametrize("size", [(30_000, 40), (40, 30_000), (6000, 5000), (900, 30)])
def test_a_long_screenshot_gets_the_measures_of_a_photo(size: tuple[int, int]) -> None:
    accepted = examine(encoded(Image.new("L", size, 30), "PNG"))
    assert accepted.width + accepted.height <= 10_000
    assert max(accepted.width, accepted.height) <= 20 * min(accepted.width, accepted.height)


def test_a_picture_too_heavy_to_send_becomes_a_lighter_one(monkeypatch: pytest.MonkeyPatch) -> None:
    heavy = encoded(drawn("RGBA", (300, 300)), "PNG")
    monkeypatch.setattr(pictures, "_LARGEST_KEPT", 20_000)
    accepted = examine(heavy)
    assert accepted.format == "jpeg"
    assert len(opened(accepted).tobytes()) > 0
    assert len(accepted.content) <= 20_000


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_damaged_pictures_are_refused_or_kept_without_metadata_and_never_raise(data: st.DataObject) -> None:
    damaged = bytearray(MARKED[data.draw(st.sampled_from(sorted(MARKED)))])
    for _ in range(data.draw(st.integers(0, 4))):
        damaged[data.draw(st.integers(0, min(len(damaged) - 1, 900)))] = data.draw(st.integers(0, 255))
    del damaged[data.draw(st.integers(1, len(damaged))) :]
    try:
        accepted = examine(bytes(damaged))
    except PictureRefused:
        return
    assert MARKER not in accepted.content
    opened(accepted)


@given(st.binary(max_size=300))
def test_noise_is_always_refused(noise: bytes) -> None:
    assert refusal_of(noise) in RefusalReason


def test_the_placeholder_is_a_small_picture_and_always_the_same() -> None:
    placeholder = Image.open(io.BytesIO(placeholder_picture()))
    placeholder.load()
    assert placeholder.size == (320, 240)
    assert len(placeholder.convert("RGB").getcolors() or []) == 1
    assert placeholder_picture() == placeholder_picture()


def test_pillow_is_not_loaded_before_the_first_picture() -> None:
    program = "import sys, bot.pictures; bot.pictures.placeholder_picture(); sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
