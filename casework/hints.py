"""Which tips of a protocol help in a case."""

from collections.abc import Iterable, Mapping

from casework.conditions import Scalar, holds
from casework.protocol_model import Hint


def hints_for(facts: Mapping[str, Scalar], hints: Iterable[Hint]) -> tuple[str, ...]:
    """The words of the tips that help in a case of which these facts are known, in the order of the protocol."""
    return tuple(hint.label for hint in hints if holds(hint.when, facts))
