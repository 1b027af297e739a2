"""Conversations that somebody walked away from before the last question: they wait, to go on with or to throw away."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from bot.flows.case_answers import AT_ONCE, CHOSE_TO_LOOK_AGAIN, LOOK_AGAIN, Act, heard_fact
from bot.flows.case_numbers import case_number_of
from bot.flows.conversation import ABOUT_CASE, Conversation, conversation_from_data, conversation_to_data
from bot.flows.moving import Step, asking_as, begin, still_known
from bot.flows.question import Flow, Option, Scene
from bot.flows.reply_concern_flow import REPLY_CONCERN, question_of, waits_for_kind
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Words, phrase
from casework.case_events import ActionDone, CaseEvent, OutcomeRecorded

BEGUN_AT = "events_at_beginning"
"""In the answers: how many events the case had when the conversation about it began."""
_TELLS_OF_AN_ACTION = frozenset({"case-done", "case-outcome", "parents"})
"""The flows that tell that an action is done."""

GO_ON, THROW_AWAY = "left-go-on", "left-throw-away"
_BEFORE_THE_NEXT_QUESTION = {
    "case_ticks": "ticked",
    "watch_who": "watchers",
    "parents_of": "pupils",
    "text_named": "parent_text",
    **dict.fromkeys(REPLY_CONCERN.questions, "kept"),
}
"""Answers that can be there while a first question is still open: ticks, a text that is looked at once more, and a
message that is kept."""


class Over(StrEnum):
    """Why nothing can come any more of what waits: its case is closed, or what it was to tell was told meanwhile."""

    CASE_CLOSED = "case-closed"
    DONE = "done"
    DONE_BY_ANOTHER = "done-by-another"


@dataclass(frozen=True)
class LeftTalk:
    """A conversation that waits. `key` is what its buttons carry, `about` what it was about."""

    key: str
    about: Words


def has_answers(talk: Conversation) -> bool:
    """Whether leaving this conversation would lose an answer."""
    begun = talk.answers.get(_BEFORE_THE_NEXT_QUESTION.get(talk.question, ""))
    return talk.is_open and bool(talk.path or begun)


def walked_away(talk: Conversation) -> Conversation:
    """The same chat at rest, with the conversation that was open waiting in the place of an earlier one about the same.

    Without any answer there is nothing to keep.
    """
    if not has_answers(talk):
        return talk.at_rest()
    waiting = conversation_to_data(replace(talk, left={}, inbox=()))
    others = {key: one for key, one in talk.left.items() if _same(one) != _same(waiting) or _owes_reason(one)}
    return replace(talk, left={**others, str(talk.revision): waiting}).at_rest()


def replaces_another(talk: Conversation) -> bool:
    """Whether something about the same waits already."""
    replaced = (one for one in talk.left.values() if not _owes_reason(one))
    return has_answers(talk) and _same(conversation_to_data(talk)) in map(_same, replaced)


def owes_reason(talk: Conversation) -> bool:
    """Whether the case heard a fact of it at once, and the reason that belongs to that is still to be written: this is
    not thrown away before it is."""
    answers = talk.answers
    is_heard = str(answers.get("what", "")) in answers.get(AT_ONCE, {})
    return answers.get("act") == Act.FACT and bool(answers.get("needs_reason")) and is_heard


def may_be_thrown_away(talk: Conversation) -> bool:
    """Not while something that was kept already waits for the rest: a reason, or whom a message is about."""
    return not owes_reason(talk) and talk.flow != REPLY_CONCERN.id


def is_asked_again(talk: Conversation) -> bool:
    """Whether its writer is asked again, as long as it is not finished: what they said of the case is not known in it
    yet, and may take it to somebody else, or lacks the reason that belongs to it, or waits for whom it is about."""
    answers = talk.answers
    says_fact = answers.get("act") == Act.FACT and "value" in answers and heard_fact(answers) is None
    answered = bool(answers.get("gate") or answers.get(CHOSE_TO_LOOK_AGAIN))
    return says_fact or not may_be_thrown_away(talk) or (answers.get("act") == Act.GATE and answered)


def done_since(talk: Conversation, events: Sequence[CaseEvent]) -> tuple[ActionDone | OutcomeRecorded, ...]:
    """What of the `events` of its case tells what `talk` was to tell, after it began: the same action, with each of the
    pupils whom it is about. Nothing where words that were kept already hang on it, nor where it owes a reason."""
    answers = talk.answers
    is_of_action = talk.flow in _TELLS_OF_AN_ACTION or answers.get("act") == Act.SKIP
    if not is_of_action or BEGUN_AT not in answers or answers.get("text") or owes_reason(talk):
        return ()
    later = [one for one in events[answers[BEGUN_AT] :] if isinstance(one, ActionDone | OutcomeRecorded)]
    same = tuple(one for one in later if one.action == answers.get("what"))
    pupils = set(answers.get("pupils") or answers.get("of_pupils") or ())
    with_whom = [one.participants if isinstance(one, ActionDone) else () for one in same]
    is_done = () in with_whom or pupils <= {pupil for each in with_whom for pupil in each}
    return same if is_done else ()


def without(talk: Conversation, key: str) -> Conversation:
    """The chat when the conversation of this key does not wait any more."""
    return replace(talk, left={one: kept for one, kept in talk.left.items() if one != key})


def waiting(talk: Conversation, key: str) -> Conversation | None:
    """The conversation of this key as it was left; None when there is none."""
    kept = talk.left.get(key)
    return None if kept is None else conversation_from_data(kept)


def going_on(flow: Flow, talk: Conversation, left: Conversation, facts: Any) -> Step:
    """On with `left` in the chat `talk`, at the question where it was left; at the first one when the flow does not
    have that any more. Its message says what this is about and what was chosen already."""
    known = still_known(flow, left)
    rested = replace(talk, subject=left.subject, flow=left.flow)
    step = begin(flow, rested, facts, first=known.question, path=known.path, **left.answers)
    chosen = ", ".join(_chosen(flow, left, facts))
    where = phrase("staff-left-goes-on", what=_about(left), number=_number(left), chosen=chosen or "none")
    return asking_as(step, lambda parts: (where, *parts)) or step


def _chosen(flow: Flow, left: Conversation, facts: Any) -> Iterator[str]:
    """What was answered with a tap, in order; no words that were typed."""
    scene = Scene(left.answers, facts)
    labels = {one[0]: one[1] for one in left.answers.get("asks", [])}
    told = {one[0]: one[1] for one in left.answers.get("consents", [])} | dict(left.answers.get("gate", {}))
    for key, yes in told.items():
        answer = facts.spoken(phrase("case-answer-yes" if yes else "case-answer-no"))
        yield f"{labels.get(key, key)}: {answer}"
    if left.answers.get(CHOSE_TO_LOOK_AGAIN):
        yield str(left.answers[LOOK_AGAIN])
    for question in dict.fromkeys(left.path):
        options: tuple[Option, ...] = flow.questions[question].options(scene) if question in flow.questions else ()
        yield from (facts.spoken(one.label) for one in options if one.id == left.answers.get(question))


def left_about(talk: Conversation, subject: str, events: Sequence[CaseEvent] = ()) -> tuple[LeftTalk, ...]:
    """What waits about this subject, in the order in which it was left; not what is done since, by the `events` of the
    case."""
    keys = sorted((key for key, kept in talk.left.items() if kept["subject"] == subject), key=int)
    found = ((key, conversation_from_data(talk.left[key])) for key in keys)
    return tuple(LeftTalk(key, _about(left)) for key, left in found if not done_since(left, events))


def left_message(talk: Conversation) -> Message:
    """What somebody hears who walks away from `talk`: that it waits, and where to go on with it."""
    replaced = "yes" if replaces_another(talk) else "no"
    kept = "yes" if talk.answers.get(AT_ONCE) or talk.flow == REPLY_CONCERN.id else "no"
    throws = "yes" if may_be_thrown_away(talk) else "no"
    words = phrase("staff-left", what=_about(talk), number=_number(talk), kept=kept, throws=throws, replaced=replaced)
    lacks = (phrase("staff-left-lacks", lacks=_lacks(talk)),) if is_asked_again(talk) else ()
    return Message((words, *lacks), _button_rows(str(talk.revision), talk), protected=True)


def asking_message(key: str, left: Conversation) -> Message:
    """What its writer hears on a morning on which this still waits under the key: nothing of what it says."""
    words = phrase("staff-left-asked-again", number=_number(left))
    return Message((words, phrase("staff-left-lacks", lacks=_lacks(left))), _button_rows(key, left), protected=True)


def open_message(talk: Conversation) -> Message:
    """The same, where its question still stands open."""
    words = phrase("staff-left-asked-again", number=_number(talk))
    lacks = phrase("staff-left-lacks", lacks=_lacks(talk))
    return Message((words, lacks, phrase("staff-left-still-open")), protected=True)


def not_thrown_away(key: str, left: Conversation) -> Message:
    """What somebody hears who wants to throw `left` away while what was kept waits for the rest of it: it waits on."""
    key_of_words = "staff-left-owes-reason" if owes_reason(left) else "staff-left-owes-concern"
    return Message((phrase(key_of_words, number=_number(left)),), _button_rows(key, left), protected=True)


def waiting_message(key: str, left: Conversation, *, is_first: bool) -> Message:
    """What waits under this key, for who types while no question is open; the first one says so."""
    words = phrase("staff-left-waits", what=_about(left), number=_number(left), first="yes" if is_first else "no")
    return Message((words,), _button_rows(key, left), protected=True)


def stopped_message(talk: Conversation) -> Message:
    """What stands in the place of the question of `talk` that somebody walked away from."""
    return Message((phrase("card-question-left", what=_about(talk), number=_number(talk)),), protected=True)


def thrown_away(left: Conversation) -> Message:
    """What somebody hears who threw `left` away: what is gone, and what the case heard at once and keeps."""
    gone = phrase("staff-left-thrown-away", what=_about(left), kept="yes" if left.answers.get(AT_ONCE) else "no")
    if not left.answers.get(AT_ONCE):
        return Message((gone,), protected=True)
    heard = "home" if left.answers.get("what") == "home_unsafe" else left.flow
    stays = phrase("staff-left-stays", heard=heard, number=left.subject)
    return Message((gone, stays), ((small_button("card", left.subject),),), protected=True)


def ended(left: Conversation) -> Message:
    """What somebody hears whose conversation `left` is gone because the case that it was about is closed."""
    kept = "yes" if left.answers.get(AT_ONCE) else "no"
    return Message((phrase("staff-left-ended", what=_about(left), number=_number(left), kept=kept),), protected=True)


def done_by_another(left: Conversation) -> Message:
    """What somebody hears whose conversation `left` is gone because a colleague told meanwhile what it was to tell."""
    words = phrase("staff-left-done", what=_about(left), number=_number(left))
    return Message((words,), protected=True)


def left_buttons(key: str) -> tuple[Button, Button]:
    """To go on with what waits under this key, and to throw it away."""
    return small_button(GO_ON, key), small_button(THROW_AWAY, key)


def _button_rows(key: str, left: Conversation) -> tuple[tuple[Button, ...], ...]:
    buttons = left_buttons(key)
    return tuple((button,) for button in (buttons if may_be_thrown_away(left) else buttons[:1]))


def _lacks(talk: Conversation) -> str:
    if talk.flow == REPLY_CONCERN.id:
        return "kind" if waits_for_kind(talk) else "concern"
    return "reason" if owes_reason(talk) else "end"


def _owes_reason(kept: dict[str, Any]) -> bool:
    return owes_reason(conversation_from_data(kept))


def case_of(talk: Conversation) -> int | None:
    """The case that it is about; None when it is about none."""
    return case_number_of(str(talk.answers.get(ABOUT_CASE, talk.subject)))


def _number(talk: Conversation) -> str:
    """The number of the case that it is about; "none" when it is about no case."""
    number = case_of(talk)
    return "none" if number is None else str(number)


def _about(talk: Conversation) -> Words:
    """A name that fits in a sentence: that of its flow, or the first line of what it was about."""
    told = str(talk.answers.get("about") or "").partition("\n")[0].rstrip(". ")
    return phrase("staff-left-what", flow=talk.flow, what=told or "none")


def _same(kept: dict[str, Any]) -> tuple[Any, ...]:
    answers = kept["answers"]
    words = question_of(conversation_from_data(kept)) if kept["flow"] == REPLY_CONCERN.id else None
    return (kept["flow"], kept["subject"], answers.get("act"), answers.get("what"), words)
