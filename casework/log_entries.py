"""The entries that a protocol asks for in the school's own system: a person types them over (AX-22)."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from casework.action_status import Status, days_done, is_done, live_actions, status_of
from casework.case_offers import why_not
from casework.case_state import Case, Done
from casework.conditions import holds
from casework.naked_pictures import kept_before
from casework.protocol_model import Action, Intervention, Part, Record, RoleExpr


@dataclass(frozen=True)
class LogEntry:
    """One entry, without names. `fields` are keys of what it holds; `id` tells each time apart and stays the same.

    `step` is the key of the step or intervention that calls for it. `short` is `action_label` for a button. `parent` is
    the title of the case's first entry, where the protocol hangs this one under it (R of P003); None for an entry of
    its own. `drafted`: it is still to be done, `on` is then the day on which the draft was made. `entered`: somebody
    ticked it, or its action was itself the typing over.
    """

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
    parent: str | None = None
    drafted: bool = False
    short: str = ""


def log_entries(case: Case) -> tuple[LogEntry, ...]:
    """Every entry that the case has called for so far, in the order of the protocol."""
    return tuple(_under_the_first(_called_for(case)))


@dataclass(frozen=True)
class Tick:
    """One tick "ingevoerd": the open entries of a step or intervention that the same people type over.

    A protocol asks one tick for a step, whatever the number of its entries (P000 R-03 has two) and of the systems they
    go into (P001 R-07, R-10). What somebody else has to enter has a tick of its own (P001 R-11 beside R-12): nobody
    can say that for them. `key` stays the same while entries come and go.
    """

    key: str
    step: str
    by: RoleExpr
    entries: tuple[LogEntry, ...]


def open_ticks(case: Case) -> tuple[Tick, ...]:
    """The ticks that wait, in the order of the protocol."""
    found: dict[tuple[str, frozenset[str]], list[LogEntry]] = {}
    for entry in open_records(case):
        found.setdefault((entry.step, frozenset(entry.by.role_ids())), []).append(entry)
    return tuple(
        Tick(_tick_key(case, step, who), step, entries[0].by, tuple(entries)) for (step, who), entries in found.items()
    )


def _tick_key(case: Case, step: str, who: frozenset[str]) -> str:
    """The key of the step; with the roles when these are others than of its first entry in the protocol."""
    part = case.part(step)
    records = [(record, part.by) for record in part.records] if isinstance(part, Intervention) else []
    lead = part.by if isinstance(part, Intervention) else part.lead
    records += [(record, action.by or lead) for action in part.all_actions for record in action.records]
    of_step = next((record.by or by for record, by in records), lead)
    return step if who == frozenset(of_step.role_ids()) else f"{step}:{'+'.join(sorted(who))}"


def coming_entries(case: Case, today: date) -> tuple[LogEntry, ...]:
    """The entries of what can be done now and is not done yet, as drafts of the day `today`; none once closed.

    A talk, a note to parents, an evaluation or a decision has its draft as soon as it is open: who acts writes during
    the act, and whose file it is, its title and what to fill in are known then. What only puts other work on paper
    (P003 R-19) has it as soon as that work is open. What else waits for something, for a consent, or because a home is
    not safe has none, so that no file tells of what may never be; nor has an intervention before somebody decided
    that it starts. A draft has no day and no outcome.
    """
    if case.is_closed:
        return ()
    found = _called_for(case)
    for part, action in live_actions(case):
        if not is_done(case, action) and (why_not(case, action) is None or _writes_down_open_work(case, action)):
            found += [(record, _draft(case, part, action, record, today)) for record in action.records]
    applying = [one for one in found if holds(one[0].when, case.facts())]
    return tuple(entry for entry in _under_the_first(applying) if entry.drafted)


def optional_entries(case: Case) -> tuple[LogEntry, ...]:
    """The entries that the protocol offers without asking for them: nobody owes them, so they have no tick (A000-9)."""
    return tuple(entry for entry in log_entries(case) if not entry.required)


def entered_entries(case: Case) -> tuple[LogEntry, ...]:
    """What was asked for and stands in the school's own system by now: it stays to be read."""
    return tuple(entry for entry in log_entries(case) if entry.required and entry.entered)


