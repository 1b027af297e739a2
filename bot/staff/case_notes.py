"""What staff wrote in a case, and which pupil is which: shown on a tap in the card's place, for a while."""

from bot.case_office import CaseOffice
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.outgoing import EditMessage, Removal
from bot.spoken import spoken
from bot.staff.card_scene import case_button
from bot.staff.case_names import names_shown
from bot.staff.case_records import who_is_who
from bot.staff.joined_reports import reports_behind
from bot.staff.note_lines import note_parts
from bot.staff.reading_room import told_reports
from bot.staff.shown import ShownContent
from bot.staff.story_pages import pages_of
from bot.staff_desk import Visit
from storage import cases
from storage.cases import CaseFile


class CaseNotes:
    """Shows notes by editing the card, with their removal due in the same transaction (design 4.11)."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office
        self._shown = ShownContent(house, office)

    async def show(self, visit: Visit, case_file: CaseFile, page: int) -> None:
        notes = await self._opened(visit, case_file)
        told = await told_reports(visit.batch, case_file.number)
        parts = tuple(note_parts(self._house.school, self._office.folded(case_file), case_file, notes, told))
        await self.show_parts(visit, case_file, parts, page, kind="notes", act="notes_read")

    async def show_names(self, visit: Visit, case_file: CaseFile, page: int) -> None:
        """Whose file is which, in the place of the ticks for log entries."""
        notes, connection = await self._opened(visit, case_file), visit.batch.connection
        told = await reports_behind(connection, self._house.vault, case_file)
        case = self._office.folded(case_file)
        parts = tuple(who_is_who(case, names_shown(case, notes, told)))
        await self.show_parts(visit, case_file, parts, page, kind="names", act="names_read", back="ticks")

    async def show_parts(
        self,
        visit: Visit,
        case_file: CaseFile,
        parts: tuple[Words, ...],
        page: int,
        *,
        kind: str,
        act: str,
        back: str = "less",
    ) -> None:
        """A page of what may be seen for a while, in the place of the tapped message.

        `kind` is the button that brings the next page, `back` the one that brings back what stood there, `act` how
        it is called in the log of acts.
        """
        message = visit.arrival.tapped_message
        if message is None:
            visit.toast("toast-old-button")
            return
        pages = pages_of(parts, spoken)
        at = min(page, len(pages) - 1)
        number, revision = case_file.number, len(case_file.events)
        rows = [(case_button(kind, number, revision, at - 1, label=phrase("small-page-earlier")),)] if at else []
        if at + 1 < len(pages):
            rows.append((case_button(kind, number, revision, at + 1, label=phrase("small-page-later")),))
        rows.append((case_button(back, number, revision),))
        removal = await self._shown.expect_notes(visit.batch, number, visit.address, message)
        shown = EditMessage(Message(pages[at], tuple(rows), protected=True), message, new_removal=removal)
        visit.batch.send(visit.address, shown, key_id=case_file.key_id, case_number=number)
        await self._office.act(visit.batch, act, number, visit.person)

    async def _opened(self, visit: Visit, case_file: CaseFile) -> dict[str, str]:
        await visit.batch.flush()
        return await cases.notes_of(visit.batch.connection, self._house.vault, case_file.number)

    async def put_away(self, visit: Visit, number: int) -> Removal | None:
        """The card is coming back where the notes stood; answers what it takes off the screen, if they stand there."""
        message = visit.arrival.tapped_message
        return (
            None if message is None else await self._shown.put_notes_away(visit.batch, number, visit.address, message)
        )
