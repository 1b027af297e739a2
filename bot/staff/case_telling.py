"""What staff hear of a command on a case: one message to each person, the most important one.

It holds a case number, a step and nothing else (design 4.11).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.batch import Batch
from bot.flows.small_buttons import small_button
from bot.flows.words import Button, Message, Phrase, in_one_sentence, phrase
from bot.house import House
from bot.reading import Reading, way_of
from bot.staff.card_scene import home_button, mean_button
from bot.staff.case_informed import has_work
from bot.staff.case_people import lead_of, people_for, responsible_for
from bot.staff.case_terms import terms_for
from bot.staff.shown_cards import remember_card
from casework.case import Case, applied
from casework.case_events import (
    CaseEvent,
    HandedOver,
    InterventionStarted,
    SignalReceived,
    StepOpened,
    TrackChanged,
)
from casework.case_notices import Cause, StaffNotice, notices_after, work_to_come
from casework.duties import Kind, duties
from casework.home_safety import home_said_safe
from casework.intervention_status import find_intervention
from storage.cases import CaseFile

_NOTICE_OF: Mapping[Cause, str] = {
    "signal": "case-notice-signal",
    "trigger": "case-notice-trigger",
    "intervention_started": "case-notice-means",
    "home": "case-notice-home",
    "track": "case-notice-track",
    "decided": "case-notice-decided",
    "may_open": "case-notice-may-open",
}

_WORK: frozenset[Kind] = frozenset({"do", "choose", "consent", "consent_again", "intervention"})
"""The duties that somebody has by what began, beside those of which who leads the step is told."""

_INFORMED = "case-notice-informed"
_FOR_INFORMATION: frozenset[Cause] = frozenset({"step_opened", "action_done", "fact_told", "intervention_started"})
"""Who hears of these and has nothing to do in the case is told that it is for information."""


@dataclass(frozen=True)
class Change:
    """What a command of `person` did: the case before it, and each event with the case after that event.

    `asker` asked for it, and hears by themselves what was decided.
    """

    before: Case
    followed: tuple[tuple[CaseEvent, Case], ...]
    person: str
    asker: str | None = None
    got_it: str | None = None
    """Who got the case because of it, and was told so."""

    @property
    def after(self) -> Case:
        return self.followed[-1][1]

    @property
    def opens_step(self) -> bool:
        return any(isinstance(event, StepOpened) for event in self.events)

    @property
    def events(self) -> tuple[CaseEvent, ...]:
        return tuple(event for event, _ in self.followed)


def change_of(before: Case, events: Iterable[CaseEvent], person: str, asker: str | None = None) -> Change:
    """What a command of `person` did when these events came of it."""
    followed: list[tuple[CaseEvent, Case]] = []
    for event in events:
        followed.append((event, applied(followed[-1][1] if followed else before, event)))
    return Change(before, tuple(followed), person, asker)


class CaseTelling:
    """Tells staff, by their address of the moment, what follows from a command."""

    def __init__(self, house: House) -> None:
        self._house = house

    def to_tell(self, case_file: CaseFile, reading: Reading, change: Change) -> dict[str, tuple[Phrase, Button]]:
        """What each person hears, with the button that leads to it. Nothing is said to somebody outside the school."""
        notices = [notice for event, state in change.followed for notice in notices_after(state, event)]
        first = [notice for notice in notices if notice.cause == "home"]
        told: dict[str, tuple[Phrase, Button]] = {}
        self._tell_each(told, case_file, reading, change, first)
        for person in self._new_leads(reading, change):
            lead = phrase("case-notice-lead", step=change.after.step.label)
            told.setdefault(person, (lead, small_button("card", str(case_file.number))))
        self._tell_each(told, case_file, reading, change, notices)
        for person, words in self._get_work(reading, change):
            told.setdefault(person, (words, small_button("card", str(case_file.number))))
        for person in self._get_it_besides(reading, change):
            words = phrase("case-notice-step", step=change.after.step.label)
            told.setdefault(person, (words, small_button("card", str(case_file.number))))
        told.pop(change.person, None)
        told.pop(change.got_it or "", None)
        if not told and any(isinstance(event, SignalReceived) for event in change.events):
            # A step that says nothing about a signal does not leave it unheard.
            words = phrase("case-notice-signal", step=change.after.step.label)
            leads = lead_of(self._house, change.after, reading)
            button = small_button("card", str(case_file.number))
            return {person: (words, button) for person in leads if person != change.person}
        return told

    def notify(
        self, batch: Batch, number: int, person: str, words: Phrase, button: Button, asks: Sequence[int] = ()
    ) -> None:
        """Put the message to `person` about the case of this number in the batch; nothing for who has no address.

        A question that it `asks` is remembered, for it may be answered by somebody else.
        """
        address = self._house.address_of(person)
        if address is None:
            return
        numbered = Phrase(words.key, (*words.fields, ("number", number)))
        row = batch.say(address, Message((numbered,), ((button,),), protected=True), case_number=number)
        if asks:
            remember_card(self._house, batch, number, address, row=row, asks=asks)

    def _tell_each(
        self,
        told: dict[str, tuple[Phrase, Button]],
        case_file: CaseFile,
        reading: Reading,
        change: Change,
        notices: Iterable[StaffNotice],
    ) -> None:
        for notice in notices:
            key = _NOTICE_OF.get(notice.cause, "case-notice-step")
            if notice.cause == "home" and home_said_safe(change.after):
                was_forbidden = change.after.home_forbidden is not None
                key = "case-notice-home-again" if was_forbidden else "case-notice-home-taken-back"
            words = phrase(key, step=_step_label(change.after, notice))
            button = _notice_button(case_file, change.after, notice)
            for person in people_for(self._house, change.after, reading, notice.to):
                if notice.cause == "decided" and (person not in reading.may_read or person == change.asker):
                    continue  # a decision brings nobody into a case
                invited = notice.cause not in _FOR_INFORMATION or has_work(self._house, change.after, reading, person)
                asks = None if invited else self._consulted(change.after, reading, notice)
                said = words if invited else asks or _informed(change.after, notice)
                if change.opens_step or informing(person, said) not in reading.informed:
                    told.setdefault(person, (said, button))

    def _consulted(self, case: Case, reading: Reading, notice: StaffNotice) -> Phrase | None:
        """Who has to talk it over with whom the notice is for, and by when; None when that is asked of nobody now
        (P003 N-64: a step that cannot be carried out)."""
        found = case.protocol.find_action(notice.action)
        asked = {role for one in found[1].consult for role in one.role_ids()} if found is not None else set()
        if asked.isdisjoint(notice.to.role_ids()):
            return None
        all_of_them = duties(case, self._house.calendar, terms_for(self._house, case, reading))
        duty = next((one for one in all_of_them if one.action == notice.action and one.kind == "do"), None)
        if duty is None:
            return None
        names = [self._house.name_of(one) for one in people_for(self._house, case, reading, duty.role)]
        key = "case-notice-consulted-by-more" if len(names) > 1 else "case-notice-consulted"
        return phrase(key, step=case.part(notice.step).label, names=in_one_sentence(names), due=duty.due_on)

    def _new_leads(self, reading: Reading, change: Change) -> Iterable[str]:
        if not _new_leads(change.before, change.after, change.events):
            return ()
        return lead_of(self._house, change.after, reading)

    def _get_work(self, reading: Reading, change: Change) -> Iterator[tuple[str, Phrase]]:
        """Who has something to do in the step or means that just began, however late; who reads the case also where
        their work waits for that of others."""
        case, begun = change.after, _begun(change)
        if not begun or case.is_closed:
            return
        for duty in duties(case, self._house.calendar, terms_for(self._house, case, reading)):
            if duty.step in begun and duty.kind in _WORK:
                for person in responsible_for(self._house, case, reading, duty):
                    yield person, begun[duty.step]
        for part, wanted in work_to_come(case, begun):
            for person in people_for(self._house, case, reading, wanted):
                if person in reading.may_read:
                    yield person, begun[part.key]

    def _get_it_besides(self, reading: Reading, change: Change) -> Iterator[str]:
        """Whose a case is too that came to a track on which the first contact leads it (P002 N-35)."""
        way = way_of(self._house, reading)
        if way.leads_beside and any(isinstance(event, TrackChanged) for event in change.events):
            for wanted in way.receives:
                yield from people_for(self._house, change.after, reading, wanted)


def _begun(change: Change) -> dict[str, Phrase]:
    """What began by this, with what is said of it to who has something to do there; a means is not named."""
    begun = {}
    for event in change.events:
        if isinstance(event, StepOpened):
            begun[event.step] = phrase("case-notice-work", step=change.after.part(event.step).label)
        elif isinstance(event, InterventionStarted):
            begun[event.intervention] = phrase("case-notice-work-of-means")
    return begun


def informing(person: str, words: Phrase) -> str | None:
    """What a case remembers of telling somebody for information in which step it is; None for other words."""
    return f"{person} {dict(words.fields).get('step')}" if words.key == _INFORMED else None


def _informed(case: Case, notice: StaffNotice) -> Phrase:
    """Where the case is, for somebody who has nothing to do in it."""
    key = "case-notice-informed-means" if notice.cause == "intervention_started" else _INFORMED
    return phrase(key, step=case.part(notice.step).label)


def _step_label(case: Case, notice: StaffNotice) -> str:
    """The step in which the case is where it is about a means: its name would say what happens to a pupil."""
    is_means = find_intervention(case, notice.step) is not None
    return case.step.label if is_means else case.part(notice.step).label


def _notice_button(case_file: CaseFile, case: Case, notice: StaffNotice) -> Button:
    """Where a notice leads: to what is to be decided, else to the card."""
    revision = len(case_file.events)
    if notice.cause == "home":
        return home_button(case_file.number, revision)
    if notice.cause == "trigger":
        return mean_button(case_file.number, revision, case.protocol, notice.step)
    return small_button("card", str(case_file.number))


def _new_leads(case_before: Case, case: Case, events: Iterable[CaseEvent]) -> bool:
    """Whether these events gave the step to somebody else, who has to acknowledge it."""
    if any(isinstance(event, HandedOver) for event in events):
        return True
    opened = any(isinstance(event, StepOpened) for event in events)
    return opened and case_before.step.lead != case.step.lead
