"""What may stand nowhere in the files: every secret of a run in all the shapes that it could take."""

import base64
import hashlib
from collections.abc import Iterable, Iterator

from casework.school import School
from tests.program.pupils import Told

CHUNK = 24


def of_words(words: Iterable[str]) -> Iterator[bytes]:
    for said in words:
        yield from (said.encode(), said.encode("utf-16-le"), base64.b64encode(said.encode()).rstrip(b"=")[:-1])


def of_number(number: int) -> Iterator[bytes]:
    """A chat id as number, in hex, in bytes, in base64 and as a plain hash."""
    decimal = str(number).encode()
    yield from (decimal, f"{number:x}".encode(), f"{number:X}".encode())
    for packed in (number.to_bytes(8, "big"), number.to_bytes(8, "little")):
        yield from (packed, base64.b64encode(packed).rstrip(b"="), packed.hex().encode())
    # The file format of SQLite keeps whole numbers of this size in six bytes.
    yield from (number.to_bytes(6, "big"), base64.b64encode(decimal).rstrip(b"=")[:-1])
    for digest in (hashlib.sha256(decimal), hashlib.sha1(decimal), hashlib.md5(decimal)):
        yield from (digest.digest(), digest.hexdigest().encode(), digest.digest()[:16])


def of_bytes(content: bytes) -> Iterator[bytes]:
    """Pieces of a file, away from its head, which many files share."""
    for start in range(len(content) // 3, len(content) - CHUNK, max(CHUNK, len(content) // 12)):
        yield content[start : start + CHUNK]


def of_school(school: School) -> Iterator[bytes]:
    for person in school.people.values():
        yield from of_words([person.name, person.spoken_name])


def of_told(told: Told) -> Iterator[bytes]:
    yield from of_words([told.story, *told.additions])
    yield from of_words(words for words in (told.name, told.code) if words)
    yield from of_number(told.person.user_id)
    yield from of_words(told.picture_ids)
    for picture in told.pictures:
        yield from of_bytes(picture)


def found_in(raw: bytes, sought: Iterable[bytes]) -> list[bytes]:
    """Those of the sought bytes that stand in `raw`."""
    return [piece for piece in dict.fromkeys(sought) if piece in raw]
