"""What the entry of a step or intervention holds for each pupil's file that it belongs in (AX-22), without names.

What staff wrote goes in only when it names nobody: a file is read by the parents of its pupil (AX-11), and who
reported or saw something stays out of it. A witness's own words are no note of staff and never get here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from casework.action_status import pupils_left, pupils_of, pupils_waiting
from casework.calendar import local_date
from casework.case_events import ActionDone, CaseEvent, ConsentGiven, ConsentRefused, InterventionStarted
from casework.case_events import OutcomeRecorded as Concluded
from casework.case_state import Case
from casework.case_view import DoneLine, done_lines
from casework.files_left_out import is_left_out
from casework.log_entries import LogEntry
from casework.parent_text import other_pupils_named
from casework.protocol_model import Action
from casework.runs_apart import is_own_work
from casework.taking_part import parties_apart

WhyHeld = Literal["other", "reporter", "own", "unknown"]
"""A note names another pupil, who reported or saw it, or the pupil of the file; or a pupil's name is not known here,
so that nobody can tell."""

FROM_THE_CASE = frozenset({"agreed_steps", "by_whom", "steps_so_far", "who_is_bullied", "words_of_pupil"})
"""The fields that the case itself answers; every other field asks for what staff wrote."""

_PARTIES = {"victim": ("victim",), "bully": ("bully", "follower"), "involved": ("victim", "bully", "follower")}
_INTERVENTION = "intervention."


@dataclass(frozen=True)
class Names:
    """Full names: `pupils` by the reference of the pupil, `reporters` of whoever else reported or saw it."""

    pupils: Mapping[str, str]
    reporters: tuple[str, ...] = ()


@dataclass(frozen=True)
class File:
    """One file: of a pupil of the case, or, while nobody knows which pupil it is, of a party; `subject` is the member
    of staff whom it is about."""

    party: str
    pupil: str | None = None


@dataclass(frozen=True)
class FileNote:
    """What staff wrote on a day; `text` is None when it stays out, `held` says why."""

    on: date
    text: str | None
    held: WhyHeld | None = None


@dataclass(frozen=True)
class FileConsent:
    """What the victim agreed to or not, with the victim's own words; in a draft also what was not asked yet."""

    what: str
    answer: Literal["given", "refused", "unasked"]
    words: FileNote | None = None


@dataclass(frozen=True)
class LogText:
    """One entry as it stands in one file.

    `on` is the day on which it was done with the pupil of the file, where that was noted, and `concluded_on` that of
    the conclusion; in a draft both are the day on which it was made. `with_own` and `with_others` tell with whom it was
    done, where that was noted. `bullies` are the pupils who are said to bully, but for the pupil of the file;
    `own_bullies` that this is one of them. `blank` are the fields that nothing here answers: `notes` belong to them.
    `asks_conclusion`: it ends in one of the protocol's answers.
    """

    entry: LogEntry
    file: File
    on: date
    concluded_on: date
    with_own: bool = False
    with_others: int = 0
    conclusion: str | None = None
    asks_conclusion: bool = False
    consents: tuple[FileConsent, ...] = ()
    own_bullies: bool = False
    bullies: int = 0
    steps_so_far: tuple[DoneLine, ...] = ()
    measure: str | None = None
    notes: tuple[FileNote, ...] = ()
    blank: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Source:
    """The events from which an entry comes: of one time that an action was done, or an intervention started."""

    action: Action | None
    events: tuple[ActionDone | Concluded | InterventionStarted, ...]
    apart: frozenset[str]

    def concerns(self, pupil: str | None, event: CaseEvent) -> bool:
        """Whether this belongs in the file of the pupil: not what was done with another pupil alone, nor what was
        concluded of talks that were with others (P001 step 4)."""
        with_whom = self._talked_with() if isinstance(event, Concluded) else getattr(event, "participants", ())
        return not with_whom or pupil not in self.apart or pupil in with_whom

    def _talked_with(self) -> frozenset[str]:
        """With whom the talks before the conclusion were; nobody where there was none, or one with all of them."""
        talks = [one.participants for one in self.events if isinstance(one, ActionDone)]
        return frozenset(pupil for each in talks for pupil in each) if all(talks) else frozenset()


