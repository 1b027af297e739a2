"""The entries that a protocol asks for in the school's own system: a person types them over (AX-22)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from casework.calendar import local_date
from casework.case import Case, Done
from casework.conditions import holds
from casework.protocol_model import Action, Record, RoleExpr, Step


@dataclass(frozen=True)
class LogEntry:
    """One entry, without names. `fields` are keys of what it holds; `id` tells each time apart."""

    id: str
    step: str
    step_label: str
    register: str
    title: str
    action_label: str
    fields: tuple[str, ...]
    files_of: tuple[str, ...]
    by: RoleExpr
    on: date
    required: bool
    entered: bool
    rules: tuple[str, ...]


def log_entries(case: Case) -> tuple[LogEntry, ...]:
    """Every entry that the case has called for so far, in the order of the protocol."""
    return tuple(
        entry
        for step in case.protocol.steps
        for action in step.actions
        for record in action.records
        if holds(record.when, case.facts())
        for entry in _entries(case, step, action, record)
    )


def open_records(case: Case) -> tuple[LogEntry, ...]:
    """The required entries that nobody has ticked; they stay open when the case is closed."""
    return tuple(entry for entry in log_entries(case) if entry.required and not entry.entered)


def _entries(case: Case, step: Step, action: Action, record: Record) -> Iterator[LogEntry]:
    for number, done in enumerate(_times(case, action), start=1):
        entry_id = f"{action.key}/{record.key}/{number}"
        yield LogEntry(
            id=entry_id,
            step=step.key,
            step_label=step.label,
            register=case.protocol.registers[record.register_id].label,
            title=_title(case, step, record),
            action_label=action.label,
            fields=record.fields,
            files_of=record.files_of,
            by=record.by or action.by or step.lead,
            on=done.on,
            required=record.required,
            entered=entry_id in case.records_entered,
            rules=record.rules,
        )


def _times(case: Case, action: Action) -> tuple[Done, ...]:
    """Each time that calls for an entry: for an action with conclusions only those."""
    entries = case.done.get(action.key, ())
    if action.answers:
        return tuple(entry for entry in entries if entry.answer is not None)
    if not entries and action.asks and all(key in case.consents for key in action.asks):
        return (Done(max(_consent_days(case, action))),)
    return entries


def _consent_days(case: Case, action: Action) -> Iterator[date]:
    return (local_date(case.consents[key].at) for key in action.asks)


def _title(case: Case, step: Step, record: Record) -> str:
    if record.title is not None:
        return record.title.replace("{step.key}", step.key)
    return f"{case.protocol.title} {step.label[:1].lower()}{step.label[1:]}"
