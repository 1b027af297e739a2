"""A case file played back at a terminal: JSON on standard output, what is wrong with the file on standard error."""

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from bot.command_line import CANNOT_START, DONE, NOT_DONE
from bot.errors import StartRefused
from bot.protocol_on_disk import protocol_called
from bot.text_files import TooLarge, text_of
from bot.texts import text
from casework.protocol import Protocol, ProtocolFileError, ProtocolProblem, shipped_protocol, shipped_protocol_ids
from casework.replay import replay, unmet_of_run
from casework.replay_check import problems_with
from casework.replay_file import ReplayFileError, load_replay
from casework.replay_grammar import Run


def replay_and_print(path: Path) -> int:
    """Play the case of a file. 0: all as expected; 1: something came out otherwise; 2: the file is not in order."""
    try:
        runs = load_replay(_text_at(path))
    except TooLarge:
        return _complain(path, (ProtocolProblem(1, "protocol-problem-yaml-too-large"),))
    except ReplayFileError as error:
        return _complain(path, (*error.problems, *_problems_of_readable(error.runs, path.parent)))
    problems = tuple(_problems_of_all(runs, path.parent))
    if problems:
        return _complain(path, problems)
    played = [play(run, path.parent) for run in runs]
    print(json.dumps({"case": path.name, "runs": played}, ensure_ascii=False, indent=2))
    return NOT_DONE if any(one["unmet"] for one in played) else DONE


def _complain(path: Path, problems: Iterable[ProtocolProblem]) -> int:
    # The events above the runs are in every run: what is wrong with them is said once.
    for problem in sorted(dict.fromkeys(problems), key=lambda problem: problem.line):
        print(text("protocol-check-place", file=str(path), problem=_sentence(problem)), file=sys.stderr)
    return CANNOT_START


def _problems_of_readable(runs: Iterable[Run], folder: Path) -> tuple[ProtocolProblem, ...]:
    """Nothing of a protocol that is not there: that is said once the file itself is in order."""
    try:
        return tuple(_problems_of_all(runs, folder))
    except StartRefused:
        return ()


def _problems_of_all(runs: Iterable[Run], folder: Path) -> Iterator[ProtocolProblem]:
    for run in runs:
        if run.protocol:
            yield from problems_of(run, folder)


def problems_of(run: Run, folder: Path) -> tuple[ProtocolProblem, ...]:
    """What the run names that its protocol does not have; nothing when the protocol itself is not in order."""
    try:
        return problems_with(run, _protocol(run.protocol, folder))
    except ProtocolFileError:
        return ()


def play(run: Run, folder: Path, *, every_state: bool = False) -> dict[str, Any]:
    """What comes of a run, in words; `folder` is where its protocol is looked for when it is not a shipped one."""
    try:
        protocol = _protocol(run.protocol, folder)
    except ProtocolFileError as error:
        return _refused_protocol(run, error)
    return dict(_in_words(replay(run, protocol, every_state=every_state)))


def _refused_protocol(run: Run, error: ProtocolFileError) -> dict[str, Any]:
    problems = [{"line": one.line, "problem": one.key, "sentence": _sentence(one)} for one in error.problems]
    answer: dict[str, Any] = {"title": run.title, "protocol_refused": problems}
    expecting = replace(run, expect=run.expect or {"protocol_refused": {"exactly": []}})
    return {**answer, "unmet": list(unmet_of_run(expecting, answer))}


def _protocol(name: str, folder: Path) -> Protocol:
    if name in shipped_protocol_ids():
        return shipped_protocol(name)
    found = protocol_called(name, folder)
    if found is None:
        raise StartRefused("replay-no-protocol", {"protocol": name, "shipped": ", ".join(shipped_protocol_ids())})
    return found.loaded()


def _text_at(path: Path) -> str:
    try:
        return text_of(path)
    except OSError:
        raise StartRefused("replay-unreadable", {"file": str(path)}) from None
    except UnicodeDecodeError:
        raise StartRefused("replay-not-utf-8", {"file": str(path)}) from None


def _sentence(problem: ProtocolProblem) -> str:
    return text("protocol-problem-line", line=str(problem.line), problem=text(problem.key, **dict(problem.fields)))


def _in_words(answer: Any) -> Any:
    """The answer with a sentence beside every text key."""
    if isinstance(answer, dict) and "text_key" in answer:
        return {**answer, "sentence": text(answer["text_key"], **_spoken_fields(answer))}
    if isinstance(answer, dict):
        return {key: _in_words(value) for key, value in answer.items()}
    if isinstance(answer, list):
        return [_in_words(one) for one in answer]
    return answer


def _spoken_fields(said: dict[str, Any]) -> dict[str, Any]:
    dates = said.get("dates", ())
    return {name: date.fromisoformat(value) if name in dates else value for name, value in said["fields"].items()}
