"""From the answers of a short flow about a case to the command that the case engine understands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from bot.flows.pupil_class import class_in
from bot.flows.question import Answers
from casework import case_commands as ask
from casework.case_commands import Command
from casework.fact_questions import counts_at_once
from casework.protocol_model import Protocol


class Act(StrEnum):
    """What a button on the card starts; the word travels in the button's data."""

    DONE = "done"
    OUTCOME = "outcome"
    CONSENT = "consent"
    DATE = "date"
    IDENTIFY = "identify"
    GATE = "gate"
    DECISION = "decision"
    PUPIL = "pupil"
    SKIP = "skip"
    STEP = "step"
    TRACK = "track"
    END = "end"
    HAND = "hand"
    POSTPONE = "postpone"
    SIGNAL = "signal"
    SHARE = "share"
    START = "start"
    SIZE = "size"
    PROLONG = "prolong"
    STOP = "stop"
    DECLINE = "decline"
    TAPER = "taper"
    FACT = "fact"
    HOME = "home"
    AGREE = "agree"


@dataclass(frozen=True)
class Notes:
    """References of the sealed notes that belong to the answers; None where nothing was written."""

    note: str | None = None
    consents: tuple[str | None, ...] = ()
    corrected: str | None = None
    """Why a "no" that the case heard at once became a "yes" before the last question."""


AT_ONCE = "at_once"
"""In the answers: what was given to the case before the last question, each with the reference of the note for it."""


HEARD_VALUE = "heard_value"
"""In the answers: which answer to the question about a fact the case heard so."""


LOOK_AGAIN = "look_again"
"""The answer beside yes and no at the end of a step; in the answers: how it reads, where that gate has it."""


CHOSE_TO_LOOK_AGAIN = "looks_again"
"""In the answers: that it was chosen."""


def command_at_once(act: Act, answers: Answers, question: str, reference: str, protocol: Protocol) -> Command | None:
    """What the case hears as soon as `question` is answered: a fact that holds work back or asks for more care, or that
    somebody does not agree.

    Each holds back what others might do the next minute. `reference` is that of the words that may follow.
    """
    if act is Act.FACT and question == "case_value":
        fact, value = str(answers["what"]), answers["value"]
        said = ask.EstablishFact(fact, value, reference, tuple(answers.get("pupils", ())))
        return said if counts_at_once(protocol, fact, value) else None
    if act is Act.CONSENT and question == "case_allowed" and answers.get("case_allowed") == "no":
        return ask.RecordConsent(next_consent(answers), False, reference)
    return None


def next_consent(answers: Answers) -> str:
    """The action, or means, whose consent is asked now."""
    asks = answers.get("asks", [])
    return str(asks[min(len(answers.get("consents", [])), len(asks) - 1)][0])


def corrects_at_once(answers: Answers) -> bool:
    """Whether somebody went back to a "no" that the case heard at once, and made it a "yes"."""
    heard = answers.get(AT_ONCE, {})
    return any(yes and action in heard for action, yes, _ in answers.get("consents", []))


def heard_fact(answers: Answers) -> str | None:
    """The reference of the words for a fact that the case heard at once, when that is still the answer; a conversation
    that does not know which answer it was, is of an older program, which kept only a yes."""
    reference: str | None = answers.get(AT_ONCE, {}).get(str(answers.get("what", "")))
    return reference if answers.get("value") == answers.get(HEARD_VALUE, True) else None


def commands_of(act: Act, answers: Answers, notes: Notes) -> tuple[Command, ...]:
    """The commands in the order in which they are given; none for an act that is not the engine's, nor for what the
    case heard at once."""
    heard = answers.get(AT_ONCE, {})
    if act is Act.CONSENT:
        given, came_back = answers.get("consents", []), answers.get("case_came_back")
        reason = notes.note if came_back == "no" else None
        return tuple(
            ask.RecordConsent(
                action, bool(yes), words, reason or (notes.corrected if action in heard else None), came_back == "yes"
            )
            for (action, yes, _), words in zip(given, notes.consents, strict=True)
            if yes or action not in heard
        )
    if act is Act.FACT and heard_fact(answers) is not None:
        return ()
    commands = (*_talks_told(act, answers), _command_of(act, answers, notes.note), _agreed_date(act, answers))
    return tuple(command for command in commands if command is not None)


def _talks_told(act: Act, answers: Answers) -> Iterator[Command]:
    """Whoever says before a conclusion that all were spoken with, ticks those of whom the card did not tell it; a
    conversation that does not know who these are is of an older program."""
    left = answers.get("unspoken")
    spoken_with_all = act is Act.OUTCOME and answers.get("case_unspoken") == "yes" and answers.get("case_early") != "no"
    if not spoken_with_all or not isinstance(left, list):
        return
    day = day_in(answers, "case_day")
    for pupils in [[pupil] for pupil in left] if answers.get("in_turns") else [left]:
        yield ask.MarkDone(str(answers["what"]), day, None, tuple(pupils))


