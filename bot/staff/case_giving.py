"""From a finished flow to the case: what was written is sealed, then the commands are given."""

import os
from dataclasses import replace
from typing import Any

from bot.flows.case_answers import (
    AT_ONCE,
    HEARD_VALUE,
    Act,
    Notes,
    agreed_beside_the_card,
    command_at_once,
    commands_of,
    corrects_at_once,
    day_in,
    heard_fact,
)
from bot.flows.conversation import Conversation
from bot.flows.question import Answers
from bot.flows.words import Phrase, Words, phrase
from bot.spoken import spoken
from bot.staff.case_acts import CaseActs
from bot.staff_desk import Visit
from casework.calendar import local_date
from casework.case_commands import Command, EstablishFact, RecordConsent
from casework.command_warnings import warnings_about
from casework.report import AboutWhom
from casework.wording import Refusal
from storage import reports
from storage.cases import CaseFile
from storage.reports import StoredReport

BEFORE = "events_before"
"""In the answers: how many events the case had before it heard the first of them at once."""

_END_MISSING = "refusal-end-missing"
_FOR_ANOTHER_ROLE = ("refusal-not-your-role", "refusal-not-the-lead", "refusal-home-held")
_YES_OR_NO = ("case_home", "case_taper", "case_passed")
_WARNED_BEFORE = (Act.START, Act.SIZE, Act.PROLONG)
"""Here a wish of the protocol was said before, and passed with a tap."""


