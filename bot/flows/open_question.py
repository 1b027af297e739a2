"""One event at the question that is open to a reporter, and what follows when that was the last one."""

from dataclasses import replace

from bot.flows.after_sending import which_answered
from bot.flows.again_flow import AGAIN, begin_again, begin_other
from bot.flows.conversation import Conversation
from bot.flows.drafts import asked_anew, fresh_report, resumed
from bot.flows.effects import Ask, CloseQuestion, OpenWithCode, RemovePictures, Toast
from bot.flows.engine import EXIT, RESTART, STOP, Step, advance
from bot.flows.events import Event, TextSent
from bot.flows.facts import ReporterFacts
from bot.flows.kept_as_told import kept_as_told
from bot.flows.leaving import leave_quickly, stop
from bot.flows.more_flow import CODE, MORE
from bot.flows.more_questions import SOMEBODY_NAKED
from bot.flows.moving import asking_as
from bot.flows.question import Flow
from bot.flows.report_flow import REPORT
from bot.flows.reporter_flows import FLOWS
from bot.flows.saying import say_here
from bot.flows.sending import sent
from bot.flows.which_report import DRAFT_WANTED, STORY, WHICH, is_for_draft
from bot.flows.words import phrase


def answered_in_flow(conversation: Conversation, event: Event, facts: ReporterFacts) -> Step:
    """What the event does in the flow that is open; after the last question of it, what is to come next."""
    flow = FLOWS[conversation.flow]
    step = advance(flow, conversation, event, facts)
    if step.control:
        return _controlled(conversation, step.control, facts)
    if flow is REPORT:
        step = addressed(_offering(conversation, step))
    if step.answered == "nude" and step.conversation.answers.get("nude") in SOMEBODY_NAKED:
        step = _pictures_gone(conversation, step)
    if flow is MORE:
        step = kept_as_told(step, facts)
    return _ended(flow, step, facts) if step.ended else step


def _offering(before: Conversation, step: Step) -> Step:
    """What was typed before the story is asked for begins it: its own question shows it."""
    at_first = before.question in (REPORT.first, "class") and step.answered == STORY
    if not at_first or (STORY in before.answers and "offered" not in before.answers):
        return step
    return replace(
        step, conversation=replace(step.conversation, answers={**step.conversation.answers, "offered": "yes"})
    )


def _controlled(conversation: Conversation, control: str, facts: ReporterFacts) -> Step:
    if control == STOP:
        return stop(conversation, facts)
    if control == EXIT:
        return leave_quickly(conversation)
    if control == RESTART and conversation.flow == REPORT.id:
        return fresh_report(conversation, facts)
    return Step(conversation, (Toast("toast-old-button"),))


def addressed(step: Step) -> Step:
    """A parent is addressed as *u* from the first answer on, as long as that is the answer."""
    about = step.conversation.answers.get("about", "parent" if step.conversation.address_form == "u" else "me")
    form = "u" if about == "parent" else "je"
    if form == step.conversation.address_form:
        return step
    effects = tuple(
        replace(effect, message=replace(effect.message, address_form=form))
        if isinstance(effect, Ask | CloseQuestion)
        else effect
        for effect in step.effects
    )
    return replace(step, conversation=replace(step.conversation, address_form=form), effects=effects)


def _pictures_gone(before: Conversation, step: Step) -> Step:
    """What was sent before goes too, and below what not to send it is said that it did and why."""
    count = int(before.answers.get("pictures") or 0)
    if not count:
        return step
    gone = phrase("nude-pictures-gone", count=count)
    told = asking_as(step, lambda parts: (*parts[:1], gone, *parts[1:])) or step
    return replace(told, effects=(RemovePictures(), *told.effects))


def _ended(flow: Flow, step: Step, facts: ReporterFacts) -> Step:
    after = _after_last(flow, step, facts)
    wanted = step.conversation.answers.get(DRAFT_WANTED)
    return _with_wanted_draft(after, facts) if wanted and after.conversation.aside else after


def _with_wanted_draft(step: Step, facts: ReporterFacts) -> Step:
    """The draft that was asked for while an answer to the school had no place yet; after what still has to be asked
    about that answer."""
    talk = step.conversation
    if talk.is_open:
        return replace(step, conversation=replace(talk, answers={**talk.answers, DRAFT_WANTED: "yes"}))
    again = resumed(talk.back_to_draft(), facts)
    return replace(again, effects=(*step.effects, *again.effects))


def _after_last(flow: Flow, step: Step, facts: ReporterFacts) -> Step:
    if flow is REPORT:
        return sent(step, facts)
    if flow is AGAIN:
        return _begun_anew(step, facts)
    if flow is WHICH and is_for_draft(step.conversation.answers):
        return _for_draft(step, facts)
    if flow is WHICH:
        return which_answered(step, facts)
    rested = step.conversation.at_rest()
    if flow is CODE:
        return Step(rested, (*step.effects, OpenWithCode(str(step.conversation.answers.get("code", "")))))
    return Step(rested, (*step.effects, say_here(step.conversation, phrase("more-done"))))


def _for_draft(step: Step, facts: ReporterFacts) -> Step:
    """The words go to the draft that waited, as if they had been typed at its question; without one a report begins."""
    story, rested = str(step.conversation.answers.get("story") or ""), step.conversation.at_rest()
    if not story:
        return replace(step, conversation=rested)
    draft = rested.back_to_draft() if rested.aside else begin_other(rested, facts).conversation
    told = answered_in_flow(draft, TextSent(story), facts)
    return replace(told, effects=(*step.effects, *asked_anew(told)))


def _begun_anew(step: Step, facts: ReporterFacts) -> Step:
    answers = step.conversation.answers
    story = str(answers.get("story") or "")
    if answers.get("again") == "again":
        begun = begin_again(step.conversation, facts, answers.get("earlier") or {}, story)
    else:
        begun = begin_other(step.conversation, facts, story)
    return replace(begun, effects=(*step.effects, *begun.effects))
