"""From a finished flow to the case: what was written is sealed, then the commands are given."""

from bot.flows.case_answers import Act, Notes, commands_of
from bot.flows.question import Answers
from bot.flows.words import Phrase, Words
from bot.staff.case_acts import CaseActs
from bot.staff_desk import Visit
from casework.report import AboutWhom
from casework.wording import Refusal
from storage import reports
from storage.cases import CaseFile


class CaseGiving:
    """Gives a case the commands that answers amount to."""

    def __init__(self, acts: CaseActs) -> None:
        self._acts = acts

    def refusal(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Words | None:
        """Why the case would refuse these answers, whatever is written as note or reason; None when it would not."""
        tried = {"pupil": "tried", **answers}
        for command in commands_of(Act(answers["act"]), tried, Notes("tried")):
            decided = self._acts.decide(visit.batch, case_file, command, visit.person)
            if isinstance(decided, Refusal):
                return refused(decided)
        return None

    async def give(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> CaseFile | Refusal:
        """The case after the commands; a refusal when not even the first could be carried out."""
        if act is Act.SHARE:
            return await self._share(visit, case_file, answers)
        filled = {**answers, "pupil": await self._pupil(visit, case_file, act, answers)}
        notes = await self._notes(visit, case_file, answers)
        now = case_file
        for command in commands_of(act, filled, notes):
            done = await self._acts.perform(visit.batch, now, command, visit.person)
            if isinstance(done, Refusal):
                return done if now is case_file else now
            now = done
        return now

    async def own_report(self, visit: Visit, case_file: CaseFile) -> bytes | None:
        """The report of somebody who says that it is about themselves; None when there is none."""
        stored = await reports.reports_of_case(visit.batch.connection, visit.batch.vault, case_file.number)
        return next((one.id for one in stored if one.report.about is AboutWhom.ME), None)

    async def _pupil(self, visit: Visit, case_file: CaseFile, act: Act, answers: Answers) -> str | None:
        """The reference of the pupil that was named: a sealed note, or the pupil's own report."""
        if act is Act.IDENTIFY and answers.get("case_who") == "self":
            report = await self.own_report(visit, case_file)
            return None if report is None else report.hex()
        if act in (Act.IDENTIFY, Act.PUPIL):
            return self._acts.keep_note(visit.batch, case_file, str(answers.get("case_name", "")))
        return None

    async def _notes(self, visit: Visit, case_file: CaseFile, answers: Answers) -> Notes:
        words = str(answers.get("case_reason") or answers.get("case_note") or "")
        consents = [str(one[2]) for one in answers.get("consents", [])]
        return Notes(
            self._acts.keep_note(visit.batch, case_file, words),
            tuple(self._acts.keep_note(visit.batch, case_file, one) for one in consents),
        )

    async def _share(self, visit: Visit, case_file: CaseFile, answers: Answers) -> CaseFile:
        if answers.get("case_share") != "yes":
            return case_file
        return await self._acts.share_with_coach(visit.batch, case_file, visit.person)


def refused(refusal: Refusal) -> Phrase:
    return Phrase(refusal.key, refusal.fields)
