"""Files on the server: what people and the bot sent, by the ids under which the bot may fetch them."""

import hashlib
import io
import warnings
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from bot.playground.errors import BadRequest

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
MAX_DOCUMENT = 50 * 1024 * 1024
_PHOTO_SIDES = (90, 320, 800, 1280)
_GONE = "wrong file_id or the file is temporarily unavailable"


@dataclass(frozen=True)
class StoredFile:
    """One file; `size` is in bytes and may be claimed larger than `content` to play a huge file."""

    file_id: str
    unique_id: str
    path: str
    content: bytes
    size: int
    described: dict[str, Any]
    kind: str

    def reference(self) -> dict[str, Any]:
        return {
            "file_id": self.file_id,
            "file_unique_id": self.unique_id,
            "file_size": self.size,
            **self.described,
        }


class Files:
    """The store; an id names one file for ever, and files can be made to vanish."""

    def __init__(self) -> None:
        self._by_id: dict[str, StoredFile] = {}
        self._by_path: dict[str, StoredFile] = {}
        self._photos: dict[str, list[dict[str, Any]]] = {}

    def add(self, content: bytes, folder: str, suffix: str, size: int | None = None, **described: Any) -> StoredFile:
        """Keep `content`; `described` are further fields of the Bot API's object for it."""
        digest = hashlib.sha256(content).digest()
        number = len(self._by_id)
        file_id = "AgACAgQAAx" + urlsafe_b64encode(number.to_bytes(6) + digest[:24]).decode().rstrip("=")
        stored = StoredFile(
            file_id,
            "AQAD" + urlsafe_b64encode(digest[:9]).decode(),
            f"{folder}/file_{number}{suffix}",
            content,
            len(content) if size is None else size,
            described,
            folder,
        )
        self._by_id[file_id] = self._by_path[stored.path] = stored
        return stored

    def add_photo(self, content: bytes) -> list[dict[str, Any]]:
        """Keep a photo the way Telegram does: as JPEG without metadata, in several sizes (PhotoSize objects).

        Raises BadRequest when it is too large or no picture.
        """
        if len(content) > MAX_PHOTO:
            raise BadRequest("too big for a photo")
        picture = _decoded(content)
        sizes = [self._add_size(picture, side) for side in _sides(max(picture.size))]
        for size in sizes:
            self._photos[size["file_id"]] = sizes
        return sizes

    def add_untouched_photo(self, content: bytes, width: int, height: int) -> list[dict[str, Any]]:
        """Keep bytes as a photo without looking at them, to try out broken and hostile pictures."""
        size = self.add(content, "photos", ".jpg", width=width, height=height).reference()
        self._photos[size["file_id"]] = [size]
        return [size]

    def photo(self, file_id: str) -> list[dict[str, Any]]:
        """The sizes of a photo that was sent before. Raises BadRequest for another id."""
        sizes = self._photos.get(file_id)
        if sizes is None:
            raise BadRequest("wrong file identifier/HTTP URL specified")
        return sizes

    def by_id(self, file_id: str) -> StoredFile:
        """Raises BadRequest when there is no such file, or when it vanished."""
        stored = self._by_id.get(file_id)
        if stored is None:
            raise BadRequest(_GONE if file_id.startswith("AgACAgQAAx") else "invalid file_id")
        return stored

    def by_path(self, path: str) -> StoredFile | None:
        return self._by_path.get(path)

    def vanish(self, file_id: str) -> None:
        """Let the file be gone, as files of a real Bot API sometimes are."""
        stored = self.by_id(file_id)
        del self._by_id[file_id], self._by_path[stored.path]

    def _add_size(self, picture: Image.Image, side: int) -> dict[str, Any]:
        smaller = picture.copy()
        smaller.thumbnail((side, side))
        written = io.BytesIO()
        smaller.save(written, "JPEG", quality=87)
        return self.add(written.getvalue(), "photos", ".jpg", width=smaller.width, height=smaller.height).reference()


def _sides(longest: int) -> list[int]:
    return [side for side in _PHOTO_SIDES if side < longest] + [min(longest, _PHOTO_SIDES[-1])]


def _decoded(content: bytes) -> Image.Image:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise BadRequest("IMAGE_PROCESS_FAILED") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadRequest("PHOTO_INVALID_DIMENSIONS") from error
    if sum(picture.size) > 10_000 or max(picture.size) > 20 * min(picture.size):
        raise BadRequest("PHOTO_INVALID_DIMENSIONS")
    return picture
