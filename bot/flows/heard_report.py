"""What a pupil told who came in person: from the opener's answers to a report, its way, and who gets the case."""

from collections.abc import Iterator
from dataclasses import replace

from bot.flows.about_staff import facts_told, is_about_staff, is_sexual_conduct, left_out, told_lines
from bot.flows.exclusion import readers_of
from bot.flows.help_lines import lines_of_way, way_parts
from bot.flows.question import Answers
from bot.flows.reading_plan import doubts_coach, plan_for, subjects_of, told_of_coach, way_for
from bot.flows.staff_flows import FirstReader, StaffFacts, first_reader, kept_by_opener, victim_class
from bot.flows.words import Words, phrase
from casework.conditions import Scalar
from casework.report import AboutWhom, AdditionKind, Contact, Report, Urgency, VictimPlace
from casework.routing import Reader, ReadingPlan
from casework.school import CONFIDANT, FIRST_CONTACT
from casework.tracks import Way

WHO_TOLD = "new_told"
"""From whom a confidant has it: a pupil, or ("self", "other") nobody in confidence."""


def heard_report(facts: StaffFacts, answers: Answers) -> Report:
    """What the pupil told, as the opener wrote it down; the opener, not the pupil, stands in it as the reporter.

    They can be answered about what is theirs to report: what happens to them, or is about somebody who works here.

    What the law wants the board to know at once does not stay with a confidant who hears it.
    """
    victim, is_own = victim_class(answers, "new_class"), is_about_opener(answers)
    return Report(
        about=AboutWhom.SOMEONE_ELSE,
        victim_class=victim,
        story=str(answers.get("new_story") or ""),
        contact=Contact.NAME if is_own or is_about_staff(answers) else Contact.NONE,
        reporter_name=facts.school.people[facts.person].spoken_name,
        victim_name=answers.get("new_name") or None,
        subjects=subjects_of(answers),
        excluded=left_out(answers, facts.school) | frozenset(answers.get("excluded", ())),
        via_confidant=was_confided(facts, answers) and not is_sexual_conduct(answers),
        urgency=Urgency(answers.get("new_urgency") or Urgency.NORMAL),
        facts={"reporter": "staff", **facts_told(answers), **_told_facts(answers)},
        bullied=facts.person if is_own else None,
    )


def is_about_opener(answers: Answers) -> bool:
    """Whether it happens to the opener: nobody has their own case in hand (P002 list B, P004)."""
    return answers.get("new_class") == VictimPlace.NOT_A_PUPIL


def may_be_confided(facts: StaffFacts, answers: Answers) -> bool:
    """Whether the opener is a confidant to whom a pupil may have told it in confidence."""
    return _as_confidant(facts, victim_class(answers, "new_class")) and not is_about_opener(answers)


def was_confided(facts: StaffFacts, answers: Answers) -> bool:
    """Whether a pupil told it a confidant; it is taken for that until the opener says who told it."""
    return may_be_confided(facts, answers) and answers.get(WHO_TOLD, "pupil") == "pupil"


def asks_who_told(facts: StaffFacts, answers: Answers) -> bool:
    """Whether it is still to be asked who told it: about somebody who works here it decides who reads it. What is
    sexual is the board's, whoever told it."""
    decides = is_about_staff(answers) and not is_sexual_conduct(answers)
    return decides and WHO_TOLD not in answers and may_be_confided(facts, answers)


def told_by(facts: StaffFacts, answers: Answers) -> tuple[Words, ...]:
    """That no pupil told it a confidant, for the summary and for whoever reads the report."""
    if not may_be_confided(facts, answers) or was_confided(facts, answers):
        return ()
    return (phrase(f"new-told-line-{answers[WHO_TOLD]}"),)


def told_besides(facts: StaffFacts, answers: Answers) -> tuple[tuple[AdditionKind, str], ...]:
    """What was said about somebody who works here, by kind, for whoever reads the report."""
    said = (*told_of_coach(answers, facts.school), *told_lines(answers))
    lines = tuple((AdditionKind.ANSWERED, facts.spoken(line)) for line in (*said, *told_by(facts, answers)))
    who = str(answers.get("staff_who") or "")
    return (*lines, (AdditionKind.BY_WHOM, who)) if who else lines


def _told_facts(answers: Answers) -> dict[str, Scalar]:
    """What was answered, and what the sentence that was tapped says; what was left open is no fact."""
    said: dict[str, str] = answers.get("told_facts") or {}
    known: dict[str, Scalar] = {fact: value == "yes" for fact, value in said.items() if value != "unknown"}
    return {**known, "online": True} if answers.get("ready") == ["online"] else known


def heard_class(answers: Answers) -> str | None:
    """The class id that was chosen; None for "I don't know"."""
    chosen = victim_class(answers, "new_class")
    return None if chosen in tuple(VictimPlace) else chosen


