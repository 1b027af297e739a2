"""What is still open in a case that is about to be closed, or in a step that is about to be left, and what was recorded
that a closing contradicts.

It is said, in the words of its duties, before the last tap.
"""

from collections.abc import Iterable, Iterator

from bot.batch import Batch
from bot.flows.case_questions import OpenWork
from bot.flows.words import Phrase, phrase
from bot.spoken import spoken
from bot.staff.card_home import held_work
from bot.staff.card_runs import name_of
from bot.staff.card_scene import CardScene, duty_on_card, is_question, label_words, pupil_words
from bot.staff.fact_words import value_words
from bot.staff.told_lines import told_lines
from casework.case import Case
from casework.contradictions import contradicted_by
from casework.duties import Duty, duties
from casework.fact_questions import question_about
from casework.families import contacts_refused
from casework.report import FROM_SCHOOL, AdditionKind
from casework.terms import Calendar
from storage import pictures, reports
from storage.cases import CaseFile
from storage.dues import DueKind, dues_about

_NOT_LEFT_OPEN = frozenset({"acknowledge", "gate", "conclude", "records", "intervention"})
"""What closing itself answers, and what has a line of its own here."""


_NOT_FROM_REPORTER = frozenset({FROM_SCHOOL, AdditionKind.CONCERN})


async def open_work(
    batch: Batch, case_file: CaseFile, case: Case, scene: CardScene, *, with_message: bool = True
) -> OpenWork:
    """What nobody did yet, also what parents wait for, whether the reporter waits for an answer, which means run, what
    was not typed over, what its reader walked away from, and what stands against contact with home.

    Without `with_message` where the message of a reporter goes along to another case.
    """
    undone = [phrase("case-open-line", what=duty_on_card(scene, duty)) for duty in _left(scene)]
    undone += [phrase("case-open-line", what=waits) for waits in held_work(scene)]
    if scene.knows_who_was_not_added:
        undone.append(phrase("case-open-nobody-added"))
    if with_message and await _awaits_answer(batch, case_file):
        undone.append(phrase("case-open-message"))
    running = [phrase("case-open-running", what=name_of(scene, one)) for one in scene.card.interventions if one.running]
    records = [duty for duty in scene.card.duties if duty.kind == "records"]
    entries = [phrase("case-open-records", what=duty_on_card(scene, duty)) for duty in records]
    left = [phrase("case-open-left", what=one.about, asks=is_question(one.about)) for one in scene.left]
    blocks = (
        _under("case-open-head", [*undone, *running, *left, *entries]),
        _under("case-open-stays", [*_stands(scene, case)]),
    )
    return OpenWork("\n\n".join(block for block in blocks if block), bool(undone or running))


def _stands(scene: CardScene, case: Case) -> Iterator[Phrase]:
    """What was decided against contact with home, and what a pupil said no to of that: nobody undoes it by closing."""
    home = scene.card.home
    if home is not None and (home.may_contact is False or (home.may_contact is None and home.was_forbidden)):
        forbidden = case.home_forbidden or ()
        whose = ", ".join(spoken(pupil_words(pupil, scene.pupils)) for pupil in scene.pupils if pupil in forbidden)
        yield phrase("case-open-home-forbidden", whose=whose or "none")
    for guarded, party in contacts_refused(case):
        yield phrase("case-open-line", what=phrase("card-wish-line", what=guarded.label, party=party))


def against_what_was_recorded(case: Case, outcome: str) -> str:
    """What was recorded that this outcome contradicts, a line for each, and that it is to be said why; "" for none."""
    lines = [
        phrase("case-close-against-line", what=label_words(asked.label), answer=value_words(asked, value))
        for fact, value in contradicted_by(case, outcome).items()
        if (asked := question_about(case, fact)) is not None
    ]
    head, why = phrase("case-close-against"), phrase("case-close-against-why")
    return "\n".join(map(spoken, (head, *lines, why))) if lines else ""


async def told_in(batch: Batch, case_file: CaseFile, person: str) -> int:
    """How much came in from the reporters of the case, pictures too, as far as `person` may see it."""
    count = 0
    for stored, told in await told_lines(batch, case_file.number):
        seen = [one for one in told if one.kind not in _NOT_FROM_REPORTER and person not in one.held_from]
        count += 1 + len(seen) + await pictures.count_kept(batch.connection, stored.id)
    return count


def work_dropped(scene: CardScene, after: Case, calendar: Calendar) -> str:
    """A line for each thing that is asked on this card and no more once the case is as it is `after`, in another step;
    then one for what of this step and those before it is asked there too. "" when neither is there."""
    ahead = duties(after, calendar)
    asked = {duty.key for duty in ahead}
    entries = (duty for duty in scene.card.duties if duty.kind == "records")
    work = (duty for duty in _left(scene) if duty.action is not None and not _is_answered(scene, duty))
    goes_on = _continued(after, ahead)
    gone = [duty for duty in (*work, *entries) if duty.key not in asked and duty.action not in goes_on]
    lines = [phrase("case-open-line", what=duty_on_card(scene, duty)) for duty in gone]
    running = {means.key for means in after.protocol.interventions if after.is_running(means)}
    ends = [one for one in scene.card.interventions if one.running and one.key not in running]
    lines += [phrase("case-dropped-means", what=name_of(scene, one)) for one in ends]
    stays = _stays(scene, after, ahead)
    kept = [phrase("case-open-line", what=duty_on_card(scene, duty)) for duty in stays]
    blocks = (_under("case-dropped-head", lines), _under("case-stays-head", kept))
    return "\n".join(block for block in blocks if block)


def _continued(after: Case, ahead: Iterable[Duty]) -> frozenset[str]:
    """The actions that go on under another name in what is asked ahead, as a talk that every step has (P000 A000-4)."""
    found = (after.protocol.find_action(duty.action) for duty in ahead if duty.action is not None)
    return frozenset(one[1].continues for one in found if one is not None and one[1].continues is not None)


def _stays(scene: CardScene, after: Case, ahead: Iterable[Duty]) -> Iterator[Duty]:
    """What is asked after the step was left, of that step and of those before it."""
    if scene.card.step_key == after.step_key:
        return
    before = {duty.key for duty in scene.card.duties}
    for duty in ahead:
        of_a_step_before = duty.step in scene.steps and duty.step != after.step_key
        if duty.action is not None and of_a_step_before and (duty.step == scene.card.step_key or duty.key in before):
            yield duty


def _under(head: str, lines: list[Phrase]) -> str:
    told = dict.fromkeys(map(spoken, lines))
    return "\n".join((spoken(phrase(head)), *told)) if told else ""


def _left(scene: CardScene) -> list[Duty]:
    """What comes back and was done before ends with the case; that is no work left undone."""
    done = {offer.key for offer in scene.card.offers if offer.done}
    return [one for one in scene.card.duties if one.kind not in _NOT_LEFT_OPEN and one.action not in done]


def _is_answered(scene: CardScene, duty: Duty) -> bool:
    """Whether the card shows its answer, such as "not yet", and there is no day on which it is asked again."""
    return duty.action in scene.answered and duty.timer is None


async def _awaits_answer(batch: Batch, case_file: CaseFile) -> bool:
    await batch.flush()
    for stored in await reports.reports_of_case(batch.connection, batch.vault, case_file.number):
        if await dues_about(batch.connection, DueKind.ANSWER, stored.id):
            return True
    return False
