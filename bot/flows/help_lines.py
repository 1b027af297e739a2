"""Whom to call: with the clock where danger shows (the bot is no alarm), and the whole list on request."""

from collections.abc import Iterable

from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Condition, Question, Scene
from bot.flows.words import Phrase, Words, phrase
from casework.helplines import Audience, Helpline, all_helplines, danger_lines, helplines_for
from casework.triage import DangerKind, danger_in

_EMERGENCY = ("emergency", "suicide_prevention")
_AT_HOME = "veilig_thuis"
_PICTURES = "helpwanted"
_TOLD_IN = ("story", "more")


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


def clock_words(facts: ReporterFacts) -> Phrase:
    """What time it is, whether anybody at school reads now, and the numbers to call."""
    is_open = facts.calendar.is_open(facts.now)
    key = "clock-school-open" if is_open else "clock-school-closed"
    return phrase(key, now=facts.now, emergency=_number(facts, 0), suicide=_number(facts, 1))


def help_parts(facts: ReporterFacts, address_form: str) -> tuple[Words, ...]:
    """Everything that /hulp shows: the clock, and all lines that are certain for this reader."""
    audience = Audience.PARENTS if address_form == "u" else Audience.PUPILS
    lines = helplines_for(audience, facts.school.helplines)
    urgent = _list_of(facts, [line for line in lines if line.danger])
    others = _list_of(facts, [line for line in lines if not line.danger])
    return (clock_words(facts), phrase("help-danger"), urgent, phrase("help-lines"), others)


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
