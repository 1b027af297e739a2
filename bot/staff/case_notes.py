"""What staff wrote in a case, and which pupil is which: shown on a tap in the card's place, for a while."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.words import Message, Words, phrase
from bot.house import House
from bot.outgoing import EditMessage
from bot.spoken import spoken
from bot.staff.card_scene import case_button, pupil_words
from bot.staff.case_names import names_shown
from bot.staff.case_records import who_is_who
from bot.staff.joined_reports import reports_behind
from bot.staff.reading_room import told_reports
from bot.staff.report_lines import lines_about_pictures, lines_about_staff
from bot.staff.story_pages import ToldReport, pages_of
from bot.staff_desk import Visit
from casework.action_status import guarded_by_consent
from casework.calendar import local_date
from casework.case import Case
from casework.case_events import CaseEvent, ConsentGiven, ConsentRefused, PupilAdded, TrackChanged, VictimIdentified
from casework.intervention_status import find_intervention
from casework.report import AdditionKind
from casework.school import School
from storage import cases, dues
from storage.cases import CaseFile
from storage.dues import DueKind
from storage.vault import Address

_WRITTEN = ("note", "words", "view", "place", "reason")


class CaseNotes:
    """Shows notes by editing the card, with their removal due in the same transaction (design 4.11)."""

    def __init__(self, house: House, office: CaseOffice) -> None:
        self._house = house
        self._office = office

    async def show(self, visit: Visit, case_file: CaseFile, page: int) -> None:
        notes = await self._opened(visit, case_file)
        told = await told_reports(visit.batch, self._house, case_file.number)
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
        self._expect_removal(visit.batch, number, visit.address, message)
        shown = EditMessage(Message(pages[at], tuple(rows), protected=True), message)
        visit.batch.send(visit.address, shown, key_id=case_file.key_id, case_number=number)
        await self._office.act(visit.batch, act, number, visit.person)

    async def _opened(self, visit: Visit, case_file: CaseFile) -> dict[str, str]:
        await visit.batch.flush()
        return await cases.notes_of(visit.batch.connection, self._house.vault, case_file.number)

    def put_away(self, visit: Visit, number: int) -> None:
        """The card is back where the notes stood."""
        message = visit.arrival.tapped_message
        if message is not None:
            dues.cancel_dues(visit.batch.changes, DueKind.HIDE, self._subject(number, visit.address, message))

    def _expect_removal(self, batch: Batch, number: int, address: Address, message: int) -> None:
        """As for a story: when the time is over, the notice of the case takes the place of what was shown."""
        subject = self._subject(number, address, message)
        dues.cancel_dues(batch.changes, DueKind.HIDE, subject)
        at = batch.now + timedelta(minutes=self._house.school.terms.shown_minutes)
        detail = {"number": number, "to": dict(address), "message": message}
        dues.add_due(batch.changes, DueKind.HIDE, at, subject, detail=detail, sealer=self._house.vault.outgoing)

    def _subject(self, number: int, address: Address, message: int) -> bytes:
        chat = self._house.vault.chat_of(address)
        return b"n" + number.to_bytes(8, "big") + chat + message.to_bytes(8, "big", signed=True)


def note_parts(
    school: School, case: Case, case_file: CaseFile, notes: Mapping[str, str], reports: Sequence[ToldReport]
) -> Iterator[Words]:
    """Who is who first, also the staff whom the reports are about, then everything that was written, in order.

    An erased note is left out.
    """
    yield phrase("notes-title", number=case_file.number)
    for pupil in case.pupils:
        if pupil in notes:
            yield phrase("notes-pupil", pupil=pupil_words(pupil, case.pupils), name=notes[pupil])
    yield from dict.fromkeys(line for one in reports for line in lines_about_staff(school, one.stored.report))
    for one in reports:
        yield from (told.text for told in one.told if told.kind == AdditionKind.PICTURE)
        yield from lines_about_pictures(school, one.told)
    written = [(event, words) for event in case_file.events if (words := tuple(_written(event, notes)))]
    for event, words in written:
        yield phrase("notes-line", what=_what(case, event), on=local_date(event.at))
        yield from words
    about_events = {ref for event in case_file.events for ref in _every_reference(event)}
    apart = [text for ref, text in notes.items() if ref not in about_events and ref not in case.pupils]
    if apart:
        yield phrase("notes-apart")
        yield from apart
    if not written and not apart:
        yield phrase("notes-none")


def _written(event: CaseEvent, notes: Mapping[str, str]) -> Iterator[Words]:
    """What was written at an event; of a consent first whether it was a yes or a no, also without words (A000-8)."""
    texts = [notes[reference] for reference in _references(event) if reference in notes]
    if isinstance(event, ConsentGiven | ConsentRefused):
        answer = "given" if isinstance(event, ConsentGiven) else "refused"
        yield phrase("notes-consent", answer=answer, words=" ".join(texts) or "none")
    else:
        yield from texts


def _references(event: CaseEvent) -> Iterator[str]:
    """The notes of an event; the names of pupils are shown apart."""
    if isinstance(event, PupilAdded | VictimIdentified):
        return
    for name in _WRITTEN:
        reference = getattr(event, name, None)
        if isinstance(reference, str):
            yield reference


def _every_reference(event: CaseEvent) -> Iterator[str]:
    """With the names of pupils, also of one who turned out to be another."""
    pupil = getattr(event, "pupil", None) or getattr(event, "victim", None)
    if isinstance(pupil, str):
        yield pupil
    yield from _references(event)


def _what(case: Case, event: CaseEvent) -> Words:
    if isinstance(event, TrackChanged):
        labels = {track.key: track.label for track in case.protocol.tracks}
        return phrase("card-to-track", what=labels.get(event.track, event.track))
    key = getattr(event, "action", "")
    found, guarded = case.protocol.find_action(key), guarded_by_consent(case, key)
    if found is not None:
        return found[1].label
    if guarded is not None:
        return guarded.label
    means = find_intervention(case, getattr(event, "intervention", ""))
    return phrase("notes-about-case") if means is None else means.label
