"""A case that a test walks through, as a lead would: commands in, the state after them out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from casework.case import Case, fold
from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    Command,
    EnterRecords,
    MarkDone,
    RecordConsent,
    RecordOutcome,
)
from casework.case_decisions import do, open_case
from casework.case_events import CaseEvent, ReporterKind
from casework.case_notices import StaffNotice, notices_after
from casework.case_offers import actions_now
from casework.conditions import Scalar
from casework.duties import Duty, duties
from casework.log_entries import open_records
from casework.protocol import Protocol
from casework.terms import Calendar
from casework.wording import Refusal

T0 = datetime(2025, 11, 3, 9, 0, tzinfo=UTC)  # Monday 10:00 in Amsterdam


class PlainDays:
    """Every day is a school day: the setting of the worked cases (AX-19)."""

    def on_or_after(self, day: date) -> date:
        return day

    def on_or_before(self, day: date) -> date:
        return day

    def day_before(self, day: date) -> date:
        return self.on_or_before(day - timedelta(days=1))

    def due_on(self, start: date, days: int) -> date:
        return self.on_or_after(start + timedelta(days=days))

    def latest_on(self, start: date, max_days: int) -> date:
        return self.on_or_before(start + timedelta(days=max_days))


class WithFreeDays(PlainDays):
    """Weekends and the given spans of days are free."""

    def __init__(self, *spans: tuple[date, date]) -> None:
        self._spans = spans

    def on_or_after(self, day: date) -> date:
        while self._is_free(day):
            day += timedelta(days=1)
        return day

    def on_or_before(self, day: date) -> date:
        while self._is_free(day):
            day -= timedelta(days=1)
        return day

    def _is_free(self, day: date) -> bool:
        return day.weekday() > 4 or any(first <= day <= last for first, last in self._spans)


class Walk:
    """A case and the clock beside it."""

    def __init__(
        self,
        protocol: Protocol,
        *,
        victim: str | None = "V",
        reporter: ReporterKind = "victim",
        now: datetime = T0,
        calendar: Calendar | None = None,
        facts: Mapping[str, Scalar] | None = None,
        track: str | None = None,
        start: str | None = None,
    ) -> None:
        self.protocol = protocol
        self.by = "mentor"
        self.calendar = calendar or PlainDays()
        self.now = now
        self.terms: dict[str, int] = {}
        self.notices: list[StaffNotice] = []
        opened = open_case(
            protocol,
            "hash",
            by="mentor",
            now=now,
            reporter=reporter,
            class_id="2B",
            victim=victim,
            facts=facts,
            track=track,
            start=start,
        )
        self.events: list[CaseEvent] = list(opened)
        self.notices += notices_after(self.case, opened[-1])

    @property
    def case(self) -> Case:
        return fold(self.protocol, self.events)

    @property
    def today(self) -> date:
        return self.now.date()

    def on(self, day: date) -> "Walk":
        """Move the clock to ten in the morning of `day`."""
        self.now = datetime(day.year, day.month, day.day, 9, 0, tzinfo=UTC)
        return self

    def asks(self, command: Command, roles: frozenset[str] | None = None) -> Refusal | None:
        """Give a command; the refusal, or None when it was carried out."""
        answer = do(self.case, command, by=self.by, now=self.now, calendar=self.calendar, roles=roles, terms=self.terms)
        if isinstance(answer, Refusal):
            return answer
        for event in answer:
            self.events.append(event)
            self.notices += notices_after(self.case, event)
        return None

    def refused(self, command: Command, roles: frozenset[str] | None = None) -> Refusal:
        """Give a command that must change nothing; why it does not."""
        before = len(self.events)
        answer = self.asks(command, roles)
        assert answer is not None
        assert len(self.events) == before
        return answer

    def does(self, *commands: Command) -> "Walk":
        for command in commands:
            answer = self.asks(command)
            assert answer is None, answer
        return self

    def done(self, *actions: str) -> "Walk":
        return self.does(*(MarkDone(action, self.today, note="note") for action in actions))

    def concludes(self, action: str, answer: str) -> "Walk":
        return self.does(RecordOutcome(action, self.today, answer, note="note"))

    def duties(self) -> dict[str, Duty]:
        return {duty.key: duty for duty in duties(self.case, self.calendar, self.terms)}

    def due(self, key: str) -> date:
        return self.duties()[key].due_on

    def offers(self) -> dict[str, bool]:
        return {offer.key: offer.allowed for offer in actions_now(self.case)}

    def enters_all_records(self) -> "Walk":
        steps = {entry.step for entry in open_records(self.case)}
        return self.does(*(EnterRecords(step) for step in sorted(steps)))


def at_step_2(protocol: Protocol, calendar: Calendar | None = None, mediation: bool = True) -> Walk:
    """Talked with the victim, who agreed; the pupils B and B2 are named."""
    walk = Walk(protocol, calendar=calendar)
    walk.does(Acknowledge(), AddPupil("B", "bully"), AddPupil("B2", "bully"))
    walk.done("intake", "talk_victim")
    return walk.does(
        RecordConsent("call_victim_parents", given=True, words="words"),
        RecordConsent("talk_bullies", given=True, words="words"),
        RecordConsent("mediation", given=mediation, words="words"),
    )


def at_step_4(protocol: Protocol, calendar: Calendar | None = None) -> Walk:
    """The mediation was held on T0."""
    return at_step_2(protocol, calendar).done("talk_bullies", "mediation")


def at_step_5(protocol: Protocol, calendar: Calendar | None = None) -> Walk:
    """On 2025-11-17 it had not stopped."""
    walk = at_step_4(protocol, calendar).on(date(2025, 11, 17)).concludes("evaluate", "not_stopped")
    return walk.does(AnswerGate({"stopped": False}))
