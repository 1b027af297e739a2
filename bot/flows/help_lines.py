"""Whom to call: with the clock where danger shows (the bot is no alarm), where something grave is sent, or something
serious that nobody reads now, and the whole list on request."""

from collections.abc import Callable, Collection, Iterable
from itertools import combinations

from bot.flows.about_staff import is_about_staff, is_sexual_conduct
from bot.flows.facts import ReporterFacts
from bot.flows.question import Answers, Condition, Question, Scene
from bot.flows.reading_plan import way_of_scene
from bot.flows.words import Phrase, Words, phrase
from casework.helplines import Audience, Certainty, Helpline, all_helplines, danger_lines, helplines_for
from casework.tracks import Way
from casework.triage import DangerKind, SeriousKind, dangers_in, is_grave, serious_in, speaks_of_naked_picture

_EMERGENCY = ("emergency", "suicide_prevention")
_AT_HOME = "veilig_thuis"
_PICTURES = "helpwanted"
_SEXUAL_VIOLENCE = "sexual_violence"
_POLICE = "police"
_EXTRA_LINES = (_AT_HOME, _SEXUAL_VIOLENCE, _POLICE)
"""What can stand beside the lines of danger, in the order in which it does."""
_TO_TELL_POLICE = frozenset({_POLICE, "crime_line"})
_TOLD_IN = ("story", "staff_who", "own_name", "victim_name", "more", "by_whom", "where", "since", "wish")
_SERIOUS_SENTENCES = {"threat": SeriousKind.THREAT, "hurt": SeriousKind.VIOLENCE}
_PICTURE_SENTENCE = "picture"
_MAYBE_NAKED = ("yes", "unknown")

Parts = Callable[[Question, Scene], tuple[Words, ...]]


def _shows_danger(scene: Scene) -> bool:
    return bool(scene.answers.get("urgent")) or bool(dangers_told(scene))


is_urgent = Condition("danger shows", _shows_danger)


def dangers_told(scene: Scene) -> tuple[DangerKind, ...]:
    """All that the words so far may point at; it only brings help on the screen. A screen asks it several times."""
    told, known = _told(scene.answers), scene.facts.dangers
    if told and told not in known:
        known[told] = dangers_in(told)
    return known[told] if told else ()


def serious_told(answers: Answers) -> SeriousKind | None:
    """What is serious in the answers so far without anybody seeming in danger: the sentences that were tapped, what
    was answered, and the words; it only brings help on the screen."""
    if is_sexual_conduct(answers) or answers.get("nude") in _MAYBE_NAKED:
        return SeriousKind.SEXUAL
    said = (_SERIOUS_SENTENCES[name] for name in answers.get("ready") or () if name in _SERIOUS_SENTENCES)
    return serious_in(_told(answers)) or next(said, None)


def _told(answers: Answers) -> str:
    return "\n".join(str(answers[name]) for name in _TOLD_IN if answers.get(name))


def _urgent_parts(
    facts: ReporterFacts, dangers: Collection[DangerKind], serious: SeriousKind | None, *, grave: bool
) -> tuple[Words, ...]:
    """The clock and whom to call now, for every urgent screen (design 4.14); the police too where it is `grave`."""
    return _clock_and_lines(facts, *_urgent_lines(dangers, serious, grave=grave))


def _urgent_lines(dangers: Collection[DangerKind], serious: SeriousKind | None, *, grave: bool) -> tuple[str, ...]:
    """The lines that stand beside those of danger: one for each kind of danger that has its own, and for what else was
    told with it."""
    at_home = (_AT_HOME,) if DangerKind.HOME_UNSAFE in dangers else ()
    sexual = (_SEXUAL_VIOLENCE,) if serious is SeriousKind.SEXUAL else ()
    return (*at_home, *sexual, *((_POLICE,) if grave else ()))


def serious_parts(
    facts: ReporterFacts, serious: SeriousKind | None, *, grave: bool, by_staff: bool = False
) -> tuple[Words, ...]:
    """The clock and whom to call for what is serious, while nobody at school reads (design 4.14); nothing in school
    hours, unless it is `grave`: then at any time, and the police too. What is done by staff (`by_staff`) has its own
    lines on the screen."""
    if not grave and (serious is None or facts.calendar.is_open(facts.now)):
        return ()
    sexual = (_SEXUAL_VIOLENCE,) if serious is SeriousKind.SEXUAL and not by_staff else ()
    return _clock_and_lines(facts, *sexual, *((_POLICE,) if grave else ()))


def _clock_and_lines(facts: ReporterFacts, *extra: str) -> tuple[Words, ...]:
    lines = (*danger_lines(facts.school.helplines), *(_named_line(facts, line_id) for line_id in extra))
    return (clock_words(facts), _list_of(facts, lines))


def sending_parts(scene: Scene) -> tuple[Words, ...]:
    """The clock and whom to call, just before and after something is sent that is urgent or grave, or serious when
    nobody reads it now. The lines of the way that it goes stand on the same screen already."""
    answers, grave = scene.answers, is_grave(_told(scene.answers))
    if is_urgent.holds(scene):
        serious = None if _SEXUAL_VIOLENCE in lines_of_way(way_of_scene(scene)) else serious_told(answers)
        return _urgent_parts(scene.facts, dangers_told(scene), serious, grave=grave)
    return serious_parts(scene.facts, serious_told(answers), grave=grave, by_staff=is_about_staff(answers))


