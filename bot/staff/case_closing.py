"""What is still open in a case that is about to be closed: said, in the words of its duties, before the last tap."""

from dataclasses import dataclass

from bot.batch import Batch
from bot.flows.words import phrase
from bot.spoken import spoken
from bot.staff.card_scene import CardScene, all_duties, duty_words
from casework.duties import Duty
from storage import reports
from storage.cases import CaseFile
from storage.dues import DueKind, dues_about

_NOT_LEFT_OPEN = frozenset({"acknowledge", "gate", "conclude", "records", "intervention"})
"""What closing itself answers, and what has a line of its own here."""


@dataclass(frozen=True)
class OpenWork:
    """What is still open: a line for each, "" when nothing is. `needs_why` tells that work is left undone; what runs
    ends with the case, and an entry for the school's own system is asked for afterwards too."""

    lines: str
    needs_why: bool


async def open_work(batch: Batch, case_file: CaseFile, scene: CardScene, *, with_message: bool = True) -> OpenWork:
    """What nobody did yet, whether the reporter waits for an answer, which means run, and what was not typed over.

    Without `with_message` where the message of a reporter goes along to another case.
    """
    undone = [phrase("case-open-line", what=duty_words(duty, scene.today, scene.means)) for duty in _left(scene)]
    if with_message and await _awaits_answer(batch, case_file):
        undone.append(phrase("case-open-message"))
    running = [phrase("case-open-running", what=one.label) for one in scene.card.interventions if one.running]
    records = [duty for duty in all_duties(scene.card) if duty.kind == "records"]
    entries = [phrase("case-open-records", what=duty_words(duty, scene.today, scene.means)) for duty in records]
    told = dict.fromkeys(spoken(line) for line in (*undone, *running, *entries))
    return OpenWork("\n".join((spoken(phrase("case-open-head")), *told)) if told else "", bool(undone or running))


def _left(scene: CardScene) -> list[Duty]:
    """What comes back and was done before ends with the case; that is no work left undone."""
    done = {offer.key for offer in scene.card.offers if offer.done}
    return [one for one in all_duties(scene.card) if one.kind not in _NOT_LEFT_OPEN and one.action not in done]


async def _awaits_answer(batch: Batch, case_file: CaseFile) -> bool:
    await batch.flush()
    for stored in await reports.reports_of_case(batch.connection, batch.vault, case_file.number):
        if await dues_about(batch.connection, DueKind.ANSWER, stored.id):
            return True
    return False
