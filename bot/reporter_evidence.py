"""Pictures of reporters: asked for, counted, moved with the report, removed everywhere."""

from datetime import timedelta

from bot.batch import Batch
from bot.flows.words import Message, Phrase, phrase
from storage import dues, pictures, reports
from storage.dues import DueKind
from storage.pictures import PictureState
from storage.vault import Address

MOST_PICTURES = 30
LARGEST_BYTES = 20 * 1024 * 1024


class ReporterEvidence:
    """What happens to pictures within a transaction; fetching them is for afterwards."""

    async def want(
        self, batch: Batch, owner: bytes, file: str, size: int | None, sender: Address | None
    ) -> Phrase | None:
        """Store that this picture is to be fetched for `owner`; answers why not when it is refused at once.

        `sender` is told what came of it; None for a reporter whom nothing may link to the report.
        """
        if size is not None and size > LARGEST_BYTES:
            return phrase("picture-refused-too-large")
        await batch.changes.flush(batch.connection)
        if len(await self._present(batch, owner)) >= MOST_PICTURES:
            return phrase("picture-refused-too-many", most=MOST_PICTURES)
        picture_id = batch.make_key("picture")
        pictures.want_picture(batch.changes, batch.known_sealer(picture_id), picture_id, owner, file, sender)
        batch.wants_pictures = True
        return None

    async def move(self, batch: Batch, owner: bytes, new_owner: bytes) -> None:
        """The pictures of a draft go with the report that it becomes; their sender is forgotten."""
        pictures.move_pictures(batch.changes, owner, new_owner)

    async def remove_one(self, batch: Batch, picture: str, owners: set[bytes]) -> bool:
        """Remove a picture (hex id) if it belongs to one of `owners`; what staff see of it is taken away at once.

        No chat owns the pictures of an unseen report. Its sender has the button, and with it the random id, which
        nobody can guess: that is proof enough.
        """
        picture_id = bytes.fromhex(picture) if _is_hex_id(picture) else b""
        await batch.changes.flush(batch.connection)
        owner = await pictures.owner_of(batch.connection, picture_id)
        if owner is None or (owner not in owners and not await reports.is_unseen(batch.connection, owner)):
            return False
        await self._remove(batch, picture_id)
        return True

    async def remove_all(self, batch: Batch, owner: bytes, sender: Address | None = None) -> None:
        """Remove every picture of a draft that is thrown away, or of a report whose `sender` asks for it: there the
        message that it was kept, with the button that takes it away, says that it is gone."""
        await batch.changes.flush(batch.connection)
        for picture_id in await self._present(batch, owner):
            told = await pictures.told_row(batch.connection, batch.vault, picture_id) if sender is not None else None
            if sender is not None and told is not None:
                batch.edit(sender, told, None, Message((phrase("picture-removed"),)))
            await self._remove(batch, picture_id)

    async def _present(self, batch: Batch, owner: bytes) -> list[bytes]:
        found = await pictures.pictures_of(batch.connection, owner)
        return [picture_id for picture_id, state in found if state in (PictureState.WANTED, PictureState.KEPT)]

    async def _remove(self, batch: Batch, picture_id: bytes) -> None:
        pictures.remove_picture(batch.changes, picture_id)
        await dues.bring_forward(batch.connection, DueKind.HIDE, picture_id, batch.now - timedelta(seconds=1))
        batch.erase_key(picture_id)


def _is_hex_id(words: str) -> bool:
    return len(words) == 32 and all(letter in "0123456789abcdef" for letter in words)
