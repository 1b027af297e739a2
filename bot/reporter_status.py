"""What a reporter sees behind a code: how it stands, their own steps, and the thread with the school."""

from collections.abc import Iterator, Sequence
from datetime import date

from bot.batch import Batch
from bot.flows.after_sending import code_buttons
from bot.flows.facts import ReporterFacts, SaidOfSomebody
from bot.flows.help_lines import clock_of_words
from bot.flows.own_report_words import name_or_somebody, names_known, read_already
from bot.flows.pupil_steps import step_lines
from bot.flows.reading_plan import MOST_DENIED
from bot.flows.shown_words import SHOWN_OF_A_STORY, shown_words
from bot.flows.words import Message, Phrase, Words, in_one_sentence, phrase
from bot.house import House
from bot.pupil_steps import steps_for
from bot.report_standing import Standing, standing_of
from bot.reporter_telling import who_wrote
from casework.report import FROM_REPORTER, FROM_SCHOOL, AdditionKind, Report
from casework.triage import speaks_of_staff
from storage import cases, pictures, reports
from storage.pictures import PictureState
from storage.reports import Told

MESSAGES_SHOWN = 20
_NOT_TYPED = frozenset({AdditionKind.ANSWERED, AdditionKind.CONCERN, AdditionKind.PICTURE})
"""The bot's words for what was tapped: not what the reporter wrote."""


async def status_message(batch: Batch, house: House, report_id: bytes, facts: ReporterFacts) -> Message | None:
    """The message that a code opens; None when the report was erased. Where the reporter's own words stand that point
    at danger, the clock and whom to call stand above them, as when they were sent (design 4.14)."""
    stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
    sealer = await batch.sealer(report_id)
    if stored is None or sealer is None:
        return None
    case = await cases.case_by_number(batch.connection, batch.vault, stored.case_number)
    told = [one for one in await reports.told_with(batch.connection, sealer, report_id) if one.kind not in _NOT_TYPED]
    own = [stored.report.story, *(one.text for one in told if one.kind != FROM_SCHOOL)]
    parts: list[Words] = [*clock_of_words(facts, *own)]
    parts += _standing_words(house, standing_of(house, stored.status, case))
    steps = None if case is None else await steps_for(batch.connection, house, case, report_id, batch.now)
    parts += () if steps is None else step_lines(steps)
    parts += [phrase("code-thread-you", day=stored.received_on), shown_words(stored.report.story, SHOWN_OF_A_STORY)]
    for one in told[-MESSAGES_SHOWN:]:
        parts.extend(_in_thread(house, one))
    kept = await pictures.count_kept(batch.connection, report_id)
    parts.extend(await _picture_words(batch, report_id))
    parts.append(phrase("code-opened"))
    buttons = tuple((button,) for button in code_buttons(pictures=kept))
    return Message(tuple(parts), buttons, address_form=stored.report.address_form)


def _standing_words(house: House, standing: Standing) -> Iterator[Phrase]:
    """How it stands, and who may read it besides whoever has it: the same people as in the own list."""
    yield _status_words(house, standing)
    also = names_known(standing.also_read, house.school)
    if also:
        yield phrase("own-report-also", names=in_one_sentence(also))


def _status_words(house: House, standing: Standing) -> Phrase:
    to_take_up = names_known(standing.waits_for, house.school)
    if to_take_up:
        return phrase("code-status-to-take-up", names=", ".join(to_take_up))
    if standing.is_late:
        return phrase("report-all-asked", read=read_already(standing))
    reader = name_or_somebody(standing.reader, house.school)
    if standing.seen_by is None or standing.read_by is None:
        return phrase(f"code-status-{standing.status.value.replace('_', '-')}", reader=reader)
    seen_by = name_or_somebody(standing.seen_by, house.school)
    return phrase("code-status-read-before", seen_by=seen_by, reader=reader, read_by=standing.read_by)


def asked_on(told: Sequence[Told], today: date) -> date | None:
    """The local day on which the school last wrote to the reporter; None when it never did, or when that was answered
    before `today`."""
    written = [one for one in told if one.kind == FROM_SCHOOL]
    if not written:
        return None
    answers = [one for one in told if one.kind == FROM_REPORTER and one.place > written[-1].place]
    return None if any(one.told_on < today for one in answers) else written[-1].told_on


def said_of_somebody(house: House, report: Report, told: Sequence[Told]) -> SaidOfSomebody:
    """What the reporter answered before to whether it is about somebody who works here: that it is about staff, or for
    how many of the words that speak of such a person it is not. What still waits for that answer counts as none; what
    was told beside other words, which may have had one answer with them, as no more; what was told to a program that
    did not ask it, as never asked: once too often is fine, never is not."""
    waiting = {person for one in told if one.asked is not None for person in one.asked.accused}
    accused = tuple(sorted(report.subjects | waiting))
    if accused or report.facts.get("offender_class") == "staff":
        return SaidOfSomebody(is_staff=True, accused=accused, is_sexual=report.facts.get("category") == "sexual")
    typed = [one for one in told if one.kind not in (*_NOT_TYPED, FROM_SCHOOL) and not one.held_from]
    story = ((report.story, False),) if report.staff_asked else ()
    words = (*story, *((one.text, one.kind == AdditionKind.MORE) for one in typed if one.knows_asked))
    spoke = [beside for text, beside in words if speaks_of_staff(text, house.school, report.class_id)]
    asked = max(spoke.count(False), min(len(spoke), 1))
    return SaidOfSomebody(denied=min(asked, MOST_DENIED))


def _in_thread(house: House, one: Told) -> tuple[Words, ...]:
    if one.kind == FROM_SCHOOL:
        return (phrase("code-thread-school", name=who_wrote(house, one), day=one.told_on), one.text)
    asked = (one.question,) if one.question else ()
    return (phrase("code-thread-you", day=one.told_on), *asked, one.text)


async def _picture_words(batch: Batch, report_id: bytes) -> list[Phrase]:
    states = [state for _, state in await pictures.pictures_of(batch.connection, report_id)]
    words = []
    kept = states.count(PictureState.KEPT)
    if kept:
        words.append(phrase("code-pictures", count=kept))
    if PictureState.GONE in states or PictureState.REFUSED in states:
        words.append(phrase("code-picture-failed"))
    return words
