"""What a page on a protocol holds, as headings, sentences and tables of words: no layout, no signs of any format."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.protocol_pages.conditions import condition_words
from bot.protocol_pages.steps import action_columns, action_row, gate_lines, intervention_row, step_lines
from bot.protocol_pages.words import audience, everybody, how_often, modality, notice, step_name, term, who
from bot.texts import text
from casework.protocol import Protocol
from casework.protocol_beside_steps import Question

Row = tuple[str, ...]


@dataclass(frozen=True)
class Section:
    """A part of the page: a heading of a level (1 is the page's own), sentences, and perhaps a table."""

    level: int
    title: str
    lines: tuple[str, ...] = ()
    columns: Row = ()
    rows: tuple[Row, ...] = ()
    is_map: bool = False


def sections_of(protocol: Protocol) -> tuple[Section, ...]:
    """Everything in the protocol that people should know, in the order of the page; empty parts are left out."""
    return (*_head(protocol), *(section for section in _parts(protocol) if section.rows or section.is_map))


def _head(protocol: Protocol) -> Iterator[Section]:
    lines = [text("page-made", id=protocol.id, version=protocol.version)]
    if protocol.extends is not None:
        lines.append(text("page-extends", base=protocol.extends))
    lines += protocol.scope
    line = " → ".join(protocol.roles[role].label for role in protocol.escalation)
    lines += [text("page-line", roles=line), *_rules(protocol.rules), text("page-legend")]
    yield Section(1, text("page-title", title=protocol.title, school=protocol.school), tuple(lines))


def _parts(protocol: Protocol) -> Iterator[Section]:
    yield _tracks(protocol)
    yield Section(2, text("page-head-map"), is_map=True)
    yield from _steps(protocol)
    yield from _interventions(protocol)
    yield _advice(protocol)
    yield _aids(protocol)
    yield _routes(protocol)
    yield _periodic(protocol)
    yield _intake(protocol)
    yield _facts(protocol)
    yield _settings(protocol)
    yield _policies(protocol)
    yield _outcomes(protocol)
    yield _helplines(protocol)
    yield _roles(protocol)


def _table(title: str, columns: str, rows: Iterable[Row], level: int = 2) -> Section:
    names = tuple(text(f"page-column-{name}") for name in columns.split())
    return Section(level, text(title), columns=names, rows=tuple(rows))


def _tracks(protocol: Protocol) -> Section:
    rows = [
        (
            track.label,
            condition_words(protocol, track.when) if track.when else text("page-all-cases"),
            everybody(protocol, track.receives) or text("page-as-otherwise"),
            everybody(protocol, track.fallback),
            "\n".join(notice(protocol, told) for told in track.also_notify),
            step_name(protocol, track.start),
            _ids(*track.rules, *(rule for told in track.also_notify for rule in told.rules)),
        )
        for track in protocol.tracks
    ]
    return _table("page-head-tracks", "what when receives fallback also start rules", rows)


def _steps(protocol: Protocol) -> Iterator[Section]:
    for step in protocol.steps:
        yield Section(
            2,
            step_name(protocol, step.key),
            (*step_lines(protocol, step), *gate_lines(protocol, step), *_rules((*step.rules, *step.gate.rules))),
            action_columns(),
            tuple(action_row(protocol, action, step.key) for action in step.actions)
            or (("",) * len(action_columns()),),
        )


def _interventions(protocol: Protocol) -> Iterator[Section]:
    rows = tuple(intervention_row(protocol, one) for one in protocol.interventions)
    yield Section(2, text("page-head-interventions"), (), action_columns(), rows)
    for one in protocol.interventions:
        inside = tuple(action_row(protocol, action) for action in one.all_actions)
        yield Section(3, text("page-head-inside", label=one.label), (), action_columns(), inside)


def _advice(protocol: Protocol) -> Section:
    labels = {line.key: line.label for line in protocol.advice}
    rows = [
        (
            line.label,
            audience((line.audience,)),
            condition_words(protocol, line.when) if line.when else text("page-all-cases"),
            "\n".join(labels.get(key, key) for key in line.requires_done),
            _ids(*line.rules),
        )
        for line in protocol.advice
    ]
    return _table("page-head-advice", "what audience when first rules", rows)


def _aids(protocol: Protocol) -> Section:
    parts = [(part.title, part) for part in protocol.parts()]
    rows = []
    for key, aid in protocol.aids.items():
        opens = [action.label for _, part in parts for action in part.all_actions if key in action.aids]
        opens += [one.label for one in protocol.interventions if key in one.aids]
        kind = text(f"page-aid-{aid.kind.replace('_', '-')}")
        rows.append((aid.label, kind, audience((aid.audience,)), "\n".join(opens), _ids(*aid.rules)))
    return _table("page-head-aids", "what kind audience opens rules", rows)


def _routes(protocol: Protocol) -> Section:
    rows = [
        (
            route.label,
            who(protocol, route.sender) if route.sender else audience(route.senders),
            everybody(protocol, route.to)
            + ("" if route.channel == "any" else f" ({text(f'page-channel-{route.channel}')})"),
            "\n".join(
                [modality(route.modality)]
                + ([text("page-action-when", when=condition_words(protocol, route.when))] if route.when else [])
                + [term(protocol, timer) for timer in route.timers]
            ),
            _ids(*route.rules, *(rule for timer in route.timers for rule in timer.rules)),
        )
        for route in protocol.routes
    ]
    return _table("page-head-routes", "what who to when rules", rows)


def _periodic(protocol: Protocol) -> Section:
    rows = [
        (
            duty.label,
            how_often(duty),
            everybody(protocol, (duty.by, *duty.together)),
            audience(duty.audience),
            _ids(*duty.rules),
        )
        for duty in protocol.periodic
    ]
    return _table("page-head-periodic", "what how-often who audience rules", rows)


def _intake(protocol: Protocol) -> Section:
    rows = [
        (
            question.label,
            condition_words(protocol, question.when) if question.when else text("page-all-cases"),
            text("page-modality-must" if question.required else "page-modality-may"),
            _whom_it_asks(question),
            "\n".join(value.label for value in question.values),
            _ids(*question.rules),
        )
        for question in protocol.intake
    ]
    return _table("page-head-intake", "what when kind who values rules", rows)


def _whom_it_asks(question: Question) -> str:
    if question.answered_by is not None:
        return text("page-asks-covered", question=text(f"page-asks-{question.answered_by.replace('_', '-')}"))
    return text(f"page-asks-{question.asks}")


def _facts(protocol: Protocol) -> Section:
    yes_or_no = [text("page-yes"), text("page-no")]
    rows = [
        (
            fact.label,
            who(protocol, fact.by) if fact.by else "",
            "\n".join([value.label for value in fact.values] or yes_or_no),
            _ids(*fact.rules),
        )
        for fact in protocol.facts.values()
    ]
    return _table("page-head-facts", "what who values rules", rows)


def _settings(protocol: Protocol) -> Section:
    words = {True: text("page-yes"), False: text("page-no")}
    rows = [
        (one.label, words[one.default] if isinstance(one.default, bool) else str(one.default), _ids(*one.rules))
        for one in protocol.settings.values()
    ]
    return _table("page-head-settings", "what default rules", rows)


def _policies(protocol: Protocol) -> Section:
    rows = [(policy.label, audience(policy.applies_to), _ids(*policy.rules)) for policy in protocol.policies]
    return _table("page-head-policies", "what audience rules", rows)


def _outcomes(protocol: Protocol) -> Section:
    rows = []
    for outcome in protocol.outcomes:
        steps = ", ".join(step_name(protocol, key) for key in outcome.steps)
        words = [outcome.label, text("page-outcome-steps", steps=steps)] if steps else [outcome.label]
        if outcome.contradicts is not None:
            words.append(text("page-outcome-contradicts", when=condition_words(protocol, outcome.contradicts)))
        rows.append((", ".join(words), _ids(*outcome.rules)))
    return _table("page-head-outcomes", "what rules", rows)


def _helplines(protocol: Protocol) -> Section:
    rows = [
        (
            line.label,
            " ".join(part for part in (line.number, line.url) if part),
            audience(line.audience),
            line.verified_on.isoformat() if line.verified_on else text("page-nobody"),
            _ids(*line.rules),
        )
        for line in protocol.helplines.values()
    ]
    return _table("page-head-helplines", "what reach audience verified rules", rows)


def _roles(protocol: Protocol) -> Section:
    rows = []
    for role in protocol.roles.values():
        words = [role.label] if role.kind == "person" else [role.label, text(f"page-role-{role.kind}")]
        days = ", ".join(text(f"page-weekday-{day}") for day in role.present_on)
        words += [text("page-role-days", days=days)] if days else []
        bound = text(f"page-bound-{role.bound_to.replace('_', '-')}")
        rows.append((", ".join(words), bound, _ids(*role.rules)))
    return _table("page-head-roles", "what bound rules", rows)


def _rules(rules: tuple[str, ...]) -> list[str]:
    return [text("page-rules", rules=_ids(*rules))] if rules else []


def _ids(*rules: str) -> str:
    return ", ".join(dict.fromkeys(rules))
