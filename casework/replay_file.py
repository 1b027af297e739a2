"""Reading the file of a case that is played back: everything that is wrong with it at once, each with its line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError
from ruamel.yaml.comments import CommentedMap

from casework.calendar import days_between, instant, local_date
from casework.case_commands import Command
from casework.protocol_file import ProtocolProblem
from casework.protocol_yaml import NotReadable, carefully_read, line_of
from casework.replay_grammar import (
    Begun,
    Draft,
    FreeDays,
    PlayedEvent,
    PlayedPerson,
    PlayedPupil,
    Run,
    Scene,
    Told,
    WholeFile,
    command_kinds,
    shape_of,
)
from casework.replay_mistakes import each_day_once, impossible_dates, shape_problem

__all__ = ["ReplayFileError", "Run", "load_replay"]

Place = tuple[int | str, ...]

TEN_O_CLOCK = time(10)
"""The time of an event that gives only a day."""

_INSTANT = re.compile(r"(\d{4}-\d\d-\d\d)(?:[ T](\d{1,2}:\d\d)(?::\d\d)?)?")
_LONGEST_WAIT = timedelta(days=2 * 366)
"""Between two events: each day of it is played."""

_OF_EVERY_EVENT = ("id", "at", "by", "show", "expect")


class ReplayFileError(Exception):
    """The file cannot be played; `problems` are all its errors, in the order of their lines."""

    def __init__(self, problems: list[ProtocolProblem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("; ".join(f"line {one.line}: {one.key} {dict(one.fields)}" for one in self.problems))


def load_replay(text: str) -> tuple[Run, ...]:
    """The runs in the YAML text of a case file; raises ReplayFileError with every problem."""
    impossible = list(impossible_dates(text))
    try:
        tree = carefully_read(text)
    except NotReadable as failure:
        problem = ProtocolProblem(failure.line, failure.key, failure.fields)
        raise ReplayFileError([*impossible, problem]) from None
    try:
        file = WholeFile.model_validate(tree)
    except ValidationError as error:
        wrong = [shape_problem(WholeFile, tree, (), detail) for detail in error.errors()]
        raise ReplayFileError(each_day_once(impossible, wrong)) from None
    reader = _Reader(tree, file)
    runs = tuple(reader.runs())
    problems = each_day_once(impossible, reader.problems)
    if problems:
        raise ReplayFileError(problems)
    return runs


class _Reader:
    """Reads the runs of one file and collects what is wrong with them."""

    def __init__(self, tree: CommentedMap, file: WholeFile) -> None:
        self._tree = tree
        self._file = file
        self.problems: list[ProtocolProblem] = []

    def runs(self) -> Iterator[Run]:
        for index, scene in enumerate(self._file.runs):
            yield self._run(("runs", index), scene)
        if not self._file.runs:
            yield self._run((), self._file)

    def _run(self, place: Place, scene: Scene) -> Run:
        file = self._file
        protocol = scene.protocol or file.protocol
        if protocol is None:
            self._wrong(place, "replay-problem-no-protocol")
        people, pupils = {**file.people, **scene.people}, {**file.pupils, **scene.pupils}
        self._check_people(people, place if scene.people else ())
        written = [*_placed((), file.events), *(_placed(place, scene.events) if scene is not file else ())]
        free = (*file.free_days, *(scene.free_days if scene is not file else ()))
        return Run(
            title=scene.title or file.title,
            protocol=protocol or "",
            settings={**file.settings, **scene.settings},
            free_days=frozenset(day for one in free for day in _days(one)),
            weekends_free="school" not in (file.weekends, scene.weekends),
            people=people,
            pupils=pupils,
            periodic={**file.periodic, **scene.periodic},
            events=tuple(self._events(written, people, pupils)),
            expect=scene.expect,
            line=line_of(self._tree, place),
            lines=self._lines((), file) | self._lines(place, scene),
        )

    def _lines(self, place: Place, scene: Scene) -> dict[tuple[str, str], int]:
        named = (("people", scene.people), ("settings", scene.settings), ("periodic", scene.periodic))
        return {(part, name): line_of(self._tree, (*place, part, name)) for part, names in named for name in names}

    def _check_people(self, people: Mapping[str, PlayedPerson], place: Place) -> None:
        for person_id, person in people.items():
            if person.deputy is not None and person.deputy not in people:
                self._wrong(
                    (*place, "people", person_id, "deputy"), "replay-problem-unknown-person", name=person.deputy
                )

    def _events(
        self,
        written: list[tuple[Place, Any]],
        people: Mapping[str, PlayedPerson],
        pupils: Mapping[str, PlayedPupil],
    ) -> Iterator[PlayedEvent]:
        before: datetime | None = None
        is_open = False
        for place, one in written:
            event = self._event(place, one, before)
            if event is None:
                continue
            if event.begin is not None and is_open:
                self._wrong((*place, "begin"), "replay-problem-begins-twice")
            is_open = is_open or event.begin is not None or event.report is not None
            for name in self._named_in(event):
                if name not in people and name not in pupils:
                    self._wrong(place, "replay-problem-unknown-person", name=name)
            before = event.at
            yield event

    @staticmethod
    def _named_in(event: PlayedEvent) -> tuple[str, ...]:
        told = event.report
        named = () if told is None else (told.about, *told.named, *told.subjects, *told.excluded)
        begun = () if event.begin is None else (event.begin.about, *event.begin.pupils)
        draft = () if event.draft is None else (event.draft.family,)
        by = event.by if event.report is None else None
        return tuple(name for name in (by, *named, *begun, *draft) if name is not None)

    def _event(self, place: Place, written: Any, before: datetime | None) -> PlayedEvent | None:
        if not isinstance(written, Mapping):
            self._wrong(place, "replay-problem-event")
            return None
        what = [str(key) for key in written if key not in _OF_EVERY_EVENT]
        if len(what) > 1:
            self._wrong((*place, what[1]), "replay-problem-two-things", name=what[1])
            return None
        at = self._at(place, written.get("at"), before)
        if not isinstance(written.get("show", False), bool):
            self._wrong((*place, "show"), "protocol-problem-yes-or-no", name="show", value=str(written["show"])[:40])
        if not isinstance(written.get("expect") or {}, Mapping):
            self._wrong((*place, "expect"), "protocol-problem-map", name="expect")
            return None
        if at is None:
            return None
        event = PlayedEvent(
            at=at,
            id=None if written.get("id") is None else str(written["id"]),
            by=None if written.get("by") is None else str(written["by"]),
            show=written.get("show") is True,
            expect=written.get("expect") or None,
            line=line_of(self._tree, place),
        )
        return self._with(place, event, what[0], written[what[0]]) if what else event

    def _with(self, place: Place, event: PlayedEvent, name: str, value: Any) -> PlayedEvent | None:
        if name == "report":
            told = self._validated(Told, (*place, name), {} if value is None else value)
            return None if told is None else replace(event, report=told, name=name)
        if name == "begin":
            begun = self._validated(Begun, (*place, name), value)
            return None if begun is None else replace(event, begin=begun, name=name)
        if name == "draft":
            draft = self._validated(Draft, (*place, name), value)
            return None if draft is None else replace(event, draft=draft, name=name)
        if name not in command_kinds():
            near = get_close_matches(name, ["report", "begin", "draft", *command_kinds()], n=1)
            key = "replay-problem-unknown-command-near" if near else "replay-problem-unknown-command"
            self._wrong((*place, name), key, name=name, near="".join(near))
            return None
        command = self._command(event, (*place, name), name, value)
        return None if command is None else replace(event, command=command, name=name)

    def _command(self, event: PlayedEvent, place: Place, name: str, value: Any) -> Command | None:
        kind = command_kinds()[name]
        names = [one.name for one in fields(kind)]
        written = value if isinstance(value, Mapping) else {} if value is None else {names[0]: value} if names else {}
        required = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
        if "on" in required and "on" not in written:
            written = {**written, "on": local_date(event.at)}
        shape = self._validated(shape_of(name), place, written)
        if shape is None:
            return None
        command: Command = kind(**{one: getattr(shape, one) for one in names})
        return command

    def _validated(self, model: type[Any], place: Place, value: Any) -> Any:
        try:
            return model.model_validate(value)
        except ValidationError as error:
            self.problems += [shape_problem(model, self._tree, place, detail) for detail in error.errors()]
            return None

    def _at(self, place: Place, written: Any, before: datetime | None) -> datetime | None:
        if written is None:
            if before is None:
                self._wrong(place, "replay-problem-no-time")
            return before
        at = _instant_of(written)
        if at is None:
            self._wrong((*place, "at"), "replay-problem-time", value=str(written)[:40])
            return None
        if before is not None and at < before:
            self._wrong((*place, "at"), "replay-problem-back-in-time", value=str(written))
        if before is not None and at - before > _LONGEST_WAIT:
            self._wrong((*place, "at"), "replay-problem-too-far", value=str(written))
        return at

    def _wrong(self, place: Place, key: str, **given: str) -> None:
        self.problems.append(ProtocolProblem(line_of(self._tree, place), key, tuple(given.items())))


def _placed(place: Place, events: list[Any]) -> list[tuple[Place, Any]]:
    return [((*place, "events", index), event) for index, event in enumerate(events)]


def _instant_of(written: Any) -> datetime | None:
    """The instant of a day, at ten o'clock, or of a day with a time, in Amsterdam; None for anything else."""
    match = _INSTANT.fullmatch(written.isoformat() if isinstance(written, date) else str(written))
    if match is None:
        return None
    try:
        clock = TEN_O_CLOCK if match[2] is None else time.fromisoformat(match[2].zfill(5))
        return instant(date.fromisoformat(match[1]), clock)
    except ValueError:
        return None


def _days(one: FreeDays) -> Iterator[date]:
    return days_between(one.first, one.last or one.first)
