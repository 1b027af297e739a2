"""Pictures as they are kept: decoded strictly, upright, without metadata, encoded anew.

Pure and slow: callers run `examine` in a thread. Pillow is imported at the first picture, so that a bot
that has seen none stays small.
"""

import hashlib
import io
from base64 import b64decode
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from PIL import Image

LARGEST_FILE = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
# What the Bot API's sendPhoto takes: 10 MB, width and height together at most 10,000, ratio at most 20 (19 leaves
# room for rounding).
_LARGEST_KEPT = 9_500_000
_LONGEST_SIDES = 10_000
_THINNEST_RATIO = 19
_JPEG_QUALITIES = (88, 75, 60)

_READ_FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
# An MPO file is a photo followed by a second view of it, as many telephones make them; the first is the photo.
_PHOTO_FORMATS = ("JPEG", "MPO", "WEBP", "BMP")
_STARTS_OF_KNOWN = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a")
_STARTS_OF_UNREADABLE = (b"II*\x00", b"MM\x00*", b"\x00\x00\x01\x00", b"8BPS", b"\xff\x0a", b"\x00\x00\x00\x0cJXL ")
_PLACEHOLDER = (
    "iVBORw0KGgoAAAANSUhEUgAAAUAAAADwAQMAAABL4y8oAAAAA1BMVEXIzdIuT+DZAAAAIElEQVR42u3BgQAAAADDoPlTH+EC"
    "VQEAAAAAAAAAAMA3JnAAAWMcpeUAAAAASUVORK5CYII="
)

PictureFormat = Literal["jpeg", "png"]


class RefusalReason(StrEnum):
    """Why a picture is not kept; each has a sentence of its own for the person who sent it."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NOT_A_PICTURE = "not_a_picture"
    TRUNCATED = "truncated"
    ANIMATED = "animated"
    UNSUPPORTED = "unsupported"


class PictureRefused(Exception):
    """The file is no picture that can be kept; sending the same bytes again will not help."""

    def __init__(self, reason: RefusalReason) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class AcceptedPicture:
    """A picture encoded anew, its size in pixels, and the SHA-256 (hex) of the file as it came."""

    content: bytes = field(repr=False)
    format: PictureFormat
    sha256_of_original: str
    width: int
    height: int


def examine(content: bytes) -> AcceptedPicture:
    """The picture in a file, ready to be kept and to be sent as a photo; raises `PictureRefused` only."""
    if len(content) > LARGEST_FILE:
        raise PictureRefused(RefusalReason.TOO_LARGE)
    try:
        kept, kept_format, size = _decode_and_encode(content)
    except PictureRefused:
        raise
    # Pillow's decoders answer damaged bytes with nearly every type of exception there is.
    except Exception:
        raise PictureRefused(RefusalReason.TRUNCATED) from None
    return AcceptedPicture(kept, kept_format, hashlib.sha256(content).hexdigest(), *size)


def placeholder_picture() -> bytes:
    """A small plain grey PNG (320 x 240) that holds the place of a picture until it is edited in."""
    return b64decode(_PLACEHOLDER)


def _decode_and_encode(content: bytes) -> tuple[bytes, PictureFormat, tuple[int, int]]:
    # Checks all checksums up to the end of the file; Pillow's object is spent afterwards.
    _open(content).verify()
    image = _open(content)
    is_photo = image.format in _PHOTO_FORMATS
    image.load()
    return _encode(_fitting(_bare(_upright(image))), is_photo)


def _open(content: bytes) -> "Image.Image":
    from PIL import Image, ImageFile, UnidentifiedImageError

    ImageFile.LOAD_TRUNCATED_IMAGES = False
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    try:
        image: Image.Image = Image.open(io.BytesIO(content), formats=_READ_FORMATS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS) from None
    except UnidentifiedImageError:
        raise PictureRefused(_reason_for_unknown(content)) from None
    if image.width * image.height > MOST_PIXELS:
        raise PictureRefused(RefusalReason.TOO_MANY_PIXELS)
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise PictureRefused(RefusalReason.ANIMATED)
    return image


def _reason_for_unknown(content: bytes) -> RefusalReason:
    if content.startswith(_STARTS_OF_KNOWN) or (content[:4] == b"RIFF" and content[8:12] == b"WEBP"):
        return RefusalReason.TRUNCATED
    is_newer_photo = content[4:8] == b"ftyp" and content[8:12] in (b"heic", b"heix", b"mif1", b"avif", b"msf1")
    if is_newer_photo or content.startswith(_STARTS_OF_UNREADABLE):
        return RefusalReason.UNSUPPORTED
    return RefusalReason.NOT_A_PICTURE


def _upright(image: "Image.Image") -> "Image.Image":
    from PIL import ImageOps

    try:
        return ImageOps.exif_transpose(image)
    # The picture itself was read well; metadata that cannot be read turns nothing and is dropped anyway.
    except Exception:
        return image


def _bare(image: "Image.Image") -> "Image.Image":
    """The pixels as L, RGB or RGBA without anything beside them: metadata, palette, colour profile."""
    if image.mode.startswith("I"):
        image = image.point(lambda value: value * (1 / 256))  # 16 bits of grey; converting alone would clip
    bare = image.convert(_plain_mode(image))
    if bare.mode == "RGBA" and bare.getchannel("A").getextrema() == (255, 255):
        bare = bare.convert("RGB")
    bare.info = {}
    return bare


def _plain_mode(image: "Image.Image") -> str:
    if image.has_transparency_data:
        return "RGBA"
    return "L" if image.mode in ("1", "L") or image.mode.startswith("I") else "RGB"


def _fitting(image: "Image.Image") -> "Image.Image":
    """Within the measures of a photo: smaller when it is too large, with white edges when it is too thin."""
    return _within_sides(_not_too_thin(_within_sides(image)))


def _within_sides(image: "Image.Image") -> "Image.Image":
    scale = _LONGEST_SIDES / (image.width + image.height)
    if scale >= 1:
        return image
    return image.resize((max(1, int(image.width * scale)), max(1, int(image.height * scale))))


def _not_too_thin(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    thinnest = -(-max(image.size) // _THINNEST_RATIO)
    if min(image.size) >= thinnest:
        return image
    size = (max(image.width, thinnest), max(image.height, thinnest))
    sheet = Image.new(image.mode, size, "white")
    sheet.paste(image, ((size[0] - image.width) // 2, (size[1] - image.height) // 2))
    return sheet


def _encode(image: "Image.Image", is_photo: bool) -> tuple[bytes, PictureFormat, tuple[int, int]]:
    """A PNG when that keeps what a photo has not (sharp text, transparency) and is small enough, else a JPEG."""
    if not is_photo or image.mode == "RGBA":
        png = _saved(image, "PNG")
        if len(png) <= _LARGEST_KEPT:
            return png, "png", image.size
    flat = _on_white(image)
    for quality in _JPEG_QUALITIES:
        jpeg = _saved(flat, "JPEG", quality=quality)
        if len(jpeg) <= _LARGEST_KEPT:
            return jpeg, "jpeg", flat.size
    return _encode(flat.reduce(2), is_photo=True)


def _on_white(image: "Image.Image") -> "Image.Image":
    from PIL import Image

    if image.mode != "RGBA":
        return image
    sheet = Image.new("RGB", image.size, "white")
    sheet.paste(image, mask=image.getchannel("A"))
    return sheet


def _saved(image: "Image.Image", name: str, **options: int) -> bytes:
    target = io.BytesIO()
    image.save(target, name, **options)
    return target.getvalue()
