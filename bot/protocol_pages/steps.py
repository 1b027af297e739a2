"""A step, its actions and its end in words; an intervention likewise."""

from collections.abc import Iterator

from bot.protocol_pages.conditions import condition_words
from bot.protocol_pages.words import (
    action_label,
    consent,
    everybody,
    modality,
    notice,
    party,
    record,
    step_name,
    term,
    who,
    work_of_timer,
)
from bot.texts import text
from casework.action_status import ends_with_its_step
from casework.protocol import Action, Protocol, Step
from casework.protocol_elements import Participants
from casework.protocol_model import Element, Intervention, LookAgain

Row = tuple[str, ...]


def action_columns() -> Row:
    names = ("what", "who", "date", "notices", "records", "rules")
    return tuple(text(f"page-column-{name}") for name in names)


def action_row(protocol: Protocol, action: Action, step_key: str = "…") -> Row:
    """What, by and with whom, when, told to whom, written down where, and the rules of all that."""
    return (
        "\n".join([action.label, *_conditions_of(protocol, action)]),
        "\n".join(_people(protocol, action)),
        "\n".join(term(protocol, timer) for timer in action.timers),
        "\n".join(notice(protocol, told) for told in action.notices),
        "\n".join(record(protocol, kept, step_key) for kept in action.records),
        _rules_in(action, action.consent, *action.answers, *action.timers, *action.notices, *action.records),
    )


def intervention_row(protocol: Protocol, one: Intervention) -> Row:
    """As `action_row`; the date is that of its end."""
    words = [one.label]
    if one.available_from is not None:
        words.append(text("page-intervention-from", step=step_name(protocol, one.available_from)))
    if one.when is not None:
        words.append(text("page-action-when", when=condition_words(protocol, one.when)))
    if one.trigger is not None:
        words.append(text("page-intervention-trigger", when=condition_words(protocol, one.trigger)))
    words += [text("page-intervention-measure")] if one.measure else []
    words += [text("page-intervention-per-pupil")] if one.per_pupil else []
    words += [text("page-step-no-punishment")] if one.no_punishment else []
    words += consent(protocol, one.consent)
    words += _sizes(one.participants)
    people = [who(protocol, one.by), *([text("page-action-with", who=party(one.parties))] if one.parties else [])]
    people += [text("page-action-consult", who=everybody(protocol, one.consult))] if one.consult else []
    people += [text("page-action-decided", who=who(protocol, one.decided_by))] if one.decided_by else []
    return (
        "\n".join(words),
        "\n".join(people),
        term(protocol, one.timer) if one.timer is not None else text("page-no-term"),
        "\n".join(notice(protocol, told) for told in one.notices),
        "\n".join(record(protocol, kept) for kept in one.records),
        _rules_in(one, one.consent, one.timer, *one.notices, *one.records),
    )


def step_lines(protocol: Protocol, step: Step) -> Iterator[str]:
    yield text("page-step-lead", who=who(protocol, step.lead))
    if step.entry is not None:
        yield text("page-step-entry", when=condition_words(protocol, step.entry))
    if step.open_by is not None:
        yield text("page-step-open-by", who=who(protocol, step.open_by))
    if step.no_punishment:
        yield text("page-step-no-punishment")
    if step.for_the_pupil is not None:
        yield text("page-for-the-pupil", words=step.for_the_pupil)


def gate_lines(protocol: Protocol, step: Step) -> Iterator[str]:
    gate = step.gate
    if gate.kind == "none" and gate.on_yes is not None:
        key = "page-gate-entry" if gate.waits_for == "entry" else "page-gate-none"
        yield text(key, to=step_name(protocol, gate.on_yes))
    else:
        questions = " ".join(question.label for question in gate.test) or gate.label
        if questions:
            yield text("page-gate-question", label=questions)
        if gate.decided_by is not None:
            yield text("page-gate-decides", who=who(protocol, gate.decided_by))
        if gate.on_yes is not None:
            yield text("page-gate-yes", to=step_name(protocol, gate.on_yes))
        if gate.on_no is not None:
            yield text("page-gate-no", to=step_name(protocol, gate.on_no))
        if gate.look_again is not None:
            yield _look_again(protocol, gate.look_again)
    for jump in gate.jumps:
        by = text("page-gate-jump-by", who=who(protocol, jump.by)) if jump.by else ""
        when = text("page-gate-jump-when", when=condition_words(protocol, jump.when)) if jump.when else ""
        yield text(
            "page-gate-jump", to=step_name(protocol, jump.to), by=by, when=when, told="yes" if jump.tell else "no"
        ) + _in_brackets(jump.rules)


def _look_again(protocol: Protocol, again: LookAgain) -> str:
    found = protocol.find_action(again.action)
    action = found[1].label if found is not None else again.action
    return text("page-gate-look-again", label=again.label, action=action) + _in_brackets(again.rules)


def _conditions_of(protocol: Protocol, action: Action) -> Iterator[str]:
    yield modality(action.modality)
    if action.when is not None:
        yield text("page-action-when", when=condition_words(protocol, action.when))
    if action.needs:
        yield text("page-action-needs", actions="; ".join(action_label(protocol, key) for key in action.needs))
    if action.continues is not None:
        yield text("page-action-continues", action=action_label(protocol, action.continues))
    if action.agrees_day_of is not None:
        yield text("page-action-agrees-day", action=work_of_timer(protocol, action.agrees_day_of))
    yield from _once_its_step_is_left(protocol, action)
    yield from consent(protocol, action.consent)
    if action.asks:
        yield text("page-action-asks", actions="; ".join(action_label(protocol, key) for key in action.asks))
    if action.answers:
        yield text("page-action-answers", answers="; ".join(answer.label for answer in action.answers))
    yield from _sizes(action.participants)
    if action.evidence is not None:
        yield text(f"page-action-evidence-{action.evidence}")
    if action.for_the_pupil is not None:
        yield text("page-for-the-pupil", words=action.for_the_pupil)


def _once_its_step_is_left(protocol: Protocol, action: Action) -> Iterator[str]:
    """Where that is not what one would expect of what a step waits for."""
    stays = not ends_with_its_step(action)
    of_a_step = any(action in step.actions for step in protocol.steps)
    if of_a_step and action.holds_step and (stays or action.outlives_step is False):
        yield text("page-action-stays" if stays else "page-action-ends")


def _sizes(taking_part: Participants | None) -> list[str]:
    if taking_part is None:
        return []
    words = []
    if taking_part.max_bullies is not None:
        words.append(text("page-action-max-bullies", count=taking_part.max_bullies))
    if taking_part.min_size is not None or taking_part.max_size is not None:
        least, most = (str(size) if size is not None else "…" for size in (taking_part.min_size, taking_part.max_size))
        words.append(text("page-action-sizes", least=least, most=most, hard="yes" if taking_part.hard else "no"))
    return words


def _people(protocol: Protocol, action: Action) -> Iterator[str]:
    if action.by is not None:
        yield who(protocol, action.by)
    if action.parties is not None:
        yield text("page-action-with", who=party(action.parties))
    if action.consult:
        yield text("page-action-consult", who=everybody(protocol, action.consult))
    if action.decided_by is not None and action.decided_by != action.by:
        yield text("page-action-decided", who=who(protocol, action.decided_by))


def _rules_in(*elements: Element | None) -> str:
    return ", ".join(dict.fromkeys(rule for one in elements if one is not None for rule in one.rules))


def _in_brackets(rules: tuple[str, ...]) -> str:
    return f" ({', '.join(rules)})" if rules else ""
