"""A reporter spoke of a picture on which somebody may be naked, with a button or in words: the case knows it (AX-17).

The bot concludes nothing from it: a person at school says whether there is such a picture. Everything here works inside
the transaction of a Batch.
"""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import BY_REPORTER
from bot.house import House
from bot.reading import reading_from_data
from bot.staff.duty_book import DutyBook
from bot.words_of_pictures import tells_of_picture
from casework.case_events import FactEstablished
from casework.naked_pictures import PICTURE_TOLD
from storage import reports
from storage.cases import CaseFile


async def heed_pictures(batch: Batch, house: House, office: CaseOffice, number: int) -> bool:
    """Whether the open case `number` only now knows what its reporters said of such a picture.

    What is held from one of those who may read the case, until it is clear whom it is about, is not known yet. The hour
    is told, as of all that follows on what a reporter did (design 4.8). Whoever leads the step of a case that was taken
    up is reminded from then on to say whether there is one.
    """
    case_file = await office.case(batch, number)
    if case_file is None or not case_file.is_open:
        return False
    case = office.folded(case_file)
    if case.facts().get(PICTURE_TOLD) is True or not await _is_told(batch, case_file):
        return False
    hour = batch.now.replace(minute=0, second=0, microsecond=0)
    at = max(hour, case.last_event_at or hour)
    told = FactEstablished(at=at, by=BY_REPORTER, fact=PICTURE_TOLD, value=True)
    changed = await office.add_events(batch, case_file, (told,))
    if reading_from_data(changed.reading).taken_up_by is not None:
        await DutyBook(house, office).refresh(batch, changed)
    return True


async def _is_told(batch: Batch, case_file: CaseFile) -> bool:
    await batch.flush()
    readers = reading_from_data(case_file.reading).may_read
    for stored in await reports.reports_of_case(batch.connection, batch.vault, case_file.number):
        sealer = await batch.sealer(stored.id)
        if sealer is None:
            continue
        if tells_of_picture(stored.report, await reports.told_with(batch.connection, sealer, stored.id), *readers):
            return True
    return False
