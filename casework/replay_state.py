"""How a case that is played back stands, as data that can be written as JSON.

Words that stand in the text files are `{"text_key": ..., "fields": ...}`: pure code has no words of its own.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from casework.case import Case
from casework.case_notices import StaffNotice
from casework.case_offers import (
    ActionOffer,
    GateOffer,
    TrackOffer,
    actions_now,
    gate_now,
    steps_to_open,
    tracks_to_go,
)
from casework.conditions import Scalar, holds
from casework.duties import Duty, duties
from casework.fact_questions import fact_asks
from casework.hints import hints_for
from casework.holders import Holder, Involved, next_present_day
from casework.holders import holders as holders_of
from casework.intervention_offers import InterventionOffer, interventions_now
from casework.log_entries import LogEntry, log_entries
from casework.pressing import Pressing, is_taken_up_at_once
from casework.protocol_model import Action, Advice, Notice, Protocol, RoleExpr
from casework.reminding import Reminding
from casework.replay_reading import Asked, Desk
from casework.replay_school import PlainDays
from casework.routing import NOT_PRESSING
from casework.school import School
from casework.terms import SchoolTerms
from casework.tracks import is_sexual_conduct_of_staff
from casework.wording import Label, Wording

Json = dict[str, Any]


@dataclass(frozen=True)
class Scenery:
    """What stays the same while a case is played.

    A case that is kept apart stays with `kept_with`, whatever roles its steps name; None for any other. `pressing` is
    how fast its first report is to be read. `asked` are those who are to take that up, None once somebody did.
    """

    protocol: Protocol
    school: School
    calendar: PlainDays
    terms: SchoolTerms
    settings: Mapping[str, Scalar]
    kept_with: tuple[str, ...] | None = None
    pressing: Pressing = NOT_PRESSING
    asked: Asked | None = None

    @property
    def desk(self) -> Desk:
        return Desk(self.protocol, self.school, self.calendar)

    def people(self, involved: Involved, wanted: RoleExpr) -> tuple[Holder, ...]:
        if self.kept_with is not None and wanted.role_ids() and not self.protocol.is_outside(wanted):
            found = (Holder(involved.who_has_it(person), wanted.role_ids()[0]) for person in self.kept_with)
            return tuple(one for one in found if one.person not in involved.left_out | involved.parties)
        return holders_of(self.protocol, self.school, involved, wanted)


def said(label: Label) -> Any:
    """Words of a protocol as they are, others as their text key with its fields."""
    if not isinstance(label, Wording):
        return label
    fields = {name: value.isoformat() if isinstance(value, date) else value for name, value in label.fields}
    dates = [name for name, value in label.fields if isinstance(value, date)]
    return {"text_key": label.key, "fields": fields, **({"dates": dates} if dates else {})}


def who(scenery: Scenery, involved: Involved, wanted: RoleExpr) -> Json:
    """The roles of an expression and the people in them."""
    people = [holder.person for holder in scenery.people(involved, wanted)]
    shown: Json = {"roles": list(wanted.role_ids()), "people": people}
    parties = list(_parties(wanted))
    return {**shown, "parties": parties} if parties else shown


def _parties(wanted: RoleExpr) -> Iterator[str]:
    if wanted.party is not None:
        yield wanted.party
    for part in (*wanted.any_of, *wanted.all_of):
        yield from _parties(part)


def state_of(scenery: Scenery, involved: Involved, case: Case) -> Json:
    """All that a lead could see of the case, and what is due."""
    ahead = [due_shown(scenery, involved, duty) for duty in duties_shown(scenery, involved, case)]
    facts = {**scenery.settings, **case.facts()}
    return {
        "open": not case.is_closed,
        "outcome": case.outcome,
        "track": facts.get("track"),
        "step": case.step_key,
        "step_label": case.step.label,
        "step_title": case.step.title,
        "no_punishment": case.step.no_punishment,
        "lead": who(scenery, involved, case.step.lead),
        "actions": [_action_shown(scenery, involved, case, offer) for offer in actions_now(case)],
        "interventions": [
            _intervention_shown(scenery, involved, one) for one in interventions_now(case, scenery.terms)
        ],
        "asks": [{"fact": one.fact, "by": who(scenery, involved, one.by)} for one in fact_asks(case)],
        "gate": _gate_shown(scenery, involved, gate_now(case)),
        "other_steps": [{"step": one.step, "by": who(scenery, involved, one.by)} for one in steps_to_open(case)],
        "other_tracks": [_track_shown(scenery, involved, one) for one in tracks_to_go(case)],
        "dues": ahead,
        "protocol_dues": [due for due in ahead if due["origin"] == "protocol"],
        "records": [_record_shown(scenery, involved, case, entry) for entry in log_entries(case)],
        "advice": [_advice_shown(one) for one in scenery.protocol.advice if holds(one.when, facts)],
        "facts": dict(sorted(facts.items())),
    }


def _track_shown(scenery: Scenery, involved: Involved, offer: TrackOffer) -> Json:
    by = who(scenery, involved, offer.by)
    return {"track": offer.track, "step": offer.step, "fits": offer.fits, "asked": offer.asked, "by": by}


def duties_shown(scenery: Scenery, involved: Involved, case: Case) -> tuple[Duty, ...]:
    """The duties of the case, with the days on which those who have them are reminded.

    A report is to be taken up on the day that is promised to who reads it, and a step that came to somebody else on the
    first day on which somebody who has it is there (P002 A002-14); what is the board's at once (AX-8), and what cannot
    wait otherwise, without the school's term.
    """
    cannot_wait = is_sexual_conduct_of_staff(case.facts()) or is_taken_up_at_once(case, scenery.pressing)
    at_once: SchoolTerms = {"acknowledge_days": 0} if cannot_wait else {}
    found = duties(case, scenery.calendar, {**scenery.terms, **at_once})
    taken_up = (_to_take_up(scenery, involved, duty) if duty.kind == "acknowledge" else duty for duty in found)
    ready = (_reminded(scenery, involved, duty) for duty in taken_up)
    return tuple(sorted(ready, key=lambda duty: duty.due_on))


def is_reminded_late(scenery: Scenery, involved: Involved, duty: Duty, day: date) -> bool:
    """Whether `day` is one of those on which what should have been done is asked for again.

    A report that nobody takes up is not asked for again: it goes on to the next on the line.
    """
    if duty.kind == "acknowledge" or day <= duty.due_on:
        return False
    yesterday = day - timedelta(days=1)
    return _reminding(scenery).day_when_late(duty, _people_of(scenery, involved, duty), yesterday) == day


def _reminded(scenery: Scenery, involved: Involved, duty: Duty) -> Duty:
    return replace(duty, remind_on=_reminding(scenery).days_of(duty, _people_of(scenery, involved, duty)))


def _reminding(scenery: Scenery) -> Reminding:
    return Reminding(scenery.protocol.roles, scenery.school, scenery.calendar)


def _people_of(scenery: Scenery, involved: Involved, duty: Duty) -> list[str]:
    if _is_asked(scenery, duty):
        return list(scenery.asked.people if scenery.asked is not None else ())
    return [holder.person for holder in scenery.people(involved.with_pupils(duty.pupils), duty.role)]


def _is_asked(scenery: Scenery, duty: Duty) -> bool:
    """Whether it is the report that these people are asked to take up."""
    return duty.kind == "acknowledge" and scenery.asked is not None


def _who_does(scenery: Scenery, involved: Involved, duty: Duty) -> Json:
    shown = who(scenery, involved, duty.role)
    return {**shown, "people": _people_of(scenery, involved, duty)} if _is_asked(scenery, duty) else shown


def _to_take_up(scenery: Scenery, involved: Involved, duty: Duty) -> Duty:
    """On the day by which who is asked for it reads it; else on the first from its own on which one of its holders is
    there, never past a maximum."""
    if scenery.asked is not None:
        return replace(duty, due_on=scenery.asked.read_by, remind_on=(scenery.asked.read_by,))
    roles, school = scenery.protocol.roles, scenery.school
    days = [
        next_present_day(roles, school, scenery.calendar, holder, duty.due_on)
        for holder in scenery.people(involved, duty.role)
    ]
    due = min((day for day in days if day is not None), default=duty.due_on)
    if due == duty.due_on or (duty.latest_on is not None and due > duty.latest_on):
        return duty
    return replace(duty, due_on=due, remind_on=(*duty.remind_on[:-1], due))


def due_shown(scenery: Scenery, involved: Involved, duty: Duty) -> Json:
    involved = involved.with_pupils(duty.pupils)
    return {
        "key": duty.key,
        "kind": duty.kind,
        "label": said(duty.label),
        "step": duty.step,
        "action": duty.action,
        "timer": duty.timer,
        "on": duty.due_on.isoformat(),
        "remind_on": [day.isoformat() for day in duty.remind_on],
        "latest_on": duty.latest_on.isoformat() if duty.latest_on else None,
        "who": _who_does(scenery, involved, duty),
        "pupils": list(duty.pupils),
        "also_reminded": None if duty.also_remind is None else who(scenery, involved, duty.also_remind),
        "origin": duty.origin,
        "rules": list(duty.rules),
    }


def reminded_shown(scenery: Scenery, involved: Involved, duty: Duty) -> Json:
    """Who is reminded of the duty: those who have it, and who hears of it with them."""
    involved = involved.with_pupils(duty.pupils)
    others = () if duty.also_remind is None else (who(scenery, involved, duty.also_remind),)
    shown = (_who_does(scenery, involved, duty), *others)
    return {
        **shown[0],
        **{name: list(dict.fromkeys(x for one in shown for x in one[name])) for name in ("roles", "people")},
    }


def notice_shown(scenery: Scenery, involved: Involved, notice: StaffNotice, noted_by: str | None) -> Json:
    """A notice; `noted_by` is the member of staff from whom it comes, None when it comes from its roles."""
    sender = who(scenery, involved, notice.by)
    return {
        "cause": notice.cause,
        "action": notice.action,
        "label": said(notice.label),
        "to": who(scenery, involved, notice.to),
        "from": sender if noted_by is None else {**sender, "people": [noted_by]},
        "rules": list(notice.rules),
    }


def _action_shown(scenery: Scenery, involved: Involved, case: Case, offer: ActionOffer) -> Json:
    found = case.protocol.find_action(offer.key)
    action = found[1] if found else None
    return {
        "key": offer.key,
        "step": offer.step,
        "label": offer.label,
        "kind": offer.kind,
        "by": who(scenery, involved, offer.by),
        "required": offer.required,
        "done": offer.done,
        "allowed": offer.allowed,
        "why_not": None if offer.why_not is None else said(offer.why_not),
        "pupils": dict(offer.ticks),
        "answers": [answer.key for answer in offer.answers],
        "consents": {ask.action: ask.answer for ask in offer.consents},
        "dates": [{"timer": one.timer, "max_days": one.max_days, "by_school": one.by_school} for one in offer.dates],
        **(_of_action(scenery, involved, action, case.facts()) if action else {}),
    }


def _intervention_shown(scenery: Scenery, involved: Involved, offer: InterventionOffer) -> Json:
    return {
        "key": offer.key,
        "label": offer.label,
        "by": who(scenery, involved, offer.by),
        "consult": [who(scenery, involved, one) for one in offer.consult],
        "running": offer.running,
        "pupils": list(offer.pupils),
        "since": offer.since.isoformat() if offer.since else None,
        "until": offer.until.isoformat() if offer.until else None,
        "asked": offer.asked,
        "allowed": offer.allowed,
        "why_not": None if offer.why_not is None else said(offer.why_not),
        "max_days": offer.max_days,
        "hints": [hint.label for hint in offer.hints],
    }


def _of_action(scenery: Scenery, involved: Involved, action: Action, facts: Mapping[str, Scalar]) -> Json:
    return {
        "modality": action.modality,
        "with": action.parties,
        "consult": [who(scenery, involved, one) for one in action.consult],
        "tells": [_notice_of(scenery, involved, one) for one in action.notices if holds(one.when, facts)],
        "records": [record.key for record in action.records],
        "hints": [hint.label for hint in hints_for(facts, action.hints)],
        "aids": list(action.aids),
        "rules": list(action.rules),
    }


def _notice_of(scenery: Scenery, involved: Involved, notice: Notice) -> Json:
    return {
        "to": who(scenery, involved, notice.to),
        "channel": notice.channel,
        "timing": notice.timing,
        "modality": notice.modality,
        "content": list(notice.content),
        "names": notice.names,
        "rules": list(notice.rules),
    }


def _gate_shown(scenery: Scenery, involved: Involved, gate: GateOffer | None) -> Json | None:
    if gate is None:
        return None
    return {
        "label": gate.label,
        "questions": [question.fact for question in gate.questions],
        "known": {question.fact: question.known for question in gate.questions if question.known is not None},
        "decided_by": who(scenery, involved, gate.decided_by),
        "closes": gate.closes,
        "on_no": gate.on_no,
        "look_again": None if gate.look_again is None else gate.look_again.action,
    }


def _record_shown(scenery: Scenery, involved: Involved, case: Case, entry: LogEntry) -> Json:
    return {
        "id": entry.id,
        "step": entry.step,
        "register": entry.register,
        "title": entry.title,
        "action": entry.id.partition("/")[0],
        "by": who(scenery, involved, entry.by),
        "on": entry.on.isoformat(),
        "fields": list(entry.fields),
        "files_of": list(entry.files_of),
        "under_first": _hangs_under_first(case, entry),
        "required": entry.required,
        "entered": entry.entered,
        "rules": list(entry.rules),
    }


def _hangs_under_first(case: Case, entry: LogEntry) -> bool:
    """P003 R-18: later entries hang under the case's first one."""
    action_key, record_key, _ = entry.id.split("/")
    found = case.protocol.find_action(action_key)
    records = found[1].records if found else ()
    return any(record.key == record_key and record.parent is not None for record in records)


def _advice_shown(advice: Advice) -> Json:
    return {
        "key": advice.key,
        "label": advice.label,
        "audience": advice.audience,
        "evidence": advice.evidence,
        "requires_done": list(advice.requires_done),
        "rules": list(advice.rules),
    }


def helplines_shown(protocol: Protocol) -> list[Json]:
    """The helplines that the protocol names; only what somebody verified is shown to people (AX-7)."""
    return [
        {
            "key": key,
            "label": line.label,
            "number": line.number,
            "url": line.url,
            "audience": list(line.audience),
            "shown": line.verified_on is not None,
        }
        for key, line in protocol.helplines.items()
    ]
