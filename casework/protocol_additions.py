"""What a protocol that extends another adds: nothing by which what was there can be stopped, passed by or answered.

A step, an action, a notice, a consent, a question may be added. What an addition may not do to its base is said at
each function here; docs/eigen-protocol.md says it to who writes one.
"""

from collections.abc import Iterator, Mapping

from casework.conditions import Scalar
from casework.home_safety import reaches_parents
from casework.identifying import VICTIM_TOLD
from casework.naked_pictures import PICTURE_TOLD
from casework.protocol_beside_steps import FactQuestion
from casework.protocol_check_facts import BUILT_IN, Facts
from casework.protocol_check_walk import Finding, Place, Walk
from casework.protocol_elements import Action, Consent
from casework.protocol_model import CLOSE, Intervention, Part, Protocol
from casework.tightening_rules import SOON

_OF_THE_VICTIM = frozenset({"victim", "parents_of_victim"})
_SIGNALS: Mapping[str, Scalar] = {"recurrence": True, "safety_signal": True}
"""What an added action may say of the case beside facts of its own: it can only bring more care."""

_READ_OFF = frozenset({"victim_known", "reporter", "track", VICTIM_TOLD, PICTURE_TOLD})


def unfit_additions(base: Protocol, whole: Protocol) -> Iterator[Finding]:
    """Everything that `whole` has beyond `base` and with which the base no longer does what it did."""
    additions = _Additions(base, whole)
    yield from additions.consents()
    yield from additions.needs()
    yield from additions.holding_back()
    yield from additions.series()
    yield from additions.facts()
    yield from additions.gate_questions()
    yield from additions.timers()


