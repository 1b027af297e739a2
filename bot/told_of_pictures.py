"""A reporter spoke of a picture on which somebody may be naked: the case knows it, and nobody has it copied (AX-17).

The bot concludes nothing from it: a person at school says whether there is such a picture. Everything here works inside
the transaction of a Batch.
"""

from bot.batch import Batch
from bot.case_office import CaseOffice
from bot.case_opening import BY_REPORTER
from casework.case_events import FactEstablished
from casework.naked_pictures import PICTURE_TOLD
from casework.report import AdditionKind
from storage import reports


async def heed_pictures(batch: Batch, office: CaseOffice, number: int) -> bool:
    """Whether the open case `number` only now knows what its reporters said of such a picture.

    What is held from somebody, until it is clear whom it is about, is not known yet. The hour is told, as of all that
    follows on what a reporter did (design 4.8).
    """
    case_file = await office.case(batch, number)
    if case_file is None or not case_file.is_open or not await _is_told(batch, number):
        return False
    case = office.folded(case_file)
    if case.facts().get(PICTURE_TOLD) is True:
        return False
    hour = batch.now.replace(minute=0, second=0, microsecond=0)
    at = max(hour, case.last_event_at or hour)
    told = FactEstablished(at=at, by=BY_REPORTER, fact=PICTURE_TOLD, value=True)
    await office.add_events(batch, case_file, (told,))
    return True


async def _is_told(batch: Batch, number: int) -> bool:
    await batch.flush()
    for stored in await reports.reports_of_case(batch.connection, batch.vault, number):
        sealer = await batch.sealer(stored.id)
        told = () if sealer is None else await reports.told_with(batch.connection, sealer, stored.id)
        if any(one.kind == AdditionKind.PICTURE and not one.held_from for one in told):
            return True
    return False