def clock_of_words(facts: ReporterFacts, *told: str) -> tuple[Words, ...]:
    """The same for messages that go to the school as they are typed, and for where they are shown again: the lines for
    all that they point at, each once."""
    dangers = {kind for words in told for kind in dangers_in(words)}
    found = {serious_in(words) for words in told}
    serious = next((kind for kind in reversed(SeriousKind) if kind in found), None)
    grave = any(map(is_grave, told))
    if dangers:
        return _urgent_parts(facts, dangers, serious, grave=grave)
    return serious_parts(facts, serious, grave=grave)


def with_urgent(facts: ReporterFacts, words: str, parts: tuple[Words, ...]) -> tuple[Words, ...]:
    """The paragraphs of an answer to `words` with the clock and whom to call above them where danger shows in those
    words, once: what stands there already gives way to the lines that fit."""
    dangers = dangers_in(words)
    if not dangers:
        return parts
    standing = _extra_lines_in(facts, parts)
    told = _urgent_lines(dangers, serious_in(words), grave=is_grave(words))
    wanted = frozenset((*(standing or ()), *(line for line in told if not _stands_in(facts, line, parts))))
    if standing is not None and wanted == frozenset(standing):
        return parts
    replaced = () if standing is None else _clock_and_lines(facts, *standing)
    fitting = _clock_and_lines(facts, *(line for line in _EXTRA_LINES if line in wanted))
    return (*fitting, *(part for part in parts if part not in replaced))


def _stands_in(facts: ReporterFacts, line_id: str, parts: tuple[Words, ...]) -> bool:
    """Whether this line stands in any list of these paragraphs."""
    line = _list_of(facts, (_named_line(facts, line_id),))
    return any(line in part.splitlines() for part in parts if isinstance(part, str))


def _extra_lines_in(facts: ReporterFacts, parts: tuple[Words, ...]) -> tuple[str, ...] | None:
    """Which lines stand there beside those of danger; None where no list of danger stands."""
    choices = (chosen for many in range(len(_EXTRA_LINES), -1, -1) for chosen in combinations(_EXTRA_LINES, many))
    said = frozenset(parts)
    return next((chosen for chosen in choices if said.issuperset(_clock_and_lines(facts, *chosen))), None)


def urgent_first(parts: Parts) -> Parts:
    """The clock and whom to call stand above the question as soon as danger shows."""

    def with_clock(question: Question, scene: Scene) -> tuple[Words, ...]:
        return (*_urgent_now(scene), *parts(question, scene))

    return with_clock


def _urgent_now(scene: Scene) -> tuple[Words, ...]:
    if not is_urgent.holds(scene):
        return ()
    grave = is_grave(_told(scene.answers))
    return _urgent_parts(scene.facts, dangers_told(scene), serious_told(scene.answers), grave=grave)


def sending_first(parts: Parts) -> Parts:
    """As `urgent_first`, for the last screen before sending."""

    def with_clock(question: Question, scene: Scene) -> tuple[Words, ...]:
        return (*sending_parts(scene), *parts(question, scene))

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
    at_home = () if about_staff else _at_home(facts)
    return (
        clock_words(facts),
        phrase("help-danger"),
        urgent,
        *about_staff,
        phrase("help-lines"),
        others,
        *at_home,
        *police,
    )


def _at_home(facts: ReporterFacts) -> tuple[Words, ...]:
    """Whom one can talk to at school about what goes wrong at home; nobody in particular where it is about staff."""
    officer = facts.school.people.get(facts.school.aandachtsfunctionaris or "")
    return () if officer is None else (phrase("help-at-home", name=officer.spoken_name),)


def nude_help_parts(question: Question, scene: Scene) -> tuple[Words, ...]:
    """Where pictures on which somebody is naked are helped with: never here (design 4.9)."""
    return (phrase("ask-nude-help"), _help_with_pictures(scene.facts))


def picture_help_of_words(facts: ReporterFacts, words: str) -> tuple[Words, ...]:
    """The same for words that go to the school as they are typed."""
    return (phrase("ask-nude-help"), _help_with_pictures(facts)) if speaks_of_naked_picture(words) else ()


def keeping_parts(scene: Scene) -> tuple[Words, ...]:
    """What to do with messages. Where there may be a picture with somebody naked in it only the words are kept, and who
    helps with the picture is named (design 4.9)."""
    if serious_told(scene.answers) is SeriousKind.SEXUAL or _tells_of_picture(scene.answers):
        return (phrase("thanks-keep-words"), _help_with_pictures(scene.facts))
    return (phrase("thanks-keep-messages"),)


def _tells_of_picture(answers: Answers) -> bool:
    """Whether it was tapped that a picture goes round, and nobody said that nobody is naked in it."""
    return _PICTURE_SENTENCE in (answers.get("ready") or ()) and answers.get("nude") != "no"


def _help_with_pictures(facts: ReporterFacts) -> Phrase:
    line = _named_line(facts, _PICTURES)
    return phrase("nude-help-line", site=line.site or "", number=line.number or "")


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
