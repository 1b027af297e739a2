"""Where every event of a reporter arrives first: commands, the flow that is open, or a chat at rest."""

from dataclasses import replace
from typing import Any

from bot.flows.after_sending import (
    at_rest,
    offer_more,
    own_reports,
    pictures_away,
    thread_of,
    told_beside_draft,
    told_beside_more,
)
from bot.flows.again_flow import AGAIN, begin_again, begin_other
from bot.flows.conversation import Conversation
from bot.flows.drafts import asked_anew, fresh_report, resumed
from bot.flows.effects import Ask, ChangeMute, ForgetDraft, OpenWithCode, RemovePicture, Say, Toast
from bot.flows.engine import Step, ask_again, begin, go_back, is_current
from bot.flows.events import CommandGiven, Event, MessageEdited, OptionTapped, OtherSent, PictureSent, TextSent
from bot.flows.facts import ReporterFacts
from bot.flows.help_lines import help_parts, lines_of_way, with_urgent
from bot.flows.leaving import (
    BRING_BACK,
    goes_on_unhidden,
    is_asked_for,
    is_unfinished,
    leave_quickly,
    left_open,
    stop,
    stopped_message,
    while_hidden,
    while_stopped,
)
from bot.flows.more_flow import CODE, MORE
from bot.flows.moving import asking_as, closing_first, still_known
from bot.flows.open_question import addressed, answered_in_flow
from bot.flows.question import Kind, Scene
from bot.flows.reading_plan import way_of_scene
from bot.flows.report_flow import REPORT
from bot.flows.reporter_flows import FLOWS
from bot.flows.saying import say_here
from bot.flows.small_buttons import DISCARD, LEAVE, PICTURES_AWAY, RESUME, read_small_button
from bot.flows.typed_words import clean_words, says_something
from bot.flows.which_report import DRAFT_WANTED, NEW, STORY, WHICH, with_code_given
from bot.flows.words import Message, Words, phrase
from casework.triage import danger_in


