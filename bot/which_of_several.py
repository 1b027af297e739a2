"""Which report a sentence is about, for who can see more than one: told before it, as the own list says it."""

from bot.batch import Batch
from bot.flows.words import Phrase, phrase
from storage import reports
from storage.reports import Reporter, StoredReport


async def which_of_several(batch: Batch, reporter: Reporter, stored: StoredReport) -> tuple[Phrase, ...]:
    """The number of the report and the day on which it was sent; nothing for who has only this one. Who flagged it in a
    break always reads where and when that was: they may have seen several things in one day.

    What was sent with a code, or without contact, counts for nobody: no row says whose it is (design 4.8).
    """
    if stored.report.place is not None:
        return (_of_flag(stored, stored.report.place),)
    if len(await _own_reports(batch, reporter)) < 2:
        return ()
    return (phrase("about-report", number=stored.case_number, sent_on=stored.received_on),)


def _of_flag(stored: StoredReport, place: str) -> Phrase:
    number, day, at = stored.case_number, stored.received_on, stored.report.flagged_at
    if at is None:
        return phrase("about-flag-of-day", number=number, place=place, day=day)
    return phrase("about-flag", number=number, place=place, day=day, at=at)


async def _own_reports(batch: Batch, reporter: Reporter) -> list[reports.OwnReportRow]:
    if reporter.person is not None:
        return await reports.reports_of_person(batch.connection, reporter.person)
    return await reports.reports_of_chats(batch.connection, [reporter.chat])
