"""Whatever people do in whatever order, under every protocol: the engine answers, and nothing is left to nobody."""

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from casework.case_commands import (
    Acknowledge,
    AddPupil,
    AnswerGate,
    ChangeTrack,
    ChooseDate,
    CloseWith,
    Command,
    DecideOnHome,
    DeclineIntervention,
    EndIntervention,
    EnterRecords,
    EstablishFact,
    HandleSignals,
    HandOver,
    IdentifyVictim,
    JoinCase,
    MarkDone,
    OpenStep,
    PickWatchers,
    Postpone,
    ProlongIntervention,
    RecordConsent,
    RecordOutcome,
    ReportSignal,
    SayHowMany,
    Skip,
    StartIntervention,
    SwitchTaper,
)
from casework.case_state import Case
from casework.case_view import Card, card
from casework.command_warnings import warnings_about
from casework.duties import duties
from casework.fact_questions import establishable_facts
from casework.intervention_status import find_intervention
from casework.log_entries import log_entries, open_records
from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids
from casework.protocol_model import Intervention, Timer
from casework.series import start_day
from tests.casework.altered import altered_protocol
from tests.casework.cases import PlainDays, Walk, WithFreeDays
from tests.casework.means import means_protocol

PROTOCOLS = (*(shipped_protocol(one) for one in shipped_protocol_ids()), altered_protocol(), means_protocol())
CHRISTMAS = (date(2025, 12, 20), date(2026, 1, 4))
SUMMER = (date(2026, 7, 11), date(2026, 8, 23))
CALENDARS = (PlainDays(), WithFreeDays(CHRISTMAS, SUMMER))

days = some.dates(date(2025, 10, 1), date(2026, 12, 31))
reasons = some.sampled_from([None, "note"])
pupils = some.sampled_from(["V", "B", "C", "D"])
groups = some.sampled_from([(), ("B",), ("V", "B"), ("B", "C"), ("X",)])


def any_command(protocol: Protocol) -> some.SearchStrategy[Command]:
    """Anything that somebody could ask, sensible or not."""
    actions = [action for part in protocol.parts() for action in part.all_actions]
    keys = some.sampled_from([action.key for action in actions])
    means = some.sampled_from([one.key for one in protocol.interventions] or ["nothing"])
    guarded = some.sampled_from([*(one.key for one in protocol.interventions), *(action.key for action in actions)])
    answers = some.sampled_from(sorted({answer.key for action in actions for answer in action.answers}) or ["none"])
    timers = some.sampled_from([timer.id for action in actions for timer in action.timers] or ["none"])
    parts = some.sampled_from([part.key for part in protocol.parts()])
    tests = {question.fact for step in protocol.steps for question in step.gate.test}
    facts = some.sampled_from(sorted(establishable_facts(protocol)))
    values = some.sampled_from([True, False, "serious", "normal", "staff", "pupil", 3])
    tracks = some.sampled_from([track.key for track in protocol.tracks] or ["nowhere"])
    outcomes = some.sampled_from([outcome.key for outcome in protocol.outcomes])
    return some.one_of(
        some.builds(MarkDone, keys, days, participants=groups),
        some.builds(RecordOutcome, keys, days, answers, reasons),
        some.builds(RecordConsent, guarded, some.booleans()),
        some.builds(ChooseDate, timers, weeks=some.integers(-2, 60)),
        some.builds(ChooseDate, timers, on=days, every=some.sampled_from([None, 7])),
        some.builds(ChooseDate, timers, every=some.integers(-1, 400)),
        some.builds(SwitchTaper, timers),
        some.builds(Skip, keys, reasons, groups),
        some.builds(AnswerGate, some.fixed_dictionaries({fact: some.booleans() for fact in tests}), reason=reasons),
        some.builds(AnswerGate, passed=some.booleans(), reason=reasons),
        some.builds(AnswerGate, look_again=some.just(True), reason=reasons),
        some.builds(OpenStep, parts, reasons),
        some.builds(ChangeTrack, tracks, reasons),
        some.builds(EnterRecords, parts),
        some.builds(EstablishFact, facts, values, reasons),
        some.builds(ReportSignal, facts=some.dictionaries(facts, values, max_size=2)),
        some.builds(
            StartIntervention,
            means,
            days,
            some.none() | days,
            groups,
            some.none() | some.integers(0, 9),
            size_open=some.booleans(),
        ),
        some.builds(SayHowMany, means, some.integers(0, 9)),
        some.builds(ProlongIntervention, means, days, reasons, groups),
        some.builds(EndIntervention, means, days, reasons, groups),
        some.builds(DeclineIntervention, means, reasons),
        some.builds(DecideOnHome, some.booleans(), reasons),
        some.builds(PickWatchers, keys, some.sampled_from([(), ("anna",)]), reasons, days),
        some.builds(IdentifyVictim, pupils, some.booleans()),
        some.builds(AddPupil, pupils, some.sampled_from(["bully", "follower", "bystander"])),
        some.builds(HandOver, some.sampled_from(["other", "mentor"])),
        some.sampled_from([Acknowledge(), HandleSignals(), JoinCase("9")]),
        some.builds(CloseWith, outcomes, reasons),
    )


