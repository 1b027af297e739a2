"""The moment of sending: the draft becomes a report, and its reporter is thanked with the date."""

from dataclasses import replace

from bot.flows.about_staff import DETAILS, told_lines
from bot.flows.effects import ForgetTalk, Say, SendReport
from bot.flows.engine import Step, begin
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import danger_told, is_urgent, lines_of_way, urgent_parts, way_parts
from bot.flows.more_flow import MORE
from bot.flows.question import Answers, Scene
from bot.flows.reading_plan import doubts_coach, plan_for, report_of, way_of_scene
from bot.flows.words import Message, Phrase, Words, phrase
from casework.report import AdditionKind, Contact
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
_KEPT_FOR_MORE = ("class", "concerns", "urgent", "staff", *DETAILS)


def sent(step: Step, facts: ReporterFacts) -> Step:
    """The report goes out in the transaction that says thank you; only a linked chat goes on after that."""
    answers, form = step.conversation.answers, step.conversation.address_form
    report, doubts = report_of(answers, facts.school), doubts_coach(answers)
    plan = plan_for(facts, report, doubts_coach=doubts)
    code = facts.new_code() if report.contact is Contact.CODE else None
    sending = SendReport(report, plan, _told(answers, facts), code, doubts)
    linked = report.contact.linked
    thanks = Message(_thanks(answers, facts, plan, code), address_form=form)
    effects = (*step.effects, sending, Say(thanks, secret=not linked))
    if not linked:
        return Step(step.conversation.at_rest(), (*effects, ForgetTalk()))
    kept = {name: answers[name] for name in _KEPT_FOR_MORE if name in answers}
    rested = replace(step.conversation.at_rest(), draft=facts.new_draft)
    started = begin(MORE, rested, facts, **kept)
    return replace(started, effects=(*effects, *started.effects))


def _told(answers: Answers, facts: ReporterFacts) -> tuple[tuple[AdditionKind, str], ...]:
    typed = tuple((kind, str(answers[name])) for name, kind in TOLD_KINDS.items() if answers.get(name))
    return (*((AdditionKind.MORE, facts.spoken(line)) for line in told_lines(answers)), *typed)


def _thanks(answers: Answers, facts: ReporterFacts, plan: ReadingPlan, code: str | None) -> tuple[Words, ...]:
    scene = Scene(answers, facts)
    urgent = is_urgent.holds(scene)
    clock = urgent_parts(facts, danger_told(answers)) if urgent else ()
    parts: list[Words] = [_thanks_with_date(facts.school, plan), *clock]
    parts.append(phrase(f"thanks-{answers.get('contact', Contact.NONE)}"))
    if code is not None:
        parts.append(phrase("thanks-your-code", code=code))
    return (*parts, *way_parts(facts, lines_of_way(way_of_scene(scene))), phrase("thanks-keep-messages"))


def _thanks_with_date(school: School, plan: ReadingPlan) -> Phrase:
    if plan.first_reader is None:
        return phrase("thanks-nobody-left", read_by=plan.read_by)
    reader = school.people[plan.first_reader.person].spoken_name
    return phrase("thanks", reader=reader, read_by=plan.read_by)
