"""Whether a protocol that extends another only adds or tightens: nothing removed, bypassed, later or looser.

What may become of each field is in `tightening_rules`; here are conditions, the ways from step to step, and what
may be added where.
"""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from casework.conditions import Condition, facts_named, holds
from casework.protocol_additions import unfit_additions
from casework.protocol_beside_steps import Advice, FactQuestion, Periodic, Question, Route
from casework.protocol_check_facts import Facts, assignments
from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_check_ways import first_steps, ways_out
from casework.protocol_elements import Action, Consent, Participants, Record, Timer
from casework.protocol_model import CLOSE, Intervention, Outcome, Protocol, RoleExpr, Step, Track
from casework.school import CONFIDANT, FIRST_CONTACT, STAFF_ANY
from casework.tightening_rules import (
    DECIDER_OR_LEAD,
    INSIDE,
    PEOPLE_OR_LEAD,
    RULES,
    SPANS,
    longest_where_chosen,
    names_all_of,
)

_NOT_TO_GAIN = frozenset({"participants", "timer"})
"""A limit on who takes part, or on how long it lasts, that something of the base did not have."""

_EVERY = {"P1W": 7, "P1Y": 365, "school_year_start": 365, "P2Y": 730, "once": 3650}


def loosenings(base: Protocol, whole: Protocol) -> Iterator[Finding]:
    """Everything in which `whole` is looser than `base`, which it extends, at places in `whole`."""
    yield from _Comparison(base, whole).findings()
    yield from unfit_additions(base, whole)


