"""Where every event of a reporter arrives first: commands, the flow that is open, or a chat at rest."""

from dataclasses import replace

from bot.flows.conversation import Conversation
from bot.flows.effects import (
    AddToReport,
    Ask,
    ChangeMute,
    ClearUpSubject,
    CloseQuestion,
    Effect,
    EraseChat,
    ForgetDraft,
    ForgetTalk,
    OpenWithCode,
    RemovePicture,
    Say,
    SendReport,
    TellStaff,
    Toast,
)
from bot.flows.engine import (
    EXIT,
    RESTART,
    STOP,
    Step,
    advance,
    ask_again,
    begin,
    closed_message,
    go_back,
    is_current,
)
from bot.flows.events import (
    CommandGiven,
    Event,
    MessageEdited,
    OptionTapped,
    OtherSent,
    PictureSent,
    TextSent,
    UnknownTap,
)
from bot.flows.facts import OwnReport, ReporterFacts
from bot.flows.more_flow import CODE, MORE
from bot.flows.question import Flow
from bot.flows.reading_plan import doubts_coach, plan_for, report_of
from bot.flows.report_flow import REPORT, urgent_parts
from bot.flows.small_buttons import DISCARD, RESUME, read_small_button, small_button
from bot.flows.words import Button, Message, Words, phrase
from casework.report import AdditionKind, Contact, ReportStatus

FLOWS: dict[str, Flow] = {flow.id: flow for flow in (REPORT, MORE, CODE)}

_TOLD_KINDS = {
    "by_whom": AdditionKind.BY_WHOM,
    "where": AdditionKind.WHERE,
    "since": AdditionKind.SINCE_WHEN,
    "wish": AdditionKind.WISH,
}


