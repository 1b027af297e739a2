"""What a reporter sees behind a code: how it stands, and the thread with the school."""

from bot.batch import Batch
from bot.flows.after_sending import BEHIND_CODE
from bot.flows.small_buttons import small_button
from bot.flows.words import Message, Phrase, Words, phrase
from bot.house import House
from bot.reading import reading_from_data
from storage import cases, pictures, reports
from storage.pictures import PictureState
from storage.reports import Told

MESSAGES_SHOWN = 20


async def status_message(batch: Batch, house: House, report_id: bytes) -> Message | None:
    """The message that a code opens; None when the report was erased."""
    stored = await reports.report_by_id(batch.connection, batch.vault, report_id)
    sealer = await batch.sealer(report_id)
    if stored is None or sealer is None:
        return None
    case = await cases.case_by_number(batch.connection, batch.vault, stored.case_number)
    reading = reading_from_data(case.reading) if case else None
    reader = (reading.taken_up_by or reading.reader) if reading else None
    status = stored.status.value.replace("_", "-")
    name: Words = house.name_of(reader) if reader else phrase("somebody-at-school")
    parts: list[Words] = [phrase(f"code-status-{status}", reader=name)]
    for one in (await reports.told_with(batch.connection, sealer, report_id))[-MESSAGES_SHOWN:]:
        parts.extend(_in_thread(one))
    parts.extend(await _picture_words(batch, report_id))
    parts.append(phrase("code-opened"))
    more = small_button("more", BEHIND_CODE)
    return Message(tuple(parts), ((more,),), address_form=stored.report.address_form)


def _in_thread(one: Told) -> tuple[Words, ...]:
    if one.kind == "school":
        return (phrase("code-thread-school"), one.text)
    return (phrase("code-thread-you"), one.text)


async def _picture_words(batch: Batch, report_id: bytes) -> list[Phrase]:
    states = [state for _, state in await pictures.pictures_of(batch.connection, report_id)]
    words = []
    kept = states.count(PictureState.KEPT)
    if kept:
        words.append(phrase("code-pictures", count=kept))
    if PictureState.GONE in states or PictureState.REFUSED in states:
        words.append(phrase("code-picture-failed"))
    return words