def log_texts(
    case: Case, events: Sequence[CaseEvent], entry: LogEntry, written: Mapping[str, str], names: Names
) -> tuple[LogText, ...]:
    """The entry for each file that it belongs in, in the order in which the pupils came into the case.

    `written` are the opened notes by reference; one that is not there was erased and is left out.
    """
    source = _source(case, events, entry)
    files = _files_to_write(case, entry, source.action)
    if entry.drafted:
        told = [one for one in files if not _is_elsewhere(case, source, one)]
    else:
        told = [one for one in files if _belongs(one, source)] or files
    return tuple(_text(case, events, entry, source, one, written, names) for one in told)


def _files_to_write(case: Case, entry: LogEntry, action: Action | None) -> list[File]:
    """The files of the entry, but for those of pupils with whom the victim agreed to no talk that it puts on paper."""
    files = _files(case, entry)
    if action is None:
        return files
    return [one for one in files if not is_left_out(case, action, one.pupil, one.party, drafted=entry.drafted)]


def _files(case: Case, entry: LogEntry) -> list[File]:
    found: list[File] = []
    for wanted in entry.files_of:
        if wanted == "subject":
            found.append(File("subject"))
            continue
        parties = _PARTIES[wanted]
        found += [File(party, pupil) for pupil, party in case.pupils.items() if party in parties]
        there = {party for party in case.pupils.values() if party in parties}
        if "victim" in parties and "victim" not in there:
            found.append(File("victim"))
        if "bully" in parties and not there & {"bully", "follower"}:
            found.append(File("bully"))
    return list(dict.fromkeys(found))


def _belongs(file: File, source: _Source) -> bool:
    return not source.events or any(source.concerns(file.pupil, event) for event in source.events)


def _is_elsewhere(case: Case, source: _Source, file: File) -> bool:
    """Whether it was done with this pupil already, or cannot be done yet: then the draft is no use in this file."""
    action = source.action
    if action is None or action.answers or file.pupil not in source.apart:
        return False
    return file.pupil not in pupils_left(case, action) or file.pupil in pupils_waiting(case, action)


def _source(case: Case, events: Sequence[CaseEvent], entry: LogEntry) -> _Source:
    key, _, number = entry.id.split("/")
    place = int(number) - 1
    if key.startswith(_INTERVENTION):
        name = key.removeprefix(_INTERVENTION)
        starts = [one for one in events if isinstance(one, InterventionStarted) and one.intervention == name]
        others = frozenset(pupil for pupil, party in case.pupils.items() if party != "victim")
        return _Source(None, tuple(starts[place : place + 1]), others)
    found = case.protocol.find_action(key)
    if found is None:
        return _Source(None, (), frozenset())
    action = found[1]
    times = [one for one in events if isinstance(one, ActionDone | Concluded) and one.action == key]
    apart = frozenset(pupils_of(case, action))
    if is_own_work(*found):
        apart = frozenset(pupil for pupil, party in case.pupils.items() if party in parties_apart(action))
    return _Source(action, tuple(_up_to_conclusion(times, place) if action.answers else times[place:][:1]), apart)


def _up_to_conclusion(times: Sequence[ActionDone | Concluded], place: int) -> Sequence[ActionDone | Concluded]:
    """A conclusion with the talks that led to it; while it is still to be drawn the talks that there were."""
    ends = [at for at, one in enumerate(times) if isinstance(one, Concluded)]
    if place > len(ends):
        return ()
    begins = ends[place - 1] + 1 if place else 0
    return times[begins : ends[place] + 1 if place < len(ends) else len(times)]