def likely_commands(walk: Walk) -> Iterator[Command]:
    """What the card itself offers, so that walks get far."""
    shown = card(walk.case, walk.calendar, walk.today)
    yield from _of_the_gate(shown)
    for offer in shown.offers:
        if not offer.allowed or offer.ask == "watch":
            continue
        yield from (RecordConsent(consent.action, given=True) for consent in offer.consents if consent.answer is None)
        yield from (RecordOutcome(offer.key, walk.today, answer.key, "note") for answer in offer.answers)
        yield from (SwitchTaper(taper.timer) for taper in offer.tapers if not taper.switched)
        yield MarkDone(offer.key, walk.today)
    for means in shown.interventions:
        last = walk.today + timedelta(days=means.max_days or 7)
        yield RecordConsent(means.key, given=True)
        yield StartIntervention(means.key, walk.today, last if means.asks_end else None, ("B",), 6)
        for pupil in means.may_have:
            yield StartIntervention(means.key, walk.today, last if means.asks_end else None, (pupil,))
        yield EndIntervention(means.key, walk.today, participants=means.pupils)
        yield ProlongIntervention(means.key, last, "note", participants=means.pupils)
    yield from (ChangeTrack(track.track, "note") for track in shown.tracks)
    for fact in shown.facts:
        yield from (EstablishFact(fact.fact, value, "note") for value, _ in fact.values or ((True, ""), (False, "")))


def _of_the_gate(shown: Card) -> Iterator[Command]:
    if shown.gate is not None:
        for answer in (True, False):
            answers = {question.fact: answer for question in shown.gate.questions}
            yield AnswerGate(answers, passed=answer, reason="note")
        if shown.gate.look_again is not None:
            yield AnswerGate(look_again=True, reason="note")
    yield from (OpenStep(step.step, "note") for step in shown.other_steps)


@settings(max_examples=50, deadline=None)
@given(choose=some.data())
def test_no_walk_raises_and_every_open_case_asks_something_of_somebody(choose: some.DataObject) -> None:
    protocol = choose.draw(some.sampled_from(PROTOCOLS))
    walk = Walk(
        protocol,
        victim=choose.draw(some.sampled_from([None, "V"])),
        calendar=choose.draw(some.sampled_from(CALENDARS)),
        start=choose.draw(some.sampled_from([None, *(step.key for step in protocol.steps)])),
    )
    walk.terms = choose.draw(some.sampled_from([{}, {"step_days": 0}, {timer.id: 30 for timer in _timers(protocol)}]))
    walk.does(AddPupil("B", "bully"), AddPupil("C", "bully"))
    commands = any_command(protocol)
    for _ in range(choose.draw(some.integers(1, 25))):
        walk.now += timedelta(days=choose.draw(some.integers(0, 20)))
        likely = list(likely_commands(walk)) if choose.draw(some.booleans()) else []
        command = choose.draw(some.sampled_from(likely) if likely else commands)
        warnings_about(walk.case, command)
        walk.asks(command)
        _stands(walk)
        if choose.draw(some.booleans()):
            _postpone_one(walk, choose)
            _stands(walk)


def _timers(protocol: Protocol) -> Iterator[Timer]:
    for part in protocol.parts():
        for action in part.all_actions:
            yield from action.timers
        if isinstance(part, Intervention) and part.timer is not None:
            yield part.timer


def _postpone_one(walk: Walk, choose: some.DataObject) -> None:
    ahead = tuple(walk.duties().values())
    if ahead:
        duty = choose.draw(some.sampled_from(ahead))
        to = walk.today + timedelta(days=choose.draw(some.integers(-3, 60)))
        walk.asks(Postpone(duty.key, to, reason="note"))


def _stands(walk: Walk) -> None:
    case = walk.case
    ahead = duties(case, walk.calendar, walk.terms)
    assert len({duty.key for duty in ahead}) == len(ahead)
    assert any(duty.kind not in ("acknowledge", "records", "signal") for duty in ahead) != case.is_closed
    for duty in ahead:
        assert duty.remind_on[-1] == duty.due_on
        assert duty.latest_on is None or duty.due_on <= duty.latest_on
        assert duty.role.role_ids()
        assert case.part(duty.step)
    _keeps_to_maxima(case)
    _tells_pupils_apart(case)
    shown = card(case, walk.calendar, walk.today, walk.terms)
    assert not (case.is_closed and (shown.offers or shown.interventions or shown.facts or shown.watchers))
    ids = [entry.id for entry in log_entries(case)]
    assert len(ids) == len(set(ids))
    assert {entry.id for entry in open_records(case)} <= set(ids)


def _tells_pupils_apart(case: Case) -> None:
    """A means runs once at a time, where each pupil has it apart once for each of them."""
    for means in case.protocol.interventions:
        running = case.running_runs(means)
        having = [pupil for run in running for pupil in run.participants]
        assert len(having) == len(set(having))
        assert len(running) <= (len(having) if means.per_pupil else 1)
        assert case.facts()[f"running.{means.key}"] == bool(running)


def _keeps_to_maxima(case: Case) -> None:
    """No end of an intervention and no date that a person chose lies past a hard maximum."""
    for key, runs in case.runs.items():
        means = find_intervention(case, key)
        longest = means.timer.longest if means is not None and means.timer is not None else None
        for run in runs:
            assert run.until is None or run.until >= run.started_on
            assert longest is None or run.until is None or (run.until - run.started_on).days <= longest
    for part in case.protocol.parts():
        for action in part.all_actions:
            for timer in action.timers:
                chosen, start = case.chosen.get(timer.id), start_day(case, part, action, timer)
                if (
                    timer.longest is not None
                    and chosen is not None
                    and start is not None
                    and not case.done.get(action.key)
                ):
                    assert (chosen - start).days <= timer.longest
