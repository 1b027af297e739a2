"""All that the reporters of a case told, read once for whatever looks at it."""

from bot.batch import Batch
from storage import reports
from storage.reports import StoredReport, Told

ToldLines = tuple[tuple[StoredReport, tuple[Told, ...]], ...]
"""Each report with the lines that were told or said with it afterwards, in their order."""


async def told_lines(batch: Batch, number: int) -> ToldLines:
    """The reports of case `number` as the batch knows them, but for those of which the key was erased."""
    await batch.flush()
    found = []
    for stored in await reports.reports_of_case(batch.connection, batch.vault, number):
        sealer = await batch.sealer(stored.id)
        if sealer is not None:
            found.append((stored, tuple(await reports.told_with(batch.connection, sealer, stored.id))))
    return tuple(found)