class _Comparison:
    def __init__(self, base: Protocol, whole: Protocol) -> None:
        self._base, self._whole = base, whole
        self._facts = Facts(Walk(whole))
        self._base_steps = {step.key: step for step in base.steps}
        self._steps = {step.key: step for step in whole.steps}

    def findings(self) -> Iterator[Finding]:
        yield from self._inside(self._base, self._whole, (), "")
        yield from self._tracks()
        yield from self._outcomes()

    def _inside(
        self, old: BaseModel, new: BaseModel, place: Place, name: str, acting: RoleExpr | None = None
    ) -> Iterator[Finding]:
        """`acting` is who does what is in the part around it, where that part names nobody."""
        name = str(getattr(old, "key", getattr(old, "id", name)))
        acting = _acting_in(old) or acting
        for field, rule in RULES[type(old)].items():
            at = (*place, type(old).model_fields[field].alias or field)
            before, after = getattr(old, field), getattr(new, field)
            if rule in (PEOPLE_OR_LEAD, DECIDER_OR_LEAD) and before is None and after is not None:
                before = acting
            if isinstance(old, Timer) and old.setting is not None and field in SPANS:
                continue
            if rule is INSIDE:
                yield from self._elements(before, after, at, name, acting)
            elif before != after and not rule.allows(before, after):
                yield Finding(at, rule.key, {"name": str(at[-1]), "element": name})
        yield from _who_decide(old, new, place, name, acting)
        if isinstance(old, Timer) and isinstance(new, Timer) and old.setting is None:
            yield from _fixed_far_away(old, new, place)
        yield from self._conditions(old, new, place, name)
        if isinstance(old, Step) and isinstance(new, Step):
            yield from self._ways(old, new, (*place, "gate"))
        if isinstance(old, Periodic) and isinstance(new, Periodic) and old.setting is None and _rarer(old, new):
            fields = {"name": "every", "element": name}
            yield Finding((*place, "every"), "protocol-problem-extends-longer", fields)

    def _elements(self, old: Any, new: Any, place: Place, name: str, acting: RoleExpr | None) -> Iterator[Finding]:
        """Elements with a key, a map of them, or one that may be absent."""
        if isinstance(old, dict):
            for key, element in old.items():
                yield from self._inside(element, new[key], (*place, key), key, acting)
        elif isinstance(old, tuple):
            places = {_key_of(element): index for index, element in enumerate(new)}
            for element in old:
                index = places[_key_of(element)]
                yield from self._inside(element, new[index], (*place, index), name, acting)
            if place[-1] == "answers" and len(new) > len(old):
                fields = {"name": str(_key_of(new[len(old)])), "element": name}
                yield Finding((*place, len(old)), "protocol-problem-extends-answer", fields)
        elif old is not None and new is None:
            yield Finding(place, "protocol-problem-extends-removed", {"name": str(place[-1]), "element": name})
        elif old is not None:
            yield from self._inside(old, new, place, name, acting)
        elif new is not None and place[-1] in _NOT_TO_GAIN and not _only_fewer_at_once(new):
            fields = {"name": str(place[-1]), "element": name}
            yield Finding(place, "protocol-problem-extends-changed", fields)

    def _conditions(self, old: BaseModel, new: BaseModel, place: Place, name: str) -> Iterator[Finding]:
        narrowed = "protocol-problem-extends-narrowed"
        if isinstance(old, Consent) and isinstance(new, Consent):
            lifts_more = new.unless is not None and (old.unless is None or not self._within(new.unless, old.unless))
            if lifts_more:
                yield Finding((*place, "unless"), "protocol-problem-extends-unless", {"element": name})
            if old.on_refusal == new.on_refusal == "alternative" and old.alternative != new.alternative:
                fields = {"name": "alternative", "element": name}
                yield Finding((*place, "alternative"), "protocol-problem-extends-changed", fields)
        if _must_hold_as_often(old, new) and not self._within(_when(old), _when(new)):
            yield Finding((*place, "when"), narrowed, {"name": "when", "element": name})
        if isinstance(old, Step) and isinstance(new, Step) and not self._within(old.entry, new.entry):
            yield Finding((*place, "entry"), narrowed, {"name": "entry", "element": name})
        if isinstance(old, Outcome) and isinstance(new, Outcome) and self._contradicts_less(old, new):
            yield Finding((*place, "contradicts"), narrowed, {"name": "contradicts", "element": name})
        if isinstance(old, Intervention) and isinstance(new, Intervention) and self._triggers_less(old, new):
            yield Finding((*place, "trigger"), narrowed, {"name": "trigger", "element": name})
        if isinstance(old, Intervention | Track) and not self._same(_when(old), _when(new)):
            fields = {"name": "when", "element": name}
            yield Finding((*place, "when"), "protocol-problem-extends-changed", fields)

    def _triggers_less(self, old: Intervention, new: Intervention) -> bool:
        if old.trigger is None:
            return False
        return new.trigger is None or not self._within(old.trigger, new.trigger)

    def _contradicts_less(self, old: Outcome, new: Outcome) -> bool:
        """One that contradicts nothing any more is judged by the rule for its field."""
        if old.contradicts is None or new.contradicts is None:
            return False
        return not self._within(old.contradicts, new.contradicts)

    def _within(self, narrow: Condition | None, wide: Condition | None) -> bool:
        """Whether `wide` holds wherever `narrow` does."""
        stands = assignments(self._facts, narrow, wide)
        return narrow == wide or all(holds(wide, stand) for stand in stands if holds(narrow, stand))

    def _same(self, one: Condition | None, other: Condition | None) -> bool:
        return self._within(one, other) and self._within(other, one)

    def _ways(self, old: Step, new: Step, place: Place) -> Iterator[Finding]:
        for field in ("on_yes", "on_no"):
            before, after = getattr(old.gate, field), getattr(new.gate, field)
            if before != after and not self._leads_on(before or old.key, after):
                yield Finding((*place, field), "protocol-problem-extends-way", {"name": field, "element": old.key})
        for index, jump in enumerate(new.gate.jumps):
            if jump not in old.gate.jumps and (jump.to in self._base_steps or self._exits(jump.to) != {old.key}):
                yield Finding(
                    (*place, "jumps", index), "protocol-problem-extends-way", {"name": "jumps", "element": old.key}
                )

    def _leads_on(self, before: str, after: str | None) -> bool:
        """Whether the way that led to `before` now leads there through added steps, and nowhere else."""
        if after is None or after in self._base_steps:
            return False
        added, exits = self._detour(after)
        return exits == {before} and (before == CLOSE or all(self._goes_on(step, before) for step in added))

    def _goes_on(self, step: Step, to: str) -> bool:
        """Whether nobody can stop a case in an added step on the way to `to`: not a role, an entry, nor a "no"."""
        entry = self._base_steps[to].entry
        answers = (step.gate.on_yes,) if step.gate.kind == "none" else (step.gate.on_yes, step.gate.on_no)
        return step.open_by is None and None not in answers and self._within(entry, step.entry)

    def _exits(self, target: str) -> set[str]:
        return self._detour(target)[1]

    def _detour(self, target: str) -> tuple[list[Step], set[str]]:
        """The added steps from `target` on, and where they are left for: steps of the base, or the end."""
        added: dict[str, Step] = {}
        ends: set[str] = set()
        ahead = [target]
        while ahead:
            key = ahead.pop()
            if key == CLOSE or key in self._base_steps:
                ends.add(key)
            elif key in self._steps and key not in added:
                added[key] = self._steps[key]
                ahead += [further for _, further in ways_out(self._steps[key])]
        return list(added.values()), ends

    def _tracks(self) -> Iterator[Finding]:
        known = {track.key: track for track in self._base.tracks}
        starts = set(first_steps(self._base))
        caught = any(track.when is None for track in self._base.tracks)
        for index, track in enumerate(self._whole.tracks):
            yield from _more_readers(known.get(track.key), track, ("tracks", index))
            allowed = {known[track.key].start} if track.key in known else starts
            if track.start not in allowed and not any(self._leads_on(start, track.start) for start in allowed):
                fields = {"name": "start", "element": track.key}
                yield Finding(("tracks", index, "start"), "protocol-problem-extends-way", fields)
            if not caught and track.key not in known and not any(map(_is_first_contact, track.receives)):
                fields = {"name": "receives", "element": track.key}
                yield Finding(("tracks", index, "receives"), "protocol-problem-extends-people", fields)

    def _outcomes(self) -> Iterator[Finding]:
        known = {outcome.key: outcome for outcome in self._base.outcomes}
        of_added_steps = {step.gate.outcome for step in self._whole.steps if step.key not in self._base_steps}
        for index, outcome in enumerate(self._whole.outcomes):
            if outcome.key in known:
                yield from self._inside(known[outcome.key], outcome, ("outcomes", index), outcome.key)
            elif outcome.key not in of_added_steps:
                yield Finding(("outcomes", index), "protocol-problem-extends-outcome", {"name": outcome.key})