class _Additions:
    def __init__(self, base: Protocol, whole: Protocol) -> None:
        self._base, self._whole = base, whole
        self._walk = Walk(whole)
        self._known = Facts(Walk(base))
        self._actions = {action.key: action for _, _, action in Walk(base).actions}
        self._means = {one.key: one for one in base.interventions}

    def consents(self) -> Iterator[Finding]:
        """A safety measure, a duty or a notice waits for nobody's consent that the base does not ask (A001-2)."""
        guarded: list[tuple[Place, Action | Intervention]] = [
            (place, action) for place, _, action in self._walk.actions
        ]
        guarded += [(("interventions", index), one) for index, one in enumerate(self._whole.interventions)]
        for place, one in guarded:
            before = self._actions.get(one.key) or self._means.get(one.key)
            if _blocks(one.consent) and not (before and _blocks(before.consent)):
                fits = _may_be_refused(one) if before else _may_be_refused_of_ours(one)
                if not fits:
                    yield Finding((*place, "consent"), "protocol-problem-extends-consent", {"element": one.key})

    def needs(self) -> Iterator[Finding]:
        """What the base asks for waits only for what is done in any case and soon; what it asks at once for nothing."""
        for place, part, action in self._walk.actions:
            before = self._actions.get(action.key)
            if before is None:
                continue
            for index, key in enumerate(action.needs):
                if key in before.needs:
                    continue
                fields = {"name": key, "element": action.key}
                if self._has_its_moment(before):
                    yield Finding((*place, "needs", index), "protocol-problem-extends-needs-late", fields)
                elif not (self._comes_for_sure(part, key) and self._comes_soon(key)):
                    yield Finding((*place, "needs", index), "protocol-problem-extends-needs", fields)

    def _has_its_moment(self, action: Action) -> bool:
        """Whether the base says when it is done or lets somebody hear something by it, or has that wait for it."""
        if action.timers or action.kind == "notify" or reaches_parents(action):
            return True
        # The base was checked: nothing in it waits for itself.
        return any(self._has_its_moment(other) for other in self._actions.values() if action.key in other.needs)

    def _comes_for_sure(self, part: Part, key: str, above: frozenset[str] = frozenset()) -> bool:
        action = next((one for one in part.all_actions if one.key == key), None)
        if action is None or key in above or (isinstance(part, Intervention) and action in part.reentry):
            return False
        sure = action.modality == "must" and action.when is None and action.kind != "watch"
        is_ours = key not in self._actions
        return (
            sure
            and not _blocks(action.consent)
            and (not is_ours or all(self._comes_for_sure(part, one, above | {key}) for one in action.needs))
        )

    def _comes_soon(self, key: str, above: frozenset[str] = frozenset()) -> bool:
        """Whether no date of the action, or of what comes before it, is far away."""
        found = self._whole.find_action(key)
        if found is None or key in above:
            return False
        action = found[1]
        spans = [timer.after for timer in action.timers if timer.before is None]
        soon = all(span is not None and span <= SOON for span in spans)
        once = not any(answer.again or answer.anew for answer in action.answers)
        return soon and once and all(self._comes_soon(one, above | {key}) for one in action.needs)

    def holding_back(self) -> Iterator[Finding]:
        """A step of the base goes on when the base says so: for what is added it waits a short while at most."""
        steps = {step.key for step in self._base.steps if step.gate.waits_for == "work"}
        for place, part, action in self._walk.actions:
            if part.key not in steps or not _is_waited_for(action) or self._was_waited_for(action):
                continue
            for at, far in self._what_is_far(place, part, action):
                if far:
                    yield Finding(at, "protocol-problem-extends-holds", {"name": action.key, "element": part.label})
                    break

    def _was_waited_for(self, action: Action) -> bool:
        """Whether the base waits for it too, by dates of its own or by none then as now."""
        before = self._actions.get(action.key)
        return before is not None and _is_waited_for(before) and (bool(before.timers) or not action.timers)

    def _what_is_far(self, place: Place, part: Part, action: Action) -> Iterator[tuple[Place, bool]]:
        """The parts of the action by which it can take long; what the base waits for anyway is none of them."""
        for index, timer in enumerate(action.timers):
            yield (*place, "timers", index), timer.before is None and (timer.after is None or timer.after > SOON)
        for index, answer in enumerate(action.answers):
            yield (*place, "answers", index, "again"), answer.again
            yield (*place, "answers", index, "anew"), bool(answer.anew)
        for index, key in enumerate(action.needs):
            found = self._whole.find_action(key)
            waited = found is None or _is_waited_for(found[1])
            yield (
                (*place, "needs", index),
                not waited and not (self._comes_for_sure(part, key) and self._comes_soon(key)),
            )

    def series(self) -> Iterator[Finding]:
        """What comes back in the base goes on as it says: where a series goes on elsewhere it stops here."""
        for place, _, action in self._walk.actions:
            if action.key not in self._actions and action.continues in self._actions:
                fields = {"name": str(action.continues), "element": action.key}
                yield Finding((*place, "continues"), "protocol-problem-extends-continues", fields)

    def facts(self) -> Iterator[Finding]:
        """What the base asks of a case is told by what the base says tells it."""
        for key, question in self._whole.facts.items():
            if key not in self._base.facts and key in self._known and not _asks_all_of(key, question):
                yield Finding(("facts", key), "protocol-problem-extends-fact", {"name": key})
        asked = {question.key for question in self._base.intake}
        for index, one in enumerate(self._whole.intake):
            if one.key not in asked and one.stores in self._known:
                yield Finding(("intake", index, "stores"), "protocol-problem-extends-fact", {"name": one.stores})
        for place, _, action in self._walk.actions:
            if action.key not in self._actions:
                yield from self._sets((*place, "sets"), action.sets)
                for index, answer in enumerate(action.answers):
                    yield from self._sets((*place, "answers", index, "sets"), answer.sets)

    def _sets(self, place: Place, sets: Mapping[str, Scalar]) -> Iterator[Finding]:
        for fact, value in sets.items():
            if fact in self._known and _SIGNALS.get(fact) is not value:
                yield Finding((*place, fact), "protocol-problem-extends-fact", {"name": fact})

    def gate_questions(self) -> Iterator[Finding]:
        """A question more makes it harder to close, and says nothing else of the case than the base lets a gate say."""
        steps = {step.key: step for step in self._base.steps}
        asked = {question.fact for step in self._base.steps for question in step.gate.test}
        for index, step in enumerate(self._whole.steps):
            before = steps[step.key].gate.test if step.key in steps else ()
            here = [question.fact for question in before]
            for number, question in enumerate(step.gate.test[len(before) :], start=len(before)):
                place: Place = ("steps", index, "gate", "test", number)
                if question.fact in here:
                    yield Finding(place, "protocol-problem-extends-question", {"name": question.fact})
                elif question.fact in self._known and question.fact not in asked:
                    yield Finding(place, "protocol-problem-extends-fact", {"name": question.fact})
                elif step.key in steps and step.gate.on_yes != CLOSE:
                    yield Finding(place, "protocol-problem-extends-question-on", {"element": step.key})
                here.append(question.fact)

    def timers(self) -> Iterator[Finding]:
        """An action is over when all its dates are: a date that is added does not end (`until`)."""
        for place, _, action in self._walk.actions:
            before = self._actions.get(action.key)
            known = {timer.id for timer in before.timers} if before else set()
            for index, timer in enumerate(action.timers):
                if before is not None and timer.id not in known and timer.until is not None:
                    fields = {"name": timer.id, "element": action.key}
                    yield Finding((*place, "timers", index, "until"), "protocol-problem-extends-until", fields)


def _is_waited_for(action: Action) -> bool:
    return action.modality == "must" and action.holds_step and action.kind != "watch"


def _blocks(consent: Consent | None) -> bool:
    return consent is not None and consent.on_refusal != "record_only"


def _may_be_refused(guarded: Action | Intervention) -> bool:
    """Of what the base has, only a talk, and only by the pupil who is bullied or their parents."""
    is_talk = isinstance(guarded, Action) and guarded.kind == "talk" and "parents" not in (guarded.parties or "")
    return is_talk and guarded.consent is not None and guarded.consent.party in _OF_THE_VICTIM


def _may_be_refused_of_ours(guarded: Action | Intervention) -> bool:
    """What is added is the school's own, but for that for which a step waits: the case must be able to go on."""
    holds_step = isinstance(guarded, Action) and guarded.modality == "must" and guarded.holds_step
    return not holds_step or (guarded.consent is not None and guarded.consent.party in _OF_THE_VICTIM)


def _asks_all_of(fact: str, question: FactQuestion) -> bool:
    """Whether it asks for a fact of every case, of everybody who could tell it, with all that it can be."""
    values = BUILT_IN.get(fact)
    if values is None or fact in _READ_OFF or question.by is not None or question.when is not None:
        return False
    return {value.value for value in question.values} == (set(values) if values != (True, False) else set())