def open_records(case: Case) -> tuple[LogEntry, ...]:
    """The required entries that nobody has ticked; they stay open when the case is closed."""
    return tuple(entry for entry in log_entries(case) if entry.required and not entry.entered)


def _called_for(case: Case) -> list[tuple[Record, LogEntry]]:
    """What was kept or printed before it was known that somebody may be naked in it is put in no file (AX-17)."""
    found: list[tuple[Record, LogEntry]] = []
    withdrawn = {action.key for action in kept_before(case)}
    for part in case.protocol.parts():
        if isinstance(part, Intervention):
            found += [(record, entry) for record in part.records for entry in _of_start(case, part, record)]
        for action in (one for one in part.all_actions if one.key not in withdrawn):
            found += [(record, entry) for record in action.records for entry in _of_action(case, part, action, record)]
    return [one for one in found if holds(one[0].when, case.facts())]


def _writes_down_open_work(case: Case, action: Action) -> bool:
    if action.kind != "register" or status_of(case, action) is not Status.WAITING:
        return False
    needed = (found[1] for key in action.needs if (found := case.protocol.find_action(key)) is not None)
    return any(one.kind != "identify" and (is_done(case, one) or why_not(case, one) is None) for one in needed)


def _draft(case: Case, part: Part, action: Action, record: Record, today: date) -> LogEntry:
    """The entry of the time that comes after those that were."""
    entry_id = f"{action.key}/{record.key}/{len(_times(case, action)) + 1}"
    by = record.by or action.by or part.lead
    return replace(_entry(case, part, record, entry_id, action, by, today), drafted=True, entered=False)


def _under_the_first(found: list[tuple[Record, LogEntry]]) -> Iterator[LogEntry]:
    """The first entry by date is the one under which others hang; if one has no parent of its own, that."""
    roots = [entry for record, entry in found if record.parent is None] or [entry for _, entry in found]
    first = min(roots, key=lambda entry: entry.on, default=None)
    for record, entry in found:
        hangs = record.parent is not None and first is not None and entry.id != first.id
        yield replace(entry, parent=first.title) if hangs and first is not None else entry


def _of_start(case: Case, part: Intervention, record: Record) -> Iterator[LogEntry]:
    """One for each start, also where several pupils who have it apart began together."""
    starts = {run.start: run.started_on for run in case.runs.get(part.key, ()) if not run.never_began}
    for number, started_on in starts.items():
        entry_id = f"intervention.{part.key}/{record.key}/{number}"
        yield _entry(case, part, record, entry_id, part, record.by or part.by, started_on)


def _of_action(case: Case, part: Part, action: Action, record: Record) -> Iterator[LogEntry]:
    for number, done in enumerate(_times(case, action), start=1):
        entry_id = f"{action.key}/{record.key}/{number}"
        yield _entry(case, part, record, entry_id, action, record.by or action.by or part.lead, done.on)


def _entry(
    case: Case, part: Part, record: Record, entry_id: str, act: Action | Intervention, by: RoleExpr, on: date
) -> LogEntry:
    return LogEntry(
        id=entry_id,
        step=part.key,
        step_label=part.label,
        register=case.protocol.registers[record.register_id].label,
        title=_title(case, part, record, on),
        action_label=act.label,
        short=act.short or act.label,
        fields=record.fields,
        files_of=record.files_of,
        by=by,
        on=on,
        required=record.required,
        entered=record.entered_by_doing or entry_id in case.records_entered,
        rules=record.rules,
    )


def _times(case: Case, action: Action) -> tuple[Done, ...]:
    """Each time that calls for an entry: for an action with conclusions only those."""
    entries = case.history.get(action.key, ())
    if action.answers:
        return tuple(entry for entry in entries if entry.answer is not None)
    return entries or tuple(Done(day) for day in days_done(case, action))


def _title(case: Case, part: Part, record: Record, on: date) -> str:
    """What belongs to an intervention names the step in which that had started by then."""
    if record.title is not None:
        return record.title.replace("{step.key}", _step_key(case, part, on))
    return f"{case.protocol.title} {part.label[:1].lower()}{part.label[1:]}"


def _step_key(case: Case, part: Part, on: date) -> str:
    if not isinstance(part, Intervention):
        return part.key
    runs = case.runs.get(part.key, ())
    return next((run.step_key for run in reversed(runs) if run.started_on <= on), case.step_key)
