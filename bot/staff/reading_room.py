"""Where a notice becomes a story for a while, and where somebody takes it up."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.flows.conversation import Conversation
from bot.flows.question import Flow
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, phrase
from bot.house import House
from bot.outgoing import EditMessage
from bot.reading import asked_to_read
from bot.spoken import spoken
from bot.staff.access import (
    can_be_written_to,
    name_and_day,
    readable_case,
    reading_now,
    reading_of_case,
    where_it_goes_on,
)
from bot.staff.case_acts import CaseActs
from bot.staff.danger_line import danger_line
from bot.staff.facts import staff_facts
from bot.staff.shown import ShownContent, labelled, may_pass
from bot.staff.shown_pictures import ShownPictures
from bot.staff.story_pages import ToldReport, pages_of, story_parts
from bot.staff.told_lines import told_lines
from bot.staff_desk import Visit
from casework.case_commands import Acknowledge
from casework.wording import Refusal
from storage import pictures
from storage.cases import CaseFile
from storage.dues import Due
from storage.pictures import PictureState

_ON_NOTICES = frozenset({"read", "pictures", "taken", "pass"})
"""What stands under a notice, which may be older than the joining of its case to another one."""

ShowCard = Callable[[Visit, CaseFile], Awaitable[None]]


class ReadingRoom:
    """The buttons under a notice and under the story that a tap puts in its place."""

    buttons = frozenset({"read", "page", "hide", "pictures", "taken", "pass", "remove", "cover"})
    commands: frozenset[str] = frozenset()
    flows: Mapping[str, Flow] = {}

    def __init__(self, house: House, office: CaseOffice, acts: CaseActs, show_card: ShowCard) -> None:
        self._house = house
        self._office = office
        self._acts = acts
        self._show_card = show_card
        self._shown = ShownContent(house, office)
        self._pictures = ShownPictures(house, office, self._shown)

    async def facts(self, visit: Visit) -> Any:
        return staff_facts(self._house, visit.person, visit.batch.now)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """This room has no commands."""

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """This room has no flows."""

    async def on_hide_due(self, batch: Batch, due: Due) -> None:
        """For the sweep: what was shown is taken away."""
        await self._shown.on_hide_due(batch, due)

    async def hide_from(self, batch: Batch, number: int, person: str) -> None:
        """Somebody may not see this case any more: what stands on their screen, or is on its way there, goes."""
        await self._shown.hide_from(batch, number, person)

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        if kind == "remove":
            await self._pictures.remove(visit, subject)
            return
        if kind == "cover":
            await self._pictures.cover(visit, subject)
            return
        words, _, page = subject.partition(".")
        case = await readable_case(self._office, visit, words)
        if case is not None and kind in _ON_NOTICES:
            case = await where_it_goes_on(self._house, self._office, visit, case)
        if case is not None:
            await self._on_case(visit, kind, case, int(page) if page.isdecimal() else 0)

    async def _on_case(self, visit: Visit, kind: str, case: CaseFile, page: int) -> None:
        match kind:
            case "read":
                await self._read(visit, case)
            case "page":
                await self._turn_to(visit, case, page)
            case "hide":
                await self._hide(visit, case)
            case "pictures":
                await self._show_pictures(visit, case)
            case "taken":
                await self._take_up(visit, case, page)
            case "pass":
                await self._pass(visit, case)

    async def _read(self, visit: Visit, case: CaseFile) -> None:
        """P001 N-01: whoever has the case reads what was told. The reporter hears of the first time, once it is
        there to be read."""
        message = visit.arrival.tapped_message
        if message is None:
            buttons = ((small_button("read", str(case.number)),),)
            words = phrase("notice-back", number=case.number)
            visit.batch.say(visit.address, Message((words,), buttons, protected=True), case_number=case.number)
            return
        first_read = await self._office.mark_read(visit.batch, case, visit.person)
        removal = await self._shown.expect_story(visit.batch, case.number, visit.address, message)
        await self._show(visit, case, message, 0, first_read, removal)

    async def _turn_to(self, visit: Visit, case: CaseFile, page: int) -> None:
        """Another page of a story that stands there; on a notice that was put back it is an old button."""
        message = visit.arrival.tapped_message
        if message is None or not await self._is_shown(visit, case, message):
            visit.toast("toast-old-button")
            return
        await self._show(visit, case, message, page)

    async def _show_pictures(self, visit: Visit, case: CaseFile) -> None:
        """Where none is left, the story that still counts them is told as it is now."""
        message = visit.arrival.tapped_message
        any_left = await self._pictures.show(visit, case)
        if not any_left and message is not None and await self._is_shown(visit, case, message):
            await self._show(visit, case, message, 0)

    async def _is_shown(self, visit: Visit, case: CaseFile, message: int) -> bool:
        return await self._shown.story_is_shown(visit.batch, case.number, visit.address, message)

    async def _show(
        self,
        visit: Visit,
        case: CaseFile,
        message: int,
        page: int,
        first_read: Sequence[bytes] = (),
        new_removal: str | None = None,
    ) -> None:
        told = await told_reports(visit.batch, case.number)
        danger = danger_line(self._house, reading_of_case(case), told, visit.person) if case.is_open else None
        parts = story_parts(self._house.school, case.number, told, visit.person, danger)
        pages = pages_of(parts, spoken)
        at = min(page, len(pages) - 1)
        buttons = self._story_buttons(case, visit.person, told, at, len(pages))
        words = Message(pages[at], buttons, protected=True)
        story = EditMessage(words, message, tuple(one.hex() for one in first_read), new_removal)
        visit.batch.send(visit.address, story, key_id=case.key_id, case_number=case.number)

    def _story_buttons(
        self, case: CaseFile, person: str, told: Sequence[ToldReport], page: int, pages: int
    ) -> tuple[tuple[Button, ...], ...]:
        subject = str(case.number)
        acknowledged = self._office.folded(case).acknowledged
        kept = sum(one.pictures for one in told)
        reading, school = reading_of_case(case), self._house.school
        can_write = any(can_be_written_to(school, reading, one.stored.report) for one in told)
        offered = (
            (small_button("taken", f"{subject}.{page}"), case.is_open and not acknowledged),
            (small_button("card", subject, number=case.number), acknowledged or not case.is_open),
            (small_button("pictures", subject, count=kept), kept > 0),
            (small_button("write", subject), case.is_open and can_write),
            (small_button("pass", subject), may_pass(case, person)),
            (small_button("hide", subject), True),
        )
        turning = _page_buttons(subject, page, pages)
        return (*((turning,) if turning else ()), *((button,) for button, is_offered in offered if is_offered))

    async def _hide(self, visit: Visit, case: CaseFile) -> None:
        """Whoever hides a story at once wants nothing of it seen: its pictures go with it."""
        message = visit.arrival.tapped_message
        if message is None or not await self._is_shown(visit, case, message):
            visit.toast("toast-old-button")
            return
        await self._shown.put_notice_back(visit.batch, case.number, visit.address, message)
        await self._shown.take_pictures_away(visit.batch, case.number, visit.address)

    async def _take_up(self, visit: Visit, case: CaseFile, page: int) -> None:
        """Somebody takes it up; who comes later hears who was first."""
        folded = self._office.folded(case)
        if not case.is_open or folded.is_closed:
            visit.say(phrase("staff-case-closed", number=case.number))
        elif folded.acknowledged:
            self._say_taken(visit, case)
        else:
            taken = await self._acts.perform(visit.batch, case, Acknowledge(), visit.person)
            if isinstance(taken, Refusal):
                visit.say(phrase(taken.key, **dict(taken.fields)))
                return
            await self._taken_up(visit, taken, page)

    def _say_taken(self, visit: Visit, case: CaseFile) -> None:
        by = reading_of_case(case).taken_up_by
        if by is None or by == visit.person:
            visit.toast("toast-already-yours")
            return
        visit.say(phrase("staff-already-taken", number=case.number, name=self._house.name_of(by)))

    async def _taken_up(self, visit: Visit, case: CaseFile, page: int) -> None:
        fresh = await self._office.case(visit.batch, case.number)
        if fresh is None:
            return
        message = visit.arrival.tapped_message
        if message is not None and await self._is_shown(visit, fresh, message):
            await self._show(visit, fresh, message, page)
        await self._show_card(visit, fresh)

    async def _pass(self, visit: Visit, case: CaseFile) -> None:
        """Not me, or I cannot: the next in line has it at once. After taking it up the card hands it over."""
        if not may_pass(case, visit.person):
            if case.is_open and reading_of_case(case).taken_up_by == visit.person:
                visit.say(phrase("staff-pass-after-taking", number=case.number))
                await self._show_card(visit, case)
            elif visit.person in self._all_asked(visit, case):
                visit.say(phrase("staff-passed-all-asked", number=case.number))
            else:
                visit.toast("toast-not-with-you")
            return
        await self._office.pass_on(visit.batch, case.number)
        if visit.arrival.tapped_message is not None:
            message = visit.arrival.tapped_message
            await self._shown.put_notice_back(visit.batch, case.number, visit.address, message)
        reading = await reading_now(self._office, visit.batch, case.number)
        follower = None if reading is None else name_and_day(self._house, reading)
        if reading is not None and reading.all_asked:
            visit.say(phrase("staff-passed-all-asked", number=case.number))
        elif follower is None:
            visit.say(phrase("staff-passed-nobody", number=case.number))
        else:
            visit.say(phrase("staff-passed", number=case.number, name=follower[0], read_by=follower[1]))

    def _all_asked(self, visit: Visit, case: CaseFile) -> tuple[str, ...]:
        reading = reading_of_case(case)
        is_over = not case.is_open or not reading.all_asked
        return () if is_over else asked_to_read(self._house, reading, visit.batch.now)


def _page_buttons(subject: str, page: int, pages: int) -> tuple[Button, ...]:
    buttons = []
    if page > 0:
        buttons.append(labelled(small_button("page", f"{subject}.{page - 1}"), "small-page-earlier"))
    if page + 1 < pages:
        buttons.append(labelled(small_button("page", f"{subject}.{page + 1}"), "small-page-later"))
    return tuple(buttons)


async def told_reports(batch: Batch, number: int) -> list[ToldReport]:
    """The reports of a case with all that was told afterwards, oldest first."""
    oldest_first = sorted(await told_lines(batch, number), key=lambda one: (one[0].received_on, one[0].id))
    found = []
    for stored, lines in oldest_first:
        count = await pictures.count_pictures(batch.connection, stored.id)
        lost = count[PictureState.GONE] + count[PictureState.REFUSED]
        found.append(ToldReport(stored, lines, count[PictureState.KEPT], count[PictureState.WANTED], lost))
    return found
