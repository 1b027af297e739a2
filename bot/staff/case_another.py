"""What follows when it turns out to be another pupil than was said first, told before that counts."""

from collections.abc import Iterator
from datetime import datetime

from bot.flows.words import Words, phrase
from bot.staff.card_scene import CardScene
from casework.case import Case, applied
from casework.case_events import VictimIdentified
from casework.pupil_view import confirmed_victim
from storage.cases import CaseFile

_ANOTHER = "another"


def follows_from_another(
    case: Case, case_file: CaseFile, scene: CardScene, now: datetime, *, is_reporter: bool
) -> Iterator[Words]:
    """A line for each thing that counts no longer, is asked anew or that others hear; `is_reporter`: the new pupil."""
    identified = VictimIdentified(at=now, by=_ANOTHER, pupil=_ANOTHER, is_reporter=is_reporter)
    after = applied(case, identified)
    if case.consents and not after.consents:
        yield phrase("case-another-consents")
    if after.done.keys() != case.done.keys():
        yield phrase("case-another-work")
    if confirmed_victim(case_file.events) is not None and not is_reporter:
        yield phrase("case-another-reporter")
    if _about_home(after) != _about_home(case):
        yield phrase("case-another-home", who=scene.home_decider)


def _about_home(case: Case) -> tuple[object, ...]:
    return (case.home_told_at, case.home_decision, case.home_pupils, case.home_forbidden)