def _text(
    case: Case,
    events: Sequence[CaseEvent],
    entry: LogEntry,
    source: _Source,
    file: File,
    written: Mapping[str, str],
    names: Names,
) -> LogText:
    seen = [event for event in source.events if source.concerns(file.pupil, event)]
    participants = {pupil for event in seen for pupil in getattr(event, "participants", ())}
    bullies = {pupil for pupil, party in case.pupils.items() if party in _PARTIES["bully"]}
    blank = tuple(field for field in entry.fields if not _is_answered(case, field, source))
    return LogText(
        entry=entry,
        file=file,
        on=entry.on if entry.drafted else _day_in(seen, file, entry.on),
        concluded_on=entry.on,
        with_own=file.pupil in participants,
        with_others=len(participants - {file.pupil}),
        conclusion=_conclusion(source),
        asks_conclusion=source.action is not None and bool(source.action.answers),
        consents=tuple(_consents(case, events, entry, source, file, written, names)),
        own_bullies=file.pupil in bullies,
        bullies=len(bullies - {file.pupil}),
        steps_so_far=done_lines(case) if "steps_so_far" in entry.fields else (),
        measure=entry.action_label if source.action is None and "measure" in entry.fields else None,
        notes=tuple(_notes(case, seen, file, written, names)) if blank or not entry.fields else (),
        blank=blank,
    )


def _day_in(seen: Sequence[CaseEvent], file: File, otherwise: date) -> date:
    """The last day on which it was done with the pupil of the file; `otherwise` where that was not noted apart."""
    talks = [one for one in seen if isinstance(one, ActionDone)]
    own = [one.on for one in talks if file.pupil in one.participants] or [one.on for one in talks]
    return max(own, default=otherwise)


def _is_answered(case: Case, field: str, source: _Source) -> bool:
    if field == "by_whom":
        return any(party in _PARTIES["bully"] for party in case.pupils.values())
    if field in ("agreed_steps", "words_of_pupil"):
        return source.action is not None and bool(source.action.asks)
    return field in FROM_THE_CASE or (field == "measure" and source.action is None)


def _conclusion(source: _Source) -> str | None:
    answers = [event.answer for event in source.events if isinstance(event, Concluded)]
    answer = source.action.answer(answers[-1]) if source.action is not None and answers else None
    return None if answer is None else answer.label


def _notes(
    case: Case, seen: Sequence[CaseEvent], file: File, written: Mapping[str, str], names: Names
) -> Iterator[FileNote]:
    """What staff wrote each time, and what parents thought of it: the latter in the file of their own child."""
    for event in seen:
        for kind in ("note", "view"):
            text = written.get(getattr(event, kind, None) or "")
            if text is not None:
                on = getattr(event, "on", None) or local_date(event.at)
                yield _checked(case, FileNote(on, text), file, names)


def _consents(
    case: Case,
    events: Sequence[CaseEvent],
    entry: LogEntry,
    source: _Source,
    file: File,
    written: Mapping[str, str],
    names: Names,
) -> Iterator[FileConsent]:
    """What the victim agreed to is the victim's own: it stands in no other file."""
    if file.party != "victim" or source.action is None:
        return
    for key in source.action.asks:
        asked = [one for one in events if isinstance(one, ConsentGiven | ConsentRefused) and one.action == key]
        label = _label(case, key)
        if label is None or not (asked or entry.drafted):
            continue
        if not asked:
            yield FileConsent(label, "unasked")
            continue
        words = written.get(asked[-1].words or "")
        said = None if words is None else _checked(case, FileNote(local_date(asked[-1].at), words), file, names)
        yield FileConsent(label, "given" if isinstance(asked[-1], ConsentGiven) else "refused", said)


def _label(case: Case, key: str) -> str | None:
    found = case.protocol.find_action(key)
    if found is not None:
        return found[1].label
    return next((one.label for one in case.protocol.interventions if one.key == key), None)


def _checked(case: Case, note: FileNote, file: File, names: Names) -> FileNote:
    held = _why_held(case, note.text or "", file, names)
    return note if held is None else FileNote(note.on, None, held)


def _why_held(case: Case, text: str, file: File, names: Names) -> WhyHeld | None:
    own = () if file.pupil is None else (file.pupil,)
    if other_pupils_named(text, own, names.pupils):
        return "other"
    reporters = {f"reporter {place}": name for place, name in enumerate(names.reporters)}
    ours = {pupil: names.pupils[pupil] for pupil in own if pupil in names.pupils}
    if other_pupils_named(text, own, {**ours, **reporters}):
        return "reporter"
    if other_pupils_named(text, (), ours):
        return "own"
    unknown = [pupil for pupil in case.pupils if pupil not in own and not names.pupils.get(pupil)]
    return "unknown" if unknown else None
