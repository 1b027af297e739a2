"""What comes back for the whole school: `/jaar`, and the buttons that say that something is done or has to wait."""

import os
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby
from typing import Any

from bot.flows.case_questions import CaseFacts, given_option
from bot.flows.conversation import Conversation
from bot.flows.periodic_flow import DONE_DAY, LATER_DAY, PERIODIC_DONE, PERIODIC_LATER, refused_day
from bot.flows.question import Answers, Flow
from bot.flows.words import Button, Message, Phrase, Words, phrase
from bot.house import House
from bot.protocol_pages.words import everybody, how_often
from bot.spoken import spoken
from bot.staff.periodic_book import PeriodicBook, PeriodicLine, button_subject, open_periodic_button
from bot.staff_desk import Visit, start_flow
from bot.texts.dates import MONTHS, day_seen_from, full_date_words
from casework.calendar import local_date
from casework.periodic import is_asked

_LINES_IN_A_MESSAGE = 10
_MOST_BUTTONS = 12
_WEEKS_OFFERED = (1, 4, 8)


class PeriodicRoom:
    """/jaar, and what a tap on a duty that comes back brings about."""

    buttons = frozenset({"periodic-open", "periodic-done", "periodic-later"})
    commands = frozenset({"jaar"})
    flows: Mapping[str, Flow] = {flow.id: flow for flow in (PERIODIC_DONE, PERIODIC_LATER)}

    def __init__(self, house: House, book: PeriodicBook) -> None:
        self._house = house
        self._book = book

    async def facts(self, visit: Visit) -> CaseFacts:
        today = local_date(visit.batch.now)

        def refusal(answers: Answers) -> Words | None:
            return refused_day(answers, today)

        return CaseFacts(spoken, today, MONTHS, refusal)

    async def on_command(self, visit: Visit, name: str, argument: str) -> None:
        """`/jaar`: what comes back when, whose it is, and when it was last done."""
        await visit.batch.flush()
        lines = await self._book.lines(visit.batch.connection)
        if not lines:
            visit.say(phrase("periodic-none"))
            return
        parts = [phrase("periodic-head"), *self._said(visit, lines)]
        own = list(self._asked_of(visit, lines))
        for first in range(0, len(parts), _LINES_IN_A_MESSAGE):
            shown = tuple(parts[first : first + _LINES_IN_A_MESSAGE])
            is_last = first + _LINES_IN_A_MESSAGE >= len(parts)
            buttons = tuple((button,) for button in own[:_MOST_BUTTONS]) if is_last else ()
            visit.batch.say(visit.address, Message(shown, buttons))

    async def on_button(self, visit: Visit, kind: str, subject: str) -> None:
        line = await self._line(visit, subject)
        if line is None or line.due_on is None:
            visit.toast("toast-old-button")
        elif not self._book.may_answer(line.duty, visit.person):
            visit.toast("toast-not-your-duty")
        elif kind == "periodic-open":
            message = self._book.message(line.duty, line.due_on, local_date(visit.batch.now))
            visit.batch.say(visit.address, message)
        else:
            await self._ask(visit, PERIODIC_DONE if kind == "periodic-done" else PERIODIC_LATER, line, line.due_on)

    async def on_finished(self, visit: Visit, talk: Conversation) -> None:
        """The day is known: it is noted or waits, in the transaction that answers; a second answer changes nothing."""
        line = await self._line(visit, talk.subject)
        if line is None or not self._book.may_answer(line.duty, visit.person):
            visit.say(phrase("periodic-answered-already"))
            return
        what = line.duty.periodic.label
        if DONE_DAY in talk.answers:
            day = date.fromisoformat(talk.answers[DONE_DAY])
            due_on = await self._book.done(visit.batch, line.duty, visit.person, day)
            again = full_date_words(due_on) if due_on else ""
            visit.say(phrase("periodic-noted", what=what, day=full_date_words(day), again=again))
        else:
            due_on = self._book.postpone(visit.batch, line.duty, date.fromisoformat(talk.answers[LATER_DAY]))
            visit.say(phrase("periodic-waits", what=what, day=day_seen_from(local_date(visit.batch.now), due_on)))

    async def _ask(self, visit: Visit, flow: Flow, line: PeriodicLine, due_on: date) -> None:
        given: dict[str, Any] = {"about": line.duty.periodic.label}
        if flow is PERIODIC_LATER:
            given["options"] = list(self._days_offered(local_date(visit.batch.now), due_on))
        subject = button_subject(line.duty, due_on)
        start_flow(visit, flow, await self.facts(visit), os.urandom(4).hex(), subject, **given)

    def _days_offered(self, today: date, due_on: date) -> Iterator[list[str]]:
        """Days after the one on which it is due; after today once it is late."""
        key = "periodic-in-weeks" if due_on <= today else "periodic-weeks-later"
        for weeks in _WEEKS_OFFERED:
            day = self._house.calendar.on_or_after(max(today, due_on) + timedelta(weeks=weeks))
            label = spoken(phrase(key, weeks=weeks, day=day_seen_from(today, day)))
            yield given_option(f"d{weeks}", day.isoformat(), label)

    async def _line(self, visit: Visit, subject: str) -> PeriodicLine | None:
        """The duty of a button, if it is still due on the day for which the button was made."""
        await visit.batch.flush()
        lines = await self._book.lines(visit.batch.connection)
        return next((line for line in lines if line.due_on and button_subject(line.duty, line.due_on) == subject), None)

    def _asked_of(self, visit: Visit, lines: list[PeriodicLine]) -> Iterator[Button]:
        """A button for each duty of the visitor's own; a deputy gets the buttons with the message."""
        is_admin = visit.person == self._house.school.admin
        for line in lines:
            people = self._book.people_of(line.duty)
            if line.due_on is not None and (visit.person in people or (is_admin and not people)):
                yield open_periodic_button(line.duty, line.due_on)

    def _said(self, visit: Visit, lines: list[PeriodicLine]) -> Iterator[Phrase]:
        """A paragraph for each duty of the protocol; of one that everybody does for themselves the visitor's own."""
        by_key = sorted(lines, key=lambda line: line.duty.periodic.key)
        groups = {key: list(group) for key, group in groupby(by_key, key=lambda line: line.duty.periodic.key)}
        for key in dict.fromkeys(line.duty.periodic.key for line in lines):
            own = [line for line in groups[key] if line.duty.person in (None, visit.person)]
            today = local_date(visit.batch.now)
            yield self._paragraph(own[0] if own else groups[key][0], today, others=not own)

    def _paragraph(self, line: PeriodicLine, today: date, *, others: bool) -> Phrase:
        """Of what others do for themselves only when it is due next, not who has done what."""
        duty = line.duty.periodic
        done_on = None if others else line.done_on
        done_by = line.done_by if done_on else None
        return phrase(
            "periodic-line",
            what=duty.label,
            often=how_often(duty),
            who=everybody(self._house.protocol, (duty.by,)),
            due=full_date_words(line.due_on) if line.due_on else "",
            asked="no" if not is_asked(duty) else "late" if line.due_on and line.due_on < today else "yes",
            times="none" if done_on is None else "by" if done_by else "own",
            done=full_date_words(done_on) if done_on else "",
            by=self._house.name_of(done_by) if done_by else "",
        )
