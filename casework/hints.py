"""Which tips of a protocol help in a case."""

from collections.abc import Iterable, Mapping

from casework.case_state import Case
from casework.conditions import Scalar, holds
from casework.home_safety import every_home_waits
from casework.protocol_model import Hint, Protocol


def hints_for(facts: Mapping[str, Scalar], hints: Iterable[Hint]) -> tuple[Hint, ...]:
    """The tips that help in a case of which these facts are known, in the order of the protocol."""
    return tuple(hint for hint in hints if holds(hint.when, facts))


def hints_now(case: Case, hints: Iterable[Hint]) -> tuple[Hint, ...]:
    """The tips that help in the case as it is: while nothing may reach any parents, none that is about home.

    A protocol in which no tip says that of itself, as one that was kept before tips could, may hold such tips all the
    same: of that none is shown then.
    """
    helping = hints_for(case.facts(), hints)
    if not every_home_waits(case):
        return helping
    return () if hides_all_tips(case) else tuple(hint for hint in helping if hint.about != "home")


def hides_all_tips(case: Case) -> bool:
    """Whether no tip of the protocol is shown now, because nobody knows which of them speak with or of home."""
    return every_home_waits(case) and not _says_what_is_about_home(case.protocol)


def _says_what_is_about_home(protocol: Protocol) -> bool:
    of_actions = (hint for part in protocol.parts() for action in part.all_actions for hint in action.hints)
    of_means = (hint for means in protocol.interventions for hint in means.hints)
    return any(hint.about == "home" for hints in (of_actions, of_means) for hint in hints)
