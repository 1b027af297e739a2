"""Desks of the example school, each with one of the shipped protocols and a case that the coach took up."""

from datetime import UTC, date, datetime
from pathlib import Path

from bot.batch import Batch
from bot.reading import Reading, reading_from_data
from casework.case_commands import AddPupil, IdentifyVictim
from casework.protocol import Protocol, shipped_protocol
from casework.school import School
from tests.casework.schools import example_school
from tests.staff.case_desk import COACH, CaseDesk, open_desk, read_by_coach

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TEAM_LEAD, HEAD, OFFICER = "ruud_mulder", "marieke_smit", "ilse_hoekstra"


class Desks:
    """Opens desks with everybody of the school tied, and closes them."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._open: list[CaseDesk] = []

    async def with_case(
        self,
        protocol: str | Protocol,
        *,
        school: School | None = None,
        reading: Reading | None = None,
        person: str = COACH,
    ) -> tuple[CaseDesk, int]:
        """A case that `person` took up, in which the victim is known, one who bullies and one who follows."""
        desk = await self.opened(protocol, school)
        number = await desk.open_case(reading or read_by_coach(desk.now))
        await desk.take_up(number, person)
        known = (IdentifyVictim("pupil", is_reporter=True), AddPupil("bully", "bully"), AddPupil("other", "follower"))
        await desk.does(number, *known, person=person)
        return desk, number

    async def opened(self, protocol: str | Protocol, school: School | None = None) -> CaseDesk:
        """A desk without any case, everybody of the school tied."""
        at = school or example_school()
        shipped = shipped_protocol(protocol) if isinstance(protocol, str) else protocol
        desk = await open_desk(self._next_folder(), at, shipped, MONDAY)
        self._open.append(desk)
        await desk.tie(*at.people)
        return desk

    def _next_folder(self) -> Path:
        folder = self._folder / str(len(self._open))
        folder.mkdir()
        return folder

    async def close(self) -> None:
        for desk in self._open:
            await desk.database.close()
            await desk.vault.keys.close()


_VIEWS = ("Ook mogelijk", "Samen met anderen", "Overslaan, uitstellen", "Voor een collega", "Begeleidingsverslag")


def on(desk: CaseDesk, day: date) -> None:
    """Move the clock to ten in the morning of `day`."""
    desk.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)


async def may_read_too(desk: CaseDesk, number: int, person: str) -> None:
    """`person` was brought into the case."""

    async def job(batch: Batch) -> None:
        file = await desk.office.case(batch, number)
        assert file is not None
        await desk.office.keep_reading(batch, file, reading_from_data(file.reading).with_invited(person))

    await desk.transact(job)


async def told_by_the_victim(desk: CaseDesk, note: str = "Overslaan") -> int:
    """By taps: a case that the coach took up, of the pupil who reported it, with this note on what was told."""
    number = await desk.open_case(read_by_coach(desk.now))
    await desk.take_up(number)
    await desk.tap(COACH, "Om welke leerling gaat het?")
    await desk.answers(COACH, "Dit is de leerling zelf", "Ja, dit is de leerling zelf")
    await desk.tap(COACH, "Gedaan: Leg vast")
    await desk.answers(COACH, "Vandaag", note)
    return number


async def to_view(desk: CaseDesk, number: int, *views: str, person: str) -> None:
    """A fresh card, and on it one button after another."""
    await desk.open_card(person, number)
    for view in views:
        await desk.tap(person, view)


async def views_behind_more(desk: CaseDesk, number: int) -> dict[str, str]:
    """What the coach reads on each view behind "Meer", by the beginning of its button."""
    await to_view(desk, number, "Meer", person=COACH)
    seen, labels = {"Meer": desk.last(COACH).text}, desk.labels(COACH)
    for view in (one for one in _VIEWS if any(label.startswith(one) for label in labels)):
        await to_view(desk, number, "Meer", view, person=COACH)
        seen[view] = desk.last(COACH).text
    return seen
