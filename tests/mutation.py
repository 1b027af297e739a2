"""Takes each element out of each shipped protocol in turn and shows what sees it: `python -m tests.mutation`.

Every mutant meets what the tests hold of a protocol, without starting them: loading with all its checks, the rules
that must stand in it, its outline, and the worked cases that are played under it. Playing takes the most time, so that
only mutants which nothing else saw are played; with `--replays` all that load are. A table counts who saw how many;
what nobody saw is listed, and then the program ends with 1.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from casework.protocol import Protocol, shipped_protocol, shipped_protocol_ids, shipped_protocol_text
from casework.protocol_check import findings_in
from casework.quick_yaml import quickly_read
from casework.replay import replay
from casework.replay_file import Run, load_replay
from tests.casework.rule_ids import missing_rules
from tests.protocol_outline import FOLDER as OUTLINES
from tests.protocol_outline import outline_of

Tree = dict[str, Any]
Place = tuple[str | int, ...]

_REPLAYS = Path(__file__).parent / "casework" / "replays"

KINDS = {
    "steps": "step", "actions": "action", "reentry": "action", "notices": "notice", "also_notify": "notice",
    "records": "record", "timers": "timer", "timer": "timer", "interventions": "intervention", "aids": "aid",
    "periodic": "periodic duty", "routes": "route", "tracks": "track", "consent": "consent", "policies": "policy",
    "helplines": "helpline", "advice": "advice line", "intake": "question", "test": "question", "facts": "question",
    "answers": "answer", "values": "choice", "jumps": "jump", "outcomes": "outcome", "roles": "role",
    "registers": "register", "settings": "setting", "hints": "hint", "look_again": "look again",
}  # fmt: skip
"""The fields that hold elements, with what one of them is called."""

CHECKS = ("loading", "rules", "outline", "replays")


@dataclass(frozen=True)
class Mutant:
    """A protocol without one of its elements, and the checks that saw it."""

    protocol_id: str
    kind: str
    name: str
    seen_by: tuple[str, ...]


def elements_of(tree: Tree) -> Iterator[tuple[Place, str]]:
    """The place and kind of every element that can be taken out of a protocol."""
    yield from _inside(tree, ())


def _inside(node: Any, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(node, dict):
        for key, value in node.items():
            kind = KINDS.get(str(key), "") if not place or isinstance(place[-1], int) or place[-1] == "gate" else ""
            yield from _members(value, (*place, key), kind)
            yield from _inside(value, (*place, key))
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from _inside(value, (*place, index))


def _members(value: Any, place: Place, kind: str) -> Iterator[tuple[Place, str]]:
    """The elements in a field; names of elements (`aids: [plan]` on an action) are no elements."""
    if kind in ("consent", "timer", "look again") and isinstance(value, dict):
        yield place, kind
    elif kind and isinstance(value, dict):
        yield from (((*place, key), kind) for key in value)
    elif kind and isinstance(value, list):
        yield from (((*place, index), kind) for index, part in enumerate(value) if isinstance(part, dict))


def without(tree: Tree, place: Place) -> Tree:
    """A copy of the protocol's data without what stands at `place`."""
    changed = deepcopy(tree)
    node: Any = changed
    for part in place[:-1]:
        node = node[part]
    del node[place[-1]]
    return changed


def seen_by(protocol_id: str, tree: Tree, *, play_always: bool = False) -> tuple[str, ...]:
    """Which checks find that the protocol with this data is not the one that is shipped."""
    try:
        protocol = Protocol.model_validate(tree)
    except ValidationError:
        return ("loading",)
    seen = ["loading"] if findings_in(protocol) else []
    seen += ["rules"] if missing_rules(protocol) else []
    seen += ["outline"] if outline_of(protocol) != _stored_outline(protocol_id) else []
    is_played = not seen or (play_always and "loading" not in seen)
    seen += ["replays"] if is_played and _some_case_comes_out_otherwise(protocol_id, protocol) else []
    return tuple(seen)


def mutants_of(protocol_id: str, *, play_always: bool = False) -> Iterator[Mutant]:
    """Every mutant of a shipped protocol. Raises AssertionError when the protocol itself does not pass."""
    tree = tree_of(protocol_id)
    assert seen_by(protocol_id, tree) == (), f"{protocol_id} as it is: {seen_by(protocol_id, tree)}"
    for place, kind in elements_of(tree):
        seen = seen_by(protocol_id, without(tree, place), play_always=play_always)
        yield Mutant(protocol_id, kind, _name(tree, place), seen)


@cache
def tree_of(protocol_id: str) -> Tree:
    quick = quickly_read(shipped_protocol_text(protocol_id))
    assert quick is not None
    return quick.tree


@cache
def _stored_outline(protocol_id: str) -> str:
    return (OUTLINES / f"{protocol_id}.txt").read_text(encoding="utf-8")


@cache
def _runs() -> tuple[Run, ...]:
    files = sorted(_REPLAYS.glob("*.yaml"))
    return tuple(run for file in files for run in load_replay(file.read_text(encoding="utf-8")))


def _some_case_comes_out_otherwise(protocol_id: str, protocol: Protocol) -> bool:
    runs = [number for number, run in enumerate(_runs()) if run.protocol == protocol_id]
    return any(_unmet(number, protocol) != _unmet_as_shipped(number) for number in runs)


@cache
def _unmet_as_shipped(number: int) -> list[Any] | None:
    return _unmet(number, shipped_protocol(_runs()[number].protocol))


def _unmet(number: int, protocol: Protocol) -> list[Any] | None:
    """What does not come out of a worked case; None when it does things that the protocol does not know."""
    try:
        return list(replay(_runs()[number], protocol)["unmet"])
    except (KeyError, ValueError, AttributeError, IndexError):
        return None


def _name(tree: Tree, place: Place) -> str:
    node: Any = tree
    names = []
    for part in place:
        node = node[part]
        known = node.get("key", node.get("id", node.get("fact"))) if isinstance(node, dict) else None
        names.append(str(known if known is not None else part))
    return "/".join(names)


def table_of(mutants: list[Mutant]) -> str:
    """How many mutants of each kind there are, how many each check saw, and how many nobody saw."""
    lines = [f"{'':16}{'taken out':>10}" + "".join(f"{check:>9}" for check in CHECKS) + f"{'unseen':>9}"]
    kinds = [*sorted({mutant.kind for mutant in mutants}), ""]
    for kind in kinds:
        of_kind = [mutant for mutant in mutants if kind in ("", mutant.kind)]
        seen = Counter(check for mutant in of_kind for check in mutant.seen_by)
        unseen = sum(not mutant.seen_by for mutant in of_kind)
        lines.append(
            f"{kind or 'all':16}{len(of_kind):>10}" + "".join(f"{seen[check]:>9}" for check in CHECKS) + f"{unseen:>9}"
        )
    return "\n".join(lines)


def main(arguments: Sequence[str] = ()) -> int:
    survivors = 0
    for protocol_id in shipped_protocol_ids():
        mutants = list(mutants_of(protocol_id, play_always="--replays" in arguments))
        unseen = [mutant for mutant in mutants if not mutant.seen_by]
        survivors += len(unseen)
        print(f"{protocol_id}\n{table_of(mutants)}")
        for mutant in unseen:
            print(f"  nobody saw that this was gone: {mutant.kind} {mutant.name}")
        print(flush=True)
    print(f"{survivors} survivors")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
