"""Evidence before block and delete (AX-1): whatever can destroy it waits until it is secured."""

from collections.abc import Iterator, Mapping

from casework.protocol_beside_steps import Advice
from casework.protocol_check_walk import Finding, Walk
from casework.protocol_elements import Action


def evidence_findings(walk: Walk) -> Iterator[Finding]:
    """Actions and advice that can destroy evidence which nothing before them secures."""
    for place, part, action in walk.actions:
        beside = {one.key: one for one in part.all_actions}
        if action.evidence == "endangers" and not _is_secured(action, beside):
            yield Finding((*place, "evidence"), "protocol-problem-evidence-action", {"name": action.key})
    advice = {line.key: line for line in walk.protocol.advice}
    for index, line in enumerate(walk.protocol.advice):
        if line.evidence == "endangers" and not _is_secured(line, advice):
            yield Finding(("advice", index, "evidence"), "protocol-problem-evidence-advice", {"name": line.key})
        yield from _order(index, line, list(advice))


def _order(index: int, line: Advice, keys: list[str]) -> Iterator[Finding]:
    for number, earlier in enumerate(line.requires_done):
        if earlier in keys and keys.index(earlier) >= index:
            fields = {"name": line.key, "first": earlier}
            yield Finding(("advice", index, "requires_done", number), "protocol-problem-advice-order", fields)


def _is_secured(piece: Action | Advice, beside: Mapping[str, Action | Advice]) -> bool:
    """Whether something that comes before `piece`, directly or through others, secures evidence."""
    ahead, seen = list(_before(piece)), set[str]()
    while ahead:
        key = ahead.pop()
        if key in seen or key not in beside:
            continue
        if beside[key].evidence == "secures":
            return True
        seen.add(key)
        ahead += _before(beside[key])
    return False


def _before(piece: Action | Advice) -> tuple[str, ...]:
    return piece.needs if isinstance(piece, Action) else piece.requires_done
