"""A case under way that goes on along another track of its protocol, because people know better what it is about.

A person decides that (design 4.10). What was done stays in the record. What happens to the step in which the case is
follows from what a school would expect:

- Another track that begins with the same step only differs in who gets the report and who is told (P000
  `pupils_online`, P001 `mentor_not_trusted`, P003 `staff_signal`): the case stays in its step.
- A track that the case came along already, and whose steps it has been walking since, begins nothing anew either (P002
  from `confidant` on to `pupils`).
- Any other track is other work by other people (P002 `pupils` and `staff_victim`; every protocol's track for staff): it
  begins at its entry step, and the step that is left ends unfinished, as with a jump. That also holds for a case that
  comes back from the track for staff: what was done with the pupils stays in the record, and somebody begins anew with
  them.

Same class or across classes is no track of P003: the coach of a pupil who is added comes in by the roles of the step
in which the case is, which goes on (N-44).
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from casework.case_events import (
    ActionDone,
    CaseEvent,
    CaseOpened,
    FactEstablished,
    OutcomeRecorded,
    PupilAdded,
    SignalReceived,
    TrackChanged,
    VictimIdentified,
)
from casework.case_state import Case
from casework.conditions import Condition, Scalar, holds
from casework.fact_questions import establishable_facts, fits
from casework.protocol_model import CLOSE, Protocol, RoleExpr, Track
from casework.tracks import first_that_fits, is_the_reporters, speaks_of

_OFFENDER = "offender_class"

_TEACHES = (ActionDone, CaseOpened, FactEstablished, OutcomeRecorded, PupilAdded, SignalReceived, VictimIdentified)
"""What can bring new facts about the whole case."""


@dataclass(frozen=True)
class TrackOffer:
    """A track to which the case may go now, with a written reason, by who acts in `by`.

    `step` is the key of the step that opens then, None when the case stays in its step; `step_label` is that of either.
    `says` are the facts that the choice of this track tells of the case. `fits` tells that what was learned since the
    case came to its track meets the condition of this one first; `asked` that it is about staff by now, so that
    somebody has to decide about it today.
    """

    track: str
    label: str
    by: RoleExpr
    step: str | None
    step_label: str
    says: Mapping[str, Scalar] = field(default_factory=dict)
    fits: bool = False
    asked: bool = False


def tracks_to_go(case: Case) -> tuple[TrackOffer, ...]:
    """The other tracks of the protocol to which the case may go now; what fits anew stands first.

    Those are the tracks whose condition holds by what is known and what the choice itself says. What is about staff
    goes to no track that was not made for that: first somebody establishes that it is not (AX-12). Nobody brings it to
    the colleague who reported it: what that one saw is asked at the beginning (P002 A002-1).
    """
    if case.is_closed:
        return ()
    known = case.protocol.tracks
    others = (one for one in known if one.key != case.facts().get("track") and not is_the_reporters(one))
    found = ((track, _offer(case, track)) for track in others if _may_go(case, track))
    offers = (offer for track, offer in found if _changes(case, track, offer))
    return tuple(sorted(offers, key=lambda offer: not offer.fits))


def track_asked(case: Case) -> TrackOffer | None:
    """The track for what is about staff, once that was learned of a case on another one; None while nobody decides."""
    return next((offer for offer in tracks_to_go(case) if offer.asked), None)


def with_track(case: Case, event: TrackChanged) -> Case:
    """The case on its new track. The step that is left ends unfinished; the one that opens asks everything anew, also
    what was agreed, picked or postponed in an earlier round of it."""
    moved = replace(case, case_facts={**case.case_facts, **event.facts, "track": event.track})
    if event.step is None:
        return moved
    actions = {action.key for action in case.protocol.step(event.step).actions}
    timers = {timer.id for action in case.protocol.step(event.step).actions for timer in action.timers}
    anew = actions | {event.step}
    return replace(
        moved,
        left_early=case.left_early | {case.step_key},
        ended_steps=frozenset(case.steps_opened),
        consents={key: state for key, state in case.consents.items() if key not in actions},
        chosen={key: day for key, day in case.chosen.items() if key not in timers},
        postponed={key: to for key, to in case.postponed.items() if key.split(":")[1] not in anew},
    )


def with_fitting_track(case: Case, event: CaseEvent) -> Case:
    """The case with which track fits what is known of it after `event`."""
    if not case.protocol.tracks or not isinstance(event, (*_TEACHES, TrackChanged)):
        return case
    found = first_that_fits(case.protocol, case.facts())
    key = None if found is None else found.key
    if isinstance(event, CaseOpened | TrackChanged):
        return replace(case, fitted_track=key, newly_fits=None)
    if key is None or key in (case.fitted_track, case.facts().get("track")):
        return replace(case, newly_fits=None)
    known = case.newly_fits is not None and case.newly_fits[0] == key
    return case if known else replace(case, newly_fits=(key, event.at))


def _changes(case: Case, track: Track, offer: TrackOffer) -> bool:
    """Whether going there does anything: another step, something new that it says of the case, or other people who get
    it or hear of it."""
    present = _present_track(case)
    if present is None or offer.step is not None or offer.fits:
        return True
    if any(case.facts().get(fact) != value for fact, value in offer.says.items()):
        return True
    told = [one for one in track.also_notify if one not in present.also_notify]
    return bool(told) or (track.receives, track.fallback) != (present.receives, present.fallback)


def _may_go(case: Case, track: Track) -> bool:
    known = {**case.facts(), **_says(case, track)}
    about_staff = case.facts().get(_OFFENDER) == "staff"
    if about_staff and not speaks_of(track, _OFFENDER) and _has_track_for_staff(case.protocol):
        return False
    return holds(track.when, known) and holds(case.protocol.step(track.start).entry, known)


def _offer(case: Case, track: Track) -> TrackOffer:
    step = None if _goes_on(case, track) else track.start
    lead, entry = case.step.lead, case.protocol.step(track.start)
    by = (lead,) if step is None or entry.open_by in (None, lead) else (lead, entry.open_by)
    fits_anew = case.newly_fits is not None and case.newly_fits[0] == track.key
    return TrackOffer(
        track=track.key,
        label=track.label,
        by=by[0] if len(by) == 1 else RoleExpr(any_of=tuple(one for one in by if one is not None)),
        step=step,
        step_label=case.step.label if step is None else entry.label,
        says=_says(case, track),
        fits=fits_anew,
        asked=fits_anew and case.facts().get(_OFFENDER) == "staff" and _leads_to_staff(case, track),
    )


def _present_track(case: Case) -> Track | None:
    return next((one for one in case.protocol.tracks if one.key == case.facts().get("track")), None)


def _leads_to_staff(case: Case, track: Track) -> bool:
    """Also from the track of the colleague who reported: by then it is more than what that one doubted (AX-8)."""
    present = _present_track(case)
    was_about_staff = speaks_of(present, _OFFENDER) and not (present is not None and is_the_reporters(present))
    return speaks_of(track, _OFFENDER) and not was_about_staff


def _has_track_for_staff(protocol: Protocol) -> bool:
    return any(speaks_of(track, _OFFENDER) for track in protocol.tracks)


def _goes_on(case: Case, track: Track) -> bool:
    """Whether the case is under way along this track already, so that its step goes on."""
    present = _present_track(case)
    if case.step_key == track.start or (present is not None and present.start == track.start):
        return True
    return track.start in case.steps_opened and case.step_key in _steps_along(case.protocol, track.start)


def _steps_along(protocol: Protocol, start: str) -> set[str]:
    """The steps that follow on this one in the normal order, itself among them."""
    found, ahead = {start}, [start]
    while ahead:
        gate = protocol.step(ahead.pop()).gate
        follow = {key for key in (gate.on_yes, gate.on_no) if key is not None and key != CLOSE} - found
        found |= follow
        ahead += sorted(follow)
    return found


def _says(case: Case, track: Track) -> dict[str, Scalar]:
    """What a person says of the case by choosing this track: the values that its condition wants, where a person can
    establish them at all. Once it is known who it happens to, only that says whether it is a colleague."""
    known = establishable_facts(case.protocol) - ({"victim_class"} if case.victim_known else set())
    wanted = _wanted(track.when)
    return {fact: value for fact, value in wanted if fact in known and fits(case.protocol, fact, value)}


def _wanted(condition: Condition | None) -> Iterator[tuple[str, Scalar]]:
    if condition is None:
        return
    if condition.fact is not None and condition.op == "eq" and isinstance(condition.value, bool | int | str):
        yield condition.fact, condition.value
    for part in condition.all_of or ():
        yield from _wanted(part)
