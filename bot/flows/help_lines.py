"""Whom to call: with the clock where danger shows (the bot is no alarm), and the whole list on request."""

from collections.abc import Callable, Iterable

from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Condition, Question, Scene
from bot.flows.words import Phrase, Words, phrase
from casework.helplines import Audience, Certainty, Helpline, all_helplines, danger_lines, helplines_for
from casework.tracks import Way
from casework.triage import DangerKind, danger_in

_EMERGENCY = ("emergency", "suicide_prevention")
_AT_HOME = "veilig_thuis"
_PICTURES = "helpwanted"
_SEXUAL_VIOLENCE = "sexual_violence"
_TO_TELL_POLICE = frozenset({"police", "crime_line"})
_TOLD_IN = ("story", "more")

Parts = Callable[[Question, Scene], tuple[Words, ...]]


def _shows_danger(scene: Scene) -> bool:
    return bool(scene.answers.get("urgent")) or danger_told(scene.answers) is not None


is_urgent = Condition("danger shows", _shows_danger)


def danger_told(answers: Answers) -> DangerKind | None:
    """What the words so far may point at; it only brings help on the screen."""
    told = "\n".join(str(answers[name]) for name in _TOLD_IN if answers.get(name))
    return danger_in(told) if told else None


def urgent_parts(facts: ReporterFacts, danger: DangerKind | None = None) -> tuple[Words, ...]:
    """The clock and whom to call now, for every urgent screen (design 4.14)."""
    at_home = danger is DangerKind.HOME_UNSAFE
    extra = (_named_line(facts, _AT_HOME),) if at_home else ()
    lines = (*danger_lines(facts.school.helplines), *extra)
    return (clock_words(facts), _list_of(facts, lines))


def urgent_first(parts: Parts) -> Parts:
    """The clock and whom to call stand above the question as soon as danger shows."""

    def with_clock(question: Question, scene: Scene) -> tuple[Words, ...]:
        urgent = urgent_parts(scene.facts, danger_told(scene.answers)) if is_urgent.holds(scene) else ()
        return (*urgent, *parts(question, scene))

    return with_clock


def lines_of_way(way: Way) -> tuple[str, ...]:
    """The ids of the helplines that belong in the answer to the reporter of what goes this way."""
    return (*way.helplines, _SEXUAL_VIOLENCE) if way.is_the_boards else way.helplines


def way_parts(facts: ReporterFacts, line_ids: Iterable[str]) -> tuple[Words, ...]:
    """Whom outside the school one can call about somebody who works there; only lines that are certain."""
    wanted = frozenset(line_ids)
    certain = (line for line in all_helplines(facts.school.helplines) if line.certainty is Certainty.HIGH)
    lines = [line for line in certain if line.id in wanted]
    return (phrase("staff-help-lines"), _list_of(facts, lines)) if lines else ()


def clock_words(facts: ReporterFacts) -> Phrase:
    """What time it is, whether anybody at school reads now, and the numbers to call."""
    is_open = facts.calendar.is_open(facts.now)
    key = "clock-school-open" if is_open else "clock-school-closed"
    return phrase(key, now=facts.now, emergency=_number(facts, 0), suicide=_number(facts, 1))


def help_parts(facts: ReporterFacts, address_form: str, of_way: Iterable[str] = ()) -> tuple[Words, ...]:
    """Everything that /hulp shows: the clock, all lines that are certain for this reader, and those of the way.

    `of_way` are ids of helplines, as `lines_of_way` gives them.
    """
    audience = Audience.PARENTS if address_form == "u" else Audience.PUPILS
    named = frozenset(of_way)
    lines = [line for line in helplines_for(audience, facts.school.helplines) if line.id not in named]
    urgent = _list_of(facts, [line for line in lines if line.danger])
    others = _list_of(facts, [line for line in lines if not line.danger and line.id not in _TO_TELL_POLICE])
    to_police = [line for line in lines if line.id in _TO_TELL_POLICE]
    police = (phrase("help-lines-police"), _list_of(facts, to_police)) if to_police else ()
    about_staff = way_parts(facts, named)
    return (clock_words(facts), phrase("help-danger"), urgent, *about_staff, phrase("help-lines"), others, *police)


def nude_help_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where pictures on which somebody is naked are helped with: never here (design 4.9)."""
    line = _named_line(scene.facts, _PICTURES)
    return (phrase("ask-nude-help"), phrase("nude-help-line", site=line.site or "", number=line.number or ""))


def emergency_number(facts: ReporterFacts) -> str:
    return _number(facts, 0)


def _number(facts: ReporterFacts, place: int) -> str:
    return _named_line(facts, _EMERGENCY[place]).number or ""


def _named_line(facts: ReporterFacts, line_id: str) -> Helpline:
    """The line with the school's changes; as shipped when the school hides it, for danger must have a number."""
    lines = (*all_helplines(facts.school.helplines), *all_helplines())
    return next(line for line in lines if line.id == line_id)


def _list_of(facts: ReporterFacts, lines: Iterable[Helpline]) -> str:
    return "\n".join(facts.spoken(_line_words(line)) for line in lines)


def _line_words(line: Helpline) -> Phrase:
    where: Words = line.number or line.site or ""
    if line.number and line.site:
        where = phrase("help-line-number-and-site", number=line.number, site=line.site)
    if line.hours:
        return phrase("help-line-with-hours", label=line.label, where=where, hours=line.hours)
    return phrase("help-line", label=line.label, where=where)