def receive(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    """What one event of a reporter does. Never raises on anything a person can send."""
    step = _received(_still_known(conversation), event, facts)
    return _with_urgent(_with_draft_back(step, facts), _typed_in(event), facts)


def _with_draft_back(step: Step, facts: ReporterFacts) -> Step:
    """With what was set aside for an answer to the school in its place again, once that is told: where nothing hides
    it, its question is put again below what was said."""
    talk = step.conversation
    if not talk.aside or talk.is_open:
        return step
    draft = talk.back_to_draft()
    if talk.hidden:
        draft = replace(draft, hidden=True, asked_row=None, inbox=())
    if draft.is_left:
        return replace(step, conversation=draft)
    again = ask_again(REPORT, draft, facts)
    return replace(again, effects=(*step.effects, *asked_anew(again)))


def _typed_in(event: Event) -> str:
    match event:
        case TextSent(text) | MessageEdited(_, text):
            return clean_words(text)
        case CommandGiven():
            return clean_words(event.argument)
        case PictureSent() | OtherSent():
            return clean_words(event.caption)
        case _:
            return ""


def _with_urgent(step: Step, words: str, facts: ReporterFacts) -> Step:
    """Danger in what was typed is answered with the clock and whom to call, whatever was asked (design 4.14): on top
    of what is asked now, or in a message of its own. Of what is not kept, nothing later can say it."""
    if danger_in(words) is None:
        return step
    spoken = [one.message.parts for one in step.effects if isinstance(one, Ask | Say)]
    if any(with_urgent(facts, words, parts) == parts for parts in spoken):
        return step
    clock = Message(with_urgent(facts, words, ()), address_form=step.conversation.address_form)
    asking = asking_as(step, lambda parts: with_urgent(facts, words, parts))
    return asking or replace(step, effects=(Say(clock), *step.effects))


def _received(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    if conversation.invited and conversation.flow == MORE.id and not isinstance(event, OptionTapped | CommandGiven):
        conversation = replace(conversation, invited=False)
        if isinstance(event, TextSent) and says_something(clean_words(event.text)) and facts.own_reports:
            return told_beside_more(conversation, event, facts)
    if conversation.invited and isinstance(event, TextSent | PictureSent | OtherSent) and facts.own_reports:
        return _under_own_list(conversation, event, facts)
    if conversation.invited and _goes_on(conversation, event):
        conversation = replace(conversation, invited=False)
    if conversation.hidden and facts.school_spoke and goes_on_unhidden(conversation, event):
        return _received(conversation.setting_aside(), event, facts)
    if conversation.hidden and not is_asked_for(conversation, event):
        return while_hidden(conversation, event)
    if conversation.aside.get("hidden") and isinstance(event, CommandGiven) and event.name in BRING_BACK:
        return while_hidden(conversation, event)
    if isinstance(event, CommandGiven):
        shown = event.name in BRING_BACK
        return _command(replace(conversation, hidden=False) if shown else conversation, event, facts)
    small = read_small_button(event) if isinstance(event, OptionTapped) else None
    if small is not None:
        return _small_button(conversation, small, facts)
    if conversation.stopped and not isinstance(event, MessageEdited):
        return while_stopped(conversation, event)
    if conversation.is_open:
        step = answered_in_flow(conversation, event, facts)
        if isinstance(event, TextSent) and _is_told_at_first(conversation, event, step, facts):
            return _asked_where(conversation, event, facts)
        return step
    return at_rest(conversation, event, facts)


def _goes_on(conversation: Conversation, event: Event) -> bool:
    """Whether the person does something else than answering the list of own reports."""
    return isinstance(event, CommandGiven) or (isinstance(event, OptionTapped) and is_current(conversation, event))


def _is_told_at_first(conversation: Conversation, event: TextSent, step: Step, facts: ReporterFacts) -> bool:
    """Whether this was typed at the first question of a report of which nothing was told, and taps none of its buttons,
    in a chat with a report that it may be for: an answer to what the school wrote, for instance."""
    asked = (step.conversation.flow, step.conversation.question)
    stays = asked == (REPORT.id, REPORT.first) and not is_unfinished(conversation)
    return stays and says_something(clean_words(event.text)) and thread_of(facts) is not None


def _asked_where(conversation: Conversation, event: TextSent, facts: ReporterFacts) -> Step:
    told = told_beside_draft(conversation, event, facts, takes_words=True, draft_as=NEW)
    return closing_first(told, REPORT, conversation, facts)


def _still_known(conversation: Conversation) -> Conversation:
    if not conversation.is_open:
        return conversation
    flow = FLOWS.get(conversation.flow)
    return conversation.at_rest() if flow is None else still_known(flow, conversation)


def _command(conversation: Conversation, command: CommandGiven, facts: ReporterFacts) -> Step:
    match command.name:
        case "start" | "melden":
            return _start(conversation, command.argument, facts)
        case "stop":
            return stop(conversation, facts)
        case "hulp" | "help":
            return _saying(conversation, facts, *_help(conversation, facts))
        case "snelweg":
            return leave_quickly(conversation)
        case "terug":
            return _back(conversation, facts)
        case "code":
            return _code(conversation, command.argument, facts)
        case "mijn":
            return _own_list(conversation, facts)
        case "privacy":
            return _saying(conversation, facts, phrase("privacy", school=facts.school.name))
        case _:
            return _saying(conversation, facts, phrase("unknown-command"))


def _help(conversation: Conversation, facts: ReporterFacts) -> tuple[Words, ...]:
    """All lines; also those that what is told here needs. After the quick exit nothing shows what that was."""
    if conversation.hidden:
        return help_parts(facts, conversation.address_form)
    told = lines_of_way(way_of_scene(Scene(conversation.answers, facts)))
    return help_parts(facts, conversation.address_form, (*told, *facts.help_lines))


def _start(conversation: Conversation, argument: str, facts: ReporterFacts) -> Step:
    if is_unfinished(conversation):
        return resumed(conversation, facts)
    if conversation.aside and conversation.flow == WHICH.id and conversation.answers.get(STORY):
        # What was answered to the school is with nobody yet: the draft waits until it is.
        wanted = replace(conversation, answers={**conversation.answers, DRAFT_WANTED: "yes"})
        return ask_again(WHICH, wanted, facts, phrase("which-first"))
    if conversation.aside:
        again = resumed(conversation.back_to_draft(), facts)
        return closing_first(again, FLOWS[conversation.flow], conversation, facts)
    if conversation.is_open and conversation.flow in (AGAIN.id, WHICH.id):
        begun = begin_other(conversation, facts, str(conversation.answers.get("story") or ""))
        return closing_first(begun, FLOWS[conversation.flow], conversation, facts)
    return fresh_report(conversation, facts, **_class_in_link(argument, facts))


def _own_list(conversation: Conversation, facts: ReporterFacts) -> Step:
    """The list invites to write to the school: a question to which nothing was told yet, or that for a code, does not
    stay open over that; a draft waits for one answer, and so does a question of telling more."""
    nothing_told = conversation.flow in (REPORT.id, CODE.id) and not is_unfinished(conversation)
    if not (facts.own_reports and conversation.is_open and nothing_told):
        invited = bool(facts.own_reports) and (is_unfinished(conversation) or conversation.flow == MORE.id)
        return own_reports(replace(conversation, invited=invited), facts)
    listed = own_reports(conversation.at_rest(), facts)
    return replace(listed, effects=(*left_open(conversation, facts), *listed.effects))


def _under_own_list(
    conversation: Conversation, event: TextSent | PictureSent | OtherSent, facts: ReporterFacts
) -> Step:
    question = REPORT.questions[conversation.question]
    takes_words = question.kind is Kind.TEXT or question.extra_text is not None
    told = told_beside_draft(conversation, event, facts, takes_words=takes_words and not conversation.is_left)
    return told if conversation.is_left else closing_first(told, REPORT, conversation, facts)


def _class_in_link(argument: str, facts: ReporterFacts) -> dict[str, Any]:
    """`k-2B`: the class that a link on the wall of a classroom fills in; anything else says nothing."""
    wanted = argument.removeprefix("k-").casefold() if argument.startswith("k-") else None
    found = (class_id for class_id in facts.school.classes if class_id.casefold() == wanted)
    return {"class": class_id, "class_given": "yes"} if (class_id := next(found, None)) is not None else {}


def _small_button(conversation: Conversation, small: tuple[str, str], facts: ReporterFacts) -> Step:
    kind, subject = small
    if kind == LEAVE:
        return leave_quickly(conversation)
    if kind == RESUME and conversation.stopped:
        return _start(conversation, "", facts)
    if kind == DISCARD and conversation.stopped:
        return Step(conversation.at_rest(), (ForgetDraft(), say_here(conversation, phrase("discarded"))))
    if kind == "remove":
        return Step(conversation, (RemovePicture(subject),))
    away = pictures_away(subject, facts) if kind == PICTURES_AWAY else None
    if away is not None:
        return Step(conversation, (away,))
    if kind in ("mute", "unmute") and any(report.id == subject for report in facts.own_reports):
        said = phrase("muted" if kind == "mute" else "unmuted")
        return Step(conversation, (ChangeMute(subject, kind == "mute"), say_here(conversation, said)))
    if kind == "again" and not conversation.is_open:
        earlier = next((report for report in facts.own_reports if report.id == subject), None)
        if earlier is not None:
            return begin_again(conversation, facts, earlier.answers)
    if kind == "more" and not conversation.is_open and (facts.code_is_open or facts.own_reports):
        return offer_more(conversation, facts, subject)
    return Step(conversation, (Toast("toast-old-button"),))


def _saying(conversation: Conversation, facts: ReporterFacts, *parts: Words) -> Step:
    """Say it in a message of its own, which stays in the chat; the open question is put again under it."""
    said = Say(Message(parts, address_form=conversation.address_form))
    if not conversation.is_open or conversation.is_left:
        return Step(conversation, (said,))
    again = ask_again(FLOWS[conversation.flow], conversation, facts)
    return replace(again, effects=(said, *again.effects))


def _back(conversation: Conversation, facts: ReporterFacts) -> Step:
    if conversation.stopped:
        return Step(conversation, (Say(stopped_message(conversation)),))
    if not conversation.is_open:
        return Step(conversation, (say_here(conversation, phrase("nothing-open")),))
    back = go_back(FLOWS[conversation.flow], conversation, facts)
    return addressed(back) if conversation.flow == REPORT.id else back


def _code(conversation: Conversation, words: str, facts: ReporterFacts) -> Step:
    if conversation.stopped:
        return Step(conversation, (Say(stopped_message(conversation, phrase("finish-first"))),))
    if is_unfinished(conversation):
        return ask_again(REPORT, conversation, facts, phrase("finish-first"))
    if conversation.is_open and conversation.flow == WHICH.id:
        return _code_for_what_waits(conversation, words, facts)
    closed = left_open(conversation, facts)
    if words:
        return Step(conversation.at_rest(), (*closed, OpenWithCode(words)))
    asked = begin(CODE, replace(conversation.at_rest(), draft=facts.new_draft), facts)
    return replace(asked, effects=(*closed, *asked.effects))


def _code_for_what_waits(conversation: Conversation, words: str, facts: ReporterFacts) -> Step:
    """What has no place yet may be for the report behind this code: the question stands again, below that report."""
    if not words:
        return ask_again(WHICH, conversation, facts, phrase("which-open-code"))
    again = ask_again(WHICH, with_code_given(conversation), facts)
    shown = (one for one in again.effects if isinstance(one, Ask))
    closed = (one for one in again.effects if not isinstance(one, Ask))
    return replace(again, effects=(*closed, OpenWithCode(words), *shown))