def _only_fewer_at_once(limit: Participants | Timer) -> bool:
    """A talk with fewer of those who bully at once can always be had (P001 A001-15)."""
    return isinstance(limit, Participants) and limit.min_size is None and limit.max_size is None


def _fixed_far_away(old: Timer, new: Timer, place: Place) -> Iterator[Finding]:
    """Where a person chose the day it could be soon: a span that is fixed instead may not be long."""
    longest = longest_where_chosen(old)
    spans = (("after", old.after is None, new.after), ("repeat", old.repeat == "chosen", new.repeat))
    for field, was_chosen, span in spans:
        if was_chosen and isinstance(span, int) and span > longest:
            fields = {"name": field, "element": old.id, "days": str(longest)}
            yield Finding((*place, field), "protocol-problem-extends-chosen", fields)


def _who_decide(old: BaseModel, new: BaseModel, place: Place, name: str, acting: RoleExpr | None) -> Iterator[Finding]:
    """Who leads or does something, and so decides where nobody else is named to: nobody comes to that."""
    field = "lead" if isinstance(old, Step) else "by"
    before, after = getattr(old, field, None) or acting, getattr(new, field, None)
    if after is None or before is None or before == after or not names_all_of(before, after):
        return
    if _decides(old) or (isinstance(old, Step) and _names_anybody(after) and not _names_anybody(before)):
        yield Finding((*place, field), "protocol-problem-extends-decider", {"name": field, "element": name})


def _more_readers(old: Track | None, new: Track, place: Place) -> Iterator[Finding]:
    """Who does not trust the first contact chose that neither they nor all colleagues come to know of it, and on the
    confidant's way nobody else at all (P000 A000-22)."""
    if old is None or "trusts_contact" not in facts_named(old.when):
        return
    before = frozenset(role for wanted in _told_on(old) for role in wanted.role_ids())
    added = frozenset(role for wanted in _told_on(new) for role in wanted.role_ids()) - before
    is_confidants = any(CONFIDANT in wanted.role_ids() for wanted in old.receives)
    if added if is_confidants else added & {FIRST_CONTACT, STAFF_ANY}:
        fields = ("receives", "fallback", "also_notify")
        name = next(field for field in fields if getattr(new, field) != getattr(old, field))
        yield Finding((*place, name), "protocol-problem-extends-readers", {"name": name, "element": old.key})


def _told_on(track: Track) -> tuple[RoleExpr, ...]:
    return (*track.receives, *track.fallback, *(notice.to for notice in track.also_notify))


def _decides(part: BaseModel) -> bool:
    """Whether who leads or does this decides: on how a step ends, on a means, on what an action is there to decide."""
    if isinstance(part, Step):
        asks_a_person = part.gate.kind != "none" or part.gate.on_yes == CLOSE
        falls_to_lead = any(action.by is None and _decides(action) for action in part.actions)
        return falls_to_lead or (part.gate.decided_by is None and asks_a_person)
    if isinstance(part, Action):
        return part.decided_by is None and part.kind in ("decide", "punish")
    return isinstance(part, Intervention) and part.decided_by is None


def _names_anybody(wanted: RoleExpr) -> bool:
    """Whether anybody of the school is among them; for a party of the case anybody acts."""
    parts = (*wanted.any_of, *wanted.all_of)
    return wanted.role == STAFF_ANY or wanted.party is not None or any(map(_names_anybody, parts))


def _acting_in(part: BaseModel) -> RoleExpr | None:
    """Who does what is in this part of a protocol, None where it names nobody."""
    if isinstance(part, Step):
        return part.lead
    return part.by if isinstance(part, Intervention | Action) else None


def _key_of(element: Any) -> object:
    return getattr(element, "key", getattr(element, "id", None))


def _when(element: BaseModel) -> Condition | None:
    when: Condition | None = getattr(element, "when", None)
    return when


def _must_hold_as_often(old: BaseModel, new: BaseModel) -> bool:
    """Whether the element is a duty: the cases for which it holds may grow, not shrink."""
    if isinstance(new, Action | Route):
        return isinstance(old, Action | Route) and old.modality == "must"
    if isinstance(old, Record):
        return old.required
    return isinstance(old, Advice | FactQuestion | Question)


def _is_first_contact(expression: RoleExpr) -> bool:
    return expression.role == "first_contact"


def _rarer(old: Periodic, new: Periodic) -> bool:
    def between(duty: Periodic) -> float:
        if duty.every == "count_per_year" and duty.count:
            return 365 / duty.count
        return _EVERY.get(duty.every or "", 10_000)

    return between(new) > between(old)