def heard_plan(facts: StaffFacts, answers: Answers) -> ReadingPlan:
    """Who would read what was told so far."""
    return _plan(facts, heard_report(facts, answers), answers)


def heard_way(facts: StaffFacts, answers: Answers) -> Way:
    """The way that it would go."""
    return _way(facts, heard_report(facts, answers), answers)


def may_keep_report(facts: StaffFacts, answers: Answers) -> bool:
    """Whether it can stay with the opener as the colleague who reports it, where a track says so: not what happens to
    the opener, nor what a pupil tells a confidant, which stays on that line."""
    return not is_about_opener(answers) and not was_confided(facts, answers)


def is_kept_by_reporter(facts: StaffFacts, answers: Answers) -> bool:
    """Whether its track leaves it to the colleague who reports it (P002 A002-1)."""
    return heard_way(facts, answers).is_the_reporters


def _way(facts: StaffFacts, report: Report, answers: Answers) -> Way:
    doubts, keeps = doubts_coach(answers), may_keep_report(facts, answers)
    return way_for(facts.reading, report, doubts_coach=doubts, reporter_has_it=keeps)


def _plan(facts: StaffFacts, report: Report, answers: Answers) -> ReadingPlan:
    doubts, keeps = doubts_coach(answers), may_keep_report(facts, answers)
    return plan_for(facts.reading, report, doubts_coach=doubts, reporter_has_it=keeps)


def whom_to_call(facts: StaffFacts, answers: Answers) -> tuple[Words, ...]:
    """The lines outside the school for what is about somebody who works here, that of the inspectorate among them."""
    return way_parts(facts.reading, lines_of_way(heard_way(facts, answers)))


def first_of(facts: StaffFacts, answers: Answers) -> FirstReader | None:
    """Who gets the case; None when the opener takes it up, as their own or because it would come to them anyway."""
    report = heard_report(facts, answers)
    if may_take_up(facts, report, heard_way(facts, answers)):
        return None
    first = first_reader(facts.reading, report, doubts_coach=doubts_coach(answers))
    return None if first.reader is not None and first.reader.person == facts.person else first


def heard_readers(facts: StaffFacts, answers: Answers) -> dict[str, Reader]:
    """Everybody but the opener who would come to read it or hear of it, once each: whom the opener can leave out."""
    first = first_of(facts, answers)
    named = () if first is None else tuple(one for one in (first.reader, first.deputy) if one is not None)
    readers = {one.person: one for one in named} | dict(readers_of(heard_plan(facts, answers)))
    return {person: reader for person, reader in readers.items() if person != facts.person}


def kept_report(facts: StaffFacts, answers: Answers) -> Report:
    """The report of a case that its opener has in hand, with nobody to write to: who takes it up is no colleague who
    reported, unless it would then begin elsewhere than was promised. What its track leaves to that colleague stays as
    they told it."""
    report = heard_report(facts, answers)
    if is_kept_by_reporter(facts, answers):
        return report
    mine = replace(report, contact=Contact.NONE)
    taken = replace(mine, facts={**report.facts, "reporter": "witness"})
    return taken if _way(facts, taken, answers).start == _way(facts, mine, answers).start else mine


def kept_first(facts: StaffFacts, answers: Answers) -> FirstReader:
    """Who hears of it when the opener takes it up: whom its track tells or gives it all the same (P000 N-13, P002
    N-35)."""
    report = kept_report(facts, answers)
    way, plan = _way(facts, report, answers), _plan(facts, report, answers)
    if not (report.via_confidant or way.closed or way.is_the_reporters):
        plan = replace(plan, also_told=(*_receive_besides(way, plan), *plan.also_told))
    return kept_by_opener(facts, plan)


def may_take_up(facts: StaffFacts, report: Report, way: Way) -> bool:
    """Whether the opener is the one to take it up: the coach of the class, where `way` leads to the coach, a confidant,
    or the colleague who reports what a track leaves to them."""
    is_coach = report.class_id is not None and facts.school.coach_of(report.class_id) == facts.person
    takes_up = report.via_confidant or way.is_the_reporters or (is_coach and way.is_the_contacts)
    return takes_up and facts.person not in report.subjects | report.excluded | {report.bullied}


def _receive_besides(way: Way, plan: ReadingPlan) -> Iterator[Reader]:
    """Who would read first if the opener did not keep it, where `way` gives it to others than the first contact."""
    given = {role for wanted in way.receives for role in wanted.role_ids()}
    for reader in (plan.absent, plan.first_reader):
        if reader is not None and (FIRST_CONTACT not in given or reader.role in given - {FIRST_CONTACT}):
            yield reader


def _as_confidant(facts: StaffFacts, victim: str) -> bool:
    """What a pupil tells a confidant stays on the confidants' line, unless the confidant is the pupil's own coach."""
    return facts.person in facts.school.people_in_role(CONFIDANT) and facts.school.coach_of(victim) != facts.person
