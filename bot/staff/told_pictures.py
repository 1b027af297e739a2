"""What a reporter said of a picture with somebody naked in it: the card then asks whether that is so.

The bot concludes nothing from it: a person says whether there is such a picture.
"""

from bot.batch import Batch
from casework.case import Case
from casework.fact_questions import fact_asks
from casework.naked_pictures import fact_of_pictures
from casework.report import AdditionKind
from storage import reports
from storage.cases import CaseFile


async def picture_asked(batch: Batch, case_file: CaseFile, case: Case, person: str) -> str | None:
    """The fact that tells it, when a report that `person` may read speaks of it and nobody answered that; else None."""
    fact = fact_of_pictures(case.protocol)
    if not any(ask.fact == fact and ask.current is None for ask in fact_asks(case)):
        return None
    await batch.flush()
    return fact if await _is_told(batch, case_file.number, person) else None


async def _is_told(batch: Batch, number: int, person: str) -> bool:
    for stored in await reports.reports_of_case(batch.connection, batch.vault, number):
        sealer = await batch.sealer(stored.id)
        told = [] if sealer is None else await reports.told_with(batch.connection, sealer, stored.id)
        if any(one.kind == AdditionKind.PICTURE and person not in one.held_from for one in told):
            return True
    return False
