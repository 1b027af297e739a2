"""Reading the file of a case that is played back: everything that is wrong with it at once, each with its line."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import MISSING, fields, replace
from datetime import UTC, date, datetime, timedelta
from difflib import get_close_matches
from typing import Any

from ruamel.yaml.comments import CommentedMap

from casework.calendar import days_between, local_date
from casework.case_commands import ChooseDate, Command, JoinCase
from casework.protocol_file import ProtocolProblem
from casework.protocol_yaml import NotReadable, carefully_read, line_of
from casework.replay_grammar import (
    FIRST_YEAR,
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
from casework.replay_salvage import SOMEBODY, names_are_known, salvaged
from casework.replay_time import instant_of
from casework.school import FIRST_CONTACT
from casework.yaml_size import MOST_CHARACTERS

__all__ = ["ReplayFileError", "Run", "load_replay"]

Place = tuple[int | str, ...]

_LONGEST_WAIT = timedelta(days=2 * 366)
"""Between two events: each day of it is played."""

_OF_EVERY_EVENT = ("id", "at", "by", "show", "expect")
_NO_COMMAND = ("report", "begin", "draft")

_NO_TIME = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
"""What stands in for the time of an event that has none, while the rest of the file is looked at."""


class ReplayFileError(Exception):
    """The file cannot be played; `problems` are all its errors, in the order of their lines.

    `runs` are what can be read of it all the same: only to look for what their protocols do not know.
    """

    def __init__(self, problems: list[ProtocolProblem], runs: tuple[Run, ...] = ()) -> None:
        self.runs = runs
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        super().__init__("; ".join(f"line {one.line}: {one.key} {dict(one.fields)}" for one in self.problems))


def load_replay(text: str) -> tuple[Run, ...]:
    """The runs in the YAML text of a case file; raises ReplayFileError with every problem."""
    impossible = list(impossible_dates(text)) if len(text) <= MOST_CHARACTERS else []
    try:
        tree = carefully_read(text)
    except NotReadable as failure:
        is_no_map = failure.key == "protocol-problem-not-a-map"
        key = "replay-problem-not-a-map" if is_no_map else failure.key
        problem = ProtocolProblem(failure.line, key, failure.fields)
        raise ReplayFileError([*impossible, problem]) from None
    file, mistakes = salvaged(WholeFile, tree, SOMEBODY)
    wrong = [shape_problem(WholeFile, tree, (), detail) for detail in mistakes]
    if file is None:
        raise ReplayFileError(each_day_once(impossible, wrong))
    reader = _Reader(tree, file, names_are_known(mistakes))
    runs = tuple(reader.runs())
    problems = each_day_once(impossible, [*wrong, *reader.problems]) or list(_without_anything(runs))
    if problems:
        raise ReplayFileError(problems, runs if reader.knows_names else ())
    return runs


class _Reader:
    """Reads the runs of one file and collects what is wrong with them."""

    def __init__(self, tree: CommentedMap, file: WholeFile, knows_names: bool) -> None:
        self._tree = tree
        self._file = file
        self.knows_names = knows_names
        self.problems: list[ProtocolProblem] = []

    def runs(self) -> Iterator[Run]:
        for index, scene in enumerate(self._file.runs):
            yield self._run(("runs", index), scene)
        if not self._file.runs:
            yield self._run((), self._file)

    def _run(self, place: Place, scene: Scene) -> Run:
        file = self._file
        protocol = scene.protocol or file.protocol
        if protocol is None and "protocol" not in {*self._tree, *_at(self._tree, place)}:
            self._wrong(place, "replay-problem-no-protocol")
        people, pupils = {**file.people, **scene.people}, {**file.pupils, **scene.pupils}
        self._check_people(people, place if scene.people else ())
        written = [*_placed((), file.events), *(_placed(place, scene.events) if scene is not file else ())]
        if written and not people and self.knows_names:
            self._wrong((), "replay-problem-no-people")
        self._check_contacts(people, place if scene.people else ())
        for name in (one for one in people if one in pupils):
            self._wrong(
                (*(place if name in scene.people else ()), "people", name), "replay-problem-two-people", name=name
            )
        for part, names in (("people", people), ("pupils", pupils)):
            if "" in names:
                self._wrong(
                    (*(place if "" in getattr(scene, part) else ()), part, ""), "replay-problem-no-name", name=part
                )
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
            expected_lines=dict(self._expected((*place, "expect"), scene.expect, ())),
        )

    def _lines(self, place: Place, scene: Scene) -> dict[tuple[str, str], int]:
        named = (("people", scene.people), ("settings", scene.settings), ("periodic", scene.periodic))
        return {(part, name): line_of(self._tree, (*place, part, name)) for part, names in named for name in names}

    def _expected(self, place: Place, node: Any, path: Place) -> Iterator[tuple[Place, int]]:
        yield path, line_of(self._tree, (*place, *path))
        inside = node.items() if isinstance(node, Mapping) else enumerate(node) if isinstance(node, list) else ()
        for key, one in inside:
            yield from self._expected(place, one, (*path, key))

    def _check_people(self, people: Mapping[str, PlayedPerson], place: Place) -> None:
        for person_id, person in people.items():
            if person.deputy == person_id:
                self._wrong((*place, "people", person_id, "deputy"), "replay-problem-own-deputy", name=person_id)
            elif person.deputy is not None and person.deputy not in people:
                self._wrong(
                    (*place, "people", person_id, "deputy"), "replay-problem-unknown-person", name=person.deputy
                )

    def _check_contacts(self, people: Mapping[str, PlayedPerson], place: Place) -> None:
        """A class has one first contact (AX-14)."""
        contact_of: dict[str, str] = {}
        for person_id, person in people.items():
            for class_id in person.classes if FIRST_CONTACT in person.roles else ():
                other = contact_of.setdefault(class_id, person_id)
                if other != person_id:
                    given = {"name": class_id, "first": other, "second": person_id}
                    self._wrong((*place, "people", person_id, "classes"), "replay-problem-two-contacts", **given)

    def _events(
        self,
        written: list[tuple[Place, Any]],
        people: Mapping[str, PlayedPerson],
        pupils: Mapping[str, PlayedPupil],
    ) -> Iterator[PlayedEvent]:
        before: datetime | None = None
        is_open = False
        reports: set[str] = set()
        for place, one in written:
            if not isinstance(one, Mapping):
                self._wrong(place, "replay-problem-event")
                continue
            at = self._at(place, one.get("at"), before)
            event = self._event(place, one, at)
            before = at
            if event.begin is not None and is_open:
                self._wrong((*place, "begin"), "replay-problem-begins-twice")
            if is_open and event.name == "report" and event.id is not None:
                if event.id in reports:
                    self._wrong((*place, "id"), "replay-problem-id-twice", name=event.id)
                reports.add(event.id)
            is_open = is_open or event.name in ("report", "begin")
            if isinstance(event.command, JoinCase) and event.command.other_case not in reports:
                self._wrong(place, "replay-problem-unknown-case", name=event.command.other_case)
            if self.knows_names:
                self._check_names(place, event, people, pupils)
            self._check_together(place, event)
            yield event

    def _check_names(
        self,
        place: Place,
        event: PlayedEvent,
        people: Mapping[str, PlayedPerson],
        pupils: Mapping[str, PlayedPupil],
    ) -> None:
        for kind, name in _named_in(event):
            if name not in people and name not in pupils:
                self._wrong(place, "replay-problem-unknown-person", name=name)
            elif (kind == "pupil" and name not in pupils) or (kind == "staff" and name not in people):
                self._wrong(place, f"replay-problem-unknown-{kind}", name=name)

    def _check_together(self, place: Place, event: PlayedEvent) -> None:
        """What cannot be at the same time."""
        told, begun = event.report, event.begin
        if told is not None and not told.known and told.about is not None:
            self._wrong((*place, "report", "known"), "replay-problem-known-about", name=told.about)
        if told is not None and told.known and told.about is None:
            self._wrong((*place, "report"), "replay-problem-about-nobody")
        if told is not None and told.about is not None and told.about in told.named:
            self._wrong((*place, "report", "named"), "replay-problem-both-sides", name=told.about)
        if begun is None:
            return
        if begun.about is not None and begun.about in begun.pupils:
            self._wrong((*place, "begin", "pupils", begun.about), "replay-problem-both-sides", name=begun.about)
        for action, day in begun.done.items():
            if event.at != _NO_TIME and day > local_date(event.at):
                later = {"name": action, "value": day.isoformat()}
                self._wrong((*place, "begin", "done", action), "replay-problem-done-later", **later)

    def _event(self, place: Place, written: Mapping[str, Any], at: datetime) -> PlayedEvent:
        if not isinstance(written.get("show", False), bool):
            self._wrong((*place, "show"), "protocol-problem-yes-or-no", name="show", value=str(written["show"])[:40])
        expected = written.get("expect") or {}
        if not isinstance(expected, Mapping):
            self._wrong((*place, "expect"), "protocol-problem-map", name="expect")
        event = PlayedEvent(
            at=at,
            id=None if written.get("id") is None else str(written["id"]),
            by=None if written.get("by") is None else str(written["by"]),
            show=written.get("show") is True,
            expect=expected if isinstance(expected, Mapping) and expected else None,
            line=line_of(self._tree, place),
        )
        name = self._what_happens(place, written)
        return event if name is None else self._with(place, event, name, written[name])

    def _what_happens(self, place: Place, written: Mapping[str, Any]) -> str | None:
        """The one thing that an event says; a name that nobody knows is no second one."""
        known = [*_NO_COMMAND, *command_kinds()]
        names = [key for key in written if key not in _OF_EVERY_EVENT]
        found = [key for key in names if key in known]
        for name in (str(key) for key in names if key not in known):
            near = get_close_matches(name, [*_OF_EVERY_EVENT, *known] if found else known, n=1)
            kind = "protocol-problem-unknown-key" if found else "replay-problem-unknown-command"
            self._wrong((*place, name), f"{kind}-near" if near else kind, name=name, near="".join(near))
        for name in found[1:]:
            self._wrong((*place, name), "replay-problem-two-things", name=name)
        return found[0] if found else None

    def _with(self, place: Place, event: PlayedEvent, name: str, value: Any) -> PlayedEvent:
        inside = (*place, name)
        if name == "report":
            return replace(event, report=self._validated(Told, inside, {} if value is None else value), name=name)
        if name == "begin":
            return replace(event, begin=self._validated(Begun, inside, value), name=name)
        if name == "draft":
            return replace(event, draft=self._validated(Draft, inside, value), name=name)
        return replace(event, command=self._command(event, inside, name, value), name=name)

    def _command(self, event: PlayedEvent, place: Place, name: str, value: Any) -> Command | None:
        kind = command_kinds()[name]
        names = [one.name for one in fields(kind)]
        written = value if isinstance(value, Mapping) else {} if value is None else {names[0]: value} if names else {}
        required = {one.name for one in fields(kind) if one.default is MISSING and one.default_factory is MISSING}
        if "on" in required and "on" not in written:
            written = {**written, "on": local_date(event.at)}
        known = len(self.problems)
        shape = self._validated(shape_of(name), place, written)
        if shape is None:
            return None
        if (
            kind is ChooseDate
            and known == len(self.problems)
            and shape.on is None
            and shape.weeks is None
            and shape.every is None
        ):
            self._wrong(place, "protocol-problem-missing", name="on of weeks")
        command: Command = kind(**{one: getattr(shape, one) for one in names})
        return command

    def _validated(self, model: type[Any], place: Place, value: Any) -> Any:
        made, mistakes = salvaged(model, value)
        self.problems += [shape_problem(model, self._tree, place, detail) for detail in mistakes]
        return made

    def _at(self, place: Place, written: Any, before: datetime | None) -> datetime:
        """The instant of an event; where that is wrong the one before, so that the rest can be looked at."""
        if written is None:
            if before is None:
                self._wrong(place, "replay-problem-no-time")
            return before or _NO_TIME
        at, wrong = instant_of(written)
        earlier = None if before in (None, _NO_TIME) else before
        if wrong is None and at is not None and earlier is not None:
            wrong = "back-in-time" if at < earlier else "too-far" if at - earlier > _LONGEST_WAIT else None
        if wrong is None and at is not None:
            return at
        self._wrong((*place, "at"), f"replay-problem-{wrong}", value=str(written)[:40])
        return earlier or at or _NO_TIME

    def _wrong(self, place: Place, key: str, **given: str) -> None:
        self.problems.append(ProtocolProblem(line_of(self._tree, place), key, tuple(given.items())))


def _without_anything(runs: Iterable[Run]) -> Iterator[ProtocolProblem]:
    for run in runs:
        if not (run.events or run.periodic or run.expect):
            yield ProtocolProblem(run.line, "replay-problem-no-events", ())


def _at(tree: CommentedMap, place: Place) -> Any:
    """The scene at `place`; nothing when there is none that can be read."""
    scene: Any = tree
    for part in place:
        scene = scene[part]
    return scene if isinstance(scene, Mapping) else {}


def _placed(place: Place, events: list[Any]) -> list[tuple[Place, Any]]:
    return [((*place, "events", index), event) for index, event in enumerate(events)]


def _named_in(event: PlayedEvent) -> Iterator[tuple[str, str]]:
    """The names in an event, each with what it has to be the name of: person, pupil, staff."""
    told, begun = event.report, event.begin
    # Only parents are nobody in the file.
    if event.by is not None and (event.name != "report" or told is None or told.kind != "parent"):
        yield "person", event.by
    if told is not None:
        yield from (("person", name) for name in (told.about,) if name is not None)
        yield from (("pupil", name) for name in told.named)
        yield from (("staff", name) for name in (*told.subjects, *told.excluded))
    if begun is not None:
        yield from (("person", name) for name in (begun.about,) if name is not None)
        yield from (("pupil", name) for name in begun.pupils)
    if event.draft is not None:
        yield "pupil", event.draft.family


def _days(one: FreeDays) -> Iterator[date]:
    return days_between(one.first, one.last or one.first)
