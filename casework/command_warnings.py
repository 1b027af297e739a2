"""What a command goes against that the protocol only wishes: it is carried out, and the person is told."""

from collections.abc import Iterator
from datetime import date, timedelta

from casework.case_commands import ChooseDate, Command, MarkDone, ProlongIntervention, SayHowMany, StartIntervention
from casework.case_state import Case
from casework.command_checks import find_timer, outside_bounds, wanted_day
from casework.intervention_status import find_intervention, which_runs
from casework.protocol_model import Participants, Timer
from casework.series import start_day
from casework.wording import Refusal, Wording, wording


def warnings_about(case: Case, command: Command) -> tuple[Wording, ...]:
    """The wishes of the protocol that `command` passes by; `case` is the state before it.

    A number of pupils that is not `hard` (P003: six to eight is desired), and a maximum that is not `hard_max`.
    """
    if isinstance(command, MarkDone):
        found = case.protocol.find_action(command.action)
        bounds = found[1].participants if found is not None and command.participants else None
        return tuple(_number(case, bounds, command.participants, None))
    if isinstance(command, StartIntervention):
        means = find_intervention(case, command.intervention)
        bounds = means.participants if means is not None else None
        number = _number(case, bounds, command.participants, command.size, size_open=command.size_open)
        return (*number, *_span(means.timer if means else None, command.on, command.until))
    if isinstance(command, SayHowMany):
        means = find_intervention(case, command.intervention)
        run = case.last_run(means) if means is not None else None
        return tuple(_number(case, means.participants, run.participants, command.size)) if means and run else ()
    if isinstance(command, ProlongIntervention):
        means = find_intervention(case, command.intervention)
        runs = which_runs(case, means, command.participants) if means is not None else ()
        if means is None or isinstance(runs, Refusal):
            return ()
        return tuple(dict.fromkeys(one for run in runs for one in _span(means.timer, run.started_on, command.until)))
    return tuple(_of_date(case, command)) if isinstance(command, ChooseDate) else ()


def _of_date(case: Case, command: ChooseDate) -> Iterator[Wording]:
    found = find_timer(case, command.timer)
    start = start_day(case, *found) if found is not None else None
    if found is not None and start is not None:
        yield from _span(found[2], start, wanted_day(command, start))


def _number(
    case: Case, bounds: Participants | None, participants: tuple[str, ...], size: int | None, *, size_open: bool = False
) -> Iterator[Wording]:
    if bounds is None or bounds.hard:
        return
    wrong = outside_bounds(case, bounds, participants, size, size_open=size_open)
    if wrong is not None and wrong.key != "refusal-group-unknown":
        yield wording("warning-number-of-pupils", least=bounds.min_size or 1, most=_most(bounds))


def _most(bounds: Participants) -> int:
    return bounds.max_size or bounds.max_bullies or 0


def _span(timer: Timer | None, start: date, wanted: date | None) -> Iterator[Wording]:
    if timer is None or wanted is None or timer.max is None or timer.hard_max:
        return
    if (wanted - start).days > timer.max:
        yield wording("warning-over-maximum", days=timer.max, date=start + timedelta(days=timer.max))