def _agreed_date(act: Act, answers: Answers) -> Command | None:
    if act is not Act.DONE or not answers.get("case_agreed") or agreed_beside_the_card(answers):
        return None
    return ask.ChooseDate(str(answers["agrees"]), on=day_in(answers, "case_agreed"))


def agreed_beside_the_card(answers: Answers) -> bool:
    """Whether a day was agreed on in a conversation that does not know of which work on the card: an older program
    began it, which kept that day with the note."""
    return bool(answers.get("case_agreed")) and not answers.get("agrees")


def _command_of(act: Act, answers: Answers, note: str | None) -> Command | None:
    what = str(answers.get("what", ""))
    if "no" in (answers.get("case_close"), answers.get("case_another")):
        return None
    match act:
        case Act.DONE:
            pupils = tuple(answers.get("pupils", ()))
            return ask.MarkDone(what, day_in(answers, "case_day"), note, pupils)
        case Act.OUTCOME if "no" in (answers.get("case_unspoken"), answers.get("case_early")):
            return None
        case Act.OUTCOME:
            return ask.RecordOutcome(what, day_in(answers, "case_day"), str(answers["answer"]), note)
        case Act.DATE:
            return chosen_date(what, answers)
        case Act.POSTPONE:
            return ask.Postpone(what, day_in(answers, "case_until"), note)
        case Act.GATE if answers.get(CHOSE_TO_LOOK_AGAIN):
            return ask.AnswerGate(look_again=True, reason=note)
        case Act.DECISION if answers.get("case_passed") == LOOK_AGAIN:
            return ask.AnswerGate(look_again=True, reason=note)
        case Act.GATE:
            return ask.AnswerGate(answers=dict(answers.get("gate", {})), reason=note)
        case Act.DECISION:
            return ask.AnswerGate(passed=answers.get("case_passed") == "yes", reason=note)
        case _:
            return _plain_command(act, what, answers, note)


def _plain_command(act: Act, what: str, answers: Answers, note: str | None) -> Command | None:
    match act:
        case Act.IDENTIFY:
            is_reporter = answers.get("case_who") == "self"
            return ask.IdentifyVictim(str(answers["pupil"]), is_reporter, None if is_reporter else class_in(answers))
        case Act.PUPIL:
            return ask.AddPupil(str(answers["pupil"]), answers["case_party"], class_in(answers))
        case Act.SKIP:
            return ask.Skip(what, note, tuple(answers.get("of_pupils", ())))
        case Act.STEP:
            return None if answers.get("case_step") == "no" else ask.OpenStep(what, note)
        case Act.TRACK:
            return None if answers.get("case_track") == "no" else ask.ChangeTrack(what, note)
        case Act.END:
            return ask.CloseWith(what, note)
        case Act.HAND:
            return ask.HandOver(str(answers["to"]), note)
        case Act.SIGNAL:
            return ask.HandleSignals(note)
        case Act.FACT:
            return ask.EstablishFact(what, answers["value"], note, tuple(answers.get("pupils", ())))
        case Act.HOME:
            return ask.DecideOnHome(answers["case_home"] == "yes", note)
        case _:
            return _means_command(act, what, answers, note)


def _means_command(act: Act, what: str, answers: Answers, note: str | None) -> Command | None:
    match act:
        case Act.START:
            until = day_in(answers, "case_until_day") if answers.get("case_until_day") else None
            pupils, size = tuple(answers.get("ticked", ())), answers.get("size")
            day, size_open = day_in(answers, "case_day"), bool(answers.get("size_open"))
            return ask.StartIntervention(what, day, until, pupils, size, note, size_open)
        case Act.SIZE:
            return ask.SayHowMany(what, int(answers["size"]))
        case Act.PROLONG:
            pupils = tuple(answers.get("of_pupils", ()))
            return ask.ProlongIntervention(what, day_in(answers, "case_until_day"), note, pupils)
        case Act.STOP:
            return ask.EndIntervention(what, day_in(answers, "case_day"), note, tuple(answers.get("of_pupils", ())))
        case Act.DECLINE:
            return ask.DeclineIntervention(what, note, in_answer=bool(answers.get("asked_by")))
        case Act.TAPER:
            back = bool(answers.get("back"))
            return ask.SwitchTaper(what, back) if answers["case_taper"] == "yes" else None
        case _:
            return None


def chosen_date(timer: str, answers: Answers) -> Command:
    """A day or a number of weeks, and how often it comes back when that was asked."""
    every = int(answers.get("every") or 0) or None
    if answers.get("weeks"):
        return ask.ChooseDate(timer, weeks=int(answers["weeks"]), every=every)
    return ask.ChooseDate(timer, on=day_in(answers, "case_date"), every=every)


def day_in(answers: Mapping[str, Any], question: str) -> date:
    """The day that was answered to `question`."""
    return date.fromisoformat(answers[question])