class CaseGiving:
    """Gives a case the commands that answers amount to."""

    def __init__(self, acts: CaseActs) -> None:
        self._acts = acts

    def refusal(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Words | None:
        """Why the case would refuse these answers, whatever is written as note or reason; None when it would not."""
        decided = self._tried(visit, case_file, answers)
        if decided is None or (decided.key == _END_MISSING and "case_until_day" not in answers):
            return None
        return refused(decided)

    def not_theirs(self, visit: Visit, case_file: CaseFile, given: Answers) -> Words | None:
        """Why this is for somebody with another role, before anything is asked; None when it may be theirs."""
        options = [str(one[1]) for one in given.get("options", [])]
        ready = {
            "answer": next(iter(options), ""),
            "value": next(iter(given.get("values", [])), ""),
            "size": next(iter(given.get("sizes", [])), None),
            "case_until_day": local_date(visit.batch.now).isoformat(),
            "gate": {fact: True for fact, _ in given.get("asks", [])},
            **dict.fromkeys(_YES_OR_NO, "yes"),
        }
        decided = self._tried(visit, case_file, {**ready, **given})
        return refused(decided) if decided is not None and decided.key in _FOR_ANOTHER_ROLE else None

    def warning(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Words | None:
        """Which wish of the protocol these answers pass by, said before they count; None when there is none."""
        case = self._acts.folded(case_file)
        for command in self._commands(visit, answers):
            for one in warnings_about(case, command):
                return Phrase(f"case-{one.key}", one.fields)
        return None

    def _tried(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Refusal | None:
        for command in self._commands(visit, answers):
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            if isinstance(decided, Refusal):
                return decided
        return None

    def _first_refusal(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Refusal | None:
        """Why not even the first command could be carried out: nothing of these answers is kept then."""
        for command in self._commands(visit, answers)[:1]:
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            if isinstance(decided, Refusal):
                return decided
        return None

    def _commands(self, visit: Visit, answers: Answers) -> tuple[Command, ...]:
        """What was not asked yet counts as today."""
        tried = {"pupil": "tried", "case_day": local_date(visit.batch.now).isoformat(), **answers}
        notes = Notes("tried", ("tried",) * len(answers.get("consents", ())), "tried")
        return commands_of(Act(answers["act"]), tried, notes)

    async def give(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> CaseFile | Refusal:
        """The case after the commands; a refusal when not even the first could be carried out."""
        if act is Act.SHARE:
            return await self._share(visit, case_file, answers)
        refusal = self._first_refusal(visit, case_file, answers)
        if refusal is not None:
            return refusal
        filled = {**answers, "pupil": await self._pupil(visit, case_file, act, answers)}
        notes = await self._notes(visit, case_file, answers)
        now = case_file
        for command in commands_of(act, filled, notes):
            wishes = () if act in _WARNED_BEFORE else warnings_about(self._acts.folded(now), command)
            done = await self._acts.perform(visit.batch, now, command, visit.person, answers.get("asked_by"))
            if isinstance(done, Refusal):
                return done if now is case_file else now
            for wish in wishes:
                visit.say(Phrase(wish.key, wish.fields))
            for wanted, became in self._acts.moved_days(command, done.events[len(now.events) :]):
                key = "case-day-moved" if became > wanted else "case-day-moved-before"
                visit.say(phrase(key, wanted=wanted, became=became))
            now = done
        return now

    async def give_at_once(self, visit: Visit, case_file: CaseFile, talk: Conversation, question: str) -> Conversation:
        """What holds back others is in the case the moment it is said; the words for it may follow."""
        reference = os.urandom(16).hex()
        protocol = self._acts.folded(case_file).protocol
        command = command_at_once(Act(talk.answers["act"]), talk.answers, question, reference, protocol)
        if command is None:
            return talk
        asker = talk.answers.get("asked_by")
        done = await self._acts.perform(visit.batch, case_file, command, visit.person, asker)
        if isinstance(done, Refusal):
            return talk
        visit.say(phrase("case-kept-at-once"))
        what = command.action if isinstance(command, RecordConsent) else str(talk.answers["what"])
        heard = {**talk.answers.get(AT_ONCE, {}), what: reference}
        known = {BEFORE: len(case_file.events), **talk.answers, AT_ONCE: heard, "kept": True}
        return replace(talk, answers=known | _heard_value(command))

    async def own_report(self, visit: Visit, case_file: CaseFile) -> StoredReport | None:
        """The report of somebody who says that it is about themselves; None when there is none."""
        stored = await reports.reports_of_case(visit.batch.connection, visit.batch.vault, case_file.number)
        return next((one for one in stored if one.report.about is AboutWhom.ME), None)

    async def _pupil(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> str | None:
        """The reference of the pupil that was named: a sealed note, or the pupil's own report."""
        if answers.get("case_another") == "no":
            return None
        if act is Act.IDENTIFY and answers.get("case_who") == "self":
            report = await self.own_report(visit, case_file)
            return None if report is None else report.id.hex()
        if act in (Act.IDENTIFY, Act.PUPIL):
            return self._acts.keep_note(visit.batch, case_file, str(answers.get("case_name", "")))
        return None

    async def _notes(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Notes:
        words = str(answers.get("case_reason") or answers.get("case_note") or "")
        if "no" in map(answers.get, ("case_track", "case_close", "case_step")):
            words = ""
        if agreed_beside_the_card(answers):
            words = f"{spoken(phrase('case-agreed-note', on=day_in(answers, 'case_agreed')))} {words}".strip()
        heard = answers.get(AT_ONCE, {})
        of_fact = heard_fact(answers) if answers["act"] == Act.FACT else None
        consents = [
            self._acts.keep_note(visit.batch, case_file, str(said), None if yes else heard.get(action))
            for action, yes, said in answers.get("consents", [])
        ]
        corrected = spoken(phrase("case-corrected-note")) if corrects_at_once(answers) else ""
        return Notes(
            self._acts.keep_note(visit.batch, case_file, words, of_fact),
            tuple(consents),
            self._acts.keep_note(visit.batch, case_file, corrected),
        )

    async def _share(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile:
        if answers.get("case_share") != "yes":
            return case_file
        return await self._acts.share_with_coach(visit.batch, case_file, visit.person)


def _heard_value(command: Command) -> dict[str, Any]:
    return {HEARD_VALUE: command.value} if isinstance(command, EstablishFact) else {}


def refused(refusal: Refusal) -> Phrase:
    return Phrase(refusal.key, refusal.fields)
