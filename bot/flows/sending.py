"""The moment of sending: the draft becomes a report, and its reporter is thanked with the date."""

from dataclasses import replace

from bot.flows.about_staff import DENIED, DETAILS, is_about_staff, is_sexual_conduct, told_lines
from bot.flows.effects import ForgetTalk, Say, SendReport
from bot.flows.engine import Step, begin
from bot.flows.facts import AskedBySchool, ReporterFacts
from bot.flows.help_lines import keeping_parts, lines_of_way, sending_parts, way_parts
from bot.flows.more_flow import MORE
from bot.flows.more_questions import told_of_nude
from bot.flows.question import Answers, Scene
from bot.flows.reading_plan import doubts_coach, plan_of, report_of_scene, told_of_coach, way_of_scene
from bot.flows.school_questions import asked_by_school
from bot.flows.send_screen import again_lines
from bot.flows.small_buttons import LEAVE, small_button
from bot.flows.words import Message, Phrase, Words, phrase
from casework.report import AdditionKind, Contact, Report
from casework.reporter_questions import told_before
from casework.routing import ReadingPlan
from casework.school import School

TOLD_KINDS = {
    "staff_who": AdditionKind.BY_WHOM,
    "by_whom": AdditionKind.BY_WHOM,
    "where": AdditionKind.WHERE,
    "since": AdditionKind.SINCE_WHEN,
    "wish": AdditionKind.WISH,
    "more": AdditionKind.MORE,
}
_NEVER_MESSAGES = frozenset({"left_out", "hurt", "things"})
_KEPT_FOR_MORE = ("class", "concerns", "urgent", "staff", DENIED, *DETAILS)


def sent(step: Step, facts: ReporterFacts) -> Step:
    """The report goes out in the transaction that says thank you; only a linked chat goes on after that."""
    answers, form = step.conversation.answers, step.conversation.address_form
    scene, doubts = Scene(answers, facts), doubts_coach(answers)
    report, plan = report_of_scene(scene), plan_of(scene)
    code = facts.new_code() if report.contact is Contact.CODE else None
    sending = SendReport(report, plan, _told(answers, facts), code, doubts)
    linked = report.contact.linked
    away = ((small_button(LEAVE, "chat"),),) if code is not None else ()
    thanks = Message(_thanks(answers, facts, plan, code), away, address_form=form)
    effects = (*step.effects, sending, Say(thanks, secret=not linked, kept=True))
    if not linked:
        return Step(step.conversation.at_rest(), (*effects, ForgetTalk()))
    kept = {name: answers[name] for name in _KEPT_FOR_MORE if name in answers}
    rested = replace(step.conversation.at_rest(), draft=facts.new_draft)
    asked = asked_by_school(_asked(report, facts, doubts_coach=doubts))
    started = begin(MORE, rested, facts, **kept, **asked)
    return replace(started, effects=(*effects, *started.effects))


def _asked(report: Report, facts: ReporterFacts, *, doubts_coach: bool) -> AskedBySchool:
    """A case begins with the protocol as it is now."""
    told = told_before(report, facts.school, doubts_coach=doubts_coach)
    return AskedBySchool(facts.protocol_hash, told)


def _told(answers: Answers, facts: ReporterFacts) -> tuple[tuple[AdditionKind, str], ...]:
    typed = tuple((kind, str(answers[name])) for name, kind in TOLD_KINDS.items() if answers.get(name))
    said = (*told_of_coach(answers, facts.school), *told_lines(answers))
    about_staff = ((AdditionKind.ANSWERED, facts.spoken(line)) for line in said)
    naked = ((AdditionKind.PICTURE, facts.spoken(line)) for line in told_of_nude(answers))
    again = ((AdditionKind.ANSWERED, facts.spoken(line)) for line in again_lines(answers))
    return (*again, *about_staff, *naked, *typed)


def _thanks(answers: Answers, facts: ReporterFacts, plan: ReadingPlan, code: str | None) -> tuple[Words, ...]:
    scene = Scene(answers, facts)
    parts: list[Words] = [_thanks_with_date(facts.school, plan), *sending_parts(scene)]
    parts.append(phrase(f"thanks-{answers.get('contact', Contact.NONE)}"))
    if code is not None:
        parts.append(phrase("thanks-your-code", code=code))
    to_keep = keeping_parts(scene) if may_be_messages(answers) else ()
    return (*parts, *way_parts(facts, lines_of_way(way_of_scene(scene))), *to_keep)


def may_be_messages(answers: Answers) -> bool:
    """Whether what was told can be about messages: what one does with those does not help who is hit or left out, or
    with what somebody who works here does, unless that may be in messages too."""
    if is_about_staff(answers):
        return is_sexual_conduct(answers)
    ready = answers.get("ready") or []
    return not ready or ready[0] not in _NEVER_MESSAGES


def _thanks_with_date(school: School, plan: ReadingPlan) -> Phrase:
    if plan.first_reader is None:
        return phrase("thanks-nobody-left", read_by=plan.read_by)
    reader = school.people[plan.first_reader.person].spoken_name
    return phrase("thanks", reader=reader, read_by=plan.read_by)