def receive(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    """What one event of a reporter does. Never raises on anything a person can send."""
    if isinstance(event, CommandGiven):
        return _command(conversation, event, facts)
    small = read_small_button(event) if isinstance(event, OptionTapped) else None
    if small is not None:
        return _small_button(conversation, small, facts)
    if conversation.stopped and not isinstance(event, MessageEdited):
        return _while_stopped(conversation, event, facts)
    if conversation.is_open:
        return _in_flow(conversation, event, facts)
    return _at_rest(conversation, event, facts)


def _command(conversation: Conversation, command: CommandGiven, facts: ReporterFacts) -> Step:
    match command.name:
        case "start" | "melden":
            return _start(conversation, command.argument, facts)
        case "stop":
            return _stop(conversation, facts)
        case "hulp" | "help":
            return _help(conversation, facts)
        case "snelweg":
            return _exit(conversation)
        case "terug" if conversation.is_open and not conversation.stopped:
            return go_back(FLOWS[conversation.flow], conversation, facts)
        case "code":
            return _code(conversation, command.argument, facts)
        case "mijn":
            return _own_reports(conversation, facts)
        case "privacy":
            return _say(conversation, facts, phrase("privacy", school=facts.school.name))
        case _:
            return _say(conversation, facts, phrase("unknown-command"))


def _start(conversation: Conversation, argument: str, facts: ReporterFacts) -> Step:
    if conversation.is_open and conversation.flow == REPORT.id and conversation.has_words:
        return _resume(conversation, facts)
    given: dict[str, str] = {}
    if argument.startswith("k-") and argument[2:] in facts.school.classes:
        given = {"class": argument[2:], "class_given": "yes"}
    fresh = replace(conversation.at_rest(), draft=facts.new_draft)
    started = begin(REPORT, fresh, facts, **given)
    return replace(started, effects=(*_leaving(conversation), *(_with_welcome(e, facts) for e in started.effects)))


def _with_welcome(effect: Effect, facts: ReporterFacts) -> Effect:
    if not isinstance(effect, Ask):
        return effect
    welcome = phrase("welcome", school=facts.school.name, coach=facts.school.role_title("first_contact"))
    return Ask(replace(effect.message, parts=(welcome, *effect.message.parts)))


def _leaving(conversation: Conversation) -> tuple[Effect, ...]:
    """What is open now is left: a draft of a report would have been resumed, so nothing told is lost here."""
    return (ForgetDraft(),) if conversation.is_open and conversation.flow == REPORT.id else ()


def _resume(conversation: Conversation, facts: ReporterFacts) -> Step:
    awake = replace(conversation, stopped=False)
    return ask_again(FLOWS[conversation.flow], awake, facts, phrase("resume-welcome"), restart=True)


def _restart(conversation: Conversation, facts: ReporterFacts) -> Step:
    fresh = replace(conversation.at_rest(), draft=facts.new_draft)
    started = begin(REPORT, fresh, facts)
    closing = CloseQuestion(closed_message(FLOWS[conversation.flow], conversation, facts))
    return replace(started, effects=(closing, ForgetDraft(), *started.effects))


def _stop(conversation: Conversation, facts: ReporterFacts) -> Step:
    if not conversation.is_open or conversation.stopped:
        return Step(conversation, (Say(Message((phrase("nothing-to-stop"),))),))
    flow = FLOWS[conversation.flow]
    close = CloseQuestion(closed_message(flow, conversation, facts))
    if conversation.flow != REPORT.id:
        return Step(conversation.at_rest(), (close, Say(Message((phrase("stopped-more"),)))))
    if not conversation.has_words:
        return Step(conversation.at_rest(), (close, ForgetDraft(), Say(Message((phrase("stopped-nothing"),)))))
    stopped = replace(conversation, stopped=True, revision=conversation.revision + 1)
    return Step(stopped, (close, Say(_stopped_message())))


def _stopped_message() -> Message:
    buttons = ((small_button(RESUME, "draft"),), (small_button(DISCARD, "draft"),))
    return Message((phrase("stopped"),), buttons)


def _while_stopped(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    if isinstance(event, OptionTapped | UnknownTap):
        return Step(conversation, (Toast("toast-old-button"),))
    return Step(conversation, (Say(_stopped_message()),))


def _small_button(conversation: Conversation, small: tuple[str, str], facts: ReporterFacts) -> Step:
    kind, subject = small
    if kind == RESUME and conversation.stopped:
        return _resume(conversation, facts)
    if kind == DISCARD and conversation.stopped:
        return Step(conversation.at_rest(), (ForgetDraft(), Say(Message((phrase("discarded"),)))))
    if kind == "remove":
        return Step(conversation, (RemovePicture(subject),))
    if kind in ("mute", "unmute") and any(report.id == subject for report in facts.own_reports):
        said = Say(Message((phrase(f"{kind}d"),)))
        return Step(conversation, (ChangeMute(subject, kind == "mute"), said))
    if kind == "more" and not conversation.is_open and (facts.code_is_open or facts.own_reports):
        return _offer_more(conversation, facts, subject, first="nude")
    return Step(conversation, (Toast("toast-old-button"),))


def _help(conversation: Conversation, facts: ReporterFacts) -> Step:
    helped = Say(Message(urgent_parts(facts), address_form=conversation.address_form))
    if not conversation.is_open or conversation.stopped:
        return Step(conversation, (helped,))
    again = ask_again(FLOWS[conversation.flow], conversation, facts)
    return replace(again, effects=(helped, *again.effects))


def _exit(conversation: Conversation) -> Step:
    """Everything that can be taken from the screen goes; what was told stays, and is asked for again on return."""
    gone = replace(conversation, revision=conversation.revision + 1, asked_row=None, inbox=())
    return Step(gone, (EraseChat(), Say(Message((phrase("quick-exit"),)), secret=True)))


def _say(conversation: Conversation, facts: ReporterFacts, words: Words) -> Step:
    if conversation.is_open and not conversation.stopped:
        return ask_again(FLOWS[conversation.flow], conversation, facts, words)
    return Step(conversation, (Say(Message((words,), address_form=conversation.address_form)),))


def _code(conversation: Conversation, words: str, facts: ReporterFacts) -> Step:
    if conversation.is_open and conversation.flow == REPORT.id and conversation.has_words:
        return ask_again(REPORT, conversation, facts, phrase("finish-first"))
    if words:
        return Step(conversation.at_rest(), (OpenWithCode(words),))
    return begin(CODE, replace(conversation.at_rest(), draft=facts.new_draft), facts)


def _own_reports(conversation: Conversation, facts: ReporterFacts) -> Step:
    if not facts.own_reports:
        return _say(conversation, facts, phrase("own-reports-none"))
    lines = [_own_report_line(report, facts) for report in facts.own_reports]
    buttons = tuple((_mute_button(report),) for report in facts.own_reports)
    return Step(conversation, (Say(Message((phrase("own-reports"), *lines), buttons)),))


def _own_report_line(report: OwnReport, facts: ReporterFacts) -> Words:
    person = facts.school.people.get(report.reader or "")
    reader = person.spoken_name if person else phrase("somebody-at-school")
    return phrase(f"own-report-{report.status.replace('_', '-')}", number=report.case_number, reader=reader)


def _mute_button(report: OwnReport) -> Button:
    kind = "unmute" if report.muted else "mute"
    return small_button(kind, report.id, number=report.case_number)


def _in_flow(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    flow = FLOWS[conversation.flow]
    step = advance(flow, conversation, event, facts)
    if step.control:
        return _controlled(conversation, step, facts)
    if isinstance(event, PictureSent) and step.answered.endswith("_caption"):
        step = replace(step, effects=(*step.effects, AddToReport(AdditionKind.MORE, event.caption.strip())))
    if step.answered == "about":
        step = _addressed(step)
    if flow is MORE:
        step = _kept_as_told(step, facts)
    return _ended(conversation, step, facts) if step.ended else step


def _controlled(conversation: Conversation, step: Step, facts: ReporterFacts) -> Step:
    match step.control:
        case control if control == STOP:
            return _stop(conversation, facts)
        case control if control == EXIT:
            return _exit(conversation)
        case control if control == RESTART and conversation.flow == REPORT.id:
            return _restart(conversation, facts)
        case _:
            return Step(conversation, (Toast("toast-old-button"),))


def _addressed(step: Step) -> Step:
    """A parent is addressed as *u* from the first answer on."""
    form = "u" if step.conversation.answers.get("about") == "parent" else "je"
    effects = tuple(
        replace(effect, message=replace(effect.message, address_form=form)) if isinstance(effect, Ask) else effect
        for effect in step.effects
    )
    return replace(step, conversation=replace(step.conversation, address_form=form), effects=effects)


def _kept_as_told(step: Step, facts: ReporterFacts) -> Step:
    """After sending, each answer goes to the report; a member of staff named in it does not see it until it is clear."""
    talk = step.conversation
    if step.answered.endswith("_concern"):
        concerns: dict[str, str] = talk.answers.get("concerns") or {}
        person, said = list(concerns.items())[-1] if concerns else ("", "")
        return replace(step, effects=(*step.effects, ClearUpSubject(person, said == "yes")))
    kind = _TOLD_KINDS.get(step.answered)
    told = talk.answers.get(step.answered)
    if kind is None or not told:
        return step
    return replace(step, effects=(*step.effects, AddToReport(kind, str(told), talk.question.endswith("_concern"))))


def _ended(conversation: Conversation, step: Step, facts: ReporterFacts) -> Step:
    if conversation.flow == REPORT.id:
        return _sent(step, facts)
    if conversation.flow == CODE.id:
        words = str(step.conversation.answers.get("code", ""))
        return Step(step.conversation.at_rest(), (*step.effects, OpenWithCode(words)))
    said = Say(Message((phrase("more-done"),), address_form=conversation.address_form))
    rested = replace(step.conversation.at_rest(), address_form=conversation.address_form)
    return Step(rested, (*step.effects, said))


def _sent(step: Step, facts: ReporterFacts) -> Step:
    """The report goes out in the transaction that says thank you; only a linked chat goes on after that."""
    answers = step.conversation.answers
    report = report_of(answers)
    plan = plan_for(facts, report, doubts_coach=doubts_coach(answers))
    told = tuple((kind, str(answers[name])) for name, kind in _TOLD_KINDS.items() if answers.get(name))
    code = facts.new_code() if report.contact is Contact.CODE else None
    form = step.conversation.address_form
    thanks = Message(_thanks(report.contact, plan.read_by, code), address_form=form)
    effects = (*step.effects, SendReport(report, plan, told, code), Say(thanks, secret=not report.contact.linked))
    if not report.contact.linked:
        return Step(step.conversation.at_rest(), (*effects, ForgetTalk()))
    rested = replace(step.conversation.at_rest(), address_form=form)
    kept = {name: answers[name] for name in ("class", "concerns") if name in answers}
    return _offer_more(rested, facts, "", first="offer", before=effects, given=kept)


def _thanks(contact: Contact, read_by: object, code: str | None) -> tuple[Words, ...]:
    parts: list[Words] = [phrase("thanks", read_by=read_by), phrase(f"thanks-{contact.value}")]
    if code is not None:
        parts.append(phrase("thanks-your-code", code=code))
    return (*parts, phrase("thanks-keep-messages"))


def _offer_more(
    conversation: Conversation,
    facts: ReporterFacts,
    subject: str,
    *,
    first: str,
    before: tuple[Effect, ...] = (),
    given: dict[str, object] | None = None,
) -> Step:
    rested = replace(conversation, draft=facts.new_draft, subject=subject)
    started = begin(MORE, rested, facts, first=first, **(given or {}))
    return replace(started, effects=(*before, *started.effects))


def _at_rest(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    can_tell = facts.code_is_open or bool(_open_reports(facts))
    match event:
        case TextSent(text) if can_tell and text.strip():
            report = None if facts.code_is_open else _open_reports(facts)[-1].id
            return Step(conversation, (TellStaff(text.strip(), report),))
        case PictureSent() if can_tell:
            asked = _offer_more(conversation, facts, "", first="nude")
            return replace(asked, effects=(Say(Message((phrase("picture-ask-first"),))), *asked.effects))
        case OtherSent(kind):
            return Step(conversation, (Say(Message((phrase(f"refuse-{kind}"),))),))
        case OptionTapped() | UnknownTap():
            return Step(conversation, (Toast("toast-old-button"),))
        case MessageEdited():
            return Step(conversation, (Say(Message((phrase("edit-not-kept"),))),))
        case _:
            return Step(conversation, (Say(Message((phrase("nothing-open"),))),))


def _open_reports(facts: ReporterFacts) -> list[OwnReport]:
    return [report for report in facts.own_reports if report.status is not ReportStatus.CLOSED]


__all__ = ["FLOWS", "is_current", "receive"]
