"""Pictures of a case on the screen of its reader: behind a spoiler, for a while, and removed with a tap."""

from bot.case_office import CaseOffice
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, phrase
from bot.house import House
from bot.outgoing import SendPlaceholder, ShowPicture
from bot.staff.access import may_open
from bot.staff.shown import ShownContent, labelled
from bot.staff_desk import Visit
from storage import pictures, reports
from storage.cases import CaseFile
from storage.pictures import PictureState

_ID_LETTERS = 32


class ShownPictures:
    """Showing the kept pictures of a case, and removing one everywhere (design 4.9, 4.11)."""

    def __init__(self, house: House, office: CaseOffice, shown: ShownContent) -> None:
        self._house = house
        self._office = office
        self._shown = shown

    async def show(self, visit: Visit, case: CaseFile) -> bool:
        """Each picture that does not stand there yet; whether any is kept."""
        kept = await self._kept(visit, case)
        fresh = [one for one in kept if not await self._shown.picture_is_shown(visit.batch, one, visit.address)]
        if not fresh:
            visit.toast("toast-pictures-shown" if kept else "toast-no-pictures")
            return bool(kept)
        await self._office.act(visit.batch, "pictures_shown", case.number, visit.person)
        for place, picture in enumerate(kept, start=1):
            if picture in fresh:
                words = phrase("picture-caption", number=case.number, place=place, count=len(kept))
                self._show_one(visit, case, picture, Message((words,), protected=True))
        return True

    def _show_one(self, visit: Visit, case: CaseFile, picture: bytes, caption: Message) -> None:
        """First a message without content, whose id is then known; the picture is put in its place."""
        subject = picture.hex()
        buttons = (
            (labelled(small_button("cover", subject), "small-cover"),),
            (labelled(small_button("remove", subject), "small-remove-by-staff"),),
        )
        row = visit.batch.send(visit.address, SendPlaceholder(caption), case_number=case.number)
        shown = ShowPicture(subject, Message(caption.parts, buttons, protected=True))
        visit.batch.send(visit.address, shown, key_id=case.key_id, target_row=row, case_number=case.number)
        self._shown.expect_picture(visit.batch, case.number, picture, visit.address, row)

    async def _kept(self, visit: Visit, case: CaseFile) -> list[bytes]:
        found = await reports.reports_of_case(visit.batch.connection, self._house.vault, case.number)
        kept: list[bytes] = []
        for stored in sorted(found, key=lambda one: (one.received_on, one.id)):
            of_report = await pictures.pictures_of(visit.batch.connection, stored.id)
            kept.extend(picture for picture, state in of_report if state is PictureState.KEPT)
        return kept

    async def cover(self, visit: Visit, subject: str) -> None:
        """The visitor's own copy goes before its time."""
        picture = _picture_id(subject)
        if picture is None or visit.arrival.tapped_message is None:
            visit.toast("toast-old-button")
            return
        await self._shown.take_picture_away(visit.batch, picture, visit.address, visit.arrival.tapped_message)

    async def remove(self, visit: Visit, subject: str) -> None:
        """The picture is removed for good: its key is erased, and every copy on a screen goes."""
        picture = _picture_id(subject)
        case = None if picture is None else await self._case_of(visit, picture)
        if picture is None or case is None:
            visit.toast("toast-picture-gone")
            return
        pictures.remove_picture(visit.batch.changes, picture)
        visit.batch.erase_key(picture)
        if visit.arrival.tapped_message is not None:
            await self._shown.take_picture_away(visit.batch, picture, visit.address, visit.arrival.tapped_message)
        await self._shown.take_picture_from_all(visit.batch, picture)
        await self._office.act(visit.batch, "picture_removed", case.number, visit.person)
        visit.say(phrase("staff-picture-removed", number=case.number))

    async def _case_of(self, visit: Visit, picture: bytes) -> CaseFile | None:
        """The case of a picture that is still kept, when the visitor may open it."""
        await visit.batch.flush()
        connection, vault = visit.batch.connection, self._house.vault
        owner = await pictures.owner_of(connection, picture)
        stored = None if owner is None else await reports.report_by_id(connection, vault, owner)
        if owner is None or stored is None:
            return None
        if (picture, PictureState.KEPT) not in await pictures.pictures_of(connection, owner):
            return None
        case = await self._office.case(visit.batch, stored.case_number)
        return case if case is not None and may_open(case, visit.person) else None


def _picture_id(subject: str) -> bytes | None:
    try:
        return bytes.fromhex(subject) if len(subject) == _ID_LETTERS else None
    except ValueError:
        return None
